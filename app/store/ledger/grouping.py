# SPDX-License-Identifier: AGPL-3.0-or-later
"""Queries that group sums by what a title is, and orders by who printed them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from sqlalchemy import Connection, case, func, select

from app.ledger.totals import Totals, totals_of
from app.store.ledger.rows import rows
from app.store.ledger.tables import EDITION, PRINT_ORDER, PUBLICATION, TITLE_MONTH


class TitleField(StrEnum):
    """A field of a publication that titles are grouped by; the value is its column."""

    TITLE = "title"
    TRIM = "trim"
    BINDING = "binding"
    COLOURS = "colours"


def by_title_field(
    connection: Connection, field: TitleField, first: int, last: int, wanted: Collection[str]
) -> Iterator[tuple[str, int, Totals]]:
    """Yield some sums of each value of a field and year; empty where a title says nothing.

    Args:
        connection: of a transaction.
        field: by which titles are grouped.
        first: year.
        last: year.
        wanted: names of sums; the others stay nought, for adding all of them takes long.
    """
    sums, titles = TITLE_MONTH, PUBLICATION
    column = titles.c[field.value]
    asked = (
        select(
            column.label("name"),
            sums.c.year.label("of_year"),
            *(func.sum(sums.c[name]).label(name) for name in wanted),
        )
        .select_from(sums.join(titles, titles.c.key == sums.c.publication, isouter=True))
        .where(sums.c.year.between(first, last))
        .group_by(column, sums.c.year)
    )
    for row in rows(connection, asked):
        name = row["name"]
        yield ("" if name is None else str(name)), int(row["of_year"]), totals_of(row)


def by_supplier(
    connection: Connection, first: int, last: int
) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Yield copies, runs and amount (without tax, of printed runs) of each supplier and year."""
    orders = PRINT_ORDER
    paid = case((orders.c.printed > 0, orders.c.amount), else_=0)
    asked = (
        select(
            orders.c.vendor,
            orders.c.year,
            func.sum(orders.c.printed).label("printed"),
            func.count().label("runs"),
            func.coalesce(func.sum(paid), 0).label("amount"),
        )
        .where(orders.c.year.between(first, last))
        .group_by(orders.c.vendor, orders.c.year)
    )
    for row in rows(connection, asked):
        sums = {name: int(row[name]) for name in ("printed", "runs", "amount")}
        yield row["vendor"] or "", int(row["year"]), sums


def titles_with_editions(connection: Connection, day: str) -> list[str]:
    """Return the keys of the titles that have an e-book up to a day."""
    asked = select(EDITION.c.publication).where(EDITION.c.day <= day).distinct()
    return sorted(connection.scalars(asked))
