# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ranges: cities whose true saving is known lie within nine of ten of them."""

from __future__ import annotations

import random
from datetime import date

import pytest

from app.ledger.assessment import TitleYear, assess
from app.ledger.prices import ASSUMED, PriceItem, PriceRow, PriceTable
from app.ledger.printing import PrintSpec, print_cost
from app.ledger.records import Baseline, Edition, PrintOrder, Publication
from app.ledger.totals import Totals, summed
from app.ledger.uncertainty import savings
from tests.ledger.cities import PRICES

DAY = date(2026, 12, 31)
MINUTES = (20.0, 60.0, 240.0)
"""Of the made-up table: lowest, likeliest, highest."""
_ASSUMED = {row.item: row for row in ASSUMED}


def triangle(dice: random.Random, item: PriceItem) -> float:
    """Draw a true value, of the spread that the assumption states."""
    row = _ASSUMED[item]
    assert row.low is not None
    assert row.high is not None
    return dice.triangular(row.low, row.high, row.mils) / 1_000_000


class City:
    """A city whose truth is drawn: its prices, its shares of setup, its staff's minutes."""

    def __init__(self, dice: random.Random) -> None:
        share, level = (
            triangle(dice, PriceItem.SETUP_PERMILLE),
            triangle(dice, PriceItem.PRICE_LEVEL_PERMILLE),
        )
        low, likely, high = MINUTES
        minutes = dice.triangular(low, high, likely)
        self.truth = 0.0
        parts = []
        for number in range(20):
            name = f"P{number}"
            baseline = dice.randint(400, 3_000)
            printed = round(baseline * dice.uniform(0.3, 1.0))
            frozen = Baseline(name, 2026, baseline, date(2026, 1, 1), "a", "s")
            spec = PrintSpec(dice.randint(40, 300)) if number % 4 == 0 else None
            amount = None if spec else dice.randint(1_000_000, 20_000_000)
            order = PrintOrder(f"O{number}", name, date(2026, 3, 1), baseline, printed, amount)
            edition = Edition(name, date(2026, 2, 1))
            known = TitleYear(2026, Publication(name, name, "", spec), (order,), frozen, (edition,))
            parts.append(assess(known, PRICES).totals)
            if amount is not None:
                # Printers differ around the city's share.
                own = min(0.95, max(0.0, share + dice.gauss(0, 0.03)))
                saved = amount * (1 - own) * (baseline - printed) / printed
            else:
                assert spec is not None
                costs = [print_cost(spec, n, PRICES, DAY).variable for n in (baseline, printed)]
                saved = (costs[0] - costs[1]) * level * dice.gauss(1, 0.03)
            self.truth += saved * 1.1 - 25_000 * minutes / 60
        self.totals: Totals = summed(parts)


def covered(count: int) -> int:
    """Return in how many of so many cities the range held the truth."""
    inside = 0
    for seed in range(count):
        city = City(random.Random(seed))
        found = savings(city.totals, PRICES, DAY).realised
        inside += found.low <= city.truth <= found.high
    return inside


@pytest.mark.slow
def test_the_range_holds_the_truth_in_nine_of_ten_cities():
    assert 870 <= covered(1000) <= 930


def test_the_range_holds_the_truth_in_most_of_a_few_cities():
    assert covered(60) >= 48


def test_the_likely_value_is_the_figure_that_the_ledger_adds_up():
    totals = City(random.Random(4)).totals
    found = savings(totals, PRICES, DAY)
    assert found.realised.likely == totals.net
    assert found.potential.likely == totals.potential_won
    assert found.realised.low < found.realised.likely < found.realised.high


def test_the_same_ledger_gives_the_same_range():
    totals = City(random.Random(5)).totals
    assert savings(totals, PRICES, DAY) == savings(totals, PRICES, DAY)


def test_what_is_stated_has_no_range():
    order = PrintOrder("O", "P", date(2026, 3, 1), 1_000, 600, 1_000_000, setup=300_000)
    frozen = Baseline("P", 2026, 1_000, date(2026, 1, 1), "a", "s")
    totals = assess(TitleYear(2026, None, (order,), frozen), PriceTable(())).totals
    found = savings(totals, PriceTable(()), DAY).realised
    assert found.low == found.likely == found.high


def test_potential_has_the_range_of_its_rate():
    totals = Totals(
        printed=1_000, potential=400, potential_won=400, potential_low=150, potential_high=700
    )
    found = savings(totals, PriceTable(()), DAY).potential
    assert 100 < found.low < 400 < found.high < 875
    narrow = PriceRow(
        PriceItem.SUBSTITUTION_PERMILLE, 400_000, date(2020, 1, 1), "s", low=390_000, high=410_000
    )
    known = PriceTable(
        [narrow, PriceRow(PriceItem.PRICE_LEVEL_PERMILLE, 1_000_000, date(2020, 1, 1), "s")]
    )
    sure = Totals(
        printed=1_000, potential=400, potential_won=400, potential_low=390, potential_high=410
    )
    assert 388 <= savings(sure, known, DAY).potential.low <= 400
