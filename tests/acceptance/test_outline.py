# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outlines of the table are found; the half held out says how unseen documents fare."""

from __future__ import annotations

import pytest

from tests.acceptance.list_nesting import judge_points, share_right
from tests.acceptance.outline import Entry, judge, judge_all, score


def test_a_missed_and_a_made_up_heading_are_noticed() -> None:
    truth = [Entry(1, "1. 개요"), Entry(2, "가. 배경"), Entry(0, "표지 제목"), Entry(1, "2. 계획")]
    found = [Entry(1, "1. 개요"), Entry(2, "가. 배경"), Entry(1, "표지 제목"), Entry(1, "끝.")]
    result = judge("a", False, truth, found)
    assert (result.right, result.level_right) == (2, 2)
    assert result.missed == ("2. 계획",)
    assert result.made_up == ("끝.",)


def test_a_wrong_level_is_noticed() -> None:
    truth = [Entry(1, "1. 개요"), Entry(2, "가. 배경"), Entry(1, "2. 계획")]
    found = [Entry(1, "1. 개요"), Entry(2, "가. 배경"), Entry(2, "2. 계획")]
    result = judge("a", False, truth, found)
    assert (result.right, result.level_right) == (3, 2)


@pytest.mark.slow
@pytest.mark.corpus
def test_outlines_of_the_table() -> None:
    results = judge_all()
    tried = score(r for r in results if not r.held_out)
    held_out = score(r for r in results if r.held_out)
    assert tried.f1 >= 0.95
    assert tried.level_f1 >= 0.9
    assert held_out.f1 >= 0.9


@pytest.mark.slow
@pytest.mark.corpus
def test_points_of_the_table_lie_as_deep_as_they_should() -> None:
    results = judge_points()
    assert share_right(r for r in results if not r.held_out) >= 0.97
    assert share_right(r for r in results if r.held_out) >= 0.9
