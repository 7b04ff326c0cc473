# SPDX-License-Identifier: AGPL-3.0-or-later
"""The PDF report: a report's content on A4, tagged, with boxes for signatures and the anchor's QR."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any, cast

from fpdf.enums import MethodReturnValue

from app.i18n import Language, mark, tr
from app.services.costing.report_content import (
    SIGNED,
    ReportContent,
    ReportTable,
    report_content,
    said,
)
from app.services.costing.report_pictures import emblem_picture, qr_picture
from app.services.costing.report_request import Cover, Report
from app.services.costing.report_table import totals_in
from app.services.costing.tagged_pdf import Tag, TaggedPage

_FONT = "Nanum"
_DARK = (0, 114, 178)
_LIGHT = (230, 159, 0)
_HEAD = (225, 233, 240)
_SHADE = (245, 245, 245)
_LINE = 4.6
_PADDING = 0.7
_QR = 26
"""Millimetres, enough for a telephone's camera."""


class _Page(TaggedPage):
    """Pages with what each of them says at its foot."""

    foot = ""

    def footer(self) -> None:
        with self.decoration():
            self.set_y(-13)
            self.set_font(_FONT, size=8)
            self.set_text_color(90)
            self.cell(150, 6, self.foot)
            self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="R")
            self.set_text_color(0)


def to_pdf(report: Report, language: Language) -> bytes:
    """Return the report; the same statement and cover give the same bytes."""
    made, cover, example = report.statement, report.options.cover, report.example
    content = report_content(made, language, environment=report.options.environment)
    page = _Page(format="A4")
    year, month = (int(part) for part in str(made["last"]).split("-"))
    page.set_creation_date(datetime(year, month, 1, tzinfo=UTC))
    page.set_producer("Hanji")
    page.set_title(f"{content.title} · {content.scope}")
    page.set_lang("ko-KR" if language is Language.KOREAN else "en")
    for style, name in (("", "NanumSquareR.ttf"), ("B", "NanumSquareB.ttf")):
        with as_file(files("assets") / "fonts" / name) as font:
            page.add_font(_FONT, style, str(font))
    page.foot = content.code
    if example:
        made_up = tr(mark("example data, made up"), language)
        page.foot += f" · {made_up}"
    if not content.is_confirmed:
        unconfirmed = tr(mark("not confirmed"), language)
        page.foot += f" · {unconfirmed}"
    page.set_margin(16)
    page.set_auto_page_break(True, 18)
    page.add_page()
    _head(page, content, language, cover, example=example)
    _table(page, content.tables[0])
    for line in content.warnings:
        _paragraph(page, f"※ {line}", 9)
    _chart(page, made, language)
    for table in content.tables[1:]:
        _table(page, table)
    _lines(page, tr(mark("How the figures were found"), language), content.method)
    _anchor(page, content, language)
    return page.tagged_bytes()


def _head(
    page: _Page, content: ReportContent, language: Language, cover: Cover, *, example: bool
) -> None:
    """Write the emblem and the heading, with the boxes for signatures beside them."""
    top = page.get_y()
    left = page.l_margin
    if cover.emblem:
        emblem = emblem_picture(cover.emblem)
        height = 16.0
        width = min(40.0, height * emblem.pixels[0] / emblem.pixels[1])
        with page.marked(page.add("Figure", alternative=tr(mark("Emblem"), language))):
            page.image(io.BytesIO(emblem.png), left, top, width, height, keep_aspect_ratio=True)
        left += width + 4
    room = page.w - page.r_margin - 66 - left - 4
    texts = [(content.title, "B", 18.0, 10.0), (content.scope, "", 11.0, 6.0)]
    if cover.line:
        texts.append((cover.line, "", 10.0, 5.5))
    for text, style, size, height in texts:
        with page.marked(page.add("H1" if size > 12 else "P")):
            page.set_font(_FONT, style, size)
            page.set_x(left)
            page.multi_cell(room, height, text, align="L", new_x="LMARGIN", new_y="NEXT")
    if example:
        page.set_x(left)
        with page.marked(page.add("P")):
            page.set_text_color(170, 60, 0)
            page.set_font(_FONT, "B", 11)
            words = tr(mark("example data, made up"), language)
            page.cell(room, 7, words, new_x="LMARGIN", new_y="NEXT")
            page.set_text_color(0)
    below = page.get_y()
    _signatures(page, top, language)
    page.set_xy(page.l_margin, max(below, top + 28) + 2)
    page.set_text_color(*((0, 90, 60) if content.is_confirmed else (160, 48, 0)))
    _paragraph(page, content.state, 9.5, "B")
    page.set_text_color(0)
    page.ln(1)


def _signatures(page: _Page, top: float, language: Language) -> None:
    left, width = page.w - page.r_margin - 66, 22
    page.set_font(_FONT, size=9)
    for place, word in enumerate(SIGNED):
        page.set_xy(left + place * width, top)
        with page.marked(page.add("P")):
            page.cell(width, 6, tr(word, language), border=1, align="C")
        with page.decoration():
            page.rect(left + place * width, top + 6, width, 18)


def _paragraph(page: _Page, text: str, size: float, style: str = "") -> None:
    page.set_font(_FONT, style, size)
    if page.will_page_break(_tall(page, 0, 5, text)):
        page.add_page()
    with page.marked(page.add("P")):
        page.multi_cell(0, 5, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _title(page: _Page, text: str, needed: float) -> None:
    """Write a heading, on a new page where what follows would not stand under it."""
    if page.will_page_break(needed):
        page.add_page()
    page.ln(4)
    page.set_font(_FONT, "B", 12)
    with page.marked(page.add("H2")):
        page.multi_cell(0, 7, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _chart(page: _Page, made: Mapping[str, Any], language: Language) -> None:
    """Draw copies printed and not printed by month; the numbers stand in the table of months."""
    months = made["months"]
    if not months or len(months) > 24:
        return
    heading = tr(mark("Copies by month"), language)
    _title(page, heading, 62)
    sums = [(month["month"], totals_in(month)) for month in months]
    most = max(1, *(t.printed + max(0, t.avoided) for _, t in sums))
    left, top, height = page.l_margin, page.get_y() + 2, 36
    step = min(24.0, (page.w - page.l_margin - page.r_margin) / len(sums))
    legend = tr(
        mark("Dark: printed. Light: not printed against the baseline. Numbers stand in the table."),
        language,
    )
    with page.marked(page.add("Figure", alternative=f"{heading}. {legend}")):
        page.set_font(_FONT, size=7)
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
            page.set_xy(x, top + height + 1)
            page.cell(step, 3.6, month[2:], align="C")
    page.set_xy(page.l_margin, top + height + 5)
    _paragraph(page, legend, 8)


def _table(page: _Page, table: ReportTable) -> None:
    if table.heading:
        _title(page, table.heading, 14 + 6 * min(len(table.rows) + 1, 10))
    right = table.right
    tag = page.add("Table")
    _row(page, tag, table.heads, table.widths, right, head=True)
    for number, row in enumerate(table.rows):
        cells = [said(cell) for cell in row]
        if page.will_page_break(_height(page, cells, table.widths)):
            page.add_page()
            _row(page, tag, table.heads, table.widths, right, head=True)
        _row(page, tag, cells, table.widths, right, shaded=bool(number % 2))
    if table.note:
        _paragraph(page, f"※ {table.note}", 8.5)


def _height(page: _Page, cells: Sequence[str], widths: Sequence[int]) -> float:
    page.set_font(_FONT, size=8.5)
    heights = (
        _tall(page, width - 2 * _PADDING, _LINE, cell)
        for cell, width in zip(cells, widths, strict=True)
    )
    return max(heights) + 2 * _PADDING


def _tall(page: _Page, width: float, line: float, text: str) -> float:
    """Return how high a text stands in a width."""
    found = page.multi_cell(width, line, text, dry_run=True, output=MethodReturnValue.HEIGHT)
    return cast("float", found)


def _row(
    page: _Page,
    table: Tag,
    cells: Sequence[str],
    widths: Sequence[int],
    right: Sequence[bool],
    *,
    head: bool = False,
    shaded: bool = False,
) -> None:
    row = page.add("TR", table)
    page.set_font(_FONT, "B" if head else "", 8.5)
    height = _height(page, cells, widths)
    page.set_font(_FONT, "B" if head else "", 8.5)
    left, top = page.l_margin, page.get_y()
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        with page.decoration():
            page.set_draw_color(150)
            page.set_fill_color(*(_HEAD if head else _SHADE if shaded else (255, 255, 255)))
            page.rect(left, top, width, height, style="DF")
            page.set_draw_color(0)
        tag = page.add("TH" if head or not place else "TD", row)
        tag.scope = "Column" if head else "Row" if not place else ""
        page.set_xy(left + _PADDING, top + _PADDING)
        align = "R" if right[place] else "L"
        with page.marked(tag):
            page.multi_cell(
                width - 2 * _PADDING, _LINE, cell, align=align, new_x="RIGHT", new_y="TOP"
            )
        left += width
    page.set_xy(page.l_margin, top + height)


def _lines(page: _Page, heading: str, lines: Sequence[str]) -> None:
    _title(page, heading, 45)
    for line in lines:
        _paragraph(page, f"· {line}", 9)


def _anchor(page: _Page, content: ReportContent, language: Language) -> None:
    """Write the anchor with its code and QR symbol, and what a verification can exclude."""
    _title(page, tr(mark("Proof that the ledger is unchanged"), language), _QR + 12)
    symbol = qr_picture(content.code)
    top = page.get_y() + 1
    with page.marked(page.add("Figure", alternative=content.code)):
        page.image(io.BytesIO(symbol.png), page.l_margin, top, _QR, _QR)
    right = page.l_margin + _QR + 4
    page.set_xy(right, top + 3)
    page.set_font(_FONT, "B", 13)
    with page.marked(page.add("P")):
        page.cell(0, 7, content.code, new_x="LEFT", new_y="NEXT")
    page.set_x(right)
    page.set_font(_FONT, size=8.5)
    with page.marked(page.add("P")):
        page.multi_cell(0, 4.6, content.anchor, align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_xy(page.l_margin, max(page.get_y(), top + _QR) + 2)
    for line in content.proof:
        _paragraph(page, f"· {line}", 9)
