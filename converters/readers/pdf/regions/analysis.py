# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page's lines, rules, fills and pictures become regions in reading order."""

from __future__ import annotations

from converters.readers.pdf.model import Box, Fill, Page, TextLine, around
from converters.readers.pdf.regions.borderless import borderless_tables
from converters.readers.pdf.regions.cell_figures import place_figures
from converters.readers.pdf.regions.columns import Tables, in_order
from converters.readers.pdf.regions.figures import figures_of
from converters.readers.pdf.regions.gutters import by_numbers
from converters.readers.pdf.regions.model import (
    BoxRegion,
    FigureRegion,
    PageLayout,
    Region,
    TableRegion,
    TextRegion,
)
from converters.readers.pdf.regions.nesting import nested
from converters.readers.pdf.regions.prose import is_typed_rule
from converters.readers.pdf.regions.ruling import SNAP, Ruling, groups_of, rules_of, ruling_of
from converters.readers.pdf.regions.tables import Frame, ruled_regions

_WHOLE_PAGE = 0.7
"""Of the page: a frame or a panel around more of it frames the page."""
_NARROWEST_PANEL = 6.0
"""Of the type's size."""


def analyse(page: Page, running: list[TextLine]) -> PageLayout:
    """Return the regions of ``page``, whose ``running`` lines have been taken off already."""
    regions = _regions(page)
    _drop_glyphs(regions)
    for line in (*running, *page.aside, *page.lines):
        line.glyphs = []
    return PageLayout(
        page.number,
        page.label,
        page.width,
        page.height,
        page.kind,
        regions,
        page.links,
        running,
        page.aside,
        page.left_out,
        page.doubtful,
    )


def _regions(page: Page) -> list[Region]:
    sheet = Box(0.0, 0.0, page.width, page.height)
    typed = [line for line in page.lines if is_typed_rule(line.text)]
    known = {id(line) for line in typed}
    lines = by_numbers([line for line in page.lines if id(line) not in known])
    lines.sort(key=lambda line: (round(line.baseline, 1), line.box.x0, line.text))
    shapes = [item.box for item in page.placed if item.kind == "drawing"]
    ruled = ruled_regions(_groups(page, typed), lines, page.fills, shapes)
    used = {id(line) for _, parts in ruled.tables for line in parts}
    lines = [line for line in lines if id(line) not in used]
    tables = [table for table, _ in ruled.tables]
    place_figures(page.placed, tables)
    taken = [table.box for table in tables]
    fills = [fill for fill in page.fills if not any(b.share_of(fill.box) > 0.5 for b in taken)]
    frames = [frame.box for frame in ruled.frames]
    figures, panels = figures_of(page, lines, ruled.rest, fills, taken, frames)
    drawn = {id(line) for figure in figures for line in figure.lines}
    lines = [line for line in lines if id(line) not in drawn]
    boxes = [*ruled.frames, *(Frame(box, framed=False) for box in panels)]
    boxes += [Frame(fill.box, framed=False) for fill in _merged(fills) if _is_panel(fill, lines)]
    boxes = [
        box
        for box in boxes
        if box.box.share_of(sheet) < _WHOLE_PAGE
        and not any(figure.box.share_of(box.box) > 0.8 for figure in figures)
    ]
    return _with_boxes(boxes, lines, [*tables, *figures])


def _groups(page: Page, typed: list[TextLine]) -> list[Ruling]:
    """Return the page's rules in groups that touch each other; inner frames are on their own."""
    fills = list(page.fills)
    groups: list[Ruling] = []
    outer, *inner = nested(rules_of(page, typed)).flat()
    for rules in inner:
        box = around([Box(rule.x0, rule.y0, rule.x1, rule.y1) for rule in rules])
        own = [fill for fill in fills if box.share_of(fill.box) > 0.9]
        fills = [fill for fill in fills if box.share_of(fill.box) <= 0.9]
        groups += groups_of(ruling_of(rules, page, own))
    groups += groups_of(ruling_of(outer, page, fills))
    return sorted(groups, key=lambda group: (group.box.y0, group.box.x0))


def _merged(fills: list[Fill]) -> list[Fill]:
    """Return fills, those of one colour and width upon each other made one: shaded paragraphs."""
    found: list[Fill] = []
    for fill in sorted(fills, key=lambda f: (f.color, round(f.box.x0), f.box.y0)):
        last = found[-1] if found else None
        if (
            last is not None
            and last.color == fill.color
            and abs(last.box.x0 - fill.box.x0) <= SNAP
            and abs(last.box.x1 - fill.box.x1) <= SNAP
            and last.box.down(fill.box) >= -SNAP
        ):
            found[-1] = Fill(last.box.joined(fill.box), fill.color)
        else:
            found.append(fill)
    return found


def _is_panel(fill: Fill, lines: list[TextLine]) -> bool:
    """Whether a fill lies behind a text as a panel, and not only under words of a line."""
    inside = [line for line in lines if fill.box.holds(*line.box.middle)]
    if not inside or any(fill.box.share_of(line.box) < 0.7 for line in inside):
        return False
    return fill.box.width >= _NARROWEST_PANEL * inside[0].size


def _with_boxes(
    boxes: list[Frame],
    lines: list[TextLine],
    blocks: list[Region],
    find: Tables = borderless_tables,
) -> list[Region]:
    """Put what lies in frames and panels into them, the largest first, and all in order."""
    order = sorted(boxes, key=lambda frame: -frame.box.width * frame.box.height)
    whole: list[Region] = []
    while order:
        frame = order.pop(0)
        inside = [line for line in lines if frame.box.holds(*line.box.middle)]
        held = [block for block in blocks if frame.box.share_of(block.box) > 0.9]
        if not inside:
            continue
        nested = [other for other in order if frame.box.share_of(other.box) > 0.9]
        nested = [
            other
            for other in nested
            if other.box.share_of(frame.box) < 0.9 and not _is_shadow(other.box, inside, held)
        ]
        order = [other for other in order if frame.box.share_of(other.box) <= 0.9]
        gone = {id(thing) for thing in (*inside, *held)}
        lines = [line for line in lines if id(line) not in gone]
        blocks = [block for block in blocks if id(block) not in gone]
        parts = _with_boxes(nested, inside, held, _no_tables if frame.listing else find)
        whole.append(BoxRegion(frame.box, parts, frame.framed))
    return in_order(lines, [*blocks, *whole], find)


def _is_shadow(box: Box, lines: list[TextLine], blocks: list[Region]) -> bool:
    """Whether a frame holds nothing less than the one around it: both are sides of one."""
    return not blocks and all(box.holds(*line.box.middle) for line in lines)


def _no_tables(_: list[TextLine]) -> list[tuple[Region, list[TextLine]]]:
    """Find none: the spaces in a program part no columns."""
    return []


def _drop_glyphs(regions: list[Region]) -> None:
    """Let the glyphs go: nobody asks for them once the regions are known."""
    for region in regions:
        if isinstance(region, BoxRegion):
            _drop_glyphs(region.regions)
        elif isinstance(region, TableRegion):
            for cell in region.cells:
                for line in cell.lines:
                    line.glyphs = []
        elif isinstance(region, TextRegion | FigureRegion):
            for line in region.lines:
                line.glyphs = []
