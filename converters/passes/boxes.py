# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only frame something become what they frame.

Government reports set titles into tables of one row ("Ⅰ | 추진배경") and notices
into tables of one cell. Read aloud as tables they are noise, and the book has
no headings.
"""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inlines,
    Paragraph,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import iter_blocks, map_document, plain_text
from converters.passes.wording import (
    is_lone_number,
    is_statement,
    is_strong,
    number_rank,
    paragraphs_of,
    size_rank,
)

_LONGEST_TITLE = 60
_MOST_ROWS, _MOST_CELLS = 3, 9
_DEFAULT_LEVEL = 2


def unframe_titles(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with title boxes as headings and one-cell tables as asides."""
    del stem
    blocks = tuple(_heading_of(block, notices) or block for block in document.blocks)
    document = replace(document, blocks=blocks)

    def change(inner: Blocks) -> Blocks:
        if not any(isinstance(block, Table) and _is_frame(block) for block in inner):
            return inner
        return tuple(_aside_of(block, notices) for block in inner)

    return map_document(document, change)


def _heading_of(block: Block, notices: NoticeLog) -> Heading | None:
    """Return the heading that a title box stands for; None where it is something else."""
    if not isinstance(block, Table) or block.caption or len(block.rows) > _MOST_ROWS:
        return None
    cells = [cell for row in block.rows for cell in row.cells]
    if len(cells) > _MOST_CELLS or _holds_objects(block):
        return None
    filled = [(cell, paragraphs_of(cell.blocks)) for cell in cells]
    texts = [paragraphs for _, paragraphs in filled if paragraphs]
    if not 1 <= len(texts) <= 2 or any(len(paragraphs) > 1 for paragraphs in texts):
        return None
    number, title = None, texts[-1][0].inlines
    if len(texts) == 2:
        number = plain_text(texts[0][0].inlines).strip()
        if not is_lone_number(number):
            return None
    words = plain_text(title).strip()
    if not 1 < len(words) <= _LONGEST_TITLE or is_statement(words):
        return None
    if number is None and not (size_rank(title) > 0 or is_strong(title) or number_rank(words)):
        return None
    notices.add(NoticeKind.TITLE_BOX, block.origin, words[:40])
    level = _level(number, words, title)
    return Heading(level, title, number, inferred=True, frame_cells=len(cells), origin=block.origin)


def _level(number: str | None, words: str, title: Inlines) -> int:
    if number is not None and number.isdigit():
        return _DEFAULT_LEVEL
    rank = number_rank(f"{number} " if number else words)
    if rank is not None:
        return min(rank, 4)
    return 1 if size_rank(title) >= 2 else _DEFAULT_LEVEL


def _holds_objects(table: Table) -> bool:
    inner = tuple(block for row in table.rows for cell in row.cells for block in cell.blocks)
    return any(isinstance(b, Table | Figure | EquationBlock | Aside) for b in iter_blocks(inner))


def _is_frame(table: Table) -> bool:
    return len(table.rows) == 1 and len(table.rows[0].cells) == 1


def _aside_of(block: Block, notices: NoticeLog) -> Block:
    if not isinstance(block, Table) or not _is_frame(block):
        return block
    notices.add(NoticeKind.TITLE_BOX, block.origin)
    inner = block.rows[0].cells[0].blocks
    if block.alt and not inner:
        inner = (Paragraph((Text(block.alt),)),)
    return Aside("title-box", inner, block.caption, frame_cells=1, origin=block.origin)
