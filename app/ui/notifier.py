# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notifications and questions to the person: one banner, and one kind of message box.

No other module opens a box, so tests can record every word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget


@dataclass(frozen=True, slots=True)
class Notification:
    """A sentence for the banner, and perhaps an action that its button does."""

    text: str
    action: str = ""
    on_action: Callable[[], None] | None = None


class Notifier(QObject):
    """The notifier of one window: its sentences go to the banner, its questions to a box."""

    said = Signal(object)

    def say(self, text: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Show a sentence in the banner."""
        self.said.emit(Notification(text, action, on_action))

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
