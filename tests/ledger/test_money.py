# SPDX-License-Identifier: AGPL-3.0-or-later
"""Money is never off by a won."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.money import allocated, priced, rounded, vat_of, without_vat

WON = st.integers(-(10**13), 10**13)


@given(st.integers(-(10**15), 10**15))
def test_thousandths_round_as_an_accountant_rounds_them(mils):
    exact = Decimal(mils) / 1000
    assert rounded(Fraction(mils, 1000)) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.integers(0, 10**9), st.integers(0, 10**7))
def test_a_line_is_at_most_half_a_won_off(mils, quantity):
    assert abs(Fraction(mils * quantity, 1000) - priced(mils, quantity)) <= Fraction(1, 2)


@given(WON, st.integers(0, 300))
def test_net_and_tax_sum_to_what_was_paid(gross, permille):
    net, tax = without_vat(gross, permille)
    assert net + tax == gross
    assert abs(tax - vat_of(net, permille)) <= 1


@given(WON, st.lists(st.integers(0, 10**6), min_size=1, max_size=60).filter(any))
def test_shares_sum_to_the_whole_and_each_is_within_a_won(total, weights):
    parts = allocated(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_nothing_can_be_shared_by_no_weight(weights):
    with pytest.raises(ValueError, match="weights"):
        allocated(10, weights)
