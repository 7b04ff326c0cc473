# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only frame something become what they frame.

Government reports set titles into tables of one row ("Ⅰ | 추진배경") and notices
into tables of one cell. Read aloud as tables they are noise, and the book has
no headings.
"""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.nodes import (
    Align,
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    Document,
    EquationBlock,
    Figure,
    Heading,
    InlineImage,
    Inlines,
    ListBlock,
    PageMark,
    Paragraph,
    Table,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import (
    has_content,
    inlines_of,
    iter_blocks,
    iter_inlines,
    map_document,
    plain_text,
)
from converters.passes.wording import (
    is_lone_number,
    is_statement,
    is_strong,
    number_rank,
    size_rank,
)

_LONGEST_TITLE = 60
# Titles stand in grids of narrow empty cells that draw a shadow or a double line.
_MOST_ROWS, _MOST_CELLS = 6, 40
_DEFAULT_LEVEL = 2
# What stands before the title of an attachment, spaces left out: "(별 첨 1)", "【서식 2】".
_LABEL = re.compile(
    r"[(\[<〈《【「]?(?:붙임|별첨|별지|별표|첨부|참고|부록|서식|예시|질문|attachment|annex|appendix)"
    r"(?:제?\d{1,2}(?:[-–]\d{1,2})?호?)?(?:서식)?[)\]>〉》】」.:]?",
    re.IGNORECASE,
)
_POINTS = frozenset("○◦❍●•·∙ㅇㆍ-–—※*▪▸►→⇒①②③㉠ㄱ")
_MOST_TITLE_LINES, _LONGEST_TITLE_LINE = 2, 60


def unframe_titles(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with title boxes as headings and one-cell tables as asides."""
    del stem
    blocks = tuple(_heading_of(block, notices) or block for block in document.blocks)
    document = replace(document, blocks=blocks)

    def change(inner: Blocks) -> Blocks:
        if not any(isinstance(block, Table) and _is_frame(block) for block in inner):
            return inner
        return tuple(_aside_of(block, notices) for block in inner)

    return map_document(document, change, holding={Table})


def _heading_of(block: Block, notices: NoticeLog) -> Heading | None:
    """Return the heading that a title box stands for; None where it is something else."""
    if not isinstance(block, Table) or block.caption or len(block.rows) > _MOST_ROWS:
        return None
    cells = _cells_of(block)
    if len(cells) > _MOST_CELLS or _holds_objects(block):
        return None
    # Each cell that shows anything must show one line of text and nothing else.
    shown = [cell for cell in cells if has_content(cell.blocks)]
    lines = [_only_line(cell) for cell in shown]
    if not 1 <= len(lines) <= 2 or None in lines:
        return None
    number, title = None, lines[-1] or ()
    if len(lines) == 2:
        number = " ".join(plain_text(lines[0] or ()).split())
        if not is_lone_number(number) and not _LABEL.fullmatch(re.sub(r"\s+", "", number)):
            return None
    words = plain_text(title).strip()
    if not 1 < len(words) <= _LONGEST_TITLE or is_statement(words):
        return None
    if number is None and not (size_rank(title) > 0 or is_strong(title) or number_rank(words)):
        return None
    notices.add(NoticeKind.TITLE_BOX, block.origin, words[:40])
    return Heading(
        _level(number, words, title),
        (*_marks_outside(cells, title), *title),
        number,
        inferred=True,
        frame_cells=len(cells),
        frame_merged=_merged(cells),
        origin=block.origin,
    )


def _only_line(cell: Cell) -> Inlines | None:
    """Return the one paragraph of text that a cell shows; None where it shows anything else."""
    shown = [block for block in cell.blocks if has_content((block,))]
    if len(shown) != 1 or not isinstance(shown[0], Paragraph | Heading):
        return None
    inlines = inlines_of(shown[0])
    return inlines if plain_text(inlines).strip() else None


def _marks_outside(cells: list[Cell], title: Inlines) -> Inlines:
    """Return the anchors and page marks of a box that do not stand in its title."""
    return tuple(
        inline
        for cell in cells
        for block in iter_blocks(cell.blocks)
        if inlines_of(block) is not title
        for inline in inlines_of(block)
        if isinstance(inline, Anchor | PageMark)
    )


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


def _cells_of(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row.cells]


def _merged(cells: list[Cell]) -> int:
    return sum(cell.colspan > 1 or cell.rowspan > 1 for cell in cells)


def _is_frame(table: Table) -> bool:
    """Whether all content stands in one cell, and the others only draw something around it."""
    cells = _cells_of(table)
    if len(cells) == 1:
        return True
    if len(cells) > _MOST_CELLS or len(table.rows) > _MOST_ROWS:
        return False
    return sum(has_content(cell.blocks) for cell in cells) == 1


def _aside_of(block: Block, notices: NoticeLog) -> Block:
    if not isinstance(block, Table) or not _is_frame(block):
        return block
    cells = _cells_of(block)
    role = _role_of(cells)
    if role == "sidebar" and block.unlined:
        # Where nothing was drawn, nothing was set apart: it only stood in its place.
        role = "layout"
    notices.add(
        NoticeKind.TITLE_BOX if role == "title-box" else NoticeKind.LAYOUT_TABLE,
        block.origin,
        "" if role == "title-box" else role,
    )
    return Aside(
        role,
        # Empty cells may still hold anchors and page marks.
        tuple(inner for cell in cells for inner in cell.blocks if _is_kept(inner, len(cells))),
        block.caption,
        frame_cells=len(cells),
        frame_merged=_merged(cells),
        origin=block.origin,
    )


def _role_of(cells: list[Cell]) -> str:
    """Return what the one filled cell of a frame makes it: a title, pictures or a box of text."""
    inner = tuple(block for cell in cells for block in cell.blocks if has_content((block,)))
    shown = [b for b in iter_blocks(inner) if not isinstance(b, Aside) and has_content((b,))]
    lines = [b for b in shown if isinstance(b, Paragraph | Heading)]
    texts = [" ".join(plain_text(inlines_of(b)).split()) for b in lines]
    if not any(texts):
        return "figure" if shown and all(map(_is_picture, shown)) else "sidebar"
    if any(isinstance(b, Table | ListBlock) for b in shown):
        return "sidebar"
    lines = [b for b, text in zip(lines, texts, strict=True) if text]
    told = [text for text in texts if text]
    if max(map(len, told)) > _LONGEST_TITLE_LINE or any(map(_is_text, told)):
        return "sidebar"
    if len(told) <= _MOST_TITLE_LINES:
        return "title-box"
    large = [b.layout.align is Align.CENTER or size_rank(inlines_of(b)) > 0 for b in lines]
    return "title-box" if len(told) == _MOST_TITLE_LINES + 1 and all(large) else "sidebar"


def _is_text(line: str) -> bool:
    """Whether a line is a sentence or a point of text; a question may be a title."""
    if line[0] in _POINTS or line.endswith((".", "。")):
        return True
    return is_statement(line) and not line.endswith("?")


def _is_picture(block: Block) -> bool:
    return isinstance(block, Figure) or any(
        isinstance(inline, InlineImage) for inline in iter_inlines(inlines_of(block))
    )


def _is_kept(block: Block, cells: int) -> bool:
    return cells == 1 or bool(inlines_of(block)) or has_content((block,))
