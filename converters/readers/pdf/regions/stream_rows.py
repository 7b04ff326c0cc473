# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of a table by the order in which the stream draws its cells, where the page bears it out.

Programs draw a cell with all its lines before the next one. So the order tells the lines of a
wrapped cell from rows that are as far apart, wherever in the cell the texts stand.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from converters.readers.pdf.model import TextLine
from converters.readers.pdf.regions.gutters import is_number

_UP = 0.4
"""Of the size: what is drawn later and so much higher begins another cell."""
_WIDER = 0.35
"""Of the size: a gap so much wider than the narrowest in a cell is one between rows."""
_FARTHEST = 2.2
"""Of the size: lines of one cell are not farther apart."""
_OVERLAP = 0.25
"""Of the size: rows reach so far into each other."""


def rows_in_stream(lines: list[TextLine], edges: list[float]) -> list[list[TextLine]] | None:
    """Return the rows of a part of a table; None where the order of the stream does not tell.

    Args:
        lines: of a part that no rule across divides.
        edges: x of all columns' edges, the outer ones too.
    """
    if len(lines) < 3:
        return None
    ordered = sorted(lines, key=lambda line: line.order)
    places = [column_of(line, edges) for line in ordered]
    narrow = _narrow(ordered, places)
    rows = [[ordered[0]]]
    cell_by_cell = False
    for at, (before, line) in enumerate(pairwise(ordered)):
        column, last = places[at + 1], places[at]
        up = before.baseline - line.baseline > _UP * line.size
        if column < last or (column == last and not _is_same_cell(before, line, narrow)):
            rows.append([line])
        elif column > last and not up and _is_below(line, rows[-1]):
            rows.append([line])  # Its first cells are empty.
        else:
            cell_by_cell = cell_by_cell or (up and column > last)
            rows[-1].append(line)
    return rows if cell_by_cell and _are_apart(rows) else None


def column_of(line: TextLine, edges: list[float]) -> int:
    """Return the column in which a text stands, from 0."""
    return min(max(bisect_right(edges, line.box.middle[0]) - 1, 0), len(edges) - 2)


def _narrow(ordered: list[TextLine], places: list[int]) -> float:
    """Return the least distance of two lines that follow each other in a column."""
    return min(
        (
            after.baseline - before.baseline
            for (before, after), (left, right) in zip(
                pairwise(ordered), pairwise(places), strict=True
            )
            if left == right and after.baseline - before.baseline > _UP * after.size
        ),
        default=0.0,
    )


def _is_same_cell(before: TextLine, line: TextLine, narrow: float) -> bool:
    step = line.baseline - before.baseline
    if abs(step) <= _UP * line.size:
        return True
    if is_number(before.text) and is_number(line.text):
        return False
    return 0 < step <= min(narrow + _WIDER * line.size, _FARTHEST * line.size)


def _is_below(line: TextLine, row: list[TextLine]) -> bool:
    return line.baseline - line.size > max(other.baseline for other in row)


def _are_apart(rows: list[list[TextLine]]) -> bool:
    """Whether rows lie one below the other."""
    for before, after in pairwise(rows):
        slack = _OVERLAP * after[0].size
        top = min(line.baseline - 0.8 * line.size for line in after)
        if top < max(line.baseline for line in before) - slack:
            return False
    return True
