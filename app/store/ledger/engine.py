# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database of the ledger: a SQLite file by default, PostgreSQL by its URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from app.errors import AppError
from app.i18n import mark
from app.store.ledger.chain import BEGINNING
from app.store.ledger.tables import HEAD

_PATIENCE_S = 30
_PAGES = -65536
"""Cache of SQLite: 64 MiB, negative because it is not counted in pages."""


class LedgerUnreachable(AppError):
    """The database cannot be opened."""


class LedgerBusy(AppError):
    """Another program kept the ledger locked for too long."""


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
        raise LedgerUnreachable(
            mark("{url} is not the address of a database. Write postgresql://HOST/NAME."), url=at
        ) from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def open_engine(at: Path | str) -> Engine:
    """Open the ledger, make its tables, or bring those of an older program up to date.

    Raises:
        LedgerUnreachable: there is no such database, or a newer program made it.
    """
    url = address(at)
    shown = url.render_as_string(hide_password=True) if not isinstance(at, Path) else str(at)
    try:
        if isinstance(at, Path):
            at.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, **_options(url))
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin)
        with writing(engine) as connection:
            _migrate(connection)
    except (DBAPIError, NoSuchModuleError, CommandError, OSError) as error:
        why = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise LedgerUnreachable(
            mark(
                "The ledger {url} cannot be opened ({why}). Check its place and your rights to it."
            ),
            url=shown,
            why=why,
        ) from error
    return engine


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": _PATIENCE_S}}
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": _PATIENCE_S}}


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

    Raises:
        LedgerBusy: another program writes for longer than anybody waits.
    """
    with engine.connect().execution_options(hanji_write=True) as connection:
        try:
            transaction = connection.begin()
        except DBAPIError as error:
            if "locked" not in str(error.orig):
                raise
            raise LedgerBusy(
                mark("Another program is writing to the ledger. Try again in a moment.")
            ) from error
        with transaction:
            yield connection


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two clients may open a new database at the same moment.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4851)")
    with as_file(files("app.store.ledger") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    if connection.execute(HEAD.select()).first() is None:
        connection.execute(insert(HEAD).values(id=1, count=0, hash=BEGINNING))
