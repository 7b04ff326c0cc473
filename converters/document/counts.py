# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much of everything a Document holds: the ``counts`` of the report."""

from __future__ import annotations

import re
from collections import Counter

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    CodeBlock,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    InlineMath,
    InlineUnsupported,
    Link,
    ListBlock,
    NoteKind,
    Paragraph,
    Ruby,
    Table,
    Text,
    Unsupported,
)
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines

NAMES = (
    "characters",
    "hangul",
    "paragraphs",
    "headings",
    "list_items",
    "tables",
    "cells",
    "merged_cells",
    "images",
    "equations",
    "footnotes",
    "endnotes",
    "links",
    "bookmarks",
    "text_boxes",
    "comments",
    "hidden",
    "ruby",
)

_STILL_SEEN = frozenset({"pictured", "double-print", "page-number", "running-head"})
_SYLLABLES = re.compile(r"[\uac00-\ud7a3]+")


def count(document: Document) -> dict[str, int]:
    """Return the counts of ``document`` under the names of ``NAMES``, once each.

    ``characters`` and ``hangul`` (syllables U+AC00 to U+D7A3) cover all that a
    reader sees: body, tables, notes, boxes, captions, numbers and markers;
    spaces are not characters. Comments, hidden text and running heads are
    counted under their own names only.
    """
    found: Counter[str] = Counter()
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            _count_block(block, found)
    for note in document.notes.values():
        found["footnotes" if note.kind is NoteKind.FOOTNOTE else "endnotes"] += 1
    found["comments"] = len(document.comments)
    found["hidden"] = sum(hidden.why not in _STILL_SEEN for hidden in document.hidden)
    return {name: found[name] for name in NAMES}


def hangul_in(text: str) -> int:
    """Return the number of Hangul syllables in ``text``."""
    return sum(map(len, _SYLLABLES.findall(text)))


def _count_text(text: str, found: Counter[str]) -> None:
    found["characters"] += sum(map(len, text.split()))
    found["hangul"] += hangul_in(text)


def _count_block(block: Block, found: Counter[str]) -> None:
    if isinstance(block, Paragraph):
        found["paragraphs"] += bool(block.inlines)
    elif isinstance(block, Heading):
        found["headings"] += 1
        _count_frame(block, found)
        _count_text(block.number or "", found)
    elif isinstance(block, ListBlock):
        found["list_items"] += len(block.items)
        _count_text("".join(item.marker for item in block.items), found)
    elif isinstance(block, Table):
        found["tables"] += 1
        for row in block.rows:
            found["cells"] += len(row.cells)
            found["merged_cells"] += sum(c.colspan > 1 or c.rowspan > 1 for c in row.cells)
        found["cells"] += block.frame_cells
        found["merged_cells"] += block.frame_merged
    elif isinstance(block, Figure):
        found["images"] += 1
    elif isinstance(block, EquationBlock):
        found["equations"] += 1
    elif isinstance(block, Aside):
        found["text_boxes"] += block.role == "text-box"
        _count_frame(block, found)
        if block.role == "chart":
            # Its table and its picture are ours: the source has a drawing there.
            for inner in block.blocks:
                if isinstance(inner, Table):
                    found["tables"] -= 1
                    found["cells"] -= sum(len(row.cells) for row in inner.rows)
                elif isinstance(inner, Figure):
                    found["images"] -= 1
    elif isinstance(block, CodeBlock | Unsupported):
        _count_text(block.text, found)
    for inline in iter_inlines(inlines_of(block)):
        _count_inline(inline, found)


def _count_frame(block: Heading | Aside, found: Counter[str]) -> None:
    """Count a table that the source used as a frame around a title."""
    found["tables"] += block.frame_cells > 0
    found["cells"] += block.frame_cells
    found["merged_cells"] += block.frame_merged


def _count_inline(inline: Inline, found: Counter[str]) -> None:
    if isinstance(inline, Text):
        _count_text(inline.value, found)
    elif isinstance(inline, Ruby):
        found["ruby"] += 1
        _count_text(inline.annotation, found)
    elif isinstance(inline, Link):
        found["links"] += 1
    elif isinstance(inline, Anchor):
        # Places that only links of the same file lead to are no bookmarks of the author.
        found["bookmarks"] += not inline.name.startswith(("instance:", "contents:"))
    elif isinstance(inline, InlineImage):
        found["images"] += 1
    elif isinstance(inline, InlineMath):
        found["equations"] += 1
    elif isinstance(inline, InlineUnsupported):
        _count_text(inline.text, found)
