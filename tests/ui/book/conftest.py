# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book's page with a real book; what workers do is done at once, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import worker
from app.jobs.request import Action, JobError, JobFuture, JobRequest, JobResult
from app.services.conversion import ConversionRun, Options
from app.services.intake import PlannedFile
from app.services.library import LibraryBook, books_of
from app.services.output_index import OutputIndex
from app.settings import Settings
from app.ui.book.jobs import BookJobs
from app.ui.book.page import BookPage
from app.ui.notifier import Notifier
from app.ui.shell.preferences import Preferences
from app.ui.start import prepare_application
from app.ui.theme import LIGHT
from converters import viewing
from converters.errors import ConversionError
from tests.conftest import SAMPLES


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
            future.set_result(worker.run(request))
        return future

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


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Do what workers do in this process."""
    monkeypatch.setattr(BookJobs, "_workers", lambda _self: AtOnce())


@pytest.fixture
def page(qtbot: QtBot, qapp, tmp_path: Path, at_once) -> BookPage:
    """The page without a book."""
    prepare_application(qapp)
    made = BookPage(
        Preferences(Settings(out_folder=str(tmp_path / "책"))), Notifier(), lambda: None
    )
    qtbot.addWidget(made, before_close_func=lambda one: one.jobs.close())
    made.retranslate()
    made.apply_theme(LIGHT)
    made.resize(1120, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def open_book(page: BookPage, qtbot: QtBot, tmp_path: Path) -> Callable[..., LibraryBook]:
    """Convert a document, open its book, and wait until everything was read."""

    def opened(source: Path = SAMPLES / "hanji-white-paper.hwp") -> LibraryBook:
        book = convert(source, tmp_path / "책")
        page.open(book)
        qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=20_000)
        qtbot.waitUntil(lambda: page.known is not None, timeout=20_000)
        return book

    return opened
