# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "make this book again": its document is converted with the corrections beside the book."""

from __future__ import annotations

from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.jobs.request import JobExecutor
from app.messages import os_reason
from app.services.conversion import ConversionRun, Options
from app.services.intake import PlannedFile
from app.services.output_index import OutputIndex
from app.services.output_lock import FolderLock
from app.services.report import ReportItem

_BUSY = mark("Another run of Hanji is making books in “{folder}”. Try again when it has ended.")
_TRANSLATED = mark(
    "This book is a translation: it is corrected in its review, and made again there."
)
_EMBLEM = mark(
    "This book has an emblem on its cover that only the command line knows: make it again there."
)
_GONE = mark("The document “{name}” is no longer where it was. Put it back, or convert it again.")
_UNLOCKED = mark("The folder of the book cannot be written: {detail}.")


class _Outcome:
    """Hears what became of the one file."""

    def __init__(self) -> None:
        self.item: ReportItem | None = None

    def started(self, number: int) -> None:
        """Nothing is to be said."""

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Nothing is to be said: a book takes seconds."""

    def finished(self, number: int, item: ReportItem) -> None:
        """Keep what became of it."""
        self.item = item

    def cancelled(self, number: int) -> None:
        """Keep that nothing became of it."""


def rebuild(
    executor: JobExecutor, book: Path, source: Path, made_with: str, out_folder: Path
) -> ReportItem:
    """Make a book again in its place and return the item of the report.

    Args:
        executor: where the workers are.
        book: the book, below ``out_folder``.
        source: the document.
        made_with: fingerprint of how it was made.
        out_folder: that has the index.

    Raises:
        AppError: this book is not made again here; the message says why.
    """
    options = options_of(made_with)
    if not source.is_file():
        raise AppError(_GONE, name=source.name)
    root = out_folder.absolute()
    try:
        lock = FolderLock(root)
        if not lock.take():
            raise AppError(_BUSY, folder=str(root))
    except OSError as error:
        raise AppError(_UNLOCKED, detail=os_reason(error)) from error
    outcome = _Outcome()
    try:
        run = ConversionRun(executor, OutputIndex(root), options, outcome, 1)
        try:
            run.add(PlannedFile(0, str(source), source, book.absolute()))
            run.wait()
        finally:
            run.close()
    finally:
        lock.release()
    if outcome.item is None:
        raise AppError(_BUSY, folder=str(root))
    return outcome.item


def options_of(made_with: str) -> Options:
    """Return the options under which a book is made as it was, with its corrections of today.

    Raises:
        AppError: it was made in a way that needs more than its document.
    """
    if " translate=" in made_with:
        raise AppError(_TRANSLATED)
    if " emblem=" in made_with:
        raise AppError(_EMBLEM)
    options = Options(force=True)
    return options.keeping_pages() if made_with.startswith("to=fixed-epub") else options
