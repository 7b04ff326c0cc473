# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests to worker processes, their results, and the interface of what runs them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from app.errors import AppError
from app.jobs.translating import TranslationOrder
from converters.conversion import Conversion, ConversionRequest
from converters.errors import ErrorCode

JobProgress = Callable[[str, int, int], None]
"""Called in a thread of the executor with (stage, done, total)."""


_TRANSLATING_TAKES = 30
"""A report of 300 pages is some ten thousand sentences: minutes where reading takes seconds."""


class Action(StrEnum):
    """Actions of a worker on a file."""

    CONVERT = "convert"
    INSPECT = "inspect"
    LAYOUT = "layout"
    """Inspect, and draw what the reader makes of each page into the folder ``target``."""
    PICTURES = "pictures"
    """Look for personal data on the pictures of a document, and nothing else."""
    BOOK = "book"
    """Check a book, and write it chapter by chapter into the folder ``target``, for a preview."""
    PAGE = "page"
    """Draw a page as it is printed into the folder ``target``."""


@dataclass(frozen=True, slots=True)
class JobRequest:
    """A request to a worker: one file and what to do with it."""

    job_id: int
    conversion: ConversionRequest
    action: Action = Action.CONVERT
    translation: TranslationOrder | None = None
    page: int = 0
    """From 0, for ``Action.PAGE``."""

    @property
    def patience(self) -> int:
        """Factor of the time limit for one file that it may take."""
        return _TRANSLATING_TAKES if self.translation else 1


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a file could not be converted; sentences come from ``app.messages``."""

    code: ErrorCode
    params: dict[str, str | int] = field(default_factory=dict)
    trace: str = ""
    """For the log file only, never for a screen."""


@dataclass(frozen=True, slots=True)
class JobResult:
    """The result of a job: what it made, or else ``error``.

    A job that converts nothing has neither: what it answers lies in a file.
    """

    conversion: Conversion | None = None
    error: JobError | None = None
    seconds: float = 0.0
    peak_rss_mib: int | None = None
    """Largest resident memory of the worker during this job; None where it is not known."""


class JobFuture(Future[JobResult]):
    """A future whose running job can be cancelled too: its worker is ended."""

    def __init__(self) -> None:
        super().__init__()
        self.stop_asked = threading.Event()
        self._on_stop: Callable[[], None] | None = None
        self._stopping = threading.Lock()

    def add_stop_callback(self, on_stop: Callable[[], None] | None) -> None:
        """Set what is called when the job is cancelled, at once where it was; None for nothing."""
        with self._stopping:
            self._on_stop = on_stop
            if on_stop is not None and self.stop_asked.is_set():
                on_stop()

    def cancel(self) -> bool:
        """Ask that the job ends; ``result`` then raises ``CancelledError``."""
        if self.done() and not self.cancelled():
            return False
        self.stop_asked.set()
        with self._stopping:
            if self._on_stop is not None:
                self._on_stop()
        super().cancel()
        return True


class JobExecutor(Protocol):
    """Runs jobs somewhere: on this machine, or on a cluster."""

    trouble: AppError | None
    """Why it cannot go on, for all jobs; those that were under way are cancelled."""

    @property
    def width(self) -> int:
        """Number of jobs at once that keep it busy."""

    def submit(self, request: JobRequest, progress: JobProgress | None = None) -> JobFuture:
        """Queue a job."""

    def warm(self, request: JobRequest) -> None:
        """Expect a job like this one: start a worker for it, where starting takes time."""

    def ask(
        self,
        order: TranslationOrder,
        asked: dict[str, Any],
        tell: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> dict[str, Any]:
        """Ask the models of ``order``; see ``translating.answer``."""

    def close(self) -> None:
        """End all workers; jobs that have not finished are cancelled."""
