# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open database of a ledger: transactions, verification and the seal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.i18n import mark
from app.store.ledger.engine import file_of, open_engine, writing
from app.store.ledger.seal import digest_of, read_seal, write_seal
from app.store.ledger.verifying import Anchor, Verdict, anchor, verify

LedgerTransaction: TypeAlias = Connection
"""A transaction of an open ledger: handed to what reads or writes in it, and nothing else outside."""
_log = logging.getLogger(__name__)


class LedgerStore:
    """The database of one ledger; close it when done, for a file is sealed then."""

    def __init__(self, at: Path | str) -> None:
        self._file = file_of(at)
        self._unsealed = self._broken_seal() if self._file else ""
        self._engine: Engine
        self._engine, self._migrated = open_engine(at)
        with self.reading() as connection:
            self._opened = anchor(connection)

    @property
    def file(self) -> Path | None:
        """Of the database, where it is one."""
        return self._file

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose transaction is written, or never was."""
        with writing(self._engine) as connection:
            yield connection

    def verify(
        self, kept: Anchor | None = None, progress: Callable[[int], None] | None = None
    ) -> Verdict:
        """Prove that nothing was changed; see ``verifying``."""
        try:
            with self.reading() as connection:
                found = verify(connection, kept, progress)
        except (DBAPIError, UnicodeDecodeError) as error:
            _log.warning("verify: %s", error)
            return Verdict(0, "", mark("The file of the ledger is damaged: it cannot be read."))
        if found.ok and self._unsealed and found.head == self._unsealed:
            reason = mark("Bytes of the file were changed since it was sealed.")
            return Verdict(found.entries, found.head, reason)
        return found

    def _broken_seal(self) -> str:
        """Return the last hash that a seal was for which the file does not keep any more."""
        assert self._file is not None
        seal = read_seal(self._file)
        if seal is None or not self._file.exists():
            return ""
        log = self._file.with_name(self._file.name + "-wal")
        if log.exists() and log.stat().st_size:
            # Somebody has it open, or was killed: the seal is of an earlier state.
            return ""
        return "" if digest_of(self._file) == seal.sha256 else seal.anchor.hash

    def close(self) -> None:
        """Close the database, and seal its file if entries were written."""
        now = self._opened
        try:
            with self.reading() as connection:
                now = anchor(connection)
        except (DBAPIError, UnicodeDecodeError) as error:
            _log.warning("close: %s", error)
        self._engine.dispose()
        if self._file is None or self._unsealed:
            return
        seal = read_seal(self._file)
        log = self._file.with_name(self._file.name + "-wal")
        written = self._migrated or seal is None or not seal.anchor == now == self._opened
        if log.exists() or not written:
            return
        try:
            write_seal(self._file, now)
        except OSError as error:
            _log.warning("seal: %s", error)

    def __enter__(self) -> LedgerStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
