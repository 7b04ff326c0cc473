# SPDX-License-Identifier: AGPL-3.0-or-later
"""The grid of a table: edges from rules and from spaces, cells from the walls between them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from converters.readers.pdf.lines import line_of, split
from converters.readers.pdf.model import Box, Glyph, Rule, TextLine
from converters.readers.pdf.regions.cells import Grid, GridPlace, cells_between, without_empty
from converters.readers.pdf.regions.gutters import (
    columns_of,
    edges_between,
    is_number,
    rows_of,
    size_of,
)
from converters.readers.pdf.regions.rows import edges_between_head_rows, edges_between_rows
from converters.readers.pdf.regions.ruling import SNAP, Ruling

_COVERED = 0.5
"""Of a cell's side: a rule along more of it is a wall."""
_NARROW = 0.8
"""Of the size: columns and rows that are narrower and empty are gaps of double rules."""
_GUTTER, _GUTTER_IN_FEW_ROWS = 0.5, 1.0
"""Of the size, between columns that no rule parts."""
_FEW_ROWS = 4
_GAP_AT_EDGE, _GAP_AT_EDGE_MONO = 0.45, 0.8
"""Of the size: a space as wide at a column's edge parts two cells; the space of a fixed-pitch font
is wide anyway."""
_MIDDLE = 0.12
"""Of a cell's width: a text so near to its middle is centred in it."""
_SEVERAL, _SEVERAL_FIGURES = 0.6, 0.4
"""Of the rows of a column that rules close: so many have to have several texts to divide it."""
_ALIGNED = 0.3
_LONG = 4
"""Lines: a text with more goes past the end of a rule, and no rule is missing to join cells."""
_PART = 0.9
_CLOSED = 0.75


class GridBuilder:
    """Builds the grid of one table.

    Args:
        area: of the table.
        ruling: rules in it.
        lines: with their middle in it; those that a rule crosses are cut there.
        edges: x of inner edges of columns that no rule draws, where they are known already.
    """

    def __init__(
        self,
        area: Box,
        ruling: Ruling,
        lines: list[TextLine],
        edges: list[float] | None = None,
    ) -> None:
        self._area = area
        self._edges = edges
        self._across, self._down = ruling.across, ruling.down
        self._size = size_of(lines)
        self._spans: list[tuple[float, float]] = []
        self._lines = [part for line in lines for part in _cut(line, ruling.down)]
        self._hard_xs = self._with_ends(
            [rule.x0 for rule in ruling.down],
            area.x0,
            area.x1,
            [line.box.middle[0] for line in lines],
        )
        self._hard_ys = self._with_ends(
            [rule.y0 for rule in ruling.across],
            area.y0,
            area.y1,
            [line.box.middle[1] for line in lines],
        )

    def grid(self) -> Grid:
        """Return the grid."""
        xs = self._columns()
        soft = set(xs) - set(self._hard_xs)
        self._lines = [part for line in self._lines for part in self._at_spaces(line, soft)]
        cells = cells_between(*self._walls(xs, self._hard_ys, soft))
        ys, open_rows = self._rows(xs, cells)
        soft_ys = set(ys) - set(self._hard_ys)
        right, below = self._walls(xs, ys, soft)
        for row, y in enumerate(ys[1:-1]):
            if y in soft_ys:
                for column in range(len(xs) - 1):
                    below[row][column] = column in open_rows[y]
        self._span_heads(xs, ys, soft, right)
        self._span_closed(xs, ys, soft, right)
        cells = cells_between(right, below)
        self._fill(xs, ys, cells)
        grid = Grid(xs, ys, cells, 0)
        grid = without_empty(grid, _NARROW * self._size)
        grid.ruled_rows = self._ruled_rows(grid)
        return grid

    def _with_ends(
        self, places: list[float], start: float, end: float, texts: list[float]
    ) -> list[float]:
        """Return the edges that rules draw, and the ends of the area where none is."""
        found: list[float] = []
        for place in sorted(places):
            if not found or place - found[-1] > SNAP:
                found.append(place)
        least = _NARROW * self._size
        if not found or found[0] - start > least or any(text < found[0] for text in texts):
            found.insert(0, start)
        if end - found[-1] > least or any(text > found[-1] for text in texts) or len(found) < 2:
            found.append(end)
        return found

    # ------------------------------------------------------------ columns

    def _columns(self) -> list[float]:
        edges: list[float] = [self._hard_xs[0]]
        if self._edges is not None:
            return [*edges, *self._edges, self._hard_xs[-1]]
        for left, right in pairwise(self._hard_xs):
            inside = [
                line
                for line in self._lines
                if left - SNAP <= line.box.x0 and line.box.x1 <= right + SNAP
                if not self._has_part_rule(line)
            ]
            edges += self._soft_columns(inside, left, right)
            edges.append(right)
        return edges

    def _has_part_rule(self, line: TextLine) -> bool:
        """Whether a rule that is wider than a text, but not as the table, goes under it."""
        return any(
            0 < rule.y0 - line.baseline <= line.size
            and rule.x0 - SNAP <= line.box.x0
            and line.box.x1 <= rule.x1 + SNAP
            and line.box.width < rule.length < _PART * self._area.width
            for rule in self._across
        )

    def _soft_columns(self, lines: list[TextLine], left: float, right: float) -> list[float]:
        rows = rows_of(lines)
        several = [row for row in rows if len(row) > 1]
        closed = self._is_closed(left) and self._is_closed(right)
        figures = all(is_number(line.text) for row in several for line in row)
        least = _SEVERAL_FIGURES if figures else _SEVERAL
        if len(several) < 2 or (closed and len(several) < max(3, least * len(rows))):
            return []
        few = len(rows) < _FEW_ROWS
        columns = columns_of(rows, (_GUTTER_IN_FEW_ROWS if few else _GUTTER) * self._size)
        if columns and columns[0][1] - columns[0][0] < 2 * self._size and closed:
            return []  # marks of a list in a cell
        self._spans += columns
        return edges_between(columns)

    def _is_usual(self, x: float, ys: list[float]) -> bool:
        """Whether rules draw an edge in half of the rows at least."""
        drawn = [_covered(self._down, x, top, bottom) for top, bottom in pairwise(ys)]
        return sum(drawn) >= 0.5 * len(drawn)

    def _is_closed(self, x: float) -> bool:
        """Whether rules draw an edge nearly all the way down."""
        drawn = sum(rule.length for rule in self._down if abs(rule.x0 - x) <= SNAP)
        return drawn >= _CLOSED * self._area.height

    def _at_spaces(self, line: TextLine, edges: set[float]) -> list[TextLine]:
        """Cut a line where a column's edge lies in one of its spaces."""
        parts = [line.glyphs]
        for edge in sorted(edges):
            if not line.box.x0 < edge < line.box.x1:
                continue
            left = [glyph for glyph in parts[-1] if (glyph.x0 + glyph.x1) / 2 <= edge]
            right = parts[-1][len(left) :]
            if not left or not right:
                continue
            gap = right[0].x0 - left[-1].x1
            numbers = all(is_number("".join(g.text for g in part)) for part in (left, right))
            least = 0.2 if numbers else _GAP_AT_EDGE_MONO if line.style.mono else _GAP_AT_EDGE
            apart = left[-1].space_after and self._is_aligned(left) and self._is_aligned(right)
            if gap >= least * line.size or (apart and gap >= 0.2 * line.size):
                parts[-1:] = [left, right]
        return [line] if len(parts) == 1 else [line_of(part) for part in parts]

    def _is_aligned(self, part: list[Glyph]) -> bool:
        """Whether a part of a line stands in a column as texts of columns do."""
        start, end = part[0].x0, part[-1].x1
        slack = _ALIGNED * self._size
        return any(
            left - 2 * slack <= start
            and end <= right + 2 * slack
            and min(abs(start - left), abs(end - right), abs(start + end - left - right) / 2)
            <= slack
            for left, right in self._spans
        )

    # ------------------------------------------------------------ rows

    def _rows(
        self, xs: list[float], cells: list[GridPlace]
    ) -> tuple[list[float], dict[float, set[int]]]:
        """Return edges of rows, and for those without rules the columns that they part."""
        ys: list[float] = [self._hard_ys[0]]
        parted: dict[float, set[int]] = {}
        bands = list(pairwise(self._hard_ys))
        single = sum(len(rows_of(self._between(top, bottom))) < 2 for top, bottom in bands)
        row_ruled = len(bands) >= 4 and single >= 0.5 * len(bands)
        head = self._head_bands()
        for number, (top, bottom) in enumerate(bands):
            free = {
                column
                for cell in cells
                if cell.top == cell.bottom == number
                for column in range(cell.left, cell.right + 1)
            }
            lines = [
                line
                for line in self._between(top, bottom)
                if _index(xs, line.box.middle[0]) in free
            ]
            if number < head:
                edges = edges_between_head_rows(lines, xs)
            else:
                edges = edges_between_rows(lines, xs, len(bands) > 1, row_ruled)
            for edge in edges:
                parted[edge] = free
            ys += edges
            ys.append(bottom)
        return ys, parted

    def _head_bands(self) -> int:
        """Return how many bands lie above the first rule that goes all the way across."""
        left, right = self._hard_xs[0], self._hard_xs[-1]
        inner = self._hard_ys[1:-1]
        for number, y in enumerate(inner, 1):
            if _covered(self._across, y, left, right, _CLOSED):
                return number
        return min(1, len(inner))

    def _between(self, top: float, bottom: float) -> list[TextLine]:
        return [line for line in self._lines if top <= _middle(line) < bottom]

    # ------------------------------------------------------------ walls and cells

    def _walls(
        self, xs: list[float], ys: list[float], soft: set[float]
    ) -> tuple[list[list[bool]], list[list[bool]]]:
        """Return, for each place, whether a wall stands to its right, and one below it."""
        rows, columns = len(ys) - 1, len(xs) - 1
        by_row: list[list[TextLine]] = [[] for _ in range(rows)]
        for line in self._lines:
            by_row[_index(ys, _middle(line))].append(line)
        right = [[True] * columns for _ in range(rows)]
        open_xs = soft | {x for x in xs[1:-1] if not self._is_usual(x, ys)}
        for row in range(rows):
            top, bottom = ys[row], ys[row + 1]
            drawn = [
                xs[column + 1] not in soft and _covered(self._down, xs[column + 1], top, bottom)
                for column in range(columns - 1)
            ]
            closed = all(_covered(self._down, x, top, bottom) for x in (xs[0], xs[-1]))
            for column in range(columns - 1):
                x = xs[column + 1]
                slack = 0.25 * self._size
                crossed = any(
                    line.box.x0 < x - slack and line.box.x1 > x + slack for line in by_row[row]
                ) and not self._is_overflow(by_row[row], x)
                if x in open_xs and (x in soft or not closed):
                    right[row][column] = not crossed
                elif not drawn[column]:
                    both = _has(by_row[row], xs[column], x) and _has(by_row[row], x, xs[column + 2])
                    right[row][column] = not crossed and (both or not (closed or any(drawn)))
        below = [[True] * columns for _ in range(rows)]
        for row in range(rows - 1):
            for column in range(columns):
                below[row][column] = _covered(
                    self._across, ys[row + 1], xs[column], xs[column + 1]
                ) or _is_long(by_row[row], xs[column], xs[column + 1])
            if not any(below[row]):
                below[row] = [True] * columns
        return right, below

    def _is_overflow(self, texts: list[TextLine], x: float) -> bool:
        """Whether a text starts at an edge that is known, so that another only reaches over it."""
        slack = _ALIGNED * self._size
        return self._edges is not None and any(abs(line.box.x0 - x) <= slack for line in texts)

    def _span_closed(
        self, xs: list[float], ys: list[float], soft: set[float], right: list[list[bool]]
    ) -> None:
        """Take walls without rules away where one text stands in the middle of a closed head cell."""
        for row in range(len(ys) - 2):
            if ys[row + 1] > self._hard_ys[1] + SNAP:
                return
            texts = [line for line in self._lines if _index(ys, _middle(line)) == row]
            for start, end in pairwise(self._hard_xs):
                if not all(_covered(self._down, x, ys[row], ys[row + 1]) for x in (start, end)):
                    continue
                inside = [line for line in texts if start <= line.box.middle[0] <= end]
                middle = inside[0].box.middle[0] if len(inside) == 1 else start
                if abs(middle - (start + end) / 2) < _MIDDLE * (end - start):
                    for column, x in enumerate(xs[1:-1]):
                        if x in soft and start < x < end:
                            right[row][column] = False

    def _span_heads(
        self, xs: list[float], ys: list[float], soft: set[float], right: list[list[bool]]
    ) -> None:
        """Take walls away over a rule that goes under several columns and one text."""
        for row in range(len(ys) - 2):
            texts = [line for line in self._lines if _index(ys, _middle(line)) == row]
            for rule in self._across:
                if abs(rule.y0 - ys[row + 1]) > SNAP:
                    continue
                under = [
                    column
                    for column in range(len(xs) - 1)
                    if rule.x0 <= (xs[column] + xs[column + 1]) / 2 <= rule.x1
                ]
                if not 1 < len(under) < len(xs) - 1:
                    continue
                over = [line for line in texts if rule.x0 <= line.box.middle[0] <= rule.x1]
                if len(rows_of(over)) == len(over) > 0:
                    for column in under[:-1]:
                        if xs[column + 1] in soft:
                            right[row][column] = False

    def _fill(self, xs: list[float], ys: list[float], cells: list[GridPlace]) -> None:
        """Put the lines into their cells, in the order of reading."""
        owner = {
            (row, column): cell
            for cell in cells
            for row in range(cell.top, cell.bottom + 1)
            for column in range(cell.left, cell.right + 1)
        }
        for line in self._lines:
            place = _index(ys, _middle(line)), _index(xs, line.box.middle[0])
            owner[place].lines.append(line)
        for cell in cells:
            cell.lines = [line for row in rows_of(cell.lines) for line in row]

    def _ruled_rows(self, grid: Grid) -> int:
        for row in range(grid.rows - 1):
            y = grid.ys[row + 1]
            if all(_covered(self._across, y, left, right) for left, right in pairwise(grid.xs)):
                return row + 1
        return 0


def _cut(line: TextLine, down: list[Rule]) -> list[TextLine]:
    """Cut a line at the rules that go through it."""
    y = _middle(line)
    places = [
        rule.x0 for rule in down if rule.y0 <= y <= rule.y1 and line.box.x0 < rule.x0 < line.box.x1
    ]
    return split(line, places) if places and line.glyphs else [line]


def _middle(line: TextLine) -> float:
    """Return y where most of the ink of a line is: above the baseline."""
    return line.baseline - 0.35 * line.size


def _index(edges: list[float], place: float) -> int:
    return min(max(bisect_right(edges, place) - 1, 0), len(edges) - 2)


def _is_long(lines: list[TextLine], left: float, right: float) -> bool:
    return sum(left <= line.box.middle[0] <= right for line in lines) > _LONG


def _has(lines: list[TextLine], left: float, right: float) -> bool:
    return any(left <= line.box.middle[0] <= right for line in lines)


def _covered(
    rules: list[Rule], place: float, start: float, end: float, least: float = _COVERED
) -> bool:
    """Whether rules at ``place`` lie along most of the way from ``start`` to ``end``."""
    length = 0.0
    for rule in rules:
        if rule.is_across:
            if abs(rule.y0 - place) <= SNAP:
                length += max(0.0, min(rule.x1, end) - max(rule.x0, start))
        elif abs(rule.x0 - place) <= SNAP:
            length += max(0.0, min(rule.y1, end) - max(rule.y0, start))
    return length >= least * (end - start)
