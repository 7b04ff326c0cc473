# SPDX-License-Identifier: AGPL-3.0-or-later
"""The program's window as a person starts it, and a line that tells where its controls are.

``python -m tests.walks.watched_window [FILE...]``. Each line of standard input is a question in JSON
and gets a line in JSON back. It answers and photographs only: whatever is done to the window
is done by mouse and keyboard from outside.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QObject, QPoint, QRect, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from app.ui import start
from app.ui.window import Window
from tests.ui.clipped_text import clipped

_MOST = 65536
_MOST_ROWS = 100


def _words(widget: QWidget) -> tuple[str, ...]:
    """Return what people call a control: its words, its accessible name."""
    said = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton | QLabel):
        said.append(widget.text())
    if isinstance(widget, QLineEdit):
        said.append(widget.placeholderText())
    return tuple(text.replace("&", "") for text in said if text)


def _on_screen(widget: QWidget) -> QRect:
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapToGlobal(seen.topLeft()), seen.size())


def _shown() -> list[QWidget]:
    """Return the visible widgets: of the window in front first, and buttons before what they name."""
    found = [one for one in QApplication.allWidgets() if one.isVisible()]
    there = _front()
    return sorted(
        found, key=lambda one: (one.window() is not there, not isinstance(one, QAbstractButton))
    )


def _front() -> QWidget:
    """Return the window that a person works in."""
    there = QApplication.activeModalWidget() or QApplication.activeWindow()
    if there is not None:
        return there
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible()
    )


def front() -> int:
    """Return the number by which the screen knows the window that a person works in."""
    return int(_front().winId())


def where(name: str) -> list[int] | None:
    """Return the middle of the control of a name on the screen; None while there is none."""
    for widget in _shown():
        if isinstance(widget, QTabBar):
            for at in range(widget.count()):
                if name == widget.tabText(at).replace("&", ""):
                    return _middle(
                        QRect(
                            widget.mapToGlobal(widget.tabRect(at).topLeft()),
                            widget.tabRect(at).size(),
                        )
                    )
        if name in _words(widget) and not widget.visibleRegion().isEmpty():
            if isinstance(widget, QAbstractButton) and not widget.isEnabled():
                continue
            return _middle(_on_screen(widget))
    return None


def _middle(place: QRect) -> list[int]:
    middle: QPoint = place.center()
    return [middle.x(), middle.y()]


def says(text: str) -> bool:
    """Whether a text stands anywhere on the screen."""
    for widget in _shown():
        said: list[str] = list(_words(widget))
        if isinstance(widget, QTextEdit):
            said.append(widget.toPlainText())
        if isinstance(widget, QComboBox):
            said.append(widget.currentText())
        if isinstance(widget, QLineEdit):
            said.append(widget.text())
        if isinstance(widget, QAbstractItemView):
            said += _rows(widget)
        if any(text in one for one in said) and not widget.visibleRegion().isEmpty():
            return True
    return False


def _rows(view: QAbstractItemView) -> list[str]:
    """Return the texts of a list or table, of so many rows as a person might look through."""
    model = view.model()
    if model is None:
        return []
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    return [
        str(model.index(row, column).data() or "")
        for row in range(min(_MOST_ROWS, model.rowCount()))
        for column in range(columns)
    ]


def cut_off() -> list[str]:
    """Return what cannot be read of the window that a person works in."""
    return clipped(_front())


def picture(path: str) -> bool:
    """Photograph the screen."""
    return QGuiApplication.primaryScreen().grabWindow(0).save(path)


def field(name: str) -> list[int] | None:
    """Return the middle of the input of a name; its label often has the same words."""
    found = _input(name)
    return _middle(_on_screen(found)) if found is not None else None


def holds(name: str) -> str:
    """Return the text of the input of a name."""
    found = _input(name)
    return found.text() if isinstance(found, QLineEdit) else found.toPlainText() if found else ""


def _input(name: str) -> QLineEdit | QTextEdit | QPlainTextEdit | None:
    for widget in _shown():
        if not isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
            continue
        if widget.accessibleName() == name and not widget.visibleRegion().isEmpty():
            return widget
    return None


def row() -> list[int]:
    """Return the chosen row of the list that has the keyboard, and how many there are."""
    there = QApplication.focusWidget()
    if not isinstance(there, QAbstractItemView) or there.model() is None:
        return [-1, 0]
    return [there.currentIndex().row(), there.model().rowCount()]


def modal() -> str:
    """Return the title of the dialog in front; empty where none is open."""
    there = QApplication.activeModalWidget()
    return (there.windowTitle() or "?") if there is not None else ""


def dialog() -> bool:
    """Whether a dialog that asks for a file is open."""
    return isinstance(QApplication.activeModalWidget(), QFileDialog)


class _Composing(QObject):
    """Overhears what an input method composes in the control that has the keyboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.composed = ""
        QGuiApplication.instance().focusObjectChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, there: QObject | None) -> None:
        self.composed = ""
        if there is not None:
            there.removeEventFilter(self)
            there.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the syllable; nothing is held up."""
        if isinstance(event, QInputMethodEvent):
            self.composed = event.preeditString()
        return False


def typed() -> list[str]:
    """Return the text of the input with the keyboard, what is being composed in it, and its name."""
    there = QApplication.focusWidget()
    heard = QApplication.instance().findChild(_Composing)  # type: ignore[union-attr]
    composed = heard.composed if heard is not None else ""
    if isinstance(there, QLineEdit):
        return [there.text(), composed, there.accessibleName()]
    if isinstance(there, QTextEdit | QPlainTextEdit):
        return [there.toPlainText(), composed, there.accessibleName()]
    return ["", "", type(there).__name__]


_ANSWERS: dict[str, Callable[..., object]] = {
    "where": where,
    "says": says,
    "picture": picture,
    "cut_off": cut_off,
    "dialog": dialog,
    "front": front,
    "field": field,
    "holds": holds,
    "row": row,
    "modal": modal,
    "typed": typed,
}


class _Line(QObject):
    """Questions from standard input, answered in the GUI thread, also while a dialog is open."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = b""
        self._news = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._news.activated.connect(self._read)

    def _read(self) -> None:
        read = os.read(sys.stdin.fileno(), _MOST)
        if not read:
            # Whoever asked is gone.
            self._news.setEnabled(False)
            return
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            question: dict[str, Any] = json.loads(line)
            answer = _ANSWERS[question["ask"]](*question["of"])
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


class _WatchedWindow(Window):
    """The window, with the line."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        _Line(self)
        _Composing(QApplication.instance())  # type: ignore[arg-type]


def main() -> int:
    """Open the window as the program does, and answer."""
    start.Window = _WatchedWindow  # type: ignore[misc]
    return start.open_window([Path(name) for name in sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
