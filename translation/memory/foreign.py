# SPDX-License-Identifier: AGPL-3.0-or-later
"""A memory's file that others made: opened so that nothing in it is done, only read.

An SQLite file brings a schema of its own along: a view or a generated column in a table's place, or a trigger,
would be run with the first query. Whatever is not exactly the schema of a memory is refused before any.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

_MOST_TEXT = 4 << 20
"""Of one value, in bytes."""
_STATISTICS = "sqlite_stat"
"""Tables that SQLite itself makes."""


class ForeignMemoryRefused(sqlite3.DatabaseError):
    """The file is none that this program writes, or is damaged."""


def open_foreign(path: Path, schema: str) -> sqlite3.Connection:
    """Open a file that is only read, and refuse it where its schema is another one.

    Args:
        path: the file; nothing is written, not even beside it.
        schema: statements of the only schema that is taken.

    Raises:
        sqlite3.DatabaseError: it is no database, or has another schema.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_TEXT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "query_only = ON",
            "mmap_size = 0",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        _refuse_other(connection, schema)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_other(connection: sqlite3.Connection, schema: str) -> None:
    wanted = sqlite3.connect(":memory:")
    try:
        wanted.executescript(schema)
        if _parts(connection) != _parts(wanted):
            raise ForeignMemoryRefused("its tables are not those of a memory")
    finally:
        wanted.close()


def _parts(connection: sqlite3.Connection) -> set[tuple[str, str, str, str]]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    return {
        (str(kind), str(name), str(table), " ".join(str(sql or "").split()))
        for kind, name, table, sql in rows
        if not (kind == "table" and str(name).startswith(_STATISTICS))
    }
