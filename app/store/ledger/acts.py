# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rights, reviews, approvals and closed periods: acts of persons, entries like all others.

Nobody approves what they entered. Who somebody is comes from the system's user name or from the
database's account; on a machine that several people share under one name it proves nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select, update

from app.i18n import mark
from app.store.ledger.journal import LedgerRefused, append_act
from app.store.ledger.rows import rows
from app.store.ledger.tables import APPROVAL, CLOSING, ENTRY, PENDING, RIGHTS


class Right(StrEnum):
    """What a person may do; the value is written in the ledger."""

    ENTER = "enter"
    REVIEW = "review"
    APPROVE = "approve"
    AUDIT = "audit"
    """Read all, change nothing."""


def rights_of(connection: Connection, person: str) -> frozenset[Right]:
    """Return what a person may do; until rights are given to anybody, everybody may do all."""
    held = {row["person"]: row["held"] for row in rows(connection, select(RIGHTS))}
    if not held:
        return frozenset(Right)
    return frozenset(Right(word) for word in held.get(person, Right.AUDIT.value).split())


def give_rights(
    connection: Connection, person: str, held: Iterable[Right], author: str, at: str
) -> None:
    """State what a person may do from now on.

    Raises:
        LedgerRefused: nobody would be left who may approve, and so give rights.
    """
    words = " ".join(sorted(right.value for right in held))
    present = {row["person"]: row["held"] for row in rows(connection, select(RIGHTS))}
    present[person] = words
    if not any(Right.APPROVE.value in given.split() for given in present.values()):
        raise LedgerRefused(
            mark("Give somebody the right to approve first; that person may give rights.")
        )
    entry = append_act(connection, "right", person, {"held": words}, author, at)
    connection.execute(delete(RIGHTS).where(RIGHTS.c.person == person))
    connection.execute(insert(RIGHTS).values(person=person, held=words, entry=entry.number))


def review(connection: Connection, first: int, last: int, author: str, at: str) -> int:
    """Mark entries as reviewed; return how many. A person's own are passed over."""
    return _sign(connection, "review", first, last, author, at)


def approve(connection: Connection, first: int, last: int, author: str, at: str) -> int:
    """Approve entries; return how many. A person's own are passed over.

    Where somebody holds the right to review, only reviewed entries are approved.

    Raises:
        LedgerRefused: there are none to approve, or all that there are, the person entered.
    """
    return _sign(connection, "approval", first, last, author, at)


def _sign(connection: Connection, kind: str, first: int, last: int, author: str, at: str) -> int:
    here = (PENDING.c.number >= first) & (PENDING.c.number <= last)
    others = here & (PENDING.c.author != author)
    if kind == "review":
        others &= PENDING.c.reviewed_by == ""
    elif _reviewed_first(connection):
        others &= PENDING.c.reviewed_by != ""
    found = connection.scalar(select(func.count()).where(others)) or 0
    if not found:
        own = connection.scalar(select(func.count()).where(here)) or 0
        if own:
            raise LedgerRefused(
                mark(
                    "None of the {count} entries can be signed by you: "
                    "nobody signs their own, and reviews come before approvals."
                ),
                count=own,
            )
        raise LedgerRefused(mark("There is nothing to sign among these entries."))
    payload = {"first": first, "last": last}
    entry = append_act(connection, kind, f"{first}-{last}", payload, author, at)
    connection.execute(
        insert(APPROVAL).values(
            entry=entry.number, kind=kind, author=author, first=first, last=last
        )
    )
    if kind == "review":
        connection.execute(update(PENDING).where(others).values(reviewed_by=author))
    else:
        connection.execute(delete(PENDING).where(others))
    return int(found)


def _reviewed_first(connection: Connection) -> bool:
    held = connection.scalars(select(RIGHTS.c.held))
    return any(Right.REVIEW.value in words.split() for words in held)


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
    entry = append_act(connection, "closing", period, {"report": digest}, author, at)
    connection.execute(insert(CLOSING).values(period=period, entry=entry.number, report=report))


def closed(connection: Connection) -> tuple[str, ...]:
    """Return the closed periods."""
    return tuple(connection.scalars(select(CLOSING.c.period).order_by(CLOSING.c.period)))


def closed_report(connection: Connection, period: str) -> str | None:
    """Return the report that a period was closed with, as it was then."""
    return connection.scalar(select(CLOSING.c.report).where(CLOSING.c.period == period))


def approvers(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """Return who approved each of these entries; those that nobody did are not among them."""
    if not numbers:
        return {}
    here = ENTRY.c.number.in_(numbers)
    authors = {
        row["number"]: row["author"]
        for row in rows(connection, select(ENTRY.c.number, ENTRY.c.author).where(here))
    }
    waiting = set(connection.scalars(select(PENDING.c.number).where(PENDING.c.number.in_(numbers))))
    asked = (
        select(APPROVAL)
        .where(
            APPROVAL.c.kind == "approval",
            APPROVAL.c.first <= max(numbers),
            APPROVAL.c.last >= min(numbers),
        )
        .order_by(APPROVAL.c.entry)
    )
    found: dict[int, str] = {}
    for row in rows(connection, asked):
        for number in authors.keys() - waiting - found.keys():
            # An approval is of what was there when it was given.
            covered = row["first"] <= number <= min(row["last"], row["entry"])
            if covered and authors[number] != row["author"]:
                found[number] = row["author"]
    return found
