# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns of a table by where their texts start: narrow columns leave no space between full cells."""

from __future__ import annotations

from itertools import pairwise

from converters.readers.pdf.lines import line_of
from converters.readers.pdf.model import Glyph, TextLine
from converters.readers.pdf.regions.gutters import size_of

_ALIGNED = 0.12
"""Of the size: texts of one column start so near to each other."""
_LEAST_TEXTS, _LEAST_ALIGNED = 2, 3
"""Texts that start one below the other: lines, and texts within lines."""
_APART = 1.2
"""Of the size: columns are wider."""
_MOST_OFF = 0.1
"""Of the texts: with more that start elsewhere, columns are not set to the left."""
_SPACE = 0.5
"""Of the size: blanks that are not stretched are narrower."""
_WIDE_SPACE = 0.9
_LEAST_BLANK, _MOSTLY_NARROW = 0.12, 0.6


def column_starts(lines: list[TextLine]) -> list[float]:
    """Return where the columns of ``lines`` start, from left to right; empty where not all say so."""
    size = size_of(lines)
    groups = _groups([line.box.x0 for line in lines], _ALIGNED * size)
    kept = [group for group in groups if len(group) >= _LEAST_TEXTS]
    if sum(map(len, kept)) < (1 - _MOST_OFF) * len(lines):
        return []
    starts = [group[0] for group in kept]
    if any(after - before < _APART * size for before, after in pairwise(starts)):
        return []
    return starts


def cut_at_starts(lines: list[TextLine], *, by_gaps: bool = True) -> list[list[TextLine]]:
    """Return each line cut where a text of its own starts exactly as others do above or below it.

    Args:
        lines: of a column of the page, or of a table.
        by_gaps: whether wide gaps begin texts, and not only the marks of the stream.
    """
    size = size_of(lines)
    apart = _ALIGNED * size
    own = [_starts_of(line, by_gaps=by_gaps) for line in lines]
    groups = _groups([x for places in own for x in places], apart)
    starts = [sum(group) / len(group) for group in groups if len(group) >= _LEAST_ALIGNED]
    groups = _groups([line.box.x0 for line in lines], apart)
    starts += [sum(group) / len(group) for group in groups if len(group) >= _LEAST_TEXTS]
    found: list[list[TextLine]] = []
    for line, places in zip(lines, own, strict=True):
        cuts = {x for x in places[1:] if any(abs(x - start) <= apart for start in starts)}
        parts = [line.glyphs[:1]]
        for glyph in line.glyphs[1:]:
            if glyph.x0 in cuts:
                parts.append([glyph])
            else:
                parts[-1].append(glyph)
        found.append([line] if len(parts) == 1 else [line_of(part) for part in parts])
    return found


def tells_texts_apart(lines: list[TextLine]) -> bool:
    """Whether a wide gap without a blank parts texts here: the stream has blanks, or all are narrow."""
    words = [line for line in lines if " " in line.text.strip()]
    signs = sum(any(glyph.space_after for glyph in line.glyphs) for line in lines)
    if words and 2 * signs >= len(words):
        return True
    gaps = [
        (after.x0 - before.x1) / line.size
        for line in lines
        for before, after in pairwise(line.glyphs)
        if after.x0 - before.x1 > _LEAST_BLANK * line.size
    ]
    return sum(gap < _SPACE for gap in gaps) >= _MOSTLY_NARROW * len(gaps)


def _starts_of(line: TextLine, *, by_gaps: bool) -> list[float]:
    """Return where the texts of a line start that the stream begins anew."""
    return [
        line.box.x0,
        *(
            after.x0
            for before, after in pairwise(line.glyphs)
            if before.marked != after.marked
            or (by_gaps and _is_text_of_its_own(before, after, line.size))
        ),
    ]


def _groups(places: list[float], apart: float) -> list[list[float]]:
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= apart:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_text_of_its_own(before: Glyph, after: Glyph, size: float) -> bool:
    """Whether the stream begins another text here, after a gap that is no blank.

    A wrapped text of a cell may end in a blank, whose place in the stream goes before the next text.
    """
    if not before.space_after:
        return after.x0 - before.x1 >= _SPACE * size
    return not 1 <= after.order - before.order <= 2 and after.x0 - before.x1 >= _WIDE_SPACE * size
