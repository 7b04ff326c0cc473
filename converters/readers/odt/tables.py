# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables (ODF 1.3 part 3, 9): cells at grid positions, with spans and repetitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from converters.document.nodes import Blocks, Paragraph, Table
from converters.document.notices import NoticeKind
from converters.document.walk import has_content
from converters.readers.odt.context import OdtContext
from converters.readers.odt.names import TABLE, whole
from converters.source.grid import GridCell, head_rows_of, rows_of
from converters.source.xml import text_of
from converters.xhtml.markup import Element

Inner = Callable[[Element], Blocks]

_MOST_COLUMNS = 500
_MOST_ROWS = 100_000
_MOST_EMPTY_ROWS = 100
_GROUPS = frozenset(TABLE + name for name in ("table-rows", "table-row-group"))
_HEADS = f"{TABLE}table-header-rows"
_COLUMN_GROUPS = frozenset(
    TABLE + name for name in ("table-columns", "table-header-columns", "table-column-group")
)


def table(context: OdtContext, element: Element, inner: Inner) -> Table | None:
    """Return a table; None for one without any cell.

    Raises:
        LimitExceeded: the document has more cells than any real one.
    """
    cells: list[GridCell] = []
    count = 0
    for row, is_head in _rows(element, is_head=False):
        # Thousands of rows without words are the rest of a sheet and no part of a table.
        most = _MOST_ROWS if _says_something(row) else _MOST_EMPTY_ROWS
        repeated = whole(row, f"{TABLE}number-rows-repeated", 1, most) or 1
        # Counted before any is made: a few letters of XML may stand for millions of cells.
        context.cells.add(repeated * _count_cells(row))
        for _ in range(repeated):
            cells += _cells(context, row, count, inner, is_head=is_head)
            count += 1
    if not cells:
        return None
    columns = max(cell.column + cell.colspan for cell in cells)
    rows = rows_of(cells, count, columns, context.cells)
    if not rows:
        return None
    width = sum(cell.colspan for cell in rows[0].cells)
    title, description = element.find(f"{TABLE}title"), element.find(f"{TABLE}desc")
    said = (text_of(e) for e in (title, description) if e is not None)
    return Table(
        rows,
        head_rows=head_rows_of(rows),
        column_percents=_percents(context, element, width),
        alt=" ".join(filter(None, said)),
        origin=context.origin,
    )


def _rows(parent: Element, *, is_head: bool) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table, each with whether it is one of its heads."""
    for child in parent:
        if child.tag == f"{TABLE}table-row":
            yield child, is_head
        elif child.tag == _HEADS:
            yield from _rows(child, is_head=True)
        elif child.tag in _GROUPS:
            yield from _rows(child, is_head=is_head)


def _says_something(row: Element) -> bool:
    return any(text.strip() for text in map(str, row.itertext()))


def _count_cells(row: Element) -> int:
    repeats = (
        whole(cell, f"{TABLE}number-columns-repeated", 1, _MOST_COLUMNS) or 1
        for cell in row
        if cell.tag == f"{TABLE}table-cell"
    )
    return min(sum(repeats), _MOST_COLUMNS)


def _cells(
    context: OdtContext, row: Element, number: int, inner: Inner, *, is_head: bool
) -> Iterator[GridCell]:
    column = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeated = whole(cell, f"{TABLE}number-columns-repeated", 1, _MOST_COLUMNS) or 1
        if cell.tag == f"{TABLE}covered-table-cell":
            _keep_covered(context, cell, inner)
            column += repeated
            continue
        colspan = whole(cell, f"{TABLE}number-columns-spanned", 1, _MOST_COLUMNS) or 1
        rowspan = whole(cell, f"{TABLE}number-rows-spanned", 1, _MOST_ROWS) or 1
        for _ in range(repeated):
            if column >= _MOST_COLUMNS:
                return
            yield GridCell(
                number,
                column,
                colspan,
                rowspan,
                partial(_content, inner, cell),
                header=is_head,
                shaded=context.styles.is_shaded(cell.get(f"{TABLE}style-name", "")),
            )
            column += 1


def _content(inner: Inner, cell: Element) -> Blocks:
    return inner(cell) or (Paragraph(()),)


def _keep_covered(context: OdtContext, cell: Element, inner: Inner) -> None:
    """Keep apart what stands in a cell that another one covers (9.1.5)."""
    blocks = inner(cell) if len(cell) else ()
    if has_content(blocks):
        context.keep_hidden("covered", blocks)
        context.notice(NoticeKind.HIDDEN_TEXT)


def _percents(context: OdtContext, element: Element, columns: int) -> tuple[float, ...]:
    """Return the widths of the columns in percent; empty if they are not known."""
    widths: list[float] = []
    for column in _columns(element):
        width = context.styles.column_width(column.get(f"{TABLE}style-name", ""))
        repeated = whole(column, f"{TABLE}number-columns-repeated", 1, _MOST_COLUMNS) or 1
        widths += [width] * min(repeated, _MOST_COLUMNS)
    total = sum(widths)
    if len(widths) != columns or min(widths, default=0) <= 0:
        return ()
    return tuple(round(100 * width / total, 1) for width in widths)


def _columns(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{TABLE}table-column":
            yield child
        elif child.tag in _COLUMN_GROUPS:
            yield from _columns(child)
