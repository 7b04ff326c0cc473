# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document laid out as one row of nodes, each with the facets that two readings can differ in.

The row goes in reading order: body, notes, comments, hidden text, running heads, then
metadata, pictures and notices. A node knows what it is, the words by which it is found
again in another Document, and its facets as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    CommentRef,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    InlineMath,
    Inlines,
    InlineUnsupported,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Math,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Ruby,
    Separator,
    Table,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeLog
from converters.document.walk import inlines_of

Facets = dict[str, str]


@dataclass(frozen=True)
class Node:
    """One node: what it is, how it is found again, and what can differ."""

    kind: str
    words: str
    """Its own text; empty where it has none."""
    facets: Facets
    size: int = 1
    """Nodes of the model it stands for: itself and its inlines."""


def nodes_of(document: Document, notices: NoticeLog) -> list[Node]:
    """Return the row of a Document and of what was noticed while it was read."""
    row = list(_flow(document.blocks))
    for key, note in document.notes.items():
        row.append(Node("note", key, {"kind": note.kind.value, "mark": note.mark}))
        row += _flow(note.blocks)
    for comment in document.comments.values():
        row.append(Node("comment", comment.kind, {"author": comment.author, "date": comment.date}))
        row += _flow(comment.blocks)
    for hidden in document.hidden:
        row.append(Node("hidden", hidden.why, {}))
        row += _flow(hidden.blocks)
    for running in document.running:
        row.append(Node("running", running.kind, {"pages": running.pages}))
        row += _flow(running.blocks)
    for spec in fields(document.metadata):
        value = str(getattr(document.metadata, spec.name))
        row.append(Node("metadata", spec.name, {spec.name: value}))
    for key, picture in sorted(document.resources.items()):
        size = f"{picture.width_px} x {picture.height_px}"
        row.append(Node("resource", key, {"type": picture.media_type, "size": size}))
    pages = document.source.pages if document.source else None
    row.append(Node("pages", "", {"pages": str(pages)}))
    totals: Counter[str] = Counter()
    for notice in notices.notices():
        totals[notice.kind.value] += notice.count
    for kind, number in sorted(totals.items()):
        row.append(Node("notice", kind, {kind: str(number)}))
    return row


def _flow(blocks: Blocks) -> Iterator[Node]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Node]:
    if isinstance(block, Heading | Paragraph):
        yield _line(block)
    elif isinstance(block, ListBlock):
        yield Node("list", "", {"ordered": str(block.ordered)})
        for item in block.items:
            yield from _item(item)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Aside):
        frame = f"{block.frame_cells}, {block.frame_merged} merged"
        yield Node("aside", block.role, {"role": block.role, "frame": frame})
        yield from _flow(block.caption)
        yield from _flow(block.blocks)
    elif isinstance(block, Quote):
        yield Node("quote", "", {})
        yield from _flow(block.blocks)
    else:
        yield _object(block)
        if isinstance(block, Figure | EquationBlock):
            yield from _flow(block.caption)


def _object(
    block: Figure | EquationBlock | PageBreak | Unsupported | CodeBlock | Separator,
) -> Node:
    if isinstance(block, Figure):
        facets = {
            "picture": block.resource,
            "alt": block.alt,
            "decorative": str(block.decorative),
            "size": _rounded(block.width_percent),
        }
        return Node("figure", "", facets)
    if isinstance(block, EquationBlock):
        return Node("equation", block.math.script, _math(block.math))
    if isinstance(block, PageBreak):
        return Node("page", block.label, {"label": block.label})
    if isinstance(block, Unsupported):
        facets = {"what": block.what, "text": block.text, "picture": block.resource or ""}
        return Node("unsupported", block.what, facets)
    if isinstance(block, CodeBlock):
        return Node("code", block.text, {"text": block.text})
    return Node("separator", "", {})


def _item(item: ListItem) -> Iterator[Node]:
    yield Node("item", "", {"marker": item.marker, "checked": str(item.checked)})
    yield from _flow(item.blocks)


def _table(table: Table) -> Iterator[Node]:
    widths = " ".join(f"{percent:.0f}" for percent in table.column_percents)
    facets = {
        "grid": f"{len(table.rows)} rows, {_columns(table)} columns",
        "widths": widths,
        "head": f"{table.head_rows}, inferred {table.head_inferred}",
        "alt": table.alt,
        "presentational": str(table.presentational),
        "caption-below": str(table.caption_below),
    }
    yield Node("table", "", facets)
    yield from _flow(table.caption)
    for row in table.rows:
        for cell in row.cells:
            yield _cell(cell)
            yield from _flow(cell.blocks)


def _columns(table: Table) -> int:
    return sum(cell.colspan for cell in table.rows[0].cells) if table.rows else 0


def _cell(cell: Cell) -> Node:
    facets = {
        "span": f"{cell.rowspan} x {cell.colspan}",
        "scope": cell.scope.value if cell.scope else "",
        "align": cell.align.value if cell.align else "",
        "shaded": str(cell.shaded),
    }
    return Node("cell", "", facets)


# ---------------------------------------------------------------- lines


def _line(block: Heading | Paragraph) -> Node:
    inlines = inlines_of(block)
    words, facets = _inlines(inlines)
    facets["layout"] = str(block.layout)
    if isinstance(block, Heading):
        facets["level"] = f"{block.level}, inferred {block.inferred}"
        facets["number"] = block.number or ""
        facets["frame"] = f"{block.frame_cells}, {block.frame_merged} merged"
        return Node("heading", words, facets, 1 + len(inlines))
    facets["role"] = block.role or ""
    return Node("paragraph", words, facets, 1 + len(inlines))


def _inlines(inlines: Inlines) -> tuple[str, Facets]:
    """Return the words of a line, and what it holds with its place among them."""
    words: list[str] = []
    facets: dict[str, list[str]] = {}
    place = 0

    def put(name: str, value: str) -> None:
        facets.setdefault(name, []).append(f"{place} {value}")

    def go(inner: Inlines) -> None:
        nonlocal place
        for inline in inner:
            if isinstance(inline, Text):
                put("style", _style(inline))
                words.append(inline.value)
                place += len(inline.value)
            elif isinstance(inline, Link):
                put("link", inline.target)
                go(inline.children)
                put("link", "end")
            elif isinstance(inline, Ruby):
                put("ruby", f"{inline.annotation} {inline.below}")
                go(inline.base)
            else:
                put(*_mark(inline))

    go(inlines)
    text = "".join(words)
    joined = {name: " | ".join(values) for name, values in facets.items()}
    return text, joined | {"text": text}


def _style(text: Text) -> str:
    marks = " ".join(sorted(text.marks))
    return f"[{marks}] {text.color} {text.size} {text.lang} {text.font}"


def _mark(inline: Inline) -> tuple[str, str]:
    if isinstance(inline, LineBreak):
        return "break", ""
    if isinstance(inline, Anchor):
        return "bookmark", inline.name
    if isinstance(inline, NoteRef):
        return "note", inline.note_id
    if isinstance(inline, CommentRef):
        return "comment", inline.comment_id
    if isinstance(inline, PageMark):
        return "page", inline.label
    if isinstance(inline, InlineMath):
        return "equation", " ".join(_math(inline.math).values())
    if isinstance(inline, InlineImage):
        size = f"{_rounded(inline.width_percent)} {_rounded(inline.height_em)}"
        return "picture", f"{inline.resource} {inline.alt} {inline.decorative} {size}"
    if isinstance(inline, InlineUnsupported):
        return "unsupported", f"{inline.what} {inline.text}"
    raise TypeError(type(inline).__name__)


def _math(math: Math) -> Facets:
    return {"mathml": math.mathml, "script": math.script, "alt": math.alt}


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
