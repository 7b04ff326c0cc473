# SPDX-License-Identifier: AGPL-3.0-or-later
"""Analysis: pivots that come to the ledger's own figures, and print beside reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.ledger.periods import Month
from app.ledger.records import Edition, PrintOrder, Publication, Reads
from app.services.costing.analysis import Grouping, Measure, measures_of, pivot, reach
from app.services.costing.ledger import LedgerService
from app.services.costing.view_models import Scope
from tests.store.ledger.city import CITY, order


@pytest.fixture
def two_years(ledger: LedgerService) -> LedgerService:
    """The small city with orders of the year before, by two suppliers."""
    before = [
        PrintOrder("O-1", "P-1", date(2025, 4, 1), 900, 900, 1_800_000, vendor="한빛인쇄"),
        PrintOrder("O-2", "P-2", date(2025, 6, 1), 300, 300, 700_000, vendor="새한문화"),
        PrintOrder("O-3", "P-2", date(2025, 8, 1), 300, 0, 700_000, vendor="새한문화"),
    ]
    ledger.add([*CITY, *before, replace(order("N-8", month=9), vendor="한빛인쇄")])
    return ledger


@pytest.mark.parametrize("group", [one for one in Grouping if one is not Grouping.SUPPLIER])
def test_each_pivot_sums_to_the_years_figures(two_years: LedgerService, group: Grouping):
    for measure in measures_of(group):
        found = pivot(two_years, group, measure)
        assert found.years == (2025, 2026)
        for place, year in enumerate(found.years):
            totals = two_years.figures.totals(Scope.of_year(year))
            summed = sum(row.values[place] for row in found.rows)
            assert summed == getattr(totals, measure.value), (measure, year)
        assert [row.whole for row in found.rows] == sorted(
            (row.whole for row in found.rows), reverse=True
        )


def test_suppliers_are_counted_by_their_orders(two_years: LedgerService):
    amounts = pivot(two_years, Grouping.SUPPLIER, Measure.AMOUNT)
    by_name = {row.name: row.values for row in amounts.rows}
    # What was cancelled was not paid.
    assert by_name["새한문화"] == (700_000, 0)
    assert by_name["한빛인쇄"] == (1_800_000, 1_200_000)
    runs = pivot(two_years, Grouping.SUPPLIER, Measure.RUNS)
    assert sum(row.whole for row in runs.rows) == 7
    with pytest.raises(ValueError, match="supplier net"):
        pivot(two_years, Grouping.SUPPLIER, Measure.NET)


def test_titles_that_nobody_reads_as_e_books_come_first(two_years: LedgerService):
    two_years.add(
        [
            Publication("P-4", "아무도 읽지 않은 책", "A"),
            order("N-30", "P-4"),
            Edition("P-4", date(2026, 3, 1)),
            Reads("P-4", Month(2025, 12), 9),
        ]
    )
    found = reach(two_years, 2026)
    assert (found[0].title, found[0].unread) == ("아무도 읽지 않은 책", True)
    rows = {row.title: row for row in found[1:]}
    assert set(rows) == {"시정 백서", "도서관 소식"}
    assert rows["시정 백서"].downloads == 120
    assert rows["시정 백서"].won_a_reader == round(rows["시정 백서"].ebook / 120)
    assert not rows["시정 백서"].unread
    # Nothing of it was printed, so nobody printed it in vain.
    assert not rows["도서관 소식"].unread
    assert rows["도서관 소식"].won_a_reader is None
    assert reach(two_years, 2024) == ()


def test_an_empty_ledger_has_no_pivot(ledger: LedgerService):
    assert pivot(ledger, Grouping.TITLE, Measure.PRINTED).rows == ()
