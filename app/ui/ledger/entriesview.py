# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of entries, the newest first: rows are fetched when they come into sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.i18n import mark, tr
from app.services.costing.view_models import EntryRow
from app.ui.ledger import amounts
from app.ui.ledger.fieldnames import kind_name, summary
from app.ui.ledger.tables import NO_INDEX, Index, to_clipboard
from app.ui.theme import scaled, text_share

_AROUND = 60
"""Rows fetched before and after those in sight."""
_KEPT = 5000
"""Rows kept; the others are fetched again."""
_WAIT_MS = 30
_COLUMNS = (
    mark("No."),
    mark("Entered on"),
    mark("By"),
    mark("Kind"),
    mark("Reference number"),
    mark("Content"),
    mark("Corrects"),
    mark("Approved by"),
)
_WIDTHS = (76, 100, 118, 100, 150, 380, 76, 104)
_NUMBER, _CONTENT, _CORRECTS = 0, 5, 6
_ROW_PX = 30


class EntriesModel(QAbstractTableModel):
    """A Qt model of the entries: how many there are, and those that were fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._rows: dict[int, EntryRow] = {}

    def begin(self, count: int) -> None:
        """Show another list, of which nothing is known but its length."""
        self.beginResetModel()
        self.count = count
        self._rows.clear()
        self.endResetModel()

    def put(self, offset: int, rows: tuple[EntryRow, ...]) -> None:
        """Take rows that were fetched."""
        if len(self._rows) > _KEPT:
            self._rows.clear()
        self._rows.update(enumerate(rows, start=offset))
        if rows:
            last = self.index(offset + len(rows) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(offset, 0), last)

    def entry(self, row: int) -> EntryRow | None:
        """Return an entry, if it is known."""
        return self._rows.get(row)

    def missing(self, first: int, last: int) -> tuple[int, int] | None:
        """Return offset and number of the rows to fetch for a stretch in sight."""
        if all(row in self._rows for row in range(first, min(last, self.count - 1) + 1)):
            return None
        begin = max(first - _AROUND, 0)
        return begin, min(last + _AROUND, self.count - 1) - begin + 1

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Return the number of entries."""
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words above a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        entry = self._rows.get(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return "…" if entry is None else cells(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and entry is not None and index.column() == _CONTENT:
            return summary(entry.content)
        if role == Qt.ItemDataRole.AccessibleTextRole and entry is not None:
            heading = tr(_COLUMNS[index.column()])
            return f"{heading}: {cells(entry)[index.column()]}"
        return None


def cells(entry: EntryRow) -> tuple[str, ...]:
    """Return an entry as the row of a table."""
    return (
        amounts.count(entry.number),
        entry.at[:10],
        entry.author,
        kind_name(entry.kind),
        entry.key,
        summary(entry.content),
        "" if entry.corrects is None else amounts.count(entry.corrects),
        entry.approved_by,
    )


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft
    if column in (_NUMBER, _CORRECTS):
        side = Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


class EntriesView(QTableView):
    """A table view of the entries; it asks for those that come into sight."""

    wanted = Signal(int, int)
    """Offset and number of entries to fetch."""
    chosen = Signal()
    """Others are chosen than before, or the chosen one was fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.entries = EntriesModel()
        self.setModel(self.entries)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_CONTENT, QHeaderView.ResizeMode.Stretch)
        self._share = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._fetch)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())
        self.selectionModel().selectionChanged.connect(lambda *_lists: self.chosen.emit())

    def fit(self) -> None:
        """Make columns and rows as large as the text asks for; what a person has set stays with its size."""
        if self._share == text_share():
            return
        self._share = text_share()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, scaled(width))

    def show_count(self, count: int) -> None:
        """Show another list."""
        self.entries.begin(count)
        self._timer.start()

    def put(self, offset: int, rows: tuple[EntryRow, ...]) -> None:
        """Take rows that were fetched."""
        self.entries.put(offset, rows)
        if rows and not self.selectionModel().hasSelection():
            self.go_to(offset if offset else 0)
        self.chosen.emit()

    def go_to(self, row: int) -> None:
        """Choose a row, and bring it into sight."""
        index = self.entries.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._timer.start()

    def current(self) -> EntryRow | None:
        """Return the entry under the cursor, if it is known."""
        return self.entries.entry(self.currentIndex().row())

    def chosen_rows(self) -> list[int]:
        """Return the chosen rows."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fetch what came into sight."""
        super().resizeEvent(event)
        self._timer.start()

    def _fetch(self) -> None:
        if not self.entries.count:
            return
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        needed = self.entries.missing(first, last if last >= 0 else self.entries.count - 1)
        if needed is not None:
            self.wanted.emit(*needed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, or leave it to Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            known = [self.entries.entry(row) for row in self.chosen_rows()]
            lines = [cells(entry) for entry in known if entry is not None]
            to_clipboard([[tr(name) for name in _COLUMNS], *lines])
        else:
            super().keyPressEvent(event)
