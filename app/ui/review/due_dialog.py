# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog that asks when projects are to be done."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.ui.widgets import ButtonBox

_A_WEEK = timedelta(days=7)


class DueDialog(QDialog):
    """The dialog with a day, or none.

    Args:
        parent: the list.
        due: the day that is set.
    """

    def __init__(self, parent: QWidget, due: date | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Due date"))
        day = due or datetime.now().astimezone().date() + _A_WEEK
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(tr("Due date"))
        self.none = QCheckBox(tr("No day is set"))
        self.none.toggled.connect(self.day.setDisabled)
        buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(tr("Due date"), self.day)
        form.addRow("", self.none)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.day.setFocus()

    def due(self) -> date | None:
        """Return the day; None where none is to be set."""
        chosen = self.day.date()
        return None if self.none.isChecked() else date(chosen.year(), chosen.month(), chosen.day())
