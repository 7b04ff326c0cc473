# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the sums would be if only approved entries counted.

For each thing with an entry that waits, its last approved entry stands instead, or nothing where
there is none. Only title years that such a thing bears on are measured again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy import Connection, select, tuple_

from app.ledger.assessment import TitleYear, assess
from app.ledger.periods import Month
from app.ledger.prices import PriceRow, PriceTable
from app.ledger.records import (
    Baseline,
    Edition,
    Price,
    PrintOrder,
    Publication,
    Reads,
    Record,
    RecordKind,
)
from app.ledger.serialization import record_of
from app.ledger.totals import Totals, totals_of
from app.store.ledger.chain import VOID
from app.store.ledger.projection import Group, price_table, titles_years
from app.store.ledger.rows import rows
from app.store.ledger.tables import ENTRY, FACTS, PENDING, PRICE, TITLE_MONTH, YEARLY

_CHUNK = 400
_WAITS = select(PENDING.c.number).where(PENDING.c.number == ENTRY.c.number).exists()
"""Asked of one entry after the other: a list of all that waits would be read for every chunk."""
_Key = tuple[RecordKind, str]


@dataclass(frozen=True, slots=True)
class ConfirmedSums:
    """The prices of approved entries, and how the sums differ from those of all entries."""

    prices: PriceTable
    is_empty: bool = False
    """Nothing was approved yet: there are no sums, and no changes are named."""
    changes: dict[tuple[str, Month, str], Totals] = field(default_factory=dict)
    """By publication, month and organisation: to be added to the sums of all entries."""
    places: dict[tuple[Month, str], Totals] = field(default_factory=dict)
    """The same, summed over the titles."""
    groups: set[Group] = field(default_factory=set)
    """Title years that were measured again."""
    late: dict[tuple[str, Month, str], int] = field(default_factory=dict)
    """Of those: orders that are older than the entry of their baseline, where there are any."""


def confirmed_sums(connection: Connection, first: Month, last: Month) -> ConfirmedSums:
    """Return what changes in these months where entries that wait for approval do not count."""
    if not _anything_approved(connection):
        return ConfirmedSums(PriceTable(()), is_empty=True)
    standing = dict(_standing(connection))
    prices = _prices(connection, standing)
    groups = _groups(connection, standing, range(first.year, last.year + 1))
    by_group: dict[Group, list[Record]] = {}
    for (kind, _), record in standing.items():
        if record is not None and kind in YEARLY:
            by_group.setdefault(_group_of(record), []).append(record)
    found = ConfirmedSums(prices, groups=set(groups))
    for start in range(0, len(groups), _CHUNK):
        chunk = groups[start : start + _CHUNK]
        entered = _entered(connection, chunk)
        for group, known in titles_years(connection, chunk):
            approved = assess(_approved(group[0], known, standing, by_group), prices)
            for (month, code), totals in approved.places.items():
                _add(found, (group[0], month, code), totals)
            for run in approved.runs:
                day = run.order.day
                if run.measured and day.isoformat() < entered.get(f"{group[0]}/{group[1]}", ""):
                    at = group[0], Month.of(day), run.organisation
                    found.late[at] = found.late.get(at, 0) + 1
        for row in _stored(connection, chunk):
            at = row["publication"], Month.parse(row["month"]), row["organisation"]
            _add(found, at, Totals() - totals_of(row))
    nothing = Totals()
    for at, change in list(found.changes.items()):
        if change == nothing or not first <= at[1] <= last:
            del found.changes[at]
            continue
        place = at[1], at[2]
        held = found.places.get(place)
        found.places[place] = held + change if held is not None else change
    return found


def _anything_approved(connection: Connection) -> bool:
    """Whether an entry that states something was approved; a new ledger has many and none such."""
    kinds = [kind.value for kind in FACTS]
    asked = select(ENTRY.c.number).where(ENTRY.c.kind.in_(kinds), ~_WAITS).limit(1)
    return connection.scalar(asked) is not None


def _add(found: ConfirmedSums, at: tuple[str, Month, str], part: Totals) -> None:
    found.changes[at] = found.changes[at] + part if at in found.changes else part


def _standing(connection: Connection) -> Iterator[tuple[_Key, Record | None]]:
    """Yield each thing with an entry that waits, as its last approved entry states it."""
    asked = select(ENTRY.c.kind, ENTRY.c.key).join(PENDING, PENDING.c.number == ENTRY.c.number)
    waiting: dict[str, set[str]] = {}
    for row in rows(connection, asked):
        waiting.setdefault(row["kind"], set()).add(row["key"])
    for kind, keys in waiting.items():
        ordered = sorted(keys)
        for start in range(0, len(ordered), _CHUNK):
            yield from _last_approved(connection, RecordKind(kind), ordered[start : start + _CHUNK])


def _last_approved(
    connection: Connection, kind: RecordKind, keys: Collection[str]
) -> Iterator[tuple[_Key, Record | None]]:
    asked = (
        select(ENTRY)
        .where(ENTRY.c.kind == kind.value, ENTRY.c.key.in_(keys), ~_WAITS)
        .order_by(ENTRY.c.number)
    )
    last = {row["key"]: row for row in rows(connection, asked)}
    for key in keys:
        row = last.get(key)
        stated = row is not None and row["payload"] != VOID
        said = json.loads(row["payload"]) if row is not None and stated else None
        yield (kind, key), record_of(kind, said, row["number"]) if row and said else None


def _prices(connection: Connection, standing: dict[_Key, Record | None]) -> PriceTable:
    replaced = [record for (kind, _), record in standing.items() if kind is RecordKind.PRICE]
    if not any(kind is RecordKind.PRICE for kind, _ in standing):
        return price_table(connection)
    held: list[PriceRow] = [record.row for record in replaced if isinstance(record, Price)]
    held += [
        cast("Price", record_of(RecordKind.PRICE, row, row["entry"])).row
        for row in rows(connection, select(PRICE))
        if (RecordKind.PRICE, row["key"]) not in standing
    ]
    return PriceTable(held)


def _groups(
    connection: Connection, standing: dict[_Key, Record | None], years: Collection[int]
) -> list[Group]:
    """Return the title years that something which waits bears on."""
    if any(kind is RecordKind.PRICE for kind, _ in standing):
        return sorted({group for kind in YEARLY for group in _all(connection, kind, years)})
    groups: set[Group] = set()
    for kind in YEARLY:
        keys = sorted(key for of, key in standing if of is kind)
        table = FACTS[kind]
        for start in range(0, len(keys), _CHUNK):
            here = table.c.key.in_(keys[start : start + _CHUNK])
            asked = select(table.c.publication, table.c.year).where(here)
            groups.update((row["publication"], row["year"]) for row in rows(connection, asked))
    titles = sorted(key for kind, key in standing if kind is RecordKind.PUBLICATION)
    for start in range(0, len(titles), _CHUNK):
        for kind in YEARLY:
            table = FACTS[kind]
            here = table.c.publication.in_(titles[start : start + _CHUNK])
            asked = select(table.c.publication, table.c.year).where(here).distinct()
            groups.update((row["publication"], row["year"]) for row in rows(connection, asked))
    for (kind, _), record in standing.items():
        if record is not None and kind in YEARLY:
            groups.add(_group_of(record))
    return sorted(group for group in groups if group[1] in years)


def _all(connection: Connection, kind: RecordKind, years: Collection[int]) -> Iterator[Group]:
    table = FACTS[kind]
    asked = select(table.c.publication, table.c.year).where(table.c.year.in_(years)).distinct()
    for row in rows(connection, asked):
        yield row["publication"], row["year"]


def _group_of(record: Record) -> Group:
    if isinstance(record, Baseline):
        return record.publication, record.year
    if isinstance(record, Reads):
        return record.publication, record.month.year
    dated = cast("PrintOrder | Edition", record)
    return dated.publication, dated.day.year


def _approved(
    publication: str,
    known: TitleYear,
    standing: dict[_Key, Record | None],
    by_group: dict[Group, list[Record]],
) -> TitleYear:
    """Return a title's year of approved entries only."""
    mine = by_group.get((publication, known.year), ())

    def kept(records: Iterable[Record]) -> list[Record]:
        return [one for one in records if (one.kind, one.key) not in standing]

    orders = [one for one in (*kept(known.orders), *mine) if isinstance(one, PrintOrder)]
    baselines = kept([known.baseline] if known.baseline else [])
    baselines += [one for one in mine if isinstance(one, Baseline)]
    editions = [one for one in (*kept(known.editions), *mine) if isinstance(one, Edition)]
    reads = [one for one in (*kept(known.reads), *mine) if isinstance(one, Reads)]
    title = known.publication
    if (RecordKind.PUBLICATION, publication) in standing:
        title = cast("Publication | None", standing[RecordKind.PUBLICATION, publication])
    return replace(
        known,
        publication=title,
        orders=tuple(sorted(orders, key=lambda order: (order.day, order.number))),
        baseline=cast("Baseline | None", baselines[0] if baselines else None),
        editions=tuple(sorted(editions, key=lambda edition: (edition.day, edition.book))),
        reads=tuple(sorted(reads, key=lambda one: one.month)),
    )


def _entered(connection: Connection, chunk: Collection[Group]) -> dict[str, str]:
    """Return the day of the approved entry of each baseline, by its key."""
    kind = RecordKind.BASELINE.value
    keys = [f"{publication}/{year}" for publication, year in chunk]
    asked = (
        select(ENTRY.c.key, ENTRY.c.at)
        .where(ENTRY.c.kind == kind, ENTRY.c.key.in_(keys), ~_WAITS)
        .order_by(ENTRY.c.number)
    )
    return {row["key"]: row["at"][:10] for row in rows(connection, asked)}


def _stored(connection: Connection, chunk: Collection[Group]) -> Iterator[dict[str, Any]]:
    here = tuple_(TITLE_MONTH.c.publication, TITLE_MONTH.c.year).in_(chunk)
    yield from rows(connection, select(TITLE_MONTH).where(here))
