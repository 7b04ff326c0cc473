# SPDX-License-Identifier: AGPL-3.0-or-later
"""A ledger that an earlier version wrote is opened, verified, added to, corrected and exported."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.ledger.derivation import EntriesUsed
from app.ledger.periods import Month
from app.ledger.records import PrintOrder
from app.services.costing.exporting import write_entries
from app.services.costing.ledger import LedgerService
from app.services.costing.report import FORMS, ReportOptions, write_report
from app.services.costing.view_models import EntryRow, Scope
from app.store.ledger.engine import LedgerNewer
from app.store.ledger.migrations import newest_revision
from app.store.ledger.store import LedgerStore
from app.store.ledger.verifying import Anchor
from tests.store.ledger.city import order


def kept_anchor(stores: Path) -> Anchor:
    count, digest = (stores / "ledger.anchor").read_text("ascii").strip().split(":")
    return Anchor(int(count), digest)


def entry_of(ledger: LedgerService, key: str) -> EntryRow:
    return next(entry for entry in ledger.entries(0, 100) if entry.key == key)


def test_it_verifies_and_its_anchor_still_holds(old_ledger: Any, stores: Path) -> None:
    with LedgerStore(old_ledger) as store:
        ledger = LedgerService(store, "김")
        assert ledger.verify().ok
        assert ledger.count() == kept_anchor(stores).count
        if isinstance(old_ledger, Path):
            assert ledger.verify(kept_anchor(stores)).ok
        assert ledger.closed() == ("2026-03",)
        cards = ledger.figures.cards(Scope.of_year(2026))
        assert (cards.totals.runs, cards.totals.planned, cards.totals.printed) == (5, 3900, 2250)
        assert json.loads(ledger.statement(Scope.of_year(2026)))["totals"]["runs"] == 5


def test_the_seal_of_an_older_file_holds_after_its_tables_were_brought_up_to_date(
    stores: Path,
) -> None:
    for _ in range(3):
        with LedgerStore(stores / "ledger.sqlite") as store:
            assert store.verify().ok


def test_a_file_that_was_changed_is_not_sealed_by_bringing_it_up_to_date(stores: Path) -> None:
    path = stores / "ledger.sqlite"
    whole = bytearray(path.read_bytes())
    # In a part of a page that holds nothing: no entry changes, only the seal tells.
    whole[whole.rindex(bytes(64)) + 32] ^= 1
    path.write_bytes(whole)
    for _ in range(2):
        with LedgerStore(path) as store:
            assert not store.verify().ok


def test_it_is_added_to_and_stays_whole(old_ledger: Any) -> None:
    with LedgerStore(old_ledger) as store:
        LedgerService(store, "김").add([replace(order("N-20", month=11), contract="계약-20")])
        assert LedgerService(store, "김").verify().ok
    with LedgerStore(old_ledger) as store:
        ledger = LedgerService(store, "김")
        assert ledger.verify().ok
        assert ledger.count("계약-20") == 1
        record = ledger.record(entry_of(ledger, "N-20").number)
        assert isinstance(record, PrintOrder)
        assert record.contract == "계약-20"


def test_an_old_entry_is_read_with_what_it_never_had_and_corrected_with_it(old_ledger: Any) -> None:
    with LedgerStore(old_ledger) as store:
        ledger = LedgerService(store, "김")
        old = entry_of(ledger, "N-8")
        record = ledger.record(old.number)
        assert isinstance(record, PrintOrder)
        assert record.contract == ""
        number = ledger.correct(old.number, replace(record, contract="2026-계약-3"))
        assert ledger.verify().ok
        assert entry_of(ledger, "N-8").number == number
        # The entry that was corrected stays as it was written.
        assert old in ledger.entries(0, 100)
        used = [
            given
            for given in ledger.figures.derivation(Scope.of_year(2026), "printed").walk()
            if isinstance(given, EntriesUsed)
        ]
        assert used[0].contracts[number] == "2026-계약-3"
        detail = ledger.figures.title("P-1", 2026)
        assert {run.order: run.contract for run in detail.runs}["N-8"] == "2026-계약-3"
        assert {run.order: run.contract for run in detail.runs}["N-1"] == ""


@pytest.mark.parametrize("version", ["0.1.0"])
def test_entries_of_the_first_version_state_no_contract_and_stay_as_they_are(
    old_ledger: Any,
) -> None:
    with LedgerStore(old_ledger) as store:
        entries = LedgerService(store, "김").entries(0, 100)
        assert not [entry for entry in entries if "contract" in entry.content]
        assert store.verify().ok


@pytest.mark.slow
def test_its_entries_are_exported_with_the_hashes_that_they_had(
    old_ledger: Any, stores: Path, tmp_path: Path
) -> None:
    with LedgerStore(old_ledger) as store:
        ledger = LedgerService(store, "김")
        assert write_entries(ledger, tmp_path / "entries.csv") == ledger.count()
        for ending in (".xlsx", ".csv", ".json", ".pdf"):
            write_report(ledger, Scope.of_year(2026), tmp_path / f"report{ending}")
            assert (tmp_path / f"report{ending}").stat().st_size
    with (tmp_path / "entries.csv").open(encoding="utf-8-sig", newline="") as source:
        written = list(csv.DictReader(source))
    if isinstance(old_ledger, Path):
        assert written[-1]["hash"] == kept_anchor(stores).hash


def test_what_a_row_holds_that_its_old_entry_never_said_is_a_fault(stores: Path) -> None:
    path = stores / "ledger.sqlite"
    LedgerStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE print_order SET contract = 'made up' WHERE number = 'N-1'")
    connection.close()
    with LedgerStore(path) as store:
        found = store.verify()
        assert (found.ok, found.where) == (False, "print_order N-1")


def test_one_of_a_newer_version_is_refused_in_words(old_ledger: Any) -> None:
    with LedgerStore(old_ledger) as store, store.writing() as connection:
        later = f"{int(newest_revision()) + 1:04}"
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{later}'")
    with pytest.raises(LedgerNewer, match="newer version"):
        LedgerStore(old_ledger)


@pytest.mark.parametrize("version", ["0.1.0"])
def test_it_is_not_touched_where_it_cannot_be_brought_up_to_date(
    stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that fails leaves the file as it was: the version that wrote it still opens it."""
    path = stores / "ledger.sqlite"
    before = stores / "before.sqlite"
    shutil.copy(path, before)

    def fail(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr("alembic.command.upgrade", fail)
    with pytest.raises(Exception, match="disk"):
        LedgerStore(path)
    with sqlite3.connect(path) as now, sqlite3.connect(before) as then:
        assert list(now.iterdump()) == list(then.iterdump())


def test_the_report_of_a_month_that_it_closed_is_written_in_every_form(
    stores: Path, tmp_path: Path
) -> None:
    with LedgerStore(stores / "ledger.sqlite") as store:
        ledger = LedgerService(store, "김")
        march = Scope(Month(2026, 3), Month(2026, 3))
        closed = json.loads(ledger.statement(march))
        assert closed["closed"] == "2026-03"
        for ending in FORMS:
            write_report(ledger, march, tmp_path / f"march{ending}")
            write_report(ledger, march, tmp_path / f"only{ending}", ReportOptions(confirmed=True))
            # What is closed was approved, so it is the same.
            assert (tmp_path / f"march{ending}").read_bytes() == (
                tmp_path / f"only{ending}"
            ).read_bytes()
        assert json.loads((tmp_path / "march.json").read_text("utf-8")) == closed
