# SPDX-License-Identifier: AGPL-3.0-or-later
"""A year step by step: each step says what it lacks until there is nothing more to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.ledger.prices import PriceItem, PriceRow
from app.ledger.records import (
    BaselineMethod,
    Edition,
    Organisation,
    Price,
    PrintOrder,
    Publication,
)
from app.services.costing.first_year import YearStep, year_state
from app.services.costing.freezing import freeze, proposals
from app.services.costing.ledger import LedgerService, Right, open_ledger

YEAR = date.today().year  # noqa: DTZ011 - the day in the office
LAST = date(YEAR, 12, 28)


def test_a_year_goes_from_nothing_to_closed(own_folders: Path):
    with open_ledger(name="김") as ledger:
        assert year_state(ledger, YEAR).next_step is YearStep.ORDERS
        ledger.add(
            [
                Organisation("A", "문화과"),
                Publication("P-1", "시정 백서", "A"),
                PrintOrder("O-1", "P-1", date(YEAR - 1, 5, 4), 1000, 1000, 3_000_000, 300_000),
            ]
        )
        before = year_state(ledger, YEAR)
        assert before.next_step is YearStep.ORDERS
        assert before.orders_before == 1
        freezable = proposals(ledger, YEAR, BaselineMethod.LAST_RUN, date(YEAR, 1, 1), "박")
        assert [(one.title, one.baseline.copies, one.ordered) for one in freezable] == [
            ("시정 백서", 1000, 0)
        ]
        freeze(ledger, (one.baseline for one in freezable))
        ledger.add([PrintOrder("O-2", "P-1", LAST, 1000, 600, 2_000_000, 200_000)])
        assert year_state(ledger, YEAR).next_step is YearStep.PRICES
        hour = PriceRow(PriceItem.STAFF_HOUR, 20_000_000, date(YEAR, 1, 1), "노임표")
        ledger.add([Price(hour)])
        assert year_state(ledger, YEAR).next_step is YearStep.EBOOKS
        ledger.add([Edition("P-1", date(YEAR, 2, 1), staff_minutes=60)])
        waiting = year_state(ledger, YEAR)
        assert waiting.next_step is YearStep.APPROVAL
        assert waiting.waiting == waiting.own_waiting == 7
        assert waiting.approvers == ()
        ledger.give_first_rights("박", [Right.APPROVE])
        assert ledger.rights == {Right.ENTER}
    with open_ledger(name="박") as ledger:
        ledger.approve(1, ledger.count())
        approved = year_state(ledger, YEAR)
        assert approved.next_step is YearStep.CLOSING
        assert approved.approvers == ("박",)
        ledger.close_period(str(YEAR))
        assert year_state(ledger, YEAR).next_step is None


def test_titles_whose_baseline_came_late_are_named(ledger: LedgerService):
    ledger.add(
        [
            Publication("P-1", "시정 백서", ""),
            PrintOrder("O-1", "P-1", date(YEAR - 1, 5, 4), 1000, 1000, 3_000_000),
            PrintOrder("O-2", "P-1", date(YEAR, 1, 3), 1000, 600, 2_000_000),
        ]
    )
    found = proposals(ledger, YEAR, BaselineMethod.LAST_RUN, date(YEAR, 1, 5), "박")
    assert [one.ordered for one in found] == [1]
    early = proposals(ledger, YEAR, BaselineMethod.LAST_RUN, date(YEAR, 1, 2), "박")
    freeze(ledger, (one.baseline for one in early))
    state = year_state(ledger, YEAR)
    # It says that it was frozen before the order; it was entered today.
    assert state.late == ("시정 백서",)
    assert state.unplaced == 1
