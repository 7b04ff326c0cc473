# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds in every Document; readers and passes are tested by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.document.nodes import (
    Anchor,
    Block,
    CommentRef,
    Document,
    Figure,
    Heading,
    InlineImage,
    InlineUnsupported,
    NoteRef,
    Row,
    Ruby,
    Table,
    Text,
    Unsupported,
)
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines

# XML 1.0, 2.2: what may not stand in a document.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def broken_rules(document: Document) -> Iterator[str]:
    """Yield a sentence for each invariant that ``document`` breaks."""
    anchors: set[str] = set()
    referred: list[str] = []
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            yield from _of_block(block, document)
            for inline in iter_inlines(inlines_of(block)):
                if isinstance(inline, Anchor):
                    if inline.name in anchors:
                        yield f"anchor {inline.name!r} stands twice"
                    anchors.add(inline.name)
                elif isinstance(inline, NoteRef):
                    referred.append(inline.note_id)
                elif isinstance(inline, CommentRef) and inline.comment_id not in document.comments:
                    yield f"comment {inline.comment_id!r} has no body"
                elif isinstance(inline, InlineImage) and inline.resource not in document.resources:
                    yield f"picture {inline.resource!r} is no resource"
                elif isinstance(inline, Text | Ruby | InlineUnsupported):
                    yield from _of_text(inline)
    for note_id in referred:
        if note_id not in document.notes:
            yield f"note {note_id!r} has no body"
    if len(referred) != len(set(referred)):
        yield "a note is referred to twice"


def _of_block(block: Block, document: Document) -> Iterator[str]:
    if isinstance(block, Heading) and not 1 <= block.level <= 6:
        yield f"heading of level {block.level}"
    elif isinstance(block, Table):
        yield from _of_table(block)
    elif (isinstance(block, Figure) and block.resource not in document.resources) or (
        isinstance(block, Unsupported)
        and block.resource is not None
        and block.resource not in document.resources
    ):
        yield f"picture {block.resource!r} is no resource"


def _of_text(inline: Text | Ruby | InlineUnsupported) -> Iterator[str]:
    if isinstance(inline, Text):
        text = inline.value
        if not text:
            yield "empty run"
    else:
        text = inline.annotation if isinstance(inline, Ruby) else inline.text
    if _ILLEGAL.search(text):
        yield f"character that XML forbids in {text!r}"


def _of_table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "table without rows"
        return
    widths = covered_widths(table.rows)
    if len(set(widths)) != 1:
        yield f"rows of a table cover {widths} columns"
    if table.head_rows >= len(table.rows) > 1:
        yield "table of nothing but head rows"
    if table.column_percents and len(table.column_percents) != widths[0]:
        yield "column widths do not match the columns"


def covered_widths(rows: tuple[Row, ...]) -> list[int]:
    """Return how many columns each row covers, with the spans that reach into it from above."""
    reaching: list[tuple[int, int]] = []  # rows left, columns
    widths = []
    for row in rows:
        from_above = sum(columns for _, columns in reaching)
        widths.append(from_above + sum(cell.colspan for cell in row.cells))
        reaching = [(left - 1, columns) for left, columns in reaching if left > 1]
        reaching += [(cell.rowspan - 1, cell.colspan) for cell in row.cells if cell.rowspan > 1]
    return widths
