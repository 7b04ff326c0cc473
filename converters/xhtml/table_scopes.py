# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the header cells of a written table head, where merged or scattered heads leave it open.

A head over several columns heads a group of columns (``colgroup``), a band over the rows that
follow it and a head beside several rows head a group of rows (``rowgroup``, a ``tbody`` of its own:
HTML, 4.9.11). In tables whose heads stand in the midst, or as labels between values, each cell
names its heads itself (``headers``, 4.9.12.2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from converters.xhtml.markup import Element, new

NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Cell:
    element: Element
    row: int
    column: int
    rows: int
    columns: int
    in_head: bool

    @property
    def scope(self) -> str:
        return self.element.get("scope", "")


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class _Grid:
    def __init__(self, table: Element) -> None:
        self.rows: list[Element] = []
        self.cells: list[_Cell] = []
        self.at: dict[tuple[int, int], _Cell] = {}
        self.body: list[Element] = []
        self.head = 0
        for group in table:
            name = _name(group)
            if name not in ("thead", "tbody"):
                continue
            if name == "tbody":
                self.body.append(group)
            for row in group:
                self._add(row, in_head=name == "thead")
        self.width = max((column for _, column in self.at), default=-1) + 1

    def _add(self, row: Element, *, in_head: bool) -> None:
        number, column = len(self.rows), 0
        self.rows.append(row)
        self.head += in_head
        for element in row:
            while (number, column) in self.at:
                column += 1
            rows, columns = int(element.get("rowspan", "1")), int(element.get("colspan", "1"))
            cell = _Cell(element, number, column, rows, columns, in_head)
            self.cells.append(cell)
            for down in range(rows):
                for across in range(columns):
                    self.at[number + down, column + across] = cell
            column += columns


def mark_scopes(table: Element, new_id: NewId) -> None:
    """Complete the scopes of a written table.

    Args:
        table: a ``table`` with all its rows, columns and simple scopes.
        new_id: gives an id that is new in the file.
    """
    if next(table.iter("{*}th", "th"), None) is None:
        return
    grid = _Grid(table)
    _group_columns(table, grid)
    _group_rows(table, grid)
    if _is_irregular(grid):
        _name_heads(grid, new_id)


# ---------------------------------------------------------------- groups


def _group_columns(table: Element, grid: _Grid) -> None:
    """Give heads over some of the columns a group of columns, if nothing crosses its borders."""
    group = next((e for e in table if _name(e) == "colgroup"), None)
    heads = [
        cell
        for cell in grid.cells
        if cell.in_head
        and cell.scope == "col"
        and 1 < cell.columns < grid.width
        and cell.row + cell.rows < grid.head
    ]
    first = min((cell.row for cell in heads), default=0)
    heads = [cell for cell in heads if cell.row == first]
    if not heads:
        return
    if group is None:
        group = new("colgroup")
        has_caption = len(table) > 0 and _name(table[0]) == "caption"
        table.insert(1 if has_caption else 0, group)
        for _ in range(grid.width):
            group.append(new("col"))
    columns = list(group)
    if len(columns) != grid.width:
        return
    ends = {cell.column for cell in heads} | {cell.column + cell.columns for cell in heads}
    made = [group]
    for column, element in enumerate(columns):
        if column in ends and column:
            made.append(new("colgroup"))
            made[-2].addnext(made[-1])
        made[-1].append(element)
    for cell in heads:
        cell.element.set("scope", "colgroup")


def _group_rows(table: Element, grid: _Grid) -> None:
    """Give bands and heads beside several rows a group of rows of their own."""
    del table
    if len(grid.body) != 1:
        return
    body, height = grid.body[0], len(grid.rows)
    bands = [
        c for c in grid.cells if c.row >= grid.head and c.scope == "row" and c.columns == grid.width
    ]
    tall = [
        c
        for c in grid.cells
        if c.row >= grid.head and c.scope == "row" and c.rows > 1 and c.column == 0
    ]
    starts: set[int] = set()
    if bands:
        starts = {cell.row for cell in bands}
        heads = [cell for cell in bands if cell.row + cell.rows < height]
    else:
        heads = tall
        starts = {c.row for c in tall} | {c.row + c.rows for c in tall}
    starts = {row for row in starts if grid.head < row < height}
    crossed = any(
        cell.row < row < cell.row + cell.rows
        for row in starts
        for cell in grid.cells
        if cell.rows > 1
    )
    if not heads or crossed or (len(heads) == 1 and not starts):
        return
    current = body
    for number in range(grid.head, height):
        if number in starts:
            following = new("tbody")
            following.attrib.update(body.attrib)
            current.addnext(following)
            current = following
        if current is not body:
            current.append(grid.rows[number])
    for cell in heads:
        cell.element.set("scope", "rowgroup")


# ---------------------------------------------------------------- heads by name


def _is_irregular(grid: _Grid) -> bool:
    """Whether heads stand below the head, or after values in their row."""
    for cell in grid.cells:
        if cell.in_head or not cell.scope:
            continue
        if cell.scope == "col" and cell.row > 0:
            return True
        if cell.scope == "row" and cell.column > 0:
            before = grid.at.get((cell.row, cell.column - 1))
            if before is not None and not before.scope and _says(before):
                return True
    return False


def _says(cell: _Cell) -> bool:
    return any(text.strip() for text in cell.element.itertext()) or len(cell.element) > 0


def _name_heads(grid: _Grid, new_id: NewId) -> None:
    for cell in grid.cells:
        if cell.scope:
            continue
        heads = [*_heads_above(grid, cell), *_heads_before(grid, cell)]
        for head in heads:
            if head.element.get("id") is None:
                head.element.set("id", new_id())
        if heads:
            cell.element.set("headers", " ".join(head.element.get("id", "") for head in heads))


def _heads_above(grid: _Grid, cell: _Cell) -> list[_Cell]:
    """Return the heads of a cell's column: the nearest ones above it, one below the other."""
    found: list[_Cell] = []
    for row in range(cell.row - 1, -1, -1):
        above = grid.at.get((row, cell.column))
        if above is None or above in found:
            continue
        if above.scope not in ("col", "colgroup"):
            if found:
                break
            continue
        if above.columns < cell.columns:
            # A cell under several heads is a row of another kind.
            return []
        found.append(above)
    return found[::-1]


def _heads_before(grid: _Grid, cell: _Cell) -> list[_Cell]:
    """Return the heads of a cell's row: the nearest ones before it, side by side."""
    found: list[_Cell] = []
    for column in range(cell.column - 1, -1, -1):
        before = grid.at.get((cell.row, column))
        if before is None or before in found:
            continue
        if before.scope not in ("row", "rowgroup"):
            if found:
                break
            continue
        found.append(before)
    return found[::-1]
