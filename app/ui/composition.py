# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inputs that know of the syllable that an input method is still composing.

The last syllable of a Korean word is in composition until another key ends it; Qt's ``text()`` and
``textChanged`` do not know of it. A list that is filtered as one types would show what fits the word without
its last syllable, and nothing at all for a word of one.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit


def finish_composition(field: QTextEdit | QPlainTextEdit) -> None:
    """Take in the syllable that the input method is still composing in a field.

    Without it the last syllable of a Korean sentence is lost when a key confirms.
    """
    if field.hasFocus():
        QGuiApplication.inputMethod().commit()
    composed = field.textCursor().block().layout().preeditAreaText()
    if composed:
        # Some input methods do not answer at once: take in what is seen.
        event = QInputMethodEvent("", [])
        event.setCommitString(composed)
        QCoreApplication.sendEvent(field, event)


class ComposingLine(QLineEdit):
    """A line of input that tells what is seen in it."""

    seen = Signal(str)
    """What is seen has changed: typed, composed or set."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._composed = ""
        self._told = text
        self.textChanged.connect(lambda _text: self._tell())

    def seen_text(self) -> str:
        """Return the text with what is being composed, as a person sees it."""
        text = self.text()
        if not self._composed:
            return text
        at = self.cursorPosition()
        return f"{text[:at]}{self._composed}{text[at:]}"

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Hear of each jamo."""
        # What is committed with this event changes the text below, when the rest is composed already.
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Qt has taken in, or dropped, what was composed."""
        super().focusOutEvent(event)
        self._composed = ""
        self._tell()

    def _tell(self) -> None:
        text = self.seen_text()
        if text != self._told:
            self._told = text
            self.seen.emit(text)
