# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of a page: collinear pieces joined, rules that touch put together.

Office programs draw one edge of a table in many pieces, twice for neighbouring cells,
or as the outline of a filled cell; all of them become one rule here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from converters.readers.pdf.model import Box, Fill, Page, Rule, TextLine, around

SNAP = 3.0
"""Points: rules that are nearer are one; double rules and gaps between filled cells are so wide."""
GAP = 4.0
"""Points between the pieces of one rule: dashes."""
_MARGIN = 0.03
"""Of the page: rules that near to its edge frame the page and no table."""
_SHORTEST = 6.0
_MOST = 3000
"""Rules on a page; more are a drawing."""


@dataclass(slots=True)
class Ruling:
    """Rules of one table, or of one group that touch each other."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Around all of them."""
        return around([Box(r.x0, r.y0, r.x1, r.y1) for r in (*self.across, *self.down)])


def rules_of(page: Page, typed: list[TextLine]) -> list[Rule]:
    """Return the rules of ``page`` and its lines of dashes, but for those that frame the page."""
    dashes = [
        Rule(line.box.x0, line.box.middle[1], line.box.x1, line.box.middle[1], 0.0)
        for line in typed
    ]
    return [rule for rule in (*page.rules, *dashes) if not _frames(rule, page)]


def ruling_of(rules: list[Rule], page: Page, fills: list[Fill]) -> Ruling:
    """Return rules and the edges of filled cells, joined.

    Args:
        rules: of ``rules_of``, all or those that belong together.
        page: for its size and its texts.
        fills: that may be cells.
    """
    drawn = joined_rules(rules)
    grids = [group.box for group in groups_of(drawn) if len(group.across) > 1 < len(group.down)]
    # Shading in cells that rules draw is often a little smaller than the cell.
    fills = [fill for fill in fills if not any(g.share_of(fill.box) > 0.9 for g in grids)]
    edges = [rule for rule in _edges(fills, page.lines) if not _frames(rule, page)]
    return joined_rules([*drawn.across, *drawn.down, *edges]) if edges else drawn


def joined_rules(rules: list[Rule], snap: float = SNAP) -> Ruling:
    """Return rules, those of one line made one; none of so many that they are a drawing.

    Args:
        rules: in both directions.
        snap: points; nearer ones are on one line.
    """
    if len(rules) > 4 * _MOST:
        return Ruling()
    across = joined(
        [rule for rule in rules if rule.is_across], lambda r: r.y0, lambda r: (r.x0, r.x1), snap
    )
    down = joined(
        [rule for rule in rules if not rule.is_across], lambda r: r.x0, lambda r: (r.y0, r.y1), snap
    )
    return Ruling(across, down) if len(across) + len(down) <= _MOST else Ruling()


def is_frame(group: Ruling) -> bool:
    """Whether rules close a rectangle."""
    box = group.box
    wide = [r for r in group.across if r.x1 - r.x0 >= 0.9 * box.width]
    high = [r for r in group.down if r.y1 - r.y0 >= 0.9 * box.height]
    return len(wide) >= 2 and len(high) >= 2


def _frames(rule: Rule, page: Page) -> bool:
    if rule.is_across:
        return not _MARGIN < rule.y0 / page.height < 1 - _MARGIN
    return not _MARGIN < rule.x0 / page.width < 1 - _MARGIN


def _edges(fills: list[Fill], lines: list[TextLine]) -> list[Rule]:
    """Return the edges of fills that tile: cells that shading draws, with text in them.

    A fill alone is a panel, and one without text may be a bar of a chart.
    """
    boxes = [fill.box for fill in fills if min(fill.box.width, fill.box.height) >= _SHORTEST]
    texts = sorted((line.box.middle[1], line.box.x0, line.box.x1) for line in lines)
    boxes = [box for box in boxes if _any_inside(box, texts)]
    if len(boxes) > _MOST // 8:
        return []
    # Paragraphs in a cell may be shaded besides the cell.
    boxes = [box for box in boxes if not any(_holds(other, box) for other in boxes)]
    found: list[Rule] = []
    for box in boxes:
        if any(_tiles(box, other) for other in boxes if other is not box):
            found += [
                Rule(box.x0, box.y0, box.x1, box.y0, 0.0),
                Rule(box.x0, box.y1, box.x1, box.y1, 0.0),
                Rule(box.x0, box.y0, box.x0, box.y1, 0.0),
                Rule(box.x1, box.y0, box.x1, box.y1, 0.0),
            ]
    return found


def _holds(outer: Box, inner: Box) -> bool:
    larger = outer.width * outer.height > 1.05 * inner.width * inner.height
    return larger and outer.share_of(inner) > 0.95


def _any_inside(box: Box, texts: list[tuple[float, float, float]]) -> bool:
    """Whether a text begins, ends or goes on in a box: one line may go over several cells."""
    first = bisect_left(texts, (box.y0, 0.0, 0.0))
    last = bisect_right(texts, (box.y1, float("inf"), 0.0))
    return any(min(x1, box.x1) - max(x0, box.x0) > SNAP for _, x0, x1 in texts[first:last])


def _tiles(box: Box, other: Box) -> bool:
    """Whether two cells lie side by side, equally high, or one upon the other, equally wide."""
    beside = abs(box.y0 - other.y0) <= SNAP and abs(box.y1 - other.y1) <= SNAP
    upon = abs(box.x0 - other.x0) <= SNAP and abs(box.x1 - other.x1) <= SNAP
    return (beside and -2 * SNAP <= box.across(other) <= SNAP) or (
        upon and -2 * SNAP <= box.down(other) <= SNAP
    )


def joined(
    rules: list[Rule],
    place: Callable[[Rule], float],
    extent: Callable[[Rule], tuple[float, float]],
    snap: float = SNAP,
) -> list[Rule]:
    """Return rules of one direction, those of one line made one.

    Args:
        rules: all across or all down.
        place: y of a rule across, x of one down.
        extent: its two ends.
        snap: points; nearer ones are on one line.
    """
    found: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules, key=place):
        if group and place(rule) - place(group[0]) > snap:
            found += _runs(group, place, extent)
            group = []
        group.append(rule)
    if group:
        found += _runs(group, place, extent)
    return found


def _runs(
    group: list[Rule],
    place: Callable[[Rule], float],
    extent: Callable[[Rule], tuple[float, float]],
) -> list[Rule]:
    found: list[Rule] = []
    run: list[Rule] = []
    end = 0.0

    def close() -> None:
        start = min(extent(rule)[0] for rule in run)
        if end - start < _SHORTEST:
            return
        weights = [max(0.1, extent(rule)[1] - extent(rule)[0]) for rule in run]
        at = sum(place(rule) * w for rule, w in zip(run, weights, strict=True)) / sum(weights)
        width = max(rule.width for rule in run)
        across = run[0].is_across
        ends = (start, at, end, at) if across else (at, start, at, end)
        found.append(Rule(*ends, width, run[0].color))

    for rule in sorted(group, key=extent):
        if run and extent(rule)[0] - end > GAP:
            close()
            run = []
        end = max(end, extent(rule)[1]) if run else extent(rule)[1]
        run.append(rule)
    if run:
        close()
    return found


def groups_of(ruling: Ruling, gap: float = GAP) -> list[Ruling]:
    """Return the rules that touch each other, or nearly, as groups, from the top down."""
    across, down = ruling.across, sorted(ruling.down, key=lambda r: r.x0)
    owner = list(range(len(across) + len(down)))

    def find(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    places = [rule.x0 for rule in down]
    for number, rule in enumerate(across):
        first = bisect_left(places, rule.x0 - gap)
        last = bisect_right(places, rule.x1 + gap)
        for index in range(first, last):
            other = down[index]
            if other.y0 - gap <= rule.y0 <= other.y1 + gap:
                owner[find(number)] = find(len(across) + index)
    groups: dict[int, Ruling] = {}
    for number, rule in enumerate(across):
        groups.setdefault(find(number), Ruling()).across.append(rule)
    for index, rule in enumerate(down):
        groups.setdefault(find(len(across) + index), Ruling()).down.append(rule)
    return sorted(groups.values(), key=lambda group: (group.box.y0, group.box.x0))
