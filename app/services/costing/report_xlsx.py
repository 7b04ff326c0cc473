# SPDX-License-Identifier: AGPL-3.0-or-later
"""The XLSX report: a statement as a workbook whose sums are formulas over its sheet of titles."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.i18n import Language, mark, tr
from app.services.costing.report_table import (
    ENVIRONMENT_NOTE,
    NOTES,
    TITLE_COLUMNS,
    assumption_lines,
    environment_lines,
    period_said,
    totals_in,
    warnings,
)
from app.services.workbook import settled

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NUMBER = "#,##0"
_FIRST = 4
"""Column of the first sum in the sheets of parts; three columns of words stand before it."""


def to_xlsx(
    made: Mapping[str, Any], language: Language, *, example: bool, environment: bool
) -> bytes:
    """Return the workbook: summary, months, parts of the city, titles, assumptions, notes."""
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    summary = book.active
    summary.title = tr(mark("Summary"), language)
    months = book.create_sheet(tr(mark("Months"), language))
    parts = book.create_sheet(tr(mark("Parts of the city"), language))
    titles = book.create_sheet(tr(mark("Titles"), language))
    assumptions = book.create_sheet(tr(mark("Assumptions"), language))
    notes = book.create_sheet(tr(mark("Notes"), language))
    by_month = [(m["month"], "", "") for m in made["months"]]
    _sums(months, (mark("Month"), "", ""), by_month, made["months"], language)
    named = [(p["code"], p["name"], p["parent"]) for p in made["organisations"]]
    heads = (mark("Code"), mark("Name"), mark("Belongs to"))
    _sums(parts, heads, named, made["organisations"], language)
    listed = [(t["number"], t["title"], t["organisation"]) for t in made["titles"]]
    heads = (mark("Publication number"), mark("Name"), mark("Part"))
    last = _sums(titles, heads, listed, made["titles"], language)
    _summary(summary, titles, last, (months, parts), made, language, example=example)
    _lines(assumptions, _headings(language), assumption_lines(made, language))
    said: list[Sequence[str]] = [(tr(note, language),) for note in NOTES]
    said += [(line,) for line in warnings(made, language)]
    if environment:
        said.append((tr(ENVIRONMENT_NOTE, language),))
        said += environment_lines(made, language)
    _lines(notes, (tr(mark("What the figures mean"), language),), said)
    year, month = (int(part) for part in str(made["last"]).split("-"))
    moment = datetime(year, month, 1)  # noqa: DTZ001 - the format knows no zones
    book.properties.creator = "Hanji"
    book.properties.created = moment
    written = io.BytesIO()
    book.save(written)
    return settled(written.getvalue(), moment.isoformat().encode() + b"Z")


def _headings(language: Language) -> tuple[str, ...]:
    words = (mark("Item"), mark("Value"), mark("Table"), mark("Source"))
    return tuple(tr(word, language) for word in words)


def _sums(
    sheet: Worksheet,
    names: tuple[str, str, str],
    words: Sequence[tuple[str, str, str]],
    parts: Sequence[Mapping[str, Any]],
    language: Language,
) -> int:
    """Write a row of sums for each part, spent and net as formulas; return the last row."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    computed = (mark("Spent, with tax"), mark("Realised, with tax"), mark("Net of e-books"))
    headings = [*names, *(column.heading for column in TITLE_COLUMNS), *computed]
    for place, heading in enumerate(headings, 1):
        # The empty message is the catalogue's own head.
        cell = sheet.cell(1, place, tr(heading, language) if heading else None)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 14
    sheet.column_dimensions["B"].width = 40
    sheet.freeze_panes = "D2"
    at = {
        column.sum: get_column_letter(place) for place, column in enumerate(TITLE_COLUMNS, _FIRST)
    }
    after = _FIRST + len(TITLE_COLUMNS)
    for row, (said, part) in enumerate(zip(words, parts, strict=True), 2):
        for place, word in enumerate(said, 1):
            _text(sheet, row, place, word)
        totals = totals_in(part)
        for place, column in enumerate(TITLE_COLUMNS, _FIRST):
            sheet.cell(row, place, getattr(totals, column.sum)).number_format = _NUMBER
        spent = "+".join(f"{at[name]}{row}" for name in ("setup", "variable", "composition", "vat"))
        realised = f"{get_column_letter(after + 1)}{row}"
        formulas = (
            f"={spent}",
            f"={at['saved']}{row}+{at['saved_vat']}{row}",
            f"={realised}-{at['ebook']}{row}",
        )
        for place, formula in enumerate(formulas, after):
            sheet.cell(row, place, formula).number_format = _NUMBER
    return len(parts) + 1


def _summary(
    sheet: Worksheet,
    titles: Worksheet,
    last: int,
    others: tuple[Worksheet, Worksheet],
    made: Mapping[str, Any],
    language: Language,
    *,
    example: bool,
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    def of(name: str, sheet_of: Worksheet = titles, end: int = last) -> str:
        order = [*(column.sum for column in TITLE_COLUMNS), "spent", "realised", "net"]
        letter = get_column_letter(_FIRST + order.index(name))
        quoted = sheet_of.title.replace("'", "''")
        return f"SUM('{quoted}'!{letter}2:{letter}{max(2, end)})"

    heading = tr(mark("Prints and savings"), language)
    if example:
        heading += f" — {tr(mark('example data, made up'), language)}"
    sheet.cell(1, 1, heading).font = Font(bold=True, size=14)
    _text(sheet, 2, 1, period_said(made, language))
    lines = (
        (mark("Copies planned"), f"={of('planned')}"),
        (mark("Copies printed"), f"={of('printed')}"),
        (mark("Copies of the baseline"), f"={of('baseline')}"),
        (mark("Copies not printed"), f"={of('avoided')}"),
        (mark("Spent on printing"), f"={of('spent')}"),
        (mark("Won a copy"), f"=IF({of('printed')}=0,0,{of('spent')}/{of('printed')})"),
        (mark("Saved by fewer copies"), f"={of('realised')}"),
        (mark("Cost of the e-books"), f"={of('ebook')}"),
        (mark("Realised saving"), f"={of('net')}"),
        (mark("… range of 90 %, low"), made["realised"]["low"]),
        (mark("… range of 90 %, high"), made["realised"]["high"]),
        (mark("Potential saving (not saved)"), f"={of('potential_won')}"),
        (mark("… range of 90 %, low"), made["potential"]["low"]),
        (mark("… range of 90 %, high"), made["potential"]["high"]),
    )
    row = 4
    for row, (name, value) in enumerate(lines, 4):
        sheet.cell(row, 1, tr(name, language))
        sheet.cell(row, 2, value).number_format = _NUMBER
    ends = (len(made["months"]) + 1, len(made["organisations"]) + 1)
    for other, end in zip(others, ends, strict=True):
        row += 1
        check = tr(mark("Check: titles less “{sheet}”, must be 0"), language, sheet=other.title)
        sheet.cell(row, 1, check)
        sheet.cell(row, 2, f"={of('net')}-{of('net', other, end)}").number_format = _NUMBER
    row = _waterfall(sheet, row + 2, made["waterfall"], language)
    anchor = made["anchor"]
    _text(sheet, row + 1, 1, tr(mark("Entries in the ledger"), language))
    sheet.cell(row + 1, 2, anchor["count"]).number_format = _NUMBER
    _text(sheet, row + 2, 1, tr(mark("Hash of the last entry"), language))
    _text(sheet, row + 2, 2, anchor["hash"])
    sheet.column_dimensions["A"].width = 46
    sheet.column_dimensions["B"].width = 24


def _waterfall(sheet: Worksheet, row: int, steps: Mapping[str, int], language: Language) -> int:
    """Write the way from the baseline to the cost paid; the last line is a formula."""
    lines = (
        (mark("Baseline's cost, no tax"), "baseline"),
        (mark("Volume"), "volume"),
        (mark("Mix"), "mix"),
        (mark("Price"), "price"),
        (mark("Setup"), "setup"),
    )
    first = row
    for name, step in lines:
        sheet.cell(row, 1, tr(name, language))
        sheet.cell(row, 2, steps[step]).number_format = _NUMBER
        row += 1
    sheet.cell(row, 1, tr(mark("Paid for measured runs, no tax"), language))
    sheet.cell(row, 2, f"=SUM(B{first}:B{row - 1})").number_format = _NUMBER
    return row + 1


def _lines(sheet: Worksheet, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for row, words in enumerate((headings, *lines), 1):
        for place, word in enumerate(words, 1):
            _text(sheet, row, place, word)
            if row == 1:
                sheet.cell(row, place).font = Font(bold=True)
    for place in range(1, 5):
        sheet.column_dimensions[get_column_letter(place)].width = 36


def _text(sheet: Worksheet, row: int, place: int, word: str) -> None:
    cell = sheet.cell(row, place)
    cell.value = word
    if word:
        # A title that begins with "=" is a title, no formula.
        cell.data_type = "s"
