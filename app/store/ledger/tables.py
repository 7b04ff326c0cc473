# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of the ledger. ``entry`` is the truth; all others are made from it and can be again.

Days are text (ISO 8601), money whole won in 64 bits. The columns of records are those that
``columns_of`` says; a test compares the tables with what the steps of ``migrations`` make.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

from app.ledger.records import RecordKind
from app.ledger.serialization import columns_of
from app.ledger.totals import COLUMNS

METADATA = MetaData()


def _number(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=optional)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _key() -> Column[str]:
    return Column("key", Text, primary_key=True)


ENTRY = Table(
    "entry",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _text("at"),
    _text("author"),
    _text("kind"),
    _text("key"),
    _text("day", optional=True),
    _text("payload"),
    _number("corrects", optional=True),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("entry_key", "kind", "key"),
)
HEAD = Table(
    "head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _number("count"),
    Column("hash", String(64), nullable=False),
)
PENDING = Table(
    "pending",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("month", String(7), nullable=False, index=True),
    _text("author"),
    _text("reviewed_by"),
)
APPROVAL = Table(
    "approval",
    METADATA,
    Column("entry", BigInteger, primary_key=True, autoincrement=False),
    _text("kind"),
    _text("author"),
    _number("first"),
    _number("last"),
)
RIGHTS = Table(
    "rights", METADATA, Column("person", Text, primary_key=True), _text("held"), _number("entry")
)
CLOSING = Table(
    "closing",
    METADATA,
    Column("period", String(7), primary_key=True),
    _number("entry"),
    _text("report"),
)
YEARLY = (RecordKind.ORDER, RecordKind.BASELINE, RecordKind.EDITION, RecordKind.READS)
"""Kinds that belong to a title's year."""


def _facts(name: str, kind: RecordKind, *indexes: Index) -> Table:
    """Return the table of a kind of records: a row for what the last entry on a key states."""
    columns: list[Column[int] | Column[str]] = []
    for column in columns_of(kind):
        if column.name == "month":
            columns.append(Column("month", String(7), nullable=False))
        else:
            make = _number if column.is_number else _text
            columns.append(make(column.name, optional=column.optional))
    if kind in YEARLY and "year" not in {column.name for column in columns}:
        columns.append(_number("year"))
    return Table(name, METADATA, _key(), *columns, _number("entry"), *indexes)


ORGANISATION = _facts("organisation", RecordKind.ORGANISATION)
PUBLICATION = _facts(
    "publication", RecordKind.PUBLICATION, Index("ix_publication_organisation", "organisation")
)
PRINT_ORDER = _facts(
    "print_order",
    RecordKind.ORDER,
    Index("print_order_title", "publication", "year"),
    Index("print_order_day", "day", "entry"),
)
BASELINE = _facts("baseline", RecordKind.BASELINE, Index("baseline_title", "publication", "year"))
EDITION = _facts("edition", RecordKind.EDITION, Index("edition_title", "publication", "year"))
READS = _facts("reads", RecordKind.READS, Index("reads_title", "publication", "year"))
PRICE = _facts("price", RecordKind.PRICE)
TARGET = _facts("target", RecordKind.TARGET)
FACTS: dict[RecordKind, Table] = {
    RecordKind.ORGANISATION: ORGANISATION,
    RecordKind.PUBLICATION: PUBLICATION,
    RecordKind.ORDER: PRINT_ORDER,
    RecordKind.BASELINE: BASELINE,
    RecordKind.EDITION: EDITION,
    RecordKind.READS: READS,
    RecordKind.PRICE: PRICE,
    RecordKind.TARGET: TARGET,
}
"""The table of each kind of record, as its last entry states it."""
TITLE_MONTH = Table(
    "title_month",
    METADATA,
    Column("year", BigInteger, primary_key=True, autoincrement=False),
    Column("publication", Text, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("organisation", Text, primary_key=True),
    *(_number(name) for name in COLUMNS),
    # Clustered by the year: a year's titles lie together.
    sqlite_with_rowid=False,
)
"""What each title's year came to, by month and organisation: the finest sums there are."""
MONTH_TOTAL = Table(
    "month_total",
    METADATA,
    Column("month", String(7), primary_key=True),
    Column("organisation", Text, primary_key=True),
    *(_number(name) for name in COLUMNS),
    sqlite_with_rowid=False,
)
"""Sums of ``title_month``: what a dashboard reads."""
