# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables in Markdown: pipes where they can say it all, HTML otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Cell,
    CodeBlock,
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
    Mark,
    NoteRef,
    Paragraph,
    Quote,
    Ruby,
    Table,
    Text,
    Unsupported,
)
from converters.exports.equations import equation_text
from converters.exports.markdown_inlines import MarkdownContext, inline_markdown
from converters.xhtml.links import external_href
from converters.xhtml.markup import Element, add_text, clean, one_line

_MARKS = (
    (Mark.STRONG, "strong"),
    (Mark.EMPHASIS, "em"),
    (Mark.STRIKE, "del"),
    (Mark.SUPERSCRIPT, "sup"),
    (Mark.SUBSCRIPT, "sub"),
)


def table_markdown(table: Table, context: MarkdownContext) -> str:
    """Return ``table`` without its caption."""
    rows = [row for row in table.rows if row.cells]
    if not rows:
        return ""
    if _is_plain(table):
        return _pipe_table(table, context)
    element = etree.Element("table")
    _fill_table(element, table, context)
    # An empty line would end the block of HTML.
    lines = etree.tostring(element, encoding="unicode", method="html").splitlines()
    return "\n".join(line for line in lines if line.strip())


def _is_plain(table: Table) -> bool:
    width = len(table.rows[0].cells)
    return table.head_rows <= 1 and all(
        len(row.cells) == width and all(map(_is_plain_cell, row.cells)) for row in table.rows
    )


def _is_plain_cell(cell: Cell) -> bool:
    return cell.colspan == 1 and cell.rowspan == 1 and all(map(_is_plain_block, cell.blocks))


def _is_plain_block(block: Block) -> bool:
    if isinstance(block, Figure):
        return all(isinstance(inner, Paragraph) for inner in block.caption)
    return isinstance(block, Paragraph | Heading)


def _pipe_table(table: Table, context: MarkdownContext) -> str:
    lines = []
    for index, row in enumerate(table.rows):
        cells = [_pipe_cell(cell, context) for cell in row.cells]
        lines.append(f"| {' | '.join(cells)} |")
        if index == 0:
            lines.append(f"|{' --- |' * len(cells)}")
    return "\n".join(lines)


def _pipe_cell(cell: Cell, context: MarkdownContext) -> str:
    parts = []
    for block in cell.blocks:
        if isinstance(block, Figure):
            parts.append(context.picture(block.resource, "" if block.decorative else block.alt))
            parts += [
                inline_markdown(inner.inlines, context, pipes=True).strip()
                for inner in block.caption
                if isinstance(inner, Paragraph)
            ]
        elif isinstance(block, Paragraph | Heading):
            number = block.number if isinstance(block, Heading) and block.number else ""
            text = inline_markdown((Text(number), *block.inlines), context, pipes=True)
            parts.append(text.strip())
    return "<br>".join(filter(None, parts))


# ---------------------------------------------------------------- HTML


def _fill_table(element: Element, table: Table, context: MarkdownContext) -> None:
    head = min(table.head_rows, len(table.rows))
    group = element
    for index, row in enumerate(table.rows):
        if head and index in (0, head):
            group = etree.SubElement(element, "tbody" if index else "thead")
        written = etree.SubElement(group, "tr")
        written.tail = "\n"
        for cell in row.cells:
            name = "th" if cell.scope or index < head else "td"
            target = etree.SubElement(written, name)
            if cell.rowspan > 1:
                target.set("rowspan", str(cell.rowspan))
            if cell.colspan > 1:
                target.set("colspan", str(cell.colspan))
            _fill_cell(target, cell.blocks, context)


def _fill_cell(target: Element, blocks: Blocks, context: MarkdownContext) -> None:
    """Write ``blocks`` as lines of one cell."""
    filled = False
    for lead, block in _lines(blocks):
        if isinstance(block, Table):
            _fill_table(etree.SubElement(target, "table"), block, context)
            filled = False
            continue
        if filled:
            etree.SubElement(target, "br")
        add_text(target, lead)
        _fill_line(target, block, context)
        filled = True


def _lines(blocks: Blocks) -> Iterator[tuple[str, Block]]:
    """Yield (marker, block) for each block that makes a line of its own."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                lead = f"{one_line(item.marker)} " if item.marker else ""
                inner = list(_lines(item.blocks))
                for number, (deeper, line) in enumerate(inner):
                    yield (lead + deeper if number == 0 else deeper), line
                if not inner:
                    yield lead, Paragraph(())
        elif isinstance(block, Aside):
            yield from _lines(block.caption)
            yield from _lines(block.blocks)
        elif isinstance(block, Quote):
            yield from _lines(block.blocks)
        elif isinstance(block, Table):
            captions = list(_lines(block.caption))
            yield from () if block.caption_below else captions
            yield "", block
            yield from captions if block.caption_below else ()
        elif isinstance(block, Figure | EquationBlock):
            yield "", block
            yield from _lines(block.caption)
        elif not isinstance(block, Paragraph) or block.inlines:
            yield "", block


def _fill_line(target: Element, block: Block, context: MarkdownContext) -> None:
    if isinstance(block, Paragraph | Heading):
        if isinstance(block, Heading) and block.number:
            add_text(target, f"{block.number} ")
        _fill_inlines(target, block.inlines, context)
    elif isinstance(block, Figure):
        _fill_picture(target, block.resource, "" if block.decorative else block.alt, context)
    elif isinstance(block, EquationBlock):
        add_text(etree.SubElement(target, "code"), one_line(equation_text(block.math)))
    elif isinstance(block, CodeBlock | Unsupported):
        for number, line in enumerate(filter(None, clean(block.text).splitlines())):
            if number:
                etree.SubElement(target, "br")
            add_text(target, line)


def _fill_inlines(target: Element, inlines: Inlines, context: MarkdownContext) -> None:
    for inline in inlines:
        _fill_inline(target, inline, context)


def _fill_inline(target: Element, inline: Inline, context: MarkdownContext) -> None:
    if isinstance(inline, Text):
        for mark, name in _MARKS:
            if mark in inline.marks:
                target = etree.SubElement(target, name)
        add_text(target, " ".join(inline.value.splitlines()) or "")
    elif isinstance(inline, LineBreak):
        etree.SubElement(target, "br")
    elif isinstance(inline, Link):
        href = external_href(inline.target)
        _fill_inlines(
            etree.SubElement(target, "a", {"href": href}) if href else target,
            inline.children,
            context,
        )
    elif isinstance(inline, NoteRef):
        if inline.note_id in context.notes:
            add_text(target, f"[^{context.label_of(inline.note_id)}]")
    elif isinstance(inline, Ruby):
        ruby = etree.SubElement(target, "ruby")
        _fill_inlines(ruby, inline.base, context)
        add_text(etree.SubElement(ruby, "rt"), inline.annotation)
    elif isinstance(inline, InlineMath):
        add_text(etree.SubElement(target, "code"), one_line(equation_text(inline.math)))
    elif isinstance(inline, InlineImage):
        _fill_picture(target, inline.resource, "" if inline.decorative else inline.alt, context)
    elif isinstance(inline, InlineUnsupported):
        add_text(target, inline.text)


def _fill_picture(target: Element, resource: str, alt: str, context: MarkdownContext) -> None:
    file = context.files.get(resource)
    if file is None:
        add_text(target, f"[{one_line(alt) or context.picture_word}]")
    else:
        etree.SubElement(target, "img", {"src": file, "alt": one_line(alt)})
