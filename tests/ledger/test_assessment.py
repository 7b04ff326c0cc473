# SPDX-License-Identifier: AGPL-3.0-or-later
"""A title's year: what counts as saved, what only may be, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from app.ledger.assessment import Basis, TitleYear, assess
from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow, PriceTable
from app.ledger.printing import PrintSpec
from app.ledger.records import Baseline, Edition, PrintOrder, Publication, Reads
from app.ledger.totals import summed
from app.ledger.waterfall import waterfall
from tests.ledger.cities import PRICES, titles

NONE = PriceTable(())
TITLE = Publication("P", "백서", "HOME")
FROZEN = Baseline("P", 2026, 1_000, date(2026, 1, 2), "approver", "plan of 2025")


def order(printed: int, amount: int | None = 1_000_000, **more: object) -> PrintOrder:
    values = {"number": "O", "publication": "P", "day": date(2026, 3, 2), "planned": 1_000}
    return PrintOrder(**(values | {"printed": printed, "amount": amount} | more))  # type: ignore[arg-type]


def year(*orders: PrintOrder, baseline: Baseline | None = FROZEN, **more: object) -> TitleYear:
    return TitleYear(2026, TITLE, orders, baseline, **more)  # type: ignore[arg-type]


def test_fewer_copies_save_their_variable_cost_and_its_tax():
    found = assess(year(order(500, setup=400_000)), NONE).totals
    # 600,000 won were spent on what grows with 500 copies: another 500 would cost as much.
    assert found.saved == 600_000
    assert found.saved_vat == 60_000
    assert found.realised == 660_000
    assert found.avoided == 500


def test_setup_is_saved_only_where_the_run_went_to_zero():
    fewer = assess(year(order(1, setup=400_000)), NONE).totals
    none = assess(year(order(0, 1_000_000, setup=400_000)), NONE).totals
    assert none.saved == 1_000_000
    assert fewer.measured_setup == 400_000
    assert fewer.saved == 999 * 600_000


def test_composition_is_never_saved():
    plain = assess(year(order(500, 1_000_000, setup=400_000)), NONE).totals
    composed = assess(year(order(500, 1_300_000, setup=400_000, composition=300_000)), NONE).totals
    assert composed.saved == plain.saved
    assert composed.composition == 300_000
    cancelled = assess(year(order(0, 1_300_000, setup=400_000, composition=300_000)), NONE).totals
    assert cancelled.saved == 1_000_000
    assert cancelled.spent == 0


def test_a_baseline_that_was_frozen_after_the_order_proves_nothing():
    late = replace(FROZEN, frozen=date(2026, 3, 3))
    found = assess(year(order(500), baseline=late), NONE).totals
    assert (found.saved, found.avoided, found.measured_runs) == (0, 0, 0)
    assert found.unproven == 500


def test_more_copies_than_the_baseline_cost_what_they_cost():
    found = assess(year(order(1_500, 1_900_000, setup=400_000)), NONE).totals
    assert found.avoided == -500
    assert found.saved == -500_000


def test_a_second_run_beyond_the_baseline_is_no_saving():
    second = order(800, 900_000, setup=100_000, number="O2", day=date(2026, 5, 1))
    found = assess(year(order(500, setup=400_000), second), NONE).totals
    assert found.baseline == 1_000
    assert found.avoided == 1_000 - 1_300
    assert found.saved == 600_000 - 900_000


def test_downloads_are_potential_less_what_was_avoided_and_never_realised():
    reads = (Reads("P", Month(2026, 4), 2_000), Reads("P", Month(2026, 5), 1_000))
    found = assess(year(order(900, setup=100_000), reads=reads), NONE).totals
    # 40 % of 3,000 downloads, less 100 copies avoided already, but no more than were printed.
    assert found.potential == 900
    assert found.saved == 100_000
    untouched = assess(year(order(900, setup=100_000)), NONE).totals
    assert untouched.realised == found.realised
    assert untouched.potential == 0


def test_copies_that_must_be_printed_are_not_potential():
    rows = [PriceRow(PriceItem.MINIMUM_COPIES, 850_000, date(2026, 1, 1), "ordinance")]
    reads = (Reads("P", Month(2026, 4), 9_000),)
    found = assess(year(order(900), reads=reads), PriceTable(rows)).totals
    assert found.potential == 50


def test_an_order_without_price_says_what_it_rests_on():
    spec = Publication("P", "백서", "HOME", PrintSpec(100))
    by_table = assess(TitleYear(2026, spec, (order(500, None),), FROZEN), PRICES)
    assert by_table.runs[0].cost.basis is Basis.TABLE
    assert by_table.totals.saved > 0
    nothing = assess(year(order(500, None)), NONE).totals
    assert nothing.unpriced_runs == 1
    assert nothing.saved == 0
    average = PriceTable(
        [PriceRow(PriceItem.AVERAGE_COPY, 2_556_000, date(2026, 1, 1), "proposal")]
    )
    fallback = assess(year(order(500, None)), average)
    assert fallback.runs[0].cost.basis is Basis.AVERAGE
    assert fallback.totals.averaged_runs == 1
    assert fallback.totals.setup + fallback.totals.variable == 500 * 2_556


def test_an_edition_costs_the_hours_that_were_written_down():
    edition = Edition("P", date(2026, 2, 1), staff_minutes=90, review_minutes=30, other_won=1_000)
    found = assess(year(order(500), editions=(edition,)), PRICES).totals
    assert found.ebook == 37_500 + 12_500 + 1_000
    assert found.net == found.realised - found.ebook
    unknown = assess(year(order(500), editions=(edition,)), NONE).totals
    assert unknown.uncosted_editions == 1


@given(titles())
def test_runs_and_places_sum_to_the_title(known):
    found = assess(known, PRICES)
    of_runs = summed(run.totals for run in found.runs)
    total = found.totals
    for name in ("printed", "setup", "variable", "vat", "saved", "saved_vat", "baseline"):
        assert getattr(of_runs, name) == getattr(total, name)
    assert total.printed == sum(order.printed for order in known.orders)
    assert total.planned == sum(order.planned for order in known.orders)
    assert total.downloads == sum(reads.downloads for reads in known.reads)
    assert {place for _, place in found.places} <= {"", "A", "B", "HOME"}


@given(titles())
def test_the_parts_of_a_saving_are_the_saving(known):
    for run in assess(known, PRICES).runs:
        sums = run.totals
        split = sums.saved_quoted and sums.saved - round(
            sums.saved_quoted * run.cost.variable / run.cost.net
        )
        if sums.saved_quoted:
            assert abs(split) <= 1
        else:
            assert sums.saved == sums.saved_sure + sums.saved_table


@given(titles())
def test_the_effects_sum_to_the_difference_to_the_won(known):
    steps = waterfall(assess(known, PRICES).totals)
    assert steps.baseline + sum(steps.effects) == steps.actual


@given(titles())
def test_what_was_paid_is_what_the_orders_say(known):
    for run in assess(known, PRICES).runs:
        if run.order.amount is not None and run.order.printed:
            assert run.cost.net + run.totals.composition == run.order.amount


@given(titles())
def test_no_baseline_no_saving(known):
    found = assess(replace(known, baseline=None), PRICES).totals
    assert (found.saved, found.saved_vat, found.avoided, found.measured_runs) == (0, 0, 0, 0)


@pytest.mark.parametrize("part", ["saved", "potential_won"])
def test_realised_and_potential_stand_in_no_common_sum(part):
    reads = (Reads("P", Month(2026, 4), 2_000),)
    found = assess(year(order(500), reads=reads), NONE).totals
    assert getattr(found, part) > 0
    assert found.net == found.saved + found.saved_vat - found.ebook
