# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which marked passages are items of lists, and how deep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converters.readers.pdf.flow.marks import ListMarker, mark_of
from converters.readers.pdf.flow.pieces import Element
from converters.readers.pdf.flow.rows import Passage

_NO_ITEMS = frozenset("※*★☆☞")
"""Bullets of remarks: they stand for themselves."""
_LEGAL = "제1"
"""Articles, and numbers like 1.1, are those of the text and no list's."""
_STEP = 0.6
"""Of the size: marks that much further in lie a level deeper."""
_AHEAD = 12


@dataclass(frozen=True, slots=True)
class ItemRole:
    """That a passage is an item, or goes on in one."""

    depth: int
    mark: ListMarker | None
    """None for a further paragraph of the item before it."""


@dataclass(slots=True)
class _Level:
    start: float
    """Where its marks stand, from the column's edge."""
    text: float
    """Where its words stand."""
    family: str
    ordinal: int | None


def find_items(elements: Sequence[Element], headings: frozenset[int]) -> dict[int, ItemRole]:
    """Return the items of lists among ``elements``, by their index.

    Args:
        elements: in reading order.
        headings: indices of those that are headings.
    """
    marks = {
        at: mark
        for at, element in enumerate(elements)
        if isinstance(element, Passage)
        and at not in headings
        and (mark := mark_of(element.text.lstrip())) is not None
        and mark.text not in _NO_ITEMS
        and not mark.family.startswith(_LEGAL)
        and not mark.family.startswith("1.1")
    }
    following = _following(marks)
    roles: dict[int, ItemRole] = {}
    levels: list[_Level] = []
    for at, element in enumerate(elements):
        if not isinstance(element, Passage) or at in headings:
            levels = []
            continue
        mark = marks.get(at)
        if mark is not None and (
            mark.is_bullet or _is_counted(element, mark, levels, following[at])
        ):
            _place(levels, element, mark)
            roles[at] = ItemRole(len(levels) - 1, mark)
        elif levels and _goes_on(element, levels[-1]):
            roles[at] = ItemRole(len(levels) - 1, None)
        else:
            levels = []
    return roles


def _following(marks: dict[int, ListMarker]) -> dict[int, bool]:
    """Return for each mark whether the next number of its form comes soon."""
    last: dict[str, tuple[int, ListMarker]] = {}
    found = dict.fromkeys(marks, False)
    for at, mark in marks.items():
        before = last.get(mark.family)
        if (
            before is not None
            and at - before[0] <= _AHEAD
            and mark.ordinal is not None
            and before[1].ordinal == mark.ordinal - 1
        ):
            found[before[0]] = True
        last[mark.family] = at, mark
    return found


def _is_counted(passage: Passage, mark: ListMarker, levels: list[_Level], followed: bool) -> bool:
    """Whether a number is one of a sequence, or hangs before its words."""
    if followed:
        return True
    for level in levels:
        if level.family == mark.family and level.ordinal is not None and mark.ordinal is not None:
            return mark.ordinal == level.ordinal + 1
    hangs = len(passage.rows) > 1 and passage.rows[1].start > (
        passage.rows[0].start + _STEP * passage.size
    )
    return hangs and mark.ordinal is not None


def _place(levels: list[_Level], passage: Passage, mark: ListMarker) -> None:
    """Open or close levels so that the last one is that of ``passage``."""
    row = passage.rows[0]
    start, step = row.start - row.left, _STEP * passage.size
    text = start + row.width_of(row.text.lstrip()[: mark.length])
    if len(passage.rows) > 1:
        text = max(start, passage.rows[1].start - passage.rows[1].left)
    while levels and (start < levels[-1].start - step):
        levels.pop()
    same = next((n for n, level in enumerate(levels) if _is_of(level, mark, start, step)), None)
    if same is not None:
        del levels[same + 1 :]
        levels[-1] = _Level(start, text, mark.family, mark.ordinal)
        return
    levels.append(_Level(start, text, mark.family, mark.ordinal))


def _is_of(level: _Level, mark: ListMarker, start: float, step: float) -> bool:
    if level.family != mark.family or abs(level.start - start) > 2 * step:
        return False
    if mark.ordinal is None or level.ordinal is None:
        return abs(level.start - start) <= step
    return mark.ordinal > level.ordinal or abs(level.start - start) <= step


def _goes_on(passage: Passage, level: _Level) -> bool:
    """Whether all rows stand under the words of the item before."""
    if level.text <= level.start + _STEP * passage.size:
        return False
    return all(
        abs(row.start - row.left - level.text) <= 0.35 * passage.size for row in passage.rows
    )
