# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF files of the corpus as an office would convert them, and the scores of what was read."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.pdf_markdown import to_plain_markdown
from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.app.command import hanji_afresh
from tests.checkers import epubcheck
from tests.conftest import CORPUS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.corpus,
    pytest.mark.skipif(not (CORPUS / "pdf-korean").is_dir(), reason="no corpus beside the project"),
]
SCORER = CORPUS.parent / "tools" / "pdf_score.py"
REFUSED = {"fake-jpg.pdf": "not-a-document", "password-protected.pdf": "encrypted"}
TYPED = {"damaged", "encrypted", "not-a-document", "too-large", "unsupported-format", "drm"}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    out = tmp_path_factory.mktemp("pdf")
    folders = [CORPUS / name for name in ("pdf-korean/pdfs", "pdf-tables/pdfs", "pdf-odd")]
    report = out / "report.json"
    hanji_afresh("convert", *folders, "--out", out / "books", "--report", report, timeout=600)
    return json.loads(report.read_text(encoding="utf-8"))["items"]


def test_every_readable_file_is_a_book(books):
    failed = {
        Path(item["input"]).name: item["error"]["code"]
        for item in books
        if item["status"] != "converted"
    }
    assert failed == REFUSED
    assert len(books) > 70


@pytest.mark.epubcheck
@pytest.mark.skipif(not epubcheck.is_available(), reason="no Java runtime")
def test_epubcheck_finds_nothing(books, tmp_path):
    found = {
        Path(item["input"]).name: epubcheck.check(Path(item["outputs"][0]).read_bytes(), tmp_path)
        for item in books
        if item["status"] == "converted"
    }
    assert {name: findings for name, findings in found.items() if findings} == {}


def test_hostile_files_are_books_or_refused_by_name(tmp_path):
    hostile = sorted((CORPUS / "hostile").rglob("*.pdf"))
    report = tmp_path / "report.json"
    hanji_afresh("convert", *hostile, "--out", tmp_path / "books", "--report", report, timeout=600)
    items = json.loads(report.read_text(encoding="utf-8"))["items"]
    codes = Counter(item["error"]["code"] for item in items if item["status"] != "converted")
    assert set(codes) <= TYPED
    assert len(items) == len(hostile)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pdf_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def markdown(pdf: Path) -> str:
    return to_plain_markdown(read_document(pdf, (), DEFAULT_LIMITS, NoticeLog()))


def means(folder: str, truths: str, *, tables_only: bool, most_cells: int = 70) -> dict[str, float]:
    """Return the scorer's mean of each measure over the documents that it scores."""
    score = scorer()
    rows: list[dict[str, float]] = []
    for truth in sorted((CORPUS / folder / truths).glob("*.md")):
        expected = truth.read_text("utf-8")
        if score.tables_to_html(expected).count("<td") <= most_cells:
            made = markdown(CORPUS / folder / "pdfs" / f"{truth.stem}.pdf")
            rows.append(score.score(expected, made, tables_only))
    names = {name for row in rows for name in row}
    return {
        name: sum(row[name] for row in rows if name in row) / sum(name in row for row in rows)
        for name in names
    }


LEAST = {"overall": 0.95, "nid": 0.985, "teds": 0.95, "mhs": 0.93, "word_f1": 0.985}


def test_korean_publications_are_read_as_they_were_written():
    found = means("pdf-korean", "truth", tables_only=False)
    assert {name: value for name, value in found.items() if value < LEAST[name]} == {}


def test_tables_of_government_reports_are_found_cell_by_cell():
    assert means("pdf-tables", "tables", tables_only=True)["teds"] >= 0.95
