# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translating from the command line, with the package that ships."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.app.command import hanji

LINES = ["파일을 삭제합니다.", "", "ISO 9001", "이 함수는 리스트를 반환합니다."]


def test_one_line_in_one_line_out(tmp_path: Path) -> None:
    text = tmp_path / "lines.txt"
    text.write_text("\n".join(LINES), encoding="utf-8")
    done = hanji("translate", text, "--from", "ko", "--to", "en")
    assert done.code == 0, done.err
    made = done.out.splitlines()
    assert len(made) == len(LINES)
    assert made[1:3] == ["", "ISO 9001"]
    assert "file" in made[0].lower()
    assert "list" in made[3].lower()


def test_a_text_itself() -> None:
    done = hanji("translate", "파일을 삭제합니다.", "--care", "draft")
    assert done.code == 0, done.err
    assert "file" in done.out.lower()


@pytest.fixture
def document(make_document, tmp_path: Path) -> Path:
    return make_document(tmp_path / "안내.json", "설치 안내", "파일을 삭제합니다. 창을 닫습니다.")


def read(book: Path) -> tuple[str, str]:
    """Return the text of a book's chapters, and its package document."""
    with zipfile.ZipFile(book) as archive:
        chapters = [name for name in archive.namelist() if "/c0" in name]
        said = "".join(archive.read(name).decode() for name in chapters)
        return said, archive.read("EPUB/package.opf").decode()


def test_a_book_is_translated_says_so_and_is_made_once(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "책"
    report = tmp_path / "report.json"
    call = ("convert", document, "-o", out, "--translate", "ko:en", "--report", report)
    done = hanji(*call)
    assert done.code == 0, done.err
    (book,) = out.glob("*.epub")
    assert book.name == "안내.en.epub"
    said, package = read(book)
    assert "file" in said.lower()
    assert "창을" not in said
    assert "machine translation that no person has reviewed" in said
    assert "기계가 번역한 초안" in said
    assert "demonstration" in said
    assert "<dc:language>en</dc:language>" in package
    assert "기계가 번역한 초안" in package
    (item,) = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert item["language"] == "en"
    assert any(notice["kind"] == "machine-draft" for notice in item["notices"])
    first = book.read_bytes()
    hanji(*call)
    (item,) = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert item["status"] == "unchanged"
    hanji(*call, "--force")
    assert book.read_bytes() == first


@pytest.mark.slow
def test_both_languages_in_one_book_beside_the_others(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "책"
    hanji("convert", document, "-o", out)
    done = hanji("convert", document, "-o", out, "--translate", "ko:en", "--bilingual")
    assert done.code == 0, done.err
    assert {book.name for book in out.glob("*.epub")} == {"안내.epub", "안내.ko-en.epub"}
    said, _ = read(out / "안내.ko-en.epub")
    assert "창을 닫습니다" in said
    assert "file" in said.lower()


def test_a_pair_without_a_package_says_what_to_do(document: Path, tmp_path: Path) -> None:
    done = hanji("convert", document, "-o", tmp_path / "책", "--translate", "ko:ja")
    assert done.code == 3
    assert "hanji models install" in done.err
    assert not list((tmp_path / "책").glob("*.epub"))


def test_a_book_in_another_language_stays_as_it_is(make_document, tmp_path: Path) -> None:
    path = make_document(tmp_path / "plan.json", "City plan", "The library opens at nine.")
    report = tmp_path / "report.json"
    done = hanji(
        "convert", path, "-o", tmp_path / "out", "--translate", "ko:en", "--report", report
    )
    assert done.code == 0, done.err
    (item,) = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert [notice["kind"] for notice in item["notices"]].count("nothing-translated") == 1
    said, _ = read(next((tmp_path / "out").glob("*.epub")))
    assert "The library opens at nine." in said
    assert "machine translation" not in said
