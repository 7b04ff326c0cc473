# SPDX-License-Identifier: AGPL-3.0-or-later
"""Confirmed figures: those that the ledger would give if only approved entries were in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow
from app.ledger.records import Baseline, Organisation, Price, PrintOrder, Publication, Reads
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.costing.view_models import Scope
from tests.store.ledger.city import CITY, order

YEAR = Scope.of_year(2026)
_OF_THE_FILE = ("anchor", "unapproved", "confirmed")
"""Parts of a statement that tell of the ledger, and not of its figures."""


def figures(ledger: LedgerService, *, confirmed: bool) -> dict[str, Any]:
    made = json.loads(ledger.statement(YEAR, confirmed=confirmed))
    for row in (*made["assumptions"], *made["prices"]):
        del row["entry"]
    return {name: part for name, part in made.items() if name not in _OF_THE_FILE}


def approved_city(at: Path, *, changed: bool) -> LedgerService:
    """A city whose entries 이 approved; changed by 김 with nobody's approval where that is asked."""
    with open_ledger(str(at), "김") as ledger:
        written = ledger.add(CITY)
    with open_ledger(str(at), "이") as ledger:
        ledger.approve(written.first, written.last)
    ledger = open_ledger(str(at), "김")
    if changed:
        change(ledger)
    return ledger


def entry_of(ledger: LedgerService, key: str) -> int:
    return next(one.number for one in ledger.entries(0, 200) if one.key == key)


def change(ledger: LedgerService) -> None:
    """Enter something of every sort: new, corrected, taken back, moved to another year and part."""
    hour = PriceRow(PriceItem.STAFF_HOUR, 90_000_000, date(2026, 1, 1), "새 노임표", "둘째 표")
    ledger.add(
        [
            Organisation("D", "새 과", "C"),
            Publication("P-9", "새 책", "D"),
            order("N-9", "P-9", month=4, printed=700),
            order("N-10", month=9, printed=100),
            Baseline("P-2", 2026, 900, date(2026, 1, 2), "이", "나중"),
            Reads("P-3", Month(2026, 8), 300),
            Price(hour),
        ]
    )
    first = ledger.record(entry_of(ledger, "N-1"))
    assert isinstance(first, PrintOrder)
    ledger.correct(entry_of(ledger, "N-1"), replace(first, printed=10, organisation="B"))
    ledger.correct(entry_of(ledger, "N-2"), None)
    third = ledger.record(entry_of(ledger, "N-3"))
    assert isinstance(third, PrintOrder)
    ledger.correct(entry_of(ledger, "N-3"), replace(third, day=date(2027, 7, 1)))
    title = ledger.record(entry_of(ledger, "P-1"))
    assert isinstance(title, Publication)
    ledger.correct(entry_of(ledger, "P-1"), replace(title, organisation="B", spec=None))


def test_entries_that_wait_do_not_count_among_confirmed_figures(tmp_path: Path):
    with (
        approved_city(tmp_path / "plain.sqlite", changed=False) as plain,
        approved_city(tmp_path / "changed.sqlite", changed=True) as changed,
    ):
        expected = figures(plain, confirmed=False)
        found = figures(changed, confirmed=True)
        # What a title is called and belongs to is read as it stands now.
        for made in (expected, found):
            for title in made["titles"]:
                del title["organisation"], title["part"]
        assert found == expected
        assert figures(changed, confirmed=False)["totals"] != expected["totals"]


def test_what_was_approved_counts_from_then_on(tmp_path: Path):
    with approved_city(tmp_path / "l.sqlite", changed=True) as ledger:
        waiting = ledger.figures.cards(YEAR)
        assert waiting.unapproved
        assert waiting.unapproved_prices == 1
    with open_ledger(str(tmp_path / "l.sqlite"), "이") as ledger:
        ledger.approve(1, ledger.count())
        all_of_them, confirmed = (figures(ledger, confirmed=one) for one in (False, True))
        assert confirmed == all_of_them
        cards = ledger.figures.cards(YEAR)
        assert (cards.unapproved, cards.unapproved_prices) == (0, 0)


def test_nothing_is_confirmed_where_nobody_approved_anything(ledger: LedgerService):
    ledger.add(CITY)
    made = json.loads(ledger.statement(YEAR, confirmed=True))
    assert not any(made["totals"].values())
    assert made["titles"] == []
    assert made["unapproved"]["entries"] > 0


def test_a_correction_that_waits_leaves_the_approved_statement_standing(tmp_path: Path):
    with approved_city(tmp_path / "l.sqlite", changed=False) as ledger:
        before = figures(ledger, confirmed=True)["totals"]["printed"]
        first = ledger.record(entry_of(ledger, "N-1"))
        assert isinstance(first, PrintOrder)
        ledger.correct(entry_of(ledger, "N-1"), replace(first, printed=1))
        assert figures(ledger, confirmed=True)["totals"]["printed"] == before
        assert figures(ledger, confirmed=False)["totals"]["printed"] == before - first.printed + 1
