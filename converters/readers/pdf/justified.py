# SPDX-License-Identifier: AGPL-3.0-or-later
"""Justified lines put together again: a blank may be stretched as wide as the space between columns.

Korean lines that break at blanks have few of them, so that one blank is often wider than
three letters. What parts such a line from a row of a table: its blanks are all equally wide, it
reaches from one edge of a column of text to the other, as many other lines do, and its blanks
stand over and under letters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from converters.readers.pdf.lines import line_of
from converters.readers.pdf.model import Box, Rule, TextLine
from converters.readers.pdf.regions.gutters import is_number

_IN_STREAM = 4
"""Between the last letter before a blank and the first one after it, the places of the stream."""
_BLANK = 0.18
"""Of the size: narrower gaps are none between words."""
_BLANK_BESIDE_LATIN = 0.35
"""The same between Hangul and figures, which programs set a little apart."""
_EVEN, _EVEN_SHARE = 0.12, 0.06
"""Of the size, and of the blank: as far as the blanks of one line differ."""
_EDGE = 0.3
"""Of the size: as far as the ends of justified lines differ."""
_DEEPEST_INDENT = 3.2
_LEAST_LINES = 3
"""Others that end where a justified line ends, and others that start where its column does."""
_STRIP = 0.7
"""Of the size: a blank that so much of goes on in the lines above and below is a gutter's."""
_PITCH = 3.0
"""Of the size: lines that are farther apart are no neighbours."""
_NEIGHBOURS = 3
_CLOSE = 6.0
"""Points between words of one cell."""

Extent = tuple[float, float]


@dataclass(slots=True)
class _Run:
    """Neighbouring pieces of a baseline that follow each other in the stream."""

    pieces: list[TextLine]
    x0: float
    x1: float
    baseline: float
    size: float

    def words(self) -> list[Extent]:
        """Return the extents of what stands between its blanks."""
        glyphs = [glyph for piece in self.pieces for glyph in piece.glyphs]
        found = [(glyphs[0].x0, glyphs[0].x1)]
        for before, after in pairwise(glyphs):
            least = _BLANK if before.text.isascii() == after.text.isascii() else _BLANK_BESIDE_LATIN
            if after.x0 - before.x1 > least * self.size:
                found.append((after.x0, after.x1))
            else:
                found[-1] = found[-1][0], after.x1
        return found


def justified(lines: list[TextLine], rules: Iterable[Rule] = ()) -> list[TextLine]:
    """Return ``lines``, which still have their glyphs, with the pieces of justified ones as one.

    Args:
        lines: of a page, sorted by their baselines.
        rules: of the page: what one parts is not joined.
    """
    runs = _runs(lines, [rule for rule in rules if not rule.is_across])
    broken = [run for run in runs if len(run.pieces) > 1]
    if not broken:
        return lines
    even = [run for run in runs if len(run.pieces) == 1 or _is_even(run)]
    starts = sorted(run.x0 for run in even)
    ends = sorted(run.x1 for run in even)
    gone: set[int] = set()
    whole: list[TextLine] = []
    for run in broken:
        slack = _EDGE * run.size
        if (
            _is_even(run)
            and _count(ends, run.x1 - slack, run.x1 + slack) > _LEAST_LINES
            and _has_start(run, starts, slack)
            and not _is_row(run, runs)
        ):
            gone.update(id(piece) for piece in run.pieces)
            whole.append(line_of([glyph for piece in run.pieces for glyph in piece.glyphs]))
    if not whole:
        return lines
    kept = [line for line in lines if id(line) not in gone]
    return sorted([*kept, *whole], key=lambda line: (round(line.baseline, 1), line.box.x0))


def _runs(lines: list[TextLine], down: list[Rule]) -> list[_Run]:
    runs: list[_Run] = []
    for line in sorted(lines, key=lambda line: (round(line.baseline, 1), line.box.x0)):
        if line.vertical or not line.glyphs:
            continue
        last = runs[-1] if runs else None
        if last is not None and _follows(last, line, down):
            last.pieces.append(line)
            last.x1 = line.box.x1
        else:
            runs.append(_Run([line], line.box.x0, line.box.x1, line.baseline, line.size))
    return runs


def _follows(run: _Run, line: TextLine, down: list[Rule]) -> bool:
    last = run.pieces[-1].glyphs[-1]
    steps = line.glyphs[0].order - last.order
    if not 0 < steps <= _IN_STREAM or abs(line.size - run.size) > 0.05 * run.size:
        return False
    if abs(line.baseline - run.baseline) > 0.1 * run.size or line.box.x0 <= run.x1:
        return False
    y = line.baseline - 0.35 * line.size
    return not any(rule.y0 <= y <= rule.y1 and run.x1 < rule.x0 < line.box.x0 for rule in down)


def _is_even(run: _Run) -> bool:
    """Whether all blanks of a run are equally wide."""
    words = run.words()
    blanks = [after[0] - before[1] for before, after in pairwise(words)]
    widest = max(blanks, default=0.0)
    return not blanks or widest - min(blanks) <= _EVEN * run.size + _EVEN_SHARE * widest


def _count(places: list[float], low: float, high: float) -> int:
    return bisect_left(places, high) - bisect_left(places, low)


def _has_start(run: _Run, starts: list[float], slack: float) -> bool:
    """Whether a run starts where many do, or as far in from there as paragraphs are indented."""
    if _count(starts, run.x0 - slack, run.x0 + slack) > _LEAST_LINES:
        return True
    first = bisect_left(starts, run.x0 - _DEEPEST_INDENT * run.size)
    return any(
        _count(starts, start - slack, start + slack) > _LEAST_LINES
        for start in starts[first : bisect_left(starts, run.x0)]
    )


def _is_row(run: _Run, runs: list[_Run]) -> bool:
    """Whether the wide blanks of a run all part columns: a row of a table."""
    at = next(number for number, other in enumerate(runs) if other is run)
    above = _neighbours(run, runs[at - 1 :: -1] if at else [])
    below = _neighbours(run, runs[at + 1 :])
    return all(
        _parts_columns(before, after, above, below) for before, after in pairwise(run.pieces)
    )


def _parts_columns(
    before: TextLine, after: TextLine, above: list[list[Extent]], below: list[list[Extent]]
) -> bool:
    """Whether the blank between two pieces goes on over and under it, beside texts set alike."""
    size, blank = after.size, (before.box.x1, after.box.x0)
    # A line that ends before the blank says nothing.
    over, under = (
        [row for row in side if row[0][0] < blank[1] and row[-1][1] > blank[0]]
        for side in (above, below)
    )
    telling = [over[0], under[0]] if over and under else [*over, *under][:2]
    strips = [blank]
    for words in telling:
        gaps = [
            (one[1], two[0])
            for one, two in pairwise(words)
            if is_number(after.text) or _is_set_alike(_cell(words, two), after.box, size)
        ]
        strips = [
            (max(a[0], b[0]), min(a[1], b[1]))
            for a in strips
            for b in gaps
            if min(a[1], b[1]) - max(a[0], b[0]) >= _STRIP * size
        ]
    return len(telling) == 2 and bool(strips)


def _cell(words: list[Extent], first: Extent) -> Extent:
    """Return the extent of the word ``first`` and those that stand close behind it."""
    end = first[1]
    for start, stop in words[words.index(first) + 1 :]:
        if start - end > _CLOSE:
            break
        end = stop
    return first[0], end


def _is_set_alike(cell: Extent, box: Box, size: float) -> bool:
    """Whether two texts start at one place or have one middle."""
    middles = abs(cell[0] + cell[1] - box.x0 - box.x1) / 2
    return min(abs(cell[0] - box.x0), middles) <= _EDGE * size


def _neighbours(run: _Run, others: list[_Run]) -> list[list[Extent]]:
    """Return the words of the next lines over or under a run, nearest first."""
    found: list[tuple[float, list[Extent]]] = []
    for other in others:
        last = found[-1][0] if found else run.baseline
        if abs(other.baseline - last) > _PITCH * run.size:
            break
        apart = min(other.x1, run.x1) <= max(other.x0, run.x0)
        if apart or other.baseline == run.baseline or abs(other.size - run.size) > 0.05 * run.size:
            continue
        if found and other.baseline == last:
            found[-1] = last, sorted([*found[-1][1], *other.words()])
        elif len(found) < _NEIGHBOURS:
            found.append((other.baseline, other.words()))
        else:
            break
    return [words for _, words in found]
