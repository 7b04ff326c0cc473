# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proof that nothing was changed: the chain, what was made of it, and the anchor kept elsewhere.

What a person with full rights to the file could forge is a whole new chain; against that stands
the anchor, count and last hash, which reports print and which people keep elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, tuple_

from app.i18n import mark
from app.ledger.assessment import assess
from app.ledger.records import RecordKind
from app.ledger.serialization import columns_of
from app.ledger.totals import COLUMNS, totals_of
from app.store.ledger.chain import BEGINNING, VOID, Entry
from app.store.ledger.projection import Group, group_rows, price_table, titles_years
from app.store.ledger.rows import rows
from app.store.ledger.tables import (
    APPROVAL,
    CLOSING,
    ENTRY,
    FACTS,
    HEAD,
    METADATA,
    MONTH_TOTAL,
    PENDING,
    RIGHTS,
    TITLE_MONTH,
    YEARLY,
)

_TOLD_EVERY = 5000
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many entries there are, and the hash of the last; or its first digits, from a code."""

    count: int
    hash: str

    def is_of(self, digest: str) -> bool:
        """Whether a hash is the one it names."""
        return bool(self.hash) and digest.startswith(self.hash)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found. ``reason`` is a message id, empty where all is well."""

    entries: int
    head: str
    reason: str = ""
    entry: int | None = None
    """The first entry that is not as it was, where the fault lies in an entry."""
    where: str = ""
    """Table and key, where it lies in what was made of the entries."""
    proven: int = 0
    """Entries up to the newest anchor from outside of the file that was compared."""

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.reason


def anchor(connection: Connection) -> Anchor:
    """Return the chain's end as the ledger has it."""
    head = next(rows(connection, select(HEAD)))
    return Anchor(head["count"], head["hash"])


def hash_of(connection: Connection, number: int) -> str:
    """Return the hash of the entry of this number; empty where there is none."""
    if not number:
        return BEGINNING
    asked = select(ENTRY.c.hash).where(ENTRY.c.number == number)
    return str(connection.scalar(asked) or "")


def verify(
    connection: Connection,
    kept: Anchor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Verdict:
    """Read all entries and all that was made of them.

    Args:
        connection: in one transaction, so that nobody writes in between.
        kept: an anchor from elsewhere, of now or of an earlier day.
        progress: told how many entries were read.
    """
    ends = list(rows(connection, select(HEAD)))
    if [row["id"] for row in ends] != [1]:
        return Verdict(0, "", mark("{where} is not what the entries say."), None, HEAD.name)
    end = Anchor(ends[0]["count"], ends[0]["hash"])
    chained = _chain(connection, end, kept, progress)
    if not chained.ok:
        return chained
    for part in (_facts, _controls, _title_months, _month_totals):
        try:
            found = part(connection)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # What is stored can no longer be read as what it was.
            found = (mark("{where} is not what the entries say."), None, part.__name__.strip("_"))
        if found is not None:
            return Verdict(end.count, end.hash, *found)
    return chained


_Fault = tuple[str, int | None, str]


def _chain(
    connection: Connection,
    end: Anchor,
    kept: Anchor | None,
    progress: Callable[[int], None] | None,
) -> Verdict:
    previous, number = BEGINNING, 0
    asked = select(ENTRY).order_by(ENTRY.c.number).execution_options(yield_per=2000)
    for row in rows(connection, asked):
        number += 1
        try:
            entry = Entry(**row)
            whole = entry.number == number and entry.previous == previous
            whole = whole and entry.digest == entry.hash
        except (TypeError, ValueError):
            whole = False
        if not whole:
            reason = mark("Entry {entry} is not as it was written, or one before it is missing.")
            return Verdict(end.count, end.hash, reason, number)
        previous = entry.hash
        if kept is not None and kept.count == number and not kept.is_of(previous):
            reason = mark("Entry {entry} is not the one that the kept anchor names.")
            return Verdict(end.count, end.hash, reason, number)
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(number)
    if (number, previous) != (end.count, end.hash) or (kept is not None and kept.count > number):
        reason = mark("Entries are missing at the end: there are {entries}, and there were more.")
        return Verdict(number, previous, reason, number + 1)
    return Verdict(number, previous)


_KEPT_BY = {
    "sqlite": frozenset({"entry_unchanged", "entry_kept"}),
    "postgresql": frozenset({"entry_kept"}),
}
"""Triggers that keep entries from being changed; see the first migration."""
_TRIGGERS = {
    "sqlite": text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text(
        "SELECT tgname AS name, tgenabled::text AS sql FROM pg_trigger JOIN pg_class"
        " ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND relname = ANY(:tables)"
    ),
}
_KEEPS = re.compile(
    r"CREATE TRIGGER entry_(?:unchanged|kept) BEFORE (?:UPDATE|DELETE) ON entry"
    r" BEGIN SELECT RAISE\(ABORT, 'entries are never changed'\); END"
)


def verify_schema(connection: Connection) -> tuple[str, str] | None:
    """Compare the database's own objects with those that the program makes.

    A trigger could change what is written, a view or a table stand for another.

    Returns:
        what was found, a message id, and the name of the object; None where all is well.
    """
    kind = connection.dialect.name
    known = {table.name for table in METADATA.tables.values()} | {"alembic_version"}
    given = {"tables": sorted(known)} if kind == "postgresql" else {}
    found = {row.name: row.sql for row in connection.execute(_TRIGGERS[kind], given)}
    for name in sorted(_KEPT_BY[kind] ^ found.keys()):
        return mark("The database has a trigger too many or too few: {where}."), name
    for name, said in found.items():
        whole = said == "O" if kind == "postgresql" else bool(_KEEPS.fullmatch(said))
        if not whole:
            return mark("The database has a trigger too many or too few: {where}."), name
    if kind != "sqlite":
        return None
    # On a server, other programs may keep their tables beside ours.
    asked = text("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')")
    for sort, name in connection.execute(asked):
        if (sort == "view" or name not in known) and not name.startswith("sqlite_"):
            return mark("The database holds what the program did not make: {where}."), name
    return None


def _facts(connection: Connection) -> _Fault | None:
    """Compare each table with the last entries on its keys."""
    reason = mark("{where} is not what the entries say.")
    asked = select(ENTRY.c.corrects).where(ENTRY.c.corrects.is_not(None))
    corrected = set(connection.scalars(asked))
    for kind, table in FACTS.items():
        # An entry stands until another corrects it; one that takes back stands for nothing.
        here = ENTRY.c.kind == kind.value
        stated, replaced, void = (
            connection.scalar(select(func.count()).select_from(ENTRY).where(here, *also)) or 0
            for also in ((), (ENTRY.c.corrects.is_not(None),), (ENTRY.c.payload == VOID,))
        )
        asked = (
            select(table, ENTRY.c.payload.label("said"), ENTRY.c.key.label("of"))
            .join(ENTRY, ENTRY.c.number == table.c.entry, isouter=True)
            .execution_options(yield_per=2000)
        )
        count = 0
        for row in rows(connection, asked):
            count += 1
            stands = row["said"] is not None and row["entry"] not in corrected
            if not stands or row["of"] != row["key"] or not _same(kind, row):
                return reason, None, f"{table.name} {row['key']}"
        if count != stated - replaced - void:
            return reason, None, table.name
    return None


def _same(kind: RecordKind, row: dict[str, Any]) -> bool:
    """Whether a row holds what its entry says, and defaults where the entry is older than a field."""
    try:
        said = json.loads(row["said"])
        if not said.keys() <= {column.name for column in columns_of(kind)}:
            return False
        for column in columns_of(kind):
            held = row[column.name]
            if column.name in said:
                if held != said[column.name]:
                    return False
            elif column.needed or (
                held != column.default and not (held is None and column.optional)
            ):
                return False
        year = kind in YEARLY and "year" not in said
        return not year or str(row["year"]) == str(said.get("day") or said["month"])[:4]
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _controls(connection: Connection) -> _Fault | None:
    """Compare rights, signatures, closed periods and what waits with the entries."""
    reason = mark("{where} is not what the entries say.")
    rights: dict[str, tuple[str, int]] = {}
    signed: set[tuple[int, str, str, int, int]] = set()
    periods: dict[str, tuple[int, str]] = {}
    waiting: dict[int, tuple[str, str, str]] = {}
    kinds = [*FACTS, "right", "review", "approval", "closing"]
    asked = select(ENTRY).order_by(ENTRY.c.number).execution_options(yield_per=2000)
    reviewing = False
    for row in rows(connection, asked):
        number, kind, author = row["number"], row["kind"], row["author"]
        if kind not in kinds:
            return reason, number, f"entry {number}"
        if kind in FACTS:
            waiting[number] = ((row["day"] or row["at"])[:7], author, "")
            continue
        said = json.loads(row["payload"])
        if kind == "right":
            rights[row["key"]] = (said["held"], number)
            reviewing = any("review" in held.split() for held, _ in rights.values())
        elif kind == "closing":
            periods[row["key"]] = (number, said["report"])
        else:
            signed.add((number, kind, author, said["first"], said["last"]))
            _sign(waiting, kind, author, said["first"], said["last"], reviewing)
    held = {(r["person"], r["held"], r["entry"]) for r in rows(connection, select(RIGHTS))}
    if held != {(person, *given) for person, given in rights.items()}:
        return reason, None, RIGHTS.name
    if signed != {tuple(row.values()) for row in _in_order(connection, APPROVAL)}:
        return reason, None, APPROVAL.name
    closed = {
        r["period"]: (r["entry"], hashlib.sha256(r["report"].encode()).hexdigest())
        for r in rows(connection, select(CLOSING))
    }
    if closed != periods:
        return reason, None, CLOSING.name
    left = {
        r["number"]: (r["month"], r["author"], r["reviewed_by"])
        for r in rows(connection, select(PENDING))
    }
    return None if left == waiting else (reason, None, PENDING.name)


def _sign(
    waiting: dict[int, tuple[str, str, str]],
    kind: str,
    author: str,
    first: int,
    last: int,
    reviewing: bool,
) -> None:
    for number in [n for n in range(first, last + 1) if n in waiting]:
        month, by, reviewed = waiting[number]
        if by == author:
            continue
        if kind == "review":
            if not reviewed:
                waiting[number] = (month, by, author)
        elif reviewed or not reviewing:
            del waiting[number]


def _in_order(connection: Connection, table: Table) -> Iterable[dict[str, Any]]:
    return rows(
        connection,
        select(table.c.entry, table.c.kind, table.c.author, table.c.first, table.c.last),
    )


def _title_months(connection: Connection) -> _Fault | None:
    """Measure every title's year again and compare."""
    reason = mark("The sums of {where} are not what the entries give.")
    groups: set[Group] = set()
    for kind in YEARLY:
        table = FACTS[kind]
        asked = select(table.c.publication, table.c.year).distinct()
        groups.update((row["publication"], row["year"]) for row in rows(connection, asked))
    prices = price_table(connection)
    ordered = sorted(groups)
    count = 0
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        here = tuple_(TITLE_MONTH.c.publication, TITLE_MONTH.c.year).in_(chunk)
        stored: dict[Group, list[dict[str, Any]]] = {}
        for row in rows(connection, select(TITLE_MONTH).where(here)):
            count += 1
            stored.setdefault((row["publication"], row["year"]), []).append(row)
        for group, known in titles_years(connection, chunk):
            made = group_rows(group, assess(known, prices))
            kept = stored.get(group, [])
            if sorted(map(_content, made)) != sorted(map(_content, kept)):
                return reason, None, f"{group[0]} {group[1]}"
    if count != connection.scalar(select(func.count()).select_from(TITLE_MONTH)):
        return reason, None, TITLE_MONTH.name
    return None


def _content(row: dict[str, Any]) -> tuple[str, ...]:
    names = ("year", "publication", "month", "organisation", *COLUMNS)
    return tuple(str(row[name]) for name in names)


def _month_totals(connection: Connection) -> _Fault | None:
    reason = mark("The sums of {where} are not what the entries give.")
    table = TITLE_MONTH
    asked = select(
        table.c.month,
        table.c.organisation,
        *(func.sum(table.c[name]).label(name) for name in COLUMNS),
    ).group_by(table.c.month, table.c.organisation)
    expected = {
        (row["month"], row["organisation"]): totals_of(row) for row in rows(connection, asked)
    }
    empty = totals_of({})
    found = {
        (row["month"], row["organisation"]): totals_of(row)
        for row in rows(connection, select(MONTH_TOTAL))
    }
    expected = {place: total for place, total in expected.items() if total != empty}
    if found == expected:
        return None
    places = {p for p in found.keys() | expected.keys() if found.get(p) != expected.get(p)}
    return reason, None, " ".join(min(places))
