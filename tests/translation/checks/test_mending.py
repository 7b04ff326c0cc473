# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mends of findings: each makes its check silent and no other one speak; doubt offers none."""

from __future__ import annotations

import pytest

from tests.translation.checks.examples import EXAMPLES
from translation.checks.base import AppliedTerm, CheckedSegment
from translation.checks.mending import mend
from translation.checks.registry import find
from translation.inline_codes import from_marked
from translation.languages import LanguagePair

NONE: frozenset[str] = frozenset()


def mended(check_id: str, pair: str, source: str, target: str, *terms: AppliedTerm) -> str | None:
    languages = LanguagePair(*pair.split())
    segment = CheckedSegment(
        "a.1", "a", None, from_marked(source), from_marked(target), languages, terms
    )
    finding = next(one for one in find(segment, NONE) if one.check_id == check_id)
    made = mend(segment, finding, NONE)
    return None if made is None else made.marked


@pytest.mark.parametrize(
    ("check_id", "source", "target", "wanted"),
    [
        ("blanks-doubled", "공원을 연다.", "It opens  a <1>park</1>.", "It opens a <1>park</1>."),
        ("blanks-trailing", "공원을 연다. ", "It opens a park.", "It opens a park. "),
        ("blanks-trailing", "공원을 연다.", "It opens a park. ", "It opens a park."),
        ("blanks-leading", "공원을 연다.", " It opens a park.", "It opens a park."),
        ("blank-before-mark", "공원을 연다.", "It opens a park .", "It opens a park."),
        ("number-grouping", "나무 1,234,567그루", "1234,567 trees", "1,234,567 trees"),
        ("number-lost", "주민 25명이 왔다.", "52 residents came.", "25 residents came."),
        ("number-lost", "2025년에 3만 명", "30,000 people in 2052", "30,000 people in 2025"),
        ("code-lost", "공원을 연다.<2/>", "It opens a park.", "It opens a park.<2/>"),
        ("end-stop", "공원을 엽니다.", "It opens a park", "It opens a park."),
        ("marks-doubled", "공원을 연다.", "It opens a park,, now.", "It opens a park, now."),
        ("word-doubled", "공원을 연다.", "It opens the the park.", "It opens the park."),
    ],
)
def test_what_is_clear_is_mended(check_id: str, source: str, target: str, wanted: str) -> None:
    assert mended(check_id, "ko en", source, target) == wanted


def test_a_forbidden_word_gives_way_to_the_right_one() -> None:
    term = AppliedTerm("민원실", ("help desk",), ("complaint room",))
    made = mended("term-forbidden", "ko en", "민원실로", "to the complaint room", term)
    assert made == "to the help desk"


@pytest.mark.parametrize(
    ("check_id", "source", "target"),
    [
        ("number-lost", "주민 25명이 왔다.", "Residents came."),
        ("number-lost", "주민 25명과 아이 31명", "52 residents and 13 children"),
        ("code-lost", "<1>공원</1>을 연다.", "It opens a park."),
        ("number-scale", "인구는 46억 명이다.", "The population is 46 billion."),
    ],
)
def test_where_only_a_person_knows_nothing_is_offered(
    check_id: str, source: str, target: str
) -> None:
    assert mended(check_id, "ko en", source, target) is None


def test_no_mend_of_any_example_makes_things_worse() -> None:
    made = 0
    for example in EXAMPLES:
        pair = LanguagePair(*example.pair.split())
        segment = CheckedSegment(
            "a.1", "a", None, from_marked(example.source), from_marked(example.bad), pair
        )
        before = find(segment, NONE)
        for finding in before:
            target = mend(segment, finding, NONE)
            if target is None:
                continue
            made += 1
            after = CheckedSegment("a.1", "a", None, segment.source, target, pair)
            assert len(list(find(after, NONE))) < len(list(find(segment, NONE)))
    assert made > 20
