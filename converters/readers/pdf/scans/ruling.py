# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules on a picture: the edges of tables and boxes, underlines."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

from converters.readers.pdf.scans.bitmap import Mask, coarse
from converters.readers.pdf.scans.pieces import Piece, pieces_of

_ACROSS, _DOWN = 2.5, 1.7
"""Of the size of the type: the shortest rule. Strokes of letters are shorter."""
_STEM = 5.0
"""Of the size: a shorter rule that goes down has to meet one that goes across, or it is a stem."""
_THICKEST = 0.35
"""Of the size."""
_NEAR = 0.35
_WHOLE = 0.96
"""Of a rule is ink: dirt and pressing leave gaps."""
_BESIDE = 0.3
"""Of both sides of a rule: more ink there makes it the stroke of letters."""
_COARSE = 2
"""Pixels a side that are one."""


def rules_on(ink: Mask, em: float) -> tuple[list[Piece], list[Piece]]:
    """Return the rules that go across and those that go down.

    Args:
        ink: level.
        em: size of the type in pixels.
    """
    small = coarse(ink, _COARSE)
    size = em / _COARSE
    across = _rules(small, size, _ACROSS)
    down = [_turned(rule) for rule in _rules(numpy.ascontiguousarray(small.T), size, _DOWN)]
    near = _NEAR * em
    down = [
        rule
        for rule in down
        if rule.height >= _STEM * em or any(_meets(rule, other, near) for other in across)
    ]
    return across, down


def _rules(ink: Mask, em: float, shortest: float) -> list[Piece]:
    """Return the rules of a coarse mask that go along its rows, in pixels."""
    length = max(8, round(shortest * em))
    core = _along(ink, length) >= _WHOLE * length
    long = (_along(core, length) > 0) & ink
    found: list[Piece] = []
    for piece in pieces_of(long):
        thick = piece.area / max(1, piece.width)
        if thick <= _THICKEST * em + 1 and piece.width >= length and _is_alone(ink, piece):
            found.append(piece.enlarged(_COARSE))
    return found


def _along(mask: Mask, length: int) -> NDArray[numpy.int32]:
    """Return for each pixel how many of ``length`` pixels of its row around it are set."""
    before = length // 2
    sums = numpy.pad(mask, ((0, 0), (before + 1, length - before - 1)))
    sums = sums.cumsum(axis=1, dtype=numpy.int32)
    found: NDArray[numpy.int32] = sums[:, length:] - sums[:, :-length]
    return found


def _is_alone(ink: Mask, piece: Piece) -> bool:
    """Whether there is paper above and below most of a rule."""
    shares = [
        float(rows.mean()) if rows.size else 0.0
        for rows in (
            ink[max(0, piece.y0 - 3) : max(0, piece.y0 - 1), piece.x0 : piece.x1],
            ink[piece.y1 + 1 : piece.y1 + 3, piece.x0 : piece.x1],
        )
    ]
    return max(shares) < _BESIDE or min(shares) < _BESIDE / 4


def _turned(piece: Piece) -> Piece:
    return Piece(piece.y0, piece.x0, piece.y1, piece.x1, piece.area)


def _meets(down: Piece, across: Piece, near: float) -> bool:
    reaches = across.x0 - near <= (down.x0 + down.x1) / 2 <= across.x1 + near
    return reaches and down.y0 - near <= (across.y0 + across.y1) / 2 <= down.y1 + near


def mask_of(rules: list[Piece], shape: tuple[int, int], grown: int) -> Mask:
    """Return where rules lie, ``grown`` pixels more on each side."""
    mask = numpy.zeros(shape, dtype=numpy.bool_)
    for rule in rules:
        top, left = max(0, rule.y0 - grown), max(0, rule.x0 - grown)
        mask[top : rule.y1 + grown, left : rule.x1 + grown] = True
    return mask
