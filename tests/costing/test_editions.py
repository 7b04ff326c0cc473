# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversions and baselines that enter themselves."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from app.ledger.records import BaselineMethod, PrintOrder, Publication
from app.services.costing.editions import enter_editions, enter_run
from app.services.costing.freezing import OwnApproval, freeze, propose
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.costing.view_models import Scope
from app.services.report import ReportItem, Status
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Text
from converters.epub.writer import write_book

DAY = date(2026, 11, 23)


def converted(folder: Path, title: str, number: str = "") -> ReportItem:
    """Return the report's line of a book that was really made."""
    document = Document(
        metadata=Metadata(title=title, publication_number=number),
        blocks=(Paragraph((Text("본문"),)),),
    )
    path = folder / f"{title}.epub"
    path.write_bytes(write_book(document).data)
    return ReportItem(
        "in.hwp", Status.CONVERTED, "ab" * 32, outputs=(str(path),), pages=12, title=title
    )


def test_a_conversion_adds_its_book_and_pages(ledger: LedgerService, tmp_path: Path):
    ledger.add(
        [Publication("51-6110000-000123-01", "시정 백서", "A"), Publication("X", "연보", "A")]
    )
    items = [
        converted(tmp_path, "2025 백서", "51–6110000–000123–01"),
        converted(tmp_path, " 연보 "),
        converted(tmp_path, "회의 메모"),
        converted(tmp_path, "시정 백서", "99-1"),
    ]
    found = enter_editions(ledger, items, DAY)
    assert (found.editions, found.there) == (2, 0)
    assert found.unknown == ("회의 메모", "시정 백서")
    record = ledger.record(3)
    book = Path(items[0].outputs[0]).read_bytes()
    assert (record.publication, record.pages) == ("51-6110000-000123-01", 12)
    assert record.book == hashlib.sha256(book).hexdigest()
    assert record.source == "ab" * 32
    assert record.staff_minutes is None
    assert ledger.figures.cards(Scope.of_year(2026)).digital == 2
    again = enter_editions(ledger, items, DAY)
    assert (again.editions, again.there, ledger.count()) == (0, 2, 4)


def test_books_of_a_run_that_was_cut_off_are_entered_by_the_next(own_folders, monkeypatch):
    """They are unchanged then, and since the day on which they were written."""
    with open_ledger(name="김") as ledger:
        ledger.add([Publication("1", "연보", "A")])
    items = [converted(own_folders, name) for name in ("연보", "회의 메모")]
    noon = datetime(2026, 4, 5, 12).astimezone().timestamp()
    os.utime(items[0].outputs[0], (noon, noon))
    later = [replace(item, status=Status.UNCHANGED) for item in items]
    found = enter_run(later, date(2027, 5, 5))
    assert (found.editions, found.unknown) == (1, ())
    with open_ledger(name="김") as ledger:
        assert ledger.record(2).day == date(2026, 4, 5)
    monkeypatch.setattr("app.services.costing.editions.read_imprint", lambda _path: 1 / 0)
    assert enter_run(later[:1], date(2027, 5, 5)).editions == 0


def test_two_titles_that_read_the_same_are_not_guessed_between(
    ledger: LedgerService, tmp_path: Path
):
    ledger.add([Publication("1", "연보", "A"), Publication("2", "연보", "B")])
    assert enter_editions(ledger, [converted(tmp_path, "연보")], DAY).unknown == ("연보",)


def test_without_a_ledger_nothing_is_made(own_folders: Path):
    assert enter_run([converted(own_folders, "연보")], DAY) is None
    assert [path.name for path in own_folders.iterdir()] == ["연보.epub"]


def test_with_a_ledger_a_run_enters_itself(own_folders: Path):
    with open_ledger(name="김") as ledger:
        ledger.add([Publication("1", "연보", "A")])
    assert enter_run([converted(own_folders, "연보")], DAY).editions == 1


def test_who_may_not_enter_converts_all_the_same(own_folders, monkeypatch):
    with open_ledger(name="국장") as ledger:
        ledger.add([Publication("1", "연보", "A")])
        ledger.give_rights("국장", list(ledger.rights))
    monkeypatch.setenv("HANJI_PERSON", "손님")
    assert enter_run([converted(own_folders, "연보")], DAY) is None


def test_a_ledger_without_titles_misses_none(own_folders: Path):
    open_ledger(name="김").close()
    assert enter_run([converted(own_folders, "연보")], DAY).unknown == ()


def order(number: str, day: date, printed: int, amount: int | None = None, **more: object):
    return PrintOrder(number, "P", day, printed, printed, amount, **more)  # type: ignore[arg-type]


ORDERS = (
    order("1", date(2023, 5, 1), 900),
    order("2", date(2025, 3, 1), 1_000, 3_000_000, composition=500_000, setup=800_000),
    order("3", date(2025, 9, 1), 500),
    order("4", date(2026, 3, 1), 100),
)


@pytest.fixture
def printed(ledger: LedgerService) -> LedgerService:
    ledger.add([Publication("P", "백서", "A"), *ORDERS])
    return ledger


def test_the_last_run_is_a_baseline_with_its_source(printed: LedgerService):
    (found,) = propose(printed, 2026, BaselineMethod.LAST_RUN, date(2026, 1, 2), "박")
    assert (found.copies, found.runs, found.amount) == (500, 2, None)
    assert "3" in found.source
    assert (found.method, found.approver, found.frozen) == (
        BaselineMethod.LAST_RUN,
        "박",
        date(2026, 1, 2),
    )
    earlier = propose(printed, 2025, BaselineMethod.LAST_RUN, date(2025, 1, 2), "박")
    assert earlier[0].copies == 900


def test_a_last_runs_price_goes_with_it_without_composition(ledger: LedgerService):
    ledger.add([Publication("P", "백서", "A"), ORDERS[1]])
    (found,) = propose(ledger, 2026, BaselineMethod.LAST_RUN, date(2026, 1, 2), "박")
    assert (found.amount, found.setup) == (2_500_000, 800_000)


def test_three_years_mean_counts_the_years_without_a_run(printed: LedgerService):
    (found,) = propose(printed, 2026, BaselineMethod.MEAN_OF_THREE_YEARS, date(2026, 1, 2), "박")
    assert found.copies * found.runs == 800
    assert (found.runs, found.source) == (1, "1, 2, 3")


def test_what_is_frozen_stays_and_measures_later_runs_only(printed: LedgerService):
    late = propose(printed, 2026, BaselineMethod.LAST_RUN, date(2026, 3, 2), "박")
    freeze(printed, late)
    assert printed.figures.totals(Scope.of_year(2026)).avoided == 0
    assert propose(printed, 2026, BaselineMethod.LAST_RUN, date(2026, 1, 2), "박") == ()
    printed.add([order("5", date(2026, 6, 1), 200)])
    assert printed.figures.totals(Scope.of_year(2026)).avoided == 300


def test_nobody_approves_the_baselines_they_enter(printed: LedgerService):
    for approver in ("김", "", " "):
        with pytest.raises(OwnApproval):
            propose(printed, 2026, BaselineMethod.LAST_RUN, date(2026, 1, 2), approver)
