# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in the middle of both columns at a page's head is read before the columns are."""

from __future__ import annotations

from itertools import pairwise

from converters.readers.pdf.model import TextLine, around
from converters.readers.pdf.regions.model import Region, TextRegion

_LEAST_LINES = 2
_OVERLAP = 0.3
"""Of the size: how far the boxes of two lines may reach into each other."""
_OFF = 0.5
"""Of the size: how far a line may stand off the axis of those above it."""


def by_bands(regions: list[Region]) -> list[Region]:
    """Return ``regions`` with the centred heads of two columns, names of authors, in front."""
    for at, (left, right) in enumerate(pairwise(regions)):
        if isinstance(left, TextRegion) and isinstance(right, TextRegion):
            parts = _parts(left, right)
            if parts is not None:
                return [*regions[:at], *parts, *by_bands(regions[at + 2 :])]
    return regions


def _parts(left: TextRegion, right: TextRegion) -> list[Region] | None:
    """Return two heads and two columns; None where the columns have none."""
    if left.role or right.role or left.column.across(right.column) > 0:
        return None
    first, second = _centred(left), _centred(right)
    if min(first, second) < _LEAST_LINES or not (left.lines[first:] and right.lines[second:]):
        return None
    slack = _OVERLAP * left.lines[0].size
    if abs(left.lines[0].baseline - right.lines[0].baseline) > slack:
        return None
    foot = max(left.lines[first - 1].box.y1, right.lines[second - 1].box.y1)
    head = min(left.lines[first].box.y0, right.lines[second].box.y0)
    if head < foot - slack:
        return None
    return [
        _part(left, left.lines[:first]),
        _part(right, right.lines[:second]),
        _part(left, left.lines[first:]),
        _part(right, right.lines[second:]),
    ]


def _part(region: TextRegion, lines: list[TextLine]) -> TextRegion:
    return TextRegion(around([line.box for line in lines]), lines, region.column)


def _centred(region: TextRegion) -> int:
    """Return how many lines at the head stand on one axis, with room on both sides."""
    axis, column = region.lines[0].box.middle[0], region.column
    count = 0
    for line in region.lines:
        room = min(line.box.x0 - column.x0, column.x1 - line.box.x1)
        if line.vertical or room < line.size or abs(line.box.middle[0] - axis) > _OFF * line.size:
            break
        count += 1
    return count
