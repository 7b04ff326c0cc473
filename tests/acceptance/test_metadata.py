# SPDX-License-Identifier: AGPL-3.0-or-later
"""Titles, dates and publishers of the corpus are those of the table; none is made up."""

from __future__ import annotations

import pytest

from tests.acceptance.metadata_truth import judge_all, share_right, verdict


def test_a_wrong_title_is_noticed():
    assert verdict("2010", ["통합재정통계"]) == "wrong"
    assert verdict("통 합 재정통계", ["통합재정통계"]) == "right"
    assert verdict("", ["2025-01"]) == "empty"


@pytest.mark.slow
@pytest.mark.corpus
def test_metadata_of_the_table():
    results = judge_all()
    assert share_right(results) >= 0.9
    for fact in ("date", "publisher"):
        assert [r for r in results if getattr(r, fact) == "wrong"] == []
