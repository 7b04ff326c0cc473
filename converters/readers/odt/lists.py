# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markers of list items and numbers of headings (ODF 1.3 part 3, 5.3, 16.30 to 16.34)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from converters.readers.odt.names import LOEXT, OFFICE, STYLE, TEXT, whole
from converters.source.numbers import (
    CIRCLED_GANADA,
    CIRCLED_JAMO,
    HEAVENLY_HANGUL,
    HEAVENLY_HANJA,
    JAMO,
    circled,
    circled_digits,
    ganada,
    in_turn,
    latin,
    roman,
    sino_hangul,
    sino_hanja,
)
from converters.source.symbols import DEFAULT_BULLET, bullet
from converters.xhtml.markup import Element

LEVELS = 10
_MOST_START = 100_000
_PLACE = re.compile(r"%(\d{1,2})%")
_FORMATS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": lambda number: latin(number).lower(),
    "A": latin,
    "i": lambda number: roman(number).lower(),
    "I": roman,
    "①": circled_digits,
    "가": ganada,
    "ㄱ": in_turn(JAMO),
    "㉮": circled(CIRCLED_GANADA),
    "㉠": circled(CIRCLED_JAMO),
    "일": sino_hangul,
    "一": sino_hanja,
    "갑": in_turn(HEAVENLY_HANGUL),
    "甲": in_turn(HEAVENLY_HANJA),
    "01": lambda number: f"{number:02d}",
}
"""By how the format begins: "가, 나, 다, ..." names the one of 가."""


@dataclass(slots=True)
class ListLevel:
    """One level of a list style."""

    ordered: bool = False
    text: str = DEFAULT_BULLET
    """What a bullet prints."""
    number_format: str = ""
    """Empty for a level that prints no number."""
    prefix: str = ""
    suffix: str = ""
    shown_levels: int = 1
    start: int = 1
    pattern: str = ""
    """Of LibreOffice: the whole number with ``%1%`` for the number of level 1."""


@dataclass(slots=True)
class Counters:
    """How far one list has counted, by level."""

    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def advance(self, level: int, start: int) -> None:
        """Count one more item of ``level``; deeper levels begin anew."""
        self.counts[level] = self.counts[level] + 1 if self.counts[level] else start
        self.counts[level + 1 :] = [0] * (LEVELS - level - 1)

    def set(self, level: int, value: int) -> None:
        """Let the item of ``level`` be number ``value``."""
        self.counts[level] = value
        self.counts[level + 1 :] = [0] * (LEVELS - level - 1)


class ListStyles:
    """The list styles and the outline numbering of one document.

    Args:
        roots: of the content and of the styles part.
    """

    def __init__(self, roots: list[Element]) -> None:
        self._styles: dict[str, list[ListLevel]] = {}
        self._outline: list[ListLevel] = []
        for root in roots:
            for holder in ("automatic-styles", "styles"):
                for style in root.iterfind(f"{OFFICE}{holder}/{TEXT}list-style"):
                    self._styles.setdefault(style.get(f"{STYLE}name", ""), _levels(style))
            for style in root.iterfind(f"{OFFICE}styles/{TEXT}outline-style"):
                self._outline = self._outline or _levels(style)
        self._headings = Counters()
        self._lists: dict[str, Counters] = {}
        """By list style, and by the id of the list."""

    def level(self, style: str, level: int) -> ListLevel:
        """Return a level (from 0) of a list style; a plain bullet for a style that is not there."""
        levels = self._styles.get(style)
        return levels[min(level, LEVELS - 1)] if levels else ListLevel()

    def is_style(self, name: str) -> bool:
        """Whether there is a list style of that name."""
        return name in self._styles

    def counters(self, style: str, *, goes_on: bool, of_list: str) -> Counters:
        """Return the counters of a list that begins.

        Args:
            style: its list style.
            goes_on: whether it counts on from the last list of that style.
            of_list: id of the list that it counts on from; empty for none.
        """
        known = self._lists.get(f"#{of_list}" if of_list else style)
        if known is not None and (goes_on or of_list):
            return known
        return Counters()

    def keep(self, style: str, list_id: str, counters: Counters) -> None:
        """Remember the counters of a list for those that go on from it."""
        self._lists[style] = counters
        if list_id:
            self._lists[f"#{list_id}"] = counters

    def marker(self, style: str, level: int, counters: Counters) -> str:
        """Return what an item prints before its text."""
        kind = self.level(style, level)
        if not kind.ordered:
            return kind.text
        levels = self._styles.get(style) or [kind] * LEVELS
        return _printed(levels, level, counters)

    def count_on(self, style: str, level: int, start: int | None) -> str:
        """Count a paragraph that its style puts on ``level`` of a list; return its number."""
        counters = self._lists.setdefault(style, Counters())
        if start is None:
            counters.advance(level, self.level(style, level).start)
        else:
            counters.set(level, start)
        return self.marker(style, level, counters)

    def heading_number(self, level: int, start: int | None) -> str:
        """Count a heading of ``level`` (from 0) and return its number; empty where it has none."""
        if level >= len(self._outline):
            return ""
        if start is None:
            self._headings.advance(level, self._outline[level].start)
        else:
            self._headings.set(level, start)
        return _printed(self._outline, level, self._headings)


def _levels(style: Element) -> list[ListLevel]:
    levels = [ListLevel() for _ in range(LEVELS)]
    for element in style:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        at = whole(element, f"{TEXT}level", 1, LEVELS) - 1
        if at < 0:
            continue
        if tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
            levels[at] = ListLevel(
                ordered=True,
                number_format=element.get(f"{STYLE}num-format", ""),
                prefix=element.get(f"{STYLE}num-prefix", ""),
                suffix=element.get(f"{STYLE}num-suffix", ""),
                shown_levels=whole(element, f"{TEXT}display-levels", 1, LEVELS),
                start=whole(element, f"{TEXT}start-value", 1, _MOST_START),
                pattern=element.get(f"{LOEXT}num-list-format", ""),
            )
        elif tag == f"{TEXT}list-level-style-bullet":
            properties = element.find(f"{STYLE}text-properties")
            font = properties.get(f"{STYLE}font-name", "") if properties is not None else ""
            char = element.get(f"{TEXT}bullet-char", "")
            # LibreOffice prints neither prefix nor suffix of a bullet, whatever it writes there.
            levels[at] = ListLevel(text=bullet(char, font) if char else "")
    return levels


def _printed(levels: list[ListLevel], level: int, counters: Counters) -> str:
    kind = levels[level]
    if kind.pattern:
        return _PLACE.sub(
            lambda match: _place(levels, int(match[1]) - 1, counters), kind.pattern
        ).strip()
    if not kind.number_format:
        return (kind.prefix + kind.suffix).strip()
    first = max(0, level - kind.shown_levels + 1)
    numbers = (_place(levels, at, counters) for at in range(first, level + 1))
    return (kind.prefix + ".".join(filter(None, numbers)) + kind.suffix).strip()


def _place(levels: list[ListLevel], level: int, counters: Counters) -> str:
    if not 0 <= level < len(levels):
        return ""
    kind = levels[level]
    number = counters.counts[level] or kind.start
    return formatted(number, kind.number_format)


def formatted(number: int, number_format: str) -> str:
    """Return a number in a format of ``style:num-format`` (19.502); empty for the empty format."""
    if not number_format:
        return ""
    first = number_format.split(",")[0].strip()
    formatter = _FORMATS.get(first) or _FORMATS.get(first[:1], str)
    return formatter(number) if number > 0 else str(number)
