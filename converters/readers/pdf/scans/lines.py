# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines of text on a picture, apart where columns and cells are."""

from __future__ import annotations

import statistics

import numpy

from converters.readers.pdf.scans.bitmap import Mask, coarse
from converters.readers.pdf.scans.pieces import Piece, pieces_of

_COARSE = 4
"""Pixels a side that are one: at 300 dots per inch a point is one such."""
_LETTER = (3, 40)
"""Coarse pixels: the height of what may be a letter."""
_TYPE = 9.0
"""Coarse pixels: the size of the type where too few letters say one."""
_LEAST_LETTERS = 12
_HANGUL_HEIGHT = 0.92
_GAP = 1.1
"""Of the size: gaps in a line are narrower; what is farther apart stands in two columns."""
_SMALLEST = 0.28
"""Of the size: lower pieces are dirt, for a line's full stops are parts of it, or dashes."""
_LEAST_INK = 0.02
"""Of the square of the size."""
_FULL = 0.6
"""Of its box is ink in a dash."""
_LINES = 1.75
"""Of the size: a higher piece holds more than a line."""
_LARGEST = 6.0
"""Of the size: a piece so high is a picture."""
_VALLEY = 0.04
"""Of the fullest row of a piece: rows with less ink part its lines."""


def size_on(ink: Mask) -> float:
    """Return the size of most of the type in pixels."""
    low, high = _LETTER
    letters = [
        piece
        for piece in pieces_of(coarse(ink, _COARSE))
        if low <= piece.height <= high and piece.width <= 2 * high
    ]
    letters = [piece for piece in letters if piece.height >= 0.5 * piece.width or piece.width < 60]
    if len(letters) < _LEAST_LETTERS:
        return _COARSE * _TYPE
    # Weighed by area: marks and dots are many and small.
    heights = sorted(height for piece in letters for height in [piece.height] * piece.area)
    return _COARSE * max(4.0, statistics.median(heights) / _HANGUL_HEIGHT)


def lines_on(ink: Mask, barriers: Mask, em: float) -> list[Piece]:
    """Return the pieces of lines on a picture, from the top down.

    Args:
        ink: without rules.
        barriers: rules, which no line crosses.
        em: size of the type in pixels.
    """
    small, walls = coarse(ink, _COARSE), coarse(barriers, _COARSE)
    type_size = em / _COARSE
    smeared = _smeared(small, walls, round(_GAP * type_size))
    found: list[Piece] = []
    for piece in pieces_of(smeared):
        if piece.height > _LARGEST * type_size and piece.width > _LARGEST * type_size:
            continue
        found += (line for line in _parted(ink, piece.enlarged(_COARSE), em) if _is_text(line, em))
    return sorted(found, key=lambda piece: (piece.y0, piece.x0))


def _is_text(line: Piece, em: float) -> bool:
    """Whether a piece is no dirt: as high as small letters, or a dash."""
    if line.area < _LEAST_INK * em * em:
        return False
    return line.height >= _SMALLEST * em or line.area >= _FULL * line.width * line.height


def _smeared(ink: Mask, walls: Mask, gap: int) -> Mask:
    """Return ink with the gaps of its rows filled that are narrow and have no wall in them."""
    across = ink.shape[1]
    at = numpy.arange(across)
    last = numpy.maximum.accumulate(numpy.where(ink, at, -1), axis=1)
    following = numpy.where(ink, at, across)[:, ::-1]
    following = numpy.minimum.accumulate(following, axis=1)[:, ::-1]
    crossed = numpy.pad(walls.cumsum(axis=1), ((0, 0), (1, 0)))
    free = numpy.take_along_axis(crossed, following.clip(0, across - 1) + 1, axis=1)
    free = free - numpy.take_along_axis(crossed, last.clip(0, across - 1), axis=1) == 0
    near = (last >= 0) & (following < across) & (following - last - 1 <= gap)
    filled: Mask = ink | (near & free)
    return filled


def _parted(ink: Mask, piece: Piece, em: float) -> list[Piece]:
    """Return the lines of a piece, each with the box of its ink."""
    part = ink[piece.y0 : piece.y1, piece.x0 : piece.x1]
    sums = part.sum(axis=1)
    if not sums.any():
        return []
    found: list[Piece] = []
    full = sums > (_VALLEY * sums.max() if piece.height > _LINES * em else 0)
    edges = numpy.diff(numpy.pad(full, 1).astype(numpy.int8))
    spans = list(zip((edges == 1).nonzero()[0], (edges == -1).nonzero()[0], strict=True))
    if piece.height <= _LINES * em:
        spans = [(spans[0][0], spans[-1][1])]
    for top, bottom in _joined(spans, em):
        columns = numpy.flatnonzero(part[top:bottom].any(axis=0))
        if not len(columns):
            continue
        x0, x1 = piece.x0 + int(columns[0]), piece.x0 + int(columns[-1]) + 1
        area = int(part[top:bottom].sum())
        found.append(Piece(x0, piece.y0 + int(top), x1, piece.y0 + int(bottom), area))
    return found


def _joined(spans: list[tuple[int, int]], em: float) -> list[tuple[int, int]]:
    """Return spans of rows, those too low for a line put to their nearer neighbour."""
    found: list[tuple[int, int]] = []
    for top, bottom in spans:
        if (
            found
            and (bottom - top < 0.4 * em or found[-1][1] - found[-1][0] < 0.4 * em)
            and bottom - found[-1][0] < _LINES * em
        ):
            found[-1] = found[-1][0], bottom
        else:
            found.append((top, bottom))
    return found
