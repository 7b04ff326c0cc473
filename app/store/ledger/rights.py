# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rights: what a person may do; given by entries of the ledger, like all else.

Who somebody is comes from the system's user name or from the database's account; on a machine that
several people share under one name it proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from app.i18n import mark
from app.store.ledger.journal import LedgerRefused, append_control
from app.store.ledger.rows import rows
from app.store.ledger.tables import RIGHTS


class Right(StrEnum):
    """What a person may do; the value is written in the ledger."""

    ENTER = "enter"
    REVIEW = "review"
    APPROVE = "approve"
    AUDIT = "audit"
    """Read all, change nothing."""


def rights_of(connection: Connection, person: str) -> frozenset[Right]:
    """Return what a person may do; until rights are given to anybody, everybody may do all."""
    held = all_rights(connection)
    return held.get(person, frozenset({Right.AUDIT})) if held else frozenset(Right)


def all_rights(connection: Connection) -> dict[str, frozenset[Right]]:
    """Return what each person may do who was given rights; empty where nobody was."""
    return {
        row["person"]: frozenset(Right(word) for word in row["held"].split())
        for row in rows(connection, select(RIGHTS))
    }


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
    entry = append_control(connection, "right", person, {"held": words}, author, at)
    connection.execute(delete(RIGHTS).where(RIGHTS.c.person == person))
    connection.execute(insert(RIGHTS).values(person=person, held=words, entry=entry.number))
