# SPDX-License-Identifier: AGPL-3.0-or-later
"""The proposal's own figures, and what a plan would bring on them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.assessment import TitleYear, assess
from app.ledger.prices import PriceItem, PriceRow, PriceTable
from app.ledger.records import PrintOrder
from app.ledger.scenario import PROPOSED_COPIES, PROPOSED_WON, Scenario, what_if, what_if_of

DAY = date(2026, 12, 31)
NONE = PriceTable(())


def proposal() -> TitleYear:
    """Return one order of all that the proposal names."""
    order = PrintOrder(
        "O", "P", date(2026, 3, 1), PROPOSED_COPIES, PROPOSED_COPIES, PROPOSED_WON, vat=0
    )
    return TitleYear(2026, None, (order,))


def test_the_mean_price_of_a_copy_comes_out():
    found = assess(proposal(), NONE).totals
    assert (found.printed, found.spent) == (1_800_000, 4_600_000_000)
    assert round(found.spent / found.printed) == 2_556


# Variable share of the spend: 68 %, from 55 % to 85 %, as the reference assumes.
@pytest.mark.parametrize(
    ("permille", "copies", "low", "likely", "high"),
    [
        (100, 180_000, 253_000_000, 312_800_000, 391_000_000),
        (300, 540_000, 759_000_000, 938_400_000, 1_173_000_000),
        (500, 900_000, 1_265_000_000, 1_564_000_000, 1_955_000_000),
    ],
)
def test_the_saving_at_a_substitution_has_its_range(permille, copies, low, likely, high):
    totals = assess(proposal(), NONE).totals
    found = what_if_of(totals, Scenario(substitution=permille), NONE, DAY)
    assert found.copies == copies
    assert (found.gross.low, found.gross.likely, found.gross.high) == (low, likely, high)
    assert found == what_if(PROPOSED_WON, PROPOSED_COPIES, Scenario(permille), NONE, DAY)


def test_titles_that_go_to_zero_save_their_setup_too():
    some = what_if(1_000_000, 1_000, Scenario(500, to_zero=1000), NONE, DAY)
    assert some.gross.low == some.gross.likely == some.gross.high == 500_000


def test_a_stated_setup_narrows_the_range():
    known = what_if(1_000_000, 1_000, Scenario(300), NONE, DAY, (1_000_000, 400_000))
    assert known.gross.low == known.gross.high == 180_000


def test_books_cost_what_the_plan_says():
    found = what_if(1_000_000, 1_000, Scenario(300, titles=3, title_won=90_000), NONE, DAY)
    assert found.ebook == 270_000
    assert found.net.likely == found.gross.likely - 270_000


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(500, 2000))
def test_a_plan_never_saves_more_than_is_spent_at_its_prices(rate, to_zero, level):
    found = what_if(9_999_999, 1_000, Scenario(rate, to_zero, level), NONE, DAY)
    assert 0 <= found.gross.low <= found.gross.likely <= found.gross.high
    assert found.gross.high <= 9_999_999 * level / 1000 + 1


def test_a_row_of_the_city_replaces_the_assumption():
    row = PriceRow(PriceItem.SETUP_PERMILLE, 500_000, date(2026, 1, 1), "survey of printers")
    found = what_if(1_000_000, 1_000, Scenario(1000), PriceTable([row]), DAY)
    assert found.gross.low == found.gross.high == 500_000
