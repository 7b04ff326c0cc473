# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reader of a book gets."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Document,
    EquationBlock,
    Figure,
    Heading,
    Note,
    NoteKind,
    NoteRef,
    PageBreak,
    Paragraph,
    Source,
    Text,
)
from converters.epub.writer import Book, write_book
from tests.checkers import ace, epubcheck
from tests.checkers.rich import FRACTION, GIF, LONG, PNG, RESOURCES, h, p, rich_document

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}


def opened(book: Book) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(book.data))


def part(book: Book, name: str) -> etree._Element:
    return etree.fromstring(opened(book).read(f"EPUB/{name}"))


def said(book: Book, prop: str) -> list[str]:
    return part(book, "package.opf").xpath(
        f'//opf:meta[@property="{prop}"]/text()', namespaces=NAMES
    )


def document(*blocks: object, **fields: object) -> Document:
    metadata = fields.pop("metadata", Metadata(title="계획"))
    return Document(metadata, blocks, **fields)


def test_the_mimetype_comes_first_and_is_stored() -> None:
    first = opened(write_book(rich_document())).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_equal_documents_give_equal_bytes() -> None:
    assert write_book(rich_document()) == write_book(rich_document())


def identifier_of(made: Document) -> str:
    xpath = '//dc:identifier[@id="pub-id"]/text()'
    return part(write_book(made), "package.opf").xpath(xpath, namespaces=NAMES)[0]


def test_the_identifier_comes_from_the_publication_number_and_title() -> None:
    def volume(title: str, text: str) -> str:
        return identifier_of(
            document(p(text), metadata=Metadata(title=title, publication_number="51-1-1-1"))
        )

    assert volume("백서 상", "가") == volume("백서 상", "고친 글")
    assert volume("백서 상", "가") != volume("백서 하", "가")
    assert volume("백서 상", "가").startswith("urn:uuid:")


def test_a_translation_has_another_identifier_than_its_source() -> None:
    source = Source("a" * 64, "hwp5")
    ids = {
        part(
            write_book(document(p("x"), metadata=Metadata(title="x", language=tag), source=source)),
            "package.opf",
        ).xpath("//dc:identifier/text()", namespaces=NAMES)[0]
        for tag in ("ko", "en")
    }
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2026-11-20T18:03:11+09:00", "2026-11-20T09:03:11Z"),
        ("2026-11-20", "2026-11-20T00:00:00Z"),
        ("어제", "2000-01-01T00:00:00Z"),
        ("", "2000-01-01T00:00:00Z"),
    ],
)
def test_the_moment_of_change_is_never_the_clock(given: str, moment: str) -> None:
    book = write_book(document(p("가"), metadata=Metadata(title="가", modified=given)))
    assert said(book, "dcterms:modified") == [moment]


def test_alternative_text_is_claimed_only_if_no_picture_lacks_it() -> None:
    described = document(
        Figure(PNG, "그래프"), Figure(GIF, "", decorative=True), resources=RESOURCES
    )
    bare = document(Figure(PNG, "그래프"), Figure(GIF, ""), resources=RESOURCES)
    assert "alternativeText" in said(write_book(described), "schema:accessibilityFeature")
    assert "textual" in said(write_book(described), "schema:accessModeSufficient")
    assert "alternativeText" not in said(write_book(bare), "schema:accessibilityFeature")
    assert said(write_book(bare), "schema:accessModeSufficient") == ["textual,visual"]


def test_a_book_of_words_claims_nothing_about_pictures() -> None:
    book = write_book(document(p("가")))
    assert said(book, "schema:accessMode") == ["textual"]
    assert "alternativeText" not in said(book, "schema:accessibilityFeature")
    assert not said(book, "pageBreakSource")


def test_equations_are_told_to_the_package() -> None:
    book = write_book(document(EquationBlock(FRACTION)))
    assert "MathML" in said(book, "schema:accessibilityFeature")
    items = part(book, "package.opf").xpath(
        '//opf:item[@properties="mathml"]/@href', namespaces=NAMES
    )
    assert items == ["c0001.xhtml"]


def test_printed_pages_can_be_found() -> None:
    book = write_book(document(PageBreak("ii"), h(1, "장"), p("가"), PageBreak("12"), p("나")))
    pages = part(book, "nav.xhtml").xpath('//x:nav[@epub:type="page-list"]//x:a', namespaces=NAMES)
    assert [page.text for page in pages] == ["ii", "12"]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(said(book, "schema:accessibilityFeature"))
    for page in pages:
        file, _, identifier = page.get("href").partition("#")
        assert part(book, file).xpath(f'//*[@id="{identifier}"]/@aria-label') == [page.text]


def test_headings_never_skip_a_level() -> None:
    book = write_book(document(h(3, "셋"), h(6, "여섯"), h(2, "둘"), h(4, "넷")))
    body = part(book, "c0001.xhtml")
    assert [etree.QName(e).localname for e in body.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4")] == [
        "h1",
        "h2",
        "h1",
        "h2",
    ]


def test_the_contents_lead_to_every_heading() -> None:
    book = write_book(document(h(1, "가", "제1장"), h(2, "나"), h(1, "다")))
    rows = part(book, "nav.xhtml").xpath('//x:nav[@epub:type="toc"]//x:a/text()', namespaces=NAMES)
    assert rows == ["제1장 가", "나", "다"]


def test_large_chapters_are_files_of_their_own_with_titles_of_their_own() -> None:
    long = [p(LONG) for _ in range(30)]
    book = write_book(document(h(1, "개요"), *long, h(1, "개요"), *long))
    titles = [
        part(book, f"c000{n}.xhtml").xpath("string(//x:title)", namespaces=NAMES) for n in (1, 2)
    ]
    assert titles == ["개요", "개요 (2)"]


def test_no_file_grows_without_end() -> None:
    book = write_book(document(h(1, "개요"), *[p(LONG) for _ in range(1000)]))
    sizes = [i.file_size for i in opened(book).infolist() if i.filename.startswith("EPUB/c0")]
    assert len(sizes) > 3
    assert max(sizes) < 150_000


def test_notes_and_their_marks_lead_to_each_other_across_files() -> None:
    long = [p(LONG) for _ in range(30)]
    note = {"n": Note(NoteKind.FOOTNOTE, "1)", (p("주"),))}
    book = write_book(
        document(h(1, "가"), *long, p(NoteRef("n")), h(1, "나"), *long, p(NoteRef("n")), notes=note)
    )
    first, second = part(book, "c0001.xhtml"), part(book, "c0002.xhtml")
    marks = '//x:a[@role="doc-noteref"]/@href'
    assert first.xpath(marks, namespaces=NAMES) == ["#n1"]
    assert second.xpath(marks, namespaces=NAMES) == ["c0001.xhtml#n1"]
    assert first.xpath('//x:a[@role="doc-backlink"]/@href', namespaces=NAMES) == ["#r1"]
    assert not second.xpath('//x:aside[@role="doc-footnote"]', namespaces=NAMES)


def test_links_that_lead_nowhere_are_told_and_stay_as_text() -> None:
    book = write_book(rich_document())
    assert book.broken_links == ("javascript:alert(1)", "#nowhere")
    text = "".join(part(book, "c0001.xhtml").itertext())
    assert "스크립트 고리" in text
    assert "끊어진 고리" in text


def test_a_document_without_anything_is_still_a_book() -> None:
    book = write_book(Document(Metadata(), ()))
    assert part(book, "nav.xhtml").xpath("//x:nav//x:a", namespaces=NAMES)


def test_a_document_without_a_title_is_called_by_its_first_heading() -> None:
    book = write_book(Document(Metadata(), (Heading(1, (Text("머리"),)), Paragraph((Text("글"),)))))
    assert part(book, "package.opf").xpath("//dc:title/text()", namespaces=NAMES) == ["머리"]


def test_an_english_edition_speaks_english() -> None:
    english = replace(rich_document(), metadata=Metadata(title="Plan", language="en"))
    nav = part(write_book(english), "nav.xhtml")
    assert nav.get("lang") == "en"
    assert nav.xpath("string(//x:h1)", namespaces=NAMES) == "Contents"


@pytest.mark.epubcheck
@pytest.mark.skipif(not epubcheck.is_available(), reason="needs Java and EPUBCheck")
def test_the_rich_book_has_no_error_and_no_warning(tmp_path: Path) -> None:
    assert epubcheck.check(write_book(rich_document()).data, tmp_path) == []


@pytest.mark.epubcheck
@pytest.mark.skipif(not epubcheck.is_available(), reason="needs Java and EPUBCheck")
def test_the_checker_does_find_errors(tmp_path: Path) -> None:
    broken = io.BytesIO()
    with opened(write_book(rich_document())) as source, zipfile.ZipFile(broken, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith("nav.xhtml"):
                target.writestr(entry, source.read(entry))
    assert epubcheck.check(broken.getvalue(), tmp_path)


@pytest.mark.ace
@pytest.mark.skipif(not ace.is_available(), reason="needs Node.js, Ace and Chromium")
def test_the_rich_book_has_no_serious_barrier(tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(write_book(rich_document()).data)
    assert [v for v in ace.check(book) if v.impact in ace.BLOCKING] == []
