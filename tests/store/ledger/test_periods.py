# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rights, signatures and closed periods, in a file and on a server."""

from __future__ import annotations

from datetime import date

import pytest

from app.ledger.records import PrintOrder
from app.services.costing.ledger import LedgerService, NotAllowed, Right
from app.services.costing.view_models import Scope
from app.store.ledger.journal import LedgerRefused
from app.store.ledger.store import LedgerStore
from tests.store.ledger.city import CITY, order

YEAR = Scope.of_year(2026)


def late(number: str, year: int) -> PrintOrder:
    return PrintOrder(number, "P-1", date(year, 3, 4), 10, 10, 1000, 100)


def test_nobody_signs_their_own_entries(city):
    with pytest.raises(LedgerRefused, match="nobody signs their own"):
        LedgerService(city, "김").approve(1, len(CITY))
    assert LedgerService(city, "박").approve(1, len(CITY)) == len(CITY)
    assert {entry.approved_by for entry in LedgerService(city, "김").entries(1, 100)} == {"박"}
    assert city.verify().ok


def test_where_somebody_reviews_only_reviewed_entries_are_approved(city):
    chief = LedgerService(city, "국장")
    chief.give_rights("국장", [Right.APPROVE])
    chief.give_rights("팀장", [Right.REVIEW])
    with pytest.raises(LedgerRefused):
        chief.approve(1, 5)
    assert LedgerService(city, "팀장").review(1, 3) == 3
    assert chief.approve(1, 5) == 3
    with pytest.raises(NotAllowed):
        LedgerService(city, "손님").add([order("N-9")])
    assert city.verify().ok


def test_a_closed_year_takes_nothing_and_is_issued_again_byte_for_byte(at):
    with LedgerStore(at) as store:
        LedgerService(store, "김").add(CITY)
        other = LedgerService(store, "박")
        with pytest.raises(LedgerRefused, match="not approved"):
            other.close_period("2026")
        other.approve(1, len(CITY))
        other.close_period("2026")
        issued = other.statement(YEAR)
    with LedgerStore(at) as store:
        ledger = LedgerService(store, "김")
        first = next(e.number for e in ledger.entries(0, 100) if e.key == "N-1")
        for refused in (
            lambda: ledger.add([order("N-9", month=12)]),
            lambda: ledger.correct(first, order("N-1", printed=1)),
            lambda: ledger.correct(first, None),
        ):
            with pytest.raises(LedgerRefused, match="closed period"):
                refused()
        ledger.add([late("N-9", 2027), late("N-10", 2025)])
        assert ledger.statement(YEAR) == issued
        assert ledger.statement(Scope.of_year(2027)) != issued
        assert store.verify().ok
    with LedgerStore(at) as store:
        assert LedgerService(store, "이").statement(YEAR) == issued


def test_a_closed_month_leaves_the_others_open(city):
    ledger = LedgerService(city, "박")
    ledger.approve(1, len(CITY))
    ledger.close_period("2026-03")
    with pytest.raises(LedgerRefused, match="closed period"):
        ledger.add([order("N-9", month=3)])
    ledger.add([order("N-9", month=4)])
    with pytest.raises(LedgerRefused, match="closed already"):
        ledger.close_period("2026-03")
    assert ledger.closed() == ("2026-03",)
    assert city.verify().ok


def test_a_file_and_a_server_make_the_same_statement(server, tmp_path):
    made = []
    url = server.fresh()
    for at in (tmp_path / "ledger.sqlite", url):
        with LedgerStore(at) as store:
            ledger = LedgerService(store, "김")
            ledger.add(CITY)
            said = ledger.statement(YEAR)
            made.append(said.replace(ledger.anchor().hash, "HASH"))
    server.drop(url)
    assert made[0] == made[1]
