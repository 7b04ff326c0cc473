# SPDX-License-Identifier: AGPL-3.0-or-later
"""A program that ends while its threads still say something: run by ``test_threads.py``."""

from __future__ import annotations

import sys
import threading
import time

from PySide6.QtWidgets import QApplication, QWidget

from app.ui.shell.loader import post

_LONG_ENOUGH_S = 0.05


def _main() -> None:
    sys.setswitchinterval(1e-6)
    application = QApplication([])
    window = QWidget()

    def talk() -> None:
        while True:
            post(window, lambda: None)

    for _ in range(3):
        threading.Thread(target=talk, daemon=True).start()
    until = time.monotonic() + _LONG_ENOUGH_S
    while time.monotonic() < until:
        application.processEvents()


if __name__ == "__main__":
    _main()
