# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps that bring a SQLite file up to date; its version is the number of steps that made it.

The queue and review projects are such files. (The ledger, which may lie on a server, has Alembic.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeAlias

Step: TypeAlias = tuple[str, ...]
"""Statements that make version n + 1 of a file of version n; a released step is never changed."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many steps made the file.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(connection: sqlite3.Connection, steps: Sequence[Step]) -> bool:
    """Take the steps that a file lacks, all of them or none; False where a newer program wrote it.

    Two programs may open a file at once: the version is read again under the lock.

    Raises:
        sqlite3.Error: the file cannot be read or written.
    """
    if version_of(connection) == len(steps):
        return True
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = version_of(connection)
        if found > len(steps):
            connection.execute("ROLLBACK")
            return False
        for step in steps[found:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True
