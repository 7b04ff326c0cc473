# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes in translations, by alignments that the tests lay down word by word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.engine.tokenizer import Span
from translation.inline_codes import from_marked, tags_of
from translation.tag_projection import AlignedTranslation, project_tags


def spans(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"\w+|[^\w\s]", text)]


def aligned(source: str, target: str, links: dict[int, int]) -> AlignedTranslation:
    """Return an alignment of words: target word -> source word, both from 0."""
    of_source, of_target = spans(source), spans(target)
    rows = [
        [1.0 if links.get(t, -1) == s else 0.0 for s in range(len(of_source))]
        for t in range(len(of_target))
    ]
    return AlignedTranslation(target, tuple(of_target), tuple(of_source), rows)


def placed(marked: str, target: str, links: dict[int, int]) -> str:
    source = from_marked(marked)
    return project_tags(source, aligned(source.text, target, links)).content.marked


def test_a_pair_goes_with_its_words_to_their_new_place() -> None:
    # 0 시장은 1 예산을 2 승인했다 3 .
    links = {0: 0, 1: 0, 2: 2, 3: 1, 4: 1, 5: 3}
    marked = "시장은 <1>예산</1>을 승인했다."
    assert placed(marked, "The mayor approved the budget.", links) == (
        "The mayor approved <1>the budget</1>."
    )


def test_a_note_stays_behind_its_word_and_before_the_stop() -> None:
    links = {0: 0, 1: 0, 2: 2, 3: 1, 4: 1, 5: 3}
    target = "The mayor approved the budget."
    assert placed("시장은 예산<1/>을 승인했다.", target, links) == (
        "The mayor approved the budget<1/>."
    )
    assert placed("시장은<1/> 예산을 승인했다.", target, links) == (
        "The mayor<1/> approved the budget."
    )
    assert placed("시장은 예산을 승인했다<1/>.", target, links) == (
        "The mayor approved the budget<1/>."
    )
    assert placed("시장은 예산을 승인했다.<1/>", target, links) == (
        "The mayor approved the budget.<1/>"
    )


def test_neighbouring_pairs_do_not_take_each_others_words() -> None:
    # 0 서울시 1 도서관 -> Library of Seoul
    links = {0: 1, 1: 0, 2: 0}
    assert placed("<1>서울시</1> <2>도서관</2>", "Library of Seoul", links) == (
        "<2>Library</2> <1>of Seoul</1>"
    )


def test_nested_pairs_nest() -> None:
    links = {0: 0, 1: 1, 2: 2}
    assert placed("<1>큰 <2>빨간</2> 집</1>", "large red house", links) == (
        "<1>large <2>red</2> house</1>"
    )


def test_what_stands_the_same_in_both_needs_no_alignment() -> None:
    assert placed("전화 <1>02-120</1>으로 문의", "Ask by phone 02-120 today", {}) == (
        "Ask by phone <1>02-120</1> today"
    )


def test_whole_words_are_marked_and_stops_are_not() -> None:
    # The alignment knows pieces only: "bud|get".
    source = from_marked("<1>예산</1>")
    target = "budget."
    pieces = (Span(0, 3), Span(3, 6), Span(6, 7))
    found = project_tags(
        source, AlignedTranslation(target, pieces, (Span(0, 2),), [[1.0], [0.2], [0.9]])
    )
    assert found.content.marked == "<1>budget.</1>"  # all of the source is all of the target
    source = from_marked("<1>예산</1>안")
    found = project_tags(
        source,
        AlignedTranslation(
            target, pieces, (Span(0, 2), Span(2, 3)), [[1, 0], [0.1, 0.9], [0.9, 0.1]]
        ),
    )
    assert found.content.marked == "<1>budget</1>."


def test_what_has_no_place_goes_to_the_end_and_is_named() -> None:
    source = from_marked("시장은 <1>예산</1>을 승인했다.")
    found = project_tags(source, aligned(source.text, "Approved yesterday.", {0: 2}))
    assert found.guessed == (1,)
    assert found.content.marked == "Approved <1>yesterday</1>."


_WORDS = st.lists(st.sampled_from(["시장", "예산을", "02-120", "승인했다", ".", "a"]), max_size=6)


@given(_WORDS, _WORDS, st.data())
def test_every_code_is_there_whatever_the_alignment(
    source_words: list[str], target_words: list[str], data: st.DataObject
) -> None:
    parts: list[str] = []
    for number, word in enumerate(source_words, 1):
        kind = data.draw(st.sampled_from(["plain", "pair", "single", "open"]))
        parts.append(
            {
                "plain": word,
                "pair": f"<{number}>{word}</{number}>",
                "single": f"{word}<{number}/>",
                "open": f"<{number}>{word} <{number}0/></{number}>",
            }[kind]
        )
    source = from_marked(" ".join(parts))
    target = " ".join(target_words)
    columns, rows = len(spans(source.text)), len(spans(target))
    weights = data.draw(
        st.lists(
            st.lists(st.floats(0, 1), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
    made = project_tags(
        source, AlignedTranslation(target, tuple(spans(target)), tuple(spans(source.text)), weights)
    ).content
    assert sorted(map(str, tags_of(made))) == sorted(map(str, tags_of(source)))
    assert made.text == target
    _assert_nested(made.marked)


def _assert_nested(marked: str) -> None:
    stack: list[str] = []
    for closing, number, single in re.findall(r"<(/?)(\d+)(/?)>", marked):
        if single:
            continue
        if closing:
            assert stack.pop() == number
        else:
            stack.append(number)
    assert not stack


@pytest.mark.parametrize("target", ["", " "])
def test_an_empty_translation_keeps_all_codes(target: str) -> None:
    source = from_marked("<1>예산</1><2/>")
    made = project_tags(source, aligned(source.text, target, {})).content
    assert made.numbers() == {1, 2}
