# SPDX-License-Identifier: AGPL-3.0-or-later
"""A summary as a workbook; the same summary gives the same bytes."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from app.i18n import Language
from app.services.batch.summary import Summary
from app.services.batch.summary_table import Cell, Table, tables_of
from app.services.workbook import settled

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_CELL = 32_767
_LONGEST_NAME = 31
_WIDEST = 80
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_xlsx(summary: Summary, language: Language) -> bytes:
    """Return the workbook: a sheet for each table."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for table in tables_of(summary, language):
        _add_sheet(book.create_sheet(table.name[:_LONGEST_NAME]), table)
    moment = summary.finished.replace(tzinfo=None, microsecond=0)
    book.properties.created = moment
    book.properties.creator = "Hanji"
    written = io.BytesIO()
    book.save(written)
    return settled(written.getvalue(), moment.isoformat().encode() + b"Z")


def _add_sheet(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, row in enumerate((table.headings, *table.rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(place, column)
            cell.value = _clean(value)
            if isinstance(value, str):
                # A name that begins with "=" is a name, no formula.
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if place == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(table.headings) + 1):
        longest = max(len(str(row[column - 1])) for row in (table.headings, *table.rows))
        # Korean letters are twice as wide as what the unit counts.
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, 4 + 2 * longest)
    sheet.freeze_panes = "A2"


def _clean(value: Cell) -> Cell:
    return _NOT_IN_XML.sub("�", value)[:_LONGEST_CELL] if isinstance(value, str) else value
