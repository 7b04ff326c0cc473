# SPDX-License-Identifier: AGPL-3.0-or-later
"""The XLSX report: a statement as a workbook whose sums are formulas over its sheet of titles.

Each formula is kept with its value, so that a program that does not calculate reads the figure too.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.i18n import Language, mark, tr
from app.ledger.bridge import BridgeStep, bridge
from app.ledger.empty_figures import lack_of
from app.ledger.totals import Totals
from app.services.costing.report_content import (
    EFFECTS,
    FIGURES,
    SIGNED,
    ReportContent,
    figure_value,
    report_content,
)
from app.services.costing.report_pictures import emblem_picture
from app.services.costing.report_request import Cover, Report
from app.services.costing.report_table import TITLE_COLUMNS, totals_in
from app.services.workbook import settled

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NUMBER = "#,##0"
_FIRST = 4
"""Column of the first sum in the sheets of parts; three columns of words stand before it."""
_EMBLEM = 64
"""Pixels."""
_COMPUTED = ("spent", "realised", "net")
_ORDER = (*(column.sum for column in TITLE_COLUMNS), *_COMPUTED)
_ON_PAPER = ("spending", "bureaus", "years", "top-saved", "top-printed", "yardstick")
"""Tables of the content that get a sheet together."""


@dataclass(frozen=True, slots=True)
class _Formula:
    """A formula with the value that it has."""

    text: str
    value: int | float


class _Book:
    """A workbook that remembers the values of its formulas."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.made = Workbook()
        self.values: dict[str, dict[str, int | float]] = {}

    def sheet(self, title: str, *, first: bool = False) -> Worksheet:
        """Add a sheet."""
        sheet = self.made.active if first else self.made.create_sheet()
        sheet.title = title
        # On paper all columns stand beside each other.
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        self.values[f"xl/worksheets/sheet{len(self.made.worksheets)}.xml"] = {}
        return sheet

    def put(
        self, sheet: Worksheet, row: int, place: int, value: str | float | _Formula | None
    ) -> None:
        """Write a cell: text as text, a number grouped, a formula with its value."""
        cell = sheet.cell(row, place)
        if isinstance(value, str):
            cell.value = value
            if value:
                # A title that begins with "=" is a title, no formula.
                cell.data_type = "s"
            return
        if isinstance(value, _Formula):
            number = self.made.worksheets.index(sheet) + 1
            self.values[f"xl/worksheets/sheet{number}.xml"][cell.coordinate] = value.value
            cell.value = value.text
        else:
            cell.value = value
        cell.number_format = _NUMBER


def to_xlsx(report: Report, language: Language) -> bytes:
    """Return the workbook: summary, months, parts, titles, assumptions, notes, comparisons."""
    from datetime import datetime

    made, cover, example = report.statement, report.options.cover, report.example
    content = report_content(made, language, environment=report.options.environment)
    book = _Book()
    summary = book.sheet(tr(mark("Summary"), language), first=True)
    months = book.sheet(tr(mark("Months"), language))
    parts = book.sheet(tr(mark("Parts of the city"), language))
    titles = book.sheet(tr(mark("Titles"), language))
    by_month = [(m["month"], "", "") for m in made["months"]]
    _sums(book, months, (mark("Month"), "", ""), by_month, made["months"], language)
    named = [(p["code"], p["name"], p["parent"]) for p in made["organisations"]]
    heads = (mark("Code"), mark("Name"), mark("Belongs to"))
    _sums(book, parts, heads, named, made["organisations"], language)
    listed = [(t["number"], t["title"], t.get("part") or t["organisation"]) for t in made["titles"]]
    heads = (mark("Publication number"), mark("Name"), mark("Part"))
    last = _sums(book, titles, heads, listed, made["titles"], language)
    _late(book, titles, made, language)
    _summary(
        book,
        (summary, months, parts, titles),
        last,
        made,
        content,
        language,
        cover,
        example=example,
    )
    _rest(book, content, language)
    year, month = (int(part) for part in str(made["last"]).split("-"))
    moment = datetime(year, month, 1)  # noqa: DTZ001 - the format knows no zones
    book.made.properties.creator = cover.line or "Hanji"
    book.made.properties.title = f"{content.title} · {content.scope}"
    book.made.properties.created = moment
    written = io.BytesIO()
    book.made.save(written)
    return settled(written.getvalue(), moment.isoformat().encode() + b"Z", book.values)


# ------------------------------------------------------------ sheets of sums


def _sums(
    book: _Book,
    sheet: Worksheet,
    names: tuple[str, str, str],
    words: Sequence[tuple[str, str, str]],
    parts: Sequence[Mapping[str, Any]],
    language: Language,
) -> int:
    """Write a row of sums for each part, spent and net as formulas; return the last row."""
    computed = (mark("Spent, with tax"), mark("Realised, with tax"), mark("Net of e-books"))
    headings = [*names, *(column.heading for column in TITLE_COLUMNS), *computed]
    # The empty message is the catalogue's own head.
    _heads(book, sheet, 1, [tr(heading, language) if heading else "" for heading in headings])
    sheet.column_dimensions["B"].width = 40
    sheet.freeze_panes = "D2"
    at = {name: _letter(name) for name in _ORDER}
    for row, (said, part) in enumerate(zip(words, parts, strict=True), 2):
        for place, word in enumerate(said, 1):
            book.put(sheet, row, place, word)
        totals = totals_in(part)
        for place, column in enumerate(TITLE_COLUMNS, _FIRST):
            book.put(sheet, row, place, int(getattr(totals, column.sum)))
        paid = "+".join(f"{at[name]}{row}" for name in ("setup", "variable", "composition", "vat"))
        formulas = (
            _Formula(f"={paid}", totals.spent),
            _Formula(f"={at['saved']}{row}+{at['saved_vat']}{row}", totals.realised),
            _Formula(f"={at['realised']}{row}-{at['ebook']}{row}", totals.net),
        )
        for place, formula in enumerate(formulas, _FIRST + len(TITLE_COLUMNS)):
            book.put(sheet, row, place, formula)
    return len(parts) + 1


def _late(book: _Book, sheet: Worksheet, made: Mapping[str, Any], language: Language) -> None:
    """Mark the titles whose baseline was entered after an order that it measures."""
    place = _FIRST + len(_ORDER)
    _heads(book, sheet, 1, [tr(mark("Orders before their baseline was entered"), language)], place)
    for row, title in enumerate(made["titles"], 2):
        book.put(sheet, row, place, int(title.get("late", 0)))


def _letter(name: str) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(_FIRST + _ORDER.index(name)))


def _heads(book: _Book, sheet: Worksheet, row: int, words: Sequence[str], first: int = 1) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for place, word in enumerate(words, first):
        book.put(sheet, row, place, word or None)
        cell = sheet.cell(row, place)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="E1E9F0")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        width = sheet.column_dimensions[get_column_letter(place)]
        width.width = max(width.width or 0, 15)


# ------------------------------------------------------------ the summary


def _summary(
    book: _Book,
    sheets: tuple[Worksheet, Worksheet, Worksheet, Worksheet],
    last: int,
    made: Mapping[str, Any],
    content: ReportContent,
    language: Language,
    cover: Cover,
    *,
    example: bool,
) -> None:
    from openpyxl.styles import Font

    sheet, months, parts, titles = sheets
    totals = totals_in(made)
    heading = content.title
    if example:
        made_up = tr(mark("example data, made up"), language)
        heading += f" — {made_up}"
    book.put(sheet, 1, 1, heading)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    lines = [content.scope, *([cover.line] if cover.line else []), content.state]
    for row, line in enumerate(lines, 2):
        book.put(sheet, row, 1, line)
    if not content.is_confirmed:
        sheet.cell(len(lines) + 1, 1).font = Font(bold=True, color="A03000")
    _signatures(book, sheet, language)
    if cover.emblem:
        _emblem(sheet, cover.emblem)
    row = _figures(book, sheet, len(lines) + 3, titles, last, totals, made, language)
    for other, kind in ((months, "months"), (parts, "organisations")):
        check = tr(mark("Check: titles less “{sheet}”, must be 0"), language, sheet=other.title)
        book.put(sheet, row, 1, check)
        end = len(made[kind]) + 1
        formula = f"={_total('net', titles, last)}-{_total('net', other, end)}"
        summed = sum(totals_in(part).net for part in made[kind])
        book.put(sheet, row, 2, _Formula(formula, totals.net - summed))
        row += 1
    row, effects = _effects(book, sheet, row + 1, made["waterfall"], language)
    if not lack_of("net", totals):
        row = _bridge(book, sheet, row + 1, titles, last, totals, effects, language)
    anchor = made["anchor"]
    for name, value in (
        (mark("Entries in the ledger"), anchor["count"]),
        (mark("Hash of the last entry"), anchor["hash"]),
        (mark("Code of the anchor"), content.code),
    ):
        row += 1
        book.put(sheet, row, 1, tr(name, language))
        book.put(sheet, row, 2, value)
    for column, wide in (("A", 46), ("B", 24), ("C", 44)):
        sheet.column_dimensions[column].width = wide


def _signatures(book: _Book, sheet: Worksheet, language: Language) -> None:
    from openpyxl.styles import Alignment, Border, Side

    thin = Side(style="thin")
    for place, word in enumerate(SIGNED, 5):
        book.put(sheet, 1, place, tr(word, language))
        for row in (1, 2, 3, 4):
            sides = {"top": thin} if row in (1, 2) else {}
            sides |= {"bottom": thin} if row in (1, 4) else {}
            sheet.cell(row, place).border = Border(left=thin, right=thin, **sides)
            sheet.cell(row, place).alignment = Alignment(horizontal="center")


def _emblem(sheet: Worksheet, data: bytes) -> None:
    """Put the emblem beside the boxes for signatures."""
    from openpyxl.drawing.image import Image

    emblem = emblem_picture(data)
    picture = Image(io.BytesIO(emblem.png))
    picture.height = _EMBLEM
    picture.width = _EMBLEM * emblem.pixels[0] // emblem.pixels[1]
    sheet.add_image(picture, "I1")


def _total(name: str, sheet: Worksheet, end: int) -> str:
    letter = _letter(name)
    quoted = sheet.title.replace("'", "''")
    return f"SUM('{quoted}'!{letter}2:{letter}{max(2, end)})"


def _figures(
    book: _Book,
    sheet: Worksheet,
    row: int,
    titles: Worksheet,
    last: int,
    totals: Totals,
    made: Mapping[str, Any],
    language: Language,
) -> int:
    """Write the figures of the report; what lacks something says so. Return the next free row."""
    for name, words in FIGURES:
        book.put(sheet, row, 1, tr(words, language))
        value = figure_value(name, totals)
        if value is None:
            book.put(sheet, row, 2, "–")
            book.put(sheet, row, 3, tr(lack_of(name, totals), language))
        elif name == "won_a_copy":
            spent, printed = (_total(of, titles, last) for of in ("spent", "printed"))
            formula = f"=IF({printed}=0,0,{spent}/{printed})"
            book.put(sheet, row, 2, _Formula(formula, totals.spent / totals.printed))
        else:
            column = "potential_won" if name == "potential" else name
            book.put(sheet, row, 2, _Formula(f"={_total(column, titles, last)}", value))
        row += 1
        bounds = made.get("realised" if name == "net" else name)
        if value is not None and name in ("net", "potential") and bounds:
            for end, said in (
                ("low", mark("… range of 90 %, low")),
                ("high", mark("… range of 90 %, high")),
            ):
                book.put(sheet, row, 1, tr(said, language))
                book.put(sheet, row, 2, int(bounds[end]))
                row += 1
    return row


def _effects(
    book: _Book, sheet: Worksheet, row: int, steps: Mapping[str, int], language: Language
) -> tuple[int, dict[str, str]]:
    """Write the waterfall; the last line is a formula. Return the next row, and the cells."""
    heading = tr(mark("From the baseline to what was paid (no tax, measured runs)"), language)
    _heads(book, sheet, row, [heading, tr(mark("Won"), language)])
    first = row = row + 1
    cells = {}
    for step, words in EFFECTS:
        book.put(sheet, row, 1, tr(words, language))
        cells[step] = f"B{row}"
        value: int | _Formula = int(steps[step])
        if step == "actual":
            value = _Formula(f"=SUM(B{first}:B{row - 1})", int(steps[step]))
        book.put(sheet, row, 2, value)
        row += 1
    return row, cells


def _bridge(
    book: _Book,
    sheet: Worksheet,
    row: int,
    titles: Worksheet,
    last: int,
    totals: Totals,
    effects: Mapping[str, str],
    language: Language,
) -> int:
    """Write the way from the headline to every other amount, each line a formula."""
    from openpyxl.styles import Alignment

    heading = tr(mark("From the realised saving to every other amount"), language)
    _heads(book, sheet, row, [heading, tr(mark("Won"), language), tr(mark("Meaning"), language)])
    lines = bridge(totals)
    at = {line.step: f"B{row + 1 + place}" for place, line in enumerate(lines)}
    fewer = f"-({effects['volume']}+{effects['mix']}+{effects['setup']})"
    formulas = {
        BridgeStep.NET: _total("net", titles, last),
        BridgeStep.EBOOK: _total("ebook", titles, last),
        BridgeStep.REALISED: f"{at[BridgeStep.NET]}+{at[BridgeStep.EBOOK]}",
        BridgeStep.TAX: f"-{_total('saved_vat', titles, last)}",
        BridgeStep.SAVED: f"{at[BridgeStep.REALISED]}+{at[BridgeStep.TAX]}",
        BridgeStep.DAY: f"{fewer}-{at[BridgeStep.SAVED]}",
        BridgeStep.FEWER: f"{at[BridgeStep.SAVED]}+{at[BridgeStep.DAY]}",
        BridgeStep.PRICE: f"-{effects['price']}",
        BridgeStep.DIFFERENCE: f"{at[BridgeStep.FEWER]}+{at[BridgeStep.PRICE]}",
    }
    for line in lines:
        row += 1
        book.put(sheet, row, 1, tr(line.name, language))
        book.put(sheet, row, 2, _Formula(f"={formulas[line.step]}", line.won))
        book.put(sheet, row, 3, tr(line.meaning, language))
        sheet.cell(row, 3).alignment = Alignment(indent=1)
    row += 1
    book.put(sheet, row, 1, tr(mark("Check: baseline less paid, must be 0"), language))
    check = f"={effects['baseline']}-{effects['actual']}-{at[BridgeStep.DIFFERENCE]}"
    book.put(sheet, row, 2, _Formula(check, 0))
    return row + 1


# ------------------------------------------------------------ the other sheets


def _rest(book: _Book, content: ReportContent, language: Language) -> None:
    tables = {table.name: table for table in content.tables}
    assumptions = book.sheet(tr(mark("Assumptions"), language))
    stated = [tables[name] for name in ("assumptions", "prices") if name in tables]
    _tables(book, assumptions, stated)
    notes = book.sheet(tr(mark("Notes"), language))
    said = [tr(mark("What the figures mean"), language), *content.method, *content.warnings]
    said += [
        tr(mark("Proof that the ledger is unchanged"), language),
        content.anchor,
        *content.proof,
    ]
    for row, line in enumerate(said, 1):
        book.put(notes, row, 1, line)
    notes.column_dimensions["A"].width = 120
    if "environment" in tables:
        _tables(book, notes, [tables["environment"]], len(said) + 2)
    compared = book.sheet(tr(mark("Comparisons"), language))
    _tables(book, compared, [tables[name] for name in _ON_PAPER if name in tables])


def _tables(book: _Book, sheet: Worksheet, tables: Iterable[Any], row: int = 1) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for table in tables:
        book.put(sheet, row, 1, table.heading)
        sheet.cell(row, 1).font = Font(bold=True, size=12)
        _heads(book, sheet, row + 1, table.heads)
        row += 1
        for cells in table.rows:
            row += 1
            for place, cell in enumerate(cells, 1):
                book.put(sheet, row, place, cell)
        if table.note:
            row += 1
            book.put(sheet, row, 1, table.note)
        row += 2
    for place in range(1, 7):
        width = sheet.column_dimensions[get_column_letter(place)]
        width.width = max(width.width or 0, 36 if place == 1 else 20)
