# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which kind of heading stands above which, the same for the whole document.

A series that goes on over others contains them: 1., □, □, 2. has □ inside of 1. Where no series says so, the
rules for official documents do, then size, then which comes first. Levels that an author told keep
their order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from converters.passes.outline.lines import Line
from converters.passes.outline.markers import MarkerKind

Kind = tuple[str, int, str]
"""What makes headings one level: ("told", level, ""), ("marker", kind, sign), ("box", ...), ("look", ...)."""

_BOXED_DIGIT = MarkerKind.SECTION + 0.5


def levels_of(lines: Sequence[Line]) -> dict[int, int]:
    """Return the level of each heading of ``lines``, from 1, by the place of its block."""
    headings = [line for line in lines if line.heading is not None or line.chosen]
    # "목차" in a title box is no part that holds what comes after it.
    ranked = [line for line in headings if not _is_contents(line)]
    kinds = _kinds(ranked)
    order = _order(ranked, kinds)
    levels = {line.at: order.index(kind) + 1 for line, kind in zip(ranked, kinds, strict=True)}
    for line in headings:
        if line.at not in levels:
            levels[line.at] = next((levels[r.at] for r in ranked if r.at > line.at), 1)
    return levels


def _is_contents(line: Line) -> bool:
    return line.in_contents and line.heading is not None and line.heading.frame_cells > 0


def _kinds(headings: Sequence[Line]) -> list[Kind]:
    kinds = [_kind(line) for line in headings]
    # Unmarked headings of the kind that marks of one level have are of that level.
    markers: defaultdict[int, Counter[Kind]] = defaultdict(Counter)
    looks: defaultdict[int, Counter[Kind]] = defaultdict(Counter)
    for line, kind in zip(headings, kinds, strict=True):
        if kind[0] == "told":
            markers[kind[1]][_marker_kind(line)] += 1
            looks[kind[1]][_look_kind(line)] += 1
    same: dict[Kind, Kind] = {}
    for found in (markers, looks):
        for level, counts in sorted(found.items()):
            (common, count), *_ = counts.most_common(1)
            if common[0] and 2 * count > counts.total():
                same.setdefault(common, ("told", level, ""))
    return [same.get(kind, kind) for kind in kinds]


def _kind(line: Line) -> Kind:
    heading = line.heading
    if heading is not None and heading.frame_cells:
        marker = line.marker
        if marker is not None and heading.number is not None:
            return "box", int(marker.kind), ""
        return ("box", int(marker.kind), "") if marker else ("frame", heading.level, "")
    if heading is not None and heading.inferred and line.marker is not None:
        return _marker_kind(line)
    if heading is not None:
        return "told", heading.level, ""
    if line.titled:
        return "marker", int(MarkerKind.LABEL), ""
    return _marker_kind(line) if line.marker is not None else _look_kind(line)


def _marker_kind(line: Line) -> Kind:
    marker = line.marker
    if marker is None:
        return "", 0, ""
    sign = marker.above if marker.kind in (MarkerKind.SQUARE, MarkerKind.WORD) else ""
    return "marker", int(marker.kind), sign


def _look_kind(line: Line) -> Kind:
    if not line.emphasised:
        return "", 0, ""
    return "look", line.size, "strong" if line.strong else ""


class _Nesting:
    """What the headings of a document say of two kinds."""

    def __init__(self, headings: Sequence[Line], kinds: Sequence[Kind]) -> None:
        self._places: defaultdict[Kind, list[int]] = defaultdict(list)
        sizes: defaultdict[Kind, list[int]] = defaultdict(list)
        self._lines = headings
        for at, (line, kind) in enumerate(zip(headings, kinds, strict=True)):
            self._places[kind].append(at)
            sizes[kind].append(line.size)
        self._sizes = {kind: sum(found) / len(found) for kind, found in sizes.items()}
        self._ranks = {kind: self._rank(kind) for kind in self._places}

    def kinds(self) -> list[Kind]:
        """Return the kinds in the order of their first headings."""
        return list(self._places)

    def _rank(self, kind: Kind) -> float | None:
        if kind[0] == "marker":
            return float(kind[1]) if kind[1] != MarkerKind.WORD else None
        if kind[0] == "box":
            return _BOXED_DIGIT if kind[1] == MarkerKind.DECIMAL else float(kind[1])
        if kind[0] == "told":
            found = Counter(
                marker.kind
                for at in self._places[kind]
                if (marker := self._lines[at].marker) is not None
            )
            if found and 2 * found.total() > len(self._places[kind]):
                return float(found.most_common(1)[0][0])
        return None

    def _across(self, kind: Kind, other: Kind) -> int:
        """Return how often a series of ``kind`` goes on over headings of ``other``."""
        places, others = self._places[kind], self._places[other]
        count = 0
        for first, second in pairwise(places):
            before, after = self._lines[first].marker, self._lines[second].marker
            if before is None or after is None or not after.number:
                continue
            goes_on = before.above == after.above and after.number == before.number + 1
            count += goes_on and _lies_between(others, first, second)
        return count

    def _starts_below(self, kind: Kind, other: Kind) -> bool:
        """Whether a series of ``kind`` begins anew below headings of ``other``."""
        starts = 0
        for first, second in pairwise(self._places[kind]):
            after = self._lines[second].marker
            if after is not None and after.number == 1:
                starts += _lies_between(self._places[other], first, second)
        return starts > 0

    def is_above(self, kind: Kind, other: Kind) -> bool:
        """Whether headings of ``kind`` contain those of ``other``."""
        if kind[0] == other[0] and kind[0] in ("told", "frame"):
            return kind[1] < other[1]
        over, under = self._across(kind, other), self._across(other, kind)
        if bool(over) != bool(under):
            return bool(over)
        ranks = self._ranks[kind], self._ranks[other]
        if ranks[0] is not None and ranks[1] is not None and ranks[0] != ranks[1]:
            return ranks[0] < ranks[1]
        if not over:
            below = self._starts_below(other, kind), self._starts_below(kind, other)
            if below[0] != below[1]:
                return below[0]
        if MarkerKind.LABEL in (ranks[0], ranks[1]):
            return ranks[0] == MarkerKind.LABEL
        marked = [each[0] in ("told", "frame", "box") for each in (kind, other)]
        sizes = self._sizes[kind], self._sizes[other]
        if not any(marked) and sizes[0] != sizes[1]:
            return sizes[0] > sizes[1]
        return self._places[kind][0] < self._places[other][0]


def _lies_between(places: Sequence[int], first: int, second: int) -> bool:
    """Whether any of ``places``, which rise, lies between two others."""
    at = bisect_right(places, first)
    return at < len(places) and places[at] < second


def _order(headings: Sequence[Line], kinds: Sequence[Kind]) -> list[Kind]:
    """Return the kinds from the highest down."""
    nesting = _Nesting(headings, kinds)
    order: list[Kind] = []
    told = sorted(kind for kind in nesting.kinds() if kind[0] == "told")
    for kind in [*told, *(k for k in nesting.kinds() if k[0] != "told")]:
        if kind in told:
            order.append(kind)
            continue
        above = [nesting.is_above(other, kind) for other in order]
        # The place that contradicts the fewest comparisons, the lowest of equals.
        costs = [sum(not a for a in above[:at]) + sum(above[at:]) for at in range(len(order) + 1)]
        order.insert(max(at for at, cost in enumerate(costs) if cost == min(costs)), kind)
    return order
