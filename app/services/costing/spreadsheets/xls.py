# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads XLS, the Excel files of before 2007, by xlrd."""

from __future__ import annotations

import struct
from datetime import datetime
from pathlib import Path
from typing import Any

from app.i18n import mark
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import Grid, Merge, text_of, trimmed
from app.services.costing.spreadsheets.number_formats import shown
from converters.files import open_ordinary

_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    TypeError,
    ValueError,
    struct.error,
)
"""What xlrd lets through of a file that is none of its kind."""
_ERROR_NAMES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}


def read_xls(path: Path) -> list[Grid]:
    """Return the sheets of a workbook.

    Raises:
        TableUnreadable: it is damaged, has a password, or is another file of its family.
    """
    import xlrd
    from xlrd.compdoc import CompDocError

    with open_ordinary(path) as source:
        data = source.read()
    try:
        with (
            open_devnull() as nowhere,
            xlrd.open_workbook(
                file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere
            ) as book,
        ):
            return [_grid(book, sheet) for sheet in book.sheets()]
    except (xlrd.XLRDError, CompDocError, *_DAMAGE) as error:
        raise TableUnreadable(
            mark(
                "{file} is a damaged or locked Excel file. "
                "Open it in Excel and save it as .xlsx without a password."
            ),
            file=path.name,
        ) from error


def open_devnull() -> Any:
    """Return where the remarks of xlrd go, which speak of records and not to people."""
    import os

    return Path(os.devnull).open("w", encoding="utf-8")


def _grid(book: Any, sheet: Any) -> Grid:
    grid = Grid(sheet.name.strip(), hidden=bool(sheet.visibility), from_1904=bool(book.datemode))
    for row in range(sheet.nrows):
        cells = [_cell(book, cell) for cell in sheet.row(row)]
        grid.rows.append((row + 1, trimmed(cells)))
    # Ends are exclusive in xlrd.
    grid.merges = [
        Merge(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells
    ]
    grid.hidden_rows = frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    grid.hidden_columns = frozenset(
        column for column, info in sheet.colinfo_map.items() if info.hidden
    )
    return grid


def _cell(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        moment: datetime = xlrd.xldate_as_datetime(cell.value, book.datemode)
        return text_of(moment)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        look = book.format_map[book.xf_list[cell.xf_index].format_key]
        return shown(text_of(float(cell.value)), look.format_str)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _ERROR_NAMES.get(cell.value, "#N/A")
    return text_of(cell.value)
