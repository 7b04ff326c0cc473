# SPDX-License-Identifier: AGPL-3.0-or-later
"""The measure of text recall notices what is lost, and only that."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest

from tests.acceptance.docx_recall import book_words, compare, recall_of, source_words
from tests.converters.readers.docx.packages import p, package, r, style
from tests.docx_writer import reading
from tests.docx_writer.publications import PUBLICATIONS


def test_a_word_that_is_missing_counts_as_often_as_it_is_missing():
    recall = compare(Counter({"종이": 3, "한지시": 1}), Counter({"종이": 1, "한지시": 1}))
    assert recall.missing == ("종이", "종이")
    assert recall.share == pytest.approx(5 / 9)


def test_words_joined_in_the_book_are_found_once():
    assert compare(Counter(["봄", "이"]), Counter(["봄이"])).share == 1.0
    assert compare(Counter(["봄", "봄"]), Counter(["봄이"])).missing == ("봄",)


def test_a_book_that_lost_a_paragraph_is_noticed(tmp_path):
    book = reading.book("white-paper", tmp_path)
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as whole, zipfile.ZipFile(stored, "w") as less:
        for entry in whole.infolist():
            less.writestr(entry, whole.read(entry).replace("닥나무 골짜기".encode(), b""))
    words = source_words(PUBLICATIONS["white-paper"]()).printed
    assert compare(words, book_words(book)).share == 1.0
    assert set(compare(words, book_words(stored.getvalue())).missing) == {"닥나무", "골짜기의"}


def test_what_a_page_does_not_show_is_counted_apart():
    hidden = style("h", "Hidden", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    gone = "<w:del>" + r("지운글").replace("w:t", "w:delText") + "</w:del>"
    equation = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    words = source_words(
        package(
            p(r("보이는글") + r("숨긴글", '<w:rStyle w:val="h"/>') + gone + equation + r("끝")),
            styles=hidden,
        )
    )
    assert words.printed == Counter(["보이는글", "끝"])
    assert words.hidden == Counter(["숨긴글"])


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_books_of_the_publications_hold_all_their_words(name, tmp_path):
    source = tmp_path / "a.docx"
    source.write_bytes(PUBLICATIONS[name]())
    recall = recall_of(source)
    prompts = source_words(source.read_bytes()).prompts
    expected = {"survey": {"☒"}}.get(name, set())
    assert set(Counter(recall.missing) - prompts) == expected
    assert recall.total > 30
