# SPDX-License-Identifier: AGPL-3.0-or-later
"""Connected parts of a mask, by runs of its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from converters.readers.pdf.scans.bitmap import Mask


@dataclass(slots=True)
class Piece:
    """A connected part: its box in pixels, the right and lower edge outside, and its pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
    area: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.y1 - self.y0

    def enlarged(self, by: int) -> Piece:
        """Return the piece on a picture with ``by`` pixels a side for one."""
        box = by * self.x0, by * self.y0, by * self.x1, by * self.y1
        return Piece(*box, by * by * self.area)


def pieces_of(mask: Mask) -> list[Piece]:
    """Return the connected parts of ``mask``, corners touching too, from the top down."""
    edges = numpy.diff(numpy.pad(mask, ((0, 0), (1, 1))).astype(numpy.int8), axis=1)
    rows, starts = (edges == 1).nonzero()
    ends = (edges == -1).nonzero()[1]
    parents = list(range(len(rows)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    first_of = numpy.searchsorted(rows, numpy.arange(mask.shape[0] + 1))
    lefts, rights = starts.tolist(), ends.tolist()
    for row in range(1, mask.shape[0]):
        above, here, end = int(first_of[row - 1]), int(first_of[row]), int(first_of[row + 1])
        last = here
        while above < last and here < end:
            if lefts[above] <= rights[here] and lefts[here] <= rights[above]:
                one, other = root(above), root(here)
                if one != other:
                    parents[max(one, other)] = min(one, other)
            if rights[above] < rights[here]:
                above += 1
            else:
                here += 1
    found: dict[int, Piece] = {}
    for at, (row, left, right) in enumerate(zip(rows.tolist(), lefts, rights, strict=True)):
        which = root(at)
        piece = found.get(which)
        if piece is None:
            found[which] = Piece(left, row, right, row + 1, right - left)
        else:
            piece.x0, piece.x1 = min(piece.x0, left), max(piece.x1, right)
            piece.y1 = row + 1
            piece.area += right - left
    return list(found.values())
