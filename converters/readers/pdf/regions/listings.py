# SPDX-License-Identifier: AGPL-3.0-or-later
"""Programs with numbered lines, told from the tables that rules beside their blocks look like."""

from __future__ import annotations

from converters.readers.pdf.model import TextLine
from converters.readers.pdf.regions.gutters import rows_of, size_of, texts_apart
from converters.readers.pdf.regions.prose import is_counting
from converters.readers.pdf.regions.ruling import Ruling

_LINE_NUMBER = 2.5
"""Of the type's size: the numbers of a program's lines are not wider."""


def is_listing(group: Ruling, lines: list[TextLine]) -> bool:
    """Whether rules are those of a program's blocks: its lines count, and no rule parts them."""
    if not lines:
        return False
    size = size_of(lines)
    left = min(line.box.x0 for line in lines)
    numbers = [
        line
        for line in sorted(lines, key=lambda line: line.baseline)
        if line.box.x0 <= left + size and line.box.width <= _LINE_NUMBER * size
    ]
    if not numbers or not is_counting([line.text.strip() for line in numbers]):
        return False
    top, bottom = numbers[0].baseline, numbers[-1].baseline
    rows, known = rows_of(lines), {id(line) for line in numbers}
    first = next(at for at, row in enumerate(rows) if any(id(line) in known for line in row))
    counted = [row for row in rows if any(id(line) in known for line in row)]
    several = sum(texts_apart(row) > 2 for row in counted) > 0.5 * len(counted)
    if several or (first and texts_apart(rows[first - 1]) > 1):
        return False  # columns, or a head above them
    return not any(
        rule.length >= 0.5 * group.box.width and top < rule.y0 < bottom for rule in group.across
    )
