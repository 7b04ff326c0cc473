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
from app.services.costing.ledger import Desk, NotAllowed, Right, open_desk
from app.services.costing.report import FORMS, make_report, write_report
from app.services.costing.shown import Scope
from app.store.ledger.journal import LedgerRefused

YEAR = Scope.of_year(2026)
At = Callable[[str], Desk]


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
    return lambda name: open_desk(str(tmp_path / "ledger.sqlite"), name)


def test_until_rights_are_given_everybody_may_do_all_but_approve_their_own(at: At):
    with at("김") as desk:
        desk.add(RECORDS)
        with pytest.raises(LedgerRefused, match="nobody signs their own"):
            desk.approve(1, 3)
    with at("박") as desk:
        assert desk.approve(1, 3) == 3
        assert {entry.approved_by for entry in desk.entries(1, 10)} == {"박"}


def test_each_right_allows_what_it_says_and_no_more(at: At):
    with at("국장") as desk:
        desk.give_rights("국장", [Right.APPROVE])
        desk.give_rights("담당", [Right.ENTER])
        desk.give_rights("팀장", [Right.REVIEW])
        with pytest.raises(NotAllowed):
            desk.add(RECORDS)
    with at("담당") as desk:
        written = desk.add(RECORDS)
        for refused in (lambda: desk.approve(1, 9), lambda: desk.close("2026-03")):
            with pytest.raises(NotAllowed):
                refused()
        with pytest.raises(NotAllowed):
            desk.give_rights("담당", list(Right))
    span = (written.first, written.last)
    with at("국장") as desk, pytest.raises(LedgerRefused):
        desk.approve(*span)  # somebody reviews, so reviews come first
    with at("팀장") as desk:
        assert desk.review(*span) == 3
        with pytest.raises(NotAllowed):
            desk.approve(*span)
    with at("국장") as desk:
        assert desk.approve(*span) == 3
    with at("감사") as desk:
        assert desk.rights == {Right.AUDIT}
        assert desk.figures.cards(YEAR).totals.printed == 600
        assert desk.verify().ok
        for refused in (lambda: desk.add(RECORDS), lambda: desk.review(1, 9)):
            with pytest.raises(NotAllowed):
                refused()


def test_the_last_one_who_may_approve_stays(at: At):
    with at("국장") as desk:
        desk.give_rights("국장", [Right.APPROVE])
        with pytest.raises(LedgerRefused):
            desk.give_rights("국장", [Right.ENTER])


def test_a_period_closes_once_all_is_approved_and_takes_no_more(at: At):
    with at("김") as desk:
        desk.add(RECORDS)
        with pytest.raises(LedgerRefused, match="not approved"):
            desk.close("2026-03")
    with at("박") as desk:
        desk.approve(1, 3)
        desk.close("2026-03")
        assert desk.closed() == ("2026-03",)
        with pytest.raises(LedgerRefused, match="closed already"):
            desk.close("2026-03")
        with pytest.raises(LedgerRefused, match="closed period"):
            desk.add([order("O-2")])
        with pytest.raises(LedgerRefused, match="closed period"):
            desk.correct(3, order(printed=1))
        with pytest.raises(LedgerRefused, match="closed period"):
            desk.correct(3, None)
        assert desk.add([order("O-3", month=4)])


def test_a_past_report_is_issued_again_byte_for_byte(at: At, tmp_path: Path):
    with at("김") as desk:
        desk.add(RECORDS)
    march = Scope(YEAR.first.__class__(2026, 3), YEAR.first.__class__(2026, 3))
    with at("박") as desk:
        desk.approve(1, 3)
        desk.close("2026-03")
    issued = {}
    with at("박") as desk:
        for ending in FORMS:
            write_report(desk, march, tmp_path / f"first{ending}")
            issued[ending] = (tmp_path / f"first{ending}").read_bytes()
    with at("김") as desk:
        desk.add([Publication("Q", "연보", "B"), order("O-4", month=5)])
    with at("박") as desk:
        for ending, first in issued.items():
            write_report(desk, march, tmp_path / f"again{ending}")
            assert (tmp_path / f"again{ending}").read_bytes() == first, ending
        assert make_report(desk, YEAR).statement["anchor"]["count"] > 4


def test_a_correction_restores_what_it_corrects(at: At):
    with at("김") as desk:
        desk.add(RECORDS)
        before = desk.figures.totals(YEAR)
        wrong = desk.correct(3, order(printed=60))
        assert desk.figures.totals(YEAR) != before
        right = desk.correct(wrong, order())
        assert desk.figures.totals(YEAR) == before
        gone = desk.correct(right, None)
        assert desk.figures.totals(YEAR).runs == 0
        assert desk.record(gone) is None
        assert desk.record(3) == order()
        assert desk.count() == 6
        assert desk.verify().ok


def test_a_correction_is_of_the_last_word_and_of_the_same_matter(at: At):
    with at("김") as desk:
        desk.add(RECORDS)
        desk.correct(3, order(printed=60))
        with pytest.raises(LedgerRefused, match="last one"):
            desk.correct(3, order())
        with pytest.raises(LedgerRefused, match="keeps the number"):
            desk.correct(4, order("O-9"))
        with pytest.raises(LedgerRefused, match="in the ledger already"):
            desk.add([order()])


def test_all_or_none_of_what_is_entered(at: At):
    with at("김") as desk:
        desk.add(RECORDS)
        with pytest.raises(LedgerRefused):
            desk.add([order("O-2"), order("O-3"), order("O-1")])
        assert desk.count() == 3


def test_a_baseline_that_was_entered_after_its_orders_is_pointed_at(at: At):
    """The rule is that it is frozen first; who writes an earlier day must show the paper."""
    with at("김") as desk:
        desk.add(RECORDS)
        made = make_report(desk, YEAR).statement
        assert made["late_runs"] == 1
        text = FORMS[".xlsx"](make_report(desk, YEAR), Language.KOREAN)
        notes = load_workbook(io.BytesIO(text)).worksheets[5]
        assert any("기재되기 전에 발주" in str(row[0].value) for row in notes)
        ahead = datetime.now(UTC).year + 2
        desk.add([Baseline("P", ahead, 900, date(ahead, 1, 2), "박", "plan"),
                  PrintOrder("O-9", "P", date(ahead, 3, 2), 900, 500, 900_000)])  # fmt: skip
        assert make_report(desk, Scope.of_year(ahead)).statement["late_runs"] == 0
