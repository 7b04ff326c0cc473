# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a page as its tags say them, where the page bears them out.

What tags do not know (columns, pictures, edges of tables) is taken from the geometry.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from converters.readers.pdf.model import Box, Page, Tag, TextLine, around
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.cell_figures import move_figures
from converters.readers.pdf.regions.model import (
    BoxRegion,
    FigureRegion,
    PageLayout,
    Region,
    TableRegion,
    TextRegion,
    lines_in,
)
from converters.readers.pdf.tagged.blocks import STRUCTURE, Blocks, blocks_of
from converters.readers.pdf.tagged.grids import name_tables
from converters.readers.pdf.tagged.tables import table_of

_LEAST_CLAIMED = 0.9
"""Share of the visible characters that have to hang below the tree."""
_MOST_JUMPS = 0.2
"""Share of the steps from block to block that go up in the same column."""
_SLACK = 2.0
"""Points that a text may stand out of a table."""
_LEAST_CELLS = 3
_NO_CELLS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "TOCI", "Figure", "Title"})
"""Roles of what is no part of a table that the tags do not know."""


class Trust:
    """Whether tags say more than that everything is a paragraph, and say it of nearly all."""

    def __init__(self) -> None:
        self._roles: set[str] = set()
        self._claimed = 0
        self._characters = 0

    def add(self, page: Page) -> None:
        """Take a page of the sample, which still has its glyphs."""
        if not page.tags or not page.lines:
            return
        found = blocks_of(page)
        self._roles |= {tag.role for root in page.tags for tag in root.walk()}
        self._claimed += found.claimed
        self._characters += found.characters

    def holds(self) -> bool:
        """Whether the tags of the sample are to be trusted."""
        enough = self._claimed >= _LEAST_CLAIMED * max(1, self._characters)
        return enough and bool(self._roles & STRUCTURE)


def tagged_layout(page: Page, running: list[TextLine]) -> PageLayout:
    """Return the parts of ``page`` by its tags; by geometry where the page belies them."""
    name_tables(page)
    found = blocks_of(page)
    wrong = (
        found.claimed < _LEAST_CLAIMED * found.characters
        or not found.order
        or _jumps(found) > _MOST_JUMPS
    )
    layout = analyse(page, running)
    if wrong:
        return layout
    geometry = _Geometry(layout)
    regions = _regions(found, geometry)
    for figure in geometry.figures:
        _insert(regions, figure)
    for line in found.stray:
        _insert(regions, TextRegion(line.box, [line], geometry.column(line)))
    for block in found.order:
        for line in block.lines:
            line.glyphs = []
    regions = _in_boxes(regions, geometry.boxes)
    if _letters(layout.regions) - _letters(regions):
        return layout  # Tags may not cost what the page shows.
    layout.regions = regions
    return layout


def _in_boxes(regions: list[Region], boxes: list[BoxRegion]) -> list[Region]:
    """Return ``regions`` with the texts in each frame or panel put into it."""
    for box in boxes:
        inside = [
            at
            for at, region in enumerate(regions)
            if isinstance(region, TextRegion)
            and region.role not in _NO_CELLS
            and all(box.box.holds(*line.box.middle) for line in region.lines)
        ]
        held = sum(isinstance(region, TextRegion) for region in box.regions)
        if inside and held == len(box.regions) and inside[-1] - inside[0] == len(inside) - 1:
            parts = regions[inside[0] : inside[-1] + 1]
            if _letters(box.regions) == _letters(parts):
                whole = BoxRegion(box.box, parts, box.framed)
                regions = [*regions[: inside[0]], whole, *regions[inside[-1] + 1 :]]
    return _as_one_box(regions)


def _as_one_box(regions: list[Region]) -> list[Region]:
    """Return ``regions`` with the parts of a box that a column's end cuts in one."""
    found: list[Region] = []
    for region in regions:
        last = found[-1] if found else None
        first = region.regions[0] if isinstance(region, BoxRegion) and region.regions else region
        goes_on = isinstance(first, TextRegion) and first.goes_on
        if isinstance(last, BoxRegion) and goes_on:
            parts = region.regions if isinstance(region, BoxRegion) else [region]
            last.regions = [*last.regions, *parts]
            last.box = last.box.joined(region.box)
        else:
            found.append(region)
    return found


def _letters(regions: list[Region]) -> Counter[str]:
    """Return how often each letter stands in all parts."""
    return Counter(
        letter
        for lines in lines_in(regions)
        for line in lines
        for letter in line.text
        if not letter.isspace()
    )


class _Geometry:
    """What the layout analysis found."""

    def __init__(self, layout: PageLayout) -> None:
        self.figures: list[FigureRegion] = []
        self.tables: list[TableRegion] = []
        self.boxes: list[BoxRegion] = []
        self._columns: dict[int, Box] = {}
        self._take(layout.regions)

    def _take(self, regions: list[Region]) -> None:
        for region in regions:
            if isinstance(region, BoxRegion):
                self.boxes.append(region)
                self._take(region.regions)
            elif isinstance(region, FigureRegion):
                self.figures.append(region)
            elif isinstance(region, TableRegion):
                self.tables.append(region)
            else:
                self._columns.update((id(line), region.column) for line in region.lines)

    def column(self, line: TextLine) -> Box:
        """Return the column of a line of the page."""
        return self._columns.get(id(line), line.box)

    def table(self, box: Box) -> TableRegion | None:
        """Return the table that lies where ``box`` does."""
        return next(
            (t for t in self.tables if box.share_of(t.box) > 0.5 or t.box.share_of(box) > 0.5), None
        )


def _regions(found: Blocks, geometry: _Geometry) -> list[Region]:
    regions: list[Region] = []
    labels = {id(line) for figure in geometry.figures for line in figure.lines}
    figures = [block.tag for block in found.order if block.role == "Figure"]
    paired = len(figures) == len(geometry.figures)
    grids = _grids(found, geometry)
    missed = _missed(found, geometry)
    shown: set[int] = set()
    for block in found.order:
        parts = missed.get(id(block)) or (grids[id(block.table)] if block.table else None)
        if parts is not None:
            regions += [part for part in parts if id(part) not in shown]
            shown.update(map(id, parts))
            continue
        lines = [line for line in block.lines if id(line) not in labels]
        if block.role == "Figure" and paired:
            figure = geometry.figures[figures.index(block.tag)]
            figure.alt = block.tag.alt
            figure.lines += [line for line in lines if figure.box.holds(*line.box.middle)]
            lines = [line for line in lines if not figure.box.holds(*line.box.middle)]
        if lines:
            columns = [geometry.column(found.origin.get(id(line), line)) for line in lines]
            regions += _by_column(lines, columns, block.role)
    return regions


def _grids(found: Blocks, geometry: _Geometry) -> dict[int, list[Region]]:
    """Return the parts of each Table element; what holds no grid is no table for its blocks."""
    parts: dict[int, list[Region]] = {}
    tables = {id(block.table): block.table for block in found.order if block.table is not None}
    for key, tag in tables.items():
        region = _grid(tag, found, geometry)
        if region is not None:
            parts[key] = region
            continue
        for block in found.order:
            if block.table is tag:
                block.table = block.cell = None
                block.role = "P" if block.role in ("TD", "TH", "") else block.role
    return parts


def _missed(found: Blocks, geometry: _Geometry) -> dict[int, list[Region]]:
    """Return the tables that geometry finds and tags do not, for each block that lies in one."""
    known: dict[int, list[Region]] = {}
    for table in geometry.tables:
        reach = table.box.grown(_SLACK)
        inside = [
            block
            for block in found.order
            if any(reach.holds(*line.box.middle) for line in block.lines)
        ]
        whole = all(
            block.table is None
            and block.role not in _NO_CELLS
            and all(reach.holds(*line.box.middle) for line in block.lines)
            for block in inside
        )
        if len(inside) < _LEAST_CELLS or not whole:
            continue
        if table.ruled or all(_is_in_one_cell(block.lines, table) for block in inside):
            known.update((id(block), [table]) for block in inside)
    return known


def _is_in_one_cell(lines: list[TextLine], table: TableRegion) -> bool:
    """Whether an element's lines stand in one cell: an element over several is running text."""
    cells = {
        at
        for line in lines
        for at, cell in enumerate(table.cells)
        if cell.box.holds(*line.box.middle)
    }
    return len(cells) <= 1


def _by_column(lines: list[TextLine], columns: list[Box], role: str) -> list[Region]:
    """Return the lines of a block as one region for each column that it runs through."""
    groups: list[tuple[list[TextLine], Box, Box]] = []
    for line, column in sorted(
        zip(lines, columns, strict=True), key=lambda pair: (pair[0].box.x0, pair[0].baseline)
    ):
        # Lines of one column stand one below the other, whatever the geometry says of them.
        if groups and groups[-1][1].across(line.box) > 0:
            last = groups[-1]
            last[0].append(line)
            groups[-1] = last[0], last[1].joined(line.box), last[2].joined(column)
        else:
            groups.append(([line], line.box, column))
    found: list[Region] = []
    for at, (group, box, column) in enumerate(groups):
        group.sort(key=lambda line: (round(line.baseline, 1), line.box.x0))
        found.append(TextRegion(box, group, column, role, goes_on=at > 0))
    return found


def _grid(tag: Tag, found: Blocks, geometry: _Geometry) -> list[Region] | None:
    """Return the table of a Table element and what stands before it; None where it holds no grid."""
    blocks = [block for block in found.order if block.table is tag]
    lines = [line for block in blocks for line in block.lines]
    if not lines:
        return []
    drawn = geometry.table(around([line.box for line in lines]))
    by_cell: dict[int, list[TextLine]] = {}
    for block in blocks:
        if block.cell is not None:
            by_cell.setdefault(id(block.cell), []).extend(block.lines)
    region = table_of(tag, by_cell, drawn)
    if region is None or region.rows * region.columns == 1:
        return None
    # What stands in a cell that the tags do not know stands before the table.
    left = move_figures(drawn, region) if drawn is not None else []
    return [*left, region]


def _insert(regions: list[Region], part: Region) -> None:
    """Put what has no place in the tree before the first part below it in its column."""
    for at, region in enumerate(regions):
        if region.box.y0 >= part.box.y0 and region.box.across(part.box) > 0:
            regions.insert(at, part)
            return
    regions.append(part)


def _jumps(found: Blocks) -> float:
    """Return the share of steps that go from a block to one above it in the same column."""
    boxes = [
        around([line.box for line in block.lines])
        for block in found.order
        if block.lines and block.table is None
    ]
    if len(boxes) < 2:
        return 0.0
    up = sum(
        after.y1 <= before.y0 and after.across(before) > 0.5 * min(after.width, before.width)
        for before, after in pairwise(boxes)
    )
    return up / (len(boxes) - 1)
