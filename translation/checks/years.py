# SPDX-License-Identifier: AGPL-3.0-or-later
"""Years written with two digits: ’25 and 25년 are 2025, FY25 is the fiscal year 2025."""

from __future__ import annotations

import re
from fractions import Fraction

from translation.entities import Entity, EntityKind, is_kept
from translation.entities.numerals import values

_SIGNS = "’'‘`´"
_SHORT = re.compile(
    rf"(?<![\w{_SIGNS}])[{_SIGNS}](\d{{2}})(?!\d)|(?<![A-Za-z])FY\s?[{_SIGNS}]?(\d{{2}})(?!\d)"
)
_RANGE = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})(\s?[-–—~∼/]\s?)[{_SIGNS}]?(\d{{2}})(?![\d.,:-])")
_KOREAN = re.compile(r"(?<![\d.,])(\d{2})(?=\s?년)")
_PIVOT = 70
"""Two digits from here on are of the twentieth century."""


def whole_year(digits: str) -> int:
    """Return the year that two digits stand for."""
    value = int(digits)
    return (1900 if value >= _PIVOT else 2000) + value


def with_whole_years(text: str, other: str = "") -> str:
    """Return ``text`` with its short years as whole ones.

    Args:
        text: source or target.
        other: its counterpart. "25년" may be 25 years as well: it is taken for 2025 where that
            stands there.
    """
    if not re.search(r"\d{2}", text):
        return text

    def ranged(found: re.Match[str]) -> str:
        first, sign, last = found.groups()
        year = first[:2] + last
        # "2025-03" is a month.
        is_month = sign.strip() in ("-", "/") and int(last) <= 12
        return f"{first}{sign}{year}" if year > first and not is_month else found[0]

    def korean(found: re.Match[str]) -> str:
        year = str(whole_year(found[1]))
        return year if year in other else found[0]

    text = _RANGE.sub(ranged, text)
    text = _SHORT.sub(lambda found: str(whole_year(found[1] or found[2])), text)
    return _KOREAN.sub(korean, text)


def year_is_kept(entity: Entity, source: str, target: str) -> bool:
    """Say whether a number of a source is a short year, or a month of one, that a target has whole."""
    if entity.kind is not EntityKind.NUMBER:
        return False
    found = re.fullmatch(r"(\d{2})(?:\.(\d{1,2}))?", entity.text)
    marked = entity.start > 0 and source[entity.start - 1] in _SIGNS
    named = source[entity.end :].lstrip()[:1] == "년"
    if found is None or not (marked or (named and found[2] is None)):
        return False
    year = whole_year(found[1])
    if found[2] is not None:
        date = f"{year}년 {found[2]}월"
        return is_kept(Entity(EntityKind.DATE, 0, len(date), date, ()), target)
    return Fraction(year) in values(target)
