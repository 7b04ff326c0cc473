# SPDX-License-Identifier: AGPL-3.0-or-later
"""Header cells: what the author marked stands, what the look and the words tell is added."""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import Block, Blocks, Document, Scope, Table
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import map_document
from converters.passes.tables.column_heads import head_rows_of, is_label_and_rest
from converters.passes.tables.grid import Grid, with_scopes
from converters.passes.tables.row_heads import find_labels, find_row_heads

_FIRST_WORDS = 40
_MARK_BY_DEFAULT = frozenset({"hwp5", "hwpx", "hwpml"})
"""Hangul marks the first row of every table that it makes, that of a form as well: nobody's own mark."""


def infer_table_heads(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with the scope of header cells set where the author marked none."""
    del stem
    by_default = document.source is not None and document.source.format in _MARK_BY_DEFAULT

    def change(blocks: Blocks) -> Blocks:
        return tuple(_with_heads(block, notices, by_default=by_default) for block in blocks)

    return map_document(document, change, holding={Table})


def _with_heads(block: Block, notices: NoticeLog, *, by_default: bool) -> Block:
    if not isinstance(block, Table) or block.presentational:
        return block
    grid = Grid(block)
    if by_default and block.head_rows == 1 and is_label_and_rest(grid, 0):
        block = _without_marks(block)
        grid = Grid(block)
    marked = _scopes(grid)
    head = _head_of(block, grid, marked=marked)
    _mark_columns(grid, head)
    if head and not any(p.scope is Scope.ROW for row in grid.rows[head:] for p in row):
        find_row_heads(grid, head)
    elif not head and not marked:
        find_labels(grid)
    found = _scopes(grid)
    if not found:
        return _without_heads(block, grid, notices)
    told = with_scopes(block, grid)
    if marked and told is block:
        return block
    inferred = head > 0 and not block.head_rows
    if inferred or not marked:
        notices.add(NoticeKind.TABLE_HEAD_INFERRED, block.origin)
    return replace(told, head_rows=head, head_inferred=inferred or block.head_inferred)


def _without_marks(table: Table) -> Table:
    first = replace(
        table.rows[0], cells=tuple(replace(cell, scope=None) for cell in table.rows[0].cells)
    )
    return replace(table, rows=(first, *table.rows[1:]), head_rows=0)


def _head_of(table: Table, grid: Grid, *, marked: bool) -> int:
    """Return the rows of the head: the author's, one that a reader of pages saw, or a concluded one."""
    head = table.head_rows
    if head and table.head_inferred:
        # A lone word below a head names the rows that follow.
        while head > 1 and _is_lone(grid, head - 1):
            head -= 1
        return head
    if head:
        return head
    found = head_rows_of(grid)
    # Marks of some cells of a head are no less than none; other marks stand as they are.
    inside = all(p.row < found for row in grid.rows for p in row if p.scope)
    return found if not marked or inside else 0


def _is_lone(grid: Grid, row: int) -> bool:
    cells = grid.rows[row]
    return len(cells) == grid.width > 2 and grid.texts(row) == cells[:1] and bool(cells[0].text)


def _scopes(grid: Grid) -> bool:
    return any(placed.scope for row in grid.rows for placed in row)


def _without_heads(table: Table, grid: Grid, notices: NoticeLog) -> Table:
    """Return a table in which nothing tells a header: a grid that places things, if it is small."""
    if len(table.rows) < 2 or grid.width < 2:
        # What has a caption is a table to its author, however small.
        return replace(table, presentational=not table.caption)
    words = next((p.text for row in grid.rows for p in row if p.text), "")
    notices.add(NoticeKind.TABLE_HEAD_DOUBTFUL, table.origin, words[:_FIRST_WORDS])
    return table


def _mark_columns(grid: Grid, head: int) -> None:
    """Give the cells of the head their scope; below it, what was marked for a column heads its row."""
    for number, row in enumerate(grid.rows):
        for placed in row:
            if number < head:
                # A cell that reaches out of the head labels the rows.
                scope = Scope.COLUMN if placed.end_row <= head else Scope.ROW
                placed.scope = placed.scope or (scope if placed.text else None)
            elif head and placed.scope is Scope.COLUMN and not _heads_all(grid, number):
                placed.scope = Scope.ROW


def _heads_all(grid: Grid, row: int) -> bool:
    """Whether all cells of a row below the head are marked: a head in the midst."""
    cells = grid.texts(row)
    return len(cells) > 1 and all(placed.scope is Scope.COLUMN for placed in cells)
