# SPDX-License-Identifier: AGPL-3.0-or-later
"""The field for the password of a locked document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.theme import Theme
from app.ui.widgets import Button, label


class PasswordBox(QWidget):
    """The form for a password: field, "show it", "on every locked document", and a button.

    Args:
        give: called with (password, try it on every locked file).
    """

    def __init__(self, give: Callable[[str, bool], None]) -> None:
        super().__init__()
        self._give = give
        self._title = label(wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(256)
        self.shown = QCheckBox()
        self.everywhere = QCheckBox()
        self.button = Button("lock", "primary", self._send)
        self._title.setBuddy(self.field)
        self.shown.toggled.connect(self._set_shown)
        self.field.returnPressed.connect(self._send)
        self.field.textChanged.connect(lambda text: self.button.setEnabled(bool(text)))
        self.button.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(7)
        for part in (self._title, self.field, self.shown, self.everywhere, self.button):
            layout.addWidget(part)

    def clear(self) -> None:
        """Forget what was typed."""
        self.field.clear()
        self.shown.setChecked(False)

    def retranslate(self) -> None:
        """Set all words."""
        self._title.setText(tr("Password of the document"))
        self.field.setAccessibleName(tr("Password of the document"))
        self.shown.setText(tr("Show the password"))
        self.shown.setAccessibleName(self.shown.text())
        self.everywhere.setText(tr("Try it on every locked document"))
        self.everywhere.setAccessibleName(self.everywhere.text())
        self.button.say(tr("Convert with this password"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.button.apply_theme(theme)

    def _set_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)

    def _send(self) -> None:
        password = self.field.text()
        if password:
            self.clear()
            self._give(password, self.everywhere.isChecked())
