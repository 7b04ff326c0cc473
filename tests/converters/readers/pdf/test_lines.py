# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words and lines from glyphs that stand one by one, without a space among them."""

from __future__ import annotations

import random

import pytest

from tests.converters.readers.pdf.pages import pages_of, texts
from tests.pdf_writer.fonts import Font, width_of
from tests.pdf_writer.publication import Publication, Sheet

_LINES = [
    "시민과 함께 만드는 열린 도시를 위하여 올해도 힘쓴다",
    "부산광역시는 2026년 예산을 1조 2천억 원 늘렸다",
    "그 이유는 두 가지로 볼 수 있다",
    "The city opened 3 new libraries in 2025",
    "긴급재난지원금지급대상확대방안",
]
_SIZE = 10.0


def _set(page: Sheet, y: float, text: str, tracking: float, space: float) -> None:
    """Place each letter of a line by itself; measures are in ems."""
    x, font = 50.0, Font()
    for character in text:
        if character == " ":
            x += space * _SIZE
        else:
            page.text(x, y, character, _SIZE, font)
            x += (width_of(character) + tracking) * _SIZE


@pytest.mark.parametrize("tracking", [-0.08, 0.0, 0.05, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("space", [0.25, 0.33, 0.5, 0.8])
def test_blanks_are_seen_whatever_the_letter_spacing(tracking: float, space: float) -> None:
    book = Publication()
    page = book.page((900, 842))
    for number, line in enumerate(_LINES):
        _set(page, 100 + 30 * number, line, tracking, space)
    assert texts(pages_of(book)[0]) == _LINES


@pytest.mark.parametrize("tracking", [-0.03, -0.05, -0.08, -0.1, -0.12])
@pytest.mark.parametrize("space", [0.24, 0.3])
def test_blanks_are_seen_where_letter_spacing_takes_from_them_too(tracking, space) -> None:
    book = Publication()
    page = book.page((900, 842))
    for number, line in enumerate(_LINES):
        _set(page, 100 + 30 * number, line, tracking, space + tracking)
    assert texts(pages_of(book)[0]) == _LINES


def test_a_letter_spaced_heading_is_one_word() -> None:
    book = Publication()
    _set(book.page(), 100, "추진계획", 1.5, 0.3)
    assert texts(pages_of(book)[0]) == ["추진계획"]


def test_the_order_of_the_stream_means_nothing() -> None:
    book = Publication()
    page = book.page()
    for number in range(12):
        page.text(60, 100 + 16 * number, f"{number + 1}번째 줄은 제자리에 선다")
    random.Random(7).shuffle(page.parts)
    assert texts(pages_of(book)[0]) == [f"{n + 1}번째 줄은 제자리에 선다" for n in range(12)]


def test_a_wide_gap_ends_a_line() -> None:
    book = Publication()
    book.page().text(60, 100, "왼쪽 단").text(300, 100, "오른쪽 단")
    assert texts(pages_of(book)[0]) == ["왼쪽 단", "오른쪽 단"]


def test_a_raised_figure_belongs_to_its_word() -> None:
    book = Publication()
    book.page().text(60, 100, "기준 금액").text(106, 96, "1)", 6).text(112.5, 100, "은 같다")
    page = pages_of(book)[0]
    assert texts(page) == ["기준 금액1)은 같다"]
    assert [span.text for span in page.lines[0].spans if span.raised] == ["1)"]


def test_an_exponent_may_begin_over_the_end_of_a_slanted_letter() -> None:
    book = Publication()
    book.page().text(60, 100, "값").text(67.6, 95.6, "2", 5.8).text(76, 100, "= 5.281")
    page = pages_of(book)[0]
    assert texts(page) == ["값2 = 5.281"]
    assert [span.text.strip() for span in page.lines[0].spans if span.raised] == ["2"]


def test_a_blank_after_a_raised_figure_is_kept() -> None:
    book = Publication()
    book.page().text(60, 100, "기준금액").text(101, 96, "1)", 6).text(111, 100, "기술이다")
    assert texts(pages_of(book)[0]) == ["기준금액1) 기술이다"]


@pytest.mark.parametrize("share", [0.5, 0.58, 0.65, 0.75, 0.83, 0.9])
@pytest.mark.parametrize(
    ("up", "kind"), [(0.35, "superscript"), (0.5, "superscript"), (-0.25, "subscript")]
)
def test_marks_and_exponents_stay_in_their_line(share: float, up: float, kind: str) -> None:
    book = Publication()
    page, small, x = book.page(), round(10 * share, 1), 60.0
    for text, raised in (
        ("x", 0),
        ("2", 1),
        ("y", 0),
        ("2", 1),
        ("값", 0),
        ("1)", 1),
        ("은 크다", 0),
    ):
        page.text(x, 100 - 10 * up * raised, text, small if raised else 10.0)
        x += (small if raised else 10.0) * sum(map(width_of, text))
    page = pages_of(book)[0]
    assert texts(page) == ["x2y2값1)은 크다"]
    spans = page.lines[0].spans
    assert [span.text for span in spans if span.raised == kind] == ["2", "2", "1)"]


def test_an_index_hardly_below_the_line_is_one() -> None:
    book = Publication()
    book.page().text(60, 100, "물은 H").text(90, 100.8, "2", 5.8).text(92.9, 100, "O이다 (1").text(
        140, 100.8, "2", 5.8
    )
    spans = [span for line in pages_of(book)[0].lines for span in line.spans]
    assert [(span.text, span.raised) for span in spans if span.raised] == [("2", "subscript")]


def test_an_index_may_stand_above_and_below() -> None:
    book = Publication()
    book.page().text(60, 100, "수 a").text(80, 103, "i", 6).text(80, 95, "2", 6).text(
        84, 100, "이다"
    )
    (line,) = pages_of(book)[0].lines
    assert {span.text: span.raised for span in line.spans if span.raised} == {
        "i": "subscript",
        "2": "superscript",
    }


def test_the_words_after_a_wide_mark_belong_to_its_line() -> None:
    book = Publication()
    book.page().text(60, 100, "다시 10").text(92.5, 96, "-123", 8).text(113, 100, "값이 온다")
    assert texts(pages_of(book)[0]) == ["다시 10-123 값이 온다"]


def test_small_print_beside_large_type_is_not_raised() -> None:
    book = Publication()
    book.page().text(60, 100, "큰 제목", 14).text(118, 99, "작은 부제의 글", 9)
    assert not any(span.raised for line in pages_of(book)[0].lines for span in line.spans)


def test_underlines_and_strikes_mark_their_letters_and_are_no_rules() -> None:
    book = Publication()
    page = book.page().text(60, 100, "밑줄과").text(120, 100, "취소선")
    page.rule(60, 101.5, 90, 101.5).rule(120, 96.5, 150, 96.5)
    found = pages_of(book)[0]
    spans = [span for line in found.lines for span in line.spans]
    assert [(s.text, s.underline, s.strike) for s in spans] == [
        ("밑줄과", True, False),
        ("취소선", False, True),
    ]
    assert found.rules == []


def test_links_cover_their_letters_only() -> None:
    book = Publication()
    book.page().text(60, 100, "누리집 주소를 보라").link(59, 90, 91, 102, "https://a.kr/").link(
        59, 200, 91, 210, "#1"
    )
    book.page().text(60, 100, "다음 쪽")
    page = pages_of(book)[0]
    linked = [span.text.strip() for span in page.lines[0].spans if span.link == "https://a.kr/"]
    assert linked == ["누리집"]
    assert page.links[1].target == "#page=1,y=142.0"


def test_marks_and_exponents_set_to_the_top_of_the_text_are_raised() -> None:
    """CSS "text-top" at 5/6 of the size: hardly a sixth of it up."""
    book = Publication()
    page, x = book.page(), 60.0
    for text, raised in (("면적 9m", 0), ("2", 1), ("의 땅", 0), ("1)", 1), ("과 2동", 0)):
        size = 8.3 if raised else 10.0
        page.text(x, 100 - 1.3 * raised, text, size)
        x += size * sum(map(width_of, text))
    line = pages_of(book)[0].lines[0]
    assert line.text == "면적 9m2의 땅1)과 2동"
    assert [span.text for span in line.spans if span.raised] == ["2", "1)"]


def test_figures_of_another_font_a_little_off_the_line_are_not_raised() -> None:
    book = Publication()
    page, x = book.page(), 60.0
    for text, small in (("제", 0), ("3", 1), ("조 ", 0), ("2026", 1), ("년", 0)):
        size = 9.0 if small else 10.0
        page.text(x, 100 - 0.6 * small, text, size)
        x += size * sum(map(width_of, text))
    assert not [span for span in pages_of(book)[0].lines[0].spans if span.raised]
