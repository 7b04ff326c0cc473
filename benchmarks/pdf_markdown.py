# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes PDF files as the plain Markdown that truths for PDF readers are written in.

    python -m benchmarks.pdf_markdown OUT FILE.pdf ...

The product's own Markdown escapes what other programs would take for marks, keeps emphasis
and shows pictures. Truths do none of it, and their tables are HTML throughout. So that a
score tells of the reading and not of notation, this writer follows the truths' conventions;
it reads the same Document that a book is made of.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Iterator
from pathlib import Path

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Document,
    Figure,
    Heading,
    Inlines,
    ListBlock,
    NoteRef,
    Paragraph,
    Quote,
    Table,
    Unsupported,
)
from converters.document.notices import NoticeLog
from converters.document.walk import block_text, plain_text
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document

_PLAIN_BULLETS = frozenset("-*+•·∙●")


def to_plain_markdown(document: Document) -> str:
    """Return ``document`` without escapes, emphasis and pictures."""
    marks = {name: note.mark for name, note in document.notes.items()}
    notes = [
        " ".join([note.mark, *_blocks(note.blocks, marks)]).strip()
        for note in document.notes.values()
    ]
    parts = [*_blocks(document.blocks, marks), *notes]
    return "\n\n".join(parts) + "\n"


def _blocks(blocks: Blocks, marks: dict[str, str]) -> Iterator[str]:
    for block in blocks:
        yield from filter(None, _block(block, marks))


def _block(block: Block, marks: dict[str, str]) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {block.number or ''} {_text(block.inlines, marks)}".replace(
            "  ", " "
        )
    elif isinstance(block, Paragraph):
        yield _text(block.inlines, marks)
    elif isinstance(block, ListBlock):
        yield "\n".join(_items(block, marks))
    elif isinstance(block, Table):
        caption = list(_blocks(block.caption, marks))
        table = _table(block)
        yield from [table, *caption] if block.caption_below else [*caption, table]
    elif isinstance(block, Figure):
        yield from _blocks(block.caption, marks)
    elif isinstance(block, Aside | Quote):
        yield from _blocks(block.blocks, marks)
    elif isinstance(block, CodeBlock | Unsupported):
        yield block.text


def _items(block: ListBlock, marks: dict[str, str]) -> Iterator[str]:
    for item in block.items:
        body = " ".join(_blocks(item.blocks[:1], marks))
        lead = item.marker
        if item.marker in _PLAIN_BULLETS:
            lead = "-"
        elif not item.marker[:-1].isdigit():
            lead = f"- {item.marker}"
        yield f"{lead} {body}"
        for inner in item.blocks[1:]:
            yield from _block(inner, marks)


def _table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row.cells:
            spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            text = " ".join(" ".join(map(block_text, cell.blocks)).split())
            cells.append(f"<td{spans}>{html.escape(text, quote=False)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _text(inlines: Inlines, marks: dict[str, str]) -> str:
    parts = [
        marks.get(inline.note_id, "") if isinstance(inline, NoteRef) else plain_text((inline,))
        for inline in inlines
    ]
    return " ".join("".join(parts).split())


def main(arguments: list[str]) -> int:
    """Write the Markdown of each file into a folder; return how many could not be read."""
    if len(arguments) < 2:
        sys.stderr.write(__doc__ or "")
        return 2
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    refused = 0
    for name in arguments[1:]:
        path = Path(name)
        try:
            document = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
        except ConversionError as error:
            sys.stderr.write(f"{path.name}: {error.code}\n")
            refused += 1
            continue
        (out / f"{path.stem}.md").write_text(to_plain_markdown(document), "utf-8")
    return min(refused, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
