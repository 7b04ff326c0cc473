# SPDX-License-Identifier: AGPL-3.0-or-later
"""Qt's view of the rows: a table of two columns, and a filter over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from app.i18n import tr
from app.services.intake import FoundFile, is_same_file
from app.services.report import ReportItem
from app.ui.queue.rows import DONE, QueueRow, RowState, state_of

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_ROOT = QModelIndex()


class Column(IntEnum):
    """Columns of the list."""

    DOCUMENT = 0
    STATE = 1


class QueueModel(QAbstractTableModel):
    """The model of the list: all files of the window, in the order in which they came."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QueueRow] = []
        self._position: dict[int, int] = {}
        self._sources: set[str] = set()
        self._identities: dict[str, QueueRow] = {}
        self._next = 0

    # ------------------------------------------------------------ Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many files."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr("Document") if section == Column.DOCUMENT else tr("State")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text of a cell; the row itself for the delegates."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if index.column() == Column.DOCUMENT else row.state_words()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {row.state_words()}, {row.second_line()}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.found.source}\n{row.second_line()}"
        return None

    # ------------------------------------------------------------ our own

    @property
    def rows(self) -> Sequence[QueueRow]:
        """All rows, in order."""
        return self._rows

    def row_of(self, number: int) -> QueueRow | None:
        """Return the row that ``number`` names, or None once it is gone."""
        position = self._position.get(number)
        return None if position is None else self._rows[position]

    def add(self, files: Iterable[FoundFile]) -> list[QueueRow]:
        """Append files that are not in the list yet; return their rows."""
        fresh: list[QueueRow] = []
        for found in files:
            source = str(found.source.absolute())
            if source not in self._sources and not self._is_listed(found):
                self._sources.add(source)
                row = QueueRow(self._next, found)
                if found.identity:
                    self._identities[found.identity] = row
                fresh.append(row)
                self._next += 1
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(_ROOT, first, first + len(fresh) - 1)
            self._rows.extend(fresh)
            self._position.update({row.number: first + at for at, row in enumerate(fresh)})
            self.endInsertRows()
        return fresh

    def _is_listed(self, found: FoundFile) -> bool:
        """Tell whether another path of the list leads to the same file."""
        listed = self._identities.get(found.identity)
        # A file that is gone may have left its identity to a new one.
        return listed is not None and is_same_file(listed.found.source, found.source)

    def remove(self, numbers: Iterable[int]) -> None:
        """Take rows out of the list; their books stay."""
        gone = set(numbers)
        self.beginResetModel()
        for row in self._rows:
            if row.number in gone:
                self._sources.discard(str(row.found.source.absolute()))
                self._identities.pop(row.found.identity, None)
        self._rows = [row for row in self._rows if row.number not in gone]
        self._position = {row.number: at for at, row in enumerate(self._rows)}
        self.endResetModel()

    def set_state(self, number: int, state: RowState) -> None:
        """Put a row into a state without an outcome."""
        row = self.row_of(number)
        if row is not None:
            row.state, row.stage, row.fraction, row.seconds_left = state, "", 0.0, None
            if state is RowState.QUEUED:
                row.item = None
            self._announce(number)

    def set_progress(self, number: int, stage: str, fraction: float) -> None:
        """Note how far a row has come."""
        row = self.row_of(number)
        if row is not None and row.state is RowState.RUNNING:
            row.stage, row.fraction = stage, fraction
            row.seconds_left = row.watch.seconds(stage, fraction)
            self._announce(number)

    def set_outcome(self, number: int, item: ReportItem) -> None:
        """Note what became of a row."""
        row = self.row_of(number)
        if row is not None:
            row.item, row.state, row.stage = item, state_of(item), ""
            self._announce(number)

    def retranslate(self) -> None:
        """Ask the views to draw everything again, in the language now in use."""
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1)
            )
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _announce(self, number: int) -> None:
        position = self._position[number]
        self.dataChanged.emit(self.index(position, 0), self.index(position, len(Column) - 1))


class StateFilter(StrEnum):
    """Filters of the list, by the state of its rows."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"
    FAILED = "failed"


def passes(row: QueueRow, wanted: StateFilter) -> bool:
    """Tell whether ``row`` is among those that ``wanted`` shows."""
    if wanted is StateFilter.DONE:
        return row.state in DONE
    if wanted is StateFilter.FAILED:
        return row.state is RowState.FAILED
    return wanted is StateFilter.ALL or (row.state not in DONE and row.state is not RowState.FAILED)


class FilterModel(QSortFilterProxyModel):
    """Shows part of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = StateFilter.ALL

    def show_only(self, wanted: StateFilter) -> None:
        """Choose what is shown."""
        self._wanted = wanted
        # Qt 6.10 renamed the call; setting the pattern again works in every version.
        self.setFilterFixedString("")

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Qt's question for each row."""
        model = self.sourceModel()
        if self._wanted is StateFilter.ALL or not isinstance(model, QueueModel):
            return True
        return passes(model.rows[source_row], self._wanted)
