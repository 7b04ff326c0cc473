# SPDX-License-Identifier: AGPL-3.0-or-later
"""A window of its own inside of a page, and out again."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

_FIRST_SIZE = QSize(1280, 780)


def embed(window: QMainWindow) -> QWidget:
    """Make ``window`` a part that a layout can take; its menus go to the shell's bar."""
    window.setWindowFlags(Qt.WindowType.Widget)
    window.setMinimumSize(0, 0)
    window.menuBar().hide()
    return window


def detach(window: QMainWindow) -> None:
    """Make ``window`` a window of its own again, with its menus, and show it."""
    window.setParent(None)
    window.setWindowFlags(Qt.WindowType.Window)
    window.menuBar().show()
    window.resize(_FIRST_SIZE)
    window.show()
    window.raise_()
    window.activateWindow()
