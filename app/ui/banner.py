# SPDX-License-Identifier: AGPL-3.0-or-later
"""The banner: a line at the top of a window for one notification."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import tr
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
        self.text.setText(said.text)
        self.text.setAccessibleName(said.text)
        self._on_action = said.on_action
        self.action.say(said.action)
        self.action.setVisible(said.on_action is not None)
        self.show()

    def retranslate(self) -> None:
        """Set the words of the button that closes it."""
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setToolTip(tr("Close this message"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.action.apply_theme(theme)
        self._close.apply_theme(theme)

    def _act(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()
