# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only the spaces between their columns make."""

from __future__ import annotations

from itertools import pairwise

from converters.readers.pdf.model import TextLine, around
from converters.readers.pdf.regions.cells import Grid
from converters.readers.pdf.regions.grid import GridBuilder
from converters.readers.pdf.regions.gutters import (
    columns_of,
    edges_under_heads,
    is_number,
    rows_of,
    size_of,
)
from converters.readers.pdf.regions.model import Region, TableRegion
from converters.readers.pdf.regions.prose import (
    has_leader,
    is_caption,
    is_list,
    is_mark,
    is_prose,
    is_rising,
)
from converters.readers.pdf.regions.ruling import Ruling
from converters.readers.pdf.regions.starts import column_starts, cut_at_starts, tells_texts_apart
from converters.readers.pdf.regions.tables import is_table, region_of

_ROWS = 3
"""Rows that share gutters, at least."""
_PITCH = 2.6
"""Of the size: rows farther apart do not belong together."""
_PITCH_ALIKE = 4.5
"""The same for rows of several texts one below the other."""
_ALIKE = 3
_GUTTER, _GUTTER_IN_MANY, _MANY_ROWS = 1.0, 0.5, 5
"""Of the size, in few rows and in many: what is blank in many rows is no chance."""
_ONE_BAND = 0.92
"""Of the size: rows nearer than lines of one text ever are stand beside each other."""
_MOST_WRAPPED = 24
"""Lines of one cell below those of all others."""
_LINE_STEP = 1.9
"""Of the size: lines of one cell are not farther apart."""
_CLOSE_STEP = 1.7
_OTHER_SIZE = 0.12
_SHORT = 24
"""Characters: longer texts in most cells are prose."""


def borderless_tables(lines: list[TextLine]) -> list[tuple[Region, list[TextLine]]]:
    """Return the tables among the lines of a column of the page, each with its lines."""
    found: list[tuple[Region, list[TextLine]]] = []
    cut = cut_at_starts(lines, by_gaps=tells_texts_apart(lines))
    whole = {id(part): line for line, parts in zip(lines, cut, strict=True) for part in parts}
    for block in _blocks(_bands([part for parts in cut for part in parts])):
        used = {id(whole[id(part)]): whole[id(part)] for row in block for part in row}
        inside = sum(len(row) for row in block)
        if inside < sum(id(line) in used for line in whole.values()):
            continue  # A line is part of it and goes on beside it.
        table = _table(block)
        if table is not None:
            found.append((table, list(used.values())))
    return found


def _bands(lines: list[TextLine]) -> list[list[TextLine]]:
    """Return rows of lines, those as one that share some height: texts in the middle of cells."""
    bands: list[list[TextLine]] = []
    for row in rows_of(lines):
        size = max(line.size for line in row)
        first = min(line.baseline for line in row)
        if bands and first - max(line.baseline for line in bands[-1]) < _ONE_BAND * size:
            bands[-1] += row
        else:
            bands.append(row)
    return bands


def _blocks(rows: list[list[TextLine]]) -> list[list[list[TextLine]]]:
    """Return runs of rows with several texts; rows with one come along between them."""
    blocks: list[list[list[TextLine]]] = []
    block: list[list[TextLine]] = []
    waiting: list[list[TextLine]] = []
    before: list[list[TextLine]] = []
    for row in rows:
        last = [*block, *waiting][-1] if block else None
        size = max(line.size for line in row)
        pitch = _PITCH_ALIKE if last is not None and _are_alike(last, row) else _PITCH
        far = last is not None and _apart(last, row) > pitch * size
        if far or (block and _is_other_type(row, block)):
            blocks.append(_with_last(block, waiting))
            block, waiting = [], []
        if _is_several(row):
            if not block:
                block = _with_first(before, row)
            elif waiting and not (
                all(_fits(other, [*block, row]) for other in waiting)
                and (len(waiting) == 1 or _are_wrapped(waiting, [*block, row]))
            ):
                blocks.append(_with_last(block, waiting))
                block, waiting = [], []
            block += [*waiting, row]
            waiting = []
        elif block:
            waiting.append(row)
            # The next row of several texts may show that these are lines of its cells.
            if len(waiting) > _MOST_WRAPPED or (len(waiting) > 1 and not _fits(row, block)):
                blocks.append(_with_last(block, waiting))
                block, waiting = [], []
        before = [*before[-_MOST_WRAPPED:], row]
    blocks.append(_with_last(block, waiting))
    return [block for block in blocks if sum(_texts(row) > 1 for row in block) >= _ROWS]


def _is_other_type(row: list[TextLine], block: list[list[TextLine]]) -> bool:
    """Whether a lone text is a caption or set in another size: it is none of a table's."""
    if _texts(row) > 1:
        return False
    size = size_of([line for other in block for line in other])
    return is_caption(row[0].text) or abs(row[0].size - size) > _OTHER_SIZE * size


def _are_wrapped(rows: list[list[TextLine]], block: list[list[TextLine]]) -> bool:
    """Whether lone texts are more lines of cells: in a column of the block, close to the line above."""
    if len(rows) > _MOST_WRAPPED or not all(_fits(row, block) for row in rows):
        return False
    known = [line for row in [*block, *rows] for line in row]
    for row in rows:
        line = row[0]
        near = [
            other
            for other in known
            if 0 < abs(line.baseline - other.baseline) <= _LINE_STEP * line.size
            and (
                abs(line.box.x0 - other.box.x0) <= 0.3 * line.size
                or abs(line.box.middle[0] - other.box.middle[0]) <= 0.3 * line.size
            )
        ]
        if not near:
            return False
    return True


def _with_first(before: list[list[TextLine]], row: list[TextLine]) -> list[list[TextLine]]:
    """Return the lone texts right above a table's first row that are lines of its cells."""
    first: list[list[TextLine]] = []
    for other in reversed(before):
        below = first[0] if first else row
        if (
            _texts(other) > 1
            or is_caption(other[0].text)
            or _is_other_type(other, [row])
            or _apart(other, below) > _LINE_STEP * other[0].size
            or sum(other[0].box.across(line.box) > 0.2 * line.size for line in row) != 1
            or not _are_wrapped([other], [*first, row])
        ):
            break
        first.insert(0, other)
    return first


def _with_last(block: list[list[TextLine]], waiting: list[list[TextLine]]) -> list[list[TextLine]]:
    """Return a block with the rows after it, where rows before end in such wrapped texts."""
    if not waiting or len(block) < 2:
        return block
    last = waiting[0][0]
    wrapped = any(
        _texts(row) == 1
        and abs(row[0].box.x0 - last.box.x0) <= 0.5 * last.size
        and abs(_apart(before, row) - _apart(block[-1], waiting[0])) <= 0.1 * last.size
        for before, row in pairwise(block)
    )
    if not (wrapped or _is_in_later_column(last, block)) or not _fits(waiting[0], block):
        return block
    count = 1
    while count < len(waiting) and _are_wrapped(waiting[: count + 1], block):
        count += 1
    return [*block, *waiting[:count]]


def _is_in_later_column(line: TextLine, block: list[list[TextLine]]) -> bool:
    """Whether a text stands right below one that is not the first of the last row."""
    first = min(other.box.x0 for row in block for other in row)
    return line.box.x0 > first + line.size and any(
        abs(line.box.x0 - other.box.x0) <= 0.1 * line.size
        and 0 < line.baseline - other.baseline <= _CLOSE_STEP * line.size
        for other in block[-1]
    )


def _texts(row: list[TextLine]) -> int:
    """Return how many texts of a row stand side by side."""
    return len(_extents(row))


def _extents(row: list[TextLine]) -> list[tuple[float, float]]:
    """Return where the texts of a row start and end, those one below the other as one."""
    found: list[tuple[float, float]] = []
    for line in sorted(row, key=lambda line: line.box.x0):
        if found and line.box.x0 < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], line.box.x1)
        else:
            found.append((line.box.x0, line.box.x1))
    return found


def _is_several(row: list[TextLine]) -> bool:
    if len(row) < 3 and any(has_leader(line.text) for line in row):
        return False
    texts = _texts(row)
    return texts > 2 or (texts > 1 and not is_mark(row[0].text))


def _fits(row: list[TextLine], rows: list[list[TextLine]]) -> bool:
    """Whether a row of one text stays in a column of the others: a section, a wrapped text."""
    several = [other for other in rows if _texts(other) > 1]
    line = row[0]
    start, end, least = line.box.x0, line.box.x1, 0.2 * line.size
    return not any(
        sum(min(end, x1) - max(start, x0) > least for x0, x1 in _extents(texts)) > 1
        for texts in several
    )


def _are_alike(before: list[TextLine], after: list[TextLine]) -> bool:
    """Whether two rows have several texts, and most of them one each below the other."""
    if min(len(before), len(after)) < _ALIKE:
        return False
    pairs = sum(
        sum(line.box.across(other.box) > 0.2 * line.size for other in before) == 1 for line in after
    )
    return pairs >= 0.8 * max(len(before), len(after))


def _apart(before: list[TextLine], after: list[TextLine]) -> float:
    return min(line.baseline for line in after) - max(line.baseline for line in before)


def _table(rows: list[list[TextLine]]) -> TableRegion | None:
    lines = [line for row in rows for line in row]
    size = size_of(lines)
    parts = [part for parts in cut_at_starts(lines) for part in parts]
    if len(parts) > len(lines):
        rows = _bands(parts)
    columns = columns_of(rows, (_GUTTER if len(rows) < _MANY_ROWS else _GUTTER_IN_MANY) * size)
    starts = column_starts(parts)
    headed = edges_under_heads(rows, size)
    by_starts = headed is None and len(starts) > max(2, len(columns))
    if by_starts:
        ends = [max(line.box.x1 for line in parts), *reversed(starts[1:])]
        columns = list(zip(starts, reversed(ends), strict=True))
    if len(columns) < 2 or is_prose(rows, columns, size) or is_list(rows, columns):
        return None
    area = around([line.box for line in parts])
    edges = [start - 0.1 * size for start in starts[1:]] if by_starts else headed
    grid = GridBuilder(area, Ruling(), parts, edges).grid()
    if grid.rows < _ROWS - 1 or not is_table(grid) or not _is_even(grid):
        return None
    return region_of(grid, area, [], ruled=False)


def _is_even(grid: Grid) -> bool:
    """Whether rows fill the same columns, with short texts; two columns need figures in one."""
    rows = [
        [cell for cell in grid.cells if cell.top == at and cell.lines] for at in range(grid.rows)
    ]
    several = [row for row in rows if len(row) > 1]
    full = sum(sum(c.right - c.left + 1 for c in row) >= 0.6 * grid.columns for row in several)
    if not several or full < 0.6 * len(several):
        return False
    texts = [" ".join(line.text.strip() for line in cell.lines) for row in several for cell in row]
    if sum(len(text) > _SHORT for text in texts) > 0.4 * len(texts):
        return False
    if grid.columns > 2:
        return True
    last = [" ".join(line.text.strip() for line in row[-1].lines) for row in several]
    if sum(map(is_number, last)) < 0.6 * len(several):
        return False
    # Names with rising numbers to the right are a table of contents.
    return not is_rising(last)
