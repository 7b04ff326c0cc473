# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many rows of a table are its head."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from converters.readers.pdf.model import Box
from converters.readers.pdf.regions.cells import Grid
from converters.readers.pdf.regions.gutters import is_number
from converters.readers.pdf.regions.model import TableCell

_YEAR = re.compile(r"^\s*(?:(?:19|20)\d\d|['’]\d\d)\s*(?:년|p|e)?\s*$")

_LEVEL = 2.0
"""Points: texts of one line of a head stand no further apart in height."""


def head_rows(cells: list[TableCell], grid: Grid) -> int:
    """Return how many rows are the head: set off by shading, weight, a rule, or no figures."""
    rows = grid.rows
    by_row = [[cell for cell in cells if cell.row == row] for row in range(rows)]
    shaded = _leading(by_row, lambda cell: cell.shaded)
    bold = _leading(by_row, _is_bold)
    wordy = _leading(by_row, lambda cell: _is_wordy(_texts(cell)))
    head = 0
    if 0 < shaded < rows:
        head = shaded
    elif 0 < bold < rows:
        head = bold
    elif 0 < grid.ruled_rows < rows and grid.ruled_rows <= wordy:
        head = grid.ruled_rows
    elif 0 < wordy < rows or (wordy == rows and grid.rows > 2):
        head = 1
    while 0 < head < rows:
        # What spans rows of the head belongs to it as a whole.
        reach = max((c.row + c.rowspan for r in by_row[:head] for c in r), default=head)
        if reach <= head:
            return head
        head = reach
    return 0 if head >= rows else head


def with_parted_heads(cells: list[TableCell], head: int, xs: list[float]) -> list[TableCell]:
    """Return cells in which a head over all columns is one cell for each of its texts.

    "2024 | 2025 | 2026" over pairs of columns, without lines between the years: each stands
    over as many columns, between whose edges the next one's begin.

    Args:
        cells: of a table.
        head: its rows of heads.
        xs: the edges of its columns.
    """
    parted: list[TableCell] = []
    for cell in cells:
        parts = _parts(cell, xs) if cell.row < head and cell.colspan > 1 else []
        parted += parts or [cell]
    return parted


def _parts(cell: TableCell, xs: list[float]) -> list[TableCell]:
    lines = sorted(cell.lines, key=lambda line: line.box.x0)
    each, rest = divmod(cell.colspan, max(len(lines), 1))
    if len(lines) < 2 or rest or each < 2 or cell.figures or cell.rowspan > 1:
        return []
    if max(line.baseline for line in lines) - min(line.baseline for line in lines) > _LEVEL:
        return []
    starts = [cell.column + each * at for at in range(len(lines))]
    between = zip(lines, lines[1:], starts[1:], strict=False)
    if not all(left.box.x1 < xs[start] < right.box.x0 for left, right, start in between):
        return []
    return [
        replace(
            cell,
            column=start,
            colspan=each,
            box=Box(xs[start], cell.box.y0, xs[start + each], cell.box.y1),
            lines=[line],
        )
        for start, line in zip(starts, lines, strict=True)
    ]


def _texts(cell: TableCell) -> str:
    return " ".join(line.text for line in cell.lines)


def _is_wordy(text: str) -> bool:
    """Whether a text may stand in a head: no figure, but for a year."""
    return bool(_YEAR.match(text)) or not is_number(text)


def _is_bold(cell: TableCell) -> bool:
    return all(line.style.bold for line in cell.lines)


def _leading(by_row: list[list[TableCell]], test: Callable[[TableCell], bool]) -> int:
    """Return how many rows from the top have only cells with text that pass a test."""
    count = 0
    for row in by_row:
        texts = [cell for cell in row if cell.lines]
        if row and (not texts or not all(test(cell) for cell in texts)):
            break
        count += 1
    return count
