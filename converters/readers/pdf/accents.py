# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accents that are set over their letters as signs of their own become one character with them.

TeX's older fonts have letters and accents, and no letters with accents: "Mündler" is printed
as M, a dieresis, a u under it, and so on. A sign that stands beside letters is left as it is.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from math import isfinite

from converters.readers.pdf.model import Glyph

_COMBINING = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_WITH_DOT = {"ı": "i", "ȷ": "j"}
"""What an accent replaces the dot of."""
_BESIDE = 0.05
"""Of the size: how far the middle of an accent may stand outside of its letter."""
_ROW_PT, _FARTHEST_PT = 4.0, 100.0
_OFF_LINE = 0.6
"""Of the size: how far accents of capitals are raised."""


def with_accents(glyphs: list[Glyph]) -> list[Glyph]:
    """Return glyphs in which letters carry the accents that stand over them.

    Args:
        glyphs: of a page; letters are changed in place. Programs may draw an accent long after
            its letter.
    """
    accents = [g for g in glyphs if g.text in _COMBINING and isfinite(g.baseline)]
    if not accents:
        return glyphs
    rows: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if len(glyph.text) == 1 and glyph.text.isalpha() and isfinite(glyph.baseline):
            rows[int(glyph.baseline // _ROW_PT)].append(glyph)
    for row in rows.values():
        row.sort(key=_start)
    taken: set[int] = set()
    for accent in accents:
        for letter in _under(accent, rows):
            whole = _composed(letter.text, _COMBINING[accent.text])
            if whole:
                letter.text = whole
                letter.space_after = letter.space_after or accent.space_after
                taken.add(id(accent))
                break
    return [glyph for glyph in glyphs if id(glyph) not in taken]


def _start(glyph: Glyph) -> float:
    return glyph.x0


def _under(accent: Glyph, rows: dict[int, list[Glyph]]) -> list[Glyph]:
    """Return the letters that an accent may belong to, the nearest first."""
    middle = (accent.x0 + accent.x1) / 2
    near: list[Glyph] = []
    # Files may claim any size: no letter is looked for over the whole sheet.
    reach = min(_OFF_LINE * accent.style.size, _FARTHEST_PT)
    lowest, highest = accent.baseline - reach, accent.baseline + reach
    for number in range(int(lowest // _ROW_PT), int(highest // _ROW_PT) + 1):
        row = rows.get(number, [])
        at = bisect_right(row, middle, key=_start)
        near += [glyph for glyph in row[max(0, at - 2) : at + 1] if _is_over(accent, glyph)]
    return sorted(near, key=lambda glyph: abs((glyph.x0 + glyph.x1) / 2 - middle))


def _composed(letter: str, mark: str) -> str:
    """Return the one character of a letter and a mark; empty where Unicode has none."""
    base = _WITH_DOT.get(letter, letter)
    whole = unicodedata.normalize("NFC", base + mark)
    return whole if len(whole) == 1 else ""


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    size = letter.style.size
    middle = (accent.x0 + accent.x1) / 2
    return (
        letter.x0 - _BESIDE * size <= middle <= letter.x1 + _BESIDE * size
        and abs(accent.baseline - letter.baseline) <= _OFF_LINE * size
    )
