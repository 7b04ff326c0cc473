# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books in two languages, of the sample documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from converters.document.nodes import Document, Heading, Paragraph, Text
from converters.document.notices import NoticeLog
from converters.document.walk import iter_blocks, plain_text
from converters.epub.writer import write_book
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.checkers import epubcheck
from tests.conftest import SAMPLES
from translation.bilingual import bilingual
from translation.inline_codes import Coded, coded
from translation.notice import noted
from translation.units import extract, merge

FILES = sorted(SAMPLES.glob("*.*"))


def read(path: Path) -> Document:
    return read_document(path, (), DEFAULT_LIMITS, NoticeLog())


def english(document: Document) -> Document:
    """Return ``document`` with "EN" before each unit, which stands for its translation."""
    targets: dict[str, Coded] = {
        unit.unit_id: coded(("EN ", *unit.source.parts)) for unit in extract(document)
    }
    return merge(document, targets, "en")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_paragraph_has_the_other_language_under_it(path: Path) -> None:
    source = read(path)
    both = bilingual(source, english(source))
    said = [
        plain_text(block.inlines)
        for block in iter_blocks(both.blocks)
        if isinstance(block, Paragraph)
    ]
    own = [
        plain_text(block.inlines)
        for block in iter_blocks(source.blocks)
        if isinstance(block, Paragraph)
    ]
    with_words = [text for text in own if any(map(str.isalpha, text))]
    assert len(said) == len(own) + len(with_words)
    for text in with_words:
        assert said[said.index(text) + 1].startswith("EN ")
    assert both.metadata.language == "en"


def test_a_heading_is_one_heading_in_both_languages() -> None:
    source = Document(
        metadata=replace(read(FILES[0]).metadata, title="시정", language="ko"),
        blocks=(Heading(1, (Text("시정 방향"),)), Paragraph((Text("본문"),))),
    )
    both = bilingual(source, english(source))
    headings = [block for block in both.blocks if isinstance(block, Heading)]
    assert [plain_text(heading.inlines) for heading in headings] == ["시정 방향 EN 시정 방향"]
    assert both.metadata.title == "EN 시정 / 시정"


def test_languages_are_marked_in_the_book() -> None:
    source = read(FILES[0])
    book = write_book(noted(bilingual(source, english(source)), "ko", "en", demonstration=True))
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(book.data)) as archive:
        pages = [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if "/c0" in name and name.endswith(".xhtml")
        ]
    korean = [e for page in pages for e in page.iter() if e.get("lang") == "ko"]
    assert korean
    assert all(page.get("lang") == "en" for page in pages)
    for page in pages:
        for paragraph in page.iter("{*}p"):
            text = "".join(paragraph.itertext())
            if text.startswith("EN "):
                assert paragraph.get("lang") in (None, "en")


@pytest.mark.epubcheck
@pytest.mark.skipif(not epubcheck.is_available(), reason="needs Java and EPUBCheck")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_epubcheck_finds_nothing(path: Path, tmp_path: Path) -> None:
    source = read(path)
    target = english(source)
    for document in (target, bilingual(source, target)):
        made = noted(document, "ko", "en", demonstration=True)
        assert epubcheck.check(write_book(made).data, tmp_path) == []
