# SPDX-License-Identifier: AGPL-3.0-or-later
"""Frames and tables inside a cell or a frame: their rules belong to none of those around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from converters.readers.pdf.drawings import clustered
from converters.readers.pdf.model import Box, Rule
from converters.readers.pdf.regions.ruling import (
    GAP,
    Ruling,
    groups_of,
    is_frame,
    joined_rules,
)

_TIGHT = 0.8
"""Points: rules that are nearer meet; the sides of an inner frame stay farther from the outer."""
_FILLED = 0.85
"""Of a cell: what covers so much is its own second border, or all cells of a spaced table."""
_MOST = 400
"""Closed groups on a page; more are a pattern."""
_DEPTH = 4


@dataclass(slots=True)
class Nested:
    """Rules that belong together, and those that frames within them draw."""

    rules: list[Rule]
    inner: list[Nested] = field(default_factory=list)

    def flat(self) -> list[list[Rule]]:
        """Return the rules of each level and frame, the outer ones first."""
        return [self.rules, *(rules for part in self.inner for rules in part.flat())]


def nested(rules: list[Rule], depth: int = 0) -> Nested:
    """Return ``rules`` with those of inner frames taken apart."""
    groups = groups_of(joined_rules(rules, _TIGHT), _TIGHT)
    closed = [group for group in groups if is_frame(group)]
    if depth >= _DEPTH or not 1 < len(closed) <= _MOST:
        return Nested(rules)
    hosts: dict[int, tuple[Ruling, list[Box]]] = {}
    for group in closed:
        around = [other for other in closed if _is_inside(group.box, other.box)]
        if around:
            host = min(around, key=lambda other: other.box.width * other.box.height)
            hosts.setdefault(id(host), (host, []))[1].append(group.box)
    found: list[Box] = []
    for host, boxes in hosts.values():
        for box, _ in clustered(boxes, GAP):
            cell = _cell_around(host, box)
            if cell.share_of(box) > 0.99 and box.share_of(cell) < _FILLED:
                found.append(box)
    # What lies in an inner frame comes along with it, and is looked at there.
    found = [box for box in found if not any(_is_inside(box, other) for other in found)]
    if not found:
        return Nested(rules)
    outer: list[Rule] = []
    parts: list[list[Rule]] = [[] for _ in found]
    for rule in rules:
        at = next((at for at, box in enumerate(found) if _holds(box, rule)), None)
        (outer if at is None else parts[at]).append(rule)
    return Nested(outer, [nested(part, depth + 1) for part in parts])


def _is_inside(box: Box, other: Box) -> bool:
    return (
        box.x0 - other.x0 >= _TIGHT
        and box.y0 - other.y0 >= _TIGHT
        and other.x1 - box.x1 >= _TIGHT
        and other.y1 - box.y1 >= _TIGHT
    )


def _holds(box: Box, rule: Rule) -> bool:
    whole = box.grown(_TIGHT / 2)
    return whole.holds(rule.x0, rule.y0) and whole.holds(rule.x1, rule.y1)


def _cell_around(host: Ruling, box: Box) -> Box:
    """Return the place between the rules of ``host`` that are next to ``box``."""
    x, y = box.middle
    down = [rule.x0 for rule in host.down if rule.y0 <= y <= rule.y1]
    across = [rule.y0 for rule in host.across if rule.x0 <= x <= rule.x1]
    whole = host.box
    return Box(
        max((at for at in down if at <= x), default=whole.x0),
        max((at for at in across if at <= y), default=whole.y0),
        min((at for at in down if at > x), default=whole.x1),
        min((at for at in across if at > y), default=whole.y1),
    )
