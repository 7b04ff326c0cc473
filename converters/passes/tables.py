# SPDX-License-Identifier: AGPL-3.0-or-later
"""Header cells that a table's look tells: shading, weight, words above figures."""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.nodes import Block, Blocks, Cell, Document, Row, Scope, Table
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text, map_document
from converters.passes.wording import is_strong, paragraphs_of

_LONGEST_HEAD = 30
_FIGURE = re.compile(r"^[△▲▽▼\-+±≈~]?\s?[\d.,]+\s?(?:%|\w{0,3})$")


def infer_table_heads(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with the scope of header cells set where the author marked none."""
    del stem

    def change(blocks: Blocks) -> Blocks:
        if not any(isinstance(block, Table) for block in blocks):
            return blocks
        return tuple(_with_head(block, notices) for block in blocks)

    return map_document(document, change)


def _with_head(block: Block, notices: NoticeLog) -> Block:
    if not isinstance(block, Table):
        return block
    if block.head_rows:
        rows = tuple(
            _scoped(row) if number < block.head_rows else _heads_of_row(row)
            for number, row in enumerate(block.rows)
        )
        return replace(block, rows=rows)
    columns = sum(cell.colspan for cell in block.rows[0].cells)
    if len(block.rows) < 2 or columns < 2:
        # What has a caption is a table to its author, however small.
        return replace(block, presentational=not block.caption)
    if not _heads_columns(block):
        return block
    head_rows = max(cell.rowspan for cell in block.rows[0].cells)
    if head_rows >= len(block.rows):
        return block
    notices.add(NoticeKind.TABLE_HEAD_INFERRED, block.origin)
    rows = tuple(
        _scoped(row) if number < head_rows else row for number, row in enumerate(block.rows)
    )
    if _heads_rows(rows[head_rows:]):
        rows = rows[:head_rows] + tuple(_row_headed(row) for row in rows[head_rows:])
    return replace(block, rows=rows, head_rows=head_rows, head_inferred=True)


def _scoped(row: Row) -> Row:
    return Row(tuple(replace(cell, scope=cell.scope or Scope.COLUMN) for cell in row.cells))


def _heads_of_row(row: Row) -> Row:
    """Below the head, cells that the author marked as headers head their row."""
    if not any(cell.scope is Scope.COLUMN for cell in row.cells):
        return row
    return Row(
        tuple(
            replace(cell, scope=Scope.ROW) if cell.scope is Scope.COLUMN else cell
            for cell in row.cells
        )
    )


def _row_headed(row: Row) -> Row:
    if not row.cells or not block_texts(row.cells[0]):
        return row
    return Row((replace(row.cells[0], scope=Scope.ROW), *row.cells[1:]))


def block_texts(cell: Cell) -> str:
    """Return the visible text of a cell, spaces folded."""
    return " ".join(" ".join(map(block_text, cell.blocks)).split())


def _heads_columns(table: Table) -> bool:
    first, second = table.rows[0], table.rows[1]
    texts = [block_texts(cell) for cell in first.cells]
    if sum(map(bool, texts)) < 2 or any(len(text) > _LONGEST_HEAD for text in texts):
        return False
    if any(_FIGURE.match(text) for text in texts if not text.endswith(("년", "월", "일", "도"))):
        return False
    shaded = all(cell.shaded for cell in first.cells)
    if shaded and not all(cell.shaded for cell in second.cells):
        return True
    if all(_is_strong(cell) for cell in first.cells if block_texts(cell)) and not all(
        _is_strong(cell) for cell in second.cells if block_texts(cell)
    ):
        return True
    return any(_FIGURE.match(block_texts(cell)) for cell in second.cells)


def _heads_rows(rows: tuple[Row, ...]) -> bool:
    firsts = [row.cells[0] for row in rows if row.cells]
    others = [cell for row in rows for cell in row.cells[1:]]
    if not firsts or not others:
        return False
    if all(cell.shaded for cell in firsts) and not all(cell.shaded for cell in others):
        return True
    words = [text for text in map(block_texts, firsts) if text]
    figures = sum(bool(_FIGURE.match(block_texts(cell))) for cell in others)
    return (
        len(words) == len(firsts)
        and figures * 2 > len(others)
        and not any(_FIGURE.match(text) or len(text) > _LONGEST_HEAD for text in words)
    )


def _is_strong(cell: Cell) -> bool:
    paragraphs = paragraphs_of(cell.blocks)
    return bool(paragraphs) and all(is_strong(p.inlines) for p in paragraphs)
