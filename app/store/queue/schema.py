# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of the queue, and how older files become those of today."""

from __future__ import annotations

import sqlite3

_FIRST = """
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_key TEXT NOT NULL,
    call TEXT NOT NULL,
    version TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT
);
CREATE INDEX job_call ON job (call_key) WHERE finished IS NULL;
CREATE TABLE item (
    job INTEGER NOT NULL REFERENCES job ON DELETE CASCADE,
    target TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    result TEXT,
    error TEXT,
    PRIMARY KEY (job, target)
) WITHOUT ROWID;
CREATE TABLE attempt (
    job INTEGER NOT NULL,
    target TEXT NOT NULL,
    number INTEGER NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT,
    PRIMARY KEY (job, target, number),
    FOREIGN KEY (job, target) REFERENCES item ON DELETE CASCADE
) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""Step n makes version n + 1 of a file of version n; a released step is never changed."""

VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> bool:
    """Bring a file up to ``VERSION``; False where a newer program wrote it.

    Two programs may open a new file at once: the version is read again under the lock.

    Raises:
        sqlite3.Error: the file cannot be read or written.
    """
    if _version(connection) == VERSION:
        return True
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = _version(connection)
        if found > VERSION:
            connection.execute("ROLLBACK")
            return False
        for step in MIGRATIONS[found:]:
            # Not executescript(), which would commit between the statements.
            for statement in filter(str.strip, step.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
