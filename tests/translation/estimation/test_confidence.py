# SPDX-License-Identifier: AGPL-3.0-or-later
"""A reviewer sees the doubtful segments first."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.estimation import find_draft_issues
from translation.estimation.confidence import confidence
from translation.languages import LanguagePair

PAIR = LanguagePair("ko", "en")
SOURCE = "시는 2026년 5월에 주민 25명과 함께 공원을 새로 연다."
GOOD = "In May 2026 the city opens a new park with 25 residents."


def of(target, score=None):
    return confidence(SOURCE, target, PAIR, score, find_draft_issues(SOURCE, target, *PAIR))


@pytest.mark.parametrize(
    "target",
    ["", "In May 2026 the city opens.", GOOD.replace("25", "52"), GOOD.replace("park", "공원")],
)
def test_a_damaged_translation_is_doubted_more(target):
    assert of(target) < of(GOOD)


def test_what_the_model_doubts_is_doubted():
    assert of(GOOD, -2.0) < of(GOOD, -0.2)


@given(st.text(), st.text(), st.none() | st.floats())
def test_any_text_has_a_confidence(source, target, score):
    issues = find_draft_issues(source, target, *PAIR)
    found = confidence(source, target, PAIR, score, issues)
    assert math.isfinite(found)
    assert 0 <= found <= 1
