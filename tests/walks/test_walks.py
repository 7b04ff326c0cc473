# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first day of a member of staff, a translator and a finance officer, in either language.

``HANJI_WALK_PICTURES=FOLDER`` keeps a photograph of the screen at each step.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app import i18n
from app.i18n import Language, tr, trn
from tests.conftest import SAMPLES
from tests.walks.book_walk import claims, to_certificate
from tests.walks.ledger_walk import HOUR_WON, MINUTES, NET_A_COPY, TITLES, to_reports
from tests.walks.person import Person, missing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.linux("Xvfb and xdotool are Linux's"),
    pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {missing()}"),
    pytest.mark.parametrize("language", list(Language)),
]
_MANY = 24


@pytest.fixture
def person(language: Language, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Person]:
    i18n.use_language(language)
    kept = os.environ.get("HANJI_WALK_PICTURES")
    name = request.node.originalname.removeprefix("test_")
    pictures = Path(kept) / language.value / name if kept else tmp_path / "pictures"
    one = Person(tmp_path, language, pictures)
    yield one
    one.leave()


def documents(folder: Path, count: int) -> Path:
    """Lay copies of a sample into a folder."""
    folder.mkdir()
    for number in range(count):
        shutil.copy(SAMPLES / "hanji-white-paper.hwp", folder / f"report-{number:02}.hwp")
    return folder


def test_staff_make_a_book_and_read_it(person: Person):
    letter = documents(person.home / "in", 1) / "report-00.hwp"
    person.start()
    person.sees(tr("Drop documents here"))
    person.photograph("first-start")
    person.click(tr("Choose files…"))
    person.choose_file(letter)
    person.click(tr("Start"))
    person.sees(trn("{n} book finished", "{n} books finished", 1))
    assert person.clicks <= 3
    person.photograph("first-book")
    made = person.clicks
    person.click(tr("Open the book"))
    person.sees(tr("A−"))
    assert person.clicks == made + 1
    person.finds(tr("Contents"))
    person.sees("plan@hanji.example")
    person.photograph("reading")
    person.press("F1")
    person.finds(tr("Text of the manual"))
    person.photograph("help")
    person.click(tr("Settings"))
    person.photograph("settings")
    person.press("ctrl+k")
    person.write("report")
    person.photograph("palette")
    person.press("Escape")
    person.click(tr("Books"))
    person.sees(trn("{n} book", "{n} books", 1))
    person.photograph("books")
    person.quit()
    (book,) = person.files("**/*.epub")
    assert zipfile.is_zipfile(book)


def test_a_batch_that_was_cut_off_goes_on(person: Person):
    folder = documents(person.home / "in", _MANY)
    person.start(folder)
    person.finds(tr("Start"))
    person.press("ctrl+Return")
    last = time.monotonic() + 60
    while len(list(person.files("**/*.epub"))) < 2 and time.monotonic() < last:
        time.sleep(0.05)
    person.photograph("in-mid-batch")
    person.kill()
    before = len(list(person.files("**/*.epub")))
    assert 2 <= before < _MANY
    person.start()
    person.finds(tr("Go on"))
    person.photograph("offers-to-go-on")
    person.click(tr("Go on"))
    # Books that were whole and not yet noted are looked at again.
    left = range(_MANY - before, _MANY - before + 4)
    person.sees(*(trn("{n} book finished", "{n} books finished", n) for n in left))
    person.photograph("went-on")
    assert len(list(person.files("**/*.epub"))) == _MANY
    person.quit()


@pytest.mark.parametrize("name", ["hanji-notice.hwpx", "hanji-guidebook.docx"])
def test_a_document_goes_to_a_signed_certificate(person: Person, name: str):
    """Ten real documents of four formats: ``python -m tests.walks.book_walk``."""
    certificate = to_certificate(person, SAMPLES / name)
    assert certificate.read_bytes().startswith(b"%PDF")
    (book,) = person.files("**/*.epub")
    assert claims(book)


def test_a_translator_reviews_a_document(person: Person):
    notice = person.home / "notice.hwpx"
    shutil.copy(SAMPLES / "hanji-notice.hwpx", notice)
    person.start(notice)
    person.click("notice.hwpx")
    person.click(tr("Translate and review"))
    person.sees(tr("Into language"))
    person.photograph("languages")
    # Its button waits until the packages for the languages are looked for.
    person.click(tr("Begin the review"))
    person.sees("notice.en.hanji")
    person.photograph("project")
    person.write("Announcement of 2026")
    person.photograph("typed")
    person.press("ctrl+Return")
    person.write("Second sentence")
    person.press("ctrl+Return")
    person.photograph("confirmed")
    person.press("F8")
    person.photograph("checks")
    person.press("ctrl+q")
    person.ended()
    person.start()
    person.click(tr("Reviews"))
    person.sees(tr("Review projects"))
    person.photograph("projects")
    person.quit()


def test_a_finance_officer_sees_what_was_saved(person: Person):
    report = person.home / "report.pdf"
    person.start()
    person.click(tr("Ledger"))
    person.sees(tr("The ledger is empty"))
    person.photograph("empty")
    person.click(tr("See it with example data"))
    # In Korean the band's words stand on the button too that asks for it.
    person.finds(tr("Remove example data"))
    person.photograph("overview")
    for key, step in (("2", "entries"), ("3", "guide"), ("4", "records"), ("5", "analysis")):
        person.press(f"ctrl+{key}")
        person.photograph(step)
    person.press("ctrl+1")
    person.click(tr("Report…"))
    person.finds(tr("Choose a file…"))
    person.photograph("report")
    person.click(tr("Choose a file…"))
    person.choose_file(report)
    person.sees("report")
    last = time.monotonic() + 60
    while not report.exists() and time.monotonic() < last:
        time.sleep(0.05)
    person.photograph("written")
    assert report.read_bytes().startswith(b"%PDF") or report.read_bytes().startswith(b"PK")
    person.quit()


def test_a_first_year_goes_from_nothing_to_its_reports(person: Person):
    today = date.today()  # noqa: DTZ011 - the day in the office
    reports = to_reports(person, today)
    sheet = reports[".xlsx"]
    book = load_workbook(sheet, data_only=True)
    said = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(max_col=2)}
    printed = sum(now for _, _, now in TITLES)
    fewer = sum(before - now for _, before, now in TITLES)
    assert said[tr("Copies printed")] == printed
    assert said[tr("Copies not printed")] == fewer
    assert said[tr("Spent on printing")] == printed * NET_A_COPY * 11 // 10
    # Nobody stated the setup: the price table's share of it stays, whatever is printed.
    saved = fewer * NET_A_COPY * 68 * 11 // 1000 - HOUR_WON * MINUTES // 60
    assert said[tr("Realised saving")] == saved
    # What a second person approved and closed is confirmed, and the other forms say the same.
    paper = "\n".join(page.extract_text() for page in PdfReader(reports[".pdf"]).pages)
    with zipfile.ZipFile(reports[".hwpx"]) as package:
        hangul = package.read("Contents/section0.xml").decode()
    for form in (paper, hangul):
        assert f"{saved:,}" in form
        assert f"{printed * NET_A_COPY * 11 // 10:,}" in form
        assert tr("Closed: every entry of the period was approved.") in form
    if shutil.which("soffice"):
        again = load_workbook(recalculated(sheet), data_only=True)
        for table in book.worksheets:
            for row in table.iter_rows():
                for cell in row:
                    if isinstance(cell.value, int | float):
                        assert again[table.title][cell.coordinate].value == cell.value


def recalculated(sheet: Path) -> Path:
    """Return a workbook whose formulas LibreOffice has calculated anew."""
    folder = sheet.parent
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "again", sheet.name,
        ],
        cwd=folder, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "again" / sheet.name
