# SPDX-License-Identifier: AGPL-3.0-or-later
"""Going through a Document and deriving changed ones, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import is_

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    CommentRef,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Note,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Table,
    Text,
)

_SILENT = (Anchor, CommentRef, LineBreak, PageMark)
_CAPTIONED = (Table, Figure, EquationBlock, Aside)
_PARENTS = frozenset({*_CAPTIONED, ListBlock, Quote})


def child_blocks(block: Block) -> Iterator[Blocks]:
    """Yield each sequence of blocks directly inside ``block``: caption, items, cells, body."""
    if isinstance(block, _CAPTIONED) and block.caption:
        yield block.caption
    if isinstance(block, ListBlock):
        for item in block.items:
            yield item.blocks
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield cell.blocks
    elif isinstance(block, Aside | Quote):
        yield block.blocks


def iter_blocks(blocks: Blocks) -> Iterator[Block]:
    """Yield every block of ``blocks`` and inside them, parents first."""
    # A stack instead of recursion: nesting is bounded by the reader, not by Python.
    stack = [iter(blocks)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
            continue
        yield block
        inner = [iter(children) for children in child_blocks(block)]
        stack.extend(reversed(inner))


def iter_inlines(inlines: Inlines) -> Iterator[Inline]:
    """Yield every inline of ``inlines`` and inside links and ruby bases."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Link):
            yield from iter_inlines(inline.children)
        elif isinstance(inline, Ruby):
            yield from iter_inlines(inline.base)


def inlines_of(block: Block) -> Inlines:
    """Return the inlines that ``block`` itself holds (headings and paragraphs)."""
    return block.inlines if isinstance(block, Heading | Paragraph) else ()


def plain_text(inlines: Inlines) -> str:
    """Return the text of ``inlines`` as a reader sees it; breaks become spaces."""
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.value)
        elif isinstance(inline, Link):
            parts.append(plain_text(inline.children))
        elif isinstance(inline, Ruby):
            parts.append(plain_text(inline.base))
        elif isinstance(inline, LineBreak):
            parts.append(" ")
    return "".join(parts)


def split_inlines(inlines: Inlines, length: int) -> tuple[Inlines, Inlines] | None:
    """Return ``inlines`` cut after so many characters of text; None where they are not plain text."""
    front: list[Inline] = []
    for at, inline in enumerate(inlines):
        if not length:
            return tuple(front), inlines[at:]
        if not isinstance(inline, Text):
            if plain_text((inline,)):
                return None
            front.append(inline)
            continue
        cut = min(length, len(inline.value))
        length -= cut
        front.append(replace(inline, value=inline.value[:cut]))
        if cut < len(inline.value):
            return tuple(front), (replace(inline, value=inline.value[cut:]), *inlines[at + 1 :])
    return None if length else (tuple(front), ())


def block_text(block: Block) -> str:
    """Return the text of a block and of all blocks in it, one line a paragraph."""
    return "\n".join(
        plain_text(inlines_of(inner)) for inner in iter_blocks((block,)) if inlines_of(inner)
    )


def has_content(blocks: Blocks) -> bool:
    """Whether ``blocks`` print anything: text, a picture, an equation, a table."""
    for block in iter_blocks(blocks):
        if not isinstance(block, Heading | Paragraph | PageBreak):
            return True
        for inline in iter_inlines(inlines_of(block)):
            if isinstance(inline, Text):
                if inline.value.strip():
                    return True
            elif not isinstance(inline, _SILENT):
                return True
    return False


def every_flow(document: Document) -> Iterator[Blocks]:
    """Yield each flow that a book prints: the body, then the notes in order."""
    yield document.blocks
    for note in document.notes.values():
        yield note.blocks


def map_blocks(blocks: Blocks, change: Callable[[Blocks], Blocks]) -> Blocks:
    """Return ``blocks`` with ``change`` applied to every sequence of blocks, innermost first.

    Nodes that come out unchanged are the same objects, so that a pass that
    finds nothing to do costs no copy.
    """
    return change(_all_with_children(blocks, change))


def _all_with_children(blocks: Blocks, change: Callable[[Blocks], Blocks]) -> Blocks:
    for block in blocks:
        if type(block) in _PARENTS:
            break
    else:  # so it is in nearly every cell
        return blocks
    changed = tuple([_with_children(block, change) for block in blocks])
    return blocks if all(map(is_, changed, blocks)) else changed


def _with_children(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    if isinstance(block, _CAPTIONED) and block.caption:
        caption = map_blocks(block.caption, change)
        if caption is not block.caption:
            block = replace(block, caption=caption)
    if isinstance(block, ListBlock):
        items = tuple(_item_changed(item, change) for item in block.items)
        return block if all(map(is_, items, block.items)) else replace(block, items=items)
    if isinstance(block, Table):
        rows = tuple([_row_changed(row, change) for row in block.rows])
        return block if all(map(is_, rows, block.rows)) else replace(block, rows=rows)
    if isinstance(block, Aside | Quote):
        inner = map_blocks(block.blocks, change)
        return block if inner is block.blocks else replace(block, blocks=inner)
    return block


def _item_changed(item: ListItem, change: Callable[[Blocks], Blocks]) -> ListItem:
    blocks = map_blocks(item.blocks, change)
    return item if blocks is item.blocks else replace(item, blocks=blocks)


def _row_changed(row: Row, change: Callable[[Blocks], Blocks]) -> Row:
    cells = tuple([_cell_changed(cell, change) for cell in row.cells])
    return row if all(map(is_, cells, row.cells)) else replace(row, cells=cells)


def _cell_changed(cell: Cell, change: Callable[[Blocks], Blocks]) -> Cell:
    blocks = map_blocks(cell.blocks, change)
    return cell if blocks is cell.blocks else replace(cell, blocks=blocks)


def map_document(document: Document, change: Callable[[Blocks], Blocks]) -> Document:
    """Return ``document`` with ``change`` applied to every sequence of blocks that is printed."""
    blocks = map_blocks(document.blocks, change)
    notes = {key: _note_changed(note, change) for key, note in document.notes.items()}
    if blocks is document.blocks and all(map(is_, notes.values(), document.notes.values())):
        return document
    return replace(document, blocks=blocks, notes=notes)


def _note_changed(note: Note, change: Callable[[Blocks], Blocks]) -> Note:
    blocks = map_blocks(note.blocks, change)
    return note if blocks is note.blocks else replace(note, blocks=blocks)
