# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells of a grid: what the walls between its places leave together."""

from __future__ import annotations

from dataclasses import dataclass, field

from converters.readers.pdf.model import Box, TextLine


@dataclass(slots=True)
class GridPlace:
    """Rows ``top`` to ``bottom`` and columns ``left`` to ``right``, all from 0 and inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """Edges of columns and rows, and the cells; each place belongs to one cell."""

    xs: list[float]
    ys: list[float]
    cells: list[GridPlace]
    ruled_rows: int
    """How many rows of the upper end a rule closes below; 0 where no rule does."""

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many."""
        return len(self.xs) - 1

    def box_of(self, cell: GridPlace) -> Box:
        """Return the place of a cell."""
        return Box(
            self.xs[cell.left],
            self.ys[cell.top],
            self.xs[cell.right + 1],
            self.ys[cell.bottom + 1],
        )


def cells_between(right: list[list[bool]], below: list[list[bool]]) -> list[GridPlace]:
    """Return the cells that walls leave together; what is no rectangle falls apart into rows."""
    rows, columns = len(right), len(right[0])
    seen = [[False] * columns for _ in range(rows)]
    found: list[GridPlace] = []
    for top in range(rows):
        for left in range(columns):
            if seen[top][left]:
                continue
            places = _together(top, left, right, below)
            for row, column in places:
                seen[row][column] = True
            bottom = max(row for row, _ in places)
            first = min(column for _, column in places)
            last = max(column for _, column in places)
            if len(places) == (bottom - top + 1) * (last - first + 1):
                found.append(GridPlace(top, first, bottom, last))
                continue
            for row in range(top, bottom + 1):
                run: list[int] = []
                for column in sorted(c for r, c in places if r == row):
                    if run and (column != run[-1] + 1 or right[row][run[-1]]):
                        found.append(GridPlace(row, run[0], row, run[-1]))
                        run = []
                    run.append(column)
                if run:
                    found.append(GridPlace(row, run[0], row, run[-1]))
    return sorted(found, key=lambda cell: (cell.top, cell.left))


def _together(
    row: int, column: int, right: list[list[bool]], below: list[list[bool]]
) -> set[tuple[int, int]]:
    rows, columns = len(right), len(right[0])
    found = {(row, column)}
    queue = [(row, column)]
    while queue:
        r, c = queue.pop()
        near = []
        if c + 1 < columns and not right[r][c]:
            near.append((r, c + 1))
        if c and not right[r][c - 1]:
            near.append((r, c - 1))
        if r + 1 < rows and not below[r][c]:
            near.append((r + 1, c))
        if r and not below[r - 1][c]:
            near.append((r - 1, c))
        for place in near:
            if place not in found:
                found.add(place)
                queue.append(place)
    return found


def _has_text(grid: Grid, top: int, bottom: int, left: int, right: int) -> bool:
    """Whether a cell that lies in these rows and columns only has text."""
    return any(
        cell.lines
        for cell in grid.cells
        if top <= cell.top and cell.bottom <= bottom and left <= cell.left and cell.right <= right
    )


def _drop(grid: Grid, row: int | None, column: int | None) -> None:
    """Take one row or one column out; cells that span it get smaller."""
    kept: list[GridPlace] = []
    for cell in grid.cells:
        if row is not None:
            if cell.top == cell.bottom == row:
                continue
            cell.bottom -= cell.bottom >= row
            cell.top -= cell.top > row
        if column is not None:
            if cell.left == cell.right == column:
                continue
            cell.right -= cell.right >= column
            cell.left -= cell.left > column
        kept.append(cell)
    grid.cells = kept
    if row is not None:
        del grid.ys[row + 1 if row + 1 < len(grid.ys) - 1 else row]
    if column is not None:
        del grid.xs[column + 1 if column + 1 < len(grid.xs) - 1 else column]


def without_empty(grid: Grid, least: float) -> Grid:
    """Drop columns and rows that only the gap between two rules makes.

    Args:
        grid: which is changed.
        least: points; narrower ones without text go.
    """
    for row in reversed(range(grid.rows)):
        low = grid.ys[row + 1] - grid.ys[row] < least
        if low and grid.rows > 1 and not _has_text(grid, row, row, 0, grid.columns - 1):
            _drop(grid, row, None)
    for column in reversed(range(grid.columns)):
        slim = grid.xs[column + 1] - grid.xs[column] < least
        if slim and grid.columns > 1 and not _has_text(grid, 0, grid.rows - 1, column, column):
            _drop(grid, None, column)
    return grid
