# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures, and drawings put together from shapes, fills and rules that are no table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from converters.readers.pdf.drawings import clustered
from converters.readers.pdf.model import Box, Fill, Page, Placed, TextLine, around
from converters.readers.pdf.regions.gutters import rows_of
from converters.readers.pdf.regions.model import FigureRegion
from converters.readers.pdf.regions.prose import is_caption, is_column_of_prose, is_mark
from converters.readers.pdf.regions.ruling import Ruling

_WHOLE_PAGE = 0.8
_SMALLEST_PT = 14.0
"""Smaller drawings are bullets and ornaments."""
_SMALLEST_AREA = 0.002
"""Of the page."""
_NEAR = 8.0
"""Points between parts of one drawing."""
_LABEL = 24
"""Characters: the longest label beside a chart."""
_LONGEST, _LONG = 13.0, 14.0
"""Of the size: wider texts are no labels beside a chart, and none in it."""
_LEADING = 2.5
_FILLED = 0.6
"""Of a frame's width: lines of a text in it reach so far."""
_REACH = 1.5
"""Of the size: labels stand so near to a chart."""
_ROUNDS = 2
"""Ticks, then the names of the axes."""
_BARS = 3
_PANEL_PATHS = 3
_BANNER = 3.5
"""Of the size of the type: lower shapes around one or two lines are a banner."""


@dataclass(slots=True)
class _Part:
    box: Box
    weight: int
    """How much it speaks for a drawing."""
    ruled: bool = False
    """Whether it is made of level and upright rules alone."""


def figures_of(
    page: Page,
    lines: list[TextLine],
    rest: list[Ruling],
    fills: list[Fill],
    taken: list[Box],
    frames: list[Box],
) -> tuple[list[FigureRegion], list[Box]]:
    """Return pictures and drawings with their labels, and the panels behind prose.

    Args:
        page: for its pictures and shapes.
        lines: that are in no table.
        rest: rules that draw no table.
        fills: without those of tables.
        taken: boxes of tables.
        frames: rectangles of rules around what is no table.
    """
    sheet = Box(0.0, 0.0, page.width, page.height)
    free = [
        item
        for item in page.placed
        if not any(box.share_of(item.box) > 0.7 for box in taken)
        and not (item.kind == "picture" and _is_background(item.box, sheet, lines))
    ]
    behind = [item.box for item in page.placed if item.kind == "picture" and item not in free]
    pictures = [
        item
        for item in free
        if item.kind == "picture"
        and _is_large(item.box, sheet)
        and not any(_is_strip(item.box, box) for box in behind)
    ]
    pictures = [item for item in pictures if not _is_in_line(item.box, lines)]
    panels: list[Box] = []
    parts: list[_Part] = []
    for item in free:
        if item.kind != "drawing":
            continue
        if item.paths <= _PANEL_PATHS and _holds_prose(item.box, lines):
            panels.append(item.box)
        elif not _is_in_line(item.box, lines):
            parts.append(_Part(item.box, 2 * item.paths))
    bare = [fill for fill in fills if not _lines_in(fill.box, lines)]
    parts += [_Part(fill.box, 1) for fill in bare if fill.box.share_of(sheet) < 0.5]
    parts += [_Part(group.box, len(group.across) + len(group.down) - 1, True) for group in rest]
    parts += [_Part(box, 1, True) for box in frames if not _holds_prose(box, lines)]
    drawings = _drawings(parts, [item.box for item in pictures], lines, sheet, panels)
    found = [
        FigureRegion(item.box, item, _lines_in(item.box, lines))
        for item in pictures
        if not any(figure.box.share_of(item.box) > 0.7 for figure in drawings)
    ]
    return [*drawings, *_once(found)], panels


def _is_background(box: Box, sheet: Box, lines: list[TextLine]) -> bool:
    """Whether a picture lies behind the page's text: whole, or in strips."""
    inside = _lines_in(box, lines)
    if box.share_of(sheet) > _WHOLE_PAGE:
        return bool(lines)
    return any(len(line.text) > 2 * _LABEL for line in inside) and (
        box.width > _WHOLE_PAGE * sheet.width
    )


def _is_strip(box: Box, behind: Box) -> bool:
    """Whether a picture is as wide as one behind the text: both are strips of one background."""
    return abs(box.x0 - behind.x0) <= 1 and abs(box.x1 - behind.x1) <= 1


def _once(figures: list[FigureRegion]) -> list[FigureRegion]:
    """Drop pictures that lie in others: masks, shadows."""
    kept: list[FigureRegion] = []
    for figure in sorted(figures, key=lambda f: -f.box.width * f.box.height):
        if not any(other.box.share_of(figure.box) > 0.9 for other in kept):
            kept.append(figure)
    return kept


def _drawings(
    parts: list[_Part], pictures: list[Box], lines: list[TextLine], sheet: Box, panels: list[Box]
) -> list[FigureRegion]:
    boxes = [part.box for part in parts]
    found: list[FigureRegion] = []
    for box, _ in clustered([*boxes, *pictures], _NEAR):
        inside = [part for part in parts if box.share_of(part.box) > 0.99]
        shapes = sum(part.weight for part in inside)
        weight = len([p for p in inside if p.box.height > 1 and p.box.width > 1])
        if not inside or shapes < _BARS or not _is_large(box, sheet):
            continue
        if weight == 0 or box.share_of(sheet) > _WHOLE_PAGE:
            continue
        within = _lines_in(box, lines)
        if _is_form(inside, [each for each in pictures if box.share_of(each) > 0.99], within):
            continue
        if _is_text(within, box):
            if _is_full(within, box):
                panels.append(box)
            continue
        if _is_banner(within, box):
            panels.append(box)
            continue
        labels = [*within, *_labels(box, lines, {id(line) for line in within})]
        whole = around([box, *(line.box for line in labels)])
        found.append(FigureRegion(whole, Placed(whole, "drawing", -1, shapes), labels))
    return found


def _is_form(parts: list[_Part], pictures: list[Box], lines: list[TextLine]) -> bool:
    """Whether rules only part texts, as those of forms do: nothing is drawn, and no boxes are linked."""
    if pictures or not all(part.ruled for part in parts):
        return False
    boxes = [part.box for part in parts if _lines_in(part.box, lines)]
    inner = [
        box
        for box in boxes
        if not any(other is not box and box.share_of(other) > 0.99 for other in boxes)
    ]
    return bool(lines) and len(inner) < _BARS


def _labels(box: Box, lines: list[TextLine], known: set[int]) -> list[TextLine]:
    """Return the short texts along the sides of a chart: ticks, and outside of them names."""
    found: list[TextLine] = []
    whole = box
    for _ in range(_ROUNDS):
        near = [
            line
            for line in lines
            if id(line) not in known
            and _is_label(line, whole, found)
            and not any(_is_long(o) and (_follows(o, line) or _follows(line, o)) for o in lines)
        ]
        if not near:
            break
        known = known | {id(line) for line in near}
        found += near
        whole = around([whole, *(line.box for line in near)])
    # Ticks come in numbers; one short text beside a drawing may be anything.
    return found if len(found) >= _BARS else []


def _is_label(line: TextLine, box: Box, others: list[TextLine]) -> bool:
    if (
        len(line.text) > _LABEL
        or line.box.width > _LONGEST * line.size
        or is_caption(line.text)
        or is_mark(line.text.split(" ")[0])
    ):
        return False
    if others and line.size > max(other.size for other in others) + 0.5:
        return False
    reach = _REACH * line.size
    beside = line.box.down(box) > 0.5 * line.box.height and -reach < line.box.across(box) < 0
    under = line.box.across(box) > 0.5 * line.box.width and -reach < line.box.down(box) < 0
    return beside or under


def _is_text(lines: list[TextLine], box: Box) -> bool:
    """Whether what a group of shapes surrounds is text that has to flow."""
    long = [line for line in lines if _is_long(line)]
    runs = sum(_follows(before, line) for before, line in pairwise(long))
    many = sum(len(line.text) > 2 * _LABEL for line in long) >= 3
    high = sum(line.box.height for line in long) > 0.4 * box.height
    return many or runs >= 2 or high or _runs_on(lines, box)


def _runs_on(lines: list[TextLine], box: Box) -> bool:
    """Whether lines fill a narrow frame from side to side, one below the other, as sentences do."""
    rows = rows_of(lines)
    if len(rows) < 3 or any(len(row) > 1 for row in rows):
        return False
    texts = [row[0] for row in rows]
    full = sum(line.box.width >= _FILLED * box.width for line in texts[:-1])
    letters = sum(map(str.isalpha, "".join(line.text for line in texts)))
    return (
        full == len(texts) - 1
        and letters >= _LABEL
        and all(_follows(before, line) for before, line in pairwise(texts))
    )


def _is_long(line: TextLine) -> bool:
    """Whether a line is longer than labels are; a Korean one of 30 letters is."""
    return len(line.text) > 2 * _LABEL or line.box.width > _LONG * line.size


def _follows(before: TextLine, line: TextLine) -> bool:
    """Whether a line stands below another as the lines of a text do."""
    return (
        0 < line.baseline - before.baseline <= _LEADING * line.size
        and abs(line.box.x0 - before.box.x0) <= 2 * line.size
        and abs(line.size - before.size) <= 0.1 * line.size
    )


def _is_full(lines: list[TextLine], box: Box) -> bool:
    """Whether texts fill a group of shapes, and none reaches out of it: a panel."""
    inside = all(box.share_of(line.box) > 0.9 for line in lines)
    return inside and sum(line.box.height for line in lines) > 0.4 * box.height


def _is_banner(lines: list[TextLine], box: Box) -> bool:
    """Whether shapes only decorate a title, which fills most of their height."""
    return (
        bool(lines)
        and len(rows_of(lines)) <= 2
        and (box.height <= _BANNER * max(line.size for line in lines))
    )


def _holds_prose(box: Box, lines: list[TextLine]) -> bool:
    inside = _lines_in(box, lines)
    if not inside:
        return False
    covered = sum(line.box.width * line.box.height for line in inside)
    if covered > 0.25 * box.width * box.height:
        return True
    return is_column_of_prose(inside, box.x0, box.x1, inside[0].size)


def _lines_in(box: Box, lines: list[TextLine]) -> list[TextLine]:
    return [line for line in lines if box.holds(*line.box.middle)]


def _is_large(box: Box, sheet: Box) -> bool:
    area = sheet.width * sheet.height
    return min(box.width, box.height) >= _SMALLEST_PT and (
        box.width * box.height >= _SMALLEST_AREA * area
    )


def _is_in_line(box: Box, lines: list[TextLine]) -> bool:
    """Whether a small picture stands in a line of text: an emoji, a key, a bullet."""
    return any(
        box.height <= 1.8 * line.size
        and box.down(line.box) > 0.5 * box.height
        and box.across(line.box) > -2 * line.size
        for line in lines
    )
