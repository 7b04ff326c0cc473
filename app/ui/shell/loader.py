# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading in a thread: a page asks for something that lies on a disk, and goes on answering."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app import paths
from app.errors import AppError
from app.i18n import tr
from app.messages import os_reason

logger = logging.getLogger(__name__)


class _Relay(QObject):
    """Carries work to the GUI thread. It is never deleted, so that any thread may hand something over.

    A thread must not emit a signal of what the GUI thread may be deleting: that ends the program.
    """

    came = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._do)

    @Slot(object, object)
    def _do(self, owner: QObject, do: Callable[[], object]) -> None:
        try:
            owner.objectName()
        except RuntimeError:
            # Its window was closed meanwhile; nothing is deleted while this runs.
            return
        do()


@cache
def _relay() -> _Relay:
    """Return the relay; the first call, which makes it, is the GUI thread's."""
    return _Relay()


def post(owner: QObject, do: Callable[[], object]) -> None:
    """Do something in the GUI thread, unless its owner is deleted by then; any thread may ask for it.

    A ``Loader`` must have been made before.
    """
    _relay().came.emit(owner, do)


class Loader(QObject):
    """Reads one thing after another in threads; only the latest answer counts.

    Args:
        parent: owner.
        take: gets the answer, in the GUI thread.
        fail: gets a sentence, in the GUI thread, where there is no answer.
    """

    def __init__(
        self, parent: QObject, take: Callable[[Any], None], fail: Callable[[str], object]
    ) -> None:
        super().__init__(parent)
        self._take = take
        self._fail = fail
        self._latest = 0
        _relay()

    def ask(self, read: Callable[[], object]) -> None:
        """Read in a thread. A drive that never answers is left behind."""
        self._latest += 1
        number = self._latest
        threading.Thread(
            target=self._run, args=(number, read), name="hanji-reading", daemon=True
        ).start()

    def _run(self, number: int, read: Callable[[], object]) -> None:
        answer, trouble = None, ""
        try:
            answer = read()
        except Exception as error:  # a thread ends here: the page is told why nothing comes
            logger.exception("reading")
            trouble = _sentence(error)
        if trouble:
            post(self, lambda: self._gave_up(number, trouble))
        else:
            post(self, lambda: self._answered(number, answer))

    def _answered(self, number: int, answer: object) -> None:
        if number == self._latest:
            self._take(answer)

    def _gave_up(self, number: int, trouble: str) -> None:
        if number == self._latest:
            self._fail(trouble)


def _sentence(error: Exception) -> str:
    """Return what kept something from being read, as people read it."""
    if isinstance(error, AppError):
        return tr(error.message, **error.params)
    if isinstance(error, OSError):
        reason = os_reason(error)
        if error.filename is None:
            return reason
        return tr("“{name}” cannot be read: {reason}", name=error.filename, reason=reason)
    return tr(
        "Something on this page could not be read. Details are in the log file: {path}",
        path=paths.log_file(),
    )
