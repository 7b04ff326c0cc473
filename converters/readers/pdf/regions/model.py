# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the parts of one page are, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.document.nodes import Resource
from converters.readers.pdf.model import Box, LeftOut, PageKind, PageLink, Placed, TextLine


@dataclass(slots=True)
class TextRegion:
    """Lines of one column that follow each other; paragraphs are for ``flow`` to find.

    Two pieces on one baseline that belong together (a number and its heading, a name and
    its dotted leader) are one line after another with the same baseline.
    """

    box: Box
    lines: list[TextLine]
    column: Box
    """Of the column that they stand in: how far its full lines reach."""
    role: str = ""
    """Of the one element that the lines are, where trusted tags say so ("H1", "P", "LI",
    "Caption", "Note", "TOCI"); else empty."""
    goes_on: bool = False
    """Whether it is the same element as the region before, in the next column."""
    beside: list[Box] = field(default_factory=list)
    """Frames and pictures that its lines run around."""


@dataclass(slots=True)
class TableCell:
    """A cell; ``lines`` may be empty."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: list[TextLine]
    shaded: bool = False
    figures: list[FigureRegion] = field(default_factory=list)
    """Pictures and drawings in it, from the top down."""


@dataclass(slots=True)
class TableRegion:
    """A table: cells cover each position of the grid once."""

    box: Box
    rows: int
    columns: int
    cells: list[TableCell]
    edges: list[float]
    """x of the columns' edges, ``columns + 1`` of them: the same over the page's end or not."""
    ruled: bool
    """Whether rules or fills draw it, all or part; else only the spaces between its columns."""
    head_rows: int = 0


@dataclass(slots=True)
class FigureRegion:
    """A picture, or a drawing that has to be rendered."""

    box: Box
    placed: Placed
    lines: list[TextLine] = field(default_factory=list)
    """Its labels: for the description, not for the flow."""
    alt: str = ""
    """What the file's tags say of it for those who cannot see it."""
    picture: Resource | None = None
    """Set by the reader after the page is taken apart; None where nothing could be decoded."""


@dataclass(slots=True)
class BoxRegion:
    """A frame or a panel with text in it: a notice, a title bar, a sidebar."""

    box: Box
    regions: list[Region]
    framed: bool = True
    beside: bool = False
    """Whether the text runs around it."""


Region = TextRegion | TableRegion | FigureRegion | BoxRegion


@dataclass(slots=True)
class PageLayout:
    """A page taken apart; glyphs are gone by now."""

    number: int
    """From 0."""
    label: str
    width: float
    height: float
    kind: PageKind
    regions: list[Region]
    links: list[PageLink] = field(default_factory=list)
    running: list[TextLine] = field(default_factory=list)
    """Heads, feet and page numbers that were taken off before."""
    aside: list[TextLine] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubtful: int = 0


def figures_in(regions: list[Region]) -> Iterator[FigureRegion]:
    """Yield all figures, those in boxes and cells too."""
    for region in regions:
        if isinstance(region, BoxRegion):
            yield from figures_in(region.regions)
        elif isinstance(region, TableRegion):
            for cell in region.cells:
                yield from cell.figures
        elif isinstance(region, FigureRegion):
            yield region


def lines_in(regions: list[Region]) -> Iterator[list[TextLine]]:
    """Yield the lines of each part, cell and figure in reading order."""
    for region in regions:
        if isinstance(region, BoxRegion):
            yield from lines_in(region.regions)
        elif isinstance(region, TableRegion):
            for cell in region.cells:
                yield cell.lines
                for figure in cell.figures:
                    yield figure.lines
        else:
            yield region.lines
