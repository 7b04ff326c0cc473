# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table placed, without the table: nothing that it printed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    ListItem,
    PageBreak,
    PageMark,
    Paragraph,
    Table,
)
from converters.document.walk import (
    has_content,
    inlines_of,
    iter_inlines,
)
from converters.passes.tables.grid import Grid, Placed


def has_head(table: Table) -> bool:
    """Whether the author, or a reader of pages, said that it has header cells."""
    return table.head_rows > 0 or any(cell.scope for row in table.rows for cell in row.cells)


def box(role: str, blocks: Iterable[Block], table: Table, caption: Blocks = ()) -> Aside:
    """Return a box of what ``table`` placed, which counts the cells of the table."""
    cells = [cell for row in table.rows for cell in row.cells]
    return Aside(
        role,
        tuple(blocks),
        caption,
        frame_cells=len(cells) + table.frame_cells,
        frame_merged=sum(map(is_merged, cells)) + table.frame_merged,
        origin=table.origin,
    )


def is_merged(cell: Cell) -> bool:
    """Whether a cell spans rows or columns."""
    return cell.colspan > 1 or cell.rowspan > 1


def kept_blocks(cell: Cell) -> Iterator[Block]:
    """Yield what a cell prints; of an empty one the bookmarks and page starts."""
    if has_content(cell.blocks):
        yield from cell.blocks
        return
    for block in cell.blocks:
        if isinstance(block, PageBreak) or any(
            isinstance(inline, Anchor | PageMark) for inline in iter_inlines(inlines_of(block))
        ):
            yield block


def in_order(grid: Grid) -> list[Placed]:
    """Return the cells row by row."""
    return [placed for row in grid.rows for placed in row]


def filled_cells(grid: Grid) -> list[Placed]:
    """Return the cells that print anything, row by row."""
    return [placed for placed in in_order(grid) if placed.is_filled]


def all_kept(grid: Grid) -> Iterator[Block]:
    """Yield what all cells print, row by row."""
    for placed in in_order(grid):
        yield from kept_blocks(placed.cell)


def line_of(label: Placed, *values: Placed) -> ListItem:
    """Return a label and its values as an item of a list, which is printed as one line.

    Each keeps its paragraphs: what was a paragraph of the source is found in the book again.
    """
    blocks = [block for placed in (label, *values) for block in kept_blocks(placed.cell)]
    return ListItem("", tuple(block for block in blocks if _is_told(block)))


def _is_told(block: Block) -> bool:
    """Whether a block is more than a blank line."""
    return not isinstance(block, Paragraph) or has_content((block,)) or bool(block.inlines)
