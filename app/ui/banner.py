# SPDX-License-Identifier: AGPL-3.0-or-later
"""The banner: a line at the top of a window for one notification."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import current_language, tr
from app.ui.notifier import Notification
from app.ui.theme import Theme
from app.ui.widgets import Button, frame, label


class Banner(QFrame):
    """The banner of a window; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label(wrap=True, selectable=True)
        self.action = Button("", "", self._act)
        self._close = Button("remove", "quiet", self.hide)
        self._on_action: Callable[[], None] | None = None
        self._said: Notification | None = None
        self._language = current_language()
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self._close)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 12, 20, 0)
        outside.addWidget(frame("banner", row, (14, 6, 6, 6)))
        self.hide()

    def show_notification(self, said: Notification) -> None:
        """Show a sentence."""
        self._said = said
        self._language = current_language()
        self._show_words()
        self.show()

    def end(self, topic: str) -> None:
        """Go away where the sentence is about ``topic``."""
        if self._said is not None and self._said.topic == topic:
            self._said = None
            self.hide()

    def _show_words(self) -> None:
        said = self._said
        if said is None:
            return
        self.text.setText(said.text)
        self.text.setAccessibleName(said.text)
        self._on_action = said.on_action
        self.action.say(said.action)
        self.action.setVisible(said.on_action is not None)

    def retranslate(self) -> None:
        """Say all in the language now in use; what cannot be said anew goes."""
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setToolTip(tr("Close this message"))
        if self._said is not None and current_language() is not self._language:
            if self._said.is_lasting:
                self._language = current_language()
                self._show_words()
            else:
                self._said = None
                self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.action.apply_theme(theme)
        self._close.apply_theme(theme)

    def _act(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()
