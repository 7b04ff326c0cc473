# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns and rows of a table that are empty and only keep others apart."""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import (
    Row,
    Table,
)
from converters.passes.layouts.frames import (
    is_merged,
    kept_blocks,
)
from converters.passes.tables.grid import Grid, Placed

_NARROW_PERCENT = 4.0


def without_spacers(table: Table, grid: Grid) -> Table:
    """Return ``table`` less the columns and rows that are empty and only keep others apart."""
    if grid.width < 3 and grid.height < 3:
        return table
    columns = {c for c in range(grid.width) if _is_spacer_column(table, grid, c)}
    if len(columns) > grid.width - 2:
        columns = set()
    edges = {0, grid.height - 1}
    rows = {r for r in range(grid.height) if _is_spacer_row(grid, r, undrawn=r in edges)}
    if grid.height - len(rows) < 2 or any(r < table.head_rows for r in rows):
        rows = set()
    if not columns and not rows:
        return table
    kept: list[Row] = []
    for number, row in enumerate(grid.rows):
        if number in rows:
            continue
        cells = []
        for placed in row:
            colspan = sum(c not in columns for c in range(placed.column, placed.end_column))
            rowspan = sum(r not in rows for r in range(placed.row, placed.end_row))
            if colspan:
                cells.append(replace(placed.cell, colspan=colspan, rowspan=rowspan))
            elif not _is_spacer(placed):
                return table
        kept.append(Row(tuple(cells)))
    before = [cell for row in table.rows for cell in row.cells]
    after = [cell for row in kept for cell in row.cells]
    percents = table.column_percents
    if percents:
        left = [percent for c, percent in enumerate(percents) if c not in columns]
        percents = tuple(round(100 * percent / sum(left), 1) for percent in left)
    return replace(
        table,
        rows=tuple(kept),
        column_percents=percents,
        frame_cells=table.frame_cells + len(before) - len(after),
        frame_merged=table.frame_merged + sum(map(is_merged, before)) - sum(map(is_merged, after)),
    )


def _is_spacer(placed: Placed) -> bool:
    """Whether a cell is empty to the last mark: no bookmark and no page start."""
    return not any(True for _ in kept_blocks(placed.cell)) and not placed.cell.shaded


def _is_spacer_column(table: Table, grid: Grid, column: int) -> bool:
    narrow = (
        len(table.column_percents) == grid.width
        and table.column_percents[column] <= _NARROW_PERCENT
    )
    own = 0
    for row in range(grid.height):
        placed = grid.at(row, column)
        if placed is None:
            return False
        if placed.cell.colspan > 1:
            continue
        own += 1
        if not _is_spacer(placed) or not (placed.cell.spacer or narrow):
            return False
    return own > 0 and 0 < column < grid.width - 1


def _is_spacer_row(grid: Grid, row: int, *, undrawn: bool) -> bool:
    """Whether all cells of a row begin and end in it, and are spacers.

    At the edge of a table (``undrawn``) they may have no line at all: it would be the table's own.
    """
    cells = [grid.at(row, column) for column in range(grid.width)]
    return all(
        placed is not None
        and placed.row == row
        and placed.cell.rowspan == 1
        and placed.cell.spacer
        and (placed.cell.unlined or not undrawn)
        and _is_spacer(placed)
        for placed in cells
    )
