# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of all pages in one row, in reading order, before they are given their roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from converters.readers.pdf.flow.bands import by_bands
from converters.readers.pdf.flow.rows import Passage, TextRow, rows_of
from converters.readers.pdf.model import Box, TextLine
from converters.readers.pdf.regions.model import (
    FigureRegion,
    PageLayout,
    Region,
    TableRegion,
    TextRegion,
)


@dataclass(slots=True)
class PageStart:
    """A new printed page."""

    number: int
    """From 0."""
    label: str


@dataclass(slots=True)
class TextPiece:
    """Rows of one column."""

    rows: list[TextRow]
    role: str = ""
    """Of the one element that they are, by the file's tags; else empty."""
    goes_on: bool = False
    """Whether that element began in the piece before."""


@dataclass(slots=True)
class TablePiece:
    """A table, as long as it is; ``tables`` are its parts on page after page."""

    tables: list[TableRegion]
    pages: list[int]
    """Of each part."""
    captions: list[Passage]
    """Above it, then below."""
    caption_below: bool = False


@dataclass(slots=True)
class FigurePiece:
    """A picture or drawing."""

    region: FigureRegion
    page_width: float
    """Points."""
    captions: list[Passage]


@dataclass(slots=True)
class BoxPiece:
    """A frame with parts of its own."""

    inner: list[Piece]
    framed: bool
    beside: bool = False
    """Whether the text runs around it."""


Piece = PageStart | TextPiece | TablePiece | FigurePiece | BoxPiece
Element = PageStart | Passage | TablePiece | FigurePiece | BoxPiece
"""A piece after its rows have become passages."""


def pieces_of(layout: PageLayout) -> Iterator[Piece]:
    """Yield the start of a page and its parts."""
    yield PageStart(layout.number, layout.label)
    for region in by_bands(layout.regions):
        yield _piece(region, layout)


def _piece(region: Region, layout: PageLayout) -> Piece:
    if isinstance(region, TextRegion):
        rows = rows_of(region.lines, region.column, layout.number)
        for box in region.beside:
            _narrow(rows, box)
        return TextPiece(rows, region.role, region.goes_on)
    if isinstance(region, TableRegion):
        return TablePiece([region], [layout.number], [])
    if isinstance(region, FigureRegion):
        return FigurePiece(region, layout.width, [])
    inner = [_piece(part, layout) for part in region.regions]
    return BoxPiece(inner, region.framed, region.beside)


def _narrow(rows: list[TextRow], box: Box) -> None:
    """Let rows that stand level with a box reach as far as that."""
    for row in rows:
        if row.vertical or row.box.down(box) <= 0:
            continue
        if box.x0 >= row.end - row.size:
            row.right = min(row.right, max(row.end, box.x0))
        elif box.x1 <= row.start + row.size:
            row.left = max(row.left, min(row.start, box.x1))


def all_rows(pieces: list[Piece]) -> Iterator[TextRow]:
    """Yield the rows of running text, also in boxes."""
    for piece in pieces:
        if isinstance(piece, TextPiece):
            yield from piece.rows
        elif isinstance(piece, BoxPiece):
            yield from all_rows(piece.inner)


def cell_lines(pieces: list[Piece]) -> Iterator[TextLine]:
    """Yield the lines in the cells of all tables, also in boxes."""
    for piece in pieces:
        if isinstance(piece, TablePiece):
            for table in piece.tables:
                for cell in table.cells:
                    yield from cell.lines
        elif isinstance(piece, BoxPiece):
            yield from cell_lines(piece.inner)
