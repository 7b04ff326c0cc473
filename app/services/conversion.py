# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "convert these files": one run over one output folder.

Every file goes the same way: hash it, ask the index whether it is done, look
whether its place is free, hand it to a worker, record the outcome. No outcome
of one file, not even a bug of ours, stops the others.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.jobs.request import JobError, JobExecutor, JobFuture, JobRequest, JobResult
from app.jobs.translating import TranslationOrder
from app.services import file_names
from app.services.edits_file import edits_beside, edits_path
from app.services.intake import PlannedFile
from app.services.output_index import OutputIndex
from app.services.report import Remark, ReportItem, Status
from app.services.report_items import failed_item, made_item, unreadable, unwritable
from converters.conversion import ConversionRequest, OutputFormat
from converters.document.edits import NO_EDITS, Edits, EditsUnreadable
from converters.document.notices import NoticeKind
from converters.errors import ErrorCode
from converters.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, sha256_of
from converters.limits import DEFAULT_LIMITS, Limits
from converters.theme import PLAIN, Theme

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a run: output format, passwords, translation."""

    output: OutputFormat = OutputFormat.EPUB
    passwords: tuple[str, ...] = ()
    force: bool = False
    limits: Limits = DEFAULT_LIMITS
    translation: TranslationOrder | None = None
    emblem: bytes = b""
    """A picture for the covers; empty for none."""
    edits: Edits = NO_EDITS
    """A person's corrections; where there are none, those beside the book count."""
    recognise: bool = True
    """Whether scanned pages are recognised; else they stay pictures."""
    theme: Theme = PLAIN
    """How the books are designed."""
    theme_asked: str = ""
    """The name or the file that the theme comes of, for a call that is made again."""

    @property
    def fingerprint(self) -> str:
        """A text that differs wherever these options would make another output."""
        order = self.translation
        # What was made before there were emblems stays known.
        emblem = f" emblem={hashlib.sha256(self.emblem).hexdigest()[:16]}" if self.emblem else ""
        edits = f" edits={self.edits.fingerprint}" if self.edits else ""
        scans = "" if self.recognise else " scans=pictures"
        theme = "" if self.theme == PLAIN else f" theme={self.theme.fingerprint}"
        by = order.fingerprint if order else ""
        return f"to={self.output.value}" + by + emblem + edits + scans + theme

    def keeping_pages(self) -> Options:
        """Return the same for a book whose pages stay as they were printed."""
        return replace(self, output=OutputFormat.FIXED)


class Listener(Protocol):
    """Hears what happens; called in threads of the run, never in the caller's."""

    def started(self, number: int) -> None:
        """A file's turn has come."""

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """A file has come so far."""

    def finished(self, number: int, item: ReportItem) -> None:
        """A file is done, one way or the other."""

    def cancelled(self, number: int) -> None:
        """A file was taken back before it was done."""


class ConversionRun:
    """Converts files into one output folder.

    Args:
        executor: where the workers are.
        out_folder: where the books go.
        options: what is wanted.
        listener: hears of every file.
        width: how many files are on their way at once.
    """

    def __init__(
        self,
        executor: JobExecutor,
        index: OutputIndex,
        options: Options,
        listener: Listener,
        width: int,
    ) -> None:
        self._executor = executor
        self._index = index
        self._options = options
        self._listener = listener
        self._threads = ThreadPoolExecutor(max(1, width), thread_name_prefix="hanji-run")
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[None]] = {}
        self._running: dict[int, JobFuture] = {}
        self._cancelled: set[int] = set()
        self._folders: set[Path] = set()

    def add(
        self,
        planned: PlannedFile,
        options: Options | None = None,
        known: ReportItem | None = None,
    ) -> None:
        """Queue a file.

        Args:
            planned: the file and its place.
            options: take the place of the run's where given.
            known: what became of it in a part of this job that was cut off; it stands.
        """
        options = options or self._options
        with self._lock:
            self._cancelled.discard(planned.number)
            self._folders.add(planned.target.parent)
            task = self._threads.submit(self._convert, planned, options, known)
            self._waiting[planned.number] = task

    def cancel(self, number: int) -> None:
        """Take a file back; a worker that has it is ended."""
        with self._lock:
            task = self._waiting.get(number)
            if task is None or task.done():
                return
            self._cancelled.add(number)
            never_began = task.cancel()
            job = self._running.get(number)
        if never_began:
            self._listener.cancelled(number)
        elif job is not None:
            job.cancel()

    def cancel_all(self) -> None:
        """Take back everything that is not done."""
        with self._lock:
            numbers = sorted(number for number, task in self._waiting.items() if not task.done())
        # From the end, so that no worker picks up a file just before its turn to be taken back.
        for number in reversed(numbers):
            self.cancel(number)

    def wait(self, stop: threading.Event | None = None) -> None:
        """Wait until every file is done, or until ``stop`` is set: then some may be on their way."""
        while stop is None or not stop.is_set():
            with self._lock:
                pending = [task for task in self._waiting.values() if not task.done()]
            if not pending:
                return
            # A short wait each time lets Ctrl+C through on Windows.
            with contextlib.suppress(CancelledError, TimeoutError):
                pending[0].result(timeout=0.2)

    def close(self) -> None:
        """Take back what is left and let the threads go."""
        self.cancel_all()
        self._threads.shutdown(wait=True, cancel_futures=True)
        # Only now is no worker writing any more whose temporary file might be taken away. A
        # worker of ours may have died and its document succeeded; a run before us was killed.
        for folder in self._folders:
            remove_leftovers(folder)

    # ------------------------------------------------------------ one file

    def _convert(
        self, planned: PlannedFile, options: Options, known: ReportItem | None = None
    ) -> None:
        try:
            self._listener.started(planned.number)
            item = known or self._item_of(planned, options)
        except CancelledError:
            self._listener.cancelled(planned.number)
            return
        except Exception as problem:  # job runner: one file's trouble must not stop the batch
            logger.exception("run: %s", planned.given)
            error = JobError(ErrorCode.INTERNAL, {"detail": type(problem).__name__})
            item = failed_item(planned.source, planned.given, "", JobResult(error=error))
        self._listener.finished(planned.number, item)

    def _item_of(self, planned: PlannedFile, options: Options) -> ReportItem:
        try:
            digest = sha256_of(planned.source)
        except OSError as problem:
            return failed_item(
                planned.source, planned.given, "", JobResult(error=unreadable(problem))
            )
        if not options.edits:
            try:
                options = replace(options, edits=edits_beside(planned.target))
            except (OSError, EditsUnreadable) as problem:
                error = _edits_error(planned.target, problem)
                return failed_item(planned.source, planned.given, digest, JobResult(error=error))
        if not options.force:
            known = self._index.find(digest, options.fingerprint, planned.target)
            if known is not None:
                return self._index.unchanged_item(known, planned.given)
            if planned.target.exists() and not self._index.is_ours(planned.target):
                error = JobError(ErrorCode.OUTPUT_EXISTS, {"target": planned.target.name})
                return failed_item(planned.source, planned.given, digest, JobResult(error=error))
        result = self._run_job(planned, options)
        if result.error is not None:
            return failed_item(planned.source, planned.given, digest, result)
        return self._record(planned, digest, options, result)

    def _run_job(self, planned: PlannedFile, options: Options) -> JobResult:
        try:
            planned.target.parent.mkdir(parents=True, exist_ok=True)
            self._index.claim(planned.target)
        except OSError as problem:
            return JobResult(error=unwritable(problem, planned.target.parent))
        request = ConversionRequest(
            planned.source.absolute(),
            planned.target.absolute(),
            options.output,
            options.passwords,
            options.limits,
            options.emblem,
            options.edits,
            options.recognise,
            options.theme,
        )
        with self._lock:
            if planned.number in self._cancelled:
                raise CancelledError
            job = self._executor.submit(
                JobRequest(planned.number, request, translation=options.translation),
                lambda stage, done, total: self._listener.progressed(
                    planned.number, stage, done, total
                ),
            )
            self._running[planned.number] = job
        try:
            result = job.result()
        except CancelledError:
            self._give_up(planned)
            raise
        finally:
            with self._lock:
                self._running.pop(planned.number, None)
        if result.error is not None:
            self._give_up(planned)
            if result.error.trace:
                logger.error("%s: %s", planned.given, result.error.trace)
        return result

    def _give_up(self, planned: PlannedFile) -> None:
        # A worker may have been ended just after the book was whole; then the claim stays.
        if not planned.target.exists():
            self._index.release(planned.target)

    def _record(
        self, planned: PlannedFile, digest: str, options: Options, result: JobResult
    ) -> ReportItem:
        made = result.conversion
        assert made is not None
        others = (path for path in made.outputs if path != planned.target)
        outputs = (planned.target, *others)
        item = made_item(planned.given, digest, Status.CONVERTED, made, result, outputs)
        if file_names.is_too_long(planned.source.stem):
            shortened = Remark(NoticeKind.NAME_SHORTENED.value, 1, "", planned.target.name)
            item = replace(item, notices=(*item.notices, shortened))
        try:
            self._index.add(digest, options.fingerprint, planned.source, outputs, item)
        except (OSError, ValueError) as problem:
            # The book is there and whole; only a repeated run will make it anew.
            logger.warning("index not written: %s", problem)
        return item


def _edits_error(book: Path, problem: Exception) -> JobError:
    reason = problem.strerror if isinstance(problem, OSError) else str(problem)
    return JobError(ErrorCode.EDITS, {"file": edits_path(book).name, "detail": reason or ""})


def remove_leftovers(folder: Path) -> None:
    """Delete the temporary files of workers that were ended in the middle of writing."""
    with contextlib.suppress(OSError):
        for leftover in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
            leftover.unlink()
