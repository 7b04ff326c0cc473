# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paper and its factors: always a range, with a source and a date."""

from __future__ import annotations

import re

import pytest

from app.ledger.environment import FACTORS, avoided


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.unit.value)
def test_a_factor_is_a_range_with_its_source_and_day(factor):
    assert factor.low <= factor.likely <= factor.high
    assert factor.low < factor.high
    assert factor.source
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", factor.date)


def test_a_tonne_is_some_two_dozen_trees_not_two():
    trees = avoided(1_000_000)[0]
    assert 24_000 <= trees.low <= trees.likely <= trees.high <= 26_500


def test_published_carbon_differs_nearly_threefold():
    carbon = avoided(1_000_000)[1]
    assert carbon.high / carbon.low == pytest.approx(2.8, abs=0.05)


def test_more_paper_than_before_is_said_with_its_sign():
    for one in avoided(-5_000_000):
        assert one.low <= one.high < 0
