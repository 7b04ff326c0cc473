# SPDX-License-Identifier: AGPL-3.0-or-later
"""Books made and read at once, in this process, by what workers do."""

from __future__ import annotations

import threading
from pathlib import Path

from app.jobs import worker
from app.jobs.request import Action, JobError, JobFuture, JobRequest, JobResult
from app.services.conversion import ConversionRun, Options
from app.services.intake import PlannedFile
from app.services.library import LibraryBook, books_of
from app.services.output_index import OutputIndex
from converters import viewing
from converters.errors import ConversionError

_RUNNING = threading.RLock()


class AtOnce:
    """An executor that does each job when it is given."""

    trouble = None
    width = 1

    def submit(self, request: JobRequest, progress=None) -> JobFuture:
        future = JobFuture()
        if request.action is Action.BOOK:
            # The worker's own way tells progress through its pipe, which is not there.
            try:
                made = viewing.read_book(request.conversion, progress or (lambda *_: None))
                future.set_result(JobResult(made))
            except ConversionError as error:
                future.set_result(JobResult(error=JobError(error.code, dict(error.params))))
        else:
            # A worker has a process of its own and does one job at a time: its recogniser is no other
            # thread's.
            with _RUNNING:
                done = worker.run(request)
            future.set_result(done)
        return future

    def warm(self, request: JobRequest) -> None:
        pass

    def close(self) -> None:
        pass


class Silent:
    """Hears of a run and says nothing."""

    def __init__(self) -> None:
        self.items = []

    def started(self, number): ...

    def progressed(self, number, stage, done, total): ...

    def finished(self, number, item):
        self.items.append(item)

    def cancelled(self, number): ...


def convert(source: Path, folder: Path) -> LibraryBook:
    """Make a book of a document and return it as the list of books has it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".hanji").mkdir(exist_ok=True)
    heard = Silent()
    run = ConversionRun(AtOnce(), OutputIndex(folder), Options(), heard, 1)
    target = folder / f"{source.stem}.epub"
    run.add(PlannedFile(0, str(source), source, target))
    run.wait()
    run.close()
    assert heard.items[0].error is None, heard.items[0].error
    return next(book for book in books_of(folder) if book.path == target)
