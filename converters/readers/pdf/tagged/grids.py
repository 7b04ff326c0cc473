# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that a file's tags hold without saying so: rows of rows of elements without a meaning.

Chromium tags a table without heads and rules as NonStruct within NonStruct. Where the
texts of such elements stand as the cells of a table do, it is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from converters.readers.pdf.model import Box, Page, Tag, around

_PLAIN = frozenset({"NonStruct", "Div", "Private"})
_LEAST_ROWS, _LEAST_COLUMNS, _MOST_COLUMNS = 2, 2, 40
_ALIGNED = 4.0
"""Points: texts of one column start, end or are centred so near to each other."""
_INTO = 2.0
"""Points: rows reach so far into each other."""


def name_tables(page: Page) -> None:
    """Give the elements of ``page`` that are tables without saying so the roles of tables."""
    boxes: dict[int, Box] = {}
    for line in page.lines:
        for glyph in line.glyphs:
            top, bottom = glyph.baseline - 0.8 * glyph.style.size, glyph.baseline
            box = Box(glyph.x0, top, glyph.x1, bottom)
            known = boxes.get(glyph.marked)
            boxes[glyph.marked] = box if known is None else known.joined(box)
    for root in page.tags:
        for tag in root.walk():
            # Rules and panels are marked too; what they hang below is no text of its own.
            if tag.role in _PLAIN:
                tag.children = [c for c in tag.children if isinstance(c, Tag) or c in boxes]
        _look(root, boxes)


def _look(tag: Tag, boxes: dict[int, Box]) -> None:
    rows = _rows(tag)
    if rows and _is_grid(rows, boxes):
        tag.role = "Table"
        for row in rows:
            row.role = "TR"
            for cell in row.children:
                if isinstance(cell, Tag):
                    cell.role = "TD"
        return
    for child in tag.children:
        if isinstance(child, Tag) and child.role != "Table":
            _look(child, boxes)


def _rows(tag: Tag) -> list[Tag]:
    """Return the children of an element that may be the rows of a table; empty where they are none."""
    rows = [child for child in tag.children if isinstance(child, Tag)]
    if tag.role not in _PLAIN or len(rows) != len(tag.children) or len(rows) < _LEAST_ROWS:
        return []
    width = len(rows[0].children)
    if not _LEAST_COLUMNS <= width <= _MOST_COLUMNS:
        return []
    return rows if all(row.role in _PLAIN and len(row.children) == width for row in rows) else []


def _is_grid(rows: list[Tag], boxes: dict[int, Box]) -> bool:
    """Whether elements stand as rows of cells: one below the other, in columns."""
    grid: list[list[Box]] = []
    for row in rows:
        cells: list[Box] = []
        for cell in row.children:
            if not isinstance(cell, Tag) or any(each.role not in _PLAIN for each in cell.walk()):
                return False
            held = [boxes[marked] for marked in cell.marked() if marked in boxes]
            if not held:
                return False
            cells.append(around(held))
        grid.append(cells)
    if any(after.x0 <= before.x0 for row in grid for before, after in pairwise(row)):
        return False
    extents = [around(row) for row in grid]
    if any(after.y0 < before.y1 - _INTO for before, after in pairwise(extents)):
        return False
    return all(_is_column(column) for column in zip(*grid, strict=True))


def _is_column(cells: Sequence[Box]) -> bool:
    """Whether texts are set to one left or right edge, or to one middle."""
    for place in (
        [cell.x0 for cell in cells],
        [cell.x1 for cell in cells],
        [cell.middle[0] for cell in cells],
    ):
        if max(place) - min(place) <= _ALIGNED:
            return True
    return False
