# SPDX-License-Identifier: AGPL-3.0-or-later
"""The background of the window, its only way out of the GUI thread: commands out, changes back.

Commands run one after the other in a thread of their own. What the workers say
is gathered and handed to the window about sixteen times a second, so that two
thousand files cost the GUI no more than one.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.jobs.limits import WorkerLimits
from app.services.report import ReportItem
from app.ui.background_changes import ChangeBuffer, ConversionOrder, ReviewOrder
from app.ui.background_commands import CommandHandler, as_app_error

logger = logging.getLogger(__name__)

_TICK_MS = 60
_RETRY_S = 0.3
"""A folder in which another run makes books is looked at so often."""


class Background(QObject):
    """The work behind the window, in threads and processes. Every method returns at once."""

    changed = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        limits: WorkerLimits | None = None,
        workers: int = 0,
    ) -> None:
        super().__init__(parent)
        self._buffer = ChangeBuffer()
        self._commands: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._handler = CommandHandler(
            self._buffer, limits or WorkerLimits(), workers, self._commands.put
        )
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="hanji-commands", daemon=True)
        self._thread.start()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def find(self, paths: Iterable[Path], skipped: Path) -> None:
        """Look for files behind ``paths``."""
        wanted = tuple(paths)
        self._commands.put(lambda: self._handler.find(wanted, skipped))

    def start(
        self, orders: Iterable[ConversionOrder], out_folder: Path, job_id: int | None = None
    ) -> None:
        """Convert files; ``job_id`` is the job to go on with, where it was cut off."""
        wanted = tuple(orders)
        self._commands.put(lambda: self._handler.start(wanted, out_folder, job_id))

    def review(self, order: ReviewOrder) -> None:
        """Make a review project of a document, or of a file of another tool."""
        self._commands.put(lambda: self._handler.review(order))

    def stop_reviews(self) -> None:
        """Stop the review projects that are being made; what is whole stays."""
        self._handler.stop_reviews()

    def enter(self, items: Iterable[ReportItem]) -> None:
        """Enter finished books in the city's ledger, where there is one."""
        finished = tuple(items)
        self._commands.put(lambda: self._handler.enter(finished))

    def cancel(self, number: int) -> None:
        """Take one file back."""
        self._commands.put(lambda: self._handler.cancel(number))

    def cancel_all(self) -> None:
        """Take everything back that is not done."""
        self._commands.put(self._handler.cancel_all)

    def close(self) -> None:
        """End all work; waits for the workers to go. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self._commands.put(self._handler.close)
        self._commands.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                wait = _RETRY_S if self._handler.is_waiting else None
                command = self._commands.get(timeout=wait)
            except queue.Empty:
                command = self._handler.try_pending
            if command is None:
                return
            try:
                command()
            except OSError as error:
                self._buffer.refused(as_app_error(error))
            except Exception:  # job runner: the window must go on answering
                logger.exception("command")
                self._buffer.refused(AppError("{detail}", detail="?"))

    def _tick(self) -> None:
        changes = self._buffer.take()
        if not changes.is_empty:
            self.changed.emit(changes)
