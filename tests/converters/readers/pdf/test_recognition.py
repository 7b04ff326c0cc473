# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that are only pictures."""

from __future__ import annotations

import io
import json
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from app.jobs import recognition
from converters.document.nodes import Figure
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text
from converters.limits import DEFAULT_LIMITS
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.model import PageKind
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.reader import read_document
from converters.source.source_file import RecognisedWord, Recogniser, SourceFile
from tests.converters.readers.pdf.pages import pages_of, texts
from tests.converters.readers.pdf.test_pictures import _photo
from tests.pdf_writer.fonts import Font
from tests.pdf_writer.publication import Publication

_LINE = 40
"""Pixels: the height of a line at 300 dots per inch."""


def _scan() -> Publication:
    book = Publication()
    book.page().picture(0, 0, 595, 842, _photo(600, 840))
    return book


def _words(*lines: str) -> list[RecognisedWord]:
    """Return words of letters 40 pixels wide, 16 pixels apart, syllables of "a|b" 4 pixels."""
    found: list[RecognisedWord] = []
    for number, line in enumerate(lines):
        x, y = 300, 300 + 80 * number
        for word in line.split(" "):
            for part in word.split("|"):
                end = x + _LINE * len(part)
                found.append(RecognisedWord(part, x, y, end, y + _LINE, number, 90.0))
                x = end + 4
            x += 12
    return found


def _read(book: Publication, words: list[RecognisedWord] | None) -> list[str]:
    return _read_by(book, None if words is None else (lambda _png, _dots: words))


def _read_by(book: Publication, recogniser: Recogniser | None) -> list[str]:
    with closing(Engine(book.file())) as engine:
        return texts(PageReader(engine, recogniser=recogniser).read(0))


def test_recognised_words_become_lines() -> None:
    assert _read(_scan(), _words("시민과 함께", "여는 새해")) == ["시민과 함께", "여는 새해"]


def test_blanks_between_syllables_are_taken_out_by_their_width() -> None:
    assert _read(_scan(), _words("시|민|과 함|께")) == ["시민과 함께"]


def test_words_keep_their_order_where_boxes_overlap() -> None:
    words = _words("가나 다라 마바")
    crossed = [words[0], RecognisedWord("다라", 295, 300, 440, 340, 0, 90.0), words[2]]
    assert _read(_scan(), crossed)[0].replace(" ", "") == "가나다라마바"


def test_the_picture_is_sharp_enough_and_the_resolution_told() -> None:
    seen: list[tuple[tuple[int, int], int]] = []

    def watch(png: bytes, dots: int) -> list[RecognisedWord]:
        with Image.open(io.BytesIO(png)) as image:
            seen.append((image.size, dots))
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
    assert _read(book, _words("알아본 글자")) == ["알아본 글자"]


def _file(book: Publication) -> SourceFile:
    return SourceFile(Path("a.pdf"), book.file(), "0" * 64, DEFAULT_LIMITS)


def test_without_ocr_a_scan_is_a_picture_and_counted() -> None:
    notices = NoticeLog()
    document = read_document(_file(_scan()), notices)
    assert [type(block) for block in document.blocks if isinstance(block, Figure)] == [Figure]
    assert {notice.kind: notice.count for notice in notices.notices()}[NoticeKind.PAGE_PICTURE] == 1


def test_without_ocr_a_garbled_page_is_a_picture_without_its_false_letters() -> None:
    book = Publication()
    book.page().text(60, 100, "글꼴이 말하지 않는 글자들", font=Font(to_unicode=False))
    document = read_document(_file(book), NoticeLog())
    assert any(isinstance(block, Figure) for block in document.blocks)
    assert "\ufffd" not in "".join(map(block_text, document.blocks))


def test_the_text_layer_of_a_scan_is_used() -> None:
    book = Publication()
    page = book.page().picture(0, 0, 595, 842, _photo(600, 840))
    for number in range(6):
        page.text(60, 100 + 20 * number, "이미 알아본 글자가 그림 위에 있다", mode=3)
    found = pages_of(book)[0]
    assert found.kind is PageKind.RECOGNISED
    assert texts(found) == ["이미 알아본 글자가 그림 위에 있다"] * 6
    assert found.left_out == []


def test_letters_of_a_text_layer_are_not_raised() -> None:
    book = _scan()
    page = book.sheets[0]
    for number in range(6):
        page.text(60, 100 + 30 * number, "알아본 글자의 높이는", 12.0, mode=3)
        page.text(178, 97 + 30 * number, "어림", 9.0, mode=3)
    lines = pages_of(book)[0].lines
    assert [line.text for line in lines] == ["알아본 글자의 높이는어림"] * 6
    assert not any(span.raised for line in lines for span in line.spans)


# ---------------------------------------------------------------- the program itself

_STANDS_FOR_TESSERACT = """#!{python}
import json, pathlib, sys
if "--list-langs" in sys.argv:
    print("List of available languages in \\"/tessdata/\\" (2):\\neng\\nkor")
    raise SystemExit
given = sys.stdin.buffer.read()
told = {{"arguments": sys.argv[1:], "png": given[:8].hex()}}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(told))
head = "level page_num block_num par_num line_num word_num left top width height conf text"
words = [(1, 1, 300, 120, "시민과"), (1, 2, 460, 80, "함께"), (2, 1, 300, 80, "여는")]
print("\\t".join(head.split()))
for line, word, left, width, text in words:
    print(5, 1, 1, 1, line, word, left, 200 + 80 * line, width, 40, 95.0, text, sep="\\t")
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Put a program in Tesseract's place; return where it notes what it was told."""
    program = tmp_path / "tesseract"
    program.write_text(_STANDS_FOR_TESSERACT.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    recognition.program.cache_clear()
    recognition._has_korean.cache_clear()
    yield program.with_suffix(".json")
    recognition.program.cache_clear()
    recognition._has_korean.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs there")
def test_a_scan_goes_to_the_program_and_its_table_becomes_lines(installed) -> None:
    assert _read_by(_scan(), recognition.recogniser()) == ["시민과 함께", "여는"]
    told = json.loads(installed.read_text())
    assert told["png"] == "89504e470d0a1a0a"
    options = told["arguments"]
    assert options[options.index("-l") + 1] == "kor"
    assert options[options.index("--dpi") + 1] == "300"
