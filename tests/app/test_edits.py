# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji convert --edits`` and the file beside a book, from outside."""

from __future__ import annotations

import json
import zipfile

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Text
from converters.epub.writer import write_book
from tests.app.command import hanji


def edits(path, **tree):
    path.write_text(json.dumps({"schema": 1, **tree}, ensure_ascii=False), encoding="utf-8")
    return path


def report(*arguments) -> dict:
    done = hanji("convert", *arguments, "--report", "-")
    return json.loads(done.out)["items"][0]


def package_of(book) -> str:
    return zipfile.ZipFile(book).read("EPUB/package.opf").decode()


def test_edits_are_applied_listed_and_part_of_what_is_done_already(make_document, tmp_path):
    source, out = make_document(tmp_path / "a.hwp"), tmp_path / "out"
    given = edits(
        tmp_path / "e.json",
        metadata={"title": "사람이 고친 제목"},
        edits=[{"do": "leave-out", "at": "어디에도 없는 글을 찾는 수정"}],
    )
    item = report(source, "--out", out, "--edits", given)
    kinds = {notice["kind"]: notice["detail"] for notice in item["notices"]}
    assert kinds["edit-applied"] == "metadata: title"
    assert kinds["edit-unplaced"].startswith("leave-out: 어디에도")
    assert "사람이 고친 제목" in package_of(out / "a.epub")
    assert report(source, "--out", out, "--edits", given)["status"] == "unchanged"
    assert report(source, "--out", out)["status"] == "converted"
    assert "사람이 고친 제목" not in package_of(out / "a.epub")


def test_edits_beside_the_book_are_applied_again_and_never_changed(make_document, tmp_path):
    source, out = make_document(tmp_path / "a.hwp"), tmp_path / "out"
    out.mkdir()
    beside = edits(out / "a.edits.json", metadata={"title": "옆의 제목"})
    before = beside.read_bytes()
    assert report(source, "--out", out)["status"] == "converted"
    assert "옆의 제목" in package_of(out / "a.epub")
    assert report(source, "--out", out)["status"] == "unchanged"
    edits(beside, metadata={"title": "다시 고친 제목"})
    assert report(source, "--out", out)["status"] == "converted"
    assert "다시 고친 제목" in package_of(out / "a.epub")
    edits(beside, metadata={"title": "옆의 제목"})
    assert beside.read_bytes() == before


def test_a_file_without_edits_is_named(make_document, tmp_path):
    source, out = make_document(tmp_path / "a.hwp"), tmp_path / "out"
    bad = tmp_path / "e.json"
    bad.write_text("{}", encoding="utf-8")
    done = hanji("convert", source, "--out", out, "--edits", bad)
    assert done.code == 2
    assert str(bad) in done.err
    out.mkdir(exist_ok=True)
    (out / "a.edits.json").write_text("{}", encoding="utf-8")
    item = report(source, "--out", out)
    assert item["error"]["code"] == "edits"
    assert "a.edits.json" in item["error"]["ko"]
    assert not (out / "a.epub").exists()


def test_one_file_of_edits_is_for_one_document(make_document, tmp_path):
    make_document(tmp_path / "in" / "a.hwp")
    make_document(tmp_path / "in" / "b.hwp")
    given = edits(tmp_path / "e.json")
    done = hanji("convert", tmp_path / "in", "--out", tmp_path / "out", "--edits", given)
    assert done.code == 2


@pytest.mark.slow
def test_what_a_check_masks_is_hidden_in_the_book(tmp_path):
    book = tmp_path / "a.epub"
    blocks = tuple(
        Paragraph((Text(t),)) for t in ("홍길동(900101-1234568)", "문의: 관광과 02-2133-1234")
    )
    book.write_bytes(write_book(Document(Metadata("명단"), blocks)).data)
    file = tmp_path / "e.json"
    assert hanji("check", book, "--mask", "all").code == 2
    assert hanji("check", book, "--mask", "rrn,colour", "--edits", file).code == 2
    assert hanji("check", book, "--mask", "all", "--edits", file).code == 1
    first = file.read_bytes()
    assert hanji("check", book, "--mask", "all", "--edits", file).code == 1
    assert file.read_bytes() == first
    out = tmp_path / "out"
    assert report(book, "--out", out, "--edits", file)["status"] == "converted"
    done = hanji("check", out / "a.epub", "--json")
    assert done.code == 0
    found = json.loads(done.out)["books"][0]["findings"]
    assert [(one["kind"], one["masked"], one["text"]) for one in found] == [
        ("rrn", True, "900101-1******"),
        ("phone", False, "02-2133-1234"),
    ]


def test_what_was_chosen_for_one_book_is_taken_at_each_conversion(make_document, tmp_path):
    source, out = make_document(tmp_path / "a.hwp"), tmp_path / "out"
    out.mkdir()
    edits(
        out / "a.edits.json",
        metadata={"identifier": "urn:uuid:1", "kogl_type": 1, "kogl_ai": True},
        book={"design": "report", "split_level": 1, "colour": "#a01020", "cover": "bm90aGluZw=="},
    )
    item = report(source, "--out", out)
    said = {(notice["kind"], notice["detail"]) for notice in item["notices"]}
    assert {
        ("edit-applied", f"book: {name}") for name in ("design", "split_level", "colour")
    } < said
    assert ("edit-unplaced", "book: cover") in said
    assert "AI유형" in package_of(out / "a.epub")
    assert b"160, 16, 32" in zipfile.ZipFile(out / "a.epub").read("EPUB/book.css")
    assert report(source, "--out", out)["status"] == "unchanged"
