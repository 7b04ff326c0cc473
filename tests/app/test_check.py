# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji check`` from outside: the contract's JSON, exit codes, sentences for people."""

from __future__ import annotations

import json
import os
import stat
import sys

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Heading, Paragraph, Text
from converters.epub.writer import write_book
from tests.app.command import hanji


def book(path, *lines: str):
    blocks = (Heading(1, (Text("안내"),)), *(Paragraph((Text(line),)) for line in lines))
    path.write_bytes(write_book(Document(Metadata("시정 백서"), blocks)).data)
    return path


def test_json_has_the_form_of_the_contract(tmp_path):
    given = book(tmp_path / "a.epub", "홍길동(900101-1234568)", "문의: 관광과 02-2133-1234")
    done = hanji("check", given, "--json")
    answer = json.loads(done.out)
    assert done.code == 1
    assert answer["schema"] == 1
    (checked,) = answer["books"]
    assert checked["book"] == str(given)
    number, phone = checked["findings"]
    assert number["kind"] == "rrn"
    assert number["severity"] == "error"
    assert number["text"] == "900101-1234568"
    assert number["place"]["chapter"] == "안내"
    assert "홍길동(900101-1234568)" in number["place"]["nearby"]
    assert number["masked"] is number["official"] is False
    assert number["mend"]
    assert (phone["kind"], phone["severity"], phone["official"]) == ("phone", "note", True)


def test_a_clean_book_and_a_document_before_it_is_one(tmp_path, make_document):
    clean = book(tmp_path / "b.epub", "시민과 함께하는 시정")
    document = make_document(tmp_path / "a.hwp")
    done = hanji("check", clean, document, "--json")
    assert done.code == 0
    first, second = json.loads(done.out)["books"]
    assert first["findings"] == []
    assert second["error"] is None
    assert {path.name for path in tmp_path.iterdir()} == {"a.hwp", "b.epub"}


def test_words_for_people_and_folders(tmp_path):
    (tmp_path / "below").mkdir()
    book(tmp_path / "below" / "a.epub", "연락처 010-2345-6789")
    done = hanji("check", tmp_path, HANJI_LANG="ko")
    assert done.code == 1
    assert "휴대전화번호 “010-2345-6789”" in done.out
    assert "오류 1" in done.out


def test_what_cannot_be_read_is_one_line(tmp_path):
    bad = tmp_path / "a.epub"
    bad.write_bytes(b"nothing")
    done = hanji("check", bad)
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
    assert hanji("check", bad, book(tmp_path / "b.epub", "글")).code == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    assert hanji("check", empty).code == 3


@pytest.mark.posix
def test_epubcheck_and_ace_are_asked_where_they_are(tmp_path):
    """Programs that answer as the real ones do: their findings stand beside ours."""
    epubcheck, ace = tmp_path / "epubcheck", tmp_path / "ace"
    messages = {
        "messages": [
            {
                "ID": "RSC-005",
                "severity": "ERROR",
                "message": "broken",
                "locations": [{"path": "EPUB/a.xhtml", "line": 3, "column": 1}],
            },
            {"ID": "ACC-1", "severity": "USAGE", "message": "no", "locations": []},
        ]
    }
    assertion = {
        "earl:test": {"earl:impact": "moderate", "dct:title": "metadata"},
        "earl:result": {"html": "<p/>"},
    }
    told = {"assertions": [{"earl:testSubject": {"url": "a.xhtml"}, "assertions": [assertion]}]}
    for program, answer, place in (
        (epubcheck, messages, "sys.argv[-2]"),
        (ace, told, "sys.argv[-2] + '/report.json'"),
    ):
        program.write_text(
            f"#!{sys.executable}\nimport sys\nopen({place}, 'w').write({json.dumps(json.dumps(answer))})\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    given = book(tmp_path / "a.epub", "시민과 함께하는 시정")
    there = {"HANJI_EPUBCHECK": str(epubcheck), "HANJI_ACE": str(ace)}
    done = hanji("check", given, "--json", **there)
    found = json.loads(done.out)["books"][0]["findings"]
    assert done.code == 1
    assert [(one["kind"], one["severity"], one["text"]) for one in found] == [
        ("epubcheck", "error", "RSC-005: broken"),
        ("ace", "warning", "metadata"),
    ]
    silent = {"HANJI_EPUBCHECK": str(tmp_path / "none"), "HANJI_ACE": os.devnull}
    done = hanji("check", given, "--json", **silent)
    found = json.loads(done.out)["books"][0]["findings"]
    assert done.code == 0
    assert [(one["severity"], one["text"]) for one in found] == [("note", "no answer")] * 2
