# SPDX-License-Identifier: AGPL-3.0-or-later
"""One ledger, four forms of a report and a dashboard: every figure is the same in all of them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from app import i18n
from app.i18n import Language
from app.ledger.anchor_code import anchor_code
from app.ledger.bridge import bridge
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.costing.report import FORMS, ReportOptions, make_report
from app.services.costing.report_content import ReportContent, report_content, said
from app.services.costing.report_request import Cover
from app.services.costing.view_models import Scope
from converters.document.notices import NoticeLog
from converters.exports.text import to_text
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.store.ledger.city import CITY

YEAR = Scope.of_year(2026)
KOREAN = Language.KOREAN


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerService]:
    """A small city with something of every kind."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HANJI_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        at = tmp_path_factory.mktemp("city") / "ledger.sqlite"
        with open_ledger(str(at), "김") as ledger:
            ledger.add(CITY)
            yield ledger


@pytest.fixture(scope="module")
def content(city: LedgerService) -> ReportContent:
    """What the report says."""
    return report_content(make_report(city, YEAR).statement, KOREAN)


def form_of(city: LedgerService, ending: str, options: ReportOptions | None = None) -> bytes:
    return FORMS[ending](make_report(city, YEAR, options), KOREAN)


@pytest.fixture(scope="module")
def forms(city: LedgerService) -> dict[str, bytes]:
    """The report in each form, drawn once."""
    return {ending: form_of(city, ending) for ending in (".pdf", ".hwpx", ".xlsx")}


def amounts_in(text: str) -> set[int]:
    """Every whole number that a text writes, with its thousands apart or not."""
    return {int(one.replace(",", "")) for one in re.findall(r"-?\d[\d,]*", text)}


@pytest.fixture(scope="module")
def dashboard(city: LedgerService) -> dict[str, int]:
    """Every amount of the window's cards, bridge, waterfall, trend and parts."""
    figures = city.figures
    cards, totals = figures.cards(YEAR), figures.totals(YEAR)
    assert cards.won_a_copy is not None
    shown = {
        "planned": totals.planned,
        "printed": totals.printed,
        "baseline": totals.baseline,
        "avoided": totals.avoided,
        "spent": totals.spent,
        "a copy": cards.won_a_copy,
        "net": cards.realised.likely,
        "low": cards.realised.low,
        "high": cards.realised.high,
        "potential": cards.potential.likely,
    }
    shown |= {f"bridge {line.step}": line.won for line in bridge(totals)}
    steps = figures.waterfall(YEAR)
    for name in ("baseline", "volume", "mix", "price", "setup", "actual"):
        shown[f"waterfall {name}"] = getattr(steps, name)
    for point in figures.trend(YEAR):
        if point.printed or point.realised:
            shown |= {f"{point.month} printed": point.printed, f"{point.month} net": point.realised}
    for row in figures.organisations(YEAR):
        shown |= {f"{row.name} spent": row.totals.spent, f"{row.name} net": row.totals.net}
    for title in figures.pareto(YEAR).rows:
        shown |= {
            f"{title.title} spent": title.totals.spent,
            f"{title.title} net": title.totals.net,
        }
    return shown


def text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def text_of_hwpx(data: bytes, folder: Path) -> str:
    """The text of a HWPX file as our own reader has it."""
    (folder / "r.hwpx").write_bytes(data)
    return to_text(read_document(folder / "r.hwpx", (), DEFAULT_LIMITS, NoticeLog()))


def amounts_of_xlsx(data: bytes) -> set[int]:
    """Every number of a workbook, formulas by the values that stand with them."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    found = {round(cell) for cell in cells if isinstance(cell, int | float)}
    return found | amounts_in(" ".join(cell for cell in cells if isinstance(cell, str)))


@pytest.mark.parametrize("ending", [".pdf", ".hwpx", ".xlsx"])
def test_every_figure_of_the_window_stands_in_every_report(
    forms: dict[str, bytes], dashboard: dict[str, int], ending: str, tmp_path: Path
):
    data = forms[ending]
    if ending == ".xlsx":
        found = amounts_of_xlsx(data)
    else:
        text = text_of_pdf(data) if ending == ".pdf" else text_of_hwpx(data, tmp_path)
        found = amounts_in(text)
    assert {name for name, amount in dashboard.items() if amount not in found} == set()


def test_every_cell_of_a_table_is_the_same_on_paper_and_in_hangul(
    forms: dict[str, bytes], content: ReportContent, tmp_path: Path
):
    pdf = re.sub(r"\s", "", text_of_pdf(forms[".pdf"]))
    hwpx = re.sub(r"\s", "", text_of_hwpx(forms[".hwpx"], tmp_path))
    cells = {
        re.sub(r"\s", "", said(cell))
        for table in content.tables
        for row in table.rows
        for cell in row
    }
    assert len(cells) > 60
    assert {cell for cell in cells if cell not in hwpx} == set()
    assert {cell for cell in cells if cell not in pdf} == set()


def test_the_bridges_of_the_report_lead_where_they_say(content: ReportContent):
    tables = {table.name: table.rows for table in content.tables}
    *steps, paid = (row[1] for row in tables["spending"])
    assert sum(steps) == paid == tables["effects"][-1][1]
    *effects, actual = (row[1] for row in tables["effects"])
    assert sum(effects) == actual


def test_a_formula_is_kept_with_its_value(city: LedgerService, forms: dict[str, bytes]):
    data = forms[".xlsx"]
    formulas = load_workbook(io.BytesIO(data))
    values = load_workbook(io.BytesIO(data), data_only=True)
    totals = city.figures.totals(YEAR)
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    assert values[sheet.title][cell.coordinate].value is not None, cell.coordinate
    assert count > 25
    summary = {row[0].value: row[1].value for row in values.worksheets[0].iter_rows(max_col=2)}
    assert summary["실적 절감액"] == totals.net
    assert summary["인쇄비 지출"] == totals.spent


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_another_program_calculates_the_values_that_stand_there(
    forms: dict[str, bytes], tmp_path: Path
):
    data = forms[".xlsx"]
    # Read and written again by openpyxl, no formula has a value any more.
    load_workbook(io.BytesIO(data)).save(tmp_path / "bare.xlsx")
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "bare.xlsx",
        ],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    formulas = load_workbook(io.BytesIO(data))
    stored = load_workbook(io.BytesIO(data), data_only=True)
    calculated = load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours = stored[sheet.title][cell.coordinate].value
                    theirs = calculated[sheet.title][cell.coordinate].value
                    assert theirs == pytest.approx(ours, abs=1e-6), (sheet.title, cell.coordinate)
                    compared += 1
    assert compared > 25


# ------------------------------------------------------------ what stands around the figures


@pytest.mark.slow
def test_the_cover_has_office_department_author_and_the_boxes_for_signatures(
    city: LedgerService, tmp_path: Path
):
    emblem = io.BytesIO()
    Image.new("RGB", (40, 30), (0, 80, 160)).save(emblem, "PNG")
    cover = Cover("새빛시", "기획예산과", "김주무관", emblem.getvalue())
    options = ReportOptions(cover=cover)
    pdf = form_of(city, ".pdf", options)
    hwpx = form_of(city, ".hwpx", options)
    xlsx = form_of(city, ".xlsx", options)
    assert xlsx == form_of(city, ".xlsx", options)
    sheet = load_workbook(io.BytesIO(xlsx)).worksheets[0]
    assert len(sheet._images) == 1
    cells = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row)
    for text in (text_of_pdf(pdf), text_of_hwpx(hwpx, tmp_path), cells):
        for word in ("새빛시 · 기획예산과 · 김주무관", "담당", "검토", "승인"):
            assert word in text
        assert "작성일" not in text
        assert "원문" not in text
    assert len(PdfReader(io.BytesIO(pdf)).pages[0].images) == 1
    assert "BinData/image2.png" in zipfile.ZipFile(io.BytesIO(hwpx)).namelist()


def test_what_is_not_confirmed_is_said_in_every_form(forms: dict[str, bytes], tmp_path: Path):
    state = "미확정: 승인을 기다리는 이 기간의 기재"
    assert state in text_of_pdf(forms[".pdf"])
    assert state in text_of_hwpx(forms[".hwpx"], tmp_path)
    sheet = load_workbook(io.BytesIO(forms[".xlsx"])).worksheets[0]
    assert any(state in str(row[0].value) for row in sheet.iter_rows(max_row=5))


def test_the_code_of_the_anchor_stands_on_every_report(
    city: LedgerService, forms: dict[str, bytes], tmp_path: Path
):
    end = city.anchor()
    code = anchor_code(end.count, end.hash)
    assert code in text_of_pdf(forms[".pdf"])
    assert code in text_of_hwpx(forms[".hwpx"], tmp_path)
    package = zipfile.ZipFile(io.BytesIO(forms[".hwpx"]))
    picture = Image.open(io.BytesIO(package.read("BinData/image1.png"))).convert("L")
    expected = segno.make_qr(code, error="m")
    assert picture.size == expected.symbol_size(scale=8)
    sample = [
        [picture.getpixel((x * 8 + 4, y * 8 + 4)) < 128 for x in range(picture.width // 8)]
        for y in range(picture.height // 8)
    ]
    assert sample == [[bool(bit) for bit in line] for line in expected.matrix_iter(border=4)]


def test_a_report_of_a_year_that_lacks_everything_says_what(tmp_path: Path):
    from app.ledger.periods import Month
    from app.ledger.records import Publication, Reads

    with open_ledger(str(tmp_path / "l.sqlite"), "김") as ledger:
        ledger.add([Publication("P", "시정 백서", ""), Reads("P", Month(2026, 3), 5)])
        found = report_content(make_report(ledger, YEAR).statement, KOREAN)
    figures = {row[0]: row[1:] for row in found.tables[0].rows}
    assert figures["실적 절감액"] == ("–", "아직 발주가 없습니다.")
    assert not any(said(row[1]) in ("0", "0원") for row in found.tables[0].rows)
    assert "bridge" not in {table.name for table in found.tables}


# ------------------------------------------------------------ the packages themselves


def test_the_hwpx_is_a_whole_package(forms: dict[str, bytes]):
    package = zipfile.ZipFile(io.BytesIO(forms[".hwpx"]))
    first = package.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert package.read("mimetype") == b"application/hwp+zip"
    parts = {
        name: etree.fromstring(package.read(name))
        for name in package.namelist()
        if name.endswith((".xml", ".hpf"))
    }
    manifest = parts["Contents/content.hpf"]
    items = {one.get("id"): one.get("href") for one in manifest.iter("{*}item")}
    assert set(items.values()) <= set(package.namelist())
    assert {one.get("idref") for one in manifest.iter("{*}itemref")} <= items.keys()
    head, section = parts["Contents/header.xml"], parts["Contents/section0.xml"]
    for reference, element in (
        ("charPrIDRef", "charPr"), ("paraPrIDRef", "paraPr"), ("borderFillIDRef", "borderFill"),
        ("styleIDRef", "style"),
    ):  # fmt: skip
        known = {one.get("id") for one in head.iter(f"{{*}}{element}")}
        used = {one.get(reference) for one in section.iter() if one.get(reference)}
        assert used <= known, reference
    assert {one.get("binaryItemIDRef") for one in section.iter("{*}img")} <= items.keys()
    for listed in head.iter():
        if listed.get("itemCnt"):
            assert int(listed.get("itemCnt")) == len(listed), listed.tag
    for table in section.iter("{*}tbl"):
        rows = table.findall("{*}tr")
        assert len(rows) == int(table.get("rowCnt"))
        for row in rows:
            spans = [int(one.get("colSpan")) for one in row.iter("{*}cellSpan")]
            assert sum(spans) == int(table.get("colCnt"))


def test_the_pdf_says_what_its_content_is(forms: dict[str, bytes]):
    reader = PdfReader(io.BytesIO(forms[".pdf"]))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ko-KR"
    kinds: list[str] = []
    marks: dict[int, set[int]] = {}

    def walk(element) -> None:
        kinds.append(element["/S"])
        for kid in element["/K"]:
            kid = kid.get_object()
            if kid.get("/Type") == "/MCR":
                page = next(
                    n for n, one in enumerate(reader.pages) if one == kid["/Pg"].get_object()
                )
                marks.setdefault(page, set()).add(kid["/MCID"])
            else:
                walk(kid)

    walk(root["/StructTreeRoot"]["/K"][0].get_object())
    assert kinds[0] == "/Document"
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"} <= set(kinds)
    for number, page in enumerate(reader.pages):
        stream = page.get_contents().get_data()
        numbered = {int(one) for one in re.findall(rb"/MCID (\d+)>> BDC", stream)}
        assert numbered == marks[number]
        assert stream.count(b"BDC") + stream.count(b"BMC") == stream.count(b"EMC")


@pytest.mark.slow
def test_no_glyph_of_a_report_is_missing_in_its_font(city: LedgerService, caplog):
    for language in Language:
        i18n.use_language(language)
        FORMS[".pdf"](make_report(city, YEAR, ReportOptions(environment=True)), language)
    assert "missing" not in caplog.text
