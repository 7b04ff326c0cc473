# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that can be copied into a spreadsheet, with the keyboard too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.theme import scaled
from converters.exports.csv_tables import not_a_formula

Index = QModelIndex | QPersistentModelIndex
Cell = str | int | None
NO_INDEX = QModelIndex()
_WIDEST = 420
_MEASURED = 60
"""Rows whose widths are looked at."""
_AROUND_CELL = 28
_ROW_PX = 30
_LONG = 40
"""Letters that a column may be too narrow for."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The content of a table. Whole numbers are grouped on screen and bare in a spreadsheet."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def shown(cell: Cell) -> str:
    """Return a cell as people read it."""
    if cell is None:
        return "–"
    return f"{cell:,}" if isinstance(cell, int) else cell


class RowsModel(QAbstractTableModel):
    """A Qt model of ``TableRows``."""

    def __init__(self) -> None:
        super().__init__()
        self.content = TableRows((), ())

    def show_rows(self, content: TableRows) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.content = content
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.content.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.content.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        cell = self.content.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if _right(cell) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(cell, str) and len(cell) > _LONG:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.content.headers[index.column()]}: {shown(cell)}"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words above a column; they stand where its cells stand."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.content.headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.content.headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numbers = any(_right(row[section]) for row in self.content.rows[:3])
            side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def tsv(self, rows: Sequence[int] = ()) -> str:
        """Return rows with the headers as text that spreadsheets take; all where none are named."""
        chosen = rows or range(len(self.content.rows))
        return tab_separated([self.content.headers, *(self.content.rows[row] for row in chosen)])


def _right(cell: Cell) -> bool:
    return cell is None or isinstance(cell, int)


def tab_separated(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as text that spreadsheets take."""
    return "\n".join("\t".join(_flat(cell) for cell in row) for row in rows)


def _flat(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return not_a_formula(" ".join(cell.split()))


def to_clipboard(rows: Iterable[Sequence[Cell]]) -> None:
    """Put rows on the clipboard."""
    QGuiApplication.clipboard().setText(tab_separated(rows))


class RowsView(QTableView):
    """A table view of rows; Ctrl+C copies the chosen ones, and Enter opens one."""

    opened = Signal(int)
    """Number of the row, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def fit(self) -> None:
        """Make rows as high as the text asks for, and columns as wide."""
        if self.verticalHeader().defaultSectionSize() != scaled(_ROW_PX):
            self.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
            self.show_rows(self.rows.content)

    def show_rows(self, content: TableRows) -> None:
        """Show other rows, each column as wide as it needs."""
        self.rows.show_rows(content)
        header = self.horizontalHeader()
        # Qt would measure a thousand rows, which takes longer than to draw the chart.
        measure = self.fontMetrics().horizontalAdvance
        for column in range(len(content.headers)):
            cells = (shown(row[column]) for row in content.rows[:_MEASURED])
            wanted = max((measure(cell) for cell in cells), default=0) + _AROUND_CELL
            wanted = max(wanted, header.sectionSizeHint(column) + _AROUND_CELL // 2)
            self.setColumnWidth(column, min(wanted, _WIDEST))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        if content.rows:
            self.setCurrentIndex(self.rows.index(0, 0))

    def chosen(self) -> list[int]:
        """Return the chosen rows."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy(self, *, everything: bool = False) -> None:
        """Put rows on the clipboard."""
        QGuiApplication.clipboard().setText(self.rows.tsv(() if everything else self.chosen()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, open, or leave it to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
