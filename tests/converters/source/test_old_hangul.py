# SPDX-License-Identifier: AGPL-3.0-or-later
"""Private use characters of Hangul documents."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.source.hancom_symbols import PLANE_15, WINGDINGS
from converters.source.old_hangul import _mapping, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "한글" with araea, as Hancom's own notices of distribution documents have it.
        ("\uf53a글", "\u1112\u119e\u11ab글"),
        ("나랏말\uebd4미", "나랏말\u110a\u119e미"),
        ("\uf0a7 항목", "▪ 항목"),
        ("§13\uf081", "§13①"),
        ("\uf0fe 예 \uf0a8 아니요", "☑ 예 ◻ 아니요"),
        ("시장 \U000f012b", "시장 (인)"),
        ("시장 \ua12b", "시장 (인)"),
        ("\U000f02b1 추진배경 \U000f02c4", "① 추진배경 ⑳"),
        ("제품\U000f02ef서비스", "제품·서비스"),
        ("\U000f0854悠久한 歷史\U000f0855", "《悠久한 歷史》"),
    ],
)
def test_private_characters(text, expected):
    assert normalise(text) == (expected, 0)


def test_unknown_ones_stay_and_are_counted():
    assert normalise("가\ue000나\U000f0fff\U0010fffd") == ("가\ue000나\U000f0fff\U0010fffd", 3)


def test_letters_of_the_yi_script_are_no_symbols():
    assert normalise("\ua000\ua48c") == ("\ua000\ua48c", 0)


def test_modern_jamo_are_composed():
    assert normalise(unicodedata.normalize("NFD", "한지시 백서")) == ("한지시 백서", 0)


def test_old_syllables_are_not_half_composed():
    old = "\u1112\u1161\u11c3"  # a final that no modern syllable has
    assert normalise(old) == (old, 0)
    assert normalise("\ua960\u1161") == ("\ua960\u1161", 0)


def test_compatibility_ideographs_keep_their_code_points():
    text = "\uf900\uf98e 金 " + unicodedata.normalize("NFD", "김")
    assert normalise(text) == ("\uf900\uf98e 金 김", 0)


def test_table_is_whole():
    hanyang = {c for c in _mapping() if "\ue0bc" <= c <= "\uf8f7" and ord(c) not in WINGDINGS}
    assert len(hanyang) == 5660
    assert all(len(_mapping()[c]) in (1, 2, 3) for c in hanyang)
    assert "\ue0bc" in hanyang
    assert "\uf8f7" in hanyang


def test_wingdings_rows_are_complete():
    assert WINGDINGS[0xF0FE] == "☑"
    assert WINGDINGS[0xF0D8] == "➢"
    assert WINGDINGS[0xF06C] == "●"
    assert WINGDINGS[0xF07B] == "❀"
    assert len(WINGDINGS) == 0xFF - 0x21 - 1  # 0x7F has no glyph
    assert PLANE_15[0xF02E1] == "⓴"


@given(st.text())
def test_no_private_character_is_made_and_twice_is_once(text):
    once, unknown = normalise(text)
    assert normalise(once) == (once, unknown)


@given(st.text(alphabet="가나다 abc①·\u3002ㄱㅏ", max_size=60))
def test_ordinary_text_is_untouched(text):
    assert normalise(text) == (text, 0)
