# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an author marked as a heading is one in the book: no file of the corpora loses any."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from converters.document.notices import NoticeLog
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.acceptance.marked_headings import Marked, headings_of, marked_headings, vanished
from tests.conftest import CORPUS
from tests.converters.readers.docx.packages import p, package, style


def test_a_heading_that_became_text_is_noticed():
    marked = [Marked("추진 배경", "body"), Marked("추진 배경", "body"), Marked("일정", "body")]
    assert vanished(marked, ["1. 추진 배경", "2. 일정"]) == [Marked("추진 배경", "body")]


def test_headings_of_docx_are_counted_by_style_chain_and_own_level(tmp_path):
    styles = style("H", "heading 1") + style("B", "Mine", '<w:basedOn w:val="H"/>')
    source = tmp_path / "a.docx"
    source.write_bytes(
        package(
            p("하나", '<w:pStyle w:val="B"/>')
            + p("둘", '<w:outlineLvl w:val="2"/>')
            + p("글", '<w:pStyle w:val="B"/><w:outlineLvl w:val="9"/>')
            + "<w:tbl><w:tr><w:tc>" + p("칸", '<w:pStyle w:val="H"/>') + "</w:tc></w:tr></w:tbl>",
            styles=styles,
        )
    )  # fmt: skip
    found = [(m.text, m.place) for m in marked_headings(source)]
    assert found == [("하나", "body"), ("둘", "body"), ("칸", "cell")]


def _files() -> Iterator[Path]:
    for suffix in ("docx", "hwpx", "epub"):
        yield from sorted(CORPUS.rglob(f"*.{suffix}"))


@pytest.mark.slow
@pytest.mark.corpus
def test_no_marked_heading_of_the_corpora_vanishes():
    lost = {}
    for path in _files():
        try:
            marked = [m for m in marked_headings(path) if m.place == "body"]
            document = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
        except (ConversionError, zipfile.BadZipFile, etree.XMLSyntaxError):
            continue
        missing = vanished(marked, headings_of(document))
        if missing:
            lost[path.name] = [heading.text for heading in missing]
    assert lost == {}
