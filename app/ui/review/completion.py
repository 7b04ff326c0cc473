# SPDX-License-Identifier: AGPL-3.0-or-later
"""Completion in the target: a list below the cursor, by key or while typing.

The list never has the focus, so that an input method goes on composing. What is being composed counts as
typed; it is finished before a suggestion takes its place. One undo brings back what was typed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.i18n import mark, tr
from app.services.reviewing.completion import (
    Nearby,
    ProjectWords,
    Suggestion,
    SuggestionOrigin,
    suggestions,
    word_before,
)
from app.ui.review.editor import TargetText

_ORIGIN_WORDS = {
    SuggestionOrigin.TERM: mark("term"),
    SuggestionOrigin.MEMORY: mark("memory"),
    SuggestionOrigin.DRAFT: mark("draft"),
    SuggestionOrigin.PROJECT: mark("project"),
}
_LEAST_TYPED = 2
"""Letters after which suggestions come by themselves."""
_WIDEST = 420
_TAKING = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Completion(QObject):
    """The list of suggestions of a target.

    Args:
        target: whose words are completed.
        nearby: gives what belongs to the segment.
    """

    def __init__(self, target: TargetText, nearby: Callable[[], Nearby]) -> None:
        super().__init__(target)
        self._target = target
        self._nearby = nearby
        self.words = ProjectWords()
        self.while_typing = True
        self._found: list[Suggestion] = []
        self._asked = False
        self._taking = False
        self.list = QListWidget()
        self.list.setObjectName("completion")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.take(self.list.row(item)))
        self.list.hide()
        target.installEventFilter(self)
        target.typed.connect(self._typed)
        target.cursorPositionChanged.connect(self._moved)

    def complete(self) -> None:
        """Show suggestions for the word at the cursor, also before its first letter."""
        self._asked = True
        self._show()

    def hide(self) -> None:
        """Hide the suggestions."""
        self._asked = False
        self.list.hide()

    def beginning(self) -> str:
        """Return the part of a word before the cursor, with what an input method composes."""
        cursor = self._target.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        return word_before(before + cursor.block().layout().preeditAreaText())

    def _typed(self) -> None:
        if self._taking or self._target.isReadOnly() or not self._target.hasFocus():
            self.hide()
        elif self._asked or self.while_typing:
            self._show()

    def _moved(self) -> None:
        # Typing moves the cursor too, and is heard of afterwards.
        if not self.list.isHidden() and not self.beginning():
            self.hide()

    def _show(self) -> None:
        beginning = self.beginning()
        if self._target.isReadOnly() or (not self._asked and len(beginning) < _LEAST_TYPED):
            self.hide()
            return
        self._found = suggestions(beginning, self._nearby(), self.words)
        if not self._found:
            self.hide()
            return
        self.list.setParent(self._target.window())
        self.list.clear()
        for one in self._found:
            origin = tr(_ORIGIN_WORDS[one.origin])
            item = QListWidgetItem(f"{one.text}   ·   {origin}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.text}, {origin}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._place()

    def _place(self) -> None:
        """Put the list below the cursor, above it where there is no room."""
        window = self._target.window()
        self.list.setAccessibleName(tr("Suggestions"))
        width = min(_WIDEST, self.list.sizeHintForColumn(0) + 28)
        height = self.list.sizeHintForRow(0) * len(self._found) + 2 * self.list.frameWidth() + 4
        self.list.resize(width, height)
        rect = self._target.cursorRect()
        port = self._target.viewport()
        below = port.mapTo(window, rect.bottomLeft() + QPoint(0, 4))
        if below.y() + height > window.height():
            below.setY(port.mapTo(window, rect.topLeft()).y() - height - 4)
        below.setX(max(0, min(below.x(), window.width() - width - 8)))
        self.list.move(below)
        self.list.show()
        self.list.raise_()

    def take(self, row: int) -> None:
        """Put a suggestion in the place of what is typed of it."""
        if not 0 <= row < len(self._found):
            return
        wanted = self._found[row].text
        self._taking = True
        try:
            self._target.finish_composition()
            beginning = self.beginning()
            if wanted.casefold().startswith(beginning.casefold()):
                cursor = self._target.textCursor()
                cursor.beginEditBlock()
                cursor.movePosition(
                    QTextCursor.MoveOperation.Left,
                    QTextCursor.MoveMode.KeepAnchor,
                    len(beginning.encode("utf-16-le")) // 2,
                )
                cursor.insertText(wanted)
                cursor.endEditBlock()
                self._target.setTextCursor(cursor)
        finally:
            self._taking = False
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Give the list its keys while it is there; the editor has all others."""
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.hide()
        elif kind is QEvent.Type.InputMethod and not self._taking:
            # The text is composed after this event: look at it then.
            self._target.event(event)
            self._typed()
            return True
        elif not self.list.isHidden() and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            ours = plain and (
                event.key() in _STEPS or event.key() in _TAKING or event.key() == Qt.Key.Key_Escape
            )
            if kind is QEvent.Type.ShortcutOverride and ours:
                event.accept()
                return True
            if kind is QEvent.Type.KeyPress:
                if ours:
                    self._press(Qt.Key(event.key()))
                    return True
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.hide()
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> None:
        if key in _TAKING:
            self.take(self.list.currentRow())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            self.list.setCurrentRow(
                (self.list.currentRow() + _STEPS[key]) % max(1, self.list.count())
            )
