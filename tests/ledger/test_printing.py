# SPDX-License-Identifier: AGPL-3.0-or-later
"""Print cost: the nine worked cases, with the prices that they state, and their won."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.prices import MissingPrice, PriceItem, PriceRow, PriceTable
from app.ledger.printing import TRIMS, Binding, PrintSpec, print_cost

DAY = date(2026, 3, 2)
STATED = {
    PriceItem.PLATE: 10_000_000,
    PriceItem.MAKE_READY: 15_000_000,
    PriceItem.RUN: 9_000_000,
    PriceItem.PAPER: 1_500_000,
    PriceItem.WASTE_PERMILLE: 50_000,
    PriceItem.WASTE_SHEETS: 100_000,
    PriceItem.FOLD: 12_000,
    PriceItem.SADDLE: 120_000,
    PriceItem.PERFECT: 350_000,
    PriceItem.CASE: 3_500_000,
    PriceItem.COATING: 60_000,
}
"""In thousandths; assumed prices of the worked cases, not official ones."""
PRICES = PriceTable(
    PriceRow(item, mils, date(2026, 1, 1), "assumed for the worked cases")
    for item, mils in STATED.items()
)
P, S, C = Binding.PERFECT, Binding.SADDLE, Binding.CASE
CASES = [
    # copies, pages, trim, g/m², colours, binding, setup, won a copy: variable, net, gross; kg
    (500, 100, "A4", 80, 1, P, 450_000, 1_243, 2_143, 2_357, 0.388),
    (1_000, 100, "A4", 80, 1, P, 450_000, 1_184, 1_634, 1_797, 0.357),
    (1_000, 100, "A4", 100, 4, P, 1_500_000, 1_739, 3_239, 3_563, 0.438),
    (3_000, 32, "A4", 120, 4, S, 500_000, 614, 781, 859, 0.164),
    (10_000, 16, "A4", 120, 4, S, 300_000, 422, 452, 497, 0.097),
    (1_000, 200, "46배판", 80, 1, P, 450_000, 1_432, 1_882, 2_070, 0.526),
    (300, 300, "A4", 80, 4, P, 3_900_000, 4_178, 17_178, 18_896, 1.092),
    (500, 200, "46배판", 100, 4, C, 1_500_000, 5_338, 8_338, 9_172, 0.707),
    (5_000, 64, "A5", 100, 4, S, 500_000, 547, 647, 712, 0.123),
]


@pytest.mark.parametrize("case", CASES)
def test_a_worked_case_comes_out(case):
    copies, pages, trim, grams, colours, binding, setup, variable, net, gross, kg = case
    cost = print_cost(PrintSpec(pages, trim, grams, colours, binding), copies, PRICES, DAY)
    assert cost.setup == setup
    assert cost.variable / copies == pytest.approx(variable, rel=0.01)
    assert cost.net / copies == pytest.approx(net, rel=0.01)
    assert cost.total / copies == pytest.approx(gross, rel=0.01)
    assert cost.grams / 1000 / copies == pytest.approx(kg, rel=0.01)


SPECS = st.builds(
    PrintSpec,
    st.integers(1, 2000),
    st.sampled_from(sorted(TRIMS)),
    st.integers(40, 300),
    st.integers(1, 5),
    st.sampled_from(list(Binding)),
)


@given(SPECS, st.integers(1, 100_000))
def test_every_won_is_in_a_line(spec, copies):
    cost = print_cost(spec, copies, PRICES, DAY)
    lines = (*cost.setup_lines, *cost.variable_lines)
    assert cost.net == sum(line.value for line in lines) == cost.derivation().value
    assert cost.total == cost.net + cost.vat
    assert all(isinstance(line.value, int) for line in lines)


@given(SPECS, st.integers(1, 50_000), st.integers(1, 50_000))
def test_setup_stays_until_nothing_is_printed(spec, fewer, more):
    less, most = (print_cost(spec, copies, PRICES, DAY) for copies in (fewer, fewer + more))
    assert less.setup == most.setup
    assert less.variable <= most.variable
    assert print_cost(spec, 0, PRICES, DAY).total == 0


def test_a_price_counts_from_its_day_until_its_last():
    rows = [
        PriceRow(PriceItem.PLATE, 1, date(2026, 1, 1), "a"),
        PriceRow(PriceItem.PLATE, 2, date(2026, 6, 1), "b", valid_to=date(2026, 6, 30)),
    ]
    table = PriceTable(rows)
    asked = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [table.mils(PriceItem.PLATE, day) for day in asked] == [1, 2, 2, 1]
    with pytest.raises(MissingPrice):
        table.row(PriceItem.PLATE, date(2025, 12, 31))
    with pytest.raises(MissingPrice):
        print_cost(PrintSpec(10), 1, table, asked[0])
