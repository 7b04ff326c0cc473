# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks and inlines of a Document.

All nodes are frozen and slotted; sequences are tuples. Text that a reader of
the printed page sees (numbers of headings, markers of list items, marks of
notes) is resolved to text here, never left to a style sheet, because in notices
and laws the numbering is part of the meaning. Lengths carry their unit in the
name: ``_pt`` points (1/72 inch), ``_px`` pixels, ``_percent`` of the text width.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from converters.document.metadata import Metadata


class Mark(StrEnum):
    """A property of a run of text that a reader can see."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    DOTS = "dots"
    """Emphasis dots above or below each character (강조점)."""
    CAPS = "caps"
    """Letters shown as capitals, whichever they were written as."""
    SMALL_CAPS = "small-caps"
    """Small letters shown as small capitals."""
    HIGHLIGHT = "highlight"
    """Marked with a highlighter (형광펜), whatever its colour."""


class SizeClass(StrEnum):
    """Size of a run relative to the body text of its document."""

    SMALLER = "smaller"  # below 0.75
    SMALL = "small"  # 0.75 to below 0.92
    LARGE = "large"  # above 1.15 to 1.45
    LARGER = "larger"  # above 1.45 to 2
    HUGE = "huge"  # above 2


class Align(StrEnum):
    """Alignment that the author chose; None where the paragraph follows the body."""

    START = "start"
    CENTER = "center"
    END = "end"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the source a node stood.

    ``part`` is the source's own name ("BodyText/Section0"), ``paragraph`` counts
    from 0 in that part's outer flow, ``page`` is the printed page from 1 where known.
    """

    part: str
    paragraph: int
    page: int | None = None


# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """A run of equal properties. Canonical form: neighbours differ (see passes.runs)."""

    value: str
    marks: frozenset[Mark] = frozenset()
    color: str | None = None
    """``#rrggbb`` where it differs from automatic black."""
    size: SizeClass | None = None
    lang: str | None = None
    """BCP 47 tag where it differs from the document's language."""
    font: str | None = None
    """CSS generic family ("serif", "sans-serif", "monospace", "cursive") where it differs from the body's."""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the author set inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink or cross-reference.

    ``target`` is an absolute URL, ``mailto:``, or ``#name`` of an Anchor of the
    same document.
    """

    target: str
    children: tuple[Inline, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmark: the place that ``Link("#name")`` leads to. Unique in a document."""

    name: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark of a footnote or endnote; its body is ``Document.notes[note_id]``."""

    note_id: str


@dataclass(frozen=True, slots=True)
class CommentRef:
    """The place of a comment in the flow; never printed in a book."""

    comment_id: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """Base text with a reading above or below it (덧말)."""

    base: tuple[Inline, ...]
    annotation: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class Math:
    """An equation: presentation MathML beside the script that it came from.

    ``mathml`` is one serialised ``<math xmlns=...>`` element. ``script`` is the
    source notation, unchanged, and ``notation`` names its language
    ("hwp-eqn", "omml", "latex").
    """

    mathml: str
    script: str
    notation: str
    alt: str = ""
    """Reading text for people who cannot see it; the script where nothing better is known."""


@dataclass(frozen=True, slots=True)
class InlineMath:
    """An equation inside a line."""

    math: Math


@dataclass(frozen=True, slots=True)
class InlineImage:
    """A picture that stands in a line like a character."""

    resource: str
    """Content hash, key of ``Document.resources``."""
    alt: str = ""
    decorative: bool = False
    width_percent: float | None = None
    height_em: float | None = None
    """Height in units of the line's font size, for pictures the size of a character."""
    width_em: float | None = None
    """Width in the same units, where the source says it."""


@dataclass(frozen=True, slots=True)
class PageMark:
    """Start of a printed page inside a paragraph; ``label`` as printed ("12", "ii")."""

    label: str


@dataclass(frozen=True, slots=True)
class InlineUnsupported:
    """Something in the line that we cannot print; ``text`` is what can be said of it."""

    what: str
    text: str = ""


Inline = (
    Text
    | LineBreak
    | Link
    | Anchor
    | NoteRef
    | CommentRef
    | Ruby
    | InlineMath
    | InlineImage
    | PageMark
    | InlineUnsupported
)
Inlines = tuple[Inline, ...]


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Layout:
    """What the author wanted of a paragraph's place on the page."""

    align: Align | None = None
    indent_pt: float = 0.0
    """First line against the rest; negative is a hanging indent."""
    margin_start_pt: float = 0.0
    margin_end_pt: float = 0.0
    space_before_pt: float = 0.0
    space_after_pt: float = 0.0


PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text. An empty one is an author's blank line."""

    inlines: Inlines
    layout: Layout = PLAIN
    role: str | None = None
    """None, or "title", "subtitle", "byline", "toc-entry", "caption"."""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``number`` is its printed number ("제2장", "Ⅰ.") without the space after it."""

    level: int
    inlines: Inlines
    number: str | None = None
    inferred: bool = False
    """True where no style or outline level said so and we concluded it."""
    frame_cells: int = 0
    """Cells of the source's table that served as a frame; 0 where there was none."""
    frame_merged: int = 0
    """How many of them spanned rows or columns."""
    layout: Layout = PLAIN
    outlined: bool = False
    """True where only an outline level says so, which numbers ordinary text as well."""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item with its marker resolved to text ("가.", "①", "○", "-")."""

    marker: str
    blocks: Blocks
    checked: bool | None = None
    """State of a check box bullet; None for other items."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Neighbouring items of one level; deeper levels are ListBlocks inside an item."""

    ordered: bool
    items: tuple[ListItem, ...]
    origin: Origin | None = field(default=None, compare=False)


class Scope(StrEnum):
    """What a header cell heads."""

    COLUMN = "col"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; positions that a span covers have no cell."""

    blocks: Blocks
    colspan: int = 1
    rowspan: int = 1
    scope: Scope | None = None
    """Set on header cells only."""
    align: Align | None = None
    shaded: bool = False
    """True where the author gave the cell a background."""
    spacer: bool = False
    """True for an empty cell known to have no line on two opposite sides: it keeps others apart."""
    unlined: bool = False
    """True where the source is known to draw nothing around it: no line and no background."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its own cells from left to right, without those covered by spans from above."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; after spans every row covers the same number of columns."""

    rows: tuple[Row, ...]
    caption: Blocks = ()
    caption_below: bool = False
    head_rows: int = 0
    """Rows from the top that are repeated as the table's head."""
    head_inferred: bool = False
    column_percents: tuple[float, ...] = ()
    """Column widths in percent of the table, summing to about 100; empty if unknown."""
    alt: str = ""
    presentational: bool = False
    """True for grids that only place things (signature boxes, frames)."""
    frame_cells: int = 0
    """Cells of the source's table that only kept others apart and are left out."""
    frame_merged: int = 0
    """By how many more of the source's cells spanned rows or columns."""
    origin: Origin | None = field(default=None, compare=False)

    @property
    def unlined(self) -> bool:
        """Whether the source is known to draw no line in it at all."""
        return all(cell.unlined for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands between paragraphs."""

    resource: str
    alt: str = ""
    decorative: bool = False
    caption: Blocks = ()
    width_percent: float | None = None
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class EquationBlock:
    """An equation that stands between paragraphs."""

    math: Math
    caption: Blocks = ()
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Aside:
    """A box beside the flow."""

    role: str
    """"text-box", "title-box" (a table that frames a title of a line or two), "sidebar" (one
    that frames text), "chart" (drawn again, with its figures as a table), "notice"; and for
    tables that only place things "masthead" (the head of a press release or letter), "figure"
    (pictures with their captions), "flow" (boxes of a chart, steps), "layout" (anything else)."""
    blocks: Blocks
    caption: Blocks = ()
    frame_cells: int = 0
    """Cells of the source's table that served as a frame; 0 where there was none."""
    frame_merged: int = 0
    """How many of them spanned rows or columns."""
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart."""

    blocks: Blocks
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Preformatted text."""

    text: str
    language: str | None = None
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Separator:
    """A line across the page."""

    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start of a printed page between paragraphs; ``label`` as printed."""

    label: str
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that we cannot print: nothing vanishes without a word.

    ``what`` is a notice kind ("chart", "ole-object", ...), ``text`` what could be
    read of it, ``resource`` a picture of it where the source carried one.
    """

    what: str
    text: str = ""
    resource: str | None = None
    origin: Origin | None = field(default=None, compare=False)


Block = (
    Paragraph
    | Heading
    | ListBlock
    | Table
    | Figure
    | EquationBlock
    | Aside
    | Quote
    | CodeBlock
    | Separator
    | PageBreak
    | Unsupported
)
Blocks = tuple[Block, ...]


# ---------------------------------------------------------------- beside the flow


class NoteKind(StrEnum):
    """Where a note is printed."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


@dataclass(frozen=True, slots=True)
class Note:
    """The body of a note; ``mark`` is what stands in the text ("1)", "*")."""

    kind: NoteKind
    mark: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Comment:
    """A memo or a hidden comment: offered to editors, never published silently."""

    kind: str
    """"memo" or "hidden-comment"."""
    blocks: Blocks
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text of the source that is in no flow; ``why`` names the reason.

    What the page does not show ("hidden", "deleted", "placeholder", "unreferred": a note
    that nothing refers to), what stands across it ("watermark", "turned"), what runs over
    pages ("running-head" again, "page-number"), and what the book still shows: in a picture
    ("pictured") or once for twice ("double-print").
    """

    why: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class RunningText:
    """A header or footer, kept apart from the flow."""

    kind: str
    """"header", "footer" or "master" (what stands behind every page)."""
    pages: str
    """"all", "even" or "odd"."""
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Resource:
    """A picture (or other binary part) of the book, keyed by the sha256 of its bytes."""

    media_type: str
    """A core media type of EPUB 3.3: image/png, image/jpeg, image/gif, image/svg+xml."""
    data: bytes = field(repr=False)
    width_px: int | None = None
    height_px: int | None = None
    name: str = ""
    """The source's own name for it ("BIN0001.jpg")."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the document was read from."""

    sha256: str
    format: str
    """Id of its ``FormatSpec`` ("hwp5", "hwpml", ...)."""
    format_version: str = ""
    pages: int | None = None
    """Printed pages, where the source lets us know."""


@dataclass(frozen=True, slots=True)
class Document:
    """A publication."""

    metadata: Metadata
    blocks: Blocks
    notes: Mapping[str, Note] = field(default_factory=dict)
    comments: Mapping[str, Comment] = field(default_factory=dict)
    hidden: tuple[HiddenText, ...] = ()
    running: tuple[RunningText, ...] = ()
    resources: Mapping[str, Resource] = field(default_factory=dict)
    source: Source | None = None
