# SPDX-License-Identifier: AGPL-3.0-or-later
"""Going through a Document and deriving changed ones, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from itertools import chain
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
        for block in stack[-1]:
            yield block
            if type(block) in _PARENTS:
                stack.append(chain.from_iterable(child_blocks(block)))
                break
        else:
            stack.pop()


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


Change = Callable[[Blocks], Blocks]
"""Makes a sequence of blocks of another one."""


def map_blocks(blocks: Blocks, change: Change, holding: Set[type[Block]] | None = None) -> Blocks:
    """Return ``blocks`` with ``change`` applied to every sequence of blocks, innermost first.

    Nodes that come out unchanged are the same objects, so that a pass that
    finds nothing to do costs no copy.

    Args:
        blocks: of a flow.
        change: what is done to each sequence.
        holding: kinds of blocks; sequences that hold none of them are left as they are, and
            most cells are passed over at one look. None for every sequence.
    """
    return BlockMapper(change, holding).sequence(blocks)


class BlockMapper:
    """One walk of ``map_blocks``; who derives from it may look at blocks before their children."""

    __slots__ = ("_change", "_holding", "_looked_into")

    def __init__(self, change: Change, holding: Set[type[Block]] | None) -> None:
        self._change = change
        self._holding = None if holding is None else frozenset(holding)
        self._looked_into = _PARENTS | (self._holding or set())

    def sequence(self, blocks: Blocks) -> Blocks:
        """Return a sequence of blocks changed, and before it what is inside them."""
        if not _PARENTS.isdisjoint(map(type, blocks)):
            changed = tuple([self.with_children(block) for block in blocks])
            if not all(map(is_, changed, blocks)):
                blocks = changed
        if self._holding is not None and self._holding.isdisjoint(map(type, blocks)):
            return blocks
        return self._change(blocks)

    def with_children(self, block: Block) -> Block:
        """Return ``block`` with each sequence of blocks inside it changed."""
        if isinstance(block, _CAPTIONED) and block.caption:
            caption = self.sequence(block.caption)
            if caption is not block.caption:
                block = replace(block, caption=caption)
        if isinstance(block, ListBlock):
            items = tuple([self._item(item) for item in block.items])
            return block if all(map(is_, items, block.items)) else replace(block, items=items)
        if isinstance(block, Table):
            rows = tuple([self._row(row) for row in block.rows])
            return block if all(map(is_, rows, block.rows)) else replace(block, rows=rows)
        if isinstance(block, Aside | Quote):
            inner = self.sequence(block.blocks)
            return block if inner is block.blocks else replace(block, blocks=inner)
        return block

    def _item(self, item: ListItem) -> ListItem:
        blocks = self.sequence(item.blocks)
        return item if blocks is item.blocks else replace(item, blocks=blocks)

    def _row(self, row: Row) -> Row:
        if self._holding is None:
            cells = tuple([self._cell(cell) for cell in row.cells])
        else:
            looked_into = self._looked_into
            cells = tuple(
                [
                    cell if looked_into.isdisjoint(map(type, cell.blocks)) else self._cell(cell)
                    for cell in row.cells
                ]
            )
        return row if all(map(is_, cells, row.cells)) else replace(row, cells=cells)

    def _cell(self, cell: Cell) -> Cell:
        blocks = self.sequence(cell.blocks)
        return cell if blocks is cell.blocks else replace(cell, blocks=blocks)


def map_document(
    document: Document, change: Change, holding: Set[type[Block]] | None = None
) -> Document:
    """Return ``document`` with ``change`` applied to every sequence of blocks that is printed.

    ``holding`` is that of ``map_blocks``.
    """
    mapped = BlockMapper(change, holding)
    blocks = mapped.sequence(document.blocks)
    notes = {key: _note_changed(note, mapped) for key, note in document.notes.items()}
    if blocks is document.blocks and all(map(is_, notes.values(), document.notes.values())):
        return document
    return replace(document, blocks=blocks, notes=notes)


def _note_changed(note: Note, mapped: BlockMapper) -> Note:
    blocks = mapped.sequence(note.blocks)
    return note if blocks is note.blocks else replace(note, blocks=blocks)
