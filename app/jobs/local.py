# SPDX-License-Identifier: AGPL-3.0-or-later
"""Workers on this machine: slots, each a thread with one process of its own.

A process that dies, hangs or lies is a trouble of its slot and of no other
(docs/decisions/0002-worker-pool.md).
"""

from __future__ import annotations

import json
import logging
import queue
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from app.errors import AppError
from app.jobs import translating, worker
from app.jobs.file_access import FileAccess, access_needed_by
from app.jobs.limits import WorkerLimits
from app.jobs.messages import Ended, Question, Ready
from app.jobs.model_server import ModelServers
from app.jobs.request import Action, JobError, JobFuture, JobProgress, JobRequest, JobResult
from app.jobs.translating import TranslationOrder
from app.jobs.worker_process import JobFunction, WorkerGone, WorkerProcess
from converters.errors import ErrorCode

logger = logging.getLogger(__name__)

_POLL_S = 0.1


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
        self._process: WorkerProcess | None = None
        self._access = FileAccess()
        self.expected: JobRequest | None = None
        """A job like the first one: the process is started for it at once."""

    def run(self) -> None:
        """Serve jobs until a None comes."""
        _block_interrupts()
        try:
            if self.expected is not None:
                self._start_for(self.expected)
            while (job := self._jobs.get()) is not None:
                self._serve(job)
        finally:
            self._drop_process()

    def _start_for(self, request: JobRequest) -> None:
        if self._limits.by_job:
            self._allow(request)
        try:
            self._open_process()
        except OSError as error:
            # The first job starts another, or says why it cannot.
            logger.info("no worker beforehand: %s", error)

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
            self._drop_process()
        else:
            job.future.set_result(result)

    def _result_of(self, job: _QueuedJob) -> JobResult:
        """Run a job; one whose worker died gets a second, fresh worker."""
        started = time.perf_counter()
        for _ in range(2):
            outcome = self._attempt(job)
            if isinstance(outcome, JobResult):
                return outcome
            self._drop_process()
            if outcome is _End.STOPPED:
                raise CancelledError
        seconds = time.perf_counter() - started
        return JobResult(error=JobError(ErrorCode.WORKER_DIED), seconds=seconds)

    def _attempt(self, job: _QueuedJob) -> JobResult | _End:
        if self._limits.by_job:
            self._allow(job.request)
        stopped = job.future.stop_asked
        try:
            process = self._open_process()
            process.wait_until_ready(stopped.is_set)
        except (WorkerGone, OSError):
            return _End.STOPPED if stopped.is_set() else _End.DIED
        # Whoever cancels ends the process itself, also where it holds this thread up.
        job.future.add_stop_callback(process.kill)
        clock: threading.Timer | None = None
        try:
            clock = process.begin(job.request, self._seconds(job))
            result = self._follow(process, job)
        except WorkerGone:
            if stopped.is_set():
                return _End.STOPPED
            if process.expired:
                return self._too_slow(job)
            process.close()
            logger.warning("job %s: worker ended with %s", job.request.job_id, process.exit_code)
            return _End.DIED
        finally:
            if clock is not None:
                clock.cancel()
            job.future.add_stop_callback(None)
        if process.expired:
            return self._too_slow(job)
        spent = process.jobs >= self._limits.max_jobs
        # What is left of a process after MemoryError is not to be trusted.
        if spent or (result.error is not None and result.error.code is ErrorCode.MEMORY):
            self._drop_process()
        return result

    def _seconds(self, job: _QueuedJob) -> float:
        return self._limits.max_seconds * job.request.patience

    def _too_slow(self, job: _QueuedJob) -> JobResult:
        self._drop_process()
        seconds = self._seconds(job)
        error = JobError(ErrorCode.DEADLINE, {"seconds": round(seconds)})
        return JobResult(error=error, seconds=seconds)

    def _follow(self, process: WorkerProcess, job: _QueuedJob) -> JobResult:
        """Pass progress on until the job ends.

        Raises:
            WorkerGone: the worker ended before, or was ended.
        """
        while True:
            message = process.hear(_POLL_S)
            if job.future.stop_asked.is_set():
                raise WorkerGone
            if message is None:
                continue
            if isinstance(message, Ready) or message.job_id != job.request.job_id:
                raise WorkerGone
            if isinstance(message, Ended):
                if not _stays_inside(message.result, job.request):
                    raise WorkerGone
                return message.result
            if isinstance(message, Question):
                self._answer(message.asked, job, process)
            elif job.progress is not None:
                job.progress(message.stage, message.done, message.total)

    def _answer(self, asked: dict[str, Any], job: _QueuedJob, process: WorkerProcess) -> None:
        """Let the models answer a worker; it waits."""
        order = job.request.translation
        if order is None:
            return
        tell = job.progress

        def pass_on(done: int, total: int) -> None:
            if tell is not None:
                tell(translating.STAGE, done, total)

        found = self._models.ask(
            order,
            asked,
            pass_on,
            lambda: (
                job.future.stop_asked.is_set() or process.expired or process.exit_code is not None
            ),
        )
        process.answer(json.dumps(found).encode())

    def _allow(self, request: JobRequest) -> None:
        """See to it that the worker may reach the folders of ``request``; a fresh one where it may not."""
        wanted = access_needed_by(request)
        if not self._access.covers(wanted):
            self._access = self._access.united_with(wanted)
            self._drop_process()

    def _open_process(self) -> WorkerProcess:
        if self._process is None:
            self._process = WorkerProcess(self._access.applied_to(self._limits), self._function)
        return self._process

    def _drop_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()


def _stays_inside(result: JobResult, request: JobRequest) -> bool:
    """Whether all files that a worker says it made lie where it was to make them.

    They are hashed, and sent over the cluster: a name must not lead to any other file.
    """
    target = request.conversion.target
    place = target if request.action is Action.LAYOUT else target.parent
    outputs = () if result.conversion is None else result.conversion.outputs
    return all(path.resolve().is_relative_to(place.resolve()) for path in outputs)


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
        self._closed = False
        self._lock = threading.Lock()

    @property
    def width(self) -> int:
        """See ``JobExecutor``."""
        return self._size

    def submit(self, request: JobRequest, progress: JobProgress | None = None) -> JobFuture:
        """Queue a job; the workers start with the first ones. Once it is closed, the job is cancelled."""
        future = JobFuture()
        with self._lock:
            if self._closed:
                future.cancel()
                return future
            self._open.add(future)
            waiting = len(self._open)
            if len(self._slots) < min(self._size, waiting):
                self._add_slot()
        future.add_done_callback(self._forget)
        self._jobs.put(_QueuedJob(request, progress, future))
        return future

    def warm(self, request: JobRequest) -> None:
        """See ``JobExecutor``; nothing where a worker is there already."""
        with self._lock:
            if not self._slots and not self._closed:
                self._add_slot(request)

    def _add_slot(self, expected: JobRequest | None = None) -> None:
        slot = _Slot(len(self._slots), self._jobs, self._limits, self._function, self._models)
        slot.expected = expected
        self._slots.append(slot)
        slot.start()

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
            self._closed = True
            remaining, slots = tuple(self._open), tuple(self._slots)
            self._slots.clear()
        for future in remaining:
            future.cancel()
        for _ in slots:
            self._jobs.put(None)
        for slot in slots:
            slot.join()
        self._models.close()
