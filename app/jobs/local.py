# SPDX-License-Identifier: AGPL-3.0-or-later
"""Workers on this machine: one Pebble pool of one process for each slot.

One pool for all workers would share one pipe and one lock; a worker killed at
the wrong moment could then hold up the others. A pool per slot keeps every
trouble inside its slot (docs/decisions/0002-worker-pool.md).
"""

from __future__ import annotations

import contextlib
import json
import logging
import multiprocessing
import queue
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from app.errors import AppError
from app.jobs import translating, worker
from app.jobs.file_access import FileAccess, access_needed_by
from app.jobs.limits import WorkerLimits
from app.jobs.model_server import ModelServers
from app.jobs.request import JobError, JobFuture, JobProgress, JobRequest, JobResult
from app.jobs.translating import TranslationOrder
from converters.errors import ErrorCode

logger = logging.getLogger(__name__)

_POLL_S = 0.1
_GRACE_S = 60.0
"""Added to the deadline before we stop believing that Pebble will keep it (start-up included)."""

JobFunction = Callable[[JobRequest], JobResult]


@dataclass(frozen=True, slots=True)
class _QueuedJob:
    """A job that waits for a slot or is in one, and the future of its result."""

    request: JobRequest
    progress: JobProgress | None
    future: JobFuture


class _End(Enum):
    """The ends of an attempt that gave no result."""

    DIED = auto()
    STOPPED = auto()


def _block_interrupts() -> None:
    """Keep Ctrl+C from this thread and so from the processes it starts: the parent decides."""
    if hasattr(signal, "pthread_sigmask"):
        # Whoever starts the tracker of multiprocessing gets interrupts unblocked by it.
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Slot(threading.Thread):
    """One worker process and the thread that feeds it."""

    def __init__(
        self,
        number: int,
        jobs: queue.SimpleQueue[_QueuedJob | None],
        limits: WorkerLimits,
        function: JobFunction,
        models: ModelServers,
    ) -> None:
        super().__init__(name=f"hanji-slot-{number}", daemon=True)
        self._models = models
        self._jobs = jobs
        self._limits = limits
        self._function = function
        self._pool: ProcessPool | None = None
        self._access = FileAccess()
        self._wire: Connection | None = None
        self._other: Connection | None = None
        """The worker's end; ours to close."""

    def run(self) -> None:
        """Serve jobs until a None comes."""
        _block_interrupts()
        try:
            while (job := self._jobs.get()) is not None:
                self._serve(job)
        finally:
            self._drop_pool()

    def _serve(self, job: _QueuedJob) -> None:
        if not job.future.set_running_or_notify_cancel():
            return
        try:
            result = self._result_of(job)
        except CancelledError as stopped:
            job.future.set_exception(stopped)
        except Exception as error:  # job runner: a slot must outlive any trouble
            logger.exception("job %s", job.request.job_id)
            detail = type(error).__name__
            job.future.set_result(JobResult(error=JobError(ErrorCode.INTERNAL, {"detail": detail})))
            self._drop_pool()
        else:
            job.future.set_result(result)

    def _result_of(self, job: _QueuedJob) -> JobResult:
        """Run a job; one whose worker died gets a second, fresh worker."""
        started = time.perf_counter()
        for _ in range(2):
            outcome = self._attempt(job)
            if isinstance(outcome, JobResult):
                return outcome
            self._drop_pool()
            if outcome is _End.STOPPED:
                raise CancelledError
        seconds = time.perf_counter() - started
        return JobResult(error=JobError(ErrorCode.WORKER_DIED), seconds=seconds)

    def _attempt(self, job: _QueuedJob) -> JobResult | _End:
        try:
            if self._limits.by_job:
                self._allow(job.request)
            task = self._open_pool().schedule(
                self._function, args=(job.request,), timeout=self._seconds(job)
            )
        except RuntimeError:
            # A worker that dies between two jobs breaks its pool; the next one is new.
            return _End.DIED
        ended = self._follow(task, job)
        if ended is not None:
            return ended
        try:
            result: JobResult = task.result(timeout=0)
        except TimeoutError:
            return self._too_slow(job)
        except ProcessExpired as death:
            logger.warning("job %s: worker ended with %s", job.request.job_id, death.exitcode)
            return _End.DIED
        except (OSError, RuntimeError, CancelledError) as error:
            logger.warning("job %s: pool broken: %r", job.request.job_id, error)
            return _End.DIED
        if result.error is not None and result.error.code is ErrorCode.MEMORY:
            # What is left of a process after MemoryError is not to be trusted.
            self._drop_pool()
        return result

    def _seconds(self, job: _QueuedJob) -> float:
        return self._limits.max_seconds * job.request.patience

    def _too_slow(self, job: _QueuedJob) -> JobResult:
        seconds = self._seconds(job)
        error = JobError(ErrorCode.DEADLINE, {"seconds": round(seconds)})
        return JobResult(error=error, seconds=seconds)

    def _follow(self, task: ProcessFuture[JobResult], job: _QueuedJob) -> _End | None:
        """Pass progress on until the task is done; None means that it is."""
        wire = self._wire
        assert wire is not None
        patience = _POLL_S / 32
        give_up = time.monotonic() + self._seconds(job) + _GRACE_S
        while not task.done():
            if job.future.stop_asked.is_set():
                return _End.STOPPED
            if time.monotonic() > give_up:
                return _End.DIED
            if not wire.poll(patience):
                # Short jobs are noticed at once, long ones cost no watching.
                patience = min(_POLL_S, patience * 2)
                continue
            try:
                job_id, stage, done, total = json.loads(wire.recv_bytes())
            except (EOFError, OSError, ValueError, TypeError):
                # Cut off in the middle of a message: as good as dead.
                return _End.DIED
            if job_id != job.request.job_id:
                continue
            if stage == worker.ENDED:
                wait([task], timeout=_POLL_S * 10)
            elif stage == worker.ASK:
                self._answer(done, job, wire, lambda: task.done() or time.monotonic() > give_up)
            elif job.progress is not None:
                job.progress(stage, done, total)
        return None

    def _answer(
        self, asked: Any, job: _QueuedJob, wire: Connection, hopeless: Callable[[], bool]
    ) -> None:
        """Let the models answer a worker; it waits."""
        order = job.request.translation
        if order is None or not isinstance(asked, dict):
            return
        tell = job.progress

        def pass_on(done: int, total: int) -> None:
            if tell is not None:
                tell(translating.STAGE, done, total)

        found = self._models.ask(
            order, asked, pass_on, lambda: job.future.stop_asked.is_set() or hopeless()
        )
        with contextlib.suppress(OSError):
            wire.send_bytes(json.dumps(found).encode())

    def _allow(self, request: JobRequest) -> None:
        """See to it that the worker may reach the folders of ``request``; a fresh one where it may not."""
        wanted = access_needed_by(request)
        if not self._access.covers(wanted):
            self._access = self._access.united_with(wanted)
            self._drop_pool()

    def _open_pool(self) -> ProcessPool:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._wire, self._other = context.Pipe()
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=self._limits.max_jobs,
                initializer=worker.prepare,
                initargs=(self._access.applied_to(self._limits), self._other),
                context=context,
            )
        return self._pool

    def _drop_pool(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves it without annotations
            pool.join()
        for end in (self._wire, self._other):
            if end is not None:
                end.close()
        self._wire = self._other = None


class LocalExecutor:
    """Runs jobs in worker processes of this machine.

    Args:
        workers: how many files at once.
        limits: what each worker may use.
        function: what a worker does; tests put in jobs that crash or hang.
    """

    def __init__(
        self, workers: int, limits: WorkerLimits, function: JobFunction = worker.run
    ) -> None:
        self._limits = limits
        self._function = function
        self.trouble: AppError | None = None
        self._size = max(1, workers)
        self._models = ModelServers()
        self._jobs: queue.SimpleQueue[_QueuedJob | None] = queue.SimpleQueue()
        self._slots: list[_Slot] = []
        self._open: set[Future[JobResult]] = set()
        self._lock = threading.Lock()

    @property
    def width(self) -> int:
        """See ``JobExecutor``."""
        return self._size

    def submit(self, request: JobRequest, progress: JobProgress | None = None) -> JobFuture:
        """Queue a job; the workers start with the first ones."""
        future = JobFuture()
        with self._lock:
            self._open.add(future)
            waiting = len(self._open)
            if len(self._slots) < min(self._size, waiting):
                slot = _Slot(
                    len(self._slots), self._jobs, self._limits, self._function, self._models
                )
                self._slots.append(slot)
                slot.start()
        future.add_done_callback(self._forget)
        self._jobs.put(_QueuedJob(request, progress, future))
        return future

    def ask(
        self,
        order: TranslationOrder,
        asked: dict[str, Any],
        tell: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> dict[str, Any]:
        """See ``JobExecutor``."""
        return self._models.ask(order, asked, tell, stopped)

    def _forget(self, future: Future[JobResult]) -> None:
        with self._lock:
            self._open.discard(future)

    def close(self) -> None:
        """Cancel what is left and end the workers."""
        with self._lock:
            remaining, slots = tuple(self._open), tuple(self._slots)
            self._slots.clear()
        for future in remaining:
            future.cancel()
        for _ in slots:
            self._jobs.put(None)
        for slot in slots:
            slot.join()
        self._models.close()
