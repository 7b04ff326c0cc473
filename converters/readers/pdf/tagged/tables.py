# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table as its tags say it (ISO 32000-2, 14.8.4.8.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converters.readers.pdf.model import Box, Tag, TextLine, around
from converters.readers.pdf.regions.model import TableCell, TableRegion

_LARGEST = 400
"""Rows or columns of a table on one page."""


def table_of(
    tag: Tag, lines: Mapping[int, list[TextLine]], drawn: TableRegion | None
) -> TableRegion | None:
    """Return the table of a Table element; None where its rows do not make a grid.

    Args:
        tag: the element.
        lines: of each cell, by the identity of its element.
        drawn: what the geometry sees there, for edges.
    """
    rows = list(_rows(tag))
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    width = 0
    for row, elements in enumerate(rows):
        column = 0
        for element in elements:
            while (row, column) in taken:
                column += 1
            if column >= _LARGEST or row >= _LARGEST:
                return None
            rowspan = min(element.rowspan, len(rows) - row)
            own = lines.get(id(element), [])
            box = around([line.box for line in own]) if own else Box(0, 0, 0, 0)
            cells.append(TableCell(row, column, rowspan, element.colspan, box, own))
            taken |= {
                (row + down, column + across)
                for down in range(rowspan)
                for across in range(min(element.colspan, _LARGEST))
            }
            column += element.colspan
        width = max(width, max((at + 1 for line, at in taken if line == row), default=0))
    if not cells or width < 1 or len(taken) != len(rows) * width:
        return None
    whole = around([cell.box for cell in cells if cell.lines])
    edges = _edges(cells, width, whole)
    if drawn is not None:
        whole = whole.joined(drawn.box)
        edges = drawn.edges if drawn.columns == width else edges
    return TableRegion(
        whole, len(rows), width, cells, edges, drawn is not None and drawn.ruled, _head_rows(rows)
    )


def _rows(tag: Tag) -> Iterator[list[Tag]]:
    for child in tag.children:
        if not isinstance(child, Tag):
            continue
        if child.role == "TR":
            cells = [c for c in child.children if isinstance(c, Tag) and c.role in ("TD", "TH")]
            if cells:
                yield cells
        elif child.role in ("THead", "TBody", "TFoot", "Sect", "Div", "NonStruct"):
            yield from _rows(child)


def _head_rows(rows: list[list[Tag]]) -> int:
    """Return how many rows from the top hold nothing but heads; not all of them."""
    count = 0
    for row in rows:
        if not all(cell.role == "TH" and cell.scope != "Row" for cell in row):
            break
        count += 1
    return count if count < len(rows) else 0


def _edges(cells: list[TableCell], width: int, whole: Box) -> list[float]:
    """Return the columns' edges, as far as the text shows them; even where it does not."""
    edges = [whole.x0 + (whole.x1 - whole.x0) * at / width for at in range(width + 1)]
    for column in range(1, width):
        starts = [c.box.x0 for c in cells if c.column == column and c.lines and c.colspan == 1]
        if starts:
            edges[column] = max(edges[column - 1], min(starts))
    return edges
