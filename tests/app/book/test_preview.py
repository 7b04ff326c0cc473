# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book is written chapter by chapter, and its pages are made of nodes and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from app.services.book.finding_places import place_of
from app.services.book.preview_folder import PreviewFolder
from app.services.book.preview_html import PICTURE, Look, preview_page, shortcomings
from app.services.book.reading import decoded_picture, read_pixels
from converters import pipeline, viewing
from converters.conversion import ConversionRequest
from converters.document.findings import FindingKind
from converters.document.nodes import (
    Cell,
    Figure,
    Heading,
    InlineMath,
    Link,
    Math,
    Note,
    NoteKind,
    NoteRef,
    Paragraph,
    Row,
    Ruby,
    Table,
    Text,
)
from converters.errors import DamagedSource
from converters.source.page_pictures import shown_picture
from tests.app.book.hostile_book import hostile_book
from tests.conftest import SAMPLES

LOOK = Look(320, "#111111", "#ffffff", "#999999", "#eeeeee", "#1f5f8b", "#555555")


def line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def read(book: Path, folder: Path) -> tuple[PreviewFolder, list, object]:
    folder.mkdir(exist_ok=True)
    told = []
    made = viewing.read_book(ConversionRequest(book, folder), lambda *one: told.append(one))
    return PreviewFolder(folder), told, made


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("book") / "a.epub"
    pipeline.convert(ConversionRequest(SAMPLES / "hanji-white-paper.hwp", target))
    return target


def test_a_chapter_is_there_as_soon_as_it_is_told(book, tmp_path):
    there = []

    def told(stage, done, _total):
        if stage == "chapters":
            there.append(PreviewFolder(tmp_path).chapter(done - 1) is not None)

    viewing.read_book(ConversionRequest(book, tmp_path), told)
    assert there == [True, True]


def test_contents_cover_notes_and_outline_are_those_of_the_book(book, tmp_path):
    folder, told, made = read(book, tmp_path)
    contents = folder.contents()
    assert contents.metadata.title == made.title
    assert contents.cover
    assert [one.label for one in contents.lines if one.level == 1][-1] == "제3장 2027년 추진 계획"
    assert folder.notes().notes
    outline = folder.outline()
    assert [one.label for one in outline.pages] == [str(n) for n in range(1, 9)]
    for heading in outline.headings:
        blocks = preview_page(folder.chapter(heading.chapter).document.blocks, {}, LOOK).blocks
        assert isinstance(blocks[heading.block], Heading)
    assert told[-1] == ("checks", 0, 1)


def test_findings_have_their_places(book, tmp_path):
    folder, _, made = read(book, tmp_path)
    parts = folder.contents().parts
    (mail,) = (one for one in made.findings if one.kind is FindingKind.EMAIL)
    chapter, block = place_of(mail, folder, parts)
    blocks = preview_page(folder.chapter(chapter).document.blocks, {}, LOOK).blocks
    assert "plan@hanji.example" in str(blocks[block])


def test_what_is_no_book_is_refused(tmp_path):
    with pytest.raises(DamagedSource):
        viewing.read_book(
            ConversionRequest(SAMPLES / "hanji-white-paper.hwp", tmp_path), lambda *_: None
        )


def test_words_are_never_read_as_markup():
    words = '<script>alert(1)</script><img src="http://a.example/x.png">'
    page = preview_page((line(words), Heading(1, (Text(words),), number=words)), {}, LOOK)
    assert "<script" not in page.html
    assert "<img" not in page.html
    assert page.html.count("&lt;script&gt;") == 3


def test_addresses_stay_text_until_a_person_follows_them():
    page = preview_page(
        (Paragraph((Link("javascript:alert(1)", (Text("여기"),)), Link("#x", (Text("저기"),)))),),
        {},
        LOOK,
    )
    assert 'href="web:javascript:alert(1)"' in page.html
    assert 'href="place:x"' in page.html


def test_a_hostile_book_leaves_neither_script_nor_address(tmp_path):
    evil = hostile_book(tmp_path / "a.epub")
    folder, _, made = read(evil, tmp_path / "out")
    chapter = folder.chapter(0)
    page = preview_page(chapter.document.blocks, {}, LOOK)
    assert "text" in page.html
    for sign in ("<script", "http://", "onload", "onclick", "<iframe", "<object", "passwd", "url("):
        assert sign not in page.html, sign
    sources = [one.split('"')[0] for one in page.html.split('src="')[1:]]
    assert all(one.startswith(PICTURE) for one in sources)
    pictures = b"".join(one.data for one in chapter.document.resources.values())
    assert b"script" not in pictures
    assert b"a.example" not in pictures
    assert FindingKind.SCRIPT in {one.kind for one in made.findings}


def test_notes_stand_below_and_their_marks_lead_there():
    note = Note(NoteKind.FOOTNOTE, "1)", (line("풀이"),))
    page = preview_page((Paragraph((Text("낱말"), NoteRef("n1"))),), {"n1": note}, LOOK)
    assert '<a href="note:n1">1)</a>' in page.html
    assert page.html.index("풀이") > page.html.index("<hr>")


def test_pictures_say_what_is_read_out():
    page = preview_page((Figure("a" * 64, alt="다리"), Figure("b" * 64), Figure("c" * 64, decorative=True)), {}, LOOK)  # fmt: skip
    assert "읽어 줌: 다리" in page.html
    assert "대체 텍스트 없음" in page.html
    assert "장식" in page.html


def test_what_is_shown_otherwise_is_said():
    wide = Table((Row(tuple(Cell((line(str(n)),)) for n in range(9))),))
    math = InlineMath(Math("<math/>", "x over y", "hwp-eqn"))
    ruby = Ruby((Text("漢字"),), "한자")
    said = list(shortcomings((Paragraph((math, ruby)), wide)))
    assert len(said) == 3
    assert "9" in said[2]
    assert list(shortcomings((line("글"),))) == []


def test_files_outside_of_the_folder_are_never_read(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    inside = tmp_path / "in"
    inside.mkdir()
    tree = {"metadata": {}, "contents": [], "parts": [], "cover": "../secret.png"}
    (inside / "book.json").write_text(json.dumps(tree))
    assert PreviewFolder(inside).contents() is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"P6 2 2 255\n" + b"x" * 11,
        b"P5 2 2 255\n" + b"x" * 12,
        b"P6 999999 999999 255\nx",
        b"P6 -1 2 255\n",
    ],
)
def test_pixels_that_are_none_are_refused(tmp_path, data):
    (tmp_path / "page.ppm").write_bytes(data)
    assert read_pixels(tmp_path) is None


def test_a_page_of_a_pdf_is_drawn_and_there_is_none_behind_the_last(tmp_path):
    source = tmp_path / "a.pdf"
    page = FPDF(format="A4")
    page.add_page()
    page.rect(20, 20, 60, 60, style="F")
    source.write_bytes(bytes(page.output()))
    viewing.draw_page(ConversionRequest(source, tmp_path), 0)
    width, height, pixels = read_pixels(tmp_path)
    assert width == 1100
    assert len(set(pixels)) > 1
    assert height > width
    assert viewing.draw_page(ConversionRequest(source, tmp_path), 9_999).outputs == ()


def test_hangul_files_have_the_picture_that_hangul_stored(tmp_path):
    picture = tmp_path / "p.png"
    Image.new("RGB", (30, 40), "red").save(picture)
    source = tmp_path / "a.hwpx"
    with zipfile.ZipFile(SAMPLES / "hanji-notice.hwpx") as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            if not name.startswith("Preview/PrvImage"):
                new.writestr(name, old.read(name))
        new.write(picture, "Preview/PrvImage.png")
    viewing.draw_page(ConversionRequest(source, tmp_path), 0)
    assert read_pixels(tmp_path)[:2] == (30, 40)
    assert viewing.draw_page(ConversionRequest(source, tmp_path), 1).outputs == ()


def picture(kind: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_pictures_are_written_anew_and_no_larger_than_a_screen(kind):
    shown = Image.open(io.BytesIO(shown_picture(picture(kind, (3000, 600)), 1400)))
    assert shown.size == (1400, 280)
    assert shown.format == ("JPEG" if kind == "JPEG" else "PNG")
    small = Image.open(io.BytesIO(shown_picture(picture(kind, (30, 20)), 1400)))
    assert small.size == (30, 20)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", picture("PNG", (90, 90))[:60]])
def test_pictures_that_cannot_be_decoded_are_empty(data):
    assert shown_picture(data, 1400) == b""


def test_a_picture_of_the_original_comes_as_pixels_from_a_worker():
    out = io.BytesIO()
    Image.new("RGB", (1400, 700), (200, 16, 46)).save(out, "PNG")
    width, height, pixels = decoded_picture(out.getvalue())
    assert (width, height, pixels[:3]) == (700, 350, bytes((200, 16, 46)))
    assert decoded_picture(b"\x89PNG\r\n\x1a\n no picture") is None
