# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers print as Hangul prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.source.hangul.model import Numbering, NumberLevel
from converters.source.hangul.number_formats import format_number
from converters.source.hangul.numbering import DEFAULT_NUMBERING, DEFAULT_OUTLINE, Counters


@pytest.mark.parametrize(
    ("code", "number", "printed"),
    [
        (0, 12, "12"),
        (1, 1, "①"),
        (1, 20, "⑳"),
        (1, 21, "㉑"),
        (1, 50, "㊿"),
        (1, 51, "(51)"),
        (2, 9, "IX"),
        (3, 14, "xiv"),
        (4, 27, "AA"),
        (5, 26, "z"),
        (6, 2, "Ⓑ"),
        (7, 2, "ⓑ"),
        (8, 14, "하"),
        (8, 15, "거"),
        (9, 3, "㉰"),
        (10, 4, "ㄹ"),
        (11, 1, "㉠"),
        (12, 21, "이십일"),
        (12, 110, "백십"),
        (13, 10, "十"),
        (14, 3, "㊂"),
        (15, 2, "을"),
        (16, 10, "癸"),
        (0x80, 5, "**"),
    ],
)
def test_formats(code: int, number: int, printed: str) -> None:
    assert format_number(number, code) == printed


def test_the_users_own_character() -> None:
    assert format_number(3, 0x81, "※") == "※"


@given(st.integers(0, 100_000), st.integers(-5, 100_000))
def test_any_number_prints_something(code: int, number: int) -> None:
    assert format_number(number, code % 20)


def test_the_order_of_official_documents() -> None:
    counters = Counters()
    heads = [
        counters.advance("a", DEFAULT_NUMBERING, level) for level in (0, 1, 1, 2, 3, 4, 5, 6, 0, 1)
    ]
    assert heads == ["1.", "가.", "나.", "1)", "가)", "(1)", "(가)", "①", "2.", "가."]


def test_a_numbering_goes_on_after_another_one() -> None:
    numbering = Numbering(
        [NumberLevel("제^1장"), NumberLevel("^1.^2"), NumberLevel("^n"), NumberLevel("^N")]
    )
    counters = Counters()
    assert counters.advance("a", numbering, 0) == "제1장"
    assert counters.advance("b", numbering, 0) == "제1장"
    assert counters.advance("a", numbering, 0) == "제2장"
    assert counters.advance("a", numbering, 1) == "2.1"
    assert counters.advance("a", numbering, 2) == "2.1.1"
    assert counters.advance("a", numbering, 3) == "2.1.1.1."


def test_start_numbers() -> None:
    counters = Counters()
    numbering = Numbering([NumberLevel("^1.", start=5)])
    assert [counters.advance("a", numbering, 0) for _ in range(2)] == ["5.", "6."]


def test_a_level_beyond_the_definition_prints_nothing() -> None:
    assert Counters().advance("a", Numbering([NumberLevel("^1.")]), 9) == ""


def test_an_outline_that_nothing_defines_prints_the_path_of_its_levels() -> None:
    counters = Counters()
    heads = [counters.advance("a", DEFAULT_OUTLINE, level) for level in (0, 0, 1, 2, 2, 6, 0, 1)]
    assert heads == ["1.", "2.", "2.1.", "2.1.1.", "2.1.2.", "2.1.2.1.1.1.1.", "3.", "3.1."]
