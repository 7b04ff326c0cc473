# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys and texts of review windows in tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.review.window import ReviewWindow

Open = Callable[[Path], ReviewWindow]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot: QtBot, window: ReviewWindow, key: Qt.Key, modifiers=CONTROL) -> None:
    qtbot.keyClick(window.target, key, modifiers)


def retype(qtbot: QtBot, window: ReviewWindow, text: str) -> None:
    window.target.selectAll()
    qtbot.keyClicks(window.target, text)


def chosen(window: ReviewWindow) -> int:
    return window.model.number_at(window.table.currentIndex().row()) or 0
