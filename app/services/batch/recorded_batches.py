# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several batches in one run, each recorded as a job of its own.

The window lets a person add and start documents while others are on their way; each start is a
job of the queue, as a call of the command is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from app.services.batch.job_recorder import JobRecorder, open_queue
from app.services.conversion import Listener
from app.services.intake import PlannedFile
from app.services.report import ReportItem
from app.store.queue import Call, JobQueue


class RecordedBatches:
    """A listener of a run that hands what happens to each file to the job that it belongs to.

    Args:
        shown: hears of everything.
        queue_file: where the jobs are kept.
        idle: called when no file is on its way any more, in whatever thread ended the last.
    """

    def __init__(self, shown: Listener, queue_file: Path, idle: Callable[[], None]) -> None:
        self._shown = shown
        self._queue_file = queue_file
        self._idle = idle
        self._queue: JobQueue | None = None
        self._lock = threading.Lock()
        self._recorders: dict[int, JobRecorder] = {}
        self._left: dict[JobRecorder, set[int]] = {}
        self._taken_back: set[JobRecorder] = set()

    @property
    def is_idle(self) -> bool:
        """Whether no file is on its way."""
        with self._lock:
            return not self._recorders

    def open(
        self, call: Call, files: Iterable[PlannedFile], job_id: int | None = None
    ) -> JobRecorder | None:
        """Record a batch from now on; None where the job that is named is at work elsewhere."""
        planned = tuple(files)
        if self._queue is None:
            self._queue = open_queue(self._queue_file)
        recorder = JobRecorder(self._shown, self._queue)
        if not recorder.open(call, planned, job_id):
            return None
        with self._lock:
            self._left[recorder] = {file.number for file in planned}
            self._recorders |= dict.fromkeys((file.number for file in planned), recorder)
        return recorder

    def close(self) -> None:
        """Let all jobs go; what is not done can be gone on with."""
        with self._lock:
            recorders = list(self._left)
            self._left.clear()
            self._recorders.clear()
        for recorder in recorders:
            recorder.close(complete=False)
        if self._queue is not None:
            self._queue.close()
            self._queue = None

    # ------------------------------------------------------------ Listener

    def started(self, number: int) -> None:
        """Hand it on."""
        self._listener_of(number).started(number)

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Hand it on."""
        self._shown.progressed(number, stage, done, total)

    def finished(self, number: int, item: ReportItem) -> None:
        """Hand it on; the last file of a batch ends its job."""
        self._listener_of(number).finished(number, item)
        self._ended(number, taken_back=False)

    def cancelled(self, number: int) -> None:
        """Hand it on; its job can be gone on with."""
        self._listener_of(number).cancelled(number)
        self._ended(number, taken_back=True)

    def _listener_of(self, number: int) -> Listener:
        with self._lock:
            return self._recorders.get(number, self._shown)

    def _ended(self, number: int, *, taken_back: bool) -> None:
        with self._lock:
            recorder = self._recorders.pop(number, None)
            if recorder is None:
                return
            left = self._left[recorder]
            left.discard(number)
            if taken_back:
                self._taken_back.add(recorder)
            over = not left
            if over:
                del self._left[recorder]
            complete = recorder not in self._taken_back
            idle = not self._recorders
        if over:
            self._taken_back.discard(recorder)
            recorder.close(complete=complete)
        if idle:
            self._idle()
