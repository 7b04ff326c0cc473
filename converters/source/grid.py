# SPDX-License-Identifier: AGPL-3.0-or-later
"""Table cells at grid positions become rows that cover every position exactly once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from converters.document.nodes import Blocks, Cell, Paragraph, Row, Scope
from converters.document.walk import has_content
from converters.errors import ErrorCode, LimitExceeded
from converters.limits import CellCount

_EMPTY_CELL = Cell(blocks=(Paragraph(()),))
_MOST_COLUMNS, _MOST_POSITIONS = 1_000, 2_000_000
# Positions that lie this far apart from the rest are damage and not layout.
_GAP = 64


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its grid position; rows and columns count from 0."""

    row: int
    column: int
    colspan: int
    rowspan: int
    content: Callable[[], Blocks]
    """Gives what the cell prints; called once, row by row, if the cell comes into the table."""
    header: bool = False
    """Whether the author marked it as a head of its column."""
    shaded: bool = False
    """Whether it has a background colour."""
    open: bool = False
    """Whether it is known to have no line on two opposite sides."""
    unlined: bool = False
    """Whether it is known to have no line on any side."""
    width_pt: float = 0.0
    """0 if unknown."""


def rows_of(
    given: Sequence[GridCell], rows: int, columns: int, count: CellCount
) -> tuple[Row, ...]:
    """Return the rows of a table.

    Spans that reach beyond the grid or over another cell are cut; positions
    that no cell covers get an empty one; cells outside the grid widen it, so
    that no text is lost.

    Args:
        given: the cells with positions and spans, in any order.
        rows: how many the source claims; cells have the last word.
        columns: the same.
        count: counts the positions that no cell covers; who made ``given`` counted those.

    Raises:
        LimitExceeded: the grid, or the document with it, has more positions than any real one.
    """
    cells = _near(given)
    if not cells:
        return ()
    row_count = max(cell.row for cell in cells) + 1
    column_count = max(cell.column for cell in cells) + 1
    row_count = max(row_count, min(rows, _reach(cells, down=True), 2 * row_count))
    column_count = max(column_count, min(columns, _reach(cells, down=False), _MOST_COLUMNS))
    if row_count * column_count > _MOST_POSITIONS:
        raise LimitExceeded(ErrorCode.TOO_LARGE, part="table")
    taken: set[tuple[int, int]] = set()
    placed: list[list[tuple[int, Cell]]] = [[] for _ in range(row_count)]
    for cell in _in_order(cells):
        column = cell.column
        while (cell.row, column) in taken:
            column += 1
        colspan, rowspan = _free_span(cell, column, row_count, column_count, taken)
        taken.update(
            (cell.row + down, column + across)
            for down in range(rowspan)
            for across in range(colspan)
        )
        blocks = cell.content()
        lowered = Cell(
            blocks=blocks,
            colspan=colspan,
            rowspan=rowspan,
            scope=Scope.COLUMN if cell.header else None,
            shaded=cell.shaded,
            spacer=cell.open and not cell.shaded and not has_content(blocks),
            unlined=cell.unlined and not cell.shaded,
        )
        placed[cell.row].append((column, lowered))
        column_count = max(column_count, column + 1)
    count.add(row_count * column_count - len(taken))
    for number, row in enumerate(placed):
        row += [
            (column, _EMPTY_CELL) for column in range(column_count) if (number, column) not in taken
        ]
        row.sort(key=lambda item: item[0])
    return tuple(Row(tuple(cell for _, cell in row)) for row in placed)


def column_percents(cells: Sequence[GridCell]) -> tuple[float, ...]:
    """Return the widths of the columns in percent, from cells of one column; empty if unknown."""
    widths: dict[int, float] = {}
    for cell in cells:
        if cell.colspan == 1 and cell.width_pt > 0:
            widths.setdefault(cell.column, cell.width_pt)
    columns = max((cell.column + cell.colspan for cell in cells), default=0)
    if not 0 < columns == len(widths):
        return ()
    total = sum(widths.values())
    return tuple(round(100 * widths[column] / total, 1) for column in range(columns))


def head_rows_of(rows: tuple[Row, ...]) -> int:
    """Return how many rows from the top the author marked as head, cell by cell.

    That a table repeats its first row on each page is no such mark: the program
    sets it for every new table.
    """
    marked = 0
    for row in rows:
        if not row.cells or any(cell.scope is None for cell in row.cells):
            break
        marked += 1
    return marked if marked < len(rows) else 0


def _reach(cells: Sequence[GridCell], *, down: bool) -> int:
    if down:
        return max(cell.row + cell.rowspan for cell in cells)
    return max(cell.column + cell.colspan for cell in cells)


def _near(cells: Sequence[GridCell]) -> Sequence[GridCell]:
    """Return the cells with absurd distances between rows or columns closed."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    moved_rows, moved_columns = _closed(rows), _closed(columns)
    if moved_rows is None and moved_columns is None:
        return cells
    return [
        replace(
            cell,
            row=cell.row if moved_rows is None else moved_rows[cell.row],
            column=cell.column if moved_columns is None else moved_columns[cell.column],
        )
        for cell in cells
    ]


def _closed(positions: list[int]) -> dict[int, int] | None:
    """Return new positions without gaps where the old ones have an absurd one; None where not."""
    gaps = zip([-1, *positions], positions, strict=False)
    if all(after - before <= _GAP for before, after in gaps):
        return None
    return {position: at for at, position in enumerate(positions)}


def _in_order(cells: Sequence[GridCell]) -> list[GridCell]:
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _free_span(
    cell: GridCell, column: int, row_count: int, column_count: int, taken: set[tuple[int, int]]
) -> tuple[int, int]:
    colspan = 1
    most = max(1, min(cell.colspan, column_count - column))
    while colspan < most and (cell.row, column + colspan) not in taken:
        colspan += 1
    rowspan = 1
    most = max(1, min(cell.rowspan, row_count - cell.row))
    while rowspan < most and not any(
        (cell.row + rowspan, column + across) in taken for across in range(colspan)
    ):
        rowspan += 1
    return colspan, rowspan
