# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on a page, in points from its upper left corner as a reader sees it, y downwards.

The page's own rotation and crop box are taken off before anything is put here. These
objects are many and short-lived: they are slotted and not frozen, for speed, and nobody
changes one after its module has handed it on, but for ``TextLine.split``, which makes new ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(slots=True)
class Box:
    """A rectangle; ``x0 <= x1`` and ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Points across."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points down."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def joined(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def grown(self, by: float) -> Box:
        """Return this box with ``by`` points more on each side."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def across(self, other: Box) -> float:
        """Return how many points both share across; negative is the gap between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def down(self, other: Box) -> float:
        """Return how many points both share down; negative is the gap between them."""
        return min(self.y1, other.y1) - max(self.y0, other.y0)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def share_of(self, other: Box) -> float:
        """Return the share of ``other``'s area that lies in this box, 0 to 1."""
        across, down = self.across(other), self.down(other)
        area = other.width * other.height
        if across <= 0 or down <= 0:
            return 0.0
        return across * down / area if area > 0 else 1.0


def around(boxes: list[Box]) -> Box:
    """Return the smallest box around all of ``boxes``, which is not empty."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of glyphs is set; equal styles of one document are one object."""

    font: str
    """PostScript name without the subset's prefix ("NanumGothicBold")."""
    size: float
    """Points, rounded to a tenth."""
    bold: bool = False
    italic: bool = False
    mono: bool = False
    serif: bool = False
    color: str = "#000000"
    """Of the filling: "#rrggbb"."""


class Raise(StrEnum):
    """Position against the baseline of the line."""

    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(slots=True)
class Glyph:
    """One glyph; ``text`` is mostly one character, more for a ligature."""

    text: str
    x0: float
    x1: float
    """Where it starts and where the next would start: the advance, not the ink."""
    top: float
    bottom: float
    """Of the font's ascent and descent, not of the ink."""
    baseline: float
    style: Style
    order: int
    """Place in the content stream."""
    marked: int = -1
    """Id of its marked content on this page; -1 for none."""
    space_after: bool = False
    """Whether the stream has a space between this glyph and the next of its line."""
    space_guessed: bool = False
    """Whether PDFium takes the gap after this glyph for a space."""
    runs_on: bool = False
    """Whether it does so between letters of one text object."""
    doubtful: bool = False
    """Whether the font does not say which character it is."""
    raised: Raise | None = None
    link: str | None = None
    underline: bool = False
    strike: bool = False


def usual_size(glyphs: list[Glyph]) -> float:
    """Return the size of most of the glyphs."""
    first = glyphs[0].style
    for glyph in glyphs:
        if glyph.style is not first:
            break
    else:
        return first.size
    counts: dict[float, int] = defaultdict(int)
    for glyph in glyphs:
        counts[glyph.style.size] += 1
    return max(counts, key=lambda size: (counts[size], size))


@dataclass(slots=True)
class Span:
    """Neighbouring text of one style in a line, spaces included."""

    text: str
    style: Style
    box: Box
    raised: Raise | None = None
    link: str | None = None
    """Address, or "#page=N" with N from 0, where a link covers it."""
    underline: bool = False
    strike: bool = False
    marked: int = -1


@dataclass(slots=True)
class TextLine:
    """Text on one baseline without a gap as wide as between columns or cells.

    ``glyphs`` are there until the page's regions are known, so that a rule of a
    table can split a line; the flow sees spans only.
    """

    box: Box
    baseline: float
    size: float
    """Points: that of most of its characters."""
    spans: list[Span]
    glyphs: list[Glyph] = field(default_factory=list, repr=False)
    tracking: float = 0.0
    """Points between neighbouring letters beyond their own width (자간)."""
    space_at_end: bool = False
    """Whether the stream has a space after the last glyph."""
    order: int = 0
    """Place of its first glyph in the content stream."""
    vertical: bool = False
    """Set from top to bottom (세로쓰기); the box is that on the page."""

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(span.text for span in self.spans)

    @property
    def style(self) -> Style:
        """The style of most of its characters."""
        return max(self.spans, key=lambda span: len(span.text.strip())).style


@dataclass(slots=True)
class Rule:
    """A straight stroke or a filled sliver: an edge of a table, an underline."""

    x0: float
    y0: float
    x1: float
    y1: float
    """Equal x for one that goes down, equal y for one that goes across."""
    width: float
    color: str = "#000000"

    @property
    def is_across(self) -> bool:
        """Whether it goes from left to right."""
        return self.y0 == self.y1

    @property
    def length(self) -> float:
        """Points."""
        return (self.x1 - self.x0) + (self.y1 - self.y0)


@dataclass(slots=True)
class Fill:
    """A filled rectangle that is no rule: shading of a cell, a panel behind text."""

    box: Box
    color: str


@dataclass(slots=True)
class Placed:
    """A raster picture or a drawing on the page, by its place."""

    box: Box
    kind: str
    """"picture" (a raster image), "drawing" (paths that are no table) or "page" (all of it)."""
    index: int = -1
    """Number of the page object of a picture, by which the engine finds it again."""
    paths: int = 0
    """How many paths a drawing has."""
    parts: tuple[Box, ...] = ()
    """Around each path of a drawing: those in different cells of a table may be near each other."""


@dataclass(slots=True)
class PageLink:
    """The place of a link."""

    box: Box
    target: str
    """Address, or "#page=N,y=Y" with N from 0 and Y in points from above, where known."""


@dataclass(slots=True)
class Tag:
    """An element of the structure tree, with what of it stands on a page (14.7.2)."""

    role: str
    """Of the standard set ("P", "H1", "TD"), the file's own names mapped to it."""
    children: list[Tag | int] = field(default_factory=list)
    """Elements, and ids of marked content, in the order of the tree."""
    actual: str = ""
    """The text that its content stands for; empty where it says nothing."""
    alt: str = ""
    rowspan: int = 1
    colspan: int = 1
    scope: str = ""
    """"Row", "Column" or "Both" of a TH."""

    def marked(self) -> Iterator[int]:
        """Yield the ids of all marked content below it, in order."""
        stack: list[Tag | int] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, int):
                yield item
            else:
                stack.extend(reversed(item.children))

    def walk(self) -> Iterator[Tag]:
        """Yield it and all elements below it, in order."""
        stack = [self]
        while stack:
            item = stack.pop()
            yield item
            stack.extend(child for child in reversed(item.children) if isinstance(child, Tag))


class PageKind(StrEnum):
    """What a page is made of."""

    TEXT = "text"
    SCAN = "scan"
    """A picture of a page without a text of its own."""
    RECOGNISED = "recognised"
    """A picture of a page over or under a text that some OCR made."""
    GARBLED = "garbled"
    """Text whose fonts do not say which characters it has."""
    OUTLINED = "outlined"
    """Text of which much, or all, is drawn as paths and no text."""
    EMPTY = "empty"

    @property
    def is_unread(self) -> bool:
        """Whether what a reader sees on it is not in its text: it goes in as a picture."""
        return self in (PageKind.SCAN, PageKind.GARBLED, PageKind.OUTLINED)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of a page that goes into no flow."""

    why: str
    """"hidden" (invisible, off the page, in the paper's colour), "double-print" (fake bold,
    shadows), "watermark" (askew), "turned" (on its side or head), "pictured" (in a picture of
    the page or of a part of it), "unknown-code" (of fonts that do not tell what their codes mean, on
    a page that was recognised), "running-head" (again), "page-number"."""
    text: str


@dataclass(slots=True)
class Page:
    """All that stands on one page."""

    number: int
    """From 0."""
    label: str
    """As printed or as the file says ("iv", "12"); empty where neither does."""
    width: float
    height: float
    kind: PageKind
    lines: list[TextLine]
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    aside: list[TextLine] = field(default_factory=list)
    """Lines at another angle than the page's text: watermarks, spine titles."""
    left_out: list[LeftOut] = field(default_factory=list)
    doubtful: int = 0
    """Characters whose font does not say which they are."""
    turned: int = 0
    """Quarters clockwise that its text asked for, besides the page's own rotation."""
    tags: list[Tag] = field(default_factory=list)
    """Of a tagged file: the elements at the top of the tree that have content here."""
    vertical: bool = False
    """Whether one of these quarters lays vertical columns as lines; pictures stand upright."""
    recognised: bool = False
    """Whether its text was recognised while it was read."""
    garbled: bool = False
    """Whether its own text says nothing: its fonts do not tell what their codes mean."""
    doubts: list[str] = field(default_factory=list)
    """Words that the recogniser is not sure of."""
