# SPDX-License-Identifier: AGPL-3.0-or-later
"""Queries of the ledger: sums by month, part of the city and title; and its entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, func, or_, select

from app.ledger.assessment import TitleYear
from app.ledger.periods import Month
from app.ledger.records import Organisation, PrintOrder, RecordKind, Target
from app.ledger.serialization import record_of
from app.ledger.totals import COLUMNS, Totals, totals_of
from app.store.ledger.chain import Entry
from app.store.ledger.projection import titles_years
from app.store.ledger.rows import rows
from app.store.ledger.tables import (
    EDITION,
    ENTRY,
    FACTS,
    HEAD,
    MONTH_TOTAL,
    ORGANISATION,
    PENDING,
    PRINT_ORDER,
    PUBLICATION,
    TARGET,
    TITLE_MONTH,
)

Organisations = Collection[str] | None
"""Codes; None for all."""


def month_totals(
    connection: Connection, first: Month, last: Month, organisations: Organisations = None
) -> dict[tuple[Month, str], Totals]:
    """Return the sums of each month and organisation."""
    table = MONTH_TOTAL
    asked = select(table).where(table.c.month.between(str(first), str(last)))
    if organisations is not None:
        asked = asked.where(table.c.organisation.in_(organisations))
    return {
        (Month.parse(row["month"]), row["organisation"]): totals_of(row)
        for row in rows(connection, asked)
    }


def years(connection: Connection) -> tuple[int, ...]:
    """Return the years with sums, the first first."""
    months = connection.scalars(select(MONTH_TOTAL.c.month).distinct())
    return tuple(sorted({int(month[:4]) for month in months}))


def _in_scope(first: Month, last: Month, organisations: Organisations) -> ColumnElement[bool]:
    table = TITLE_MONTH
    asked = [table.c.year.between(first.year, last.year)]
    if first.month != 1 or last.month != 12:
        asked.append(table.c.month.between(str(first), str(last)))
    if organisations is not None:
        asked.append(table.c.organisation.in_(organisations))
    return and_(*asked)


def _spent() -> ColumnElement[int]:
    table = TITLE_MONTH
    parts = table.c.setup + table.c.variable + table.c.composition + table.c.vat
    return cast("ColumnElement[int]", func.sum(parts))


def title_spends(
    connection: Connection, first: Month, last: Month, organisations: Organisations = None
) -> list[tuple[str, int]]:
    """Return the key of each title in the scope and what was spent on it, the most first."""
    table = TITLE_MONTH
    asked = (
        select(table.c.publication, _spent().label("spent"))
        .where(_in_scope(first, last, organisations))
        .group_by(table.c.publication)
    )
    found = [(row["publication"], int(row["spent"])) for row in rows(connection, asked)]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def title_totals(
    connection: Connection,
    first: Month,
    last: Month,
    publications: Collection[str],
    organisations: Organisations = None,
) -> dict[str, Totals]:
    """Return the sums of some titles in the scope."""
    table = TITLE_MONTH
    asked = (
        select(table.c.publication, *(func.sum(table.c[name]).label(name) for name in COLUMNS))
        .where(_in_scope(first, last, organisations), table.c.publication.in_(publications))
        .group_by(table.c.publication)
    )
    return {row["publication"]: totals_of(row) for row in rows(connection, asked)}


def titles_counted(
    connection: Connection, first: Month, last: Month, organisations: Organisations = None
) -> tuple[int, int]:
    """Return how many titles are in the scope, and how many have an edition by its end."""
    here = _in_scope(first, last, organisations)
    titles = select(TITLE_MONTH.c.publication).where(here).distinct().subquery()
    ready = select(EDITION.c.publication).where(EDITION.c.day <= f"{last}-31").distinct().subquery()
    both = titles.join(ready, ready.c.publication == titles.c.publication, isouter=True)
    asked = select(func.count(), func.count(ready.c.publication)).select_from(both)
    counted, digital = connection.execute(asked).one()
    return int(counted), int(digital)


def title_names(
    connection: Connection, publications: Collection[str]
) -> dict[str, tuple[str, str]]:
    """Return title and organisation of some publications."""
    table = PUBLICATION
    asked = select(table.c.key, table.c.title, table.c.organisation)
    asked = asked.where(table.c.key.in_(publications))
    return {row["key"]: (row["title"], row["organisation"]) for row in rows(connection, asked)}


def titles(connection: Connection) -> dict[str, str]:
    """Return the title of every publication, by its number."""
    asked = select(PUBLICATION.c.key, PUBLICATION.c.title)
    return {row["key"]: row["title"] for row in rows(connection, asked)}


def edition_entry(connection: Connection, book: str) -> int | None:
    """Return the last entry of the edition whose EPUB has this SHA-256; None where there is none."""
    asked = select(func.max(EDITION.c.entry)).where(EDITION.c.book == book)
    found = connection.scalar(asked)
    return None if found is None else int(found)


def edition_sources(connection: Connection) -> set[str]:
    """Return the SHA-256 of every document that an edition was made from."""
    return set(connection.scalars(select(EDITION.c.source).distinct()))


def orders_between(connection: Connection, first: Month, last: Month) -> Iterator[PrintOrder]:
    """Yield the orders of these months, title by title, the earliest first."""
    table = PRINT_ORDER
    asked = select(table).where(table.c.day.between(f"{first}-01", f"{last}-31"))
    asked = asked.order_by(table.c.publication, table.c.day, table.c.key)
    for row in rows(connection, asked):
        yield cast("PrintOrder", record_of(RecordKind.ORDER, row))


def baselines_of(connection: Connection, year: int) -> set[str]:
    """Return the publications whose baseline of a year is frozen."""
    table = FACTS[RecordKind.BASELINE]
    return set(connection.scalars(select(table.c.publication).where(table.c.year == year)))


def organisations(connection: Connection) -> tuple[Organisation, ...]:
    """Return all parts of the city, by their codes."""
    found = (
        cast("Organisation", record_of(RecordKind.ORGANISATION, row))
        for row in rows(connection, select(ORGANISATION))
    )
    # Each database has an order of its own for letters.
    return tuple(sorted(found, key=lambda one: one.code))


def target(connection: Connection, year: int) -> Target | None:
    """Return the year's target."""
    for row in rows(connection, select(TARGET).where(TARGET.c.year == year)):
        return cast("Target", record_of(RecordKind.TARGET, row))
    return None


def pending(connection: Connection, first: Month, last: Month) -> int:
    """Return how many entries of these months nobody has approved."""
    here = PENDING.c.month.between(str(first), str(last))
    return int(connection.scalar(select(func.count()).select_from(PENDING).where(here)) or 0)


def pending_prices(connection: Connection) -> int:
    """Return how many rows of price tables nobody has approved."""
    # From the few prices to what waits, not the other way round: that may be a million entries.
    waits = select(PENDING.c.number).where(PENDING.c.number == ENTRY.c.number).exists()
    asked = select(func.count()).select_from(ENTRY)
    asked = asked.where(ENTRY.c.kind == RecordKind.PRICE.value, waits)
    return int(connection.scalar(asked) or 0)


def pending_of(connection: Connection, person: str) -> tuple[int, int]:
    """Return how many entries of any time wait for approval, and how many of them are a person's."""
    asked = select(func.count()).select_from(PENDING)
    own = asked.where(PENDING.c.author == person)
    return int(connection.scalar(asked) or 0), int(connection.scalar(own) or 0)


def kinds_counted(connection: Connection) -> dict[RecordKind, int]:
    """Return how many records of each kind stand."""
    return {
        kind: int(connection.scalar(select(func.count()).select_from(table)) or 0)
        for kind, table in FACTS.items()
    }


def unplaced_titles(connection: Connection) -> int:
    """Return how many publications belong to no part of the city."""
    here = PUBLICATION.c.organisation == ""
    return int(connection.scalar(select(func.count()).select_from(PUBLICATION).where(here)) or 0)


def title_year(connection: Connection, publication: str, year: int) -> TitleYear:
    """Return what is known of a title in a year."""
    return next(known for _, known in titles_years(connection, [(publication, year)]))


def entries_of(connection: Connection, publication: str, year: int) -> dict[tuple[str, str], int]:
    """Return the entry of each fact of a title's year, by its kind and key."""
    found = {}
    for kind in (RecordKind.ORDER, RecordKind.BASELINE, RecordKind.EDITION, RecordKind.READS):
        table = FACTS[kind]
        asked = select(table.c.key, table.c.entry)
        asked = asked.where(table.c.publication == publication, table.c.year == year)
        for row in rows(connection, asked):
            found[kind.value, row["key"]] = int(row["entry"])
    return found


def orders_in(
    connection: Connection, first: Month, last: Month, limit: int, codes: Organisations = None
) -> dict[int, str]:
    """Return the entries of the first orders in these months, of some parts of the city.

    Each with the number of its contract, which is empty where the order states none.
    """
    table = PRINT_ORDER
    here = [table.c.day.between(f"{first}-01", f"{last}-31")]
    asked = select(table.c.entry, table.c.contract)
    if codes is not None:
        titles = PUBLICATION
        asked = asked.join(titles, titles.c.key == table.c.publication, isouter=True)
        own = func.coalesce(func.nullif(table.c.organisation, ""), titles.c.organisation, "")
        here.append(own.in_(codes))
    asked = asked.where(*here).order_by(table.c.day, table.c.entry).limit(limit)
    return {row["entry"]: row["contract"] for row in rows(connection, asked)}


def late_runs(
    connection: Connection, first: Month, last: Month, codes: Organisations = None
) -> dict[tuple[str, int], int]:
    """Return, by title and year, how many measured orders are older than their baseline's entry.

    Their baseline says that it was frozen before; the ledger cannot bear that out.
    """
    order, baseline, titles = PRINT_ORDER, FACTS[RecordKind.BASELINE], PUBLICATION
    held = (baseline.c.publication == order.c.publication) & (baseline.c.year == order.c.year)
    here = [
        order.c.day.between(f"{first}-01", f"{last}-31"),
        order.c.day >= baseline.c.frozen,
        order.c.day < func.substr(ENTRY.c.at, 1, 10),
    ]
    found = order.join(baseline, held).join(ENTRY, ENTRY.c.number == baseline.c.entry)
    if codes is not None:
        found = found.join(titles, titles.c.key == order.c.publication, isouter=True)
        own = func.coalesce(func.nullif(order.c.organisation, ""), titles.c.organisation, "")
        here.append(own.in_(codes))
    titles_year = order.c.publication, order.c.year
    asked = select(*titles_year, func.count().label("runs")).select_from(found)
    asked = asked.where(*here).group_by(*titles_year)
    return {
        (row["publication"], int(row["year"])): int(row["runs"]) for row in rows(connection, asked)
    }


def _filtered(asked: Select[Any], words: str) -> Select[Any]:
    if not words:
        return asked
    columns = (ENTRY.c.key, ENTRY.c.payload, ENTRY.c.author)
    return asked.where(or_(*(column.icontains(words, autoescape=True) for column in columns)))


def count_entries(connection: Connection, words: str = "") -> int:
    """Return how many entries there are, or how many hold some words."""
    if not words:
        return int(connection.scalar(select(HEAD.c.count)) or 0)
    asked = _filtered(select(func.count()).select_from(ENTRY), words)
    return int(connection.scalar(asked) or 0)


def entries(connection: Connection, offset: int, limit: int, words: str = "") -> tuple[Entry, ...]:
    """Return a stretch of the entries, the newest first."""
    asked = _filtered(select(ENTRY), words).order_by(ENTRY.c.number.desc()).limit(limit)
    if words:
        asked = asked.offset(offset)
    else:
        # Numbers have no gaps, and databases count to an offset one by one.
        asked = asked.where(ENTRY.c.number <= count_entries(connection) - offset)
    return tuple(Entry(**row) for row in rows(connection, asked))


def entries_after(connection: Connection, number: int, limit: int) -> tuple[Entry, ...]:
    """Return the entries that follow one, in their order."""
    asked = select(ENTRY).where(ENTRY.c.number > number).order_by(ENTRY.c.number).limit(limit)
    return tuple(Entry(**row) for row in rows(connection, asked))


def entry(connection: Connection, number: int) -> Entry | None:
    """Return one entry."""
    for row in rows(connection, select(ENTRY).where(ENTRY.c.number == number)):
        return Entry(**row)
    return None


def facts(connection: Connection, kind: RecordKind) -> Iterator[dict[str, Any]]:
    """Yield the row of each record of a kind that stands, by its key."""
    table = FACTS[kind]
    # Each database has an order of its own for letters.
    yield from sorted(rows(connection, select(table)), key=lambda row: str(row["key"]))


def some_facts(
    connection: Connection, kind: RecordKind, words: str, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Return the first records of a kind that hold some words, by their key, and how many do."""
    table = FACTS[kind]
    asked = select(table)
    if words:
        texts = [column for column in table.c if isinstance(column.type, Text)]
        asked = asked.where(or_(*(column.icontains(words, autoescape=True) for column in texts)))
    count = connection.scalar(select(func.count()).select_from(asked.subquery()))
    return list(rows(connection, asked.order_by(table.c.key).limit(limit))), int(count or 0)


def live(connection: Connection, kind: RecordKind, keys: Collection[str]) -> dict[str, int]:
    """Return the entries of those keys that are in the ledger."""
    table = FACTS[kind]
    asked = select(table.c.key, table.c.entry).where(table.c.key.in_(keys))
    return {row["key"]: int(row["entry"]) for row in rows(connection, asked)}
