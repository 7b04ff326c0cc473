# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spaces, whatever the order of the stream and wherever it keeps them."""

from __future__ import annotations

import itertools

import pytest

from tests.converters.readers.pdf.pages import pages_of, texts
from tests.pdf_writer.fonts import Font, width_of
from tests.pdf_writer.publication import Publication


def _in_order(order: tuple[int, ...], left: str, right: str, right_x: float) -> list[str]:
    parts = [(left, 60.0, 100.0), (right, right_x, 100.0), ("딴 줄", 60.0, 300.0)]
    book = Publication()
    page = book.page()
    for at in order:
        text, x, y = parts[at]
        # A font of its own for each: how programs part a line into text objects.
        page.text(x, y, text, font=Font())
    return texts(pages_of(book)[0])


_ORDERS = pytest.mark.parametrize("order", list(itertools.permutations(range(3))))


@_ORDERS
def test_a_blank_at_the_start_of_a_text_object_belongs_to_the_letter_beside_it(order) -> None:
    found = _in_order(order, "앞에 선 말과", " 뒤에 선 말이", 120.0)
    assert found == ["앞에 선 말과 뒤에 선 말이", "딴 줄"]


@_ORDERS
def test_a_blank_at_the_end_of_a_text_object_is_one_in_any_order(order) -> None:
    found = _in_order(order, "앞에 선 말과 ", "뒤에 선 말이", 125.0)
    assert found == ["앞에 선 말과 뒤에 선 말이", "딴 줄"]


@_ORDERS
def test_parts_of_a_word_stay_together_in_any_order(order) -> None:
    assert _in_order(order, "앞에 선 말과", "뒤의 말이", 120.0) == [
        "앞에 선 말과뒤의 말이",
        "딴 줄",
    ]


def test_a_blank_that_begins_a_line_ends_the_one_before() -> None:
    book = Publication()
    book.page().text(60, 100, "앞 줄의 끝과").text(60, 116, " 다음 줄")
    first, _ = pages_of(book)[0].lines
    assert first.space_at_end


@pytest.mark.parametrize("tracking", [0.0, -0.05, -0.08, -0.12])
@pytest.mark.parametrize(
    "line",
    ["그 이유는 두 가지로 볼 수 있다", "all will still install", "제1조 (목적) 이 법은 ill I I"],
)
def test_blanks_that_are_text_objects_of_their_own_part_words(line: str, tracking: float) -> None:
    book = Publication()
    page, x, font = book.page(), 60.0, Font()
    for character in line:
        page.text(x, 100, character, 10.0, font)
        x += 10 * ((0.25 if character == " " else width_of(character)) + tracking)
    assert texts(pages_of(book)[0]) == [line]


def test_a_glyph_without_ink_and_without_room_parts_no_word() -> None:
    book = Publication()
    book.page().text(60, 100, "서울").text(80, 100, " ").text(80, 100, "특별시")
    assert texts(pages_of(book)[0]) == ["서울특별시"]


@pytest.mark.parametrize("gap", [2.2, 5.0, 9.0])
def test_gaps_of_a_stretched_line_without_blanks_are_blanks(gap: float) -> None:
    book = Publication()
    book.page().words(60, 100, ["시민과", "함께", "만드는", "열린", "도시"], gap)
    assert texts(pages_of(book)[0]) == ["시민과 함께 만드는 열린 도시"]


@pytest.mark.parametrize("tracking", [0.0, -0.5, -1.0])
def test_the_quarter_between_hangul_and_digits_is_no_blank(tracking: float) -> None:
    book = Publication()
    page, x = book.page(), 60.0
    for part, gap in (
        ("시는 올해 ", 0.0),
        ("7", 2.4),
        ("월에 ", 0.0),
        ("18", 2.4),
        ("년째", 1.8),
        (", 곧", 0.0),
    ):
        page.text(x, 100, part, tracking=tracking)
        x += sum(10 * width_of(c) + tracking for c in part) + gap
    assert texts(pages_of(book)[0]) == ["시는 올해 7월에 18년째, 곧"]


def test_a_short_stretched_line_of_one_text_object_is_one_line() -> None:
    book = Publication()
    book.page().words(60, 100, ["시민과", "함께"], 14.0)
    assert texts(pages_of(book)[0]) == ["시민과 함께"]


@pytest.mark.parametrize("gap", [0.2, 0.25])
def test_room_between_figures_and_hangul_is_no_blank_beside_stretched_ones(gap: float) -> None:
    """LibreOffice justifies with blanks between offsets of one text object, and parts scripts."""
    font, book = Font(), Publication()
    page = book.page()
    page.text(60, 100, "2024", font=font)
    words = "년에 담당 부서는"
    shown = " ".join(
        font.encode(word) if at == 0 else f"-376 {font.encode(' ')} -376 {font.encode(word)}"
        for at, word in enumerate(words.split())
    )
    page.text(60 + 20 + 10 * gap, 100, "년", font=font)
    page.parts[-1] = page.parts[-1].replace(f"{font.encode('년')} Tj", f"[{shown}] TJ")
    assert texts(pages_of(book)[0]) == [f"2024{words}"]
