# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading in a thread: a page asks for something that lies on a disk, and goes on answering."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

logger = logging.getLogger(__name__)


class Loader(QObject):
    """Reads one thing after another in threads; only the latest answer counts.

    Args:
        parent: owner.
        take: gets the answer, in the GUI thread.
    """

    _read = Signal(int, object)

    def __init__(self, parent: QObject, take: Callable[[Any], None]) -> None:
        super().__init__(parent)
        self._take = take
        self._latest = 0
        self._read.connect(self._answered)

    def ask(self, read: Callable[[], object]) -> None:
        """Read in a thread. A drive that never answers is left behind."""
        self._latest += 1
        number = self._latest
        threading.Thread(
            target=self._run, args=(number, read), name="hanji-reading", daemon=True
        ).start()

    def _run(self, number: int, read: Callable[[], object]) -> None:
        try:
            answer = read()
        except Exception:  # a thread ends here: what was not read is missing from the page
            logger.exception("reading")
            return
        try:
            self._read.emit(number, answer)
        except RuntimeError:
            # The window was closed meanwhile.
            return

    def _answered(self, number: int, answer: object) -> None:
        if number == self._latest:
            self._take(answer)
