# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that show pictures, each with the text of the cell beside it as its caption."""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Cell,
    Figure,
    InlineImage,
    InlineMath,
    Paragraph,
    Table,
    Text,
)
from converters.document.walk import (
    has_content,
    iter_inlines,
    plain_text,
)
from converters.passes.layouts.frames import (
    box,
    filled_cells,
    has_head,
    in_order,
    kept_blocks,
)
from converters.passes.tables.grid import Grid, Placed
from converters.passes.wording import (
    paragraphs_of,
)

_LONGEST_CAPTION = 300
_ICON_EM = 2.5
_PICTURE_NUMBER = re.compile(r"^[\[<〈(【]?\s*(?:사진|그림|도|figure|fig\.|photo)", re.IGNORECASE)


def pictures_of(cell: Cell) -> list[Block]:
    """Return the blocks of a cell that shows pictures and no word; empty for other cells."""
    shown = [block for block in cell.blocks if has_content((block,))]
    for block in shown:
        if isinstance(block, Figure):
            if block.caption:
                return []
        elif not isinstance(block, Paragraph) or not _shows_picture(block):
            return []
    return shown


def _shows_picture(paragraph: Paragraph) -> bool:
    pictures = [i for i in iter_inlines(paragraph.inlines) if isinstance(i, InlineImage)]
    return (
        bool(pictures)
        and not plain_text(paragraph.inlines).strip()
        and not any(isinstance(i, InlineMath) for i in iter_inlines(paragraph.inlines))
        and not any(i.height_em is not None and i.height_em < _ICON_EM for i in pictures)
    )


def find_pictures(table: Table, grid: Grid) -> Aside | None:
    """Return pictures, each with the text of the cell below it or above it as its caption."""
    filled = filled_cells(grid)
    pictures = [p for p in filled if pictures_of(p.cell)]
    if not pictures:
        return None
    texts = [p for p in filled if p not in pictures]
    if len(texts) > len(pictures):
        return None
    pairs: dict[int, Placed] = {}
    for below in (True, False):
        pairs = {}
        for text in texts:
            partner = next(
                (
                    p
                    for p in pictures
                    if id(p) not in pairs
                    and p.column == text.column
                    and p.cell.colspan == text.cell.colspan
                    and (text.row == p.end_row if below else text.end_row == p.row)
                ),
                None,
            )
            if partner is not None and _is_caption_text(text):
                pairs[id(partner)] = text
        if len(pairs) == len(texts):
            break
    else:
        return None
    taken = {id(text) for text in texts}
    blocks: list[Block] = []
    for placed in in_order(grid):
        if id(placed) in taken:
            continue
        caption = pairs.get(id(placed))
        if caption is None:
            blocks += kept_blocks(placed.cell)
        else:
            blocks += captioned(tuple(kept_blocks(placed.cell)), tuple(kept_blocks(caption.cell)))
    return box("figure", blocks, table, table.caption)


def _is_caption_text(placed: Placed) -> bool:
    if not all(
        isinstance(block, Paragraph) for block in placed.cell.blocks if has_content((block,))
    ):
        return False
    if _PICTURE_NUMBER.match(placed.text):
        return len(placed.text) <= _LONGEST_CAPTION
    return len(placed.text) <= _LONGEST_CAPTION / 2 and len(paragraphs_of(placed.cell.blocks)) <= 2


def shows_pictures(table: Table) -> bool:
    """Whether a table shows nothing but pictures and what may be their captions."""
    return not has_head(table) and find_pictures(table, Grid(table)) is not None


def captioned(picture: Blocks, caption: Blocks) -> Blocks:
    """Return the blocks of a picture with ``caption`` at its last figure."""
    caption = tuple(
        replace(b, role="caption") if isinstance(b, Paragraph) and b.role is None else b
        for b in caption
    )
    blocks = list(picture)
    for at in reversed(range(len(blocks))):
        block = as_figure(blocks[at])
        if isinstance(block, Figure):
            blocks[at] = replace(block, caption=(*block.caption, *caption))
            return tuple(blocks)
    return (*blocks, *caption)


def as_figure(block: Block) -> Block:
    """Return a paragraph of nothing but one picture as the figure that it is; others as they are."""
    if isinstance(block, Paragraph):
        inlines = [i for i in block.inlines if not isinstance(i, Text) or i.value.strip()]
        if len(inlines) == 1 and isinstance(inlines[0], InlineImage):
            image = inlines[0]
            return Figure(
                image.resource,
                image.alt,
                image.decorative,
                width_percent=image.width_percent,
                origin=block.origin,
            )
    return block
