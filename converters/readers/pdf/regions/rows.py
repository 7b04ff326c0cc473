# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of a table where no rule parts them: which lines begin a row and which go on with one."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from converters.readers.pdf.model import TextLine
from converters.readers.pdf.regions.gutters import is_number, rows_of, size_of
from converters.readers.pdf.regions.stream_rows import rows_in_stream

_WIDER = 0.35
"""Of the size: a gap so much wider than the narrowest is one between rows."""
_OVERLAP = 0.15
"""Of the size: rows that share so much height are one, with texts in the middle of their cells."""
_WIDE_COLUMN = 6.0
"""Of the size: in narrower columns the longest text says nothing about where lines wrap."""
_FULL, _ALL_FULL = 0.6, 0.8
_ROWS_WITH_PITCH = 0.3
_SKIPPED = 1.6
"""Times the distance of two lines: what stands further down leaves a line of its column out."""
_MOST_UNNAMED = 3
"""Lines of figures that one name in a ruled cell may have beside it."""
_WRAPPED = 0.5
"""Of the lines in ruled cells: so many that go on in the next one are no rows."""

_Row = dict[int, list[TextLine]]


def edges_between_rows(
    lines: list[TextLine], edges: list[float], ruled: bool, each: bool = False
) -> list[float]:
    """Return the y of edges between rows.

    Args:
        lines: of a part of a table that no rule across divides.
        edges: x of all columns' edges, the outer ones too.
        ruled: whether rules divide other rows of the table: then more evidence is needed.
        each: whether they divide most of the others: only full rows of figures are believed.
    """
    texts = rows_of(lines)
    if len(texts) < 2:
        return []
    drawn = rows_in_stream(lines, edges)
    if drawn is not None:
        named = [[_by_column(row, edges)] for row in drawn] if ruled else []
        return [] if ruled and not _are_named(named, len(edges) - 1) else _between(drawn)
    rows = [_by_column(row, edges) for row in texts]
    if ruled and is_middle_aligned(lines, edges):
        return []
    groups = _grouped(rows, edges, size_of(lines))
    if len(groups) < 2:
        return []
    columns = len(edges) - 1
    if ruled and (
        _is_wrapped(groups, edges)
        or not _are_rows(groups, columns, each)
        or not _are_named(groups, columns)
    ):
        return []
    return _between([_lines(group) for group in groups])


def _between(rows: list[list[TextLine]]) -> list[float]:
    """Return the y halfway between each row and the next."""
    return [
        (max(line.box.y1 for line in before) + min(line.box.y0 for line in after)) / 2
        for before, after in pairwise(rows)
    ]


def _lines(group: list[_Row]) -> list[TextLine]:
    return [line for row in group for part in row.values() for line in part]


def edges_between_head_rows(lines: list[TextLine], edges: list[float]) -> list[float]:
    """Return the y of edges between rows of a head: below texts that span several others."""
    if is_middle_aligned(lines, edges):
        return []
    texts = rows_of(lines)
    found: list[float] = []
    for number, (before, after) in enumerate(pairwise(texts)):
        above = [line for row in texts[: number + 1] for line in row]
        if any(_spans(line, after, edges) for line in before) and not any(
            found and line.box.middle[1] < found[-1] for line in before
        ):
            low = max(line.box.y1 for line in above)
            found.append((low + min(line.box.y0 for line in after)) / 2)
    return found


def is_middle_aligned(lines: list[TextLine], edges: list[float]) -> bool:
    """Whether texts of different heights stand in the middle of one row's cells."""
    columns = _by_column(lines, edges)
    if len(columns) < 2 or len({len(rows_of(part)) for part in columns.values()}) < 2:
        return False
    if not all(_is_one_text(part) for part in columns.values()):
        return False
    middles = [
        (min(line.baseline for line in part) + max(line.baseline for line in part)) / 2
        for part in columns.values()
    ]
    return max(middles) - min(middles) <= 0.25 * size_of(lines)


def _is_one_text(lines: list[TextLine]) -> bool:
    """Whether lines one below the other are evenly apart, and no figures."""
    rows = rows_of(lines)
    steps = [after[0].baseline - before[0].baseline for before, after in pairwise(rows)]
    if steps and max(steps) > min(steps) + _WIDER * size_of(lines):
        return False
    return len(rows) < 2 or sum(is_number(row[0].text) for row in rows) < 2


def _spans(line: TextLine, below: list[TextLine], edges: list[float]) -> bool:
    """Whether a text lies over two or more texts of the next row, in columns of their own."""
    under = {
        bisect_right(edges, other.box.middle[0])
        for other in below
        if line.box.x0 <= other.box.middle[0] <= line.box.x1
    }
    return len(under) > 1


def _by_column(row: list[TextLine], edges: list[float]) -> _Row:
    found: _Row = {}
    for line in row:
        column = bisect_right(edges, line.box.middle[0]) - 1
        found.setdefault(min(max(column, 0), len(edges) - 2), []).append(line)
    return found


def _grouped(rows: list[_Row], edges: list[float], size: float) -> list[list[_Row]]:
    rows = _overlapping_as_one(rows, size)
    if len(rows) < 2:
        return [rows]
    limits = _limits(rows, edges, size)
    step = _line_step(rows, size)
    gaps = [_top(after) - _bottom(before) for before, after in pairwise(rows)]
    narrow = min(gaps) + _WIDER * size
    wide = sum(gap > narrow for gap in gaps)
    has_pitch = wide >= _ROWS_WITH_PITCH * len(gaps)
    groups: list[list[_Row]] = [[rows[0]]]
    head = _rows_without_figures(rows)
    for number, (row, gap) in enumerate(zip(rows[1:], gaps, strict=True), 1):
        group = groups[-1]
        in_head = number < head and gap <= narrow and _is_more_of_head(group, row, edges)
        resumes = not has_pitch and _resumes(group, row, step)
        goes_on = gap <= narrow and not resumes and _goes_on(group, row, limits, has_pitch)
        if in_head or goes_on:
            group.append(row)
        else:
            groups.append([row])
    return groups


def _overlapping_as_one(rows: list[_Row], size: float) -> list[_Row]:
    """Return rows, those that share some height as one: texts stand in the middle of their cells."""
    found: list[_Row] = []
    for row in rows:
        if found and _top(row) - _bottom(found[-1]) < -_OVERLAP * size:
            for column, part in row.items():
                found[-1].setdefault(column, []).extend(part)
        else:
            found.append({column: list(part) for column, part in row.items()})
    return found


def _line_step(rows: list[_Row], size: float) -> float:
    """Return the least distance of two lines in a column."""
    columns: dict[int, list[float]] = {}
    for row in rows:
        for column, part in row.items():
            columns.setdefault(column, []).extend(line.baseline for line in part)
    steps = [
        after - before
        for part in columns.values()
        for before, after in pairwise(part)
        if after - before > 0.5 * size
    ]
    return min(steps, default=0.0)


def _resumes(group: list[_Row], row: _Row, step: float) -> bool:
    """Whether a row has a text where the row before has none but one further up has: a new row."""
    for column, part in row.items():
        above = [line for other in group for line in other.get(column, ())]
        if above and part[0].baseline - above[-1].baseline > _SKIPPED * step > 0:
            return True
    return False


def _rows_without_figures(rows: list[_Row]) -> int:
    """Return how many rows stand above the first with a figure; 0 where there is none."""
    for number, row in enumerate(rows):
        if any(is_number(line.text) for part in row.values() for line in part):
            return number
    return 0


def _is_more_of_head(group: list[_Row], row: _Row, edges: list[float]) -> bool:
    """Whether texts above the figures are more lines of the head: set to its lower edge."""
    above = group[-1]
    full = len(edges) - 1
    if len(above) == len(row) == full or set(row) == {0}:
        return False
    under = [line for part in row.values() for line in part]
    return not any(_spans(line, under, edges) for part in above.values() for line in part)


def _top(row: _Row) -> float:
    return min(line.baseline - line.size for part in row.values() for line in part)


def _bottom(row: _Row) -> float:
    return max(line.baseline for part in row.values() for line in part)


def _limits(rows: list[_Row], edges: list[float], size: float) -> list[tuple[float, float]]:
    """Return how far texts of each column may reach."""
    found: list[tuple[float, float]] = []
    for column in range(len(edges) - 1):
        parts = [line for row in rows for line in row.get(column, ())]
        left, right = edges[column], edges[column + 1]
        if parts:
            longest = max(line.box.x1 for line in parts)
            first = min(line.box.x0 for line in parts)
            if longest - first >= _WIDE_COLUMN * size:
                left, right = first, longest
        found.append((left, right))
    return found


def _goes_on(
    group: list[_Row], row: _Row, limits: list[tuple[float, float]], has_pitch: bool
) -> bool:
    """Whether a row's texts are more lines of those above."""
    common = [column for column in row if column in group[-1]]
    if not common:
        return has_pitch
    wraps = 0
    for column in common:
        above, below = group[-1][column][-1], row[column][0]
        if is_number(above.text) and is_number(below.text):
            return False
        wraps += _wraps(above, below, limits[column])
    if has_pitch:
        return True
    if len(common) > 2 and len(common) == len(row) == len(group[-1]):
        return False  # full rows: that all of three texts wrap at once is a chance
    return wraps == len(common)


def _wraps(above: TextLine, below: TextLine, limits: tuple[float, float]) -> bool:
    """Whether the first word of the line below would not have fitted behind the line above."""
    left, right = above.box.x0 - limits[0], limits[1] - above.box.x1
    if abs(left - right) < 0.5 * above.size:
        room = left + right
    elif right < 0.2 * above.size:
        room = left
    else:
        room = right
    text = below.text.strip()
    share = len(text.split(" ", 1)[0]) / max(1, len(text))
    return room < share * below.box.width + 0.3 * above.size


def _is_wrapped(groups: list[list[_Row]], edges: list[float]) -> bool:
    """Whether most texts at the ends of groups are full, so that they go on in the next ones."""
    pairs = wrapped = 0
    for before, after in pairwise(groups):
        for column in range(len(edges) - 1):
            above = [line for row in before for line in row.get(column, ())]
            below = [line for row in after for line in row.get(column, ())]
            if above and below:
                number = is_number(above[-1].text) or is_number(below[0].text)
                limits = edges[column], edges[column + 1]
                pairs += 1
                wrapped += not number and _wraps(above[-1], below[0], limits)
    return pairs > 0 and wrapped >= _WRAPPED * pairs


def _are_rows(groups: list[list[_Row]], columns: int, each: bool) -> bool:
    """Whether the parts of a ruled cell row read as rows: full ones, one under another."""
    filled = [{column for row in group for column in row} for group in groups]
    least = _ALL_FULL if each else 0.5
    if sum(len(part) for part in filled) < least * columns * len(filled):
        return False
    for column in range(columns):
        texts = [_text(group, column) for group in groups]
        if sum(is_number(text) for text in texts) >= (3 if each else 2):
            return True
    if each or len(groups) < 3:
        return False
    full = [
        column
        for column in range(columns)
        if sum(column in part for part in filled) >= _FULL * len(filled)
    ]
    return len(full) >= 2


def _are_named(groups: list[list[_Row]], columns: int) -> bool:
    """Whether each row has its own words; one name beside figures in pairs heads one row."""
    words = [
        sum(bool(text := _text(group, column)) and not is_number(text) for group in groups)
        for column in range(columns)
    ]
    return max(words) > 1 or len(groups) > _MOST_UNNAMED


def _text(group: list[_Row], column: int) -> str:
    return " ".join(line.text for row in group for line in row.get(column, ()))
