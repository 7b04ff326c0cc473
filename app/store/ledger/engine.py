# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database of the ledger: a SQLite file by default, PostgreSQL by its URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from app.errors import AppError
from app.i18n import mark
from app.store.ledger.chain import BEGINNING
from app.store.ledger.migrations import newest_revision
from app.store.ledger.tables import HEAD

_PATIENCE_S = 30
_WRITERS = 4851
"""Number of PostgreSQL's lock that all who write to a ledger take."""
_LOCK_NOT_AVAILABLE = "55P03"
_FAILED_MEDIUM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}
_NO_RESOURCES = "53"
"""Class of PostgreSQL's codes for a full disk and too little memory."""
_PAGES = -65536
"""Cache of SQLite: 64 MiB, negative because it is not counted in pages."""


class LedgerUnreachable(AppError):
    """The database cannot be opened."""


class LedgerNewer(LedgerUnreachable):
    """A newer version of the program made the tables, or changed them."""


class LedgerBusy(AppError):
    """Another program kept the ledger locked for too long."""


class LedgerUnwritten(AppError):
    """What was to be written was not: the disk is full, cannot be written, or fails."""


def address(at: Path | str) -> URL:
    """Return the URL of a file, or of what is a URL already.

    Raises:
        LedgerUnreachable: it names no database that the ledger knows.
    """
    if isinstance(at, Path):
        return URL.create("sqlite", database=str(at))
    try:
        url = make_url(at)
    except ArgumentError:
        url = None
    if url is not None and url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url is None or url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise LedgerUnreachable(
            mark("{url} is not the address of a database. Write postgresql://HOST/NAME."), url=at
        )
    return url


def file_of(at: Path | str) -> Path | None:
    """Return the file that a ledger is in; None for one on a server.

    Raises:
        LedgerUnreachable: see ``address``.
    """
    url = address(at)
    return Path(url.database) if url.drivername == "sqlite" and url.database else None


def open_engine(at: Path | str, *, read_only: bool = False) -> tuple[Engine, bool]:
    """Open the ledger, make its tables, or bring those of an older program up to date.

    Args:
        at: a file, or the URL of a database.
        read_only: whether a file is opened as one that nobody changes meanwhile, without making
            anything beside it; its tables must be up to date.

    Returns:
        The engine, and whether tables were made or changed.

    Raises:
        LedgerUnreachable: there is no such database.
        LedgerNewer: a newer program made it.
    """
    url = address(at)
    file = file_of(at)
    shown = str(file) if file is not None else unquote(url.render_as_string(hide_password=True))
    engine, migrated = None, False
    try:
        if file is not None and read_only:
            url = _unchanging(file)
        elif file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, **_options(url))
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _look_only if read_only else _prepare)
            event.listen(engine, "begin", _begin)
        with engine.connect() as connection, connection.begin():
            current = _is_current(connection, shown)
        if not current and read_only:
            raise _NoStep("the tables are of an older version")
        if not current:
            with writing(engine) as connection:
                # Somebody else may have done it in between.
                if not _is_current(connection, shown):
                    _migrate(connection)
                    migrated = True
    except LedgerNewer:
        if engine is not None:
            engine.dispose()
        raise
    except (DBAPIError, NoSuchModuleError, _NoStep, OSError, UnicodeDecodeError) as error:
        if engine is not None:
            engine.dispose()
        why = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise LedgerUnreachable(
            mark(
                "The ledger {url} cannot be opened ({why}). Check its place and your rights to it."
            ),
            url=shown,
            why=why,
        ) from error
    return engine, migrated


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": _PATIENCE_S}}
    return {
        "pool_pre_ping": True,
        # A reader of several tables sees one state of them.
        "isolation_level": "REPEATABLE READ",
        "connect_args": {
            "connect_timeout": _PATIENCE_S,
            "options": f"-c lock_timeout={_PATIENCE_S}s",
        },
    }


def _unchanging(file: Path) -> URL:
    """Return the address of a file as SQLite reads it where nothing can be written.

    SQLite makes files beside a database in WAL mode even to read it, unless it is told that
    nobody changes it ("immutable", SQLite's URI file names).
    """
    place = quote(str(file.absolute()))
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=f"file:{place}", query=query)


def _look_only(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA cache_size = {_PAGES}")


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, and too late; _begin does it.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", f"cache_size = {_PAGES}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("hanji_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that may write; it is committed, or nothing happens.

    Whoever writes waits for those who write already: each sees what the one before has written.

    Raises:
        LedgerBusy: another program writes for longer than anybody waits.
        LedgerUnwritten: the disk has no room, or fails.
    """
    wanted: dict[str, Any] = {"hanji_write": True}
    if engine.dialect.name == "postgresql":
        # Its snapshot would be older than the lock that was waited for.
        wanted["isolation_level"] = "READ COMMITTED"
    with engine.connect().execution_options(**wanted) as connection:
        try:
            transaction = connection.begin()
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
        except DBAPIError as error:
            if not _is_locked(error):
                raise
            raise LedgerBusy(
                mark("Another program is writing to the ledger. Try again in a moment.")
            ) from error
        try:
            with transaction:
                yield connection
        except DBAPIError as error:
            if not _is_of_the_medium(error):
                raise
            raise LedgerUnwritten(
                mark(
                    "The ledger cannot be written ({why}). Nothing was entered; make room or"
                    " repair the disk, and try again."
                ),
                why=str(error.orig).splitlines()[0],
            ) from error


def _is_of_the_medium(error: DBAPIError) -> bool:
    """Whether a disk failed, or a server's disk or memory, and not a statement of ours."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        # The lower byte of an extended code is what went wrong (sqlite.org/rescode.html).
        return code & 0xFF in _FAILED_MEDIUM
    return str(getattr(error.orig, "sqlstate", None) or "").startswith(_NO_RESOURCES)


def _is_locked(error: DBAPIError) -> bool:
    # A server speaks the language of its machine; its numbers are the same everywhere.
    state = getattr(error.orig, "sqlstate", None)
    return state == _LOCK_NOT_AVAILABLE if state else "locked" in str(error.orig)


class _NoStep(Exception):
    """No step leads from the tables that are there to those of this program."""


def _is_current(connection: Connection, shown: str) -> bool:
    """Whether the tables are as this program makes them; then nothing is to be written.

    Raises:
        LedgerNewer: they are of a later revision.
    """
    if not inspect(connection).has_table("alembic_version"):
        return False
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    newest = newest_revision()
    if found is not None and found > newest:
        raise LedgerNewer(
            mark("“{path}” was made by a newer version of Hanji. Open it with that version."),
            path=shown,
        )
    return bool(found == newest) and connection.execute(HEAD.select()).first() is not None


def _migrate(connection: Connection) -> None:
    # Alembic takes longer to load than most reports take to make.
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    with as_file(files("app.store.ledger") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise _NoStep(str(error)) from error
    if connection.execute(HEAD.select()).first() is None:
        connection.execute(insert(HEAD).values(id=1, count=0, hash=BEGINNING))
