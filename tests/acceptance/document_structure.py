# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reduces a Document of ours to the plain structure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from converters.document import nodes
from converters.document.nodes import Document, Mark
from converters.document.walk import plain_text
from tests.acceptance.structure import (
    Block,
    Blocks,
    Code,
    Entries,
    Entry,
    Field,
    Formula,
    Grid,
    NoteHere,
    Picture,
    Piece,
    Place,
    Quotation,
    Run,
    Structure,
    Words,
    without_empty,
)

_TITLES = ("title", "subtitle")
_NOT_COMPARED = (Mark.DOTS, Mark.CAPS, Mark.SMALL_CAPS, Mark.HIGHLIGHT)
_MARKS = {mark: mark.value for mark in Mark if mark not in _NOT_COMPARED}
_MONOSPACED = "monospaced"
_MONOSPACE = "monospace"


def structure_of(document: Document) -> Structure:
    """Return the structure of a document that no pass has changed."""
    titles = list(takewhile(_is_opening, document.blocks))
    title = " ".join(
        plain_text(block.inlines)
        for block in titles
        if isinstance(block, nodes.Paragraph) and block.role == "title"
    )
    rest = document.blocks[len(titles) :]
    return Structure(_Reduction(document).blocks(rest), " ".join(title.split()))


def _is_opening(block: nodes.Block) -> bool:
    return isinstance(block, nodes.Paragraph) and (block.role in _TITLES or not block.inlines)


class _Reduction:
    def __init__(self, document: Document) -> None:
        self._document = document

    def blocks(self, blocks: Iterable[nodes.Block]) -> Blocks:
        return without_empty(block for one in blocks for block in self._block(one))

    def _block(self, block: nodes.Block) -> list[Block]:
        if isinstance(block, nodes.Heading):
            return [Words(self._pieces(block.inlines), block.level)]
        if isinstance(block, nodes.Paragraph):
            indented = block.layout.margin_start_pt > 0
            return [Words(self._pieces(block.inlines), indented=indented)]
        if isinstance(block, nodes.ListBlock):
            return [Entries(block.ordered, tuple(map(self._entry, block.items)))]
        if isinstance(block, nodes.Table):
            rows = tuple(tuple(map(self._field, row.cells)) for row in block.rows)
            return [Grid(rows, block.head_rows, self.blocks(block.caption))]
        if isinstance(block, nodes.Figure):
            return [Words((Picture(block.alt),)), *self.blocks(block.caption)]
        if isinstance(block, nodes.EquationBlock):
            return [Words((Formula(),))]
        if isinstance(block, nodes.Quote):
            return [Quotation(self.blocks(block.blocks))]
        if isinstance(block, nodes.Aside):
            return [*self.blocks(block.blocks), *self.blocks(block.caption)]
        if isinstance(block, nodes.CodeBlock):
            return [Code(block.text)]
        if isinstance(block, nodes.Unsupported) and block.resource is not None:
            return [Words((Picture(""),))]
        return []

    def _entry(self, item: nodes.ListItem) -> Entry:
        return Entry(item.marker, self.blocks(item.blocks), item.checked)

    def _field(self, cell: nodes.Cell) -> Field:
        return Field(self.blocks(cell.blocks), cell.colspan, cell.rowspan)

    def _pieces(self, inlines: nodes.Inlines, target: str | None = None) -> tuple[Piece, ...]:
        return tuple(piece for inline in inlines for piece in self._piece(inline, target))

    def _piece(self, inline: nodes.Inline, target: str | None) -> tuple[Piece, ...]:
        if isinstance(inline, nodes.Text):
            marks = {_MARKS[mark] for mark in inline.marks if mark in _MARKS}
            if inline.font == _MONOSPACE:
                marks.add(_MONOSPACED)
            return (Run(inline.value, frozenset(marks), target),)
        if isinstance(inline, nodes.LineBreak):
            return (Run(" ", frozenset(), target),)
        if isinstance(inline, nodes.Link):
            return self._pieces(inline.children, inline.target)
        if isinstance(inline, nodes.Anchor):
            return (Place(inline.name),)
        if isinstance(inline, nodes.NoteRef):
            return (NoteHere(self.blocks(self._document.notes[inline.note_id].blocks)),)
        if isinstance(inline, nodes.Ruby):
            return self._pieces(inline.base, target)
        if isinstance(inline, nodes.InlineMath):
            return (Formula(),)
        if isinstance(inline, nodes.InlineImage):
            return (Picture(inline.alt, target),)
        return ()
