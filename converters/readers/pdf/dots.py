# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dotted rules that are drawn dot by dot: what lies close on one line becomes one rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter

from converters.readers.pdf.model import Box, Rule

_APART = 3.0
"""Points between two dots of one rule, at most."""
_LEAST, _SHORTEST_PT = 5, 6.0
"""Dots, and points: fewer and shorter ones are signs."""
_STRAIGHT_PT = 0.5
_MOST = 200_000
_TEXTURE = 0.5
"""Of the dots of rules: where so many are in rules of both directions they make a texture."""


@dataclass(slots=True)
class Dot:
    """A stroke or a fill of less than two points in both directions."""

    box: Box
    width: float
    """Points: how thick a rule of such dots is."""
    color: str
    is_shape: bool = False
    """Whether it is more than a stroke or a square: in no row it belongs to a drawing."""


def rules_of(dots: list[Dot]) -> tuple[list[Rule], list[Dot]]:
    """Return the rules that rows of dots make, and the dots that are in none.

    There is no rule where the dots are too many or make a texture.
    """
    if not _LEAST <= len(dots) <= _MOST:
        return [], dots
    across = _runs(dots, attrgetter("box.y0", "box.y1"), attrgetter("box.x0", "box.x1"))
    down = _runs(dots, attrgetter("box.x0", "box.x1"), attrgetter("box.y0", "box.y1"))
    uses = Counter(id(dot) for run in (*across, *down) for dot in run)
    twice = sum(count > 1 for count in uses.values())
    if twice > _TEXTURE * len(uses):
        return [], dots
    rules = [_rule(run, across=True) for run in across]
    rules += [_rule(run, across=False) for run in down]
    return rules, [dot for dot in dots if id(dot) not in uses]


def _runs(
    dots: list[Dot],
    place: attrgetter[tuple[float, float]],
    extent: attrgetter[tuple[float, float]],
) -> list[list[Dot]]:
    """Return the rows of dots in one direction.

    Args:
        dots: all.
        place: the two edges that all dots of a row share.
        extent: where a dot starts and ends along the row.
    """
    lines: list[tuple[float, list[Dot]]] = []
    for dot in sorted(dots, key=lambda dot: sum(place(dot))):
        at = sum(place(dot)) / 2
        if not lines or at - lines[-1][0] > _STRAIGHT_PT:
            lines.append((at, []))
        lines[-1][1].append(dot)
    found: list[list[Dot]] = []
    for _, line in lines:
        if len(line) < _LEAST:
            continue
        run: list[Dot] = []
        end = 0.0
        for dot in sorted(line, key=extent):
            start, stop = extent(dot)
            if run and start - end > _APART:
                found.append(run)
                run = []
            end = max(end, stop) if run else stop
            run.append(dot)
        found.append(run)
    return [run for run in found if _is_rule(run, extent)]


def _is_rule(run: list[Dot], extent: attrgetter[tuple[float, float]]) -> bool:
    starts = {round(extent(dot)[0], 1) for dot in run}
    return len(starts) >= _LEAST and max(starts) - min(starts) >= _SHORTEST_PT


def _rule(run: list[Dot], *, across: bool) -> Rule:
    x0, y0 = min(dot.box.x0 for dot in run), min(dot.box.y0 for dot in run)
    x1, y1 = max(dot.box.x1 for dot in run), max(dot.box.y1 for dot in run)
    width, color = max(dot.width for dot in run), run[0].color
    if across:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, width, color)
    return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, width, color)
