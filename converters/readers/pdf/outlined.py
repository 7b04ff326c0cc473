# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters that are drawn as outlines: ink that reads as text and is none.

Printing houses turn letters into paths, and programs do so with fonts that may not be embedded. A
path is a letter, a part of one, or a whole line; letters stand in rows, close to each other.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from converters.readers.pdf.model import Box, Glyph, around

_LOWEST, _HIGHEST = 2.0, 60.0
"""Points: what may be a letter."""
_WIDEST = 3.0
"""Of its height: a wider shape is a line of letters, or none."""
_LEVEL = 0.6
"""Of the height of a row: what overlaps it so far down stands in it."""
_NEAR = 1.2
"""Of the height of a row: letters of a line stand nearer."""
_CLOSE = 0.45
"""Of the height: so far apart are most letters of a line."""
_FEWEST = 3
_ENOUGH = 12
"""Shapes on a page in rows like lines: fewer are a logo or icons."""
_COVERED = 0.2
"""Of the shapes of a row: where letters stand on more of them, they are their ground."""
_LOWER = 0.6
"""Of the lowest line: words without tall letters are no lower."""
_SHARE = 0.1
"""Of the letters of a page: fewer shapes are its charts and ornaments."""
_MOST = 20_000


def letters_in(parts: Sequence[Box]) -> list[Box]:
    """Return boxes around what may be letters of one path: its parts, where nothing parts them.

    Args:
        parts: around each closed line of the path.
    """
    found: list[Box] = []
    for line in _apart(parts, down=True):
        found += [around(letter) for letter in _apart(line, down=False)]
    return found


def _apart(parts: Sequence[Box], *, down: bool) -> list[list[Box]]:
    """Return parts in groups that a level, or an upright, line can be drawn between."""
    ordered = sorted(parts, key=lambda box: (box.y0, box.y1) if down else (box.x0, box.x1))
    found: list[list[Box]] = []
    end = 0.0
    for box in ordered:
        start, stop = (box.y0, box.y1) if down else (box.x0, box.x1)
        if found and start < end:
            found[-1].append(box)
            end = max(end, stop)
        else:
            found.append([box])
            end = stop
    return found


def outlined_rows(shapes: Sequence[Box], shown: Sequence[Glyph] = ()) -> list[Box]:
    """Return boxes around rows of shapes that stand as letters do; none where they are few.

    Args:
        shapes: boxes of what may be a letter, of all paths of a page.
        shown: its letters: where they stand over shapes, these are their ground.
    """
    if not max(_ENOUGH, _SHARE * len(shown)) <= len(shapes) <= _MOST:
        return []
    letters = [
        box
        for box in shapes
        if max(box.height, box.width) >= _LOWEST
        and box.height <= _HIGHEST
        and box.width <= max(_WIDEST * box.height, _HIGHEST)
    ]
    rows: list[list[Box]] = []
    for box in sorted(letters, key=lambda each: (each.y1, each.x0)):
        for row in rows[-4:]:
            if box.down(row[0]) >= _LEVEL * min(box.height, row[0].height):
                row.append(box)
                break
        else:
            rows.append([box])
    runs = [run for row in rows for run in _runs(row)]
    sure = [run for run in runs if _is_line(run, shown)]
    found = [around(run) for run in sure]
    if sum(map(len, sure)) < max(_ENOUGH, _SHARE * len(shown)):
        return []
    # A word or two in a cell are too few to tell alone; they are as high as the others.
    heights = [around(run).height for run in sure]
    low, high = _LOWER * min(heights), max(heights)
    for run in runs:
        box = around(run)
        if len(run) < _FEWEST and low <= box.height <= high and not _covers(run, shown):
            found.append(box)
    return found


def _runs(row: list[Box]) -> list[list[Box]]:
    """Return the parts of a row that wide gaps leave together."""
    ordered = sorted(row, key=lambda box: box.x0)
    high = max(box.height for box in ordered)
    found = [[ordered[0]]]
    end = ordered[0].x1
    for box in ordered[1:]:
        if box.x0 - end > _NEAR * high:
            found.append([])
        found[-1].append(box)
        end = max(end, box.x1)
    return found


def _is_line(row: list[Box], shown: Sequence[Glyph]) -> bool:
    if len(row) < _FEWEST:
        return False
    high = statistics.quantiles([box.height for box in row], n=4)[2]
    whole = around(row)
    if whole.height > 2.2 * high or whole.width < whole.height:
        return False
    gaps, end = [], row[0].x1
    for box in row[1:]:
        gaps.append(box.x0 - end)
        end = max(end, box.x1)
    if statistics.median(gaps) > _CLOSE * high:
        return False
    return not _covers(row, shown)


def _covers(row: Sequence[Box], shown: Sequence[Glyph]) -> bool:
    """Whether letters stand on the shapes of a row; figures typed as text stand between them."""
    whole = around(list(row))
    middles = [((g.x0 + g.x1) / 2, g.baseline - 0.35 * g.style.size) for g in shown]
    within = [(x, y) for x, y in middles if whole.holds(x, y)]
    covered = sum(any(box.holds(x, y) for box in row) for x, y in within)
    return covered > _COVERED * len(row)
