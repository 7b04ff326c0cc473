# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages taken apart, written by hand: a column of 300 points in type of 10 points on lines of 16."""

from __future__ import annotations

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Source
from converters.document.notices import NoticeLog
from converters.readers.pdf.catalog import Bookmark
from converters.readers.pdf.flow.document import document_of
from converters.readers.pdf.flow.rows import weight
from converters.readers.pdf.model import Box, PageKind, Raise, Span, Style, TextLine
from converters.readers.pdf.regions.model import (
    PageLayout,
    Region,
    TableCell,
    TableRegion,
    TextRegion,
)

LEFT, WIDTH, LEADING, SIZE = 50.0, 300.0, 16.0, 10.0
BODY = Style("NanumGothic", SIZE)


def style(size: float = SIZE, *, bold: bool = False, color: str = "#000000") -> Style:
    """A style of the body's font."""
    return Style("NanumGothic", size, bold=bold, color=color)


def line(
    text: str,
    y: float,
    *,
    inset: float = 0.0,
    look: Style = BODY,
    full: bool = False,
    space_at_end: bool = False,
    link: str | None = None,
) -> TextLine:
    """A line at ``inset`` points from the column's edge; ``full`` reaches the other edge."""
    start = LEFT + inset
    end = LEFT + WIDTH if full else start + look.size * weight(text)
    box = Box(start, y - look.size, end, y + 0.2 * look.size)
    return TextLine(
        box, y, look.size, [Span(text, look, box, link=link)], space_at_end=space_at_end
    )


def noted(text: str, mark: str, rest: str, y: float) -> TextLine:
    """A line with a raised mark in it."""
    made = line(text + mark + rest, y)
    small = style(6.0)
    made.spans = [
        Span(text, BODY, made.box),
        Span(mark, small, made.box, raised=Raise.SUPERSCRIPT),
        Span(rest, BODY, made.box),
    ]
    return made


def lines(*texts: str, top: float = 100.0, full: bool = True) -> list[TextLine]:
    """Lines one below the other; all but the last reach the column's edge if ``full``."""
    return [
        line(text, top + LEADING * at, full=full and at + 1 < len(texts))
        for at, text in enumerate(texts)
    ]


def text(*given: TextLine) -> TextRegion:
    """A region of the whole column."""
    column = Box(LEFT, 60.0, LEFT + WIDTH, 700.0)
    return TextRegion(column, list(given), column)


def table(rows: list[list[str]], top: float, head_rows: int = 1) -> TableRegion:
    """A ruled table without spans, of columns of equal width."""
    columns = len(rows[0])
    step = WIDTH / columns
    edges = [LEFT + step * at for at in range(columns + 1)]
    cells = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            box = Box(edges[c], top + 20 * r, edges[c + 1], top + 20 * (r + 1))
            inner = [line(words, box.y1 - 6, inset=edges[c] - LEFT + 4)] if words else []
            cells.append(TableCell(r, c, 1, 1, box, inner))
    box = Box(LEFT, top, LEFT + WIDTH, top + 20 * len(rows))
    return TableRegion(box, len(rows), columns, cells, edges, True, head_rows)


def page(*regions: Region, number: int = 0, label: str = "") -> PageLayout:
    """A page of these regions."""
    return PageLayout(number, label, 400.0, 760.0, PageKind.TEXT, list(regions))


def read(*pages: PageLayout, outline: tuple[Bookmark, ...] = ()) -> Document:
    """The Document of the pages, before any pass."""
    source = Source("0" * 64, "pdf", pages=len(pages))
    return document_of(iter(pages), Metadata(), source, NoticeLog(), outline=outline)
