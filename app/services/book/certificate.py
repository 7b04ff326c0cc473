# SPDX-License-Identifier: AGPL-3.0-or-later
"""The certificate of a book: one page of A4 with who confirmed what, and what a machine found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files

from fpdf import FPDF

from app import __version__
from app.i18n import Language, mark, tr
from app.services.book.conformity import STANDING_WORDS, Standing
from app.services.book.publishing import Answer, CheckedState
from app.services.book.standard_items import PREFIX
from converters.document.findings import Grade

_FONT = "Nanum"
_WIDTHS = (112, 36, 30)
_LONGEST_TITLE = 120
_COLOURS = {
    Standing.MACHINE: (34, 84, 72),
    Standing.CONFIRMED: (34, 84, 72),
    Standing.NOT_HELD: (168, 53, 42),
    Standing.LOOK: (138, 90, 0),
    Standing.ABSENT: (92, 99, 107),
}


def to_pdf(state: CheckedState, answer: Answer, book_name: str, language: Language) -> bytes:
    """Return the certificate; the same answer gives the same bytes.

    A book that nobody signed gets a page too: it says that it is none yet, and what is open.
    """
    page = FPDF(format="A4")
    signed = answer.signature
    moment = _moment(signed.when) if signed else None
    page.set_creation_date(moment or datetime.fromtimestamp(0, UTC))
    page.set_producer("Hanji")
    title = _said(_heading(answer), language)
    page.set_title(title)
    page.set_lang("ko-KR" if language is Language.KOREAN else "en")
    for style, name in (("", "NanumSquareR.ttf"), ("B", "NanumSquareB.ttf")):
        with as_file(files("assets") / "fonts" / name) as font:
            page.add_font(_FONT, style, str(font))
    page.set_margin(16)
    page.set_auto_page_break(False)
    page.add_page()
    page.set_font(_FONT, "B", 19)
    page.cell(0, 11, title, new_x="LMARGIN", new_y="NEXT")
    page.ln(2)
    _facts(page, state, answer, book_name, language)
    _items(page, answer, language)
    _foot(page, answer, language)
    return bytes(page.output())


def _heading(answer: Answer) -> str:
    if answer.may_be_published:
        return mark("Certificate of a check before publishing")
    return mark("State of a check before publishing (not signed)")


def _said(words: str, language: Language) -> str:
    return tr(words, language)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None


def _day(text: str) -> str:
    moment = _moment(text)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else text


def _facts(
    page: FPDF, state: CheckedState, answer: Answer, book_name: str, language: Language
) -> None:
    counts = {grade: sum(one.grade is grade for one in state.findings) for grade in Grade}
    found = tr(
        mark("errors {errors}, decided or to be decided {warnings}, for information {notes}"),
        language,
        errors=f"{counts[Grade.ERROR]:,}",
        warnings=f"{counts[Grade.WARNING]:,}",
        notes=f"{counts[Grade.NOTE]:,}",
    )
    signed = answer.signature
    rows = [
        (mark("Title"), state.title[:_LONGEST_TITLE]),
        (mark("File"), book_name),
        (mark("SHA-256"), state.sha256),
        (mark("Findings"), found),
        (mark("Signed by"), f"{signed.by}  {signed.office}".strip() if signed else "—"),
        (mark("Signed on"), _day(signed.when) if signed else "—"),
        (mark("Checked with"), f"Hanji {signed.hanji if signed else __version__}"),
        (mark("The book claims"), signed.claim if signed and signed.claim else "—"),
    ]
    for name, value in rows:
        page.set_font(_FONT, "B", 9.5)
        page.cell(34, 6.4, tr(name, language))
        page.set_font(_FONT, size=9.5)
        page.multi_cell(0, 6.4, value, new_x="LMARGIN", new_y="NEXT", align="L")
    page.ln(3)


def _items(page: FPDF, answer: Answer, language: Language) -> None:
    page.set_font(_FONT, "B", 12)
    heading = tr(mark("Items after KS X 6201-1 and 6201-2, in our own words"), language)
    page.cell(0, 8, heading, new_x="LMARGIN", new_y="NEXT")
    heads = (mark("Item"), mark("Answer"), mark("By"))
    page.set_fill_color(225, 233, 240)
    page.set_font(_FONT, "B", 9)
    _row(page, [tr(head, language) for head in heads], fill=True)
    further = [one for one in answer.items if one.item.name.startswith(PREFIX)]
    for item in (one for one in answer.items if one not in further):
        page.set_font(_FONT, size=9)
        page.set_text_color(0)
        said = tr(STANDING_WORDS[item.standing], language)
        page.cell(_WIDTHS[0], 6.6, tr(item.item.words, language), border="B")
        page.set_text_color(*_COLOURS[item.standing])
        page.cell(_WIDTHS[1], 6.6, said, border="B")
        page.set_text_color(0)
        page.cell(_WIDTHS[2], 6.6, _short(item.by), border="B", new_x="LMARGIN", new_y="NEXT")
    if further:
        page.ln(2)
        counts = Counter(one.standing for one in further)
        said = " · ".join(
            f"{tr(STANDING_WORDS[standing], language)} {counts[standing]:,}"
            for standing in Standing
            if counts[standing]
        )
        words = tr(mark("Items of the office's own table: {said}"), language, said=said)
        page.multi_cell(0, 5.4, words, new_x="LMARGIN", new_y="NEXT", align="L")
    page.ln(3)


def _row(page: FPDF, cells: Sequence[str], *, fill: bool) -> None:
    for width, cell in zip(_WIDTHS, cells, strict=True):
        page.cell(width, 6.6, cell, fill=fill)
    page.ln(6.6)


def _short(name: str) -> str:
    most = 16
    return name if len(name) <= most else name[: most - 1] + "…"


def _foot(page: FPDF, answer: Answer, language: Language) -> None:
    page.set_font(_FONT, size=9)
    if not answer.may_be_published:
        said = tr(mark("Open points: {n}"), language, n=f"{answer.open_points:,}")
        page.multi_cell(0, 5.4, said, new_x="LMARGIN", new_y="NEXT", align="L")
    for note in (
        mark(
            "“Held, by machine” means that a program found nothing against it, and no more. What a"
            " program cannot see was answered by the persons named."
        ),
        mark(
            "This page is no certificate under KS X 6201 by a testing body. It says what this office"
            " checked itself."
        ),
    ):
        page.multi_cell(0, 5.4, tr(note, language), new_x="LMARGIN", new_y="NEXT", align="L")
