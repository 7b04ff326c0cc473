# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that are only pictures, and letters that are drawn as paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from app.jobs.recognition import recogniser
from converters.balancing import balance_of
from converters.document.nodes import Block, Figure, Heading, PageBreak, Table
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text
from converters.limits import DEFAULT_LIMITS
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.letters import count_letters
from converters.readers.pdf.model import PageKind
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.reader import read_document
from converters.readers.pdf.scans.words import Word, mend_numeral
from converters.source.source_file import PixelBox, RecognisedLetter, Recogniser, SourceFile
from tests.converters.readers.pdf.pages import pages_of, texts
from tests.converters.readers.pdf.test_pictures import _photo
from tests.pdf_writer.fonts import Font
from tests.pdf_writer.outlines import outline
from tests.pdf_writer.publication import Publication
from tests.scans import ScannedSheet, shown

needs_recogniser = pytest.mark.skipif(recogniser() is None, reason="needs tesserocr")

_TEXT = (
    "시민과 함께 여는 새해를 맞아 우리 시는",
    "도서관과 공원을 새로 열었다. 모두 12곳이며",
    "이용 시간은 오전 9시부터 오후 6시까지이다.",
)
_OTHER = ("문의는 담당 부서로", "하면 되고, 누리집에도", "같은 안내가 있다.")


def _scan() -> Publication:
    book = Publication()
    book.page().picture(0, 0, 595, 842, _photo(600, 840))
    return book


def _file(book: Publication, reads: Recogniser | None = None) -> SourceFile:
    return SourceFile(Path("a.pdf"), book.file(), "0" * 64, DEFAULT_LIMITS, recogniser=reads)


def _blocks(book: Publication, notices: NoticeLog | None = None) -> Sequence[Block]:
    return read_document(_file(book, recogniser()), notices or NoticeLog()).blocks


def _joined(blocks: Sequence[Block]) -> str:
    return " ".join(" ".join(map(block_text, blocks)).split())


def _kinds(notices: NoticeLog) -> dict[NoticeKind, int]:
    return {notice.kind: notice.count for notice in notices.notices()}


def _width(character: str) -> float:
    return 0.55 if character.isascii() else 1.0


def _saying(
    *answers: str, sure: float = 90.0
) -> Callable[[Image.Image, int, Sequence[PixelBox]], list[RecognisedLetter]]:
    """Return a recogniser that says ``answers`` of the lines that it is asked for, in order."""

    def reads(
        picture: Image.Image, dots: int, lines: Sequence[PixelBox], *, latin: bool = False
    ) -> list[RecognisedLetter]:
        found: list[RecognisedLetter] = []
        for number, ((x0, y0, x1, y1), text) in enumerate(zip(lines, answers, strict=False)):
            step = (x1 - x0) / max(0.5, sum(map(_width, text)))
            left = float(x0)
            for character in text:
                right = left + step * _width(character)
                if not latin:
                    box = round(left), y0, round(right), y1
                    found.append(RecognisedLetter(character, *box, number, sure))
                left = right
        return found

    return reads


def _read_by(book: Publication, reads: Recogniser | None) -> list[str]:
    with closing(Engine(book.file())) as engine:
        return texts(PageReader(engine, recogniser=reads).read(0))


# ---------------------------------------------------------------- with any recogniser


def test_blanks_stand_where_the_picture_has_them() -> None:
    sheet = ScannedSheet().lines(100, 100, _TEXT)
    told = (line.replace(" ", "") for line in _TEXT)
    assert _read_by(sheet.publication(), _saying(*told)) == list(_TEXT)


def test_the_picture_is_sharp_enough_and_the_resolution_told() -> None:
    seen: list[tuple[tuple[int, int], int]] = []

    def watch(picture: Image.Image, dots: int, lines: object, *, latin: bool = False) -> list:
        seen.append((picture.size, dots))
        return []

    with closing(Engine(_scan().file())) as engine:
        page = PageReader(engine, recogniser=watch).read(0)
    assert page.kind is PageKind.SCAN
    (width, _), dots = seen[0]
    assert dots == 300
    assert abs(width - 595 / 72 * 300) < 2


def test_a_garbled_page_is_recognised_too() -> None:
    book = Publication()
    book.page().text(60, 100, "글꼴이 말하지 않는 글자들", font=Font(to_unicode=False))
    # Blanks come from the picture, which has other letters than this recogniser says.
    read = "".join(_read_by(book, _saying("알아본글자")))
    assert read.replace(" ", "") == "알아본글자"


def test_words_that_were_hardly_readable_are_named_with_their_page() -> None:
    book = ScannedSheet().lines(100, 100, ["도서관 안내"]).publication()
    notices = NoticeLog()
    read_document(_file(book, _saying("도서관안내", sure=38.0)), notices)
    named = [n for n in notices.notices() if n.kind is NoticeKind.WORD_DOUBTFUL]
    assert [(n.where, n.detail) for n in named] == [("page 1", "도서관"), ("page 1", "안내")]


def test_what_nobody_can_read_is_not_made_up() -> None:
    book = ScannedSheet().lines(100, 100, ["도서관 안내"]).publication()
    notices = NoticeLog()
    document = read_document(_file(book, _saying("각각각각각", sure=5.0)), notices)
    assert any(isinstance(block, Figure) for block in document.blocks)
    assert "각" not in _joined(document.blocks)
    assert _kinds(notices)[NoticeKind.PAGE_PICTURE] == 1


def test_without_ocr_a_scan_is_a_picture_and_counted() -> None:
    notices = NoticeLog()
    document = read_document(_file(_scan()), notices)
    assert [type(block) for block in document.blocks if isinstance(block, Figure)] == [Figure]
    assert _kinds(notices)[NoticeKind.PAGE_PICTURE] == 1


def test_without_ocr_a_garbled_page_is_a_picture_without_its_false_letters() -> None:
    book = Publication()
    book.page().text(60, 100, "글꼴이 말하지 않는 글자들", font=Font(to_unicode=False))
    document = read_document(_file(book), NoticeLog())
    assert any(isinstance(block, Figure) for block in document.blocks)
    assert "\ufffd" not in "".join(map(block_text, document.blocks))


@pytest.mark.parametrize("is_recognised", [False, True])
def test_letters_of_codes_that_mean_nothing_are_accounted_for(is_recognised: bool) -> None:
    """They stand in the picture of the page, or are left out by name for what was recognised."""
    book = Publication()
    # Codes that read as Latin letters, which the font does not say.
    book.page().text(60, 100, "글꼴이 말하지 않는 글자들", font=Font(to_unicode=False, shift=64))
    file = _file(book, _saying("알아본글자") if is_recognised else None)
    document = read_document(file, NoticeLog())
    balance = balance_of(count_letters(file), document)
    assert balance.source > 0
    assert (balance.unaccounted, balance.book) == (0, 0)
    told = balance.left_out.get("unknown-code", 0)
    assert (told, balance.pictured) == (
        (balance.source, 0) if is_recognised else (0, balance.source)
    )


# ---------------------------------------------------------------- with the program's own


@needs_recogniser
@pytest.mark.parametrize("skew", [0.0, 1.5, -2.0])
def test_a_page_laid_askew_is_read_as_a_level_one(skew: float) -> None:
    book = ScannedSheet().lines(150, 200, _TEXT).publication(skew=skew)
    assert _joined(_blocks(book)) == " ".join(_TEXT)


@needs_recogniser
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(quarters: int) -> None:
    book = ScannedSheet().lines(150, 200, _TEXT).publication(quarters=quarters)
    assert _joined(_blocks(book)) == " ".join(_TEXT)


@needs_recogniser
def test_columns_do_not_mix() -> None:
    sheet = ScannedSheet(1700).lines(100, 200, _TEXT).lines(1100, 200, _OTHER)
    assert _joined(_blocks(sheet.publication())) == " ".join((*_TEXT, *_OTHER))


@needs_recogniser
def test_a_ruled_table_keeps_its_cells() -> None:
    cells = (("구분", "예산", "비고"), ("도서관", "12,345", "완료"), ("공원", "8,110", "검토"))
    sheet = ScannedSheet().lines(100, 100, _TEXT).grid(100, 420, cells, 300, 90)
    tables = [b for b in _blocks(sheet.publication(skew=0.8)) if isinstance(b, Table)]
    assert len(tables) == 1
    read = tuple(tuple(_joined(cell.blocks) for cell in row.cells) for row in tables[0].rows)
    assert read == cells


@needs_recogniser
def test_larger_lines_are_headings() -> None:
    sheet = ScannedSheet().lines(100, 100, ["시설 이용 안내"], 80, bold=True)
    blocks = _blocks(sheet.lines(100, 300, _TEXT).publication())
    assert [block_text(block) for block in blocks if isinstance(block, Heading)] == [
        "시설 이용 안내"
    ]


@needs_recogniser
def test_latin_words_in_korean_text_are_read_as_such() -> None:
    line = "체계의 이름은 Library(도서관)이고 규격을 따른다"
    book = ScannedSheet().lines(100, 100, [line, *_TEXT]).publication()
    assert line in _joined(_blocks(book))


@needs_recogniser
def test_a_scan_in_strips_is_one_page() -> None:
    sheet = ScannedSheet().lines(150, 200, _TEXT)
    book = Publication()
    page = book.page((360, 264))
    for top in range(0, 1100, 220):
        strip = sheet.image.crop((0, top, 1500, top + 220))
        page.picture(0, top * 0.24, 360, (top + 220) * 0.24, shown(strip))
    assert _joined(_blocks(book)) == " ".join(_TEXT)


@needs_recogniser
def test_a_stamp_that_is_text_on_a_scan_stays_text() -> None:
    book = ScannedSheet().lines(150, 200, _TEXT).publication()
    book.sheets[0].text(40, 200, "접수 20261129", size=9)
    assert _joined(_blocks(book)) == " ".join((*_TEXT, "접수 20261129"))


# ---------------------------------------------------------------- letters that are paths


def _outlined(*, whole: bool = False, figures: bool = False) -> Publication:
    book = Publication()
    sheet = book.page()
    for number, line in enumerate(_TEXT):
        x, y = 70.0, 100.0 + 20 * number
        for character in line:
            if figures and character.isdigit():
                sheet.text(x, y, character, 11)
                x += 6.0
            elif not whole:
                x = outline(sheet, x, y, character, 11)
        if whole:
            outline(sheet, x, y, line, 11, whole=True)
    return book


@pytest.mark.slow
@needs_recogniser
@pytest.mark.parametrize("whole", [False, True])
def test_outlined_letters_are_recognised(whole: bool) -> None:
    notices = NoticeLog()
    blocks = _blocks(_outlined(whole=whole), notices)
    assert _joined(blocks) == " ".join(_TEXT)
    assert not any(isinstance(block, Figure) for block in blocks)
    assert _kinds(notices)[NoticeKind.PAGE_RECOGNISED] == 1


@needs_recogniser
def test_figures_that_are_text_stay_as_they_are_between_outlined_letters() -> None:
    assert _joined(_blocks(_outlined(figures=True))) == " ".join(_TEXT)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("figures", [False, True])
def test_without_ocr_a_page_of_outlined_letters_is_a_picture_and_counted(
    whole: bool, figures: bool
) -> None:
    notices = NoticeLog()
    blocks = read_document(_file(_outlined(whole=whole, figures=figures)), notices).blocks
    kinds = [type(block) for block in blocks if not isinstance(block, PageBreak)]
    assert kinds == [Figure]
    assert _kinds(notices)[NoticeKind.PAGE_PICTURE] == 1


def test_a_chart_beside_text_is_no_outlined_text() -> None:
    book = Publication()
    sheet = book.page()
    for number in range(30):
        sheet.text(60, 80 + 14 * number, "본문은 글자로 되어 있고 그 아래에 그림이 있다")
    for number in range(12):
        x = 80 + 30 * number
        sheet.drawing(f"0.2 0.5 0.8 rg {x} 200 m {x} 240 {x + 10} 250 {x + 20} 200 c h f")
    notices = NoticeLog()
    document = read_document(_file(book), notices)
    assert NoticeKind.PAGE_PICTURE not in _kinds(notices)
    assert "본문은 글자로" in _joined(document.blocks)


# ---------------------------------------------------------------- text layers of others


def _layer(lines: Sequence[str], step: float, blank: float) -> Publication:
    """Return a scan whose layer has a text object for each syllable, as Tesseract writes it."""
    book = Publication()
    page = book.page().picture(0, 0, 595, 842, _photo(600, 840))
    for number, line in enumerate(lines):
        x = 60.0
        for word in line.split():
            for syllable in word:
                page.text(x, 100 + 20 * number, f"{syllable} ", size=7, mode=3)
                x += step
            x += blank
    return book


def test_the_text_layer_of_a_scan_is_used() -> None:
    book = Publication()
    page = book.page().picture(0, 0, 595, 842, _photo(600, 840))
    for number in range(6):
        page.text(60, 100 + 20 * number, "이미 알아본 글자가 그림 위에 있다", mode=3)
    found = pages_of(book)[0]
    assert found.kind is PageKind.RECOGNISED
    assert texts(found) == ["이미 알아본 글자가 그림 위에 있다"] * 6
    assert found.left_out == []


def test_syllables_that_a_layer_has_torn_apart_are_put_together() -> None:
    lines = ["시민과 함께 여는 새해를 맞아", "우리 시는 도서관과 공원을 새로 열었다"] * 3
    found = pages_of(_layer(lines, 10.5, 5.0))[0]
    assert found.kind is PageKind.RECOGNISED
    assert texts(found) == lines


def test_letters_of_a_text_layer_are_not_raised() -> None:
    book = _scan()
    page = book.sheets[0]
    for number in range(6):
        page.text(60, 100 + 30 * number, "알아본 글자의 높이는", 12.0, mode=3)
        page.text(178, 97 + 30 * number, "어림", 9.0, mode=3)
    lines = pages_of(book)[0].lines
    assert [line.text for line in lines] == ["알아본 글자의 높이는어림"] * 6
    assert not any(span.raised for line in lines for span in line.spans)


def test_a_layer_of_dirt_is_none() -> None:
    book = Publication()
    page = book.page().picture(0, 0, 595, 842, _photo(600, 840))
    for number in range(6):
        page.text(60, 100 + 20 * number, ". ' | - ~ . , ' ; : . | | ' - .", mode=3)
    assert pages_of(book)[0].kind is PageKind.SCAN


@pytest.mark.parametrize(
    ("words", "mended"),
    [
        (["|", ".생존자들에게"], ["Ⅰ.", "생존자들에게"]),
        (["||", ".", "주민들은"], ["Ⅱ.", "주민들은"]),
        (["|||.결과"], ["Ⅲ.결과"]),
        (["|", "내용"], ["|", "내용"]),
        (["|", ".5"], ["|", ".5"]),
        (["본문", "|."], ["본문", "|."]),
    ],
)
def test_strokes_before_a_full_stop_at_the_front_of_a_line_are_a_numeral(words, mended) -> None:
    x, found = 0, []
    for word in words:
        letters = [
            RecognisedLetter(c, x + 10 * n, 0, x + 10 * n + 8, 20, 0, 90.0, n == 0)
            for n, c in enumerate(word)
        ]
        found.append(Word(letters, x, x + 10 * len(word)))
        x += 10 * len(word) + 15
    mend_numeral(found)
    assert [word.text for word in found] == mended
