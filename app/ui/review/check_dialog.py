# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of checks: which are made in a project, and which block approval."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import settings
from app.check_messages import check_name
from app.i18n import tr
from app.services.reviewing.checking import BLOCKING, DISABLED, all_checks
from app.store.project import Project
from app.ui.widgets import ButtonBox

_CHECKABLE = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled


class ChecksDialog(QDialog):
    """The dialog with a row for each check; what is chosen is kept in the project."""

    def __init__(self, parent: QWidget, project: Project) -> None:
        super().__init__(parent)
        self._project = project
        self.setWindowTitle(tr("Checks of this project"))
        self.resize(620, 640)
        self.ids = all_checks()
        self.table = QTableWidget(len(self.ids), 3)
        self.table.setAccessibleName(tr("Checks of this project"))
        self.table.setHorizontalHeaderLabels([tr("Check"), tr("Speaks"), tr("Blocks approval")])
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        disabled = set(project.meta.get(DISABLED, "").split())
        blocking = set(project.meta.get(BLOCKING, settings.load().blocking_checks).split())
        for row, check_id in enumerate(self.ids):
            name = QTableWidgetItem(check_name(check_id))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(row, 0, name)
            for column, chosen in ((1, check_id not in disabled), (2, check_id in blocking)):
                item = QTableWidgetItem()
                item.setFlags(_CHECKABLE)
                item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
                self.table.setItem(row, column, item)
        buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Keep what is chosen."""
        self._project.set_meta(DISABLED, " ".join(self._ids_where(1, Qt.CheckState.Unchecked)))
        self._project.set_meta(BLOCKING, " ".join(self._ids_where(2, Qt.CheckState.Checked)))
        super().accept()

    def _ids_where(self, column: int, state: Qt.CheckState) -> list[str]:
        return [
            check_id
            for row, check_id in enumerate(self.ids)
            if (item := self.table.item(row, column)) is not None and item.checkState() is state
        ]
