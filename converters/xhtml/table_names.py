# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table without a caption is called, for people who go from table to table by ear."""

from __future__ import annotations

from converters.document.nodes import Scope, Table
from converters.document.walk import block_text
from converters.xhtml.captions import caption_title
from converters.xhtml.flow import Flow
from converters.xhtml.markup import one_line

_LABEL_LENGTH = 80
_HEADS, _HEAD_LENGTH = 3, 20


def name_of(flow: Flow, table: Table) -> str:
    """Return the number of a table in the book, and what is said of it or tells it from others.

    That is its own description or caption; else the heading that it stands under, and its
    first header cells: "표 9 (추진 일정: 구분, 5월, 6월)".
    """
    label = f"{flow.words.table} {flow.facts.tables}"
    # A unit or a source names nothing.
    caption = table.caption if caption_title(table.caption) else ()
    named = one_line(table.alt or " ".join(filter(None, map(block_text, caption))))
    if named:
        return f"{label}: {named[:_LABEL_LENGTH]}"
    heading = flow.headings[-1].label if flow.headings else ""
    heads = ", ".join(_first_heads(table))
    told = one_line(": ".join(filter(None, (heading[:_LABEL_LENGTH], heads))))
    return f"{label} ({told})" if told else label


def _first_heads(table: Table) -> list[str]:
    for scope in (Scope.COLUMN, Scope.ROW):
        cells = [cell for row in table.rows for cell in row.cells if cell.scope is scope]
        texts = [one_line(" ".join(map(block_text, cell.blocks))) for cell in cells]
        found = [text[:_HEAD_LENGTH] for text in texts if text][:_HEADS]
        if found:
            return found
    return []
