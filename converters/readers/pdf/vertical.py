# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text set from top to bottom (세로쓰기): pages of it, and stacked letters in heads of tables.

The letters of a vertical line stand closer to the ones above and below than to those beside
them. A page that is mostly so is turned by a quarter: its columns, from right to left, become
lines from top to bottom, and everything after reads it like any other page.
"""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise

from converters.readers.pdf.engine import EnginePage
from converters.readers.pdf.lines import set_spans
from converters.readers.pdf.model import Box, Glyph, Rule, TextLine

_ASIDE = 0.25
"""Of the size: how far the middles of letters in a vertical line may be apart."""
_PITCH = (0.75, 1.35)
"""Of the size, from letter to letter; lines of running text are further apart."""
_PITCH_WITH_BLANK = 2.45
_CLOSE_BESIDE = 0.25
"""Of the size: letters of horizontal text are closer to those beside them."""
_LEAST = 4
_LEAST_TIGHT, _TIGHT = 3, 1.15
_LARGEST_SHARE_BESIDE = 0.3
_LEAST_SHARE = 0.6
"""Of a line: letters of Korean, Chinese and Japanese."""
_LEAST_STEPS = 0.35
"""Of its steps: those without a space; Korean words are short."""
_WIDE_SCRIPTS = "\u1100"
_DESCENT = 0.12


def vertical_runs(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Return the letters of each vertical line, from the top down."""
    alone = _without_neighbours(glyphs) if glyphs else []
    if not any(glyph.text >= _WIDE_SCRIPTS for glyph in alone):
        return []
    grid = _Grid(alone)
    follows: dict[int, Glyph] = {}
    has_before: set[int] = set()
    for glyph in alone:
        below = grid.below(glyph)
        if below is not None and id(below) not in has_before:
            follows[id(glyph)] = below
            has_before.add(id(below))
    runs: list[list[Glyph]] = []
    whole = _Grid(glyphs) if follows else grid
    for glyph in alone:
        if id(glyph) in has_before or id(glyph) not in follows:
            continue
        run = [glyph]
        while id(run[-1]) in follows:
            run.append(follows[id(run[-1])])
        if _is_line(run, whole):
            runs.append(run)
    return runs


def parted(run: list[Glyph], rules: list[Rule]) -> list[list[Glyph]]:
    """Return the parts of a vertical line that rules across part: stacked letters of several cells.

    A letter that is left alone is no line.
    """
    parts = [run[:1]]
    for above, below in pairwise(run):
        x = (below.x0 + below.x1) / 2
        if any(
            rule.is_across
            and rule.x0 <= x <= rule.x1
            and above.baseline <= rule.y0 <= below.baseline - 0.5 * below.style.size
            for rule in rules
        ):
            parts.append([])
        parts[-1].append(below)
    return [part for part in parts if len(part) > 1]


def _without_neighbours(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs that do not stand beside the one before or after in the stream.

    Most text of most pages falls out here, which keeps the search for columns cheap.
    """
    beside = [
        abs(after.baseline - before.baseline) < 0.1 * after.style.size
        and abs(after.x0 - before.x1) < _CLOSE_BESIDE * after.style.size
        for before, after in pairwise(glyphs)
    ]
    return [
        glyph
        for glyph, left, right in zip(glyphs, [False, *beside], [*beside, False], strict=True)
        if not (left or right)
    ]


def vertical_line(run: list[Glyph]) -> TextLine:
    """Return the vertical line of ``run``, which goes down."""
    size = statistics.median(glyph.style.size for glyph in run)
    for before, glyph in pairwise(run):
        before.space_after = glyph.baseline - before.baseline > _PITCH[1] * size
    box = Box(
        min(glyph.x0 for glyph in run),
        min(glyph.top for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in run),
    )
    order = min(glyph.order for glyph in run)
    line = TextLine(box, run[0].baseline, size, [], run, order=order, vertical=True)
    # Gaps across mean nothing here: letters follow each other downwards.
    line.tracking = box.width
    set_spans(line)
    for span in line.spans:
        span.box = box
    return line


def laid_line(line: TextLine, page: EnginePage) -> TextLine:
    """Return a horizontal line of a page that is about to be turned, as it lies after that."""
    # By three quarters clockwise: what was right is above.
    box = line.box
    line.box = Box(box.y0, page.width - box.x1, box.y1, page.width - box.x0)
    line.baseline, line.vertical = line.box.y1, True
    for span in line.spans:
        span.box = line.box
    return line


def laid(glyphs: list[Glyph]) -> list[Glyph]:
    """Give the letters of a page that was turned for its vertical lines one baseline."""
    for glyph in glyphs:
        glyph.baseline = glyph.bottom - _DESCENT * glyph.style.size
    return glyphs


def _is_line(run: list[Glyph], grid: _Grid) -> bool:
    pitches = [
        (below.baseline - glyph.baseline) / glyph.style.size for glyph, below in pairwise(run)
    ]
    letters = [g.text for g in run if g.text >= _WIDE_SCRIPTS and g.text.isalpha()]
    if len(letters) < _LEAST_SHARE * len(run):
        return False
    if 2 * len(set(letters)) < len(letters):
        return False  # one word over and over in the rows of a table
    if sum(pitch <= _PITCH[1] for pitch in pitches) < _LEAST_STEPS * len(pitches):
        return False
    tight = statistics.median(pitches) <= _TIGHT
    if len(run) < (_LEAST_TIGHT if tight else _LEAST):
        return False
    beside = sum(grid.has_beside(glyph) for glyph in run)
    return beside <= _LARGEST_SHARE_BESIDE * len(run)


class _Grid:
    """Glyphs by place, to find neighbours in constant time."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        self._cell = max(4.0, statistics.median(g.style.size for g in glyphs)) if glyphs else 4.0
        self._columns: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            self._columns[self._column(glyph)].append(glyph)
        self._heights: dict[int, list[float]] = {}
        for key, column in self._columns.items():
            column.sort(key=lambda g: g.baseline)
            self._heights[key] = [g.baseline for g in column]

    def _column(self, glyph: Glyph) -> int:
        return int((glyph.x0 + glyph.x1) / 2 // self._cell)

    def _near(self, glyph: Glyph, reach: int, top: float, bottom: float) -> list[Glyph]:
        at = self._column(glyph)
        found: list[Glyph] = []
        for key in range(at - reach, at + reach + 1):
            heights = self._heights.get(key)
            if heights is not None:
                first, last = bisect_left(heights, top), bisect_left(heights, bottom)
                found += self._columns[key][first:last]
        return found

    def below(self, glyph: Glyph) -> Glyph | None:
        """Return the letter that follows downwards; None where none does."""
        size = glyph.style.size
        middle = (glyph.x0 + glyph.x1) / 2
        near = [
            other
            for other in self._near(
                glyph,
                1,
                glyph.baseline + _PITCH[0] * size,
                glyph.baseline + _PITCH_WITH_BLANK * size,
            )
            if abs((other.x0 + other.x1) / 2 - middle) <= _ASIDE * size
            and abs(other.style.size - size) < 0.1 * size
        ]
        return min(near, key=lambda g: g.baseline, default=None)

    def has_beside(self, glyph: Glyph) -> bool:
        """Whether a letter stands as close beside it as in horizontal text."""
        size = glyph.style.size
        reach = 1 + int(1.5 * size / self._cell)
        half = 0.5 * size
        return any(
            other is not glyph
            and -_CLOSE_BESIDE * size
            < max(other.x0 - glyph.x1, glyph.x0 - other.x1)
            < _CLOSE_BESIDE * size
            for other in self._near(glyph, reach, glyph.baseline - half, glyph.baseline + half)
        )
