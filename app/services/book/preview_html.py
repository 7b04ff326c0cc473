# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chapter as HTML for Qt's text engine: what it can show, and in words what it cannot.

Nothing here comes from the book's own markup: the page is written anew of typed nodes, so no script,
no style and no address of a stranger reaches the engine. Each block has an anchor, ``b`` and its
number in reading order, by which a finding leads to its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from app.i18n import mark, tr
from converters.document.nodes import (
    Align,
    Anchor,
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
    Layout,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    Note,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Ruby,
    Separator,
    SizeClass,
    Table,
    Text,
    Unsupported,
)
from converters.document.walk import has_content, inlines_of, iter_blocks, iter_inlines
from converters.exports.equations import equation_text

PICTURE = "picture:"
"""Scheme of the addresses of pictures: the sha256 follows."""
NOTE, PLACE, WEB = "note:", "place:", "web:"
"""Schemes of links: to a note, to an anchor of the book, to elsewhere."""
_TAGS = {
    Mark.STRONG: "b",
    Mark.EMPHASIS: "i",
    Mark.UNDERLINE: "u",
    Mark.STRIKE: "s",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
}
_SIZES = {
    SizeClass.SMALLER: "x-small",
    SizeClass.SMALL: "small",
    SizeClass.LARGE: "large",
    SizeClass.LARGER: "x-large",
    SizeClass.HUGE: "xx-large",
}
_ALIGNS = {Align.CENTER: "center", Align.END: "right", Align.JUSTIFY: "justify"}
_MOST_INDENT_PT = 60.0
_WIDE_COLUMNS = 7
"""A table of more does not fit a telephone."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a chapter is shown; colours are those of the reading system, not of the program."""

    width_px: int
    """Of the text."""
    text: str
    ground: str
    line: str
    soft: str
    """Ground of boxes and of head cells."""
    accent: str
    muted: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A chapter, ready to be shown."""

    html: str
    blocks: tuple[Block, ...]
    """By their anchors' numbers."""
    shortcomings: tuple[str, ...]
    """What this chapter has and the preview shows otherwise than a reading system; sentences."""


def preview_page(blocks: Blocks, notes: Mapping[str, Note], look: Look) -> PreviewPage:
    """Return a chapter with the notes that it refers to below it."""
    writer = _Writer(look, notes)
    writer.number(blocks)
    body = writer.blocks(blocks)
    below = writer.notes_below()
    html = f"<html><head><style>{_rules(look)}</style></head><body>{body}{below}</body></html>"
    return PreviewPage(html, tuple(iter_blocks(blocks)), tuple(shortcomings(blocks)))


def shortcomings(blocks: Blocks) -> Iterable[str]:
    """Yield in sentences what the preview shows otherwise than a reading system does."""
    has = {type(inline) for block in iter_blocks(blocks) for inline in _inlines(block)}
    kinds = {type(block) for block in iter_blocks(blocks)}
    if InlineMath in has or EquationBlock in kinds:
        yield tr(mark("Equations are shown as their text; a reading system draws them."))
    if Ruby in has:
        yield tr(
            mark("Readings stand small behind their word; a reading system sets them above it.")
        )
    widest = max((_columns(b) for b in iter_blocks(blocks) if isinstance(b, Table)), default=0)
    if widest > _WIDE_COLUMNS:
        yield tr(
            mark("A table of {n} columns: on a telephone its rows are stacked, here it is narrow."),
            n=widest,
        )


def _inlines(block: Block) -> Iterable[Inline]:
    return iter_inlines(inlines_of(block))


def _columns(table: Table) -> int:
    return sum(cell.colspan for cell in table.rows[0].cells) if table.rows else 0


def _rules(look: Look) -> str:
    return (
        f"body {{ color: {look.text}; background: {look.ground}; }}"
        f"a {{ color: {look.accent}; text-decoration: underline; }}"
        f"th {{ background: {look.soft}; }}"
        f".page {{ color: {look.muted}; font-size: small; }}"
        f".muted {{ color: {look.muted}; }}"
        "h1 { font-size: xx-large; } h2 { font-size: x-large; } h3 { font-size: large; }"
        "h4, h5, h6 { font-size: medium; } pre { white-space: pre-wrap; }"
    )


class _Writer:
    """Writes one chapter."""

    def __init__(self, look: Look, notes: Mapping[str, Note]) -> None:
        self._look = look
        self._notes = notes
        self._asked: dict[str, None] = {}
        self._numbers: dict[int, int] = {}
        """Of the chapter's blocks, by their identity; those of notes have none."""

    def number(self, blocks: Blocks) -> None:
        """Give the blocks of the chapter their numbers."""
        for at, block in enumerate(iter_blocks(blocks)):
            self._numbers.setdefault(id(block), at)

    # ------------------------------------------------------------ blocks

    def blocks(self, blocks: Blocks) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        number_of = self._numbers.get(id(block))
        name = "" if number_of is None else f'<a name="b{number_of}"></a>'
        if isinstance(block, Heading):
            number = f"{escape(block.number)} " if block.number else ""
            inside = f"{name}{number}{self._line(block.inlines)}"
            style = _style(block.layout)
            return f"<h{block.level}{style}>{inside}</h{block.level}>"
        if isinstance(block, Paragraph):
            inside = self._line(block.inlines)
            # An empty paragraph of an author is a blank line.
            return f"<p{_style(block.layout)}>{name}{inside or '&nbsp;'}</p>"
        if isinstance(block, ListBlock):
            return self._list(block, name)
        if isinstance(block, Table):
            return self._table(block, name)
        if isinstance(block, Figure):
            return self._figure(block, name)
        if isinstance(block, EquationBlock):
            shown = escape(equation_text(block.math))
            return f'<p align="center">{name}<i>{shown}</i></p>{self.blocks(block.caption)}'
        if isinstance(block, Aside):
            return self._box(name, self.blocks(block.blocks) + self.blocks(block.caption))
        if isinstance(block, Quote):
            return f"<blockquote>{name}{self.blocks(block.blocks)}</blockquote>"
        if isinstance(block, CodeBlock):
            return f"<pre>{name}{escape(block.text)}</pre>"
        if isinstance(block, Separator):
            return f"<p>{name}</p><hr>"
        if isinstance(block, PageBreak):
            return f'<p class="page">{name}{_page_words(block.label)}</p>'
        return self._unsupported(block, name)

    def _list(self, block: ListBlock, name: str) -> str:
        # The markers are text in the book too: numbering is part of the meaning.
        rows = []
        for at, item in enumerate(block.items):
            here = name if at == 0 else ""
            lead = escape(item.marker)
            if item.checked is not None:
                lead = "☑" if item.checked else "☐"
            inside = self.blocks(item.blocks)
            rows.append(
                f'<tr><td valign="top" style="padding-right: 6px"><p style="white-space: nowrap">{here}{lead}&nbsp;</p></td>'
                f'<td width="100%">{inside}</td></tr>'
            )
        return f'<table border="0" width="100%" cellspacing="0">{"".join(rows)}</table>'

    def _table(self, block: Table, name: str) -> str:
        caption = self.blocks(block.caption)
        rows = ""
        for row in block.rows:
            cells = ""
            for cell in row.cells:
                # In the first cell: an anchor before a table would be a line of its own.
                cells += self._cell(cell, "" if rows or cells else name)
            rows += f"<tr>{cells}</tr>" if cells else ""
        table = (
            f'<table cellspacing="0" width="99%" style="border-collapse: collapse">{rows}</table>'
        )
        parts = (table, caption) if block.caption_below else (caption, table)
        return "".join(parts)

    def _cell(self, cell: Cell, name: str) -> str:
        tag = "th" if cell.scope is not None else "td"
        spans = "".join(
            f' {key}="{value}"'
            for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
            if value > 1
        )
        shade = f' bgcolor="{self._look.soft}"' if cell.shaded and tag == "td" else ""
        align = f' align="{_ALIGNS[cell.align]}"' if cell.align in _ALIGNS else ""
        style = f' style="border: 1px solid {self._look.line}; padding: 4px"'
        return f"<{tag}{spans}{shade}{align}{style}>{name}{self.blocks(cell.blocks)}</{tag}>"

    def _figure(self, block: Figure, name: str) -> str:
        picture = self._picture(block.resource, block.width_percent)
        said = self._description(block.alt, decorative=block.decorative)
        return f'<p align="center">{name}{picture}</p>{said}{self.blocks(block.caption)}'

    def _description(self, alt: str, *, decorative: bool) -> str:
        """Return what people hear in place of a picture, for those who see it."""
        if decorative:
            said = tr(mark("Decoration: not read out"))
        elif alt:
            said = tr(mark("Read out: {alt}"), alt=alt)
        else:
            said = tr(mark("No alternative text: nothing is read out"))
        return f'<p align="center" class="page">{escape(said)}</p>'

    def _box(self, name: str, inside: str) -> str:
        return (
            f'<table cellspacing="0" width="99%"><tr>'
            f'<td style="border: 1px solid {self._look.line}; padding: 8px">{name}{inside}</td>'
            f"</tr></table>"
        )

    def _unsupported(self, block: Unsupported, name: str) -> str:
        picture = self._picture(block.resource, None) if block.resource else ""
        said = block.text or tr(mark("Something that the book cannot show"))
        return self._box(name, f'<p class="muted">{picture}{escape(said)}</p>')

    def _picture(self, key: str, percent: float | None) -> str:
        width = round(self._look.width_px * min(percent or 100.0, 100.0) / 100)
        return f'<img src="{PICTURE}{escape(key)}#{width}">'

    # ------------------------------------------------------------ inlines

    def _line(self, inlines: Inlines) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, Text):
            return _run(inline)
        if isinstance(inline, LineBreak):
            return "<br>"
        if isinstance(inline, Link):
            inside = self._line(inline.children)
            target = inline.target
            scheme = f"{PLACE}{target[1:]}" if target.startswith("#") else f"{WEB}{target}"
            return f'<a href="{escape(scheme)}">{inside}</a>'
        if isinstance(inline, Anchor):
            return f'<a name="a{escape(inline.name)}"></a>'
        if isinstance(inline, NoteRef):
            note = self._notes.get(inline.note_id)
            self._asked[inline.note_id] = None
            said = note.mark if note else "*"
            return f'<sup><a href="{NOTE}{escape(inline.note_id)}">{escape(said)}</a></sup>'
        if isinstance(inline, Ruby):
            reading = f'<span class="page">({escape(inline.annotation)})</span>'
            return f"{self._line(inline.base)}{reading}"
        if isinstance(inline, InlineMath):
            return f"<i>{escape(equation_text(inline.math))}</i>"
        if isinstance(inline, InlineImage):
            percent = 4.0 if inline.height_em else inline.width_percent
            return self._picture(inline.resource, percent)
        if isinstance(inline, PageMark):
            return f' <span class="page">{_page_words(inline.label)}</span> '
        if isinstance(inline, InlineUnsupported):
            return f'<span class="muted">{escape(inline.text)}</span>'
        return ""

    # ------------------------------------------------------------ notes

    def notes_below(self) -> str:
        """Return the notes that were referred to, in the order of their marks."""
        found = [(key, self._notes[key]) for key in self._asked if key in self._notes]
        if not found:
            return ""
        parts = ["<hr>"]
        for key, note in found:
            parts.append(f'<p class="page"><a name="n{escape(key)}"></a>{escape(note.mark)}</p>')
            parts.append(self.blocks(note.blocks) if has_content(note.blocks) else "")
        return "".join(parts)


def _run(text: Text) -> str:
    said = escape(text.value).replace("\n", "<br>")
    for one, tag in _TAGS.items():
        if one in text.marks:
            said = f"<{tag}>{said}</{tag}>"
    styles = []
    if text.size in _SIZES:
        styles.append(f"font-size: {_SIZES[text.size]}")
    if Mark.CAPS in text.marks:
        styles.append("text-transform: uppercase")
    if Mark.DOTS in text.marks:
        styles.append("text-decoration: underline")
    return f'<span style="{"; ".join(styles)}">{said}</span>' if styles else said


def _style(layout: Layout) -> str:
    styles = []
    align = f' align="{_ALIGNS[layout.align]}"' if layout.align in _ALIGNS else ""
    if layout.margin_start_pt > 0:
        styles.append(f"margin-left: {min(layout.margin_start_pt, _MOST_INDENT_PT):.0f}px")
    if layout.indent_pt:
        shown = max(-_MOST_INDENT_PT, min(layout.indent_pt, _MOST_INDENT_PT))
        styles.append(f"text-indent: {shown:.0f}px")
    style = f' style="{"; ".join(styles)}"' if styles else ""
    return f"{align}{style}"


def _page_words(label: str) -> str:
    return escape(tr(mark("[page {label}]"), label=label))
