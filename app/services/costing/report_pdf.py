# SPDX-License-Identifier: AGPL-3.0-or-later
"""The PDF report: a statement on A4 with figures, months, titles, assumptions and a signature box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableCellFillMode, TextEmphasis
from fpdf.fonts import FontFace

from app.i18n import Language, mark, tr
from app.ledger.money import in_korean
from app.services.costing.report_table import (
    ENVIRONMENT_NOTE,
    NOTES,
    assumption_lines,
    environment_lines,
    period_said,
    totals_in,
    warnings,
)

_FONT = "Nanum"
_TITLES = 40
"""Shown of the titles; all are in the workbook."""
_DARK = (0, 114, 178)
_LIGHT = (230, 159, 0)
_SHADE = (245, 245, 245)


class _Page(FPDF):
    """Pages with what each of them says at its foot."""

    foot = ""

    def footer(self) -> None:
        self.set_y(-13)
        self.set_font(_FONT, size=8)
        self.set_text_color(90)
        self.cell(150, 6, self.foot)
        self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="R")
        self.set_text_color(0)


def to_pdf(
    made: Mapping[str, Any], language: Language, *, example: bool, environment: bool
) -> bytes:
    """Return the report; the same statement gives the same bytes."""
    page = _Page(format="A4")
    year, month = (int(part) for part in str(made["last"]).split("-"))
    page.set_creation_date(datetime(year, month, 1, tzinfo=UTC))
    page.set_producer("Hanji")
    page.set_title(tr(mark("Prints and savings"), language))
    page.set_lang("ko-KR" if language is Language.KOREAN else "en")
    for style, name in (("", "NanumSquareR.ttf"), ("B", "NanumSquareB.ttf")):
        with as_file(files("assets") / "fonts" / name) as font:
            page.add_font(_FONT, style, str(font))
    anchor = made["anchor"]
    page.foot = tr(
        mark("{count} entries, the last {hash}…"),
        language,
        count=f"{anchor['count']:,}",
        hash=anchor["hash"][:16],
    )
    if example:
        page.foot += f" · {tr(mark('example data, made up'), language)}"
    page.set_margin(16)
    page.set_auto_page_break(True, 18)
    page.add_page()
    _head(page, made, language, example=example)
    _figures(page, made, language)
    _months(page, made, language)
    _effects(page, made, language)
    _parts(page, made, language)
    _titles(page, made, language)
    _rest(page, made, language, environment=environment)
    return bytes(page.output())


def _head(page: _Page, made: Mapping[str, Any], language: Language, *, example: bool) -> None:
    """Write the heading, with the box for signatures beside it."""
    top = page.get_y()
    page.set_font(_FONT, "B", 18)
    page.cell(104, 10, tr(mark("Prints and savings"), language), new_x="LMARGIN", new_y="NEXT")
    page.set_font(_FONT, size=11)
    page.cell(104, 7, period_said(made, language), new_x="LMARGIN", new_y="NEXT")
    if example:
        page.set_text_color(170, 60, 0)
        page.set_font(_FONT, "B", 11)
        page.cell(
            104, 7, tr(mark("example data, made up"), language), new_x="LMARGIN", new_y="NEXT"
        )
        page.set_text_color(0)
    below = page.get_y()
    words = (mark("Drawn up"), mark("Review"), mark("Approved"))
    left, width = page.w - page.r_margin - 66, 22
    page.set_font(_FONT, size=9)
    for place, word in enumerate(words):
        page.set_xy(left + place * width, top)
        page.cell(width, 6, tr(word, language), border=1, align="C")
        page.rect(left + place * width, top + 6, width, 18)
    page.set_xy(page.l_margin, max(below, top + 28))


def _won(amount: int, language: Language) -> str:
    return in_korean(amount) if language is Language.KOREAN else f"₩{amount:,}"


def _figures(page: _Page, made: Mapping[str, Any], language: Language) -> None:
    totals = totals_in(made)

    def span(name: str) -> str:
        low, high = made[name]["low"], made[name]["high"]
        return f"{_won(low, language)} – {_won(high, language)}" if low != high else ""

    def line(name: str, copies: int) -> tuple[str, str, str]:
        return tr(name, language), f"{copies:,}", ""

    rows = [
        line(mark("Copies planned"), totals.planned),
        line(mark("Copies printed"), totals.printed),
        line(mark("Copies of the baseline"), totals.baseline),
        line(mark("Copies not printed"), totals.avoided),
        (tr(mark("Spent on printing"), language), _won(totals.spent, language), ""),
        (tr(mark("Saved by fewer copies"), language), _won(totals.realised, language), ""),
        (tr(mark("Cost of the e-books"), language), _won(totals.ebook, language), ""),
        (
            tr(mark("Realised saving"), language),
            _won(made["realised"]["likely"], language),
            span("realised"),
        ),
        (
            tr(mark("Potential saving (not saved)"), language),
            _won(made["potential"]["likely"], language),
            span("potential"),
        ),
    ]
    heads = (mark("Figure"), mark("Value"), mark("Range of 90 %"))
    _table(page, [tr(head, language) for head in heads], rows, (62, 52, 64), right=(1, 2))
    page.set_font(_FONT, size=9)
    for said in warnings(made, language):
        page.multi_cell(0, 5, f"※ {said}", new_x="LMARGIN", new_y="NEXT")


def _months(page: _Page, made: Mapping[str, Any], language: Language) -> None:
    """Draw copies printed and not printed by month, with the numbers under each bar."""
    months = made["months"]
    if not months or len(months) > 24:
        return
    _title(page, tr(mark("Copies by month"), language), 62)
    sums = [(month["month"], totals_in(month)) for month in months]
    most = max(1, *(t.printed + max(0, t.avoided) for _, t in sums))
    left, top, height = page.l_margin, page.get_y() + 2, 40
    step = (page.w - page.l_margin - page.r_margin) / len(sums)
    page.set_font(_FONT, size=6.5)
    for place, (month, totals) in enumerate(sums):
        x = left + place * step
        printed = height * totals.printed / most
        avoided = height * max(0, totals.avoided) / most
        page.set_fill_color(*_DARK)
        page.rect(x + step * 0.15, top + height - printed, step * 0.7, printed, style="F")
        page.set_fill_color(*_LIGHT)
        page.set_draw_color(120, 80, 0)
        page.rect(
            x + step * 0.15, top + height - printed - avoided, step * 0.7, avoided, style="DF"
        )
        page.set_draw_color(0)
        for line, said in enumerate((month[2:], f"{totals.printed:,}", f"{totals.avoided:,}")):
            page.set_xy(x, top + height + 1 + 3.4 * line)
            page.cell(step, 3.4, said, align="C")
    page.set_xy(page.l_margin, top + height + 13)
    page.set_font(_FONT, size=8)
    legend = tr(
        mark(
            "Dark, first number: printed. Light, second number: not printed against the baseline."
        ),
        language,
    )
    page.cell(0, 5, legend, new_x="LMARGIN", new_y="NEXT")


def _effects(page: _Page, made: Mapping[str, Any], language: Language) -> None:
    steps = made["waterfall"]
    if not steps["baseline"] and not steps["actual"]:
        return
    _title(
        page, tr(mark("From the baseline to what was paid (no tax, measured runs)"), language), 52
    )
    names = (
        (mark("Baseline's cost, no tax"), "baseline"),
        (mark("Volume"), "volume"),
        (mark("Mix"), "mix"),
        (mark("Price"), "price"),
        (mark("Setup"), "setup"),
        (mark("Paid for measured runs, no tax"), "actual"),
    )
    rows = [(tr(name, language), f"{steps[step]:,}") for name, step in names]
    heads = [tr(mark("Step"), language), tr(mark("Won"), language)]
    _table(page, heads, rows, (100, 78), right=(1,))


def _parts(page: _Page, made: Mapping[str, Any], language: Language) -> None:
    found = sorted(
        ((part["name"], totals_in(part)) for part in made["organisations"]),
        key=lambda one: -one[1].spent,
    )
    _amounts(page, tr(mark("Parts of the city"), language), found[:_TITLES], language)


def _titles(page: _Page, made: Mapping[str, Any], language: Language) -> None:
    found = [(title["title"], totals_in(title)) for title in made["titles"][:_TITLES]]
    said = tr(
        mark("Titles, the {shown} of {all} with the greatest cost"),
        language,
        shown=len(found),
        all=len(made["titles"]),
    )
    _amounts(page, said, found, language)


def _amounts(
    page: _Page, heading: str, found: Sequence[tuple[str, Any]], language: Language
) -> None:
    if not found:
        return
    _title(page, heading, 30)
    heads = (
        mark("Name"),
        mark("Printed"),
        mark("Not printed"),
        mark("Spent"),
        mark("Realised, net"),
    )
    rows = [
        (name, f"{t.printed:,}", f"{t.avoided:,}", f"{t.spent:,}", f"{t.net:,}")
        for name, t in found
    ]
    widths = (66, 24, 24, 34, 30)
    _table(page, [tr(head, language) for head in heads], rows, widths, right=(1, 2, 3, 4))


def _rest(page: _Page, made: Mapping[str, Any], language: Language, *, environment: bool) -> None:
    _title(page, tr(mark("Assumptions"), language), 30)
    heads = (mark("Item"), mark("Value"), mark("Table"), mark("Source"))
    lines = assumption_lines(made, language)
    _table(page, [tr(head, language) for head in heads], lines, (38, 44, 42, 54), right=())
    if environment:
        _title(page, tr(mark("Paper and environment"), language), 40)
        named = (mark("Factor"), mark("Range"), mark("Source"))
        rows = environment_lines(made, language)
        _table(page, [tr(head, language) for head in named], rows, (30, 48, 100), right=())
        page.set_font(_FONT, size=9)
        page.multi_cell(0, 5, f"※ {tr(ENVIRONMENT_NOTE, language)}", new_x="LMARGIN", new_y="NEXT")
    _title(page, tr(mark("What the figures mean"), language), 45)
    page.set_font(_FONT, size=9)
    for note in NOTES:
        page.multi_cell(0, 5, f"· {tr(note, language)}", new_x="LMARGIN", new_y="NEXT")
    anchor = made["anchor"]
    page.ln(2)
    page.multi_cell(
        0,
        5,
        tr(
            mark("Anchor, to be kept elsewhere: {count} entries, last hash {hash}"),
            language,
            count=f"{anchor['count']:,}",
            hash=anchor["hash"],
        ),
        align="L",
        new_x="LMARGIN",
        new_y="NEXT",
    )


def _title(page: _Page, said: str, needed: float) -> None:
    """Write a heading, on a new page where what follows would not stand under it."""
    if page.will_page_break(needed):
        page.add_page()
    page.ln(4)
    page.set_font(_FONT, "B", 12)
    page.cell(0, 7, said, new_x="LMARGIN", new_y="NEXT")


def _table(
    page: _Page,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: tuple[int, ...],
    right: tuple[int, ...],
) -> None:
    page.set_font(_FONT, size=8.5)
    # Rows without a shade take the colour that was used last: a chart's, for one.
    page.set_fill_color(255)
    aligned = tuple("RIGHT" if place in right else "LEFT" for place in range(len(heads)))
    bold = FontFace(emphasis=TextEmphasis.B, fill_color=(225, 233, 240))
    with page.table(
        col_widths=widths,
        text_align=aligned,
        headings_style=bold,
        line_height=5,
        cell_fill_color=_SHADE,
        cell_fill_mode=TableCellFillMode.ROWS,
        padding=0.6,
    ) as table:
        for cells in (heads, *rows):
            row = table.row()
            for cell in cells:
                row.cell(cell)
