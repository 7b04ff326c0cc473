# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cached points and words of a DrawingML chart (ECMA-376 part 1, 21.2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from converters.source.old_hangul import normalise
from converters.xhtml.markup import Element

PREFIX = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Spreadsheets count days from here (ECMA-376 part 1, 18.17.4.1: the 1900 date system).
_EPOCH = date(1899, 12, 30)
_MOST_DAYS = 100_000
_LEVELS = 4
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LONG = 12
"""Digits after which a figure is a rounding error of binary fractions ("0.30000000000000004")."""


@dataclass(frozen=True, slots=True)
class Points:
    """Figures or names, one for each index; empty where there is none."""

    texts: tuple[str, ...]
    cut: bool
    """True where there were more than the reader takes."""


def parse_points(owner: Element | None, most: int) -> Points | None:
    """Return the points that ``owner`` (c:val, c:cat, ...) caches, ``most`` of them at most.

    None where it has none.
    """
    if owner is None:
        return None
    levels = [level for level, _ in zip(owner.iter(f"{PREFIX}lvl"), range(_LEVELS), strict=False)]
    if levels:
        return _from_levels(levels, most)
    code = owner.findtext(f".//{PREFIX}formatCode") or ""
    found, cut = _indexed(owner, most)
    if not found:
        return None
    return Points(
        tuple(_shown(found.get(at, ""), code) for at in range(max(found) + 1)),
        cut,
    )


def _indexed(owner: Element, most: int) -> tuple[dict[int, str], bool]:
    found: dict[int, str] = {}
    cut = False
    for point in islice(owner.iter(f"{PREFIX}pt"), most + 1):
        index = point.get("idx", "")
        if not (index.isascii() and index.isdigit() and len(index) <= 9):
            continue
        if int(index) < most:
            found[int(index)] = _clean(point.findtext(f"{PREFIX}v") or "")
        else:
            cut = True
    return found, cut


def _from_levels(levels: list[Element], most: int) -> Points | None:
    """Return names of several levels, the outermost first: "2025 1분기"."""
    read = [_indexed(level, most) for level in levels]
    length = max((max(found) + 1 for found, _ in read if found), default=0)
    names = [""] * length
    for at, (found, _) in enumerate(read):
        last = ""
        for index in range(length):
            # An outer name stands once for all that follow it.
            last = found.get(index, last if at else "")
            names[index] = f"{last} {names[index]}".strip()
    return Points(tuple(names), any(cut for _, cut in read)) if length else None


def words_of(element: Element | None) -> str:
    """Return the text of a title or of a series' name."""
    if element is None:
        return ""
    paragraphs = [
        "".join(run.text or "" for run in islice(paragraph.iter(f"{_A}t"), 500))
        for paragraph in islice(element.iter(f"{_A}p"), 20)
    ]
    values = [value.text or "" for value in islice(element.iter(f"{PREFIX}v"), 20)]
    return " ".join(filter(None, map(_clean, (*values, *paragraphs))))


def _clean(text: str) -> str:
    text = " ".join(text.split())
    return text if text.isascii() else normalise(text)[0]


def _shown(text: str, code: str) -> str:
    """Return a figure in the notation that its number format asks for, as far as it matters."""
    try:
        value = float(text)
    except ValueError:
        return text
    bare = _LITERALS.sub("", code).lower()
    if "%" in bare and abs(value) < 1e12:
        return f"{value * 100:.10g}%"
    if any(letter in bare for letter in "ymd") and 0 < value < _MOST_DAYS and "general" not in bare:
        return _day(value, bare)
    if len(text) > _LONG and abs(value) < 1e15:
        return f"{value:.10g}" if "." in text and abs(value) < 1e9 else text
    return text


def _day(value: float, code: str) -> str:
    day = _EPOCH + timedelta(days=int(value))
    if "y" not in code:
        return f"{day.month}/{day.day}" if "d" in code else str(day.month)
    if "m" not in code:
        return str(day.year)
    return day.isoformat() if "d" in code else f"{day.year}-{day.month:02}"
