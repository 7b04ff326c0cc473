# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bullets of lists that are drawn and not written: discs and squares before lines, as browsers print."""

from __future__ import annotations

from collections.abc import Iterator

from converters.readers.pdf.lines import line_of
from converters.readers.pdf.model import Box, Glyph, Placed, Rule, TextLine

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


def with_bullets(
    lines: list[TextLine], placed: list[Placed], rules: list[Rule] | None = None
) -> list[TextLine]:
    """Return ``lines`` with the bullets before them, which are taken out of ``placed`` and ``rules``.

    Args:
        lines: of a page, with their glyphs.
        placed: its drawings: discs.
        rules: its rules: a square is one as long as it is wide.
    """
    found: list[tuple[Box, Placed | Rule, TextLine]] = []
    for thing, box in _shapes(placed, rules or []):
        wide, high = max(box.width, 0.01), max(box.height, 0.01)
        if not 1 / _SQUARE < wide / high < _SQUARE:
            continue
        line = _line_behind(box, lines)
        if line is not None:
            found.append((box, thing, line))
    # Each line has one; in rows of signs (charts, ticked boxes) they stand before nothing.
    if len(found) < _LEAST or len({id(line) for *_, line in found}) < len(found):
        return lines
    before = {id(line): box for box, _, line in found}
    gone = {id(thing) for _, thing, _ in found}
    placed[:] = [item for item in placed if id(item) not in gone]
    if rules:
        rules[:] = [rule for rule in rules if id(rule) not in gone]
    return [line if id(line) not in before else _marked(before[id(line)], line) for line in lines]


def _shapes(placed: list[Placed], rules: list[Rule]) -> Iterator[tuple[Placed | Rule, Box]]:
    """Yield what may be a bullet, with the box around it."""
    for item in placed:
        if item.kind == "drawing" and item.paths <= 1:
            yield item, item.box
    for rule in rules:
        if rule.length < 2 * rule.width:
            box = Box(rule.x0, rule.y0, rule.x1, rule.y1)
            half = rule.width / 2
            across = (0.0, half) if rule.is_across else (half, 0.0)
            x, y = across
            yield rule, Box(box.x0 - x, box.y0 - y, box.x1 + x, box.y1 + y)


def _line_behind(box: Box, lines: list[TextLine]) -> TextLine | None:
    """Return the line before which a small shape stands; None where text stands on both sides."""
    _, y = box.middle
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


def _marked(box: Box, line: TextLine) -> TextLine:
    first = line.glyphs[0]
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
