# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of the analysis: how much there is to translate, by repetitions and matches."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr
from app.services.reviewing.analysis import FileAnalysis, analyse, save, table_of
from app.services.reviewing.memories import open_shelf
from app.ui.shell.loader import Loader
from app.ui.widgets import ButtonBox, label, resize_dialog

_SIZE = (860, 460)


class AnalysisDialog(QDialog):
    """The dialog with the bands of a project, and of others that are added to it.

    Args:
        parent: the window.
        path: of the project.
    """

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Analysis"))
        resize_dialog(self, *_SIZE)
        self.paths = [path]
        self._found: tuple[FileAnalysis, ...] = ()
        self.said = label("muted", wrap=True)
        self.table = QTableWidget(0, 0)
        self.table.setAccessibleName(tr("Analysis"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.add = self.buttons.addButton(tr("Add other projects…"), role)
        self.save = self.buttons.addButton(tr("Save as a table…"), role)
        self.add.clicked.connect(self._add)
        self.save.clicked.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self._loader = Loader(self, self._show, self.said.setText)
        self.analyse()

    def analyse(self) -> None:
        """Count, in a thread."""
        self.said.setText(tr("Counting…"))
        self.save.setEnabled(False)
        paths = tuple(self.paths)
        self._loader.ask(lambda: _analysed(paths))

    def _show(self, found: tuple[FileAnalysis, ...] | AppError) -> None:
        if isinstance(found, AppError):
            self.said.setText(tr(found.message, **found.params))
            return
        self._found = found
        heads, rows = table_of(found)
        self.said.setText(
            tr(
                "Matches are those of the memory as it is now, without what this project put into it."
                " A repetition counts from its second time."
            )
        )
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(f"{cell:,}" if isinstance(cell, int) else str(cell))
                if isinstance(cell, int):
                    item.setTextAlignment(right)
                if cells[1] == tr("Total"):
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.table.setItem(row, column, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.save.setEnabled(True)

    def _add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Add other projects"), str(self.paths[0].parent), "Hanji (*.hanji)"
        )
        fresh = [Path(name) for name in names if Path(name) not in self.paths]
        if fresh:
            self.paths += fresh
            self.analyse()

    def _save(self) -> None:
        first = self.paths[0].with_suffix(".xlsx")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save as a table"), str(first), "XLSX (*.xlsx);;CSV (*.csv)"
        )
        if name:
            path = Path(name)
            self.save_as(path if path.suffix else path.with_suffix(first.suffix))

    def save_as(self, path: Path) -> None:
        """Write the analysis as a table and say so."""
        try:
            save(self._found, path)
        except AppError as error:
            self.said.setText(tr(error.message, **error.params))
        else:
            self.said.setText(tr("The file is written: {path}", path=path))


def _analysed(paths: tuple[Path, ...]) -> tuple[FileAnalysis, ...] | AppError:
    shelf = open_shelf()
    try:
        return analyse(paths, shelf)
    except AppError as error:
        return error
    finally:
        shelf.close()
