# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands of the background, carried out one after the other in the command thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import bootstrap
from app.errors import AppError
from app.i18n import mark, tr
from app.jobs.limits import WorkerLimits
from app.jobs.request import JobExecutor
from app.messages import os_reason
from app.paths import queue_file
from app.services.conversion import ConversionRun, Options
from app.services.intake import FoundFile, PlannedFile, Planner, find_files
from app.services.report import ReportItem
from app.settings import is_ledger_kept
from app.translation_choices import choice_named
from app.ui.background_changes import ChangeBuffer, ConversionOrder, ReviewOrder

if TYPE_CHECKING:
    from app.services.batch.recorded_batches import RecordedBatches
    from app.services.output_lock import FolderLock
    from app.services.reviewing.reading import Coming
    from app.store.project import NewDocument

logger = logging.getLogger(__name__)

_AT_WORK = mark("Job {job} is at work already, in another window or terminal.")
_NOT_PREPARED = mark(
    "You stopped it: the review was not prepared, or not all documents came into it."
)
_NOT_ENTERED = mark("The books are not in the ledger: {reason}")


@dataclass(frozen=True, slots=True)
class _Start:
    """A batch that a person has started."""

    orders: tuple[ConversionOrder, ...]
    out_folder: Path
    job_id: int | None


class CommandHandler:
    """Carries out the commands, in the command thread; owns output folder, planner, run and workers."""

    def __init__(
        self,
        buffer: ChangeBuffer,
        limits: WorkerLimits,
        workers: int,
        post: Callable[[Callable[[], None]], None],
    ) -> None:
        self._buffer = buffer
        self._post = post
        self._kept_batches: RecordedBatches | None = None
        self._held: FolderLock | None = None
        self._pending: list[_Start] = []
        self._limits = limits
        self._width = workers or bootstrap.default_workers()
        self._exits = ExitStack()
        self._executor: JobExecutor | None = None
        self._planner: Planner | None = None
        self._places: dict[tuple[int, str], PlannedFile] = {}
        self.run: ConversionRun | None = None
        self._reviews: list[threading.Thread] = []
        self._closing = threading.Event()
        self._stopping = threading.Event()
        """Of the review projects that are being made now."""

    def find(self, paths: tuple[Path, ...], skipped: Path) -> None:
        """Look for files."""
        found = find_files(paths, skipped)
        self._buffer.found(found.files, found.ignored)

    @property
    def _batches(self) -> RecordedBatches:
        """The jobs of this window; the queue's database is loaded with the first."""
        if self._kept_batches is None:
            from app.services.batch.recorded_batches import RecordedBatches

            self._kept_batches = RecordedBatches(
                self._buffer, queue_file(), lambda: self._post(self._idle)
            )
        return self._kept_batches

    @property
    def is_waiting(self) -> bool:
        """Whether a batch waits until a folder is free."""
        return bool(self._pending)

    def start(
        self, orders: tuple[ConversionOrder, ...], out_folder: Path, job_id: int | None
    ) -> None:
        """Convert files into ``out_folder``, once no other run makes books there."""
        wanted = _Start(orders, out_folder.absolute(), job_id)
        try:
            ready = not self._pending and self._hold(wanted.out_folder)
        except (AppError, OSError) as problem:
            self._give_up(wanted, problem)
            return
        if ready:
            self._begin(wanted)
        else:
            self._pending.append(wanted)
            self._buffer.waiting_for(wanted.out_folder)

    def try_pending(self) -> None:
        """Begin what waits, where its folder is free now."""
        while self._pending:
            wanted = self._pending[0]
            try:
                if not self._hold(wanted.out_folder):
                    return
            except (AppError, OSError) as problem:
                self._pending.pop(0)
                self._give_up(wanted, problem)
                continue
            self._pending.pop(0)
            self._begin(wanted)

    def _give_up(self, wanted: _Start, problem: AppError | OSError) -> None:
        for order in wanted.orders:
            self._buffer.cancelled(order.number)
        self._buffer.refused(as_app_error(problem))

    def _hold(self, out_folder: Path) -> bool:
        """Take the lock of a folder, and read what is there; False where another run has it."""
        if self._held is not None:
            if self._held.folder == out_folder:
                # Someone may have deleted the folder between two runs.
                out_folder.mkdir(parents=True, exist_ok=True)
                return True
            if not self._batches.is_idle:
                return False
            self._idle()
        from app.services.output_lock import FolderLock

        folder = bootstrap.open_output_folder(out_folder)
        lock = FolderLock(folder.path)
        if not lock.take():
            return False
        self._held = lock
        # What another run has made meanwhile is in the index only now.
        self._open_run(bootstrap.open_output_folder(out_folder))
        return True

    def _idle(self) -> None:
        """Let the folder go when nothing is on its way any more."""
        if self._held is not None and self._batches.is_idle:
            self._held.release()
            self._held = None

    def _begin(self, wanted: _Start) -> None:
        """Plan the files of a batch, a job for each way in which books are asked for."""
        groups: dict[tuple[str, str, bool], list[tuple[PlannedFile, Options, ConversionOrder]]] = {}
        try:
            orders = _themed(wanted.orders)
        except AppError as problem:
            self._give_up(wanted, problem)
            self._idle()
            return
        for order in orders:
            try:
                planned, options = self._planned(order)
            except AppError as problem:
                self._buffer.cancelled(order.number)
                self._buffer.refused(problem)
                continue
            key = (options.fingerprint, order.into, options.force)
            groups.setdefault(key, []).append((planned, options, order))
        for group in groups.values():
            self._run_group(wanted, group)
        self._idle()

    def _run_group(
        self, wanted: _Start, group: list[tuple[PlannedFile, Options, ConversionOrder]]
    ) -> None:
        from app.store.queue import Call

        _, options, first = group[0]
        call = Call(
            call_arguments(
                [order.found for _, _, order in group],
                wanted.out_folder,
                options,
                first.into,
                self._limits,
            ),
            options.fingerprint,
        )
        recorder = self._batches.open(call, [planned for planned, _, _ in group], wanted.job_id)
        if recorder is None:
            for planned, _, _ in group:
                self._buffer.cancelled(planned.number)
            self._buffer.refused(AppError(_AT_WORK, job=wanted.job_id or 0))
            return
        assert self.run is not None
        for planned, own, _ in group:
            again = replace(own, force=own.force and not recorder.was_done(planned))
            self.run.add(planned, again)

    def _planned(self, order: ConversionOrder) -> tuple[PlannedFile, Options]:
        options = order.options
        if order.into:
            # Memory, terms and packages are loaded for books that are translated only.
            from app.services.translating import order_named

            options = replace(options, translation=order_named(order.into))
        mark = options.translation.mark if options.translation else ""
        place = self._places.get((order.number, mark))
        if place is None:
            assert self._planner is not None
            place = self._planner.place(order.number, order.found, mark)
            self._places[order.number, mark] = place
        return place, options

    def cancel(self, number: int) -> None:
        """Take one file back."""
        for at, wanted in enumerate(self._pending):
            if number in {order.number for order in wanted.orders}:
                left = tuple(order for order in wanted.orders if order.number != number)
                self._pending[at] = replace(wanted, orders=left)
                self._buffer.cancelled(number)
        self._pending = [wanted for wanted in self._pending if wanted.orders]
        if self.run is not None:
            self.run.cancel(number)

    def cancel_all(self) -> None:
        """Take everything back that is not done."""
        waiting, self._pending = self._pending, []
        for wanted in waiting:
            for order in wanted.orders:
                self._buffer.cancelled(order.number)
        if self.run is not None:
            self.run.cancel_all()

    def enter(self, items: tuple[ReportItem, ...]) -> None:
        """Enter finished books in the city's ledger, where there is one."""
        if not is_ledger_kept():
            return
        from app.services.costing.editions import enter_run, sentences

        try:
            done = enter_run(items, datetime.now().astimezone().date())
        except AppError as problem:
            reason = tr(problem.message, **problem.params)
            self._buffer.refused(AppError(_NOT_ENTERED, reason=reason))
        else:
            self._buffer.entered(sentences(done))

    def review(self, order: ReviewOrder) -> None:
        """Make a review project, in a thread of its own: it may take minutes."""
        if self._executor is None:
            self._executor = self._exits.enter_context(
                bootstrap.open_executor(self._width, self._limits)
            )
        # Those that are stopped keep their own event.
        if self._stopping.is_set():
            self._stopping = threading.Event()
        thread = threading.Thread(
            target=self._review,
            args=(self._executor, order, self._stopping),
            name="hanji-review",
            daemon=True,
        )
        thread.start()
        self._reviews.append(thread)

    def stop_reviews(self) -> None:
        """Stop the review projects that are being made."""
        self._stopping.set()

    def _review(
        self, executor: JobExecutor, wanted: ReviewOrder, stopping: threading.Event
    ) -> None:
        # Whoever never reviews never loads what reviews need.
        from app.services.reviewing.creating import add_documents, create, remarks_on
        from app.services.reviewing.reading import DocumentReader
        from app.services.reviewing.session import open_project
        from app.services.translating import memory_order, order_for
        from translation.engine.pool import Cancelled

        project = wanted.project
        reader = DocumentReader(
            executor,
            wanted.languages,
            # Packages and glossaries are looked at once, however many documents there are.
            cache(order_for if wanted.drafted else memory_order),
            drafted=wanted.drafted,
            stopped=lambda: self._closing.is_set() or stopping.is_set(),
            at_once=self._width,
            passwords=wanted.passwords,
        )
        total = len(wanted.sources)
        coming = [
            replace(one, read=partial(self._read_document, one, number, total, stopping))
            for number, one in enumerate(reader.coming(wanted.sources), start=1)
        ]
        try:
            if project.exists():
                with open_project(project) as there:
                    made = add_documents(there, coming)
            else:
                made = create(coming, project, languages=reader.languages_of(wanted.sources))
        except (Cancelled, CancelledError):
            if not self._closing.is_set():
                self._buffer.refused(AppError(_NOT_PREPARED))
                if project.exists():
                    self._buffer.reviewed(project)
        except (AppError, OSError) as problem:
            self._buffer.refused(as_app_error(problem))
        except Exception:  # job runner: the window must go on answering
            logger.exception("review")
            self._buffer.refused(AppError("{detail}", detail="?"))
        else:
            if (remarks := remarks_on(made)) is not None:
                self._buffer.refused(remarks)
            self._buffer.reviewed(project)

    def _read_document(
        self, coming: Coming, number: int, total: int, stopping: threading.Event
    ) -> NewDocument:
        if stopping.is_set() or self._closing.is_set():
            raise CancelledError
        if total > 1:
            self._buffer.preparing(coming.path.name, number, total)
        return coming.read()

    def _open_run(self, folder: bootstrap.OutputFolder) -> None:
        """Begin a run into a folder, with what its index says now."""
        if self._executor is None:
            self._executor = self._exits.enter_context(
                bootstrap.open_executor(self._width, self._limits)
            )
        options = Options()
        self._planner = Planner(folder.path, options.output, folder.index)
        self._places.clear()
        if self.run is not None:
            self.run.close()
        self.run = ConversionRun(self._executor, folder.index, options, self._batches, self._width)

    def close(self) -> None:
        """End everything."""
        self._closing.set()
        self._pending = []
        if self.run is not None:
            self.run.close()
        if self._kept_batches is not None:
            self._kept_batches.close()
        if self._held is not None:
            self._held.release()
            self._held = None
        self._exits.close()
        for thread in self._reviews:
            thread.join()


def call_arguments(
    files: Iterable[FoundFile],
    out_folder: Path,
    options: Options,
    into: str,
    limits: WorkerLimits,
) -> dict[str, Any]:
    """Return a batch as the call of the command that would make it; ``hanji jobs`` goes on with it."""
    found = tuple(files)
    asked = choice_named(into) if into else None
    return {
        "to": options.output.value,
        "jobs": None,
        "force": options.force,
        "max_seconds": limits.max_seconds,
        "max_memory": limits.max_memory_mib,
        "bilingual": asked is not None and asked.bilingual,
        "care": "normal",
        "paths": [str(file.source.absolute()) for file in found],
        "below": {
            str(file.source.absolute()): file.below.as_posix()
            for file in found
            if file.below != Path()
        },
        "out": str(out_folder),
        "translate": [asked.source, asked.target] if asked else None,
        "password_file": None,
        "recognise": options.recognise,
        "theme": options.theme_asked,
    }


def _themed(orders: Iterable[ConversionOrder]) -> list[ConversionOrder]:
    """Return orders with the themes that they name, each read once."""
    given = list(orders)
    if not any(order.options.theme_asked for order in given):
        return given
    from app.services.themes import read_theme

    known = {asked: read_theme(asked) for asked in {o.options.theme_asked for o in given}}
    return [
        replace(
            order,
            options=replace(
                order.options,
                theme=known[order.options.theme_asked].theme,
                emblem=known[order.options.theme_asked].emblem,
            ),
        )
        for order in given
    ]


def as_app_error(problem: AppError | OSError) -> AppError:
    """Return a problem as one to tell the person."""
    if isinstance(problem, AppError):
        return problem
    return AppError("{detail}", detail=os_reason(problem))
