# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file says about itself."""

from __future__ import annotations

import pytest

from converters.readers.pdf.catalog import Bookmark, moment
from tests.converters.readers.pdf.pages import catalog_of
from tests.pdf_writer.publication import Publication

_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">시정백서</rdf:li></rdf:Alt></dc:title>
<dc:publisher><rdf:Bag><rdf:li>부산광역시</rdf:li></rdf:Bag></dc:publisher>
<dc:language><rdf:Bag><rdf:li>ko-KR</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def _publication(pages: int = 3) -> Publication:
    found = Publication()
    for number in range(pages):
        found.page().text(60, 100, f"{number + 1}쪽")
    return found


def test_the_outline_keeps_titles_levels_pages_and_heights() -> None:
    book = _publication()
    book.outline = [("제1장", 1, 0, 100.0), ("제1절", 2, 1, 250.0), ("제2장", 1, 2, 80.0)]
    assert catalog_of(book).outline == (
        Bookmark("제1장", 1, 0, 100.0),
        Bookmark("제1절", 2, 1, 250.0),
        Bookmark("제2장", 1, 2, 80.0),
    )


def test_page_labels_are_kept_where_they_do_more_than_count() -> None:
    book = _publication()
    assert catalog_of(book).labels == ()
    book.labels = "0 << /S /r >> 2 << /S /D >>"
    assert catalog_of(book).labels == ("i", "ii", "1")


def test_the_metadata_stream_fills_what_the_dictionary_lacks() -> None:
    book = _publication()
    book.xmp = _XMP
    found = catalog_of(book).metadata
    assert (found.title, found.publisher, found.language) == ("시정백서", "부산광역시", "ko-KR")
    book.title, book.language = "다른 제목", "en"
    found = catalog_of(book).metadata
    assert (found.title, found.language) == ("다른 제목", "en")


@pytest.mark.parametrize(
    "title", ["보고서 최종.hwp", "Microsoft Word - 보고서", "untitled", "(anonymous)"]
)
def test_what_programs_write_is_no_title(title: str) -> None:
    book = _publication()
    book.title = title
    assert catalog_of(book).metadata.title == ""


def test_a_damaged_metadata_stream_costs_only_itself() -> None:
    book = _publication()
    book.title, book.xmp = "제목", "<x:xmpmeta><rdf:RDF"
    assert catalog_of(book).metadata.title == "제목"


def test_hidden_layers_are_named() -> None:
    book = _publication()
    book.sheets[0].text(60, 200, "보임", layer="지도").text(60, 220, "숨김", layer="초안")
    book.hidden_layers = ("초안",)
    assert catalog_of(book).hidden_layers == {"초안"}


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("D:20240131093000+09'00'", "2024-01-31T09:30:00+09:00"),
        ("D:20240131", "2024-01-31T00:00:00Z"),
        ("20240131093000Z", "2024-01-31T09:30:00Z"),
        ("D:20241331", ""),
        ("어제", ""),
    ],
)
def test_dates(said: str, means: str) -> None:
    assert moment(said) == means
