# SPDX-License-Identifier: AGPL-3.0-or-later
"""The palette (Ctrl+K): finds actions, books, projects and settings by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.composition import ComposingLine
from app.ui.shell.page import Findable
from app.ui.widgets import label

_MOST_SHOWN = 60
_WIDTH, _HEIGHT = 560, 380


def folded(words: str) -> str:
    """Return words as they are compared: composed, without case, blanks and signs of menus."""
    composed = unicodedata.normalize("NFC", words).casefold()
    return "".join(letter for letter in composed if not letter.isspace() and letter not in "…&")


def found(things: Iterable[Findable], wanted: str) -> list[Findable]:
    """Return the things that hold all words of ``wanted``; those that begin with it first."""
    parts = [folded(part) for part in wanted.split()]
    whole = folded(wanted)
    ranked = []
    for place, thing in enumerate(things):
        name = folded(f"{thing.words} {thing.kind} {thing.also}")
        if all(part in name for part in parts):
            ranked.append((not name.startswith(whole), place, thing))
    ranked.sort(key=lambda one: one[:2])
    return [thing for *_, thing in ranked]


class Palette(QDialog):
    """A field and the list of what it finds; Enter opens the chosen line.

    Args:
        parent: the window.
        things: everything that can be found, the likeliest first.
    """

    def __init__(self, parent: QWidget, things: Iterable[Findable]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Find anything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._things = list(things)
        self._shown: list[Findable] = []
        self.field = ComposingLine()
        self.field.setPlaceholderText(tr("Name of an action, book, project or setting"))
        self.field.setAccessibleName(tr("Name of an action, book, project or setting"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Found"))
        self._none = label("muted")
        self._none.setText(tr("Nothing has this name."))
        layout = QVBoxLayout(self)
        for part in (self.field, self.list, self._none):
            layout.addWidget(part)
        self.field.seen.connect(self._find)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.itemClicked.connect(lambda _item: self.accept())
        self.resize(min(_WIDTH, parent.width() - 40), min(_HEIGHT, parent.height() - 80))
        self._find("")

    def accept(self) -> None:
        """Open the chosen line."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._shown):
            return
        chosen = self._shown[row]
        super().accept()
        chosen.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys move in the list while the field has the focus."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8,
        }  # fmt: skip
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in steps and self._shown:
                row = min(max(0, self.list.currentRow() + steps[key]), len(self._shown) - 1)
                self.list.setCurrentRow(row)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def _find(self, wanted: str) -> None:
        self._shown = found(self._things, wanted)[:_MOST_SHOWN]
        self.list.clear()
        for thing in self._shown:
            right = " · ".join(part for part in (thing.kind, thing.keys) if part)
            item = QListWidgetItem(f"{thing.words}    {right}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{thing.words}, {right}")
            self.list.addItem(item)
        self._none.setVisible(not self._shown)
        self.list.setVisible(bool(self._shown))
        self.list.setCurrentRow(0)
