# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns by the spaces between texts: rows of lines, and the strips that no row crosses."""

from __future__ import annotations

import functools
import itertools
import re
import statistics
from bisect import bisect_left, bisect_right
from itertools import pairwise

from converters.readers.pdf.lines import split
from converters.readers.pdf.model import TextLine

_SAME_ROW = 0.5
"""Of the lower of two lines: those that share more of their height stand side by side."""
_OVERLAP = 0.2
"""Of the type's size: texts that share less across do not stand one upon the other."""
_SPANNING = 0.4
"""Of the rows over or under a text: so many with two of theirs show that it spans columns."""
_BESIDE, _LEAST_BESIDE = 0.5, 0.2
"""Of the size: between the texts of two columns, and between them with their heads."""
_NUMBERS_APART = 0.42
"""Of the size: an ordinary space between digits is narrower."""
_NUMBER = re.compile(r"^[\s\d.,:;%+\-–—−()<>*△▲▽▼±$€£¥₩~∼/]*$")
_JOINING = frozenset("~∼〜/:=+<>±")
_NO_VALUE = frozenset({"na", "n.a.", "n/a", "ref.", "x", "(x)", "없음", "미상"})


def rows_of(lines: list[TextLine]) -> list[list[TextLine]]:
    """Return lines that stand side by side, from the top down, each row from left to right."""
    rows: list[list[TextLine]] = []
    tops: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: (line.box.y0 + line.box.y1, line.box.x0)):
        top, bottom = line.baseline - 0.8 * line.size, line.baseline + 0.2 * line.size
        if rows:
            high, low = tops[-1]
            shared = min(bottom, low) - max(top, high)
            if shared > _SAME_ROW * min(bottom - top, low - high):
                rows[-1].append(line)
                continue
        rows.append([line])
        tops.append((top, bottom))
    for row in rows:
        row.sort(key=lambda line: line.box.x0)
    return rows


def texts_apart(row: list[TextLine]) -> int:
    """Return how many texts a row has that spaces as wide as a letter part."""
    return 1 + sum(after.box.x0 - before.box.x1 > before.size for before, after in pairwise(row))


def by_numbers(lines: list[TextLine]) -> list[TextLine]:
    """Cut lines that are rows of numbers at their spaces: narrow columns have narrow gutters."""
    found: list[TextLine] = []
    for line in lines:
        tokens = line.text.split()
        joined = _JOINING.intersection(tokens)  # "3.1. ~ 5.31." is one value
        numbers = len(tokens) > 1 and all(is_number(token) for token in tokens)
        if joined or not numbers or not line.glyphs:
            found.append(line)
            continue
        gaps = [
            (before.x1 + after.x0) / 2
            for before, after in pairwise(line.glyphs)
            if after.x0 - before.x1 >= _NUMBERS_APART * line.size
        ]
        found += split(line, gaps) if gaps else [line]
    return found


def size_of(lines: list[TextLine]) -> float:
    """Return the usual size of the type in points; 10 where there is none."""
    return statistics.median(line.size for line in lines) if lines else 10.0


def columns_of(rows: list[list[TextLine]], least: float) -> list[tuple[float, float]]:
    """Return where the columns of ``rows`` start and end, from left to right.

    Texts that stand over two of another row's in most rows span columns, and say nothing
    about where those are.

    Args:
        rows: of ``rows_of``.
        least: points between two columns.
    """
    extents = [([line.box.x0 for line in row], [line.box.x1 for line in row]) for row in rows]
    spans: list[tuple[float, float]] = []
    for number, row in enumerate(rows):
        for line in row:
            if not _is_spanning(line, number, extents):
                slack = min(_OVERLAP * line.size, 0.25 * line.box.width)
                spans.append((line.box.x0 + slack, line.box.x1 - slack))
    columns: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if columns and start - columns[-1][1] < least:
            columns[-1] = columns[-1][0], max(columns[-1][1], end)
        else:
            columns.append((start, end))
    return columns


def _is_spanning(
    line: TextLine, number: int, extents: list[tuple[list[float], list[float]]]
) -> bool:
    """Whether a text lies over two or more of another row's, in many of the rows where over any."""
    slack = _OVERLAP * line.size
    over_one = over_more = 0
    for other, (starts, ends) in enumerate(extents):
        if other == number:
            continue
        count = bisect_left(starts, line.box.x1 - slack) - bisect_right(ends, line.box.x0 + slack)
        over_one += count == 1
        over_more += count > 1
    return over_more > 0 and over_more >= _SPANNING * (over_one + over_more)


def edges_between(columns: list[tuple[float, float]]) -> list[float]:
    """Return the middles of the spaces between columns."""
    return [(before[1] + after[0]) / 2 for before, after in itertools.pairwise(columns)]


def edges_under_heads(rows: list[list[TextLine]], size: float) -> list[float] | None:
    """Return the edges of columns whose heads stand off their texts: centred over texts set left.

    Each head and the texts of its column keep clear of the next ones; None where that is not so,
    or where the spaces through all rows tell the columns already.
    """
    if len(rows) < 3 or len(rows[0]) < 2:
        return None
    least = _BESIDE * size
    columns = columns_of(rows[1:], least)
    if len(columns) < 2 or len(columns_of(rows, least)) <= len(columns):
        return None
    heads: list[TextLine | None] = [*rows[0]]
    if len(heads) == len(columns) - 1:
        heads.insert(0, None)
    if len(heads) != len(columns):
        return None
    edges: list[float] = []
    for (column, head), (beside, other) in pairwise(zip(columns, heads, strict=True)):
        left = column[1] if head is None else max(column[1], head.box.x1)
        right = beside[0] if other is None else min(beside[0], other.box.x0)
        if right - left < _LEAST_BESIDE * size:
            return None
        edges.append((left + right) / 2)
    return edges


# Asked again and again of the same lines while a page is divided.
@functools.lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a text is what columns of figures hold: a number, a sign for none."""
    text = text.strip()
    return bool(text) and (bool(_NUMBER.match(text)) or text.lower() in _NO_VALUE)
