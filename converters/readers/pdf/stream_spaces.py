# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spaces that a content stream shows apart from the letters they follow.

In a text object a space follows the letter before it. At the start of one it may stand
anywhere, because nothing says that text objects come in the order of reading: such a
space goes to the letter that ends where it begins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from converters.readers.pdf.model import Glyph

_BESIDE = 0.5
"""Of the size: as far as a space may begin from the end of its letter."""
_CLOSE = 0.25
"""Of the size: as far as it may begin before the end of the letter that the stream has before it,
or after it."""
_SAME_BASELINE, _RAISED = 0.3, 0.75
"""Of the size: as far as letters stand from their baseline, and as marks and exponents do."""
_NEXT_LINE = 2.5
"""Of the size: a space at the start of a line belongs to the end of the one before."""
_BAND_PT = 8.0


@dataclass(frozen=True, slots=True)
class Blank:
    """A space at the start of a text object."""

    x: float
    baseline: float
    size: float
    before: Glyph | None
    """The letter before it in the stream."""


def place_spaces(spaces: list[Blank], glyphs: list[Glyph]) -> None:
    """Set ``space_after`` of the letters that ``stream_spaces`` follow."""
    if not spaces:
        return
    bands: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        bands[int(glyph.baseline // _BAND_PT)].append(glyph)
    for space in spaces:
        if space.before is not None and _ends_at(space, space.before):
            # Letters that are set close overlap, so that another one may end nearer to it.
            space.before.space_after = True
            continue
        beside = _row(bands, space.baseline, _SAME_BASELINE * space.size)
        near = [glyph for glyph in beside if abs(glyph.x1 - space.x) <= _BESIDE * space.size]
        # A mark may be shown later, or earlier, than the line that it is raised from.
        marks = _row(bands, space.baseline, _RAISED * space.size)
        near += [g for g in marks if g.style.size < space.size and _ends_at(space, g)]
        letter = min(near, key=lambda glyph: abs(glyph.x1 - space.x), default=None)
        if letter is None and space.before is not None and _wraps(space, space.before):
            line = _row(bands, space.before.baseline, _SAME_BASELINE * space.size)
            if not any(_follows(glyph, space.before) for glyph in line):
                letter = space.before
        if letter is not None:
            letter.space_after = True


def _ends_at(space: Blank, letter: Glyph) -> bool:
    """Whether a space begins where a letter ends."""
    return (
        abs(letter.x1 - space.x) <= _CLOSE * space.size
        and abs(letter.baseline - space.baseline) <= _RAISED * space.size
    )


def _row(bands: dict[int, list[Glyph]], baseline: float, reach: float) -> list[Glyph]:
    first, last = int((baseline - reach) // _BAND_PT), int((baseline + reach) // _BAND_PT)
    return [
        glyph
        for band in range(first, last + 1)
        for glyph in bands.get(band, ())
        if abs(glyph.baseline - baseline) <= reach
    ]


def _wraps(space: Blank, before: Glyph) -> bool:
    """Whether a space begins the line after that of ``before``."""
    down = space.baseline - before.baseline
    return _SAME_BASELINE * space.size < down <= _NEXT_LINE * space.size and space.x < before.x1


def _follows(glyph: Glyph, before: Glyph) -> bool:
    """Whether a letter stands right after ``before``, so that no line ends there."""
    return glyph is not before and abs(glyph.x0 - before.x1) <= _BESIDE * before.style.size
