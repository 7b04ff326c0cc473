# SPDX-License-Identifier: AGPL-3.0-or-later
"""The writer of tables for people: a spreadsheet or CSV, in which texts of strangers stay texts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from app.errors import UsageError
from app.i18n import mark
from converters.exports.csv_tables import to_csv
from converters.files import write_whole

Cell: TypeAlias = str | int | float | None
Cells: TypeAlias = Sequence[Cell]


_ENDING = mark("“{path}” cannot be written: the name must end in {endings}.")
TABLES = (".xlsx", ".csv")
"""What names of tables end in."""


def demand_ending(path: Path, endings: Sequence[str] = TABLES) -> None:
    """Refuse a name by whose ending another program would take the file for what it is not.

    Raises:
        UsageError: it ends in none of ``endings``, which are in small letters.
    """
    if path.suffix.casefold() not in endings:
        raise UsageError(_ENDING, path=str(path), endings=", ".join(endings))


def write_table(path: Path, heads: Sequence[str], rows: Sequence[Cells]) -> None:
    """Write a table as a spreadsheet where the path ends in .xlsx, else as CSV.

    Raises:
        OSError: the file cannot be written.
    """
    made = _xlsx(heads, rows) if path.suffix.lower() == ".xlsx" else to_csv([heads, *rows])
    write_whole(path, made)


def _xlsx(heads: Sequence[str], rows: Iterable[Cells]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append(list(heads))
    for row in rows:
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                # A text that begins with "=" is a text, no formula.
                cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
