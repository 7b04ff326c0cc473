# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading in a thread: a page asks for something that lies on a disk, and goes on answering."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from shiboken6 import isValid

from app import paths
from app.errors import AppError
from app.i18n import tr
from app.messages import os_reason

logger = logging.getLogger(__name__)


class _Relay(QObject):
    """Carries work to the GUI thread. It lives as long as the program, so that any thread may hand something over.

    A thread must not emit a signal of what the GUI thread may be deleting: that ends the program.
    """

    came = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._handing = threading.Lock()
        self._ended = False
        self.came.connect(self._do)
        # Whichever thread was the first, this is the GUI thread's.
        application = QCoreApplication.instance()
        assert application is not None
        self.moveToThread(application.thread())
        # Qt deletes what is left, this too, after this is called; threads may go on to the very end.
        atexit.register(self._end)

    def hand(self, owner: QObject, do: Callable[[], object]) -> None:
        if threading.current_thread() is threading.main_thread():
            self.came.emit(owner, do)
            return
        with self._handing:
            if not self._ended:
                self.came.emit(owner, do)

    def _end(self) -> None:
        with self._handing:
            self._ended = True

    @Slot(object, object)
    def _do(self, owner: QObject, do: Callable[[], object]) -> None:
        # Of those that were closed meanwhile; nothing is deleted while this runs.
        if isValid(owner):
            do()


_making = threading.Lock()


@cache
def _made() -> _Relay:
    return _Relay()


def _relay() -> _Relay:
    # Of two that are made at once, one would be lost with what it carries.
    with _making:
        return _made()


def post(owner: QObject, do: Callable[[], object]) -> None:
    """Do something in the GUI thread, unless its owner is deleted by then; any thread may ask for it.

    This is the only way in which a thread may reach a ``QObject``: no thread emits a signal itself.
    Called in the GUI thread, it is done at once.
    """
    _relay().hand(owner, do)


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

    def ask(self, read: Callable[[], object]) -> None:
        """Read in a thread. A drive that never answers is left behind."""
        self._latest += 1
        number = self._latest
        threading.Thread(
            target=self._run, args=(number, read), name="hanji-reading", daemon=True
        ).start()

    def forget(self) -> None:
        """Let nobody hear what was asked so far; its threads end on their own."""
        self._latest += 1

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
