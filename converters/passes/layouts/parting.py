# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only place things become what they place, in an order that makes sense aloud.

The head of a press release, a box with its title in a tab, pictures over their captions, steps
with arrows between them, the boxes of an organisation chart, answers to choose from, texts side by
side. Only what is sure is taken apart; what the author gave a head or a caption stays a table,
and so does all else, less the columns and rows that only keep others apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Cell,
    Document,
    Figure,
    Heading,
    InlineImage,
    ListBlock,
    ListItem,
    Paragraph,
    Table,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import (
    has_content,
    inlines_of,
    iter_blocks,
    iter_inlines,
    map_document,
)
from converters.passes.layouts.frames import (
    all_kept,
    box,
    filled_cells,
    has_head,
    in_order,
    kept_blocks,
    line_of,
)
from converters.passes.layouts.mastheads import opening_of, opening_table
from converters.passes.layouts.pictures import find_pictures
from converters.passes.layouts.spacers import without_spacers
from converters.passes.tables.grid import Grid, Placed, holds_blocks, is_figure
from converters.passes.wording import (
    is_statement,
    paragraphs_of,
)

_LONGEST_TITLE, _LONGEST_STEP, _LONGEST_BOX = 60, 200, 60
_LONG = 80
_LEAST_WIDTH, _LEAST_HEIGHT, _MOST_STATIONS = 5, 3, 40
_FEWEST_BOXES, _EMPTY_SHARE, _SPACER_SHARE = 4, 0.6, 0.6
_ARROW = re.compile(r"[⇒→➔➜➙➝➞▶▷►⇨⟶➡⮕➩➪↠»⇔↔⇓↓▼▽⬇⇩🡇⮟︾▸]+")
_CHOICE = re.compile(r"[①-⑳㉠-㉻]")


def take_layouts_apart(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with tables that only place things as boxes of what they place."""
    del stem
    opening = opening_of(document.blocks)
    blocks = tuple(
        opening_table(block, notices) if at < opening else block
        for at, block in enumerate(document.blocks)
    )
    if any(new is not old for new, old in zip(blocks, document.blocks, strict=True)):
        document = replace(document, blocks=blocks)

    def change(inner: Blocks) -> Blocks:
        return tuple(
            _taken_apart(block, notices) if isinstance(block, Table) else block for block in inner
        )

    return map_document(document, change, holding={Table})


def _taken_apart(table: Table, notices: NoticeLog) -> Block:
    if table.presentational or not table.rows:
        return table
    grid = Grid(table)
    if not has_head(table):
        finds = (find_pictures, _titled_box, _choices, _steps, _chart, _side_by_side)
        for find in finds[: 1 if table.caption else None]:
            found = find(table, grid)
            if found is not None:
                notices.add(NoticeKind.LAYOUT_TABLE, table.origin, found.role)
                return found
    return without_spacers(table, grid)


def _is_line(placed: Placed, longest: int) -> bool:
    """Whether a cell shows one paragraph of text, no longer than ``longest``."""
    shown = [block for block in placed.cell.blocks if has_content((block,))]
    return (
        len(shown) == 1
        and isinstance(shown[0], Paragraph | Heading)
        and 0 < len(placed.text) <= longest
    )


# ---------------------------------------------------------------- boxes and pictures


def _titled_box(table: Table, grid: Grid) -> Aside | None:
    """Return a box whose title stands alone above the text that fills all columns below it."""
    filled = filled_cells(grid)
    if len(filled) < 2 or not _is_line(filled[0], _LONGEST_TITLE):
        return None
    title, body = filled[0], filled[1:]
    if _ARROW.fullmatch(title.text) or is_statement(title.text):
        return None
    if any(p.cell.colspan < grid.width or p.row < title.end_row for p in body):
        return None
    if grid.width > 1:
        # A row of its own over the whole width may head a list of rows.
        if title.cell.colspan == grid.width and not (title.cell.shaded or title.strong):
            return None
        if len(body) > 1 and title.cell.colspan == grid.width:
            return None
    elif len(body) > 1 or not _is_set_apart(title, body[0]):
        return None
    if _holds_pictures(title.cell) or (
        len(body) == 1
        and _is_line(body[0], _LONGEST_TITLE)
        and (body[0].cell.shaded or body[0].strong)
    ):
        return None
    caption = tuple(kept_blocks(title.cell))
    blocks = [b for p in in_order(grid) if p is not title for b in kept_blocks(p.cell)]
    return box("sidebar", blocks, table, caption)


def _holds_pictures(cell: Cell) -> bool:
    return any(
        isinstance(block, Figure)
        or any(isinstance(i, InlineImage) for i in iter_inlines(inlines_of(block)))
        for block in iter_blocks(cell.blocks)
    )


def _is_set_apart(title: Placed, body: Placed) -> bool:
    """Whether a title looks like one, and what stands below it is more than a line."""
    if title.cell.shaded == body.cell.shaded and (not title.strong or body.strong):
        return False
    return len(body.text) > _LONGEST_TITLE or len(paragraphs_of(body.cell.blocks)) > 1


# ---------------------------------------------------------------- choices, steps, charts


def _choices(table: Table, grid: Grid) -> Aside | None:
    """Return answers to choose from as a list: "① | ㄱ | ② | ㄴ" or "① ㄱ | ② ㄴ"."""
    cells = filled_cells(grid)
    if not cells or not _CHOICE.match(cells[0].text):
        return None
    marks = [_CHOICE.match(p.text) for p in cells]
    lone = [m is not None and m[0] == p.text for m, p in zip(marks, cells, strict=True)]
    if len(cells) >= 4 and len(cells) % 2 == 0 and all(lone[::2]) and not any(lone[1::2]):
        if any(m.row != a.row for m, a in zip(cells[::2], cells[1::2], strict=True)):
            return None
        pairs = sorted(zip(cells[::2], cells[1::2], strict=True), key=lambda pair: pair[0].text)
        items = tuple(line_of(mark, answer) for mark, answer in pairs)
        places = [b for p in in_order(grid) if p not in cells for b in kept_blocks(p.cell)]
        return box("layout", (*places, ListBlock(True, items)), table)
    if len(cells) >= 3 and all(marks) and not any(lone):
        cells.sort(key=lambda p: p.text[0])
        rest = [p for p in in_order(grid) if p not in cells]
        return box("layout", (b for p in (*rest, *cells) for b in kept_blocks(p.cell)), table)
    return None


def _steps(table: Table, grid: Grid) -> Aside | None:
    """Return boxes with arrows between them as a list of steps; the arrows are its markers."""
    filled = filled_cells(grid)
    if len(filled) > _MOST_STATIONS:
        return None
    arrows = [p for p in filled if _ARROW.fullmatch(re.sub(r"\s+", "", p.text))]
    if not arrows or len(filled) - len(arrows) < 2:
        return None
    if any(len(p.text) > _LONGEST_STEP or is_figure(p.text) for p in filled):
        return None
    across = _stations(filled, arrows, lambda p: range(p.column, p.end_column))
    down = _stations(filled, arrows, lambda p: range(p.row, p.end_row))
    stations = down if across is None else across
    if stations is None or (across is not None and down is not None and grid.height > 1):
        return None
    items: list[ListItem] = []
    marker = ""
    for station in stations:
        if station[0] in arrows:
            marker = re.sub(r"\s+", "", station[0].text)[:1]
        else:
            items.append(ListItem(marker, tuple(b for p in station for b in kept_blocks(p.cell))))
            marker = ""
    if marker or len(items) < 2:
        return None
    places = [b for p in in_order(grid) if not p.is_filled for b in kept_blocks(p.cell)]
    return box("flow", (*places, ListBlock(True, tuple(items), table.origin)), table)


def _stations(
    filled: list[Placed], arrows: list[Placed], extent: Callable[[Placed], range]
) -> list[list[Placed]] | None:
    """Return the steps and arrows along one direction; None where they do not alternate."""
    ordered = sorted(filled, key=lambda p: (extent(p).start, p.row, p.column))
    stations: list[list[Placed]] = []
    end = -1
    for placed in ordered:
        span = extent(placed)
        if span.start < end:
            stations[-1].append(placed)
        else:
            stations.append([placed])
        end = max(end, span.stop)
    for at, station in enumerate(stations):
        kinds = {placed in arrows for placed in station}
        if len(kinds) > 1 or (kinds == {True}) != (at % 2 == 1):
            return None
        if kinds == {True} and len({p.text for p in station}) > 1:
            return None
    return stations if len(stations) > 2 else None


def _chart(table: Table, grid: Grid) -> Aside | None:
    """Return the boxes of an organisation chart as a list, from top to bottom.

    Its grid is mostly empty cells that draw parts of lines.
    """
    if grid.width < _LEAST_WIDTH or grid.height < _LEAST_HEIGHT:
        return None
    cells = in_order(grid)
    filled = [p for p in cells if p.is_filled]
    empty = [p for p in cells if not p.is_filled]
    if len(filled) < _FEWEST_BOXES or len(empty) < _EMPTY_SHARE * len(cells):
        return None
    if sum(p.cell.spacer for p in empty) < _SPACER_SHARE * len(empty):
        return None
    if any(not _is_box(p) for p in filled):
        return None
    # A table's head leaves no cell empty but those that keep others apart.
    first = without_spacers(table, grid).rows[0].cells
    if len(first) > 1 and all(has_content(cell.blocks) for cell in first):
        return None
    items = tuple(ListItem("", tuple(kept_blocks(p.cell))) for p in filled)
    places = [b for p in empty for b in kept_blocks(p.cell)]
    return box("flow", (*places, ListBlock(False, items, table.origin)), table)


def _is_box(placed: Placed) -> bool:
    return (
        0 < len(placed.text) <= _LONGEST_BOX
        and not is_figure(placed.text)
        and not holds_blocks(placed.cell, Table)
    )


def _side_by_side(table: Table, grid: Grid) -> Aside | None:
    """Return texts that stand side by side in one row, one after the other."""
    filled = filled_cells(grid)
    if grid.height != 1 or len(filled) < 2:
        return None
    if not any(len(p.text) > _LONG or _holds_flow(p.cell) for p in filled):
        return None
    # A label before a text is a row of a form.
    first = filled[0]
    if (
        len(filled) == 2
        and first.text
        and len(first.text) <= _LONGEST_TITLE / 2
        and (first.cell.shaded or first.strong)
    ):
        return None
    return box("layout", all_kept(grid), table)


def _holds_flow(cell: Cell) -> bool:
    return holds_blocks(cell, (Table, Figure, Aside)) or len(paragraphs_of(cell.blocks)) > 2
