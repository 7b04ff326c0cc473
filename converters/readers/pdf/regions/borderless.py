# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only the spaces between their columns make."""

from __future__ import annotations

from itertools import pairwise

from converters.readers.pdf.model import TextLine, around
from converters.readers.pdf.regions.grid import GridBuilder
from converters.readers.pdf.regions.gutters import columns_of, is_number, rows_of, size_of
from converters.readers.pdf.regions.model import Region, TableRegion
from converters.readers.pdf.regions.prose import has_leader, is_list, is_mark, is_prose, is_rising
from converters.readers.pdf.regions.ruling import Ruling
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
_SHORT = 24
"""Characters: longer texts in most cells are prose."""


def borderless_tables(lines: list[TextLine]) -> list[tuple[Region, list[TextLine]]]:
    """Return the tables among the lines of a column of the page, each with its lines."""
    found: list[tuple[Region, list[TextLine]]] = []
    for block in _blocks(rows_of(lines)):
        table = _table(block)
        if table is not None:
            found.append((table, [line for row in block for line in row]))
    return found


def _blocks(rows: list[list[TextLine]]) -> list[list[list[TextLine]]]:
    """Return runs of rows with several texts; rows with one come along between them."""
    blocks: list[list[list[TextLine]]] = []
    block: list[list[TextLine]] = []
    waiting: list[list[TextLine]] = []
    for row in rows:
        last = [*block, *waiting][-1] if block else None
        size = max(line.size for line in row)
        pitch = _PITCH_ALIKE if last is not None and _are_alike(last, row) else _PITCH
        far = last is not None and _apart(last, row) > pitch * size
        if far:
            blocks.append(_with_last(block, waiting))
            block, waiting = [], []
        if _is_several(row):
            if len(waiting) > 1 or (waiting and not _fits(waiting[0], [*block, row])):
                blocks.append(block)
                block, waiting = [], []
            block += [*waiting, row]
            waiting = []
        elif block:
            waiting.append(row)
            if len(waiting) > 1:
                blocks.append(_with_last(block, waiting[:1]))
                block, waiting = [], []
    blocks.append(_with_last(block, waiting))
    return [block for block in blocks if sum(len(row) > 1 for row in block) >= _ROWS]


def _with_last(block: list[list[TextLine]], waiting: list[list[TextLine]]) -> list[list[TextLine]]:
    """Return a block with the row after it, where rows before end in such a wrapped text."""
    if not waiting or len(block) < 2:
        return block
    last = waiting[0][0]
    wrapped = any(
        len(row) == 1
        and abs(row[0].box.x0 - last.box.x0) <= 0.5 * last.size
        and abs(_apart(before, row) - _apart(block[-1], waiting[0])) <= 0.1 * last.size
        for before, row in pairwise(block)
    )
    return [*block, waiting[0]] if wrapped and _fits(waiting[0], block) else block


def _is_several(row: list[TextLine]) -> bool:
    if len(row) < 3 and any(has_leader(line.text) for line in row):
        return False
    return len(row) > 2 or (len(row) > 1 and not is_mark(row[0].text))


def _fits(row: list[TextLine], rows: list[list[TextLine]]) -> bool:
    """Whether a row of one text stays in a column of the others: a section, a wrapped text."""
    several = [other for other in rows if len(other) > 1]
    line = row[0]
    over = sum(
        sum(line.box.across(other.box) > 0.2 * line.size for other in texts) > 1
        for texts in several
    )
    return over == 0


def _are_alike(before: list[TextLine], after: list[TextLine]) -> bool:
    """Whether two rows have several texts, and most of them one each below the other."""
    if min(len(before), len(after)) < _ALIKE:
        return False
    pairs = sum(
        sum(line.box.across(other.box) > 0.2 * line.size for other in before) == 1 for line in after
    )
    return pairs >= 0.8 * max(len(before), len(after))


def _apart(before: list[TextLine], after: list[TextLine]) -> float:
    return after[0].baseline - before[0].baseline


def _table(rows: list[list[TextLine]]) -> TableRegion | None:
    lines = [line for row in rows for line in row]
    size = size_of(lines)
    columns = columns_of(rows, (_GUTTER if len(rows) < _MANY_ROWS else _GUTTER_IN_MANY) * size)
    if len(columns) < 2 or is_prose(rows, columns, size) or is_list(rows, columns):
        return None
    if not _is_even(rows, columns):
        return None
    area = around([line.box for line in lines])
    grid = GridBuilder(area, Ruling(), lines).grid()
    if grid.rows < _ROWS - 1 or not is_table(grid):
        return None
    return region_of(grid, area, [], ruled=False)


def _is_even(rows: list[list[TextLine]], columns: list[tuple[float, float]]) -> bool:
    """Whether rows fill the same columns, with short texts; two columns need figures in one."""
    several = [row for row in rows if len(row) > 1]
    full = sum(len(row) >= 0.6 * len(columns) for row in several)
    if full < 0.6 * len(several):
        return False
    texts = [line.text.strip() for row in several for line in row]
    if sum(len(text) > _SHORT for text in texts) > 0.4 * len(texts):
        return False
    if len(columns) > 2:
        return True
    numbers = sum(is_number(row[-1].text) for row in several)
    if numbers < 0.6 * len(several):
        return False
    # Names with rising numbers to the right are a table of contents.
    return not is_rising([row[-1].text.strip() for row in several])
