# SPDX-License-Identifier: AGPL-3.0-or-later
"""The work behind a book's page, in workers; every method returns at once, signals bring the answers.

Each answer carries the number of the opening that asked: what comes late, for a book that was
closed meanwhile, is dropped.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from concurrent.futures import CancelledError
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import bootstrap
from app.errors import AppError
from app.i18n import current_language, tr
from app.jobs.limits import WorkerLimits
from app.jobs.request import JobError, JobExecutor, JobFuture, JobResult
from app.messages import os_reason
from app.services.book.confirmation import Confirmation
from app.services.book.mendable import Mendable
from app.services.book.reading import (
    book_request,
    decoded_picture,
    original_request,
    page_request,
    pictures_request,
    read_original,
    read_pixels,
)
from app.services.book.signing import Signing, sign_book
from app.services.emblems import read_cover, read_emblem
from app.services.outside_checkers import check_outside, is_any_there
from app.services.report import Failure
from app.ui.shell.loader import post
from converters.document.findings import Finding, FindingKind, Grade, Place, Where
from converters.errors import ConversionError, ErrorCode

logger = logging.getLogger(__name__)
PICTURES, PROGRAMS = "pictures", "programs"
"""What is looked at after the book itself was: the text on its pictures; it, by EPUBCheck and Ace."""
_WORKERS = 2
"""One reads the book while the other draws a page of its original."""


class BookJobs(QObject):
    """Reads books and their originals, and makes books again.

    Args:
        parent: owner.
    """

    read = Signal(int, int, int)
    """(opening, chapters that are there, of so many)."""
    checked = Signal(int, object, str)
    """(opening, Conversion or None, why it cannot be read)."""
    outside_checked = Signal(int, object)
    """(opening, findings on pictures, or of the checkers that this machine has; nothing is sent where
    there are none)."""
    checking = Signal(int, str, int, int)
    """(opening, what is still looked at, done, of so many): "pictures", "programs", empty at the end."""
    original_read = Signal(int, object, str)
    """(opening, Mendable or None, why it cannot be read)."""
    page_drawn = Signal(int, int, object)
    """(opening, page from 0, (width, height, pixels) or None)."""
    picture_decoded = Signal(int, str, object)
    """(opening, sha256 of a picture, (width, height, pixels) or None)."""
    picture_looked_at = Signal(int, str, object, str)
    """(opening, what it is for, its bytes, why it cannot be taken)."""
    signed = Signal(int, object, str)
    """(opening, Signed or None, why not)."""
    rebuilt = Signal(int, object, str)
    """(opening, ReportItem or None, why not)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._exits = ExitStack()
        self._executor: JobExecutor | None = None
        self._opening = 0
        self._jobs: list[JobFuture] = []
        self._root = Path("no folder yet")
        self.folder = Path()
        """That of the book that is open."""

    def expect(self, books: Path) -> None:
        """Expect that a book of a folder is opened: a worker is started for it."""
        self._workers().warm(book_request(books / "book.epub", self._previews() / "0"))

    def _previews(self) -> Path:
        """Return the folder of all previews."""
        if not self._root.is_dir():
            self._root = Path(tempfile.mkdtemp(prefix="hanji-books-"))
        return self._root

    def open(self, book: Path) -> int:
        """Read a book, in place of the one before; return the number of this opening."""
        self._drop()
        self._opening += 1
        opening = self._opening
        self.folder = self._previews() / str(opening)
        self.folder.mkdir()

        def told(stage: str, done: int, total: int) -> None:
            if stage == "chapters":
                post(self, lambda: self.read.emit(opening, done, total))

        workers = self._workers()
        job = workers.submit(book_request(book, self.folder), told)
        job.add_done_callback(lambda done: self._took_book(workers, opening, book, done))
        self._jobs.append(job)
        return opening

    def read_original(self, source: Path) -> None:
        """Read the document of the open book, without any corrections."""
        opening, folder = self._opening, self.folder / "original"
        folder.mkdir(exist_ok=True)
        job = self._workers().submit(original_request(source, folder))

        def took(done: object) -> None:
            result = _result(job)
            if result is None:
                return
            if result.conversion is None:
                self._say_original(opening, None, _sentence(source, result))
                return
            threading.Thread(
                target=self._take_original,
                args=(opening, folder),
                name="hanji-original",
                daemon=True,
            ).start()

        job.add_done_callback(took)
        self._jobs.append(job)

    def decode_picture(self, key: str, data: bytes) -> None:
        """Let a worker decode a picture of the original that the book does not have."""
        opening = self._opening

        def run() -> None:
            picture = decoded_picture(data)
            post(self, lambda: self.picture_decoded.emit(opening, key, picture))

        threading.Thread(target=run, name="hanji-decode", daemon=True).start()

    def look_at_picture(self, name: str, path: Path) -> None:
        """Let a worker look at a picture of a person that is to go on the cover."""
        opening = self._opening

        def run() -> None:
            data, trouble = b"", ""
            try:
                data = read_emblem(path) if name == "emblem" else read_cover(path)
            except AppError as problem:
                trouble = tr(problem.message, **problem.params)
            post(self, lambda: self.picture_looked_at.emit(opening, name, data, trouble))

        threading.Thread(target=run, name="hanji-picture", daemon=True).start()

    def sign(self, book: Path, said: Confirmation, signing: Signing, out_folder: Path) -> None:
        """Sign the open book."""
        opening = self._opening

        def run() -> None:
            made, trouble = None, ""
            try:
                made = sign_book(book, said, signing, out_folder)
            except AppError as problem:
                trouble = tr(problem.message, **problem.params)
            except Exception as problem:  # a thread ends here: the page waits for an answer
                logger.exception("signing")
                trouble = str(problem)
            post(self, lambda: self.signed.emit(opening, made, trouble))

        threading.Thread(target=run, name="hanji-sign", daemon=True).start()

    def draw_page(self, source: Path, page: int) -> None:
        """Draw a page (from 0) of the document of the open book."""
        opening = self._opening
        folder = Path(tempfile.mkdtemp(prefix="page-", dir=self.folder))
        job = self._workers().submit(page_request(source, folder, page))

        def took(done: object) -> None:
            result = _result(job)
            if result is not None:
                there = result.conversion is not None and result.conversion.outputs
                pixels = read_pixels(folder) if there else None
                shutil.rmtree(folder, ignore_errors=True)
                post(self, lambda: self.page_drawn.emit(opening, page, pixels))

        job.add_done_callback(took)

    def rebuild(
        self, book: Path, source: Path, made_with: str, out_folder: Path, theme: str
    ) -> None:
        """Make the open book again."""
        opening, executor = self._opening, self._workers()

        def run() -> None:
            from app.services.book.rebuilding import rebuild

            item, trouble = None, ""
            try:
                item = rebuild(executor, book, source, made_with, out_folder, theme)
            except AppError as problem:
                trouble = tr(problem.message, **problem.params)
            except CancelledError:
                # The page was closed, and nobody waits.
                return
            except Exception as problem:  # a thread ends here: the page waits for an answer
                logger.exception("rebuilding")
                trouble = os_reason(problem) if isinstance(problem, OSError) else str(problem)
            if item is not None and item.error:
                trouble = item.error.sentence(current_language())
            post(self, lambda: self.rebuilt.emit(opening, item, trouble))

        threading.Thread(target=run, name="hanji-rebuild", daemon=True).start()

    def close(self) -> None:
        """End all work; waits for the workers to go."""
        self._drop()
        # What is still to be looked at in the book is not, and nobody hears of what was.
        self._opening += 1
        self.blockSignals(True)
        self._exits.close()
        self._executor = None
        shutil.rmtree(self._root, ignore_errors=True)

    # ------------------------------------------------------------ in other threads

    def _took_book(self, workers: JobExecutor, opening: int, book: Path, job: object) -> None:
        assert isinstance(job, JobFuture)
        result = _result(job)
        if result is None:
            return
        if result.conversion is None:
            trouble = _sentence(book, result)
            post(self, lambda: self.checked.emit(opening, None, trouble))
        else:
            made = result.conversion
            pictures = int(made.counts.get("images", 0))
            if pictures or is_any_there():
                # Said before the first findings: what they amount to is not final yet.
                self._say_checking(opening, PICTURES if pictures else PROGRAMS, 0, pictures)
            post(self, lambda: self.checked.emit(opening, made, ""))
            threading.Thread(
                target=self._check_further,
                args=(workers, opening, book, pictures),
                name="hanji-outside",
                daemon=True,
            ).start()

    def _check_further(self, workers: JobExecutor, opening: int, book: Path, pictures: int) -> None:
        """Have the text on pictures read, and ask EPUBCheck and Ace; each may take a minute."""
        if pictures and opening == self._opening:

            def told(_stage: str, done: int, total: int) -> None:
                self._say_checking(opening, PICTURES, done, total)

            job = workers.submit(pictures_request(book), told)
            self._jobs.append(job)
            result = _result(job)
            found: tuple[Finding, ...] = ()
            if result is not None and result.conversion is not None:
                found = result.conversion.findings
            elif result is not None:
                logger.warning("pictures were not looked at: %s", _sentence(book, result))
                found = (
                    Finding(
                        FindingKind.PICTURES_UNREAD,
                        Grade.WARNING,
                        f"{pictures:,}",
                        Place(where=Where.PICTURE),
                    ),
                )
            self._say_found(opening, found)
        if opening != self._opening:
            return
        if is_any_there():
            self._say_checking(opening, PROGRAMS, 0, 0)
            self._say_found(opening, tuple(check_outside(book)))
        self._say_checking(opening, "", 0, 0)

    def _take_original(self, opening: int, folder: Path) -> None:
        try:
            found = Mendable(read_original(folder))
        except (OSError, ValueError, ConversionError) as error:
            logger.warning("the original was not understood: %s", error)
            self._say_original(opening, None, str(error))
        else:
            self._say_original(opening, found, "")

    def _say_original(self, opening: int, found: Mendable | None, trouble: str) -> None:
        post(self, lambda: self.original_read.emit(opening, found, trouble))

    def _say_checking(self, opening: int, what: str, done: int, total: int) -> None:
        post(self, lambda: self.checking.emit(opening, what, done, total))

    def _say_found(self, opening: int, found: tuple[Finding, ...]) -> None:
        if found:
            post(self, lambda: self.outside_checked.emit(opening, found))

    # ------------------------------------------------------------ parts

    def _workers(self) -> JobExecutor:
        if self._executor is None:
            self._executor = self._exits.enter_context(
                bootstrap.open_executor(_WORKERS, WorkerLimits())
            )
        return self._executor

    def _drop(self) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs = []
        if self.folder != Path():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = Path()


def _result(job: JobFuture) -> JobResult | None:
    """Return what became of a job that is done; None where it was taken back."""
    try:
        return job.result()
    except CancelledError:
        return None


def _sentence(path: Path, result: JobResult) -> str:
    error = result.error or JobError(ErrorCode.INTERNAL)
    return Failure(path.name, error).sentence(current_language())
