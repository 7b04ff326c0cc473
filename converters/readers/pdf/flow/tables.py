# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables: parts on neighbouring pages put together, cells with their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converters.document.nodes import Block, Blocks, Cell, Row, Table
from converters.readers.pdf.flow.pieces import Element, PageStart, TablePiece
from converters.readers.pdf.regions.model import TableCell, TableRegion

_EDGES_APART = 3.0
"""Points: as far as the edges of one table's columns differ from page to page."""

CellBlocks = Callable[[TableCell, int], Blocks]
"""Makes the blocks of a cell on a page."""


def join_tables(elements: list[Element]) -> list[Element]:
    """Return ``elements`` with tables that go on over a page's end as one.

    Two tables are one where nothing stands between them but the page's end and
    their columns have the same edges. The start of the page then stands before
    the whole table.
    """
    done: list[Element] = []
    for element in elements:
        if (
            isinstance(element, TablePiece)
            and len(done) > 1
            and isinstance(done[-1], PageStart)
            and isinstance(before := done[-2], TablePiece)
            and not element.captions
            and not before.caption_below
            and _same_columns(before.tables[-1], element.tables[0])
        ):
            before.tables += element.tables
            before.pages += element.pages
            start = done.pop()
            done.insert(len(done) - 1, start)
            continue
        done.append(element)
    return done


def _same_columns(first: TableRegion, second: TableRegion) -> bool:
    return first.columns == second.columns and all(
        abs((a - first.edges[0]) - (b - second.edges[0])) <= _EDGES_APART
        for a, b in zip(first.edges, second.edges, strict=True)
    )


def table_of(piece: TablePiece, blocks_of: CellBlocks, caption: Blocks) -> Table | None:
    """Return the Table of ``piece``; None where it has no cell."""
    head = piece.tables[0]
    rows: list[Row] = []
    for table, page in zip(piece.tables, piece.pages, strict=True):
        skip = 0 if table is head else _repeated_rows(head, table)
        rows += [_row(table, number, page, blocks_of) for number in range(skip, table.rows)]
    if not rows:
        return None
    width = head.edges[-1] - head.edges[0] if head.edges else 0.0
    percents = (
        tuple(
            round(100 * (right - left) / width, 1)
            for left, right in zip(head.edges, head.edges[1:], strict=False)
        )
        if width > 0
        else ()
    )
    head_rows = head.head_rows if head.head_rows < len(rows) else 0
    return Table(
        tuple(rows),
        caption,
        piece.caption_below,
        head_rows,
        head_inferred=bool(head_rows),
        column_percents=percents,
    )


def heads_again(piece: TablePiece) -> Iterator[str]:
    """Yield the texts of a table's head where its next parts repeat it, which its Table does not."""
    head = piece.tables[0]
    for table in piece.tables[1:]:
        skip = _repeated_rows(head, table)
        yield from (
            " ".join(line.text for line in cell.lines)
            for cell in table.cells
            if cell.row < skip and cell.lines
        )


def in_cell(texts: list[tuple[float, Block]], figures: list[tuple[float, Block]]) -> Blocks:
    """Return the blocks of a cell: texts in their order, each figure before what lies below it.

    Args:
        texts: each with the y of its first line.
        figures: each with the y of its middle, from the top down.
    """
    blocks: list[Block] = []
    waiting = list(figures)
    for y, block in texts:
        while waiting and waiting[0][0] <= y:
            blocks.append(waiting.pop(0)[1])
        blocks.append(block)
    return (*blocks, *(block for _, block in waiting))


def _row(table: TableRegion, number: int, page: int, blocks_of: CellBlocks) -> Row:
    cells = sorted((c for c in table.cells if c.row == number), key=lambda c: c.column)
    return Row(
        tuple(
            Cell(blocks_of(cell, page), cell.colspan, cell.rowspan, shaded=cell.shaded)
            for cell in cells
        )
    )


def _repeated_rows(first: TableRegion, table: TableRegion) -> int:
    """Return how many rows a table's next part repeats of its head."""
    repeated = first.head_rows or 1
    if first.rows <= repeated or table.rows <= repeated:
        return 0
    if any(cell.row < repeated < cell.row + cell.rowspan for cell in table.cells):
        return 0
    return repeated if _texts(first, repeated) == _texts(table, repeated) else 0


def _texts(table: TableRegion, rows: int) -> list[tuple[int, int, str]]:
    return sorted(
        (cell.row, cell.column, "".join("".join(line.text for line in cell.lines).split()))
        for cell in table.cells
        if cell.row < rows
    )
