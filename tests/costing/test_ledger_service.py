# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what, and that what is closed stays closed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.i18n import Language
from app.ledger.records import Baseline, PrintOrder, Publication
from app.services.costing.ledger import LedgerService, NotAllowed, Right, open_ledger
from app.services.costing.report import FORMS, make_report, write_report
from app.services.costing.view_models import Scope
from app.store.ledger.journal import LedgerRefused

YEAR = Scope.of_year(2026)
At = Callable[[str], LedgerService]


def order(number: str = "O-1", printed: int = 600, month: int = 3) -> PrintOrder:
    return PrintOrder(number, "P", date(2026, month, 2), 1000, printed, 1_000_000, setup=100_000)


RECORDS = (
    Publication("P", "백서", "A"),
    Baseline("P", 2026, 1000, date(2026, 1, 2), "박", "plan"),
    order(),
)


@pytest.fixture
def at(tmp_path: Path) -> At:
    """Give the same ledger to whoever asks."""
    return lambda name: open_ledger(str(tmp_path / "ledger.sqlite"), name)


def test_until_rights_are_given_everybody_may_do_all_but_approve_their_own(at: At):
    with at("김") as ledger:
        ledger.add(RECORDS)
        with pytest.raises(LedgerRefused, match="nobody signs their own"):
            ledger.approve(1, 3)
    with at("박") as ledger:
        assert ledger.approve(1, 3) == 3
        assert {entry.approved_by for entry in ledger.entries(1, 10)} == {"박"}


def test_each_right_allows_what_it_says_and_no_more(at: At):
    with at("국장") as ledger:
        ledger.give_rights("국장", [Right.APPROVE])
        ledger.give_rights("담당", [Right.ENTER])
        ledger.give_rights("팀장", [Right.REVIEW])
        with pytest.raises(NotAllowed):
            ledger.add(RECORDS)
    with at("담당") as ledger:
        written = ledger.add(RECORDS)
        for refused in (lambda: ledger.approve(1, 9), lambda: ledger.close_period("2026-03")):
            with pytest.raises(NotAllowed):
                refused()
        with pytest.raises(NotAllowed):
            ledger.give_rights("담당", list(Right))
    span = (written.first, written.last)
    with at("국장") as ledger, pytest.raises(LedgerRefused):
        ledger.approve(*span)  # somebody reviews, so reviews come first
    with at("팀장") as ledger:
        assert ledger.review(*span) == 3
        with pytest.raises(NotAllowed):
            ledger.approve(*span)
    with at("국장") as ledger:
        assert ledger.approve(*span) == 3
    with at("감사") as ledger:
        assert ledger.rights == {Right.AUDIT}
        assert ledger.figures.cards(YEAR).totals.printed == 600
        assert ledger.verify().ok
        for refused in (lambda: ledger.add(RECORDS), lambda: ledger.review(1, 9)):
            with pytest.raises(NotAllowed):
                refused()


def test_the_last_one_who_may_approve_stays(at: At):
    with at("국장") as ledger:
        ledger.give_rights("국장", [Right.APPROVE])
        with pytest.raises(LedgerRefused):
            ledger.give_rights("국장", [Right.ENTER])


def test_a_period_closes_once_all_is_approved_and_takes_no_more(at: At):
    with at("김") as ledger:
        ledger.add(RECORDS)
        with pytest.raises(LedgerRefused, match="not approved"):
            ledger.close_period("2026-03")
    with at("박") as ledger:
        ledger.approve(1, 3)
        ledger.close_period("2026-03")
        assert ledger.closed() == ("2026-03",)
        with pytest.raises(LedgerRefused, match="closed already"):
            ledger.close_period("2026-03")
        with pytest.raises(LedgerRefused, match="closed period"):
            ledger.add([order("O-2")])
        with pytest.raises(LedgerRefused, match="closed period"):
            ledger.correct(3, order(printed=1))
        with pytest.raises(LedgerRefused, match="closed period"):
            ledger.correct(3, None)
        assert ledger.add([order("O-3", month=4)])


@pytest.mark.slow
def test_a_past_report_is_issued_again_byte_for_byte(at: At, tmp_path: Path):
    with at("김") as ledger:
        ledger.add(RECORDS)
    march = Scope(YEAR.first.__class__(2026, 3), YEAR.first.__class__(2026, 3))
    with at("박") as ledger:
        ledger.approve(1, 3)
        ledger.close_period("2026-03")
    issued = {}
    with at("박") as ledger:
        for ending in FORMS:
            write_report(ledger, march, tmp_path / f"first{ending}")
            issued[ending] = (tmp_path / f"first{ending}").read_bytes()
    with at("김") as ledger:
        ledger.add([Publication("Q", "연보", "B"), order("O-4", month=5)])
    with at("박") as ledger:
        for ending, first in issued.items():
            write_report(ledger, march, tmp_path / f"again{ending}")
            assert (tmp_path / f"again{ending}").read_bytes() == first, ending
        assert make_report(ledger, YEAR).statement["anchor"]["count"] > 4


def test_a_correction_restores_what_it_corrects(at: At):
    with at("김") as ledger:
        ledger.add(RECORDS)
        before = ledger.figures.totals(YEAR)
        wrong = ledger.correct(3, order(printed=60))
        assert ledger.figures.totals(YEAR) != before
        right = ledger.correct(wrong, order())
        assert ledger.figures.totals(YEAR) == before
        gone = ledger.correct(right, None)
        assert ledger.figures.totals(YEAR).runs == 0
        assert ledger.record(gone) is None
        assert ledger.record(3) == order()
        assert ledger.count() == 6
        assert ledger.verify().ok


def test_a_correction_is_of_the_last_word_and_of_the_same_matter(at: At):
    with at("김") as ledger:
        ledger.add(RECORDS)
        ledger.correct(3, order(printed=60))
        with pytest.raises(LedgerRefused, match="last one"):
            ledger.correct(3, order())
        with pytest.raises(LedgerRefused, match="keeps the number"):
            ledger.correct(4, order("O-9"))
        with pytest.raises(LedgerRefused, match="in the ledger already"):
            ledger.add([order()])


def test_all_or_none_of_what_is_entered(at: At):
    with at("김") as ledger:
        ledger.add(RECORDS)
        with pytest.raises(LedgerRefused):
            ledger.add([order("O-2"), order("O-3"), order("O-1")])
        assert ledger.count() == 3


def test_a_baseline_that_was_entered_after_its_orders_is_pointed_at(at: At):
    """The rule is that it is frozen first; who writes an earlier day must show the paper."""
    with at("김") as ledger:
        ledger.add(RECORDS)
        made = make_report(ledger, YEAR).statement
        assert made["late_runs"] == 1
        text = FORMS[".xlsx"](make_report(ledger, YEAR), Language.KOREAN)
        notes = load_workbook(io.BytesIO(text)).worksheets[5]
        assert any("기재되기 전에 발주" in str(row[0].value) for row in notes)
        ahead = datetime.now(UTC).year + 2
        ledger.add([Baseline("P", ahead, 900, date(ahead, 1, 2), "박", "plan"),
                  PrintOrder("O-9", "P", date(ahead, 3, 2), 900, 500, 900_000)])  # fmt: skip
        assert make_report(ledger, Scope.of_year(ahead)).statement["late_runs"] == 0
