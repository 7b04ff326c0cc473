# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document as plain text: a line a paragraph, a tab between cells."""

from __future__ import annotations

from collections.abc import Iterator

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    InlineMath,
    InlineUnsupported,
    LineBreak,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Quote,
    Ruby,
    Separator,
    Table,
    Text,
    Unsupported,
)
from converters.exports.equations import equation_text
from converters.xhtml.markup import clean

_STEP = "  "
_LINE = "-" * 20


def to_text(document: Document) -> str:
    """Return the text of ``document`` in reading order; notes follow at the end.

    Pictures and equations are named by what is said of them; what is only
    placement (alignment, colours, pages) is left out.
    """
    writer = _Writer(document)
    lines = [*writer.lines(document.blocks)]
    if document.notes:
        lines += ["", _LINE]
    for note in document.notes.values():
        lines += _led(f"{note.mark} ", writer.lines(note.blocks))
    while lines and not lines[0]:
        del lines[0]
    return clean("\n".join(lines)).rstrip("\n") + "\n"


def _led(lead: str, lines: Iterator[str]) -> list[str]:
    """Return ``lines`` with ``lead`` before the first one and the others indented."""
    written = [line for line in lines if line]
    first = written[0] if written else ""
    return [(lead + first).rstrip(), *(_STEP + line for line in written[1:])]


class _Writer:
    def __init__(self, document: Document) -> None:
        self._notes = document.notes

    def lines(self, blocks: Blocks) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield from self._inlines(block.inlines).split("\n")
        elif isinstance(block, Heading):
            text = " ".join(self._inlines(block.inlines).split("\n"))
            yield ""
            yield f"{block.number} {text}" if block.number else text
        elif isinstance(block, ListBlock):
            for item in block.items:
                box = "" if item.checked is None else "☑" if item.checked else "☐"
                lead = item.marker or box
                yield from _led(f"{lead} " if lead else "", self.lines(item.blocks))
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Figure | EquationBlock):
            said = block.alt if isinstance(block, Figure) else block.math.alt or block.math.script
            if said:
                yield f"[{_flat(said)}]"
            yield from self.lines(block.caption)
        elif isinstance(block, Aside):
            yield from self.lines(block.caption)
            yield from self.lines(block.blocks)
        elif isinstance(block, Quote):
            yield from (_STEP + line for line in self.lines(block.blocks))
        elif isinstance(block, CodeBlock | Unsupported):
            yield from block.text.split("\n")
        elif isinstance(block, Separator):
            yield _LINE

    def _table(self, table: Table) -> Iterator[str]:
        if not table.caption_below:
            yield from self.lines(table.caption)
        for row in table.rows:
            yield "\t".join(
                " ".join(line for line in self.lines(cell.blocks) if line).replace("\t", " ")
                for cell in row.cells
            )
        if table.caption_below:
            yield from self.lines(table.caption)

    def _inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, Text | InlineUnsupported):
            text = inline.value if isinstance(inline, Text) else inline.text
            return text.replace("\r", "").replace("\n", " ")
        if isinstance(inline, LineBreak):
            return "\n"
        if isinstance(inline, Link):
            return self._inlines(inline.children)
        if isinstance(inline, NoteRef):
            note = self._notes.get(inline.note_id)
            return note.mark if note else ""
        if isinstance(inline, Ruby):
            return f"{self._inlines(inline.base)}({_flat(inline.annotation)})"
        if isinstance(inline, InlineMath):
            return _flat(equation_text(inline.math))
        if isinstance(inline, InlineImage):
            return f"[{_flat(inline.alt)}]" if inline.alt and not inline.decorative else ""
        return ""


def _flat(text: str) -> str:
    return " ".join(text.split())
