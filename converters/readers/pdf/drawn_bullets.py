# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bullets of lists that are drawn and not written: discs and squares before lines, as browsers print."""

from __future__ import annotations

from converters.readers.pdf.lines import line_of
from converters.readers.pdf.model import Glyph, Placed, TextLine

_BULLET = "\u2022"
_LARGEST, _SMALLEST = 0.65, 0.12
"""Of the size."""
_SQUARE = 1.3
"""Times the other side, at most."""
_NEAREST, _FARTHEST = 0.2, 2.4
"""Of the size: how far before its line one stands."""
_LOWEST, _HIGHEST = 0.05, 0.7
"""Of the size: where its middle lies, from the baseline up."""
_LEAST = 2
"""On a page: one alone may be anything."""


def with_bullets(lines: list[TextLine], placed: list[Placed]) -> list[TextLine]:
    """Return ``lines`` with the bullets before them, which are taken out of ``placed``."""
    found: list[tuple[Placed, TextLine]] = []
    for item in placed:
        box = item.box
        wide, high = max(box.width, 0.01), max(box.height, 0.01)
        if item.kind != "drawing" or item.paths > 1 or not 1 / _SQUARE < wide / high < _SQUARE:
            continue
        line = _line_behind(item, lines)
        if line is not None:
            found.append((item, line))
    # Each line has one; in rows of signs (charts, ticked boxes) they stand before nothing.
    if len(found) < _LEAST or len({id(line) for _, line in found}) < len(found):
        return lines
    before = {id(line): item for item, line in found}
    gone = set(map(id, before.values()))
    placed[:] = [item for item in placed if id(item) not in gone]
    return [line if id(line) not in before else _marked(before[id(line)], line) for line in lines]


def _line_behind(item: Placed, lines: list[TextLine]) -> TextLine | None:
    """Return the line before which a small shape stands; None where text stands on both sides."""
    box, (_, y) = item.box, item.box.middle
    level = [
        line
        for line in lines
        if line.glyphs
        and not line.vertical
        and _LOWEST * line.size <= line.baseline - y <= _HIGHEST * line.size
        and _SMALLEST * line.size <= max(box.width, box.height) <= _LARGEST * line.size
    ]
    behind = [line for line in level if _NEAREST <= (line.box.x0 - box.x1) / line.size <= _FARTHEST]
    close = [line for line in level if line.box.x0 <= box.x0 <= line.box.x1 + line.size]
    return behind[0] if len(behind) == 1 and not close else None


def _marked(item: Placed, line: TextLine) -> TextLine:
    first, box = line.glyphs[0], item.box
    bullet = Glyph(
        _BULLET,
        box.x0,
        box.x1,
        first.top,
        first.bottom,
        line.baseline,
        first.style,
        first.order,
        first.marked,
        space_after=True,
    )
    return line_of([bullet, *line.glyphs])
