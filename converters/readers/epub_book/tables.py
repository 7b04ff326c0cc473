# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, made regular: every row covers the same columns (HTML, 4.9.12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from converters.document.nodes import Blocks, Cell, Row, Scope, Table
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import align_of, classes_of, declarations_of, percent_of
from converters.readers.epub_book.runs import Style
from converters.source.xml import name_of
from converters.xhtml.markup import Element

ReadBlocks = Callable[[Element, EpubContext, Style], Blocks]

_GROUPS = ("thead", "tbody", "tfoot")
_SCOPES = {"col": Scope.COLUMN, "colgroup": Scope.COLUMN, "row": Scope.ROW, "rowgroup": Scope.ROW}
_MOST_COLUMNS = 1000
_OWN_LABEL = re.compile(r"(?:표|Table) \d+: (.+)", re.DOTALL)
_OWN_NAME = re.compile(r"(?:표|Table) \d+(?:: | \(|$)")
_PRESENTATION = frozenset({"presentation", "none"})
_ALL_PERCENT = (90.0, 110.0)


@dataclass(slots=True)
class _Line:
    """A row of the page: its cells and how many rows of its group follow it."""

    cells: list[Element]
    left: int
    head: bool


def read_table(
    element: Element, context: EpubContext, style: Style, label: str, read_blocks: ReadBlocks
) -> Table | None:
    """Return a table, None where it has no row.

    Args:
        element: the ``table``.
        context: the state of reading.
        style: what holds around it.
        label: what the region around it is called, for tables of our own books.
        read_blocks: reads the content of cells and captions.
    """
    presentational = element.get("role") in _PRESENTATION
    captions = [child for child in element if name_of(child) == "caption"]
    caption = tuple(block for each in captions for block in read_blocks(each, context, style))
    lines = _lines(element)
    rows = tuple(
        _row(line, line_cells, context, replace(style, align=None), presentational, read_blocks)
        for line, line_cells in zip(lines, _placed(lines), strict=True)
    )
    rows = _squared(rows, context)
    if not rows:
        return None
    context.cells.add(sum(len(row.cells) for row in rows))
    head = 0
    while head < len(lines) and lines[head].head:
        head += 1
    columns = _columns_of(element, sum(cell.colspan for cell in rows[0].cells))
    alt = element.get("aria-label") or element.get("summary") or ""
    # Books of earlier versions had the label at a region around the table.
    match = _OWN_LABEL.fullmatch(label or alt)
    if _OWN_NAME.match(alt):
        alt = ""
    return Table(
        rows,
        caption=caption,
        caption_below=any("below" in classes_of(each) for each in captions),
        head_rows=head if head < len(rows) else 0 if len(rows) == 1 else 1,
        column_percents=columns,
        alt=match[1] if match and not caption else alt,
        presentational=presentational,
        origin=context.origin(),
    )


def _lines(element: Element) -> list[_Line]:
    groups: list[tuple[str, list[Element]]] = []
    for child in element:
        name = name_of(child)
        if name in _GROUPS:
            groups.append((name, [row for row in child if name_of(row) == "tr"]))
        elif name == "tr":
            if not groups or groups[-1][0]:
                groups.append(("", []))
            groups[-1][1].append(child)
    # A foot may be written before the body that it stands below.
    groups.sort(key=lambda group: ("thead", "", "tfoot").index(group[0].replace("tbody", "")))
    lines = []
    for name, rows in groups:
        for index, row in enumerate(rows):
            cells = [cell for cell in row if name_of(cell) in ("td", "th")]
            lines.append(_Line(cells, len(rows) - index, name == "thead"))
    return lines


def _number(text: str | None) -> int:
    try:
        return int((text or "1").strip()[:6])
    except ValueError:
        return 1


def _placed(lines: list[_Line]) -> list[list[tuple[Element, int, int]]]:
    """Return for each row its cells with spans that neither overlap nor leave their group."""
    reaching: dict[int, int] = {}
    placed = []
    for line in lines:
        found, column = [], 0
        taken = {key for key, left in reaching.items() if left > 0}
        reaching = {key: left - 1 for key, left in reaching.items() if left > 1}
        for cell in line.cells:
            while column in taken:
                column += 1
            wanted = max(1, min(_number(cell.get("colspan")), _MOST_COLUMNS))
            span = 1
            while span < wanted and column + span not in taken:
                span += 1
            rows = _number(cell.get("rowspan"))
            rows = line.left if rows == 0 else max(1, min(rows, line.left))
            if rows > 1:
                reaching |= dict.fromkeys(range(column, column + span), rows - 1)
            found.append((cell, span, rows))
            column += span
        placed.append(found)
    return placed


def _row(
    line: _Line,
    cells: list[tuple[Element, int, int]],
    context: EpubContext,
    style: Style,
    presentational: bool,
    read_blocks: ReadBlocks,
) -> Row:
    made = []
    for element, colspan, rowspan in cells:
        scope = None
        if name_of(element) == "th" and not presentational:
            scope = _SCOPES.get(element.get("scope", "").lower())
            scope = scope or (Scope.COLUMN if line.head else _guessed(line))
        made.append(
            Cell(
                read_blocks(element, context, style),
                colspan,
                rowspan,
                scope,
                align_of(element),
                _is_shaded(element),
            )
        )
    return Row(tuple(made))


def _guessed(line: _Line) -> Scope:
    """Return what a header cell without a scope heads: its column where all cells are headers."""
    return Scope.COLUMN if all(name_of(cell) == "th" for cell in line.cells) else Scope.ROW


def _is_shaded(element: Element) -> bool:
    declared = declarations_of(element)
    ground = declared.get("background-color") or declared.get("background") or ""
    ground = ground or element.get("bgcolor", "").lower()
    clear = ("", "none", "transparent", "inherit", "white", "#fff", "#ffffff")
    return "shaded" in classes_of(element) or ground not in clear


def _squared(rows: tuple[Row, ...], context: EpubContext) -> tuple[Row, ...]:
    """Return ``rows`` with empty cells where one covers fewer columns than the widest."""
    widths, reaching = [], list[tuple[int, int]]()
    for row in rows:
        widths.append(sum(n for _, n in reaching) + sum(cell.colspan for cell in row.cells))
        reaching = [(left - 1, n) for left, n in reaching if left > 1]
        reaching += [(cell.rowspan - 1, cell.colspan) for cell in row.cells if cell.rowspan > 1]
    widest = max(widths, default=0)
    if widest == 0:
        return ()
    context.cells.add(sum(widest - width for width in widths))
    return tuple(
        row if width == widest else Row((*row.cells, *[Cell(())] * (widest - width)))
        for row, width in zip(rows, widths, strict=True)
    )


def _columns_of(element: Element, width: int) -> tuple[float, ...]:
    """Return the widths of the columns where all of them are given in percent."""
    found: list[float] = []
    for column in element.iter("{*}col", "col"):
        owner = next((e for e in column.iterancestors() if name_of(e) == "table"), None)
        if owner is not element:
            continue
        percent = percent_of(declarations_of(column).get("width") or column.get("width"))
        found += [percent or 0.0] * max(1, min(_number(column.get("span")), _MOST_COLUMNS))
    least, most = _ALL_PERCENT
    fits = len(found) == width and all(found) and least <= sum(found) <= most
    return tuple(found) if fits else ()
