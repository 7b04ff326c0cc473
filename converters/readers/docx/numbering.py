# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbering definitions and the numbers they print (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from converters.readers.docx.names import MC, W, chosen, is_on, val, whole
from converters.readers.docx.number_formats import formatted
from converters.readers.docx.properties import ParaProperties, parse_para, parse_run
from converters.source.symbols import DEFAULT_BULLET, bullet
from converters.xhtml.markup import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a numbering (17.9.6)."""

    form: str = "decimal"
    pattern: str = ""
    """Sequence of a custom format."""
    text: str = ""
    start: int = 1
    restart: int | None = None
    """Level from 1 after which it starts anew; 0 for never; None for every higher one."""
    legal: bool = False
    font: str = ""
    style: str = ""
    """Paragraph style that stands on this level."""
    layout: ParaProperties = field(default_factory=dict)


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, Level]
    style_link: str


@dataclass(slots=True)
class _Number:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a numbered paragraph."""

    text: str
    ordered: bool
    layout: ParaProperties
    """Indents that the level gives."""


class Numbering:
    """The numberings of one document, with their counters.

    Args:
        root: the numbering part; None where the document has none.
        number_of_style: gives the numId of a numbering style (17.9.21).
    """

    def __init__(self, root: Element | None, number_of_style: Callable[[str], str]) -> None:
        self._number_of_style = number_of_style
        self._abstracts: dict[str, _Abstract] = {}
        self._numbers: dict[str, _Number] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for element in root.iterfind(f"{W}abstractNum"):
            levels = {whole(e.get(f"{W}ilvl")): _level(e) for e in element.iterfind(f"{W}lvl")}
            key = element.get(f"{W}abstractNumId", "")
            self._abstracts.setdefault(key, _Abstract(levels, val(element, "numStyleLink")))
        for element in root.iterfind(f"{W}num"):
            self._numbers.setdefault(element.get(f"{W}numId", ""), _number(element))

    def level_of_style(self, number: str, style: str) -> int | None:
        """Return the level of ``number`` on which a paragraph style stands (17.9.23)."""
        for at, level in self._levels(number).items():
            if level.style == style and style:
                return at
        return None

    def marker(self, number: str, at: int) -> Marker | None:
        """Count a paragraph on level ``at`` of ``number`` and return what it prints before it.

        None where there is no such numbering or level.
        """
        levels = self._levels(number)
        level = levels.get(at)
        if level is None:
            return None
        if level.form == "bullet":
            text = bullet(level.text, level.font) if level.text else ""
            return Marker(text, ordered=False, layout=level.layout)
        counts = self._advance(number, at, levels)
        text = _PLACE.sub(lambda place: self._shown(place, counts, levels, level), level.text)
        return Marker(text.strip(), ordered=True, layout=level.layout)

    def _levels(self, number: str) -> dict[int, Level]:
        known = self._numbers.get(number)
        if known is None:
            return {}
        abstract = self._abstracts.get(self._abstract_of(number))
        levels = abstract.levels if abstract is not None else {}
        return {**levels, **known.levels} if known.levels else levels

    def _abstract_of(self, number: str) -> str:
        """Return the abstract numbering of ``number``, through links to a numbering style."""
        key = ""
        for _ in range(_LEVELS):
            known = self._numbers.get(number)
            if known is None:
                return key
            key = known.abstract
            abstract = self._abstracts.get(key)
            if abstract is None or abstract.levels or not abstract.style_link:
                return key
            number = self._number_of_style(abstract.style_link)
        return key

    def _advance(self, number: str, at: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count on level ``at``; numberings of one abstract numbering count together."""
        counts = self._counts.setdefault(self._abstract_of(number), {})
        starts = self._numbers[number].starts
        if number not in self._begun:
            self._begun.add(number)
            for overridden in starts:
                counts.pop(overridden, None)
        if at in counts:
            counts[at] += 1
        else:
            counts[at] = starts.get(at, levels[at].start)
        for lower in range(at + 1, _LEVELS):
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart and at < restart):
                counts.pop(lower, None)
        return {key: counts.get(key, starts.get(key, levels[key].start)) for key in levels}

    def _shown(
        self, place: re.Match[str], counts: dict[int, int], levels: dict[int, Level], own: Level
    ) -> str:
        at = int(place[1]) - 1
        level = levels.get(at)
        if level is None:
            return ""
        if own.legal and level.form not in ("none", "bullet"):
            return str(counts[at])
        return formatted(counts[at], level.form, level.pattern)


def _level(element: Element) -> Level:
    form, pattern = _format(element)
    fonts = parse_run(element.find(f"{W}rPr"), {})
    restart = element.find(f"{W}lvlRestart")
    text = val(element, "lvlText")
    if form == "bullet" and element.find(f"{W}lvlPicBulletId") is not None:
        text = DEFAULT_BULLET
    return Level(
        form=form,
        pattern=pattern,
        text=text,
        start=whole(val(element, "start") or None, 0 if form == "bullet" else 1),
        restart=None if restart is None else whole(restart.get(f"{W}val")),
        legal=is_on(element.find(f"{W}isLgl")),
        font=str(fonts.get("ascii", "")),
        style=val(element, "pStyle"),
        layout=parse_para(element.find(f"{W}pPr")),
    )


def _format(element: Element) -> tuple[str, str]:
    """Return the number format; formats of later versions stand in alternate content."""
    shown = element.find(f"{W}numFmt")
    if shown is None:
        alternate = element.find(f"{MC}AlternateContent")
        branch = chosen(alternate) if alternate is not None else None
        shown = branch.find(f"{W}numFmt") if branch is not None else None
    if shown is None:
        return "decimal", ""
    return shown.get(f"{W}val", "decimal"), shown.get(f"{W}format", "")


def _number(element: Element) -> _Number:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterfind(f"{W}lvlOverride"):
        at = whole(override.get(f"{W}ilvl"))
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[at] = _level(own)
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[at] = whole(start.get(f"{W}val"), 1)
    return _Number(val(element, "abstractNumId"), starts, levels)
