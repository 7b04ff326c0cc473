# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is entered comes back as it was written, and is never overwritten."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.ledger.records import Publication
from app.services.costing.ledger import LedgerService
from app.services.costing.statement import record_in
from app.store.ledger import reading
from app.store.ledger.chain import BEGINNING
from app.store.ledger.engine import LedgerUnreachable
from app.store.ledger.journal import LedgerRefused
from app.store.ledger.migrations import newest_revision
from app.store.ledger.store import LedgerStore
from app.store.ledger.tables import ENTRY, HEAD
from tests.store.ledger.city import CITY, order


def test_entries_come_back_as_they_were_written(at):
    with LedgerStore(at) as store:
        LedgerService(store, "김").add(CITY)
    with LedgerStore(at) as store, store.reading() as connection:
        found = reading.entries_after(connection, 0, 100)
        assert [record_in(entry) for entry in found] == [
            record_in(entry) for entry in reversed(reading.entries(connection, 0, 100))
        ]
        assert [(entry.kind, entry.key) for entry in found] == [(r.kind, r.key) for r in CITY]
        for entry, record in zip(found, CITY, strict=True):
            assert entry.author == "김"
            if record.kind != "price":
                assert record_in(entry) == record
        assert store.verify().ok


def test_each_entry_names_the_one_before_it(city):
    with city.reading() as connection:
        found = reading.entries_after(connection, 0, 100)
    assert [entry.number for entry in found] == list(range(1, len(CITY) + 1))
    assert [entry.previous for entry in found] == [BEGINNING, *(e.hash for e in found[:-1])]
    assert all(entry.digest == entry.hash for entry in found)


@pytest.mark.parametrize(
    "change",
    [
        update(ENTRY).where(ENTRY.c.number == 3).values(author="박"),
        delete(ENTRY).where(ENTRY.c.number == 3),
        delete(ENTRY),
    ],
    ids=["changed", "taken out", "all taken out"],
)
def test_the_database_itself_refuses_to_change_an_entry(city, change):
    with pytest.raises(DBAPIError, match="never changed"), city.writing() as connection:
        connection.execute(change)
    assert city.verify().ok


def test_words_are_found_in_large_and_small_letters(store):
    ledger = LedgerService(store, "Kim")
    ledger.add([Publication("P-1", "Annual Report 100%", "A"), Publication("P-2", "백서", "A")])
    assert ledger.count("annual") == 1
    assert ledger.count("백서") == 1
    assert ledger.count("kim") == 2
    assert ledger.count("100%") == 1
    assert ledger.count("%") == 1


def test_a_duplicate_is_refused_with_all_that_came_with_it(city):
    ledger = LedgerService(city, "박")
    before = ledger.anchor()
    with pytest.raises(LedgerRefused, match="already"):
        ledger.add([order("N-8"), order("N-1"), order("N-9")])
    assert ledger.anchor() == before
    assert city.verify().ok


def test_only_the_last_word_is_corrected(city):
    ledger = LedgerService(city, "박")
    first = next(e.number for e in ledger.entries(0, 100) if e.key == "N-1")
    second = ledger.correct(first, order("N-1", printed=500))
    with pytest.raises(LedgerRefused, match="not the last one"):
        ledger.correct(first, order("N-1", printed=400))
    ledger.correct(second, None)
    with pytest.raises(LedgerRefused):
        ledger.correct(second, order("N-1"))
    assert city.verify().ok
    ledger.add([order("N-1", printed=300)])
    assert city.verify().ok


def test_the_tables_are_those_of_the_newest_step_and_are_made_once(at):
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "app:store/ledger/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == newest_revision()
    for _ in range(2):
        with LedgerStore(at) as store:
            assert LedgerService(store, "김").count() == 0


def test_a_ledger_of_a_newer_program_is_left_alone(at):
    with LedgerStore(at) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerUnreachable):
        LedgerStore(at)


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path):
    url = f"postgresql://kim:secret@/ledger?host={tmp_path}"
    with pytest.raises(LedgerUnreachable) as caught:
        LedgerStore(url)
    assert str(tmp_path) in str(caught.value.params["url"])
    assert "secret" not in str(caught.value.params)


@pytest.mark.parametrize("url", ["nonsense", "oracle://x/y", "mysql://x/y", "sqlite://"])
def test_what_is_no_address_of_a_ledger_is_refused(url):
    with pytest.raises(LedgerUnreachable):
        LedgerStore(url)


def test_the_head_is_one_row(city):
    with city.writing() as connection:
        assert len(connection.execute(HEAD.select()).all()) == 1
