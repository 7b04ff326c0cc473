# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closed periods: a year or a month that takes no more entries, kept with its report."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, func, insert, select

from app.i18n import mark
from app.store.ledger.journal import LedgerRefused, append_control
from app.store.ledger.tables import CLOSING, PENDING


def close(connection: Connection, period: str, report: str, author: str, at: str) -> None:
    """Freeze a period with its report; no entry of its days is taken from now on.

    Args:
        connection: of a transaction that writes.
        period: "2026" or "2026-03".
        report: canonical JSON, kept as it is.
        author: who closes it.
        at: the moment.

    Raises:
        LedgerRefused: it is closed, or some of its entries are not approved.
    """
    if period in closed(connection):
        raise LedgerRefused(mark("{period} is closed already."), period=period)
    here = PENDING.c.month.like(f"{period}%")
    waiting = connection.scalar(select(func.count()).where(here)) or 0
    if waiting:
        raise LedgerRefused(
            mark("{count} entries of {period} are not approved. Approve or correct them first."),
            count=int(waiting),
            period=period,
        )
    digest = hashlib.sha256(report.encode()).hexdigest()
    entry = append_control(connection, "closing", period, {"report": digest}, author, at)
    connection.execute(insert(CLOSING).values(period=period, entry=entry.number, report=report))


def closed(connection: Connection) -> tuple[str, ...]:
    """Return the closed periods."""
    return tuple(connection.scalars(select(CLOSING.c.period).order_by(CLOSING.c.period)))


def closed_report(connection: Connection, period: str) -> str | None:
    """Return the report that a period was closed with, as it was then."""
    return connection.scalar(select(CLOSING.c.report).where(CLOSING.c.period == period))
