# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books that keep the pages of a print."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from converters.conversion import Conversion, ConversionRequest, OutputFormat
from converters.document.book_edits import BookEdit
from converters.document.edits import Do, Edit, Edits, Spot
from converters.document.notices import NoticeKind
from converters.pipeline import convert
from converters.theme import Design
from tests.checkers import epubcheck
from tests.pdf_writer.publication import Publication


@pytest.fixture
def poster(tmp_path: Path) -> Path:
    book = Publication(title="여름 축제")
    book.page((420, 595)).text(60, 100, "한강 여름 축제", size=28).text(60, 400, "문의 02-120")
    book.page((595, 420)).text(60, 100, "오시는 길", size=20).fill(
        100, 200, 300, 300, "0.2 0.5 0.9"
    )
    book.page((420, 595))
    book.outline.append(("오시는 길", 1, 1, 100))
    path = tmp_path / "poster.pdf"
    path.write_bytes(book.file())
    return path


def fixed(source: Path, folder: Path) -> tuple[Conversion, bytes]:
    target = folder / "book.epub"
    made = convert(ConversionRequest(source, target, OutputFormat.FIXED))
    return made, target.read_bytes()


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_page_is_a_picture_of_its_shape_with_its_text(poster: Path, tmp_path: Path) -> None:
    _, book = fixed(poster, tmp_path)
    files = parts(book)
    pages = sorted(name for name in files if re.search(r"/p\d{4}\.xhtml$", name))
    assert len(pages) == 3
    second = files[pages[1]].decode()
    assert 'content="width=793, height=560"' in second
    assert "오시는 길" in second
    picture = Image.open(io.BytesIO(files["EPUB/images/p0002.png"]))
    assert picture.width / picture.height == pytest.approx(595 / 420, rel=0.01)
    # What is drawn is on the picture: blue in the middle of the filled part.
    red, _, blue = picture.convert("RGB").getpixel((picture.width // 3, picture.height * 6 // 10))
    assert blue > red
    assert b"pre-paginated" in files["EPUB/package.opf"]


def test_page_markers_are_where_the_book_claims_them(poster: Path, tmp_path: Path) -> None:
    files = parts(fixed(poster, tmp_path)[1])
    assert b"pageBreakMarkers" in files["EPUB/package.opf"]
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    listed = nav.xpath('//*[@role="doc-pagelist"]//*[@href]')
    assert len(listed) == 3
    for link in listed:
        name, _, identifier = link.get("href").partition("#")
        page = etree.fromstring(files[f"EPUB/{name}"])
        (marker,) = page.xpath('//*[@role="doc-pagebreak"]')
        assert (marker.get("id"), marker.get("aria-label")) == (identifier, link.text)


def test_text_lies_where_the_picture_shows_it(poster: Path, tmp_path: Path) -> None:
    _, book = fixed(poster, tmp_path)
    page = etree.fromstring(parts(book)["EPUB/p0001.xhtml"])
    line = next(e for e in page.iter("{*}span") if e.text == "문의 02-120")
    place = dict(re.findall(r"(left|top): ([\d.]+)px", line.get("style")))
    assert float(place["left"]) == pytest.approx(60 * 96 / 72, abs=2)
    assert float(place["top"]) == pytest.approx(400 * 96 / 72, abs=16)


def test_contents_lead_to_pages(poster: Path, tmp_path: Path) -> None:
    _, book = fixed(poster, tmp_path)
    nav = parts(book)["EPUB/nav.xhtml"].decode()
    assert '<a href="p0002.xhtml">오시는 길</a>' in nav


def test_an_empty_page_is_no_loss_and_a_format_without_pages_says_so(
    poster: Path, tmp_path: Path
) -> None:
    made, _ = fixed(poster, tmp_path)
    assert NoticeKind.PAGE_PICTURE not in {notice.kind for notice in made.notices}
    text = tmp_path / "again.epub"
    convert(ConversionRequest(poster, text))
    made, _ = fixed(text, tmp_path)
    assert NoticeKind.NO_FIXED_PAGES in {notice.kind for notice in made.notices}


def test_equal_files_give_equal_books(poster: Path, tmp_path: Path) -> None:
    assert fixed(poster, tmp_path)[1] == fixed(poster, tmp_path)[1]


@pytest.mark.epubcheck
@pytest.mark.skipif(not epubcheck.is_available(), reason="needs Java and EPUBCheck")
def test_epubcheck_finds_nothing(poster: Path, tmp_path: Path) -> None:
    assert epubcheck.check(fixed(poster, tmp_path)[1], tmp_path) == []


def test_printed_pages_say_which_corrections_they_cannot_have(poster: Path, tmp_path: Path) -> None:
    edits = Edits(
        {"title": "가을 축제"},
        edits=(Edit(Do.LEAVE_OUT, Spot("문의 02-120")),),
        book=BookEdit(design=Design.REPORT),
    )
    made = convert(ConversionRequest(poster, tmp_path / "b.epub", OutputFormat.FIXED, edits=edits))
    said = {(notice.kind, notice.detail) for notice in made.notices}
    assert (NoticeKind.EDIT_APPLIED, "metadata: title") in said
    assert (NoticeKind.EDIT_UNPLACED, "leave-out: 문의 02-120") in said
    assert (NoticeKind.EDIT_UNPLACED, "book: design") in said
