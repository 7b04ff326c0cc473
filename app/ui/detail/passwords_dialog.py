# SPDX-License-Identifier: AGPL-3.0-or-later
"""One dialog for all locked documents: a password is tried on those that are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.ui.queue.rows import QueueRow
from app.ui.theme import Theme
from app.ui.widgets import Button, closing_buttons, label

_SIZE = (460, 380)


class PasswordsDialog(QDialog):
    """A field for a password and the list of the locked documents; all are marked at first.

    Args:
        parent: the window.
        rows: the locked documents.
        theme: its look.
    """

    def __init__(self, parent: QWidget, rows: Sequence[QueueRow], theme: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Passwords of documents"))
        self.resize(*_SIZE)
        self._rows = list(rows)
        title = label(wrap=True)
        title.setText(
            trn(
                "{n} document is locked. The password is tried on those that are marked.",
                "{n} documents are locked. The password is tried on those that are marked.",
                len(self._rows),
            )
        )
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(256)
        self.field.setPlaceholderText(tr("Password of the document"))
        self.field.setAccessibleName(tr("Password of the document"))
        self.shown = QCheckBox(tr("Show the password"))
        self.shown.toggled.connect(
            lambda shown: self.field.setEchoMode(
                QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Locked documents"))
        for row in self._rows:
            item = QListWidgetItem(row.name)
            item.setToolTip(str(row.found.source))
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        note = label("muted", wrap=True)
        note.setText(tr("It is forgotten when Hanji is closed, and written nowhere."))
        self.go = Button("lock", "primary", self.accept)
        self.go.say(tr("Convert with this password"))
        self.go.setEnabled(False)
        self.go.apply_theme(theme)
        self.field.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        self.go.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for part in (title, self.field, self.shown, self.list, note):
            layout.addWidget(part)
        layout.addLayout(closing_buttons(self, self.go))

    def accept(self) -> None:
        """Go on where there is a password."""
        if self.field.text():
            super().accept()

    def chosen(self) -> list[QueueRow]:
        """Return the marked documents."""
        return [
            row
            for at, row in enumerate(self._rows)
            if self.list.item(at).checkState() is Qt.CheckState.Checked
        ]
