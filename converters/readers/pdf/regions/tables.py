# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that rules draw, all or in part; frames that are none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from converters.readers.pdf.model import Box, Fill, Rule, TextLine, around
from converters.readers.pdf.regions.cells import Grid, GridPlace
from converters.readers.pdf.regions.grid import GridBuilder
from converters.readers.pdf.regions.gutters import (
    columns_of,
    edges_under_heads,
    rows_of,
    size_of,
    texts_apart,
)
from converters.readers.pdf.regions.heads import head_rows, with_parted_heads
from converters.readers.pdf.regions.listings import is_listing
from converters.readers.pdf.regions.model import TableCell, TableRegion
from converters.readers.pdf.regions.prose import (
    ends_sentence,
    has_leader,
    is_caption,
    is_counting,
    is_list,
    is_prose,
    is_rising,
)
from converters.readers.pdf.regions.ruling import SNAP, Ruling, is_frame
from converters.readers.pdf.regions.starts import cut_at_starts, tells_texts_apart

_ENDS = 8.0
"""Points: rules whose ends differ less belong to one table."""
_SHORTEST_RULE = 6.0
"""Of the type's size: shorter rules do not open or close a table."""
_SHAPES = 0.25
"""Of the area within rules: shapes that cover so much are a chart, and no sign in a cell."""
_BARS = 3
_FULL = 0.85
"""Of a table's width."""
_HEAD_ABOVE = 1.6
"""Of the size, from a row above a table's first rule down to that."""
_TABULAR = 0.3
"""Of the rows: so many have several texts; others are sections, or lines of wrapped texts."""
_NARROW = 0.25
"""Of the width between rules: a lone line that ends there is one of a first column."""
_ALIGNED = 0.3
_INDENT = 2.0
"""Of the size: marks of lists between rules stand nearer to their left end."""
_LONG = 4
"""Lines: two cells of more in one row are columns of prose."""
_FILLED = 0.2
"""Of the cells of a table: with fewer texts it is a chart's grid."""
_FILLED_OPEN = 0.5
_BELOW = re.compile(r"^\s*(?:주\s*[:)\d]|※|자료|출처|비고\s*:|\*|note|source|key\b)", re.IGNORECASE)


@dataclass(slots=True)
class Frame:
    """A rectangle of rules, or a panel, around what is no table."""

    box: Box
    framed: bool = True
    listing: bool = False
    """Whether the lines of a program stand in it: their spaces part no columns."""


@dataclass(slots=True)
class Ruled:
    """What the rules of a page draw, and the rules that draw something else."""

    tables: list[tuple[TableRegion, list[TextLine]]] = field(default_factory=list)
    """Each with the lines that went into it, as they were before they were cut."""
    frames: list[Frame] = field(default_factory=list)
    rest: list[Ruling] = field(default_factory=list)


def ruled_regions(
    groups: list[Ruling], lines: list[TextLine], fills: list[Fill], shapes: list[Box]
) -> Ruled:
    """Sort groups of rules into tables, frames and others.

    Args:
        groups: rules that touch each other, from the top down.
        lines: of the page.
        fills: of the page: heads that are shaded, bars of charts.
        shapes: boxes around drawings, which may be charts.
    """
    found = Ruled()
    used: set[int] = set()
    for group in _inner_first(_stacked(groups, lines)):
        box = group.box
        if is_frame(group) and any(box.share_of(table.box) > 0.99 for table, _ in found.tables):
            found.frames.append(Frame(box))
            continue
        inside = [line for line in lines if _lies_in(line, box) and id(line) not in used]
        if is_listing(group, inside):
            found.frames.append(Frame(box, listing=True))
            continue
        is_chart = _is_chart(group, fills, shapes)
        table = None if is_chart else table_in(box, group, inside, fills)
        if table is not None and not is_frame(group):
            free = [line for line in lines if id(line) not in used]
            table = _with_head(table, groups, free, fills)
        if table is not None:
            kept = {id(line) for line in table[1]}
            used |= kept
            found.tables.append(table)
        elif is_frame(group) and not is_chart:
            found.frames.append(Frame(box))
        else:
            found.rest.append(group)
    return found


def _inner_first(groups: list[Ruling]) -> list[Ruling]:
    """Put frames without columns of their own behind the groups that lie in them.

    What stands in a cell of a table, on the other hand, belongs to that.
    """
    frames = [
        group
        for group in groups
        if is_frame(group) and not any(_is_between(rule, group.box) for rule in group.down)
    ]
    known = {id(group) for group in frames}
    frames.sort(key=lambda group: group.box.width * group.box.height)
    return [*(group for group in groups if id(group) not in known), *frames]


def _is_between(rule: Rule, box: Box) -> bool:
    return box.x0 + _ENDS < rule.x0 < box.x1 - _ENDS


def _lies_in(line: TextLine, box: Box) -> bool:
    x, _ = line.box.middle
    y = line.baseline - 0.35 * line.size
    return box.x0 - SNAP <= x <= box.x1 + SNAP and box.y0 - SNAP <= y <= box.y1 + SNAP


def _with_head(
    table: tuple[TableRegion, list[TextLine]],
    groups: list[Ruling],
    lines: list[TextLine],
    fills: list[Fill],
) -> tuple[TableRegion, list[TextLine]]:
    """Return the table with the rows that stand above its first rule: heads, in its columns."""
    region, used = table
    size = size_of(used)
    top, gone = region.box.y0, {id(line) for line in used}
    above = [
        line
        for line in lines
        if id(line) not in gone
        and line.box.middle[1] < top
        and region.box.across(line.box) > 0.5 * line.box.width
    ]
    found: list[TextLine] = []
    for row in reversed(rows_of(above)):
        bottom = max(line.baseline for line in row)
        if top - bottom > _HEAD_ABOVE * size or not (
            _fits(row, region, 0.3 * size) or _is_underlined(row, top, region, groups)
        ):
            break
        found += row
        top = min(line.box.y0 for line in row)
    if not found:
        return table
    area = Box(region.box.x0, top, region.box.x1, region.box.y1)
    area = around([area, *(line.box for line in found)])
    inner = [group for group in groups if area.grown(SNAP).share_of(group.box.grown(0.01)) > 0.99]
    whole = Ruling(
        [rule for group in inner for rule in group.across],
        [rule for group in inner for rule in group.down],
    )
    return table_in(area, whole, [*found, *used], fills) or table


def _fits(row: list[TextLine], region: TableRegion, slack: float) -> bool:
    """Whether a row has texts for half of the columns, each inside of one."""
    if len(row) < max(2, 0.5 * region.columns):
        return False
    return not any(
        line.box.x0 < x - slack and x + slack < line.box.x1
        for line in row
        for x in region.edges[1:-1]
    )


def _is_underlined(
    row: list[TextLine], top: float, region: TableRegion, groups: list[Ruling]
) -> bool:
    """Whether rules that stay inside the table go between all texts of a row and those below."""
    rules = [
        rule
        for group in groups
        for rule in group.across
        if region.box.x0 - _ENDS <= rule.x0 and rule.x1 <= region.box.x1 + _ENDS
    ]
    return all(
        any(
            line.baseline <= rule.y0 < top and rule.x0 <= line.box.x0 and line.box.x1 <= rule.x1
            for rule in rules
        )
        for line in row
    )


def _is_chart(group: Ruling, fills: list[Fill], shapes: list[Box]) -> bool:
    """Whether rules are the axes and the grid of a chart: shapes or bars lie over them."""
    box = group.box
    if any(shape.share_of(box) > _SHAPES for shape in shapes):
        return True
    bars = [
        fill.box
        for fill in fills
        if box.share_of(fill.box) > 0.9
        and any(fill.box.y0 + SNAP < rule.y0 < fill.box.y1 - SNAP for rule in group.across)
        and not any(abs(fill.box.y0 - rule.y0) <= SNAP for rule in group.across)
    ]
    return len(bars) >= _BARS and len({round(bar.y1 / SNAP) for bar in bars}) < len(bars)


# ---------------------------------------------------------------- areas


def _stacked(groups: list[Ruling], lines: list[TextLine]) -> list[Ruling]:
    """Put groups of equal width together where what stands between them is tabular.

    Rules that lie between two that belong together come along: those under the parts
    of a head.
    """
    order = sorted(groups, key=lambda group: (group.box.y0, group.box.x0))
    boxes = [group.box for group in order]
    taken: set[int] = set()
    found: list[Ruling] = []
    for index, group in enumerate(order):
        if index in taken or not group.across:
            continue
        taken.add(index)
        members = [index]
        box = boxes[index]
        for other in range(index + 1, len(order)):
            if other in taken:
                continue
            if not _same_ends(box, boxes[other]):
                if _is_wider(boxes[other], box):
                    break
                continue
            if boxes[other].y0 < box.y1 - SNAP or not _is_tabular(box, boxes[other], lines):
                break
            closed = is_frame(group) and is_frame(order[other])
            others = [order[n] for n in range(index + 1, other) if n not in taken]
            if closed and _are_apart(others, box, boxes[other], lines):
                break
            members += [
                between
                for between in range(index + 1, other)
                if between not in taken and _within(boxes[between], box, boxes[other])
            ]
            members.append(other)
            taken.update(members)
            box = box.joined(boxes[other])
        whole = Ruling(
            [rule for member in members for rule in order[member].across],
            [rule for member in members for rule in order[member].down],
        )
        found.append(whole)
    # A group may have been put into a later one after it had been looked at alone.
    return found


def _same_ends(first: Box, second: Box) -> bool:
    return abs(first.x0 - second.x0) <= _ENDS and abs(first.x1 - second.x1) <= _ENDS


def _is_wider(box: Box, above: Box) -> bool:
    """Whether something below sticks out: what comes after it is another table."""
    over = above.across(box) > 0.5 * min(above.width, box.width)
    return over and (box.x0 < above.x0 - _ENDS or box.x1 > above.x1 + _ENDS)


def _within(box: Box, above: Box, below: Box) -> bool:
    whole = above.joined(below)
    return whole.grown(SNAP).share_of(box.grown(0.01)) > 0.99


def _is_tabular(above: Box, below: Box, lines: list[TextLine]) -> bool:
    """Whether the lines between two rules of equal ends are rows of a table."""
    between = _lines_between(above, below, lines)
    heads = [line for line in lines if _lies_in(line, above)] if above.height else []
    between = _cut(between, heads)
    size = size_of(between)
    if above.width < _SHORTEST_RULE * size:
        return False
    if not between:
        return below.y0 - above.y1 <= 2 * SNAP
    rows = rows_of(between)
    columns = columns_of(rows, 0.8 * size)
    several = [row for row in rows if len(row) > 1]
    if any(_is_full(one, above) and _is_full(two, above) for one, two in pairwise(rows)):
        return False
    known = [*rows_of(heads), *several]
    if len(columns) < 2 or not any(len(row) > 1 for row in known):
        return False
    lone = [row[0] for row in rows if len(row) == 1]
    if len(several) < _TABULAR * (len(rows) - _wrapped(lone, known, above)):
        return False
    # A dash further in is a value.
    marked = columns[0][0] - above.x0 < _INDENT * size and is_list(rows, columns)
    return not marked and not is_prose(rows, columns, size)


def _are_apart(between: list[Ruling], above: Box, below: Box, lines: list[TextLine]) -> bool:
    """Whether two closed parts are tables of their own: a third, or no row, stands between them.

    Between stripes stand rows that have none.
    """
    if any(is_frame(group) and _within(group.box, above, below) for group in between):
        return True
    rows = rows_of(_lines_between(above, below, lines))
    return bool(rows) and all(len(row) == 1 for row in rows)


def _lines_between(above: Box, below: Box, lines: list[TextLine]) -> list[TextLine]:
    return [
        line
        for line in lines
        if above.x0 - SNAP <= line.box.middle[0] <= above.x1 + SNAP
        and above.y1 - SNAP <= line.baseline - 0.35 * line.size <= below.y0 + SNAP
    ]


def _cut(lines: list[TextLine], heads: list[TextLine]) -> list[TextLine]:
    """Return lines cut where texts of their own start below others, those above a rule too."""
    every = [*heads, *lines]
    if not heads or not lines:
        return lines
    parts = cut_at_starts(every, by_gaps=tells_texts_apart(every))
    return [part for of_line in parts[len(heads) :] for part in of_line]


def _wrapped(lone: list[TextLine], rows: list[list[TextLine]], area: Box) -> int:
    """Return how many lone lines are more lines of a cell: narrow, or below a text that is not the first."""
    starts = [line.box.x0 for row in rows for line in row[1:]]
    return sum(
        (line.box.x1 - area.x0 < _NARROW * area.width)
        or any(abs(line.box.x0 - start) <= _ALIGNED * line.size for start in starts)
        for line in lone
    )


def _is_full(row: list[TextLine], area: Box) -> bool:
    """Whether a row is one text from side to side: two of them are prose between two tables."""
    start, end = row[0].box.x0, row[-1].box.x1
    return texts_apart(row) == 1 and end - start >= _FULL * area.width


# ---------------------------------------------------------------- tables


def table_in(
    area: Box, ruling: Ruling, lines: list[TextLine], fills: list[Fill]
) -> tuple[TableRegion, list[TextLine]] | None:
    """Return the table that rules draw in ``area`` and its lines; None where it is none."""
    if not lines or len(ruling.across) + len(ruling.down) < 2:
        return None
    is_open = all(rule.length < 0.5 * area.height for rule in ruling.down)
    parts = lines
    if is_open:
        cut = cut_at_starts(lines, by_gaps=tells_texts_apart(lines))
        parts = [part for of_line in cut for part in of_line]
    edges = None if ruling.down else edges_under_heads(rows_of(parts), size_of(parts))
    grid = GridBuilder(area, ruling, parts, edges).grid()
    lines = _trimmed(grid, lines)
    is_row = grid.rows == 1 and is_frame(ruling) and _is_row(grid)
    if not (is_row or is_table(grid)) or (is_open and not _is_filled(grid)):
        return None
    box = Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return region_of(grid, box, fills, ruled=True), lines


def is_table(grid: Grid) -> bool:
    """Whether a grid is a table: two rows and columns at least, texts in its cells."""
    if grid.rows < 2 or grid.columns < 2:
        return False
    texts = [cell for cell in grid.cells if cell.lines]
    if len(texts) < 3 or len(texts) < _FILLED * len(grid.cells):
        return False
    # A frame around columns of prose has long texts in two or three cells.
    if grid.rows <= 2 and grid.columns <= 2:
        long = [
            cell for cell in texts if len(cell.lines) > 4 and ends_sentence(cell.lines[-1].text)
        ]
        return len(long) < 2
    columns = {cell.left for cell in texts if cell.left == cell.right}
    return len(columns) > 1


def _is_row(grid: Grid) -> bool:
    """Whether one closed row is a table: a text in each cell, and no columns of prose."""
    if grid.columns < 2 or any(not cell.lines for cell in grid.cells):
        return False
    return sum(len(cell.lines) > _LONG for cell in grid.cells) < 2


def _is_filled(grid: Grid) -> bool:
    """Whether a grid whose columns only spaces part is a table: no program, no contents."""
    texts = [cell for cell in grid.cells if cell.lines]
    if len(texts) < _FILLED_OPEN * len(grid.cells):
        return False
    counted = [_text(cell).strip() for cell in texts if cell.left == 0]
    if counted and is_counting(counted):
        return False
    if grid.columns > 2:
        return True
    leaders = sum(has_leader(line.text) for cell in texts for line in cell.lines)
    if leaders > 0.3 * grid.rows:
        return False
    # Names with rising numbers to the right are a table of contents.
    pages = [line.text.strip() for cell in texts if cell.left == 1 for line in cell.lines]
    return not is_rising(pages)


def _trimmed(grid: Grid, lines: list[TextLine]) -> list[TextLine]:
    """Take a title above and notes below, inside the frame of the table, off the grid."""
    gone: set[int] = set()
    while grid.rows > 2:
        first = grid.cells[0]
        if not (_is_whole(first, grid) and is_caption(_text(first))):
            break
        gone.update(_ids(first, lines))
        _cut_rows(grid, first.bottom + 1, 0)
    while grid.rows > 2:
        last = grid.cells[-1]
        is_note = len(last.lines) > 2 or _BELOW.match(_text(last))
        if not (_is_whole(last, grid) and last.lines and is_note):
            break
        gone.update(_ids(last, lines))
        _cut_rows(grid, 0, last.bottom - last.top + 1)
    return [line for line in lines if id(line) not in gone]


def _ids(cell: GridPlace, lines: list[TextLine]) -> list[int]:
    """Return the identities of the lines from which a cell's were cut."""
    inside = {id(line) for line in cell.lines}
    return [id(line) for line in lines if id(line) in inside]


def _is_whole(cell: GridPlace, grid: Grid) -> bool:
    return cell.left == 0 and cell.right == grid.columns - 1


def _cut_rows(grid: Grid, above: int, below: int) -> None:
    last = grid.rows - below
    grid.cells = [cell for cell in grid.cells if cell.top >= above and cell.bottom < last]
    for cell in grid.cells:
        cell.top -= above
        cell.bottom -= above
    grid.ys = grid.ys[above : last + 1]
    grid.ruled_rows = max(0, grid.ruled_rows - above)


def _text(cell: GridPlace) -> str:
    return " ".join(line.text for line in cell.lines)


def region_of(grid: Grid, box: Box, fills: list[Fill], *, ruled: bool) -> TableRegion:
    """Return the region of a grid."""
    near = [fill for fill in fills if box.share_of(fill.box) > 0.5]
    cells: list[TableCell] = []
    for cell in grid.cells:
        place = grid.box_of(cell)
        cells.append(
            TableCell(
                cell.top,
                cell.left,
                cell.bottom - cell.top + 1,
                cell.right - cell.left + 1,
                place,
                cell.lines,
                any(fill.box.share_of(place) > 0.5 for fill in near),
            )
        )
    head = head_rows(cells, grid)
    cells = with_parted_heads(cells, head, grid.xs)
    return TableRegion(box, grid.rows, grid.columns, cells, grid.xs, ruled, head)
