# SPDX-License-Identifier: AGPL-3.0-or-later
"""The libraries that a package of Hanji brings, with the texts of their licences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.third_party import Component, components
from app.ui.theme import Theme
from app.ui.widgets import Button, label

_SIZE = (860, 560)


class LicencesBox(QDialog):
    """A table of libraries, the licence of the chosen one, and the way to the bill of materials.

    Args:
        parent: the window.
        theme: its look.
        bill: the bill of materials of the package.
    """

    def __init__(self, parent: QWidget, theme: Theme, bill: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Licences of other software"))
        self.resize(*_SIZE)
        self._bill = bill
        self._components = self._read()
        title = label("big")
        title.setText(tr("Licences of other software"))
        told = label(wrap=True)
        told.setText(
            tr("This package contains {count} libraries of others.", count=len(self._components))
            if self._components
            else tr("The bill of materials “{file}” cannot be read.", file=bill.name)
        )
        self.table = self._make_table()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Text of the licence"))
        self.text.setTabChangesFocus(True)
        both = QSplitter()
        both.addWidget(self.table)
        both.addWidget(self.text)
        both.setStretchFactor(1, 1)
        folder = Button("", "", self._open_folder)
        folder.say(tr("Show the bill of materials (CycloneDX)"))
        close = Button("", "primary", self.accept)
        close.say(tr("Close"))
        close.setDefault(True)
        for button in (folder, close):
            button.apply_theme(theme)
        row = QHBoxLayout()
        row.addWidget(folder)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 24, 26, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(told)
        column.addWidget(both, 1)
        column.addLayout(row)
        if self._components:
            self.table.setCurrentCell(0, 0)

    def _read(self) -> list[Component]:
        try:
            return components(self._bill)
        except (OSError, ValueError):
            return []

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._components), 3)
        table.setHorizontalHeaderLabels([tr("Name"), tr("Version"), tr("Licence")])
        table.setAccessibleName(tr("Licences of other software"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        for row, one in enumerate(self._components):
            for place, said in enumerate((one.name, one.version, one.licence)):
                item = QTableWidgetItem(said)
                item.setToolTip(said)
                table.setItem(row, place, item)
        table.currentCellChanged.connect(lambda row, *_before: self._show(row))
        return table

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._components):
            return
        try:
            text = self._components[row].read()
        except OSError:
            text = ""
        self.text.setPlainText(text or tr("Its text is not in this package."))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._bill.parent)))
