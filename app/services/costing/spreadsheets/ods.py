# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads ODS, the OpenDocument spreadsheet (OASIS, part 3, 9): values, merged areas, hidden rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from app.i18n import mark
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import (
    MOST_COLUMNS,
    Grid,
    Merge,
    number_text,
    text_of,
    trimmed,
)
from converters.errors import ConversionError
from converters.files import open_ordinary
from converters.limits import Limits
from converters.source.xml import parse_xml
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT, _STYLE = (_NS % name for name in ("office", "table", "text", "style"))
_MOST_REPEATED = 1000
"""Rows of one content that are read; sheets end in a million empty ones."""
_GROUPS = ("table-row-group", "table-rows", "table-header-rows")
_COLUMN_GROUPS = ("table-column-group", "table-columns", "table-header-columns")


def read_ods(path: Path) -> list[Grid]:
    """Return the sheets of a spreadsheet.

    Raises:
        TableUnreadable: it is damaged, too large, or has a password.
    """
    with open_ordinary(path) as source:
        data = source.read()
    try:
        root = parse_xml(ZipPackage(data, Limits()).read("content.xml"), "content.xml")
    except ConversionError as error:
        raise TableUnreadable(
            mark(
                "{file} is a damaged or locked OpenDocument spreadsheet. "
                "Save it again without a password."
            ),
            file=path.name,
        ) from error
    unseen = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for look in style.iter(f"{_STYLE}table-properties")
        if look.get(f"{_TABLE}display") == "false"
    }
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    tables = body.iterfind(f"{_TABLE}table") if body is not None else iter(())
    return [_grid(table, unseen) for table in tables]


def _grid(table: Element, unseen: set[str]) -> Grid:
    name = table.get(f"{_TABLE}name", "").strip()
    grid = Grid(name, hidden=table.get(f"{_TABLE}style-name", "") in unseen)
    hidden: set[int] = set()
    filtered: set[int] = set()
    line = 0
    for row in _parts(table, "table-row", _GROUPS):
        cells, merges = _row(row, line + 1)
        repeated = _repeated(row, "rows")
        if not any(cells):
            line += repeated
            continue
        for _ in range(min(repeated, _MOST_REPEATED)):
            line += 1
            grid.rows.append((line, list(cells)))
            if (seen := row.get(f"{_TABLE}visibility", "visible")) != "visible":
                hidden.add(line)
            if seen == "filter":
                filtered.add(line)
        grid.merges += merges
    grid.hidden_rows = frozenset(hidden)
    grid.filtered = filtered
    grid.hidden_columns = frozenset(_hidden_columns(table))
    return grid


def _parts(table: Element, name: str, groups: tuple[str, ...]) -> Iterator[Element]:
    for child in table:
        if child.tag == _TABLE + name:
            yield child
        elif child.tag in {_TABLE + group for group in groups}:
            yield from _parts(child, name, groups)


def _repeated(element: Element, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def _hidden_columns(table: Element) -> Iterator[int]:
    at = 0
    for column in _parts(table, "table-column", _COLUMN_GROUPS):
        wide = _repeated(column, "columns")
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            yield from range(at, min(at + wide, MOST_COLUMNS))
        at += wide


def _row(row: Element, line: int) -> tuple[list[str], list[Merge]]:
    cells: list[str] = []
    merges: list[Merge] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        covered = cell.tag == f"{_TABLE}covered-table-cell"
        said = "" if covered else _cell(cell)
        wide, tall = (
            int(cell.get(f"{_TABLE}number-{what}-spanned", "1") or 1)
            for what in ("columns", "rows")
        )
        if not covered and wide * tall > 1:
            at = len(cells)
            merges.append(Merge(line, at, line + tall - 1, at + wide - 1))
        room = MOST_COLUMNS - len(cells)
        cells += [said] * min(_repeated(cell, "columns"), room)
    return trimmed(cells), merges


def _cell(cell: Element) -> str:
    said = "\n".join(
        "".join(map(str, paragraph.itertext())) for paragraph in cell.iterfind(f"{_TEXT}p")
    ).strip()
    kind = cell.get(f"{_OFFICE}value-type", "")
    value = cell.get(f"{_OFFICE}value", "")
    if kind == "date":
        return text_of(cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00"))
    if kind == "percentage" and value:
        return number_text(float(value) * 100) + "%"
    if kind in ("float", "currency") and value:
        return _number(float(value), said)
    return text_of(said)


def _number(value: float, said: str) -> str:
    """Return a number with the unit that its format shows behind it."""
    from app.services.costing.column_heads import unit_of

    text = number_text(value)
    unit = re.sub(r"^[-△▲(\d.,\s₩￦]+|\)$", "", said)
    return type(text)(text + unit) if unit and unit_of(unit) is not None else text
