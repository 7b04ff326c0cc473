# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sentence cache: what the models have translated already, in one SQLite file.

A job that was broken off goes on where it was, and a sentence that stands in many
documents is translated once. A translation is found by all that shaped it: the packages,
the care, the rules of this program, and the sentence with its codes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from translation.translator import MachineTranslation

RULES = 5
"""Changes with the rules of repair and tag projection: what older ones made is not taken."""
_WAIT_S = 30
_TOGETHER_S = 2.0
"""What is kept at once: less would wait for the disk, more would be lost by a kill."""
_MOST = 2_000_000
"""Sentences; about 600 bytes each."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sentence (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    form TEXT NOT NULL
)
"""

Keep = Callable[[str, MachineTranslation], None]


class SentenceCache:
    """A file of translated sentences, which is made where there is none; many threads may ask it.

    A damaged file is put away and begun anew: all that it holds can be made again.

    Args:
        path: of the file.

    Raises:
        sqlite3.Error: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = _opened(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            self._connection = _opened(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def known(
        self, identity: str, care: str, marked: Sequence[str]
    ) -> dict[str, MachineTranslation]:
        """Return those of ``marked`` that are in the cache."""
        by_key = {_key(identity, care, one): one for one in marked}
        found: dict[str, MachineTranslation] = {}
        keys = list(by_key)
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            with self._lock:
                rows = self._connection.execute(
                    f"SELECT key, form FROM sentence WHERE key IN ({marks})",  # noqa: S608
                    some,
                ).fetchall()
            for key, form in rows:
                with suppress(ValueError, TypeError):
                    found[by_key[key]] = MachineTranslation.of(json.loads(form))
        return found

    @contextmanager
    def keeping(self, identity: str, care: str) -> Iterator[Keep]:
        """Give what keeps sentences; those of every few seconds are safe, whatever happens.

        What got no translation is not kept, and asked about again.
        """
        rows: list[tuple[bytes, str]] = []
        flushed = time.monotonic()

        def keep(marked: str, one: MachineTranslation) -> None:
            nonlocal flushed
            if one.untranslated:
                return
            rows.append((_key(identity, care, marked), json.dumps(one.form(), ensure_ascii=False)))
            if time.monotonic() - flushed > _TOGETHER_S:
                self._write(rows)
                flushed = time.monotonic()

        try:
            yield keep
        finally:
            self._write(rows)

    def _write(self, rows: list[tuple[bytes, str]]) -> None:
        # A full disk or a locked file costs a second translation, never the job.
        with suppress(sqlite3.OperationalError), self._lock, self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO sentence (key, form) VALUES (?, ?)", rows
            )
        rows.clear()


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_WAIT_S, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # The process of the models has no folder for temporary files.
        connection.execute("PRAGMA temp_store = MEMORY")
        with connection:
            connection.execute(_SCHEMA)
            # The oldest go first; numbers only grow.
            connection.execute(
                "DELETE FROM sentence WHERE number <= (SELECT max(number) FROM sentence) - ?",
                (_MOST,),
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _key(identity: str, care: str, marked: str) -> bytes:
    text = "\0".join((str(RULES), identity, care, marked))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:20]
