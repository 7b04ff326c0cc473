# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue in its file; an outcome is on the disk before the call that records it returns.

What is in an output folder, its own index says (``app.services.output_index``); what a
person asked for and what became of it, this file says. See
docs/decisions/0009-durable-queue.md.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.store.queue.lock import JobLock
from app.store.queue.rows import Call, ItemState, JobState, PlannedItem, StoredItem, StoredJob
from app.store.queue.schema import STEPS
from app.store.sqlite_steps import bring_up_to_date

APPLICATION_ID = 0x48616E71
"""SQLite's field for the kind of a file: "Hanq"."""
_WAIT_S = 20
_ITEM = "number, source, target, state, attempts, sha256, version, result, error"


class QueueVersionError(Exception):
    """The file was written by a newer version of the program."""


class JobQueue:
    """The jobs of this person on this machine. Safe to use from several threads and processes.

    Args:
        path: of the file; it is made where it is missing. On a local disk: SQLite's
            write-ahead log is not safe on network drives.

    Raises:
        QueueVersionError: see there.
        OSError, sqlite3.Error: the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._locks = path.parent / "locks"
        self._mutex = threading.Lock()
        self._connection = sqlite3.connect(
            path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            if not bring_up_to_date(self._connection, STEPS):
                raise QueueVersionError(str(path))
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        with self._mutex:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self, *, flushed: bool = True) -> Iterator[sqlite3.Connection]:
        with self._mutex:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if flushed else 'NORMAL'}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk may have ended the transaction already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _rows(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._mutex:
            return self._connection.execute(question, values).fetchall()

    # ------------------------------------------------------------ jobs

    def lock_of(self, job_id: int) -> JobLock:
        """Return the lock of a job."""
        return JobLock(self._locks, job_id)

    def open_job(
        self, call: Call, version: str, job_id: int | None = None
    ) -> tuple[int, JobLock] | None:
        """Return the job of a call and its lock, taken.

        A job of the same call that was cut off is gone on with; one that another process
        works on is left alone.

        Args:
            call: what is asked for.
            version: of the program.
            job_id: the one job to go on with; None is then returned where it is at work. One
                that was finished tries its failures again.

        Raises:
            OSError, sqlite3.Error: the file cannot be used.
        """
        if job_id is not None:
            wanted = [job_id]
        else:
            found = self._rows(
                "SELECT id FROM job WHERE call_key = ? AND finished IS NULL ORDER BY id DESC",
                (call.key,),
            )
            wanted = [row[0] for row in found]
        for number in wanted:
            lock = self.lock_of(number)
            if not lock.take():
                continue
            with self._writing() as connection:
                connection.execute(
                    "UPDATE item SET state = 'waiting' WHERE job = ? AND state = 'failed' AND"
                    " EXISTS (SELECT 1 FROM job WHERE id = ? AND finished IS NOT NULL)",
                    (number, number if job_id is not None else None),
                )
                changed = connection.execute(
                    "UPDATE job SET version = ?, finished = NULL WHERE id = ?"
                    " AND (finished IS NULL OR ?)",
                    (version, number, job_id is not None),
                ).rowcount
            if changed:
                return number, lock
            lock.release()
        if job_id is not None:
            return None
        with self._writing() as connection:
            made = connection.execute(
                "INSERT INTO job (call_key, call, version, started) VALUES (?, ?, ?, ?)",
                (call.key, _text(dict(call.arguments)), version, _now()),
            ).lastrowid
            assert made is not None
            # Before anybody else can see the row.
            lock = self.lock_of(made)
            lock.take()
        return made, lock

    def finish(self, job_id: int) -> None:
        """Note that a job has nothing left to do."""
        with self._writing() as connection:
            connection.execute("UPDATE job SET finished = ? WHERE id = ?", (_now(), job_id))

    def forget(self, job_id: int) -> bool:
        """Delete a job; books stay. False where there is none."""
        with self._writing() as connection:
            known = connection.execute("DELETE FROM job WHERE id = ?", (job_id,)).rowcount
        self.lock_of(job_id).remove()
        return bool(known)

    def jobs(self) -> list[StoredJob]:
        """Return all jobs, the newest first."""
        counts: dict[int, dict[ItemState, int]] = {}
        for job, state, number in self._rows(
            "SELECT job, state, COUNT(*) FROM item GROUP BY job, state"
        ):
            counts.setdefault(job, {})[ItemState(state)] = number
        rows = self._rows("SELECT id, call, version, started, finished FROM job ORDER BY id DESC")
        return [
            StoredJob(job_id, json.loads(call), version, started, finished, counts.get(job_id, {}))
            for job_id, call, version, started, finished in rows
        ]

    def job(self, job_id: int) -> StoredJob | None:
        """Return a job, or None where there is none."""
        return next((job for job in self.jobs() if job.job_id == job_id), None)

    def state_of(self, job: StoredJob) -> JobState:
        """Tell how far a job is."""
        if job.finished is not None:
            return JobState.FINISHED
        held = self.lock_of(job.job_id).is_held()
        return JobState.RUNNING if held else JobState.INTERRUPTED

    # ------------------------------------------------------------ items

    def plan(self, job_id: int, items: Iterable[PlannedItem]) -> dict[int, StoredItem]:
        """Put the files of a job into the queue; return by number what is known of each.

        An item that is there keeps its outcome, unless another file has its place now.
        """
        planned = tuple(items)
        wanted = {item.target for item in planned}
        with self._writing() as connection:
            connection.executemany(
                "INSERT INTO item (job, target, number, source, state)"
                " VALUES (?, ?, ?, ?, 'waiting') ON CONFLICT DO UPDATE SET"
                " number = excluded.number,"
                " state = CASE WHEN source = excluded.source AND state IN ('done', 'failed')"
                " THEN state ELSE 'waiting' END,"
                " result = CASE WHEN source = excluded.source THEN result END,"
                " error = CASE WHEN source = excluded.source THEN error END,"
                " source = excluded.source",
                [(job_id, _path(i.target), i.number, _path(i.source)) for i in planned],
            )
            for (target,) in connection.execute(
                "SELECT target FROM item WHERE job = ? AND state IN ('waiting', 'running')",
                (job_id,),
            ).fetchall():
                if _unpath(target) not in wanted:
                    connection.execute(
                        "UPDATE item SET state = 'gone' WHERE job = ? AND target = ?",
                        (job_id, target),
                    )
        return {item.number: item for item in self.items(job_id) if item.target in wanted}

    def items(self, job_id: int) -> list[StoredItem]:
        """Return the files of a job in order."""
        rows = self._rows(
            f"SELECT {_ITEM} FROM item WHERE job = ? ORDER BY number, target",  # noqa: S608 - a constant
            (job_id,),
        )
        return [
            StoredItem(
                number,
                _unpath(source),
                _unpath(target),
                ItemState(state),
                attempts,
                sha256,
                version,
                json.loads(result) if result else None,
                json.loads(error) if error else None,
            )
            for number, source, target, state, attempts, sha256, version, result, error in rows
        ]

    def begin(self, job_id: int, target: str) -> None:
        """Note that an item's turn has come.

        Not flushed to the disk: the outcome is what counts, and is flushed with it.
        """
        with self._writing(flushed=False) as connection:
            here = (job_id, _path(target))
            connection.execute(
                "UPDATE item SET state = 'running', attempts = attempts + 1"
                " WHERE job = ? AND target = ?",
                here,
            )
            connection.execute(
                "INSERT OR REPLACE INTO attempt (job, target, number, started)"
                " SELECT job, target, attempts, ? FROM item WHERE job = ? AND target = ?",
                (_now(), *here),
            )

    def record(
        self,
        job_id: int,
        target: str,
        version: str,
        result: Mapping[str, Any],
        error: Mapping[str, Any] | None,
    ) -> None:
        """Record what became of an item, on the disk.

        Args:
            job_id: names the job.
            target: names the item.
            version: of the program.
            result: the report's item.
            error: the parameters of the failure's sentences; None where it is done.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        state = ItemState.DONE if error is None else ItemState.FAILED
        here = (job_id, _path(target))
        with self._writing() as connection:
            connection.execute(
                "UPDATE item SET state = ?, sha256 = ?, version = ?, result = ?, error = ?"
                " WHERE job = ? AND target = ?",
                (
                    state.value,
                    str(result.get("sha256", "")),
                    version,
                    _text(dict(result)),
                    None if error is None else _text(dict(error)),
                    *here,
                ),
            )
            connection.execute(
                "UPDATE attempt SET ended = ?, outcome = ? WHERE job = ? AND target = ?"
                " AND ended IS NULL AND number ="
                " (SELECT attempts FROM item WHERE job = ? AND target = ?)",
                (_now(), state.value, *here, *here),
            )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(value: dict[str, Any]) -> str:
    # Plain ASCII: the lone surrogates of paths that are no UTF-8 come back as they were.
    return json.dumps(value, separators=(",", ":"))


def _path(path: str) -> str:
    """Return a path as SQLite can hold it: JSON's escapes stand for what is no UTF-8."""
    return json.dumps(path)[1:-1]


def _unpath(stored: str) -> str:
    path: str = json.loads(f'"{stored}"')
    return path
