# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of the ledger. ``entry`` is the truth; all others are made from it and can be again.

Days are text (ISO 8601), money whole won in 64 bits.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table, Text

from app.ledger.records import RecordKind
from app.ledger.totals import COLUMNS

METADATA = MetaData()
REVISION = "0001"
"""The step of the migrations that makes these tables."""


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
ORGANISATION = Table(
    "organisation",
    METADATA,
    _key(),
    Column("code", Text, nullable=False),
    _text("name"),
    _text("parent"),
    _text("level"),
    _number("entry"),
)
PUBLICATION = Table(
    "publication",
    METADATA,
    _key(),
    Column("number", Text, nullable=False),
    _text("title"),
    Column("organisation", Text, nullable=False, index=True),
    _number("pages", optional=True),
    _text("trim", optional=True),
    _number("grams", optional=True),
    _number("colours", optional=True),
    _text("binding", optional=True),
    _number("cover_grams", optional=True),
    _number("cover_colours", optional=True),
    _number("coated", optional=True),
    _number("entry"),
)
PRINT_ORDER = Table(
    "print_order",
    METADATA,
    _key(),
    Column("number", Text, nullable=False),
    _text("publication"),
    _number("year"),
    _text("day"),
    _number("planned"),
    _number("printed"),
    _number("amount", optional=True),
    _number("vat", optional=True),
    _number("setup", optional=True),
    _number("composition"),
    _text("organisation"),
    _text("vendor"),
    _text("budget"),
    _text("document_title", optional=True),
    _text("document_date", optional=True),
    _text("document_sha256", optional=True),
    _number("entry"),
    Index("print_order_title", "publication", "year"),
    Index("print_order_day", "day", "entry"),
)
BASELINE = Table(
    "baseline",
    METADATA,
    _key(),
    Column("publication", Text, nullable=False),
    Column("year", BigInteger, nullable=False),
    _number("copies"),
    _text("frozen"),
    _text("approver"),
    _text("source"),
    _text("method"),
    _number("runs"),
    _number("amount", optional=True),
    _number("setup", optional=True),
    _number("entry"),
    Index("baseline_title", "publication", "year"),
)
EDITION = Table(
    "edition",
    METADATA,
    _key(),
    Column("publication", Text, nullable=False),
    Column("book", Text, nullable=False),
    Column("day", Text, nullable=False),
    _number("year"),
    _text("source"),
    _number("pages"),
    _number("staff_minutes", optional=True),
    _number("review_minutes"),
    _number("other_won"),
    _number("entry"),
    Index("edition_title", "publication", "year"),
)
READS = Table(
    "reads",
    METADATA,
    _key(),
    Column("publication", Text, nullable=False),
    Column("month", String(7), nullable=False),
    _number("year"),
    _number("downloads"),
    _number("reads"),
    _number("entry"),
    Index("reads_title", "publication", "year"),
)
PRICE = Table(
    "price",
    METADATA,
    _key(),
    Column("table", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    _number("mils"),
    _text("valid_to", optional=True),
    _text("source"),
    _number("low", optional=True),
    _number("high", optional=True),
    _number("entry"),
)
TARGET = Table(
    "target",
    METADATA,
    _key(),
    Column("year", BigInteger, nullable=False),
    _number("fewer_permille"),
    _text("source"),
    _number("budget", optional=True),
    _number("entry"),
)
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
YEARLY = (RecordKind.ORDER, RecordKind.BASELINE, RecordKind.EDITION, RecordKind.READS)
"""Kinds that belong to a title's year."""

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
