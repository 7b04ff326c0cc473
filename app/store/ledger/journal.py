# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal takes entries in: chained, checked against closed periods and duplicates, and projected.

All of a call happens in one transaction, under a lock on the head of the chain: two clients that
write at once write one after the other, and neither overwrites the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from app.errors import AppError
from app.i18n import mark
from app.ledger.records import Record, RecordKind, period_day
from app.ledger.serialization import RecordRow, row_of
from app.store.ledger.chain import VOID, Entry, canonical
from app.store.ledger.projection import Group, reassess, reprice, years_of
from app.store.ledger.rows import rows
from app.store.ledger.tables import CLOSING, ENTRY, FACTS, HEAD, PENDING, YEARLY

_CHUNK = 1000
_MANY = 10_000
Progress = Callable[[int], None]
"""Told how many entries are written."""


class LedgerRefused(AppError):
    """The ledger does not take an entry; nothing of the call was written."""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry to be written: a record, or that an earlier entry is taken back."""

    record: Record | None
    kind: RecordKind
    key: str
    corrects: int | None = None

    @classmethod
    def of(cls, record: Record, corrects: int | None = None) -> EntryDraft:
        """Return the draft of a record."""
        return cls(record, record.kind, record.key, corrects)


@dataclass(frozen=True, slots=True)
class EntryRange:
    """The entries that a call wrote, by the numbers of the first and last; ``last`` is before ``first`` for none."""

    first: int
    last: int


def append(
    connection: Connection,
    drafts: Iterable[EntryDraft],
    author: str,
    at: str,
    progress: Progress | None = None,
) -> EntryRange:
    """Write records as entries.

    Raises:
        LedgerRefused: an entry exists already, lies in a closed period, or corrects what is not
            the last word on its matter.
    """
    chain = _Chain.locked(connection)
    closed = set(connection.scalars(select(CLOSING.c.period)))
    first = chain.count + 1
    touched: set[Group] = set()
    priced: list[RecordRow] = []
    source = iter(drafts)
    while chunk := list(islice(source, _CHUNK)):
        before = _live(connection, chunk)
        entries = []
        made: dict[RecordKind, list[dict[str, Any]]] = {}
        gone: dict[RecordKind, list[str]] = {}
        for draft in chunk:
            old = before.get((draft.kind, draft.key))
            _check(draft, old, closed)
            entry = chain.next(draft, author, at)
            entries.append(entry)
            new = row_of(draft.record) if draft.record is not None else None
            touched.update(_groups(connection, draft, old, new))
            if draft.kind is RecordKind.PRICE:
                priced += [row for row in (old, new) if row is not None]
            if old is not None:
                gone.setdefault(draft.kind, []).append(draft.key)
            kept = {"key": draft.key, "entry": entry.number} | (new or {})
            if new is None:
                before.pop((draft.kind, draft.key), None)
            else:
                before[draft.kind, draft.key] = kept
        for (kind, _), row in before.items():
            if row["entry"] >= entries[0].number:
                made.setdefault(kind, []).append(_stored(kind, row))
        _write(connection, entries, made, gone)
        if progress is not None:
            progress(chain.count - first + 1)
    chain.keep(connection)
    if priced:
        reprice(connection, priced)
    reassess(connection, touched)
    if connection.dialect.name == "postgresql" and chain.count - first > _MANY:
        # Or the server plans by what the tables were before, until it looks by itself.
        connection.exec_driver_sql("ANALYZE")
    return EntryRange(first, chain.count)


def append_control(
    connection: Connection, kind: str, key: str, payload: Mapping[str, object], author: str, at: str
) -> Entry:
    """Write a control entry: an approval, a right or a closed period, which states no record."""
    chain = _Chain.locked(connection)
    entry = chain.linked(kind, key, None, canonical(payload), None, author, at)
    connection.execute(insert(ENTRY), [_row(entry)])
    chain.keep(connection)
    return entry


class _Chain:
    """The head of the chain, held for this transaction."""

    def __init__(self, count: int, head: str) -> None:
        self.count = count
        self.head = head

    @classmethod
    def locked(cls, connection: Connection) -> _Chain:
        # SQLite has locked the whole file already and knows no FOR UPDATE.
        head = next(rows(connection, select(HEAD).with_for_update()))
        return cls(head["count"], head["hash"])

    def next(self, draft: EntryDraft, author: str, at: str) -> Entry:
        record = draft.record
        day = period_day(record) if record is not None else None
        payload = canonical(row_of(record)) if record is not None else VOID
        said = day.isoformat() if day else None
        return self.linked(draft.kind.value, draft.key, said, payload, draft.corrects, author, at)

    def linked(
        self,
        kind: str,
        key: str,
        day: str | None,
        payload: str,
        corrects: int | None,
        author: str,
        at: str,
    ) -> Entry:
        number = self.count + 1
        entry = Entry(number, at, author, kind, key, day, payload, corrects, self.head)
        self.count, self.head = number, entry.digest
        return replace(entry, hash=self.head)

    def keep(self, connection: Connection) -> None:
        connection.execute(update(HEAD).values(count=self.count, hash=self.head))


def _live(
    connection: Connection, chunk: Iterable[EntryDraft]
) -> dict[tuple[RecordKind, str], dict[str, Any]]:
    """Return the present rows of the drafts' keys."""
    asked: dict[RecordKind, list[str]] = {}
    for draft in chunk:
        asked.setdefault(draft.kind, []).append(draft.key)
    found = {}
    for kind, keys in asked.items():
        table = FACTS[kind]
        for row in rows(connection, select(table).where(table.c.key.in_(keys))):
            found[kind, row["key"]] = row
    return found


def _check(draft: EntryDraft, old: Mapping[str, Any] | None, closed: set[str]) -> None:
    if draft.corrects is None and old is not None:
        raise LedgerRefused(
            mark("“{key}” is in the ledger already (entry {entry}). Correct that entry instead."),
            key=draft.key,
            entry=int(old["entry"]),
        )
    if draft.corrects is not None and (old is None or old["entry"] != draft.corrects):
        raise LedgerRefused(
            mark("Entry {entry} is not the last one on “{key}”. Correct the last one."),
            key=draft.key,
            entry=draft.corrects,
        )
    days = [_day_of(draft.kind, old)] if old is not None else []
    if draft.record is not None:
        held = period_day(draft.record)
        days.append(held.isoformat() if held else None)
    for day in days:
        if day is not None and (day[:4] in closed or day[:7] in closed):
            raise LedgerRefused(
                mark(
                    "“{key}” lies in a closed period ({day}). Book the difference in an open one."
                ),
                key=draft.key,
                day=day[:7],
            )


def _day_of(kind: RecordKind, row: Mapping[str, Any]) -> str | None:
    if kind in (RecordKind.ORDER, RecordKind.EDITION):
        return str(row["day"])
    if kind is RecordKind.READS:
        return f"{row['month']}-01"
    return f"{row['year']}-01-01" if kind is RecordKind.BASELINE else None


def year_of(kind: RecordKind, row: Mapping[str, Any]) -> int:
    """Return the fiscal year that a yearly record's row belongs to."""
    return int((_day_of(kind, row) or "0000")[:4])


def _groups(
    connection: Connection, draft: EntryDraft, old: RecordRow | None, new: RecordRow | None
) -> Iterator[Group]:
    """Yield the titles' years that change."""
    if draft.kind in YEARLY:
        for row in (old, new):
            if row is not None:
                yield str(row["publication"]), year_of(draft.kind, row)
    elif draft.kind is RecordKind.PUBLICATION:
        for year in years_of(connection, draft.key):
            yield draft.key, year


def _stored(kind: RecordKind, row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "year": year_of(kind, row)} if kind in YEARLY else dict(row)


def _write(
    connection: Connection,
    entries: list[Entry],
    made: Mapping[RecordKind, list[dict[str, Any]]],
    gone: Mapping[RecordKind, list[str]],
) -> None:
    connection.execute(insert(ENTRY), [_row(entry) for entry in entries])
    for kind, keys in gone.items():
        connection.execute(delete(FACTS[kind]).where(FACTS[kind].c.key.in_(keys)))
    for kind, present in made.items():
        connection.execute(insert(FACTS[kind]), present)
    waiting = [
        {
            "number": entry.number,
            "month": (entry.day or entry.at)[:7],
            "author": entry.author,
            "reviewed_by": "",
        }
        for entry in entries
    ]
    connection.execute(insert(PENDING), waiting)


def _row(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ENTRY.c.keys()}  # noqa: SIM118
