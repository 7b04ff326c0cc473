# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sums that are kept by differences are what the entries give, whatever was entered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow
from app.ledger.records import Baseline, Edition, Price, PrintOrder, Publication, Reads, Record
from app.store.ledger.journal import EntryDraft, append
from app.store.ledger.rows import rows
from app.store.ledger.store import LedgerStore
from app.store.ledger.tables import FACTS, MONTH_TOTAL, TITLE_MONTH
from app.store.ledger.verifying import verify
from tests.store.ledger.city import CITY, SPEC, TITLES

AT = "2026-05-05T05:05:05Z"
PROPERTY = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
titles = st.sampled_from(TITLES)
copies = st.integers(0, 3000)
won = st.none() | st.integers(0, 9_000_000)
days = st.dates(date(2025, 11, 1), date(2027, 2, 28))


class _Undone(Exception):
    pass


@contextmanager
def undone(store: LedgerStore) -> Iterator[Connection]:
    """Give a connection of which nothing stays."""
    try:
        with store.writing() as connection:
            yield connection
            raise _Undone
    except _Undone:
        pass


@st.composite
def orders(draw: Any) -> PrintOrder:
    amount = draw(won)
    return PrintOrder(
        draw(st.sampled_from(["N-1", "N-4", "N-5", "N-6"])),
        draw(titles),
        draw(days),
        draw(copies),
        draw(copies),
        amount,
        draw(st.none() | st.just((amount or 0) // 10)),
        organisation=draw(st.sampled_from(["", "A", "B", "Z"])),
    )


prices = st.builds(
    lambda item, mils, first: Price(PriceRow(item, mils, first, "계약서", "표")),
    st.sampled_from(
        [
            PriceItem.SUBSTITUTION_PERMILLE,
            PriceItem.SETUP_PERMILLE,
            PriceItem.PAPER,
            PriceItem.PLATE,
        ]
    ),
    st.integers(0, 900_000),
    st.sampled_from([date(2025, 1, 1), date(2026, 6, 1)]),
)
records = st.one_of(
    orders(),
    orders(),
    st.builds(
        lambda title, n, day: Edition(title, day, f"{n:064x}", "", 10, n),
        titles, st.integers(0, 3), days,
    ),
    st.builds(
        lambda title, month, n: Reads(title, Month(2026, month), n),
        titles, st.integers(1, 12), copies,
    ),
    st.builds(
        lambda title, year, n: Baseline(title, year, n, date(2026, 1, 2), "이", "계획"),
        titles, st.sampled_from([2026, 2027]), copies,
    ),
    st.builds(
        lambda title, part, spec: Publication(title, "제목", part, spec),
        titles, st.sampled_from(["A", "B"]), st.sampled_from([None, SPEC]),
    ),
    prices,
)  # fmt: skip
steps = st.lists(st.tuples(records, st.booleans()), max_size=14)


def take(connection: Connection, record: Record, *, away: bool) -> None:
    """Enter a record, correct the one that is there, or take that one back."""
    table = FACTS[record.kind]
    last = connection.scalar(select(table.c.entry).where(table.c.key == record.key))
    if away and last is not None:
        append(connection, [EntryDraft(None, record.kind, record.key, last)], "김", AT)
    else:
        append(connection, [EntryDraft.of(record, last)], "김", AT)


def sums(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is kept in sums."""
    return {
        table.name: sorted(tuple(row.values()) for row in rows(connection, select(table)))
        for table in (TITLE_MONTH, MONTH_TOTAL)
    }


def facts(connection: Connection) -> list[Record]:
    from app.ledger.serialization import record_of

    return [
        record_of(kind, row)
        for kind, table in FACTS.items()
        for row in rows(connection, select(table).order_by(table.c.entry))
    ]


@pytest.mark.slow
@PROPERTY
@given(steps=steps)
def test_sums_are_those_of_a_ledger_that_was_told_only_the_last_words(city, at, steps):
    with undone(city) as connection:
        for record, away in steps:
            take(connection, record, away=away)
        assert verify(connection).ok
        kept, known = sums(connection), facts(connection)
        for table in (TITLE_MONTH, MONTH_TOTAL, *FACTS.values()):
            connection.execute(table.delete())
        append(connection, [EntryDraft.of(record) for record in known], "박", AT)
        assert sums(connection) == kept


@PROPERTY
@given(first=records, second=records, third=records)
def test_a_correction_that_is_corrected_restores_everything(city, first, second, third):
    with undone(city) as connection:
        for record in (first, second):
            take(connection, record, away=False)
        before = sums(connection)
        table = FACTS[third.kind]
        was = connection.execute(select(table).where(table.c.key == third.key)).first()
        take(connection, third, away=False)
        last = connection.scalar(select(table.c.entry).where(table.c.key == third.key))
        from app.ledger.serialization import record_of

        old = record_of(third.kind, was._asdict()) if was else None
        append(connection, [EntryDraft(old, third.kind, third.key, last)], "김", AT)
        assert sums(connection) == before
        assert verify(connection).ok


@PROPERTY
@given(steps=steps)
def test_months_and_titles_sum_to_the_same_won_at_every_level(city, steps):
    with undone(city) as connection:
        for record, away in steps:
            take(connection, record, away=away)
        found = sums(connection)
        names = [column.name for column in MONTH_TOTAL.c]
        fine = [column.name for column in TITLE_MONTH.c]
        for name in ("setup", "variable", "composition", "vat", "planned", "printed", "saved"):
            coarse = sum(row[names.index(name)] for row in found["month_total"])
            assert coarse == sum(row[fine.index(name)] for row in found["title_month"])
        orders = [record for record in facts(connection) if isinstance(record, PrintOrder)]
        printed = sum(row[names.index("printed")] for row in found["month_total"])
        assert printed == sum(order.printed for order in orders)


def test_a_city_told_in_any_order_comes_to_the_same(store):
    held = []
    for told in (CITY, CITY[::-1], CITY[1::2] + CITY[::2]):
        with undone(store) as connection:
            append(connection, [EntryDraft.of(record) for record in told], "김", AT)
            held.append(sums(connection))
    assert held[0]["month_total"]
    assert held[0] == held[1] == held[2]
