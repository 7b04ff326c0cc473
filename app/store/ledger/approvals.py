# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reviews and approvals: signatures of persons under stretches of entries; nobody signs their own."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, select, update

from app.i18n import mark
from app.store.ledger.journal import LedgerRefused, append_control
from app.store.ledger.rights import Right
from app.store.ledger.rows import rows
from app.store.ledger.tables import APPROVAL, ENTRY, PENDING, RIGHTS


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
    entry = append_control(connection, kind, f"{first}-{last}", payload, author, at)
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
