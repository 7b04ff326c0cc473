# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open database of a ledger: transactions, verification and the seal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.i18n import mark
from app.store.ledger.engine import file_of, open_engine, writing
from app.store.ledger.seal import (
    Seal,
    SealUnreadable,
    has_live_log,
    read_seal,
    write_seal,
)
from app.store.ledger.verifying import Anchor, Verdict, anchor, hash_of, verify, verify_schema
from converters.files import sha256_of

LedgerTransaction: TypeAlias = Connection
"""A transaction of an open ledger: handed to what reads or writes in it, and nothing else outside."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _SealedState:
    """What the seal said of a file before it was opened."""

    seal: Seal | None = None
    changed: bool = False
    """Whether the bytes are others, and nothing says that they were still being written."""
    reason: str = ""
    """What is wrong with the seal itself; a message id."""


def _seal_of(file: Path) -> _SealedState:
    try:
        seal = read_seal(file)
    except SealUnreadable:
        return _SealedState(reason=mark("The seal beside the ledger is damaged."))
    live = has_live_log(file)
    if seal is None:
        # A file that was never closed in peace has none yet, and one without entries needs none.
        if live or not file.exists() or not file.stat().st_size:
            return _SealedState()
        return _SealedState(
            reason=mark(
                "There is no seal beside the ledger: it was removed, or the file was copied without it."
            )
        )
    if not file.exists():
        return _SealedState(seal, changed=True)
    return _SealedState(seal, changed=not live and sha256_of(file) != seal.sha256)


class LedgerStore:
    """The database of one ledger; close it when done, for a file is sealed then.

    Args:
        at: a file, or the URL of a database.
        read_only: whether it is only looked at, on a medium that may be write-protected.
    """

    def __init__(self, at: Path | str, *, read_only: bool = False) -> None:
        self._file = file_of(at)
        self._seal = _seal_of(self._file) if self._file else _SealedState()
        self._read_only = read_only
        self._engine: Engine
        self._engine, self._migrated = open_engine(at, read_only=read_only)
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

    @property
    def name(self) -> str:
        """What the ledger is called on this computer: its path, or its address without a password."""
        if self._file is not None:
            return str(self._file.absolute())
        return self._engine.url.set(password=None).render_as_string()

    def end(self) -> Anchor | None:
        """Return the chain's end; None where the database cannot be read any more."""
        try:
            with self.reading() as connection:
                return anchor(connection)
        except (DBAPIError, UnicodeDecodeError) as error:
            _log.warning("end: %s", error)
            return None

    def holds(self, kept: Anchor) -> bool:
        """Whether the entry that an anchor names is there; also where nothing can be read."""
        try:
            with self.reading() as connection:
                return kept.is_of(hash_of(connection, kept.count))
        except (DBAPIError, UnicodeDecodeError) as error:
            _log.warning("holds: %s", error)
            return True

    def verify(
        self, kept: Anchor | None = None, progress: Callable[[int], None] | None = None
    ) -> Verdict:
        """Prove that nothing was changed; see ``verifying``."""
        try:
            with self.reading() as connection:
                found = verify(connection, kept, progress)
                strange = verify_schema(connection)
        except (DBAPIError, UnicodeDecodeError) as error:
            _log.warning("verify: %s", error)
            return Verdict(0, "", mark("The file of the ledger is damaged: it cannot be read."))
        if not found.ok:
            return found
        if strange is not None:
            return Verdict(found.entries, found.head, strange[0], None, strange[1])
        reason, entry = self._accusation()
        return Verdict(found.entries, found.head, reason, entry) if reason else found

    def accept(self) -> None:
        """Take the file as it is from now on: it is sealed anew when it is closed."""
        self._seal = _SealedState()

    def _accusation(self) -> tuple[str, int | None]:
        """Return what the seal says against the file, and the entry that it means; or nothing."""
        sealed = self._seal
        if sealed.reason:
            return sealed.reason, None
        if sealed.seal is None:
            return "", None
        was = sealed.seal.anchor
        with self.reading() as connection:
            now, then = anchor(connection), hash_of(connection, was.count)
        if then != was.hash:
            reason = mark("Entry {entry} is not the one that was sealed, or is missing.")
            return reason, was.count
        if sealed.changed and now == was:
            return mark("Bytes of the file were changed since it was sealed."), None
        return "", None

    def close(self) -> None:
        """Close the database, and seal its file if entries were written."""
        now, accused = self._opened, ""
        try:
            with self.reading() as connection:
                now = anchor(connection)
            accused, _ = self._accusation()
        except (DBAPIError, UnicodeDecodeError) as error:
            _log.warning("close: %s", error)
            accused = "unreadable"
        self._engine.dispose()
        if self._file is None or self._read_only or accused:
            # A seal that accuses stays as it is.
            return
        seal = self._seal.seal
        written = self._migrated or seal is None or not seal.anchor == now == self._opened
        if not written or self._file.with_name(self._file.name + "-wal").exists():
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
