# SPDX-License-Identifier: AGPL-3.0-or-later
"""The corrections of the open book, with a way back from each; every step is written beside the book."""

from __future__ import annotations

import zlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.services.book.mending import keep
from converters.document.edits import NO_EDITS, Edits


class EditStack(QObject):
    """The corrections as they are now, and the steps that led there.

    Args:
        parent: owner.
    """

    changed = Signal()
    """Other corrections hold now."""
    refused = Signal(object)
    """The file cannot be written; the OSError."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.edits: Edits = NO_EDITS
        self._book = Path()

    def open(self, book: Path, edits: Edits) -> None:
        """Take the corrections of another book."""
        self._book = book
        self.stack.clear()
        self.edits = edits
        self.changed.emit()

    @property
    def book(self) -> Path:
        """The book that is corrected."""
        return self._book

    def push(self, words: str, edits: Edits, field: str = "") -> None:
        """Do a step.

        Args:
            words: what it is, for the menu.
            edits: the corrections after it.
            field: steps in the same field, one after the other, are taken back as one.
        """
        if edits != self.edits:
            self.stack.push(_Step(self, words, self.edits, edits, field))

    def take(self, edits: Edits) -> None:
        """Let these corrections hold, and write them."""
        self.edits = edits
        try:
            keep(edits, self._book)
        except OSError as error:
            self.refused.emit(error)
        self.changed.emit()


class _Step(QUndoCommand):
    """One step: the corrections before it and after it."""

    def __init__(
        self, owner: EditStack, words: str, before: Edits, after: Edits, field: str
    ) -> None:
        super().__init__(words)
        self._owner = owner
        self.before, self.after = before, after
        self._field = field

    def id(self) -> int:
        """Return what steps of one field have in common; -1 for none."""
        return zlib.crc32(self._field.encode()) & 0x7FFFFFFF if self._field else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take the step that follows in the same field into this one."""
        if not isinstance(other, _Step):
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        """Let the corrections after this step hold."""
        self._owner.take(self.after)

    def undo(self) -> None:
        """Let the corrections before this step hold."""
        self._owner.take(self.before)
