# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notifications and questions to the person: one banner, and one kind of message box.

No other module opens a box, so tests can record every word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

Words: TypeAlias = str | Callable[[], str]
"""A sentence, or what says it in the language now in use."""


@dataclass(frozen=True, slots=True)
class Notification:
    """A sentence for the banner, and perhaps an action that its button does."""

    words: Words
    action_words: Words = ""
    on_action: Callable[[], None] | None = None
    topic: str = ""
    """What it is about; when that is over, so is the notification."""

    @property
    def text(self) -> str:
        """The sentence, in the language now in use where it can be said anew."""
        return _said(self.words)

    @property
    def action(self) -> str:
        """The words of the button."""
        return _said(self.action_words)

    @property
    def is_lasting(self) -> bool:
        """Whether it can be said anew in another language."""
        return callable(self.words)


def _said(words: Words) -> str:
    return words() if callable(words) else words


class Notifier(QObject):
    """The notifier of one window: its sentences go to the banner, its questions to a box."""

    said = Signal(object)
    ended = Signal(str)
    """A topic is over."""

    def say(
        self,
        words: Words,
        action: Words = "",
        on_action: Callable[[], None] | None = None,
        *,
        topic: str = "",
    ) -> None:
        """Show a sentence in the banner."""
        self.said.emit(Notification(words, action, on_action, topic))

    def end(self, topic: str) -> None:
        """Take away what was said of a topic: it is over."""
        self.ended.emit(topic)

    def confirm(self, parent: QWidget, title: str, text: str, yes: str, no: str) -> bool:
        """Ask a question that must be answered before anything goes on."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(title)
        box.setText(text)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is accept
