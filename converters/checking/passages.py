# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages of a Document: each text with what labels it and where it stands.

In a form or a list, what a number is stands in another cell: in the head of its column, in the
cell before it, or in the line above. A passage carries these words as its labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from converters.document.findings import Place, Where
from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Document,
    EquationBlock,
    Figure,
    Heading,
    InlineImage,
    ListBlock,
    Origin,
    Paragraph,
    Quote,
    Ruby,
    Table,
    Unsupported,
)
from converters.document.walk import block_text, iter_inlines, plain_text

_NEARBY = 24
_LONGEST_LABEL = 40
_HEAD_ROWS = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a document: a paragraph, an alternative text, a field of its metadata."""

    text: str
    labels: tuple[str, ...] = ()
    """Words elsewhere that say what it is, the nearest first."""
    beside: tuple[str, ...] = ()
    """For a cell: the texts of its row."""
    heads: tuple[str, ...] = ()
    """For a cell: the first row of its table."""
    chapter: str = ""
    origin: Origin | None = None
    where: Where = Where.TEXT

    def place(self, start: int = 0, end: int = 0) -> Place:
        """Return the place of a part of the text."""
        before, after = max(0, start - _NEARBY), end + _NEARBY
        nearby = " ".join(self.text[before:after].split())
        origin = self.origin
        if origin is None:
            return Place(self.chapter, nearby, self.where)
        chapter = self.chapter or origin.part
        return Place(chapter, nearby, self.where, origin.part, origin.paragraph, origin.page)


def passages_of(document: Document) -> Iterator[Passage]:
    """Yield the passages of everything that a document holds, in reading order."""
    data = document.metadata
    fields = (
        *(data.title, data.subtitle, *data.creators, data.publisher, data.description),
        *(*data.subjects, data.rights, data.contact),
    )
    for text in fields:
        if text:
            yield Passage(text, where=Where.METADATA)
    flow = _Flow(Where.TEXT)
    yield from flow.blocks(document.blocks)
    notes = _Flow(Where.NOTE)
    for note in document.notes.values():
        yield from notes.blocks(note.blocks)
    for comment in document.comments.values():
        yield from _Flow(Where.COMMENT).blocks(comment.blocks)
    for hidden in document.hidden:
        yield from _Flow(Where.HIDDEN).blocks(hidden.blocks)
    for running in document.running:
        yield from _Flow(Where.RUNNING).blocks(running.blocks)


class _Flow:
    """One flow that is gone through; it remembers the heading above."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._chapter = ""
        self._origin: Origin | None = None
        self._heads: tuple[str, ...] = ()

    def blocks(
        self, blocks: Blocks, labels: tuple[str, ...] = (), row: tuple[str, ...] = ()
    ) -> Iterator[Passage]:
        """Yield the passages of a sequence of blocks; a short line labels the next one."""
        above: tuple[str, ...] = ()
        for block in blocks:
            self._origin = getattr(block, "origin", None) or self._origin
            if isinstance(block, Heading):
                text = plain_text(block.inlines)
                self._chapter = " ".join(filter(None, (block.number, text))).strip()
                yield from self._line(block, text, labels, row)
                above = (text,) if _is_label(text) else ()
            elif isinstance(block, Paragraph):
                text = plain_text(block.inlines)
                yield from self._line(block, text, (*above, *labels), row)
                if text.strip():
                    above = (text,) if _is_label(text) else ()
            else:
                yield from self._inside(block, (*above, *labels), row)
                above = ()

    def _line(
        self, block: Heading | Paragraph, text: str, labels: tuple[str, ...], row: tuple[str, ...]
    ) -> Iterator[Passage]:
        if text.strip():
            yield self._passage(text, labels, row)
        for inline in iter_inlines(block.inlines):
            if isinstance(inline, InlineImage):
                yield from self._alternative(inline.alt)
            elif isinstance(inline, Ruby) and inline.annotation:
                yield self._passage(inline.annotation, labels, row)

    def _inside(
        self, block: Block, labels: tuple[str, ...], row: tuple[str, ...]
    ) -> Iterator[Passage]:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from self.blocks(item.blocks, labels, row)
        elif isinstance(block, Table):
            yield from self._table(block, labels)
        elif isinstance(block, Aside | Quote):
            yield from self.blocks(block.blocks, labels, row)
            if isinstance(block, Aside):
                yield from self.blocks(block.caption)
        elif isinstance(block, CodeBlock):
            for line in block.text.splitlines():
                if line.strip():
                    yield self._passage(line, labels, row)
        elif isinstance(block, Figure):
            yield from self._alternative(block.alt)
            yield from self.blocks(block.caption)
        elif isinstance(block, EquationBlock):
            yield from self.blocks(block.caption)
        elif isinstance(block, Unsupported) and block.text:
            yield self._passage(block.text, labels, row)

    def _table(self, table: Table, labels: tuple[str, ...]) -> Iterator[Passage]:
        yield from self.blocks(table.caption)
        yield from self._alternative(table.alt)
        outer = self._heads
        self._heads = tuple(_text_of(cell) for cell in table.rows[0].cells) if table.rows else ()
        head_rows = min(max(table.head_rows, 1) + 1, _HEAD_ROWS)
        heads: dict[int, tuple[str, ...]] = {}
        covered_until: dict[int, int] = {}
        for number, row in enumerate(table.rows):
            texts = tuple(_text_of(cell) for cell in row.cells)
            column, left = 0, ""
            for cell, text in zip(row.cells, texts, strict=True):
                while covered_until.get(column, 0) > number:
                    column += 1
                above = (*filter(None, (left,)), *heads.get(column, ()), *labels)
                yield from self.blocks(cell.blocks, above, texts)
                for covered in range(column, column + cell.colspan):
                    covered_until[covered] = number + cell.rowspan
                    if number < head_rows and _is_label(text):
                        heads[covered] = (text, *heads.get(covered, ()))
                column += cell.colspan
                left = text if _is_label(text) else ""
        self._heads = outer

    def _alternative(self, text: str) -> Iterator[Passage]:
        if text.strip():
            where = Where.ALTERNATIVE_TEXT
            yield Passage(text, chapter=self._chapter, origin=self._origin, where=where)

    def _passage(self, text: str, labels: tuple[str, ...], row: tuple[str, ...]) -> Passage:
        return Passage(text, labels, row, self._heads, self._chapter, self._origin, self._where)


def _text_of(cell: Cell) -> str:
    return " ".join(" ".join(block_text(block).split()) for block in cell.blocks).strip()


def _is_label(text: str) -> bool:
    """Whether words may say what their neighbours are: short, and without a thing of their own."""
    if not 0 < len(text) <= _LONGEST_LABEL or "@" in text:
        return False
    named, colon, rest = text.replace("：", ":").partition(":")
    return sum(map(str.isdecimal, named)) < 4 and not (colon and rest.strip())
