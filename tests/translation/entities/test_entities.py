# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values survive a translation, whatever their writing, and a changed one is seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.entities import EntityKind, find_entities, is_kept
from translation.entities.numerals import hangul_numeral, hangul_value
from translation.entities.romanization import romanize, romanize_road


@pytest.mark.parametrize(
    ("text", "kind", "best"),
    [
        ("예산은 1,200천원이다", EntityKind.MONEY, "KRW 1.2 million"),
        ("350백만원", EntityKind.MONEY, "KRW 350 million"),
        ("환율은 1,380원/달러", EntityKind.MONEY, "KRW 1380 per US dollar"),
        ("「지방자치법」 제12조제3항", EntityKind.ARTICLE, "Article 12 (3)"),
        ("12억 5천만 원", EntityKind.MONEY, "KRW 1.25 billion"),
        ("2026. 11. 22. 개회", EntityKind.DATE, "22 November 2026"),
        ("'26. 3. 5. 시행", EntityKind.DATE, "5 March 2026"),
        ("2026회계연도 예산", EntityKind.DATE, "2026"),
        ("오후 2시 30분", EntityKind.TIME, "14:30"),
        ("제3조제2항제1호", EntityKind.ARTICLE, "Article 3 (2) 1"),
        ("세종대로 110", EntityKind.ADDRESS, "110 Sejong-daero"),
        ("ISO 9001 인증", EntityKind.CODE, "ISO 9001"),
    ],
)
def test_the_best_rendering_in_english(text, kind, best):
    (entity,) = find_entities(text, "ko", "en")
    assert (entity.kind, entity.accepted[0]) == (kind, best)


@pytest.mark.parametrize(
    ("source", "kept", "lost"),
    [
        ("120만 명", "1.2 million people", "12 million people"),
        ("1,200,000명", "1.2 million people", "1.2 thousand people"),
        ("2026년 11월 22일", "Nov 22, 2026", "Nov 23, 2026"),
        ("14:00 시작", "starts at 2 p.m.", "starts at 3 p.m."),
        ("25명", "twenty-five people", "twenty-four people"),
        ("단기 4359년 3월", "March 2026", "March 4359"),
        ("a_b@city.kr 문의", "ask a_b@city.kr", "ask a b@city.kr"),
    ],
)
def test_values_are_compared_and_not_their_writing(source, kept, lost):
    (entity,) = find_entities(source, "ko", "en")
    assert is_kept(entity, kept)
    assert not is_kept(entity, lost)


OFFICIAL = [
    "구미",
    "gumi",
    "영동",
    "yeongdong",
    "백암",
    "baegam",
    "옥천",
    "okcheon",
    "합덕",
    "hapdeok",
    "월곶",
    "wolgot",
    "벚꽃",
    "beotkkot",
    "한밭",
    "hanbat",
    "칠곡",
    "chilgok",
    "임실",
    "imsil",
    "대관령",
    "daegwallyeong",
    "백마",
    "baengma",
    "종로",
    "jongno",
    "왕십리",
    "wangsimni",
    "별내",
    "byeollae",
    "신라",
    "silla",
    "해돋이",
    "haedoji",
    "같이",
    "gachi",
    "굳히다",
    "guchida",
    "좋고",
    "joko",
    "놓다",
    "nota",
    "낳지",
    "nachi",
    "묵호",
    "mukho",
    "집현전",
    "jiphyeonjeon",
    "압구정",
    "apgujeong",
    "낙성대",
    "nakseongdae",
    "독립문",
    "dongnimmun",
    "촉석루",
    "chokseongnu",
    "속리산",
    "songnisan",
    "극락전",
    "geungnakjeon",
]


@pytest.mark.parametrize(("korean", "latin"), list(zip(OFFICIAL[::2], OFFICIAL[1::2], strict=True)))
def test_the_examples_of_the_official_rules(korean, latin):
    assert romanize(korean) == latin


@pytest.mark.parametrize(
    ("korean", "latin"),
    [
        ("신문로", "sinmunno"),
        ("벽난로", "byeongnallo"),
        ("대관령", "daegwallyeong"),
        ("잡혀", "japyeo"),
        ("밝히다", "balkida"),
        ("굳히다", "guchida"),
        ("묵호", "mukho"),
        ("맏형", "mathyeong"),
    ],
)
def test_what_meets_by_the_kind_of_word(korean, latin):
    assert romanize(korean) == latin


def test_signs_of_roads():
    assert romanize_road("세종대로") == "Sejong-daero"
    assert romanize_road("을지로12길") == "Eulji-ro 12-gil"


@given(st.integers(0, 10**20 - 1))
def test_a_numeral_in_hangul_has_the_value_it_was_made_of(value):
    assert hangul_value(hangul_numeral(value)) == value


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_every_word_has_a_romanisation_in_latin_letters(word):
    assert romanize(word).isascii()


TEXTS = st.text(alphabet="0123456789.,:-'년월일시분원만억조천제항호 대로길오후단기A@/$")


@given(TEXTS, st.sampled_from(["en", "ja", "zh", "vi"]))
def test_spans_lie_in_the_text_and_do_not_overlap(text, target):
    at = 0
    for entity in find_entities(text, "ko", target):
        assert at <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        is_kept(entity, text)
        at = entity.end
