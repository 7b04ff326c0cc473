# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables (ECMA-376 part 1, 17.4): rows and cells at grid positions, always rectangular."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from converters.document.nodes import Blocks, HiddenText, Paragraph, Table, Text
from converters.document.notices import NoticeKind
from converters.readers.docx.context import DocxContext
from converters.readers.docx.names import (
    BLOCKS,
    W,
    content,
    holding,
    is_on,
    points,
    text_of,
    val,
    whole,
)
from converters.source.grid import GridCell, head_rows_of, rows_of
from converters.xhtml.markup import Element

_MOST_COLUMNS = 500
_NO_LINE = frozenset({"nil", "none"})
_SIDES = {
    f"{W}{name}": side
    for name, side in (
        ("top", "top"),
        ("bottom", "bottom"),
        ("left", "left"),
        ("start", "left"),
        ("right", "right"),
        ("end", "right"),
    )
}
_NO_SHADE = frozenset({"", "auto", "ffffff", "none"})


@dataclass(slots=True)
class _Placed:
    """A cell with its place; ``element`` holds what it prints."""

    row: int
    column: int
    colspan: int
    element: Element
    rowspan: int = 1
    header: bool = False
    shaded: bool = False
    open: bool = False
    """Whether two opposite sides have no line."""
    unlined: bool = False
    """Whether no side has one."""


def table(
    context: DocxContext, element: Element, inner: Callable[[Element], Blocks]
) -> Table | None:
    """Return a table; None for one without any cell.

    Raises:
        LimitExceeded: the document has more cells than any real one.
    """
    properties = element.find(f"{W}tblPr")
    cells = _cells(context, element, lined=_has_lines(properties))
    context.cells.add(len(cells))
    if not cells:
        return None
    rows_in_all = max(cell.row for cell in cells) + 1
    heads = _head_rows(context, element, properties, cells, rows_in_all)
    columns = max(cell.column + cell.colspan for cell in cells)
    gridded = [_gridded(cell, heads, inner) for cell in cells]
    rows = rows_of(gridded, rows_in_all, columns, context.cells)
    alt = " ".join(filter(None, (val(properties, "tblCaption"), val(properties, "tblDescription"))))
    width = sum(cell.colspan for cell in rows[0].cells)
    return Table(
        rows,
        head_rows=head_rows_of(rows),
        column_percents=_percents(element, width),
        alt=" ".join(alt.split()),
        origin=context.origin,
    )


def _gridded(cell: _Placed, heads: int, inner: Callable[[Element], Blocks]) -> GridCell:
    return GridCell(
        cell.row,
        cell.column,
        cell.colspan,
        cell.rowspan,
        lambda: inner(cell.element) or (Paragraph(()),),
        header=cell.row < heads,
        shaded=cell.shaded,
        open=cell.open,
        unlined=cell.unlined,
    )


def _cells(context: DocxContext, element: Element, *, lined: bool) -> list[_Placed]:
    cells: list[_Placed] = []
    open_above: dict[int, _Placed] = {}
    number = 0
    for row in _rows(element):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            _keep_deleted(context, row)
            continue
        found = list(_row(context, row, properties, number, open_above))
        for cell in found:
            drawn = _drawn_sides(cell.element.find(f"{W}tcPr"), lined=lined)
            cell.open = not drawn & {"top", "bottom"} or not drawn & {"left", "right"}
            cell.unlined = not drawn
        cells += found
        # A row without a cell of its own still takes its place, if something reaches into it.
        number += bool(found) or any(cell.row + cell.rowspan > number for cell in cells[-50:])
    return cells


def _rows(element: Element) -> Iterator[Element]:
    """Yield the rows of a table; what stands between them is a row of its own."""
    for row in content(element):
        if row.tag == f"{W}tr":
            yield row
        elif row.tag == f"{W}tc":
            yield holding("tr", row)
        elif row.tag in BLOCKS:
            yield holding("tr", holding("tc", row))


def _cells_in(row: Element) -> Iterator[Element]:
    """Yield the cells of a row; what stands between them is a cell of its own."""
    for cell in content(row):
        if cell.tag == f"{W}tc":
            yield cell
        elif cell.tag in BLOCKS:
            yield holding("tc", cell)


def _keep_unshown(context: DocxContext, cell: Element) -> None:
    """Keep what a cell holds that only goes on with another: a page does not show it (17.4.84)."""
    texts = [text_of(paragraph) for paragraph in cell.iter(f"{W}p")]
    paragraphs = tuple(Paragraph((Text(text),)) for text in texts if text.strip())
    if paragraphs:
        context.hidden.append(HiddenText("hidden", paragraphs))
        context.notice(NoticeKind.HIDDEN_TEXT)


def _keep_deleted(context: DocxContext, element: Element) -> None:
    """Keep the text of a deleted row or cell apart, a paragraph for each of its own (17.13.5)."""
    texts = [text_of(paragraph) for paragraph in element.iter(f"{W}p")]
    paragraphs = tuple(Paragraph((Text(text),)) for text in texts if text.strip())
    if paragraphs:
        context.hidden.append(HiddenText("deleted", paragraphs))
    context.notice(NoticeKind.DELETED_TEXT)


def _row(
    context: DocxContext,
    row: Element,
    properties: Element | None,
    number: int,
    open_above: dict[int, _Placed],
) -> Iterator[_Placed]:
    """Yield the cells that begin in a row; those merged with one above lengthen it (17.4.84)."""
    column = min(whole(val(properties, "gridBefore")), _MOST_COLUMNS)
    continued: dict[int, _Placed] = {}
    last: _Placed | None = None
    for cell in _cells_in(row):
        own = cell.find(f"{W}tcPr")
        if own is not None and own.find(f"{W}cellDel") is not None:
            # A cell deleted in a tracked change: those after it move up (17.13.5.2).
            _keep_deleted(context, cell)
            continue
        span = min(max(whole(val(own, "gridSpan"), 1), 1), _MOST_COLUMNS)
        merge, across = _merge(own, "vMerge"), _merge(own, "hMerge")
        above = open_above.get(column)
        if merge == "continue" and above is not None and above.colspan == span:
            above.rowspan = number - above.row + 1
            continued[column] = last = above
            _keep_unshown(context, cell)
        elif across == "continue" and last is not None and last.row == number:
            last.colspan += span
            _keep_unshown(context, cell)
        else:
            last = _Placed(number, column, span, cell, shaded=_is_shaded(own))
            if merge:
                continued[column] = last
            yield last
        column += span
        if column > _MOST_COLUMNS:
            break
    open_above.clear()
    open_above.update(continued)


def _merge(properties: Element | None, name: str) -> str:
    """Return "restart", "continue" or nothing; a merge without a value continues (17.18.57)."""
    merge = properties.find(W + name) if properties is not None else None
    return "" if merge is None else merge.get(f"{W}val", "continue")


def _has_lines(properties: Element | None) -> bool:
    """Whether the table itself, or maybe its style, draws lines between its cells (17.4.38)."""
    if properties is None:
        return False
    borders = properties.find(f"{W}tblBorders")
    if borders is None:
        return properties.find(f"{W}tblStyle") is not None
    return any(_is_drawn(side) for side in borders)


def _drawn_sides(properties: Element | None, *, lined: bool) -> set[str]:
    """Return the sides of a cell on which there is a line (17.4.66)."""
    drawn = {"top", "bottom", "left", "right"} if lined else set()
    borders = properties.find(f"{W}tcBorders") if properties is not None else None
    for side in borders if borders is not None else ():
        name = _SIDES.get(side.tag)
        if name is not None and _is_drawn(side):
            drawn.add(name)
        elif name is not None:
            drawn.discard(name)
    return drawn


def _is_drawn(side: Element) -> bool:
    return side.get(f"{W}val", "none") not in _NO_LINE


def _is_shaded(properties: Element | None) -> bool:
    shade = properties.find(f"{W}shd") if properties is not None else None
    return shade is not None and shade.get(f"{W}fill", "").lower() not in _NO_SHADE


def _head_rows(
    context: DocxContext,
    element: Element,
    properties: Element | None,
    cells: list[_Placed],
    rows_in_all: int,
) -> int:
    """Return how many rows from the top are the table's head (17.4.78); spans stay in one part."""
    heads = 0
    for row in _rows(element):
        mark = row.find(f"{W}trPr/{W}tblHeader")
        if not is_on(mark):
            break
        heads += 1
    if not heads and _style_heads(context, properties):
        heads = 1
    heads = max([heads, *(c.row + c.rowspan for c in cells if c.row < heads)]) if heads else 0
    return heads if heads < rows_in_all else 0


def _style_heads(context: DocxContext, properties: Element | None) -> bool:
    """Whether the table's style dresses its first row as a head and the table wants it (17.4.56)."""
    if properties is None or not context.styles.heads_first_row(val(properties, "tblStyle")):
        return False
    wanted = properties.find(f"{W}tblLook")
    if wanted is None:
        return False
    first = wanted.get(f"{W}firstRow")
    if first is not None:
        return first in ("1", "true", "on")
    try:
        return bool(int(wanted.get(f"{W}val", "0")[:4], 16) & 0x20)
    except ValueError:
        return False


def _percents(element: Element, columns: int) -> tuple[float, ...]:
    widths = [points(e.get(f"{W}w")) or 0.0 for e in element.iterfind(f"{W}tblGrid/{W}gridCol")]
    total = sum(widths)
    if len(widths) != columns or total <= 0 or min(widths) <= 0:
        return ()
    return tuple(round(100 * width / total, 1) for width in widths)
