# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of false alarms: what somebody said is no fault, to be looked at and taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.reviewing.checking import explain
from app.store.project import Project
from app.ui.widgets import ButtonBox, label, resize_dialog

_SIZE = (900, 480)


class FalseAlarmsDialog(QDialog):
    """The dialog with a row for each false alarm of a project.

    Args:
        parent: the window.
        project: open.
        changed: called when one was taken back.
    """

    def __init__(self, parent: QWidget, project: Project, changed: Callable[[], object]) -> None:
        super().__init__(parent)
        self._project = project
        self._changed = changed
        self.setWindowTitle(tr("False alarms"))
        resize_dialog(self, *_SIZE)
        self.table = QTableWidget(0, 6)
        self.table.setAccessibleName(tr("False alarms"))
        self.table.setHorizontalHeaderLabels(
            [tr("No."), tr("Source"), tr("Finding"), tr("Reason"), tr("By"), tr("Segments")]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        words = label("muted", wrap=True)
        words.setText(
            tr(
                "A false alarm holds wherever the same source stands, also after the target changed."
            )
        )
        buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        self.restore = buttons.addButton(tr("Take back"), QDialogButtonBox.ButtonRole.ActionRole)
        self.restore.clicked.connect(self._take_back)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self._show()

    def _show(self) -> None:
        self._alarms = self._project.false_alarms()
        self.table.setRowCount(len(self._alarms))
        for row, one in enumerate(self._alarms):
            cells = (
                f"{one.number:,}",
                self._project.segment(one.number).source.text,
                explain(one.finding),
                one.reason,
                f"{one.author} {one.at[:10]}",
                f"{one.segments:,}",
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, column, item)
        self.restore.setEnabled(bool(self._alarms))
        if self._alarms:
            self.table.selectRow(0)

    def _take_back(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        for row in rows:
            one = self._alarms[row]
            self._project.restore(one.number, one.finding)
        self._show()
        self._changed()
