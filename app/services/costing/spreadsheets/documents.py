# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of a document (HWP, HWPX, DOCX, ODT ...) as grids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import mark
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import Grid, Merge, text_of, trimmed
from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from converters.document.nodes import Table

_NOTE = re.compile(r"\s*(?:※|＊|\*|주\s*\d*\s*[):.]|자료|출처)")


def read_document_tables(path: Path) -> list[Grid]:
    """Return the tables of a document, with the paragraphs around each; they have no names.

    Raises:
        TableUnreadable: it has no table.
        ConversionError: the document cannot be read.
        OSError: it cannot be opened.
    """
    from converters import pipeline

    document = pipeline.read_document(path, (), DEFAULT_LIMITS, NoticeLog())
    grids = list(_grids(document.blocks))
    if not grids:
        raise TableUnreadable(mark("{file} has no table."), file=path.name)
    return grids


def _grids(blocks: Iterable[object]) -> Iterator[Grid]:
    """Yield each table that is no frame around text, its neighbours' paragraphs with it."""
    from converters.document.nodes import Table

    waiting: list[str] = []
    last: Grid | None = None
    for block in _flat(blocks):
        if isinstance(block, Table) and len(block.rows) > 1:
            captions = tuple(_texts(block.caption))
            own = () if block.caption_below else captions
            grid = _grid(block)
            grid.above = (*waiting, *own)
            if last is not None:
                # Notes stand right below their table; what follows them is of the next.
                own_notes = tuple(takewhile(_NOTE.match, waiting))
                last.below += own_notes
                grid.above = grid.above[len(own_notes) :]
                yield last
            last = replace(grid, below=captions if block.caption_below else ())
            waiting = []
        else:
            waiting += _texts((block,))
    if last is not None:
        last.below += tuple(waiting)
        yield last


def _flat(blocks: Iterable[object]) -> Iterator[object]:
    """Yield blocks in order, boxes with tables taken apart."""
    from converters.document.nodes import Aside, ListBlock, Quote, Table

    for block in blocks:
        if isinstance(block, Aside | Quote) and any(
            isinstance(inner, Table) for inner in _flat(block.blocks)
        ):
            yield from _flat(block.blocks)
        elif isinstance(block, ListBlock) and any(
            isinstance(inner, Table) for item in block.items for inner in _flat(item.blocks)
        ):
            for item in block.items:
                yield from _flat(item.blocks)
        else:
            yield block


def _grid(table: Table) -> Grid:
    grid = Grid("", of_document=True)
    taken: set[tuple[int, int]] = set()
    for line, row in enumerate(table.rows, 1):
        cells: dict[int, str] = {}
        column = 0
        for cell in row.cells:
            while (line, column) in taken:
                column += 1
            cells[column] = text_of("\n".join(_texts(cell.blocks)))
            if cell.colspan * cell.rowspan > 1:
                merge = Merge(line, column, line + cell.rowspan - 1, column + cell.colspan - 1)
                grid.merges.append(merge)
                for covered in range(merge.top, merge.bottom + 1):
                    taken |= {(covered, at) for at in range(merge.left, merge.right + 1)}
            column += cell.colspan
        wide = max(cells, default=-1) + 1
        grid.rows.append((line, trimmed([cells.get(at, "") for at in range(wide)])))
    return grid


def _texts(blocks: Iterable[object]) -> Iterator[str]:
    """Yield the lines of text in blocks; markers of lists and numbers of headings with them."""
    from converters.document.nodes import (
        Aside,
        Heading,
        ListBlock,
        Paragraph,
        Quote,
        Table,
        Unsupported,
    )

    for block in blocks:
        if isinstance(block, Paragraph):
            yield from filter(None, _inline(block.inlines).split("\n"))
        elif isinstance(block, Heading):
            yield f"{block.number or ''} {_inline(block.inlines)}".strip()
        elif isinstance(block, ListBlock):
            for item in block.items:
                first, *rest = [*_texts(item.blocks)] or [""]
                yield f"{item.marker} {first}".strip()
                yield from rest
        elif isinstance(block, Aside | Quote):
            yield from _texts(block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _texts(cell.blocks)
        elif isinstance(block, Unsupported) and block.text:
            yield block.text


def _inline(inlines: Iterable[object]) -> str:
    from converters.document.nodes import LineBreak, Link, Ruby, Text

    said: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            said.append(inline.value)
        elif isinstance(inline, LineBreak):
            said.append("\n")
        elif isinstance(inline, Link):
            said.append(_inline(inline.children))
        elif isinstance(inline, Ruby):
            said.append(_inline(inline.base))
    return "".join(said).strip()
