# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables at the opening of a document: the band of a press release or letter, titles over subtitles."""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Mark,
    Paragraph,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import (
    block_text,
    plain_text,
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
from converters.passes.layouts.pictures import pictures_of
from converters.passes.tables.grid import Grid, Placed, holds_blocks, is_figure
from converters.passes.wording import (
    is_statement,
    number_rank,
    paragraphs_of,
    size_rank,
)

_OPENING_BLOCKS, _OPENING_TEXT = 16, 80
_LONGEST_TITLE = 60
_MOST_CELLS, _MOST_ROWS = 8, 4
_MASTHEAD = re.compile(
    r"(?:보도|보도참고|보도설명|보도해명|해명|설명|브리핑|정책|배포)자료|(?:press|news)release"
)
_RELEASE_LABEL = re.compile(r"보도시점|보도일시|보도일|배포일시|배포일|엠바고|embargo(?:ed)?")
_LABELLED_LINE = re.compile(r"^[^:：]{1,10}\s?[:：]")


def opening_of(blocks: Blocks) -> int:
    """Return how many blocks stand before the first that is running text."""
    for at, block in enumerate(blocks[:_OPENING_BLOCKS]):
        if isinstance(block, ListBlock) or (
            isinstance(block, Paragraph | Heading)
            and (len(block_text(block)) > _OPENING_TEXT or number_rank(block_text(block)))
            and not getattr(block, "frame_cells", 0)
        ):
            return at
    return min(len(blocks), _OPENING_BLOCKS)


def opening_table(block: Block, notices: NoticeLog) -> Block:
    """Return what a block of the opening is: a masthead, a title with its subtitles, or itself."""
    if not isinstance(block, Table) or block.presentational or block.caption or has_head(block):
        return block
    grid = Grid(block)
    filled = filled_cells(grid)
    if not filled or len(filled) > _MOST_CELLS or grid.height > _MOST_ROWS:
        return block
    found = _release_lines(block, grid) or _masthead(block, grid, filled) or _titles(block, filled)
    if found is None:
        return block
    notices.add(NoticeKind.LAYOUT_TABLE, block.origin, found.role)
    return found


def _release_lines(table: Table, grid: Grid) -> Aside | None:
    """Return the times of a press release ("보도시점 | ... | 배포 | ...") as a line for each label."""
    pairs: list[tuple[Placed, list[Placed]]] = []
    for row in grid.rows:
        cells = [placed for placed in row if placed.text]
        if pairs and len(cells) == 1 and pairs[-1][0].end_row > cells[0].row:
            # A label beside several rows: of each row a value.
            pairs[-1][1].append(cells[0])
            continue
        if len(cells) % 2:
            return None
        pairs += [(label, [value]) for label, value in zip(cells[::2], cells[1::2], strict=True)]
    labels = [re.sub(r"[\s:：]+", "", label.text).lower() for label, _ in pairs]
    if not labels or not _RELEASE_LABEL.fullmatch(labels[0]) or len(max(labels, key=len)) > 8:
        return None
    items = tuple(line_of(_strong(label), *values) for label, values in pairs)
    told = {id(placed) for label, values in pairs for placed in (label, *values)}
    rest = [b for p in in_order(grid) if id(p) not in told for b in kept_blocks(p.cell)]
    return box("masthead", (*rest, ListBlock(False, items)), table)


def _strong(placed: Placed) -> Placed:
    """Return a label in bold."""
    blocks = tuple(
        replace(block, inlines=tuple(map(_bold, block.inlines)))
        if isinstance(block, Paragraph)
        else block
        for block in placed.cell.blocks
    )
    return Placed(placed.row, placed.column, replace(placed.cell, blocks=blocks))


def _bold(inline: Inline) -> Inline:
    if isinstance(inline, Text):
        return replace(inline, marks=inline.marks | {Mark.STRONG})
    return inline


def _masthead(table: Table, grid: Grid, filled: list[Placed]) -> Aside | None:
    """Return the band at the top of a press release, a letter or a report."""
    if any(len(placed.text) > _LONGEST_TITLE * 2 or _is_data(placed) for placed in filled):
        return None
    named = any(_MASTHEAD.fullmatch(re.sub(r"\s+", "", placed.text).lower()) for placed in filled)
    pictured = any(pictures_of(placed.cell) for placed in filled)
    large = [placed for placed in filled if _size(placed) >= 2 or (_size(placed) and placed.strong)]
    others = [placed for placed in filled if placed.text and placed not in large]
    if not (
        named
        or (pictured and large and len(filled) <= _MOST_CELLS / 2)
        or (
            grid.height == 1
            and len(large) == 1
            and others
            and all(map(_is_of_labelled_lines, others))
        )
    ):
        return None
    return box("masthead", all_kept(grid), table)


def _is_data(placed: Placed) -> bool:
    return is_figure(placed.text) or holds_blocks(placed.cell, Table)


def _size(placed: Placed) -> int:
    return max((size_rank(p.inlines) for p in paragraphs_of(placed.cell.blocks)), default=0)


def _is_of_labelled_lines(placed: Placed) -> bool:
    lines = [plain_text(p.inlines).strip() for p in paragraphs_of(placed.cell.blocks)]
    return len(lines) > 1 and all(_LABELLED_LINE.match(line) for line in lines)


def _titles(table: Table, filled: list[Placed]) -> Aside | None:
    """Return a title and its subtitles, one in each row of a column, as one title box."""
    if not 2 <= len(filled) <= 3 or len({p.row for p in filled}) != len(filled):
        return None
    if len({p.column for p in filled}) != 1 or not all(
        p.text
        and len(paragraphs_of(p.cell.blocks)) <= 2
        and len(p.text) <= 2 * _LONGEST_TITLE
        and not holds_blocks(p.cell, (Table, Figure, EquationBlock))
        for p in filled
    ):
        return None
    if not any(p.strong or _size(p) > 0 for p in filled) or is_statement(filled[0].text):
        return None
    blocks = [block for row in table.rows for cell in row.cells for block in kept_blocks(cell)]
    return box("title-box", blocks, table)
