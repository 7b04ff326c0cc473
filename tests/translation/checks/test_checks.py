# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reviewers see what may be wrong, where, and why; what is right passes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.check_messages import check_name, finding_sentence
from app.i18n import Language
from tests.translation.checks.examples import EXAMPLES
from translation.checks import (
    CHECKS,
    PROJECT_CHECKS,
    CheckedSegment,
    blocking,
    check_ids,
    find,
    find_in_project,
)
from translation.estimation import Severity
from translation.inline_codes import coded, from_marked
from translation.languages import LanguagePair


def segment(pair, source, target, terms=(), longest=None, name="s"):
    own, other = (from_marked(text) for text in (source, target))
    return CheckedSegment(name, "u", None, own, other, LanguagePair(*pair.split()), terms, longest)


def of(example, target):
    made = segment(example.pair, example.source, target, example.terms, example.longest)
    at = made.target.text.find(example.unknown) if example.unknown else -1
    return replace(made, unknown_words=((at, at + len(example.unknown)),) if at >= 0 else ())


def names(findings):
    return {finding.check_id for finding in findings}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.check_id}-{e.pair}")
def test_a_mistake_is_found_and_explained(example):
    own = of(example, example.bad)
    found = [finding for finding in find(own) if finding.check_id == example.check_id]
    assert found
    for finding in found:
        for span, content in ((finding.source_span, own.source), (finding.target_span, own.target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(content.text)
        korean = finding_sentence(finding.check_id, dict(finding.params), Language.KOREAN)
        english = finding_sentence(finding.check_id, dict(finding.params), Language.ENGLISH)
        shown = dict(finding.params).get("text", "")
        assert shown in korean
        assert shown in english
        assert korean != english


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.check_id}-{e.pair}")
def test_what_is_right_passes(example):
    assert example.check_id not in names(find(of(example, example.good)))


def test_every_check_has_an_example():
    assert {check.check_id for check in CHECKS} == {example.check_id for example in EXAMPLES}


@pytest.mark.parametrize("check_id", check_ids())
def test_every_check_has_a_name_and_a_sentence_in_both_languages(check_id):
    for say in (check_name, lambda name, language: finding_sentence(name, {}, language)):
        korean, english = say(check_id, Language.KOREAN), say(check_id, Language.ENGLISH)
        assert any("가" <= character <= "힣" for character in korean)
        assert re.search(r"[A-Za-z]{3}", english)
        assert english not in (korean, check_id)


def test_names_are_unique():
    assert len(set(check_ids())) == len(check_ids()) == len(CHECKS) + len(PROJECT_CHECKS)


def test_a_finding_points_at_the_place():
    found = find(segment("ko en", "공원을 연다.", "It opens the the park."))
    (doubled,) = (finding for finding in found if finding.check_id == "word-doubled")
    assert doubled.target_span == (9, 16)
    (lost,) = find(segment("ko en", "주민 25명이 왔다.", "Residents came."))
    assert lost.source_span == (3, 5)


def test_of_an_empty_target_only_that_is_said():
    assert names(find(segment("ko en", "주민 25명(북쪽)이 왔다.<1/>", ""))) == {"empty"}


def test_a_disabled_check_does_not_speak():
    own = segment("ko en", "공원을 연다.", "It opens the the park.")
    assert find(own, disabled={"word-doubled"}) == ()


def test_regions_of_languages_do_not_matter():
    own = segment("ko en", "공원을 연다.", "It opens a 공원.")
    assert find(replace(own, pair=LanguagePair("ko-KR", "en-US"))) == find(own)


def test_only_what_the_project_says_blocks_approval_and_a_dismissal_ends_it():
    found = find(segment("ko en", "주민 25명이 왔다.", "The the residents came."))
    assert blocking(found, ()) == ()
    (lost,) = blocking(found, {"number-lost"})
    assert lost.severity is Severity.ERROR
    assert blocking(found, {"number-lost"}, {lost.key}) == ()


def test_a_dismissal_outlives_an_edit_elsewhere():
    (before,) = find(segment("ko en", "공원을 연다.", "It opens the the park."))
    (after,) = find(segment("ko en", "공원을 연다.", "Today it opens the the park."))
    assert before.key == after.key
    assert before != after


def test_a_good_translation_has_no_findings():
    source = "시는 2026년 5월에 <1>공원</1>(300㎡)을 새로 엽니다."
    target = "In May 2026 the city opens a new <1>park</1> (300 m²)."
    assert find(segment("ko en", source, target)) == ()


def test_one_source_with_two_targets_and_two_sources_with_one():
    rows = (
        ("공원", "Park"), ("공원", "park"), ("공원", "Garden"), ("제1장 길", "Road"),
        ("제2장 길", "Road"), ("강", "Park"),
    )  # fmt: skip
    segments = [segment("ko en", own, other, name=str(n)) for n, (own, other) in enumerate(rows)]
    found = [(name, finding.check_id) for name, finding in find_in_project(segments)]
    assert found == [("2", "targets-differ"), ("5", "sources-differ")]
    assert [name for name, _ in find_in_project(segments, {"targets-differ"})] == ["5"]


def test_a_segment_at_another_polite_level_than_the_book():
    rows = ("문을 엽니다.", "꽃이 핍니다.", "비가 옵니다.", "고마워요.", "필요.")
    segments = [segment("en ko", str(n), other, name=str(n)) for n, other in enumerate(rows)]
    found = [(name, finding.check_id) for name, finding in find_in_project(segments)]
    assert found == [("3", "polite-level-project")]
    assert not list(find_in_project(segments[:3]))


_TEXT = st.text() | st.text(alphabet="가을를는와으로 3,.\"'“(<{%s}/1조억원월일:…!?aBc\u200b\t\n=→")
_TAGGED = st.lists(_TEXT | st.sampled_from(("<1>", "</1>", "<2/>", "<2>")), max_size=5).map("".join)


@given(
    _TAGGED, _TAGGED, st.sampled_from(("ko", "en", "ja", "zh", "vi", "de")),
    st.sampled_from(("ko", "en", "ja", "zh", "vi", "x")), st.none() | st.integers(0, 9),
)  # fmt: skip
def test_any_text_is_checked(source, target, own, other, longest):
    one = segment(f"{own} {other}", source, target, (), longest)
    for finding in find(one):
        for span, content in ((finding.source_span, one.source), (finding.target_span, one.target)):
            assert span is None or 0 <= span[0] <= span[1] <= len(content.text)
        assert finding_sentence(finding.check_id, dict(finding.params), Language.KOREAN)
    list(find_in_project([one, replace(one, target=coded([source]))]))
