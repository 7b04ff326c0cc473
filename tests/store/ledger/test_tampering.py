# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every edit behind the program's back is found: of rows, and of single bytes of the file."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from app.services.costing.ledger import LedgerService, Right
from app.store.ledger.chain import Entry
from app.store.ledger.engine import LedgerUnreachable
from app.store.ledger.rows import rows
from app.store.ledger.seal import seal_file
from app.store.ledger.store import LedgerStore
from app.store.ledger.tables import ENTRY, HEAD, METADATA
from app.store.ledger.verifying import Anchor, anchor, verify
from tests.store.ledger.city import CITY, order


@pytest.fixture
def lived(city: LedgerStore) -> LedgerStore:
    """A ledger in which everything has happened once."""
    ledger = LedgerService(city, "김")
    first = next(e.number for e in ledger.entries(0, 100) if e.key == "N-2")
    ledger.correct(first, order("N-2", "P-2", month=5, planned=500, printed=450, amount=810_000))
    ledger.add([order("N-7")])
    ledger.correct(ledger.anchor().count, None)
    chief = LedgerService(city, "국장")
    chief.give_rights("국장", [Right.APPROVE])
    chief.give_rights("팀장", [Right.REVIEW])
    chief.give_rights("김", [Right.ENTER])
    LedgerService(city, "팀장").review(1, ledger.anchor().count)
    chief.approve(1, ledger.anchor().count)
    chief.close_period("2026-03")
    ledger.add([order("N-8", month=9), order("N-9", "P-3", month=10)])
    LedgerService(city, "팀장").review(ledger.anchor().count, ledger.anchor().count)
    assert city.verify().ok
    return city


def disarm(connection: Connection) -> None:
    """Take away what keeps entries from being changed, as somebody with all rights could."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE entry DISABLE TRIGGER entry_kept"))
        return
    for name in ("entry_unchanged", "entry_kept"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))


TABLES = [table for table in METADATA.sorted_tables if table.name != "alembic_version"]


def other(value: Any, chance: random.Random, *, number: bool) -> Any:
    """Return a value that is not ``value``."""
    if number:
        near = [(value or 0) + step for step in (1, -1, 10, 1000, -(2 * (value or 0)) or 7)]
        return chance.choice([n for n in near if n != value])
    if not value:
        return "x"
    at = chance.randrange(len(value))
    swapped = chance.choice([letter for letter in "0123456789abcdef가" if letter != value[at]])
    return chance.choice(
        [value[:at] + swapped + value[at + 1 :], value[:at] + value[at + 1 :], value + swapped]
    )


def edit(
    connection: Connection, table: Table, held: list[dict[str, Any]], chance: random.Random
) -> object:
    """Change one thing in a table; return what was done, or None where it changes nothing."""
    row = chance.choice(held)
    here = [column == row[column.name] for column in table.primary_key.columns]
    way = chance.choice(["change", "change", "change", "delete", "insert", "swap", "rehash"])
    column = chance.choice(list(table.c))
    is_number = column.type.python_type is int
    if way == "change":
        new = other(row[column.name], chance, number=is_number)
        if column.primary_key and any(r != row and r[column.name] == new for r in held):
            return None
        connection.execute(update(table).where(*here).values({column.name: new}))
        return way, column.name, row[column.name], new
    if way == "delete":
        connection.execute(delete(table).where(*here))
        return way, here
    if way == "insert":
        key = chance.choice(list(table.primary_key.columns))
        fresh = max(r[key.name] for r in held)
        fresh = fresh + 1 if isinstance(fresh, int) else fresh[:6] + "z"
        if any(r[key.name] == fresh for r in held):
            return None
        connection.execute(insert(table).values({**row, key.name: fresh}))
        return way, key.name, fresh
    if way == "swap":
        with_ = chance.choice(held)
        if column.primary_key or with_[column.name] == row[column.name]:
            return None
        there = [c == with_[c.name] for c in table.primary_key.columns]
        connection.execute(update(table).where(*here).values({column.name: with_[column.name]}))
        connection.execute(update(table).where(*there).values({column.name: row[column.name]}))
        return way, column.name
    if table is not ENTRY or column.name in ("number", "hash"):
        return None
    # A forger who knows the chain: the entry's own hash fits its new content.
    row = {**row, column.name: other(row[column.name], chance, number=is_number)}
    forged = Entry(**row).digest
    connection.execute(update(ENTRY).where(*here).values({**row, "hash": forged}))
    last = max(r["number"] for r in held)
    if row["number"] == last:
        connection.execute(update(HEAD).values(hash=forged))
    return way, column.name, row["number"]


def missed_edits(store: LedgerStore, count: int, seed: int) -> list[object]:
    """Make edits, each undone before the next, and return those that nobody noticed."""
    chance = random.Random(seed)
    missed: list[object] = []
    made = 0
    with store.writing() as connection:
        disarm(connection)
        kept = anchor(connection)
        held = {table: list(rows(connection, select(table))) for table in TABLES}
        full = [table for table in TABLES if held[table]]
        while made < count:
            # Half of all edits go to the entries: they are what it is all about.
            table = ENTRY if chance.random() < 0.5 else chance.choice(full)
            point = connection.begin_nested()
            try:
                done = edit(connection, table, held[table], chance)
            except DBAPIError:
                # The database itself refuses, a text too long for its column for one.
                done = None
            if done is not None:
                made += 1
                if verify(connection, kept).ok:
                    missed.append((table.name, done))
            point.rollback()
        assert verify(connection, kept).ok
    return missed


def test_edits_of_rows_are_found(lived):
    assert missed_edits(lived, 100, 1) == []


@pytest.mark.slow
def test_thousands_of_edits_of_rows_are_found(lived, at):
    # Each is a round trip or several where there is a server.
    assert missed_edits(lived, 10_000 if isinstance(at, Path) else 1_000, 2) == []


def test_a_row_too_many_beside_the_head_is_found(lived):
    with lived.writing() as connection:
        connection.execute(insert(HEAD).values(id=2, count=0, hash="0" * 64))
    assert not lived.verify().ok


def test_a_whole_new_chain_is_found_by_the_anchor_that_was_kept(at, server, tmp_path):
    with LedgerStore(at) as store:
        ledger = LedgerService(store, "김")
        ledger.add(CITY)
        kept = ledger.anchor()
    elsewhere = tmp_path / "other.sqlite" if isinstance(at, Path) else server.fresh()
    with LedgerStore(elsewhere) as forged:
        LedgerService(forged, "김").add((*CITY[:-1], order("N-99")))
        assert forged.verify().ok
        found = forged.verify(kept)
        assert not found.ok
        assert found.entry == len(CITY)


def test_entries_cut_off_at_the_end_are_found_by_an_anchor(city):
    kept = LedgerService(city, "김").anchor()
    with city.writing() as connection:
        disarm(connection)
        connection.execute(delete(ENTRY).where(ENTRY.c.number == kept.count))
    found = city.verify()
    assert not found.ok
    assert found.entry == kept.count
    assert not city.verify(Anchor(kept.count + 5, "0" * 64)).ok


# ------------------------------------------------------------ bytes of the file


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A ledger's file that was closed in peace."""
    ledger = tmp_path / "ledger.sqlite"
    with LedgerStore(ledger) as store:
        LedgerService(store, "김").add(CITY)
        LedgerService(store, "박").approve(1, len(CITY))
    assert seal_file(ledger).exists()
    return ledger


def edited(whole: bytes, chance: random.Random) -> bytes:
    """Return bytes with one small edit."""
    at = chance.randrange(len(whole))
    way = chance.randrange(4)
    if way == 0:
        return whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
    if way == 1:
        end = min(len(whole), at + chance.randrange(1, 600))
        other_ = whole[:at] + chance.randbytes(end - at) + whole[end:]
        return other_ if other_ != whole else whole[:-1]
    if way == 2:
        return whole[:at]
    return whole[:at] + b"\0" + whole[at:]


def unnoticed(ledger: Path, count: int, seed: int) -> Iterator[int]:
    """Yield the numbers of the edits that verification does not find."""
    chance = random.Random(seed)
    whole, seal = ledger.read_bytes(), seal_file(ledger).read_bytes()
    for n in range(count):
        for rest in ledger.parent.glob(ledger.name + "-*"):
            rest.unlink()
        ledger.write_bytes(edited(whole, chance))
        seal_file(ledger).write_bytes(seal)
        try:
            with LedgerStore(ledger) as store:
                found = store.verify()
        except LedgerUnreachable:
            # What cannot even be opened is said to be damaged.
            continue
        if found.ok:
            yield n


@pytest.mark.slow
def test_edits_of_the_files_bytes_are_found(sealed):
    assert list(unnoticed(sealed, 60, 1)) == []


@pytest.mark.slow
def test_thousands_of_edits_of_the_files_bytes_are_found(sealed):
    assert list(unnoticed(sealed, 3_000, 2)) == []


def test_the_sealed_file_itself_is_in_order(sealed):
    with LedgerStore(sealed) as store:
        assert store.verify().ok
        with store.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(ENTRY)) == len(CITY) + 1


# ------------------------------------------------------------ the seal accuses


def changed(ledger: Path, statement: str) -> None:
    """Run a statement behind the program's back, and leave no log."""
    with closing(sqlite3.connect(ledger)) as connection:
        connection.executescript(statement)


def forge(ledger: Path) -> None:
    """Put a whole other chain of as many entries in the file's place."""
    other_ = ledger.with_name("forged.sqlite")
    with LedgerStore(other_) as store:
        LedgerService(store, "김").add((*CITY[:-1], order("N-99")))
        LedgerService(store, "박").approve(1, len(CITY))
    other_.replace(ledger)
    seal_file(other_).unlink()


def roll_back(ledger: Path) -> None:
    earlier = ledger.read_bytes()
    with LedgerStore(ledger) as store:
        LedgerService(store, "김").add([order("N-50")])
    ledger.write_bytes(earlier)


TAMPERINGS: dict[str, Callable[[Path], object]] = {
    "emptied": lambda ledger: ledger.write_bytes(b""),
    "removed": lambda ledger: ledger.unlink(),
    "rolled back": roll_back,
    "forged": forge,
    "seal removed": lambda ledger: seal_file(ledger).unlink(),
    "seal emptied": lambda ledger: seal_file(ledger).write_bytes(b""),
    "seal without JSON": lambda ledger: seal_file(ledger).write_text("sealed"),
    "seal of another shape": lambda ledger: seal_file(ledger).write_text('{"count": []}'),
    "seal too deep": lambda ledger: seal_file(ledger).write_text("[" * 100_000),
    "seal of another count": lambda ledger: seal_file(ledger).write_text(
        json.dumps({**json.loads(seal_file(ledger).read_text()), "count": 99})
    ),
    "trigger dropped": lambda ledger: changed(ledger, "DROP TRIGGER entry_kept"),
    "trigger made harmless": lambda ledger: changed(
        ledger,
        "DROP TRIGGER entry_kept;"
        "CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT 1; END",
    ),
    "hostile trigger": lambda ledger: changed(
        ledger,
        "CREATE TRIGGER more AFTER INSERT ON print_order"
        " BEGIN UPDATE print_order SET amount = amount * 10; END",
    ),
    "foreign table": lambda ledger: changed(ledger, "CREATE TABLE other (a)"),
    "foreign view": lambda ledger: changed(ledger, "CREATE VIEW other AS SELECT 1"),
    "a page between": lambda ledger: changed(ledger, "CREATE TABLE o (a); DROP TABLE o"),
    "vacuumed": lambda ledger: changed(ledger, "VACUUM"),
    "bytes behind a log that is none": lambda ledger: (
        ledger.write_bytes(ledger.read_bytes() + bytes(4096)),
        ledger.with_name(ledger.name + "-wal").write_bytes(b"\0"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_seal_that_does_not_agree_accuses_until_somebody_accepts_it(sealed, name):
    TAMPERINGS[name](sealed)
    for _ in range(3):
        with LedgerStore(sealed) as store:
            assert not store.verify().ok
    with LedgerStore(sealed) as store:
        store.accept()
    # What is wrong inside of the file stays so; what only the seal said is taken back.
    inside = {"trigger dropped", "trigger made harmless", "hostile trigger"}
    inside |= {"foreign table", "foreign view"}
    with LedgerStore(sealed) as store:
        assert store.verify().ok is (name not in inside)


def test_entries_of_a_program_that_was_killed_are_no_tampering(sealed):
    seal = seal_file(sealed).read_bytes()
    with LedgerStore(sealed) as store:
        LedgerService(store, "김").add([order("N-51")])
    # Killed after the file was whole and before the seal was written.
    seal_file(sealed).write_bytes(seal)
    with LedgerStore(sealed) as store:
        assert store.verify().ok
    assert seal_file(sealed).read_bytes() != seal


def test_a_ledger_on_a_write_protected_disk_is_verified(sealed):
    before = {path.name: path.read_bytes() for path in sealed.parent.iterdir()}
    with LedgerStore(sealed, read_only=True) as store:
        assert store.verify().ok
    assert {path.name: path.read_bytes() for path in sealed.parent.iterdir()} == before
