# SPDX-License-Identifier: AGPL-3.0-or-later
"""The projection of entries into sums: a title's year is measured again when one of its facts changes.

``title_month`` holds what a title's year came to; ``month_total`` is its sum by month and
organisation, kept by differences, so that a dashboard over a million entries reads a few rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from app.ledger.assessment import Assessment, TitleYear, assess
from app.ledger.prices import PriceTable
from app.ledger.records import Baseline, Edition, Price, PrintOrder, Publication, Reads, RecordKind
from app.ledger.serialization import RecordRow, record_of
from app.ledger.totals import Totals, summed, totals_of
from app.store.ledger.rows import rows
from app.store.ledger.tables import FACTS, MONTH_TOTAL, PRICE, PUBLICATION, TITLE_MONTH, YEARLY

Group: TypeAlias = tuple[str, int]
"""Key of a publication, and a year."""
_CHUNK = 400
"""Groups measured at a time; SQLite takes 32,766 parameters in a statement."""


def price_table(connection: Connection) -> PriceTable:
    """Return all prices of the ledger."""
    return PriceTable(
        cast("Price", record_of(RecordKind.PRICE, row, row["entry"])).row
        for row in rows(connection, select(PRICE))
    )


def years_of(connection: Connection, publication: str) -> set[int]:
    """Return the years in which something is known of a title."""
    found: set[int] = set()
    for kind in YEARLY:
        table = FACTS[kind]
        asked = select(table.c.year).distinct().where(table.c.publication == publication)
        found.update(connection.scalars(asked))
    return found


def titles_years(
    connection: Connection, groups: Iterable[Group]
) -> Iterator[tuple[Group, TitleYear]]:
    """Yield what is known of each group, in chunks, in the order of the groups."""
    ordered = sorted(groups)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        keys = sorted({key for key, _ in chunk})
        asked = select(PUBLICATION).where(PUBLICATION.c.key.in_(keys))
        titles = {
            row["key"]: cast("Publication", record_of(RecordKind.PUBLICATION, row))
            for row in rows(connection, asked)
        }
        held: dict[Group, dict[RecordKind, list[Any]]] = {
            group: {kind: [] for kind in YEARLY} for group in chunk
        }
        for kind in YEARLY:
            table = FACTS[kind]
            here = tuple_(table.c.publication, table.c.year).in_(chunk)
            for row in rows(connection, select(table).where(here)):
                held[row["publication"], row["year"]][kind].append(record_of(kind, row))
        for group in chunk:
            yield group, _title_year(group, titles.get(group[0]), held[group])


def _title_year(
    group: Group, publication: Publication | None, held: Mapping[RecordKind, list[Any]]
) -> TitleYear:
    orders = cast("list[PrintOrder]", held[RecordKind.ORDER])
    baselines = cast("list[Baseline]", held[RecordKind.BASELINE])
    editions = cast("list[Edition]", held[RecordKind.EDITION])
    reads = cast("list[Reads]", held[RecordKind.READS])
    return TitleYear(
        year=group[1],
        publication=publication,
        orders=tuple(sorted(orders, key=lambda order: (order.day, order.number))),
        baseline=baselines[0] if baselines else None,
        editions=tuple(sorted(editions, key=lambda edition: (edition.day, edition.book))),
        reads=tuple(sorted(reads, key=lambda reads: reads.month)),
    )


def reassess(connection: Connection, groups: Iterable[Group]) -> None:
    """Measure groups again and bring the sums up to date."""
    ordered = sorted(set(groups))
    if not ordered:
        return
    prices = price_table(connection)
    changes: defaultdict[tuple[str, str], list[Totals]] = defaultdict(list)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        _take_away(connection, chunk, changes)
        made = []
        for group, known in titles_years(connection, chunk):
            for row in group_rows(group, assess(known, prices)):
                made.append(row)
                changes[row["month"], row["organisation"]].append(totals_of(row))
        if made:
            connection.execute(insert(TITLE_MONTH), made)
    _add(connection, {place: summed(parts) for place, parts in changes.items()})


def group_rows(group: Group, found: Assessment) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``title_month`` that an assessment makes."""
    for (month, organisation), totals in sorted(found.places.items()):
        yield {
            "year": group[1],
            "publication": group[0],
            "month": str(month),
            "organisation": organisation,
            **totals.mapped(),
        }


def reprice(connection: Connection, changed: Iterable[RecordRow]) -> None:
    """Measure all titles again from the first year on in which a changed price may count."""
    first = min(int(str(row["valid_from"])[:4]) for row in changed)
    groups: set[Group] = set()
    for kind in YEARLY:
        table = FACTS[kind]
        asked = select(table.c.publication, table.c.year).distinct().where(table.c.year >= first)
        groups.update((row.publication, row.year) for row in connection.execute(asked))
    reassess(connection, groups)


def _take_away(
    connection: Connection,
    chunk: list[Group],
    changes: defaultdict[tuple[str, str], list[Totals]],
) -> None:
    table = TITLE_MONTH
    here = tuple_(table.c.publication, table.c.year).in_(chunk)
    nothing = Totals()
    found = False
    for row in rows(connection, select(table).where(here)):
        found = True
        changes[row["month"], row["organisation"]].append(
            nothing - totals_of(cast("Mapping[str, int | None]", row))
        )
    if found:
        connection.execute(delete(table).where(here))


def _add(connection: Connection, changes: Mapping[tuple[str, str], Totals]) -> None:
    table = MONTH_TOTAL
    present = {
        (row["month"], row["organisation"]): totals_of(cast("Mapping[str, int | None]", row))
        for row in rows(
            connection, select(table).where(table.c.month.in_({month for month, _ in changes}))
        )
    }
    nothing = Totals()
    new = []
    for place, change in changes.items():
        if change == nothing:
            continue
        where = (table.c.month == place[0]) & (table.c.organisation == place[1])
        if place not in present:
            new.append({"month": place[0], "organisation": place[1], **change.mapped()})
        elif (total := present[place] + change) == nothing:
            connection.execute(delete(table).where(where))
        else:
            connection.execute(update(table).where(where).values(**total.mapped()))
    if new:
        connection.execute(insert(table), new)
