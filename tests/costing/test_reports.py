# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports: formulas that come to the program's own figures, pages for the signature, plain CSV."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.i18n import Language
from app.services.costing import demo
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.costing.report import FORMS, ReportOptions, make_report, write_report
from app.services.costing.view_models import Scope
from app.services.person import person

YEAR = Scope.of_year(2026)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerService]:
    """The example, open."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HANJI_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        patched.delenv("HANJI_DATABASE", raising=False)
        demo.turn_on()
        with open_ledger(name="감사") as ledger:
            yield ledger


@pytest.mark.slow
@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("language", Language)
def test_the_same_ledger_gives_the_same_bytes(city: LedgerService, ending: str, language: Language):
    make = FORMS[ending]
    assert make(make_report(city, YEAR), language) == make(make_report(city, YEAR), language)


@pytest.mark.slow
def test_no_report_names_its_maker(city: LedgerService):
    for ending, make in FORMS.items():
        made = make(make_report(city, YEAR), Language.KOREAN)
        assert not person() or f'"{person()}"'.encode() not in made, ending


def test_the_workbook_adds_up_by_formulas(city: LedgerService, tmp_path: Path):
    write_report(city, YEAR, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    summary = book.worksheets[0]
    formulas = [c.value for row in summary for c in row if str(c.value).startswith("=")]
    assert len(formulas) >= 10
    assert any("SUM('" in formula for formula in formulas)
    titles = book.worksheets[3]
    assert titles.max_row - 1 == city.figures.pareto(YEAR).titles
    assert len(book.worksheets) == 7
    notes = " ".join(str(row[0].value) for row in book.worksheets[5])
    assert "잠재 절감액은 절감 실적이 아니라" in notes


@pytest.mark.slow
def test_tables_of_the_pdf_are_as_pale_as_paper(city: LedgerService):
    """A chart's colour once filled every second row of the tables that followed it."""
    import pypdfium2

    made = FORMS[".pdf"](make_report(city, YEAR), Language.KOREAN)
    pages = pypdfium2.PdfDocument(made)
    vivid = [sum(page.render(scale=1).to_pil().convert("HSV").split()[1].histogram()[100:])
             for page in pages]  # fmt: skip
    assert vivid[0] > 1000
    assert vivid[1] < 100


def test_a_title_that_looks_like_a_formula_is_a_title(tmp_path: Path):
    from app.ledger.periods import Month
    from app.ledger.records import Publication, Reads

    with open_ledger(str(tmp_path / "l.sqlite"), "김") as ledger:
        ledger.add([Publication("P", "=1+1", ""), Reads("P", Month(2026, 3), 5)])
        write_report(ledger, YEAR, tmp_path / "r.xlsx")
        write_report(ledger, YEAR, tmp_path / "r.csv")
    cell = load_workbook(tmp_path / "r.xlsx").worksheets[3].cell(2, 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert "'=1+1" in (tmp_path / "r.csv").read_text("utf-8-sig")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_calculates_the_same_totals(city: LedgerService, tmp_path: Path):
    write_report(city, YEAR, tmp_path / "r.xlsx")
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "r.xlsx",
        ],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    summary = load_workbook(tmp_path / "out" / "r.xlsx", data_only=True).worksheets[0]
    said = {row[0].value: row[1].value for row in summary.iter_rows(max_col=2) if row[0].value}
    totals = city.figures.totals(YEAR)
    assert said["인쇄 부수"] == totals.printed
    assert said["인쇄비 지출"] == totals.spent
    assert said["실적 절감액"] == totals.net
    assert [value for name, value in said.items() if name.startswith("검산")] == [0, 0, 0]


@pytest.mark.parametrize("language", Language)
def test_the_pages_say_what_a_signature_stands_for(city: LedgerService, language: Language):
    pages = PdfReader(io.BytesIO(FORMS[".pdf"](make_report(city, YEAR), language))).pages
    text = [page.extract_text() for page in pages]
    width, height = pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)
    assert f"1 / {len(pages)}" in text[0]
    totals = city.figures.totals(YEAR)
    assert f"{totals.printed:,}" in text[0]
    words = ("결재", "예시 자료") if language is Language.KOREAN else ("Approved", "example data")
    assert words[1] in text[0]
    assert "CO₂e" not in "".join(text)


def test_paper_and_trees_stand_there_only_when_asked_for(city: LedgerService):
    asked = FORMS[".pdf"](
        make_report(city, YEAR, ReportOptions(environment=True)), Language.ENGLISH
    )
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(asked)).pages)
    assert "CO₂e" in text or "CO2e" in text


def test_the_csv_has_a_row_for_each_title(city: LedgerService, tmp_path: Path):
    write_report(city, YEAR, tmp_path / "r.csv")
    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 1 + city.figures.pareto(YEAR).titles
    printed = rows[0].index("인쇄")
    assert sum(int(row[printed]) for row in rows[1:]) == city.figures.totals(YEAR).printed
