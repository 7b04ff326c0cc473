# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text that does not run from left to right: turned pages, vertical lines, watermarks."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from converters.readers.pdf.model import LeftOut
from converters.readers.pdf.regions.model import TableRegion, figures_in
from tests.converters.readers.pdf.pages import layouts_of, pages_of, texts
from tests.converters.readers.pdf.test_pictures import _photo
from tests.pdf_writer.fonts import Font
from tests.pdf_writer.publication import Publication, Sheet

_LINES = ["세로로 쓴 첫째 줄이다", "둘째 줄은 왼쪽에 선다"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_is_turned_for_its_text(degrees: int) -> None:
    book = Publication()
    page = book.page()
    for number in range(4):
        x, y = {
            90: (100 + 20 * number, 600),
            180: (400, 500 - 20 * number),
            270: (400 - 20 * number, 200),
        }[degrees]
        page.text(x, y, f"{number + 1}째 줄이다", degrees=degrees)
    assert texts(pages_of(book)[0]) == [f"{number + 1}째 줄이다" for number in range(4)]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_the_rotation_of_a_page_is_followed(quarters: int) -> None:
    book = Publication()
    # Turned back by its text: what a reader sees is upright.
    degrees = 90 * quarters
    page = book.page(rotate=degrees)
    page.text(300, 400, "눕힌 쪽의 글", degrees=degrees)
    assert texts(pages_of(book)[0]) == ["눕힌 쪽의 글"]
    assert pages_of(book)[0].turned == 0


@pytest.mark.parametrize(
    "font", [Font(vertical=True), Font(vertical=True, korean_order=True)], ids=["own", "korea1"]
)
def test_vertical_writing_reads_from_right_to_left(font: Font) -> None:
    book = Publication()
    page = book.page()
    for number, line in enumerate(_LINES):
        page.text(300 - 20 * number, 100, line, 12, font)
    assert texts(pages_of(book)[0]) == _LINES


def test_letters_stacked_one_by_one_are_a_vertical_line() -> None:
    book = Publication()
    page = book.page()
    for at, letter in enumerate("추진방향"):
        page.text(60, 200 + 11 * at, letter)
    for number in range(5):
        page.text(120, 200 + 16 * number, "옆에는 가로로 쓴 본문이 여러 줄 있다")
    found = [line for line in pages_of(book)[0].lines if line.vertical]
    assert [line.text for line in found] == ["추진방향"]


def test_letters_stacked_in_cells_one_below_the_other_are_a_line_each() -> None:
    book = Publication()
    page = book.page()
    for cell, word in enumerate(("구분", "인구")):
        for at, letter in enumerate(word):
            page.text(60, 200 + 11 * at + 24 * cell, letter)
        page.rule(55, 213 + 24 * cell, 300, 213 + 24 * cell)
    for number in range(5):
        page.text(120, 200 + 11 * number, "옆에는 가로로 쓴 본문이 여러 줄 있다")
    found = [line.text for line in pages_of(book)[0].lines if line.vertical]
    assert found == ["구분", "인구"]


def test_lines_of_equal_letters_below_each_other_stay_lines() -> None:
    book = Publication()
    page = book.page()
    for number in range(8):
        page.text(100, 100 + 12.5 * number, "가나다라마바사아자차")
    assert texts(pages_of(book)[0]) == ["가나다라마바사아자차"] * 8


@pytest.mark.parametrize("sign", ["○", "빈"])
def test_one_sign_in_row_after_row_is_no_vertical_line(sign: str) -> None:
    book = Publication()
    page = book.page()
    for at in range(6):
        page.text(60, 200 + 12 * at, sign).text(120, 200 + 12 * at, "항목의 이름")
    assert not any(line.vertical for line in pages_of(book)[0].lines)


def test_a_watermark_across_is_no_part_of_the_text() -> None:
    book = Publication()
    book.page().text(100, 100, "본문 첫 줄이다").text(100, 116, "본문 둘째 줄이다").text(
        300, 500, "대외비", 60, degrees=90, color="0.9 0.9 0.9"
    )
    page = pages_of(book)[0]
    assert texts(page) == ["본문 첫 줄이다", "본문 둘째 줄이다"]
    assert [line.text for line in page.aside] == ["대외비"]


def test_a_photo_beside_vertical_lines_stands_upright() -> None:
    book = Publication()
    page = book.page().picture(100, 500, 400, 700, _photo())
    for number, line in enumerate(_LINES):
        page.text(500 - 20 * number, 100, line, 12, Font(vertical=True))
    figures = [f.picture for layout in layouts_of(book) for f in figures_in(layout.regions)]
    assert len(figures) == 1
    assert figures[0] is not None
    image = Image.open(io.BytesIO(figures[0].data)).convert("L")
    assert image.width > image.height
    top, bottom = image.getpixel((9, 5)), image.getpixel((9, image.height - 6))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert top < bottom


def _grid(page: Sheet) -> None:
    for y in (100, 130, 160, 190):
        page.rule(60 if y in (100, 190) else 90, y, 200, y)
    for x in (60, 90, 200):
        page.rule(x, 100, x, 190)


@pytest.mark.parametrize(("degrees", "x", "y"), [(90, 78, 182), (270, 72, 108)])
def test_turned_text_stands_in_its_cell(degrees: int, x: float, y: float) -> None:
    book = Publication()
    page = book.page().text(60, 80, "표 앞의 줄이다")
    _grid(page)
    page.text(x, y, "세로 머리", degrees=degrees)
    for number in range(3):
        page.text(100, 120 + 30 * number, f"{number + 1}째 항목")
    layout = layouts_of(book)[0]
    (table,) = [region for region in layout.regions if isinstance(region, TableRegion)]
    assert [[line.text for line in cell.lines] for cell in table.cells] == [
        ["세로 머리"],
        ["1째 항목"],
        ["2째 항목"],
        ["3째 항목"],
    ]
    assert layout.left_out == []


def test_turned_text_at_the_edge_of_a_page_is_named() -> None:
    book = Publication()
    page = book.page().text(60, 100, "본문의 첫 줄이다").text(60, 120, "본문의 둘째 줄이다")
    page.text(580, 500, "옆으로 쓴 제목", degrees=90)
    found = pages_of(book)[0]
    assert texts(found) == ["본문의 첫 줄이다", "본문의 둘째 줄이다"]
    assert found.left_out == [LeftOut("turned", "옆으로 쓴 제목")]
