# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list on the screen: filter buttons, table, menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.ui.queue.delegates import DocumentDelegate, StateDelegate, row_height
from app.ui.queue.model import ROW_ROLE, Column, FilterModel, QueueModel, StateFilter
from app.ui.queue.rows import ON_THE_WAY, STARTABLE, QueueRow, RowState, count_rows
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button

_STATE_WIDTH = 170


class _Table(QTableView):
    """A table whose Enter key opens the chosen book."""

    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter means "open"; Tab leaves the table instead of walking its cells."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_row.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say so where the filter leaves nothing to show."""
        super().paintEvent(event)
        if self.model() is not None and self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            place = self.viewport().rect()
            painter.drawText(
                place, Qt.AlignmentFlag.AlignCenter, tr("No document is in this state.")
            )
            painter.end()


class QueueView(QWidget):
    """The list with its filters."""

    chosen = Signal()
    """The selection has changed."""
    acted = Signal(str)
    """Name of an action on the chosen rows."""

    def __init__(self, model: QueueModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._shown = FilterModel(self)
        self._shown.setSourceModel(model)
        self._delegates = (DocumentDelegate(theme, self), StateDelegate(theme, self))
        self.table = _Table()
        self._set_up_table()
        self.filters = {wanted: self._filter_button(wanted) for wanted in StateFilter}
        group = QButtonGroup(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(2, 0, 2, 0)
        bar.setSpacing(2)
        for button in self.filters.values():
            group.addButton(button)
            bar.addWidget(button)
        bar.addStretch()
        self.filters[StateFilter.ALL].setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.table)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._shown)
        for column, delegate in zip(Column, self._delegates, strict=True):
            table.setItemDelegateForColumn(int(column), delegate)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        # One fixed height: Qt never has to measure two thousand rows.
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.DOCUMENT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.STATE, QHeaderView.ResizeMode.Fixed)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.doubleClicked.connect(lambda _index: self.acted.emit("open"))
        table.entered_row.connect(lambda: self.acted.emit("open"))
        table.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def _filter_button(self, wanted: StateFilter) -> Button:
        button = Button("", "filter", lambda: self._shown.show_only(wanted))
        button.setCheckable(True)
        return button

    # ------------------------------------------------------------ what is chosen

    def chosen_rows(self) -> list[QueueRow]:
        """Return the chosen rows, in order."""
        indexes = self.table.selectionModel().selectedRows()
        rows = [index.data(ROW_ROLE) for index in sorted(indexes, key=lambda index: index.row())]
        return [row for row in rows if isinstance(row, QueueRow)]

    def choose(self, number: int) -> None:
        """Choose the row that ``number`` names, if it is shown."""
        for position in range(self._shown.rowCount()):
            index = self._shown.index(position, 0)
            row = index.data(ROW_ROLE)
            if isinstance(row, QueueRow) and row.number == number:
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(
                    index, flags.ClearAndSelect | flags.Rows
                )
                return

    def show_only(self, wanted: StateFilter) -> None:
        """Choose what is shown."""
        self.filters[wanted].setChecked(True)
        self._shown.show_only(wanted)

    # ------------------------------------------------------------ words and looks

    def refresh_counts(self) -> None:
        """Say on each filter how many rows it shows."""
        words = {
            StateFilter.ALL: tr("All"),
            StateFilter.OPEN: tr("Not finished"),
            StateFilter.DONE: tr("Done"),
            StateFilter.FAILED: tr("Failed"),
        }
        counts = count_rows(self._model.rows)
        shown = {
            StateFilter.ALL: counts.total,
            StateFilter.OPEN: counts.on_the_way + counts.not_started,
            StateFilter.DONE: counts.done,
            StateFilter.FAILED: counts.failed,
        }
        for wanted, button in self.filters.items():
            button.say(f"{words[wanted]} {shown[wanted]:,}")

    def retranslate(self) -> None:
        """Set all words."""
        self.table.setAccessibleName(tr("List of documents"))
        self._model.retranslate()
        self.refresh_counts()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for delegate in self._delegates:
            delegate.theme = theme
        self.table.verticalHeader().setDefaultSectionSize(row_height())
        self.table.setColumnWidth(Column.STATE, scaled(_STATE_WIDTH))
        self.table.viewport().update()

    # ------------------------------------------------------------ the menu of a row

    def _show_menu(self, place: QPoint) -> None:
        rows = self.chosen_rows()
        if rows:
            self.menu_for(rows).popup(self.table.viewport().mapToGlobal(place))

    def menu_for(self, rows: list[QueueRow]) -> QMenu:
        """Return the menu for ``rows``; what makes no sense for them is greyed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = len(rows) == 1
        retry = any(row.state is RowState.FAILED or row.state in STARTABLE for row in rows)
        entries = (
            ("open", tr("Open the book"), one and rows[0].book is not None),
            ("folder", tr("Show in its folder"), one and rows[0].book is not None),
            ("review", tr("Translate and review…"), True),
            ("password", tr("Enter the password…"), one and rows[0].needs_password),
            ("retry", tr("Convert, or try again"), retry),
            ("cancel", tr("Cancel"), any(row.state in ON_THE_WAY for row in rows)),
            ("remove", tr("Take off the list"), any(row.state not in ON_THE_WAY for row in rows)),
        )
        for name, words, possible in entries:
            action = menu.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, name=name: self.acted.emit(name))
        return menu
