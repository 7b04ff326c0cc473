# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document as GitHub Flavored Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Math,
    Paragraph,
    Quote,
    Separator,
    Table,
    Unsupported,
)
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines
from converters.exports.equations import equation_text
from converters.exports.escapes import escape_line_start, escape_text
from converters.exports.markdown_inlines import MarkdownContext, inline_markdown
from converters.exports.markdown_tables import table_markdown
from converters.xhtml.markup import clean, one_line
from converters.xhtml.words import words_for

_BULLETS = frozenset("-*+•·∙●")
"""Markers that say no more than "an item" does."""
_BOXES = frozenset("☐☑☒□■✓✔")
_UNQUOTED = frozenset({"title-box", "masthead", "figure", "flow", "layout"})
"""Boxes that stand for tables without a frame of their own."""
_NUMBERED = re.compile(r"(\d{1,9})([.)])")
_FENCE = re.compile(r"`{3,}")

_LIST_ENDS = "<!-- -->"


def to_markdown(document: Document, resource_files: Mapping[str, str]) -> str:
    """Return ``document`` as Markdown.

    Tables without spans are pipe tables, others HTML; equations stand as code in
    their own notation, for Markdown has none that all programs read. Markers of
    lists that are more than "-" or "1." stay in the text of their items.

    Args:
        document: what to write.
        resource_files: for each picture its file, relative to the Markdown file.
    """
    writer = _Writer(document, resource_files)
    parts = [writer.blocks(document.blocks), *writer.notes()]
    return clean("\n\n".join(filter(None, parts))) + "\n"


class _Writer:
    def __init__(self, document: Document, resource_files: Mapping[str, str]) -> None:
        self._document = document
        self._words = words_for(document.metadata.language)
        self._context = MarkdownContext(
            document.notes, resource_files, self._words.picture, _targets(document)
        )

    # ------------------------------------------------------------ flow

    def blocks(self, blocks: Blocks) -> str:
        """Return blocks with an empty line between them."""
        parts: list[str] = []
        for before, block in zip((None, *blocks), blocks, strict=False):
            if isinstance(before, ListBlock) and isinstance(block, ListBlock):
                # Without a word between them Markdown takes two lists for one.
                parts.append(_LIST_ENDS)
            parts.append(self._block(block))
        return "\n\n".join(filter(None, parts))

    def _block(self, block: Block) -> str:
        return _WRITERS[type(block)](self, block) if type(block) in _WRITERS else ""

    def notes(self) -> Iterable[str]:
        """Yield the definition of each note; those that are mentioned come in that order."""
        context = self._context
        done: set[str] = set()
        while True:
            left = [n for n in (*context.labels, *self._document.notes) if n not in done]
            if not left:
                return
            note_id = left[0]
            done.add(note_id)
            body = self.blocks(self._document.notes[note_id].blocks)
            lead = f"[^{context.label_of(note_id)}]: "
            yield (lead + _indented(body, "    ")).rstrip()

    # ------------------------------------------------------------ blocks

    def paragraph(self, block: Paragraph) -> str:
        lines = inline_markdown(block.inlines, self._context).strip().split("\n")
        return "\n".join(map(escape_line_start, lines))

    def heading(self, block: Heading) -> str:
        text = inline_markdown(block.inlines, self._context)
        number = escape_text(block.number or "", tildes=False)
        return f"{'#' * block.level} {one_line(f'{number} {text}')}".rstrip()

    def list_block(self, block: ListBlock) -> str:
        native = _is_native(block)
        items = [self._item(item, native=native) for item in block.items]
        loose = any("\n\n" in item for item in items)
        return ("\n\n" if loose else "\n").join(items)

    def _item(self, item: ListItem, *, native: bool) -> str:
        lead = f"{one_line(item.marker)} " if native else "- "
        shown = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        plain = _BULLETS if item.checked is None else _BULLETS | _BOXES
        if not native and item.marker not in plain:
            marker = escape_text(one_line(item.marker), tildes=False)
            shown += escape_line_start(f"{marker} ") if marker else ""
        body = ""
        for block in item.blocks:
            text = self._block(block)
            # A list follows its item's text at once, other blocks after an empty line.
            close = isinstance(block, ListBlock) and "\n\n" not in text
            body += ("" if not body or not text else "\n" if close else "\n\n") + text
        if shown and item.blocks and not isinstance(item.blocks[0], Paragraph):
            shown = f"{shown.rstrip()}\n\n"
        return (lead + _indented(shown + body, " " * len(lead))).rstrip()

    def table(self, block: Table) -> str:
        caption = self.blocks(block.caption)
        table = table_markdown(block, self._context)
        parts = [table, caption] if block.caption_below else [caption, table]
        return "\n\n".join(filter(None, parts))

    def figure(self, block: Figure) -> str:
        shown = self._picture(block.resource, "" if block.decorative else block.alt)
        return "\n\n".join(filter(None, (shown, self.blocks(block.caption))))

    def _picture(self, resource: str, alt: str) -> str:
        return self._context.picture(resource, alt)

    def equation(self, block: EquationBlock) -> str:
        return "\n\n".join(filter(None, (_fenced_math(block.math), self.blocks(block.caption))))

    def aside(self, block: Aside) -> str:
        inside = "\n\n".join(filter(None, (self.blocks(block.caption), self.blocks(block.blocks))))
        return inside if block.role in _UNQUOTED else _quoted(inside)

    def quote(self, block: Quote) -> str:
        return _quoted(self.blocks(block.blocks))

    def code(self, block: CodeBlock) -> str:
        return fenced(block.text, block.language or "")

    def separator(self, _block: Separator) -> str:
        return "---"

    def unsupported(self, block: Unsupported) -> str:
        thing = self._words.things.get(block.what, self._words.unsupported)
        lines = [
            escape_line_start(escape_text(line, tildes=True)) for line in block.text.split("\n")
        ]
        picture = self._picture(block.resource, thing) if block.resource else f"[{thing}]"
        return "\n\n".join([picture, *filter(None, lines)])


_WRITERS: dict[type, Callable[[_Writer, Any], str]] = {
    Paragraph: _Writer.paragraph,
    Heading: _Writer.heading,
    ListBlock: _Writer.list_block,
    Table: _Writer.table,
    Figure: _Writer.figure,
    EquationBlock: _Writer.equation,
    Aside: _Writer.aside,
    Quote: _Writer.quote,
    CodeBlock: _Writer.code,
    Separator: _Writer.separator,
    Unsupported: _Writer.unsupported,
}


# ---------------------------------------------------------------- parts of lines


def _targets(document: Document) -> dict[str, str]:
    """Return ids for the bookmarks that links of the document lead to, by name."""
    anchors: set[str] = set()
    wanted: dict[str, None] = {}
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            for inline in iter_inlines(inlines_of(block)):
                if isinstance(inline, Anchor):
                    anchors.add(inline.name)
                elif isinstance(inline, Link) and inline.target.startswith("#"):
                    wanted[inline.target[1:]] = None
    found = [name for name in wanted if name in anchors]
    return {name: f"a{number}" for number, name in enumerate(found, start=1)}


def _is_native(block: ListBlock) -> bool:
    """Return whether Markdown itself would print the markers of ``block``: 1. 2. 3."""
    matches = [_NUMBERED.fullmatch(item.marker) for item in block.items]
    found = [(int(match.group(1)), match.group(2)) for match in matches if match]
    if not found or len(found) != len(matches):
        return False
    first, delimiter = found[0]
    return found == [(first + step, delimiter) for step in range(len(found))]


def _indented(text: str, spaces: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([first, *(spaces + line if line else "" for line in others)])


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""


def fenced(text: str, language: str) -> str:
    """Return ``text`` as a block of code, between fences that it does not hold itself."""
    longest = max((len(run) for run in _FENCE.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    name = "".join(c for c in language if c.isalnum() or c in "-+#")
    return f"{fence}{name}\n{clean(text)}\n{fence}"


def _fenced_math(math: Math) -> str:
    script = equation_text(math)
    if math.notation == "latex":
        return f"$$\n{clean(script)}\n$$"
    return fenced(script, math.notation)
