# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recorder of a run: what is asked for, begun and done goes into the durable queue.

The recorder never stops a conversion. Where the queue cannot be used (a full or
read-only disk, a newer program's file) the run goes on without it and says so
in the log; what is in the output folder, the folder's own index knows.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app import __version__
from app.services.conversion import Listener
from app.services.intake import PlannedFile
from app.services.report import ReportItem, Status
from app.store.queue import (
    Call,
    ItemState,
    JobLock,
    JobQueue,
    PlannedItem,
    QueueVersionError,
    StoredItem,
)
from converters.errors import ErrorCode
from converters.files import sha256_of

logger = logging.getLogger(__name__)

_OF_THE_DOCUMENT = frozenset(
    {
        ErrorCode.DRM,
        ErrorCode.DISTRIBUTION_DAMAGED,
        ErrorCode.NOT_A_DOCUMENT,
        ErrorCode.UNSUPPORTED_FORMAT,
        ErrorCode.UNSUPPORTED_VERSION,
        ErrorCode.TOO_LARGE,
        ErrorCode.TOO_DEEP,
        ErrorCode.DAMAGED,
        ErrorCode.UNSAFE,
    }
)
"""Failures that the same bytes meet again; all others are tried anew when a job goes on."""

_TROUBLES = (sqlite3.Error, OSError, QueueVersionError)


class JobRecorder:
    """A listener that records a run in the queue and passes everything on.

    Args:
        shown: hears of everything too.
        queue: None for a run that is not recorded.
    """

    def __init__(self, shown: Listener, queue: JobQueue | None) -> None:
        self._shown = shown
        self._queue = queue
        self._lock: JobLock | None = None
        self._targets: dict[int, str] = {}
        self._known: dict[int, StoredItem] = {}
        self._unwritten: dict[int, ReportItem] = {}
        self.job_id: int | None = None

    def open(self, call: Call, files: Iterable[PlannedFile], job_id: int | None = None) -> bool:
        """Put a call and its files into the queue, or go on with the job of the same call.

        Args:
            call: what was asked for.
            files: all files of it.
            job_id: the job to go on with, where a person named one.

        Returns:
            False where that job is at work in another process.
        """
        planned = tuple(files)
        self._targets = {file.number: str(file.target.absolute()) for file in planned}
        if self._queue is None:
            return True
        try:
            opened = self._queue.open_job(call, __version__, job_id)
            if opened is None:
                return False
            self.job_id, self._lock = opened
            self._known = self._queue.plan(
                self.job_id,
                (
                    PlannedItem(
                        file.number, str(file.source.absolute()), str(file.target.absolute())
                    )
                    for file in planned
                ),
            )
        except _TROUBLES as error:
            logger.warning("the run is not in the queue: %s", error)
            self.job_id = None
        return True

    def outcome_of(self, planned: PlannedFile) -> ReportItem | None:
        """Return a failure that this job, cut off since, has had with the same bytes."""
        known = self._known.get(planned.number)
        if known is None or known.state is not ItemState.FAILED or known.version != __version__:
            return None
        try:
            item = ReportItem.from_json(known.result or {}, known.error or {})
            lasting = item.error is not None and item.error.code in _OF_THE_DOCUMENT
            same = bool(known.sha256) and sha256_of(planned.source) == known.sha256
        except (KeyError, TypeError, ValueError, OSError):
            return None
        return replace(item, input=planned.given) if lasting and same else None

    def was_done(self, planned: PlannedFile) -> bool:
        """Tell whether this job, cut off since, has made the book: force means once."""
        known = self._known.get(planned.number)
        return known is not None and known.state is ItemState.DONE

    def close(self, *, complete: bool) -> None:
        """Let the job go.

        Args:
            complete: every file has its outcome, so there is nothing to go on with.
        """
        if self._queue is not None and self.job_id is not None:
            for number in sorted(self._unwritten):
                self._record(number, self._unwritten[number])
            try:
                if complete:
                    self._queue.finish(self.job_id)
            except _TROUBLES as error:
                logger.warning("the job is not finished in the queue: %s", error)
        if self._lock is not None:
            self._lock.release()

    # ------------------------------------------------------------ Listener

    def started(self, number: int) -> None:
        """Note it and pass it on."""
        if self._queue is not None and self.job_id is not None:
            try:
                self._queue.begin(self.job_id, self._targets[number])
            except _TROUBLES as error:
                logger.warning("queue: %s", error)
        self._shown.started(number)

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Pass it on."""
        self._shown.progressed(number, stage, done, total)

    def finished(self, number: int, item: ReportItem) -> None:
        """Record it, then pass it on."""
        self._record(number, item)
        self._shown.finished(number, item)

    def cancelled(self, number: int) -> None:
        """Pass it on; the item waits for the job to go on."""
        self._shown.cancelled(number)

    def _record(self, number: int, item: ReportItem) -> None:
        if self._queue is None or self.job_id is None:
            return
        stored = item.to_json()
        known = self._known.get(number)
        if (
            item.status is Status.UNCHANGED
            and known is not None
            and known.state is ItemState.DONE
            and known.sha256 == item.sha256
            and known.result is not None
        ):
            # This job made the book before it was cut off; the time that took stays.
            stored = known.result
        failure = None if item.error is None else dict(item.error.error.params)
        try:
            self._queue.record(self.job_id, self._targets[number], __version__, stored, failure)
            self._unwritten.pop(number, None)
        except _TROUBLES as error:
            # A full disk may have room again at the end of the run.
            self._unwritten[number] = item
            logger.warning("queue: an outcome waits to be written: %s", error)


def open_queue(path: Path) -> JobQueue | None:
    """Return the queue, or None (and a line in the log) where it cannot be used."""
    try:
        return JobQueue(path)
    except _TROUBLES as error:
        logger.warning("the queue cannot be used: %s", error)
        return None
