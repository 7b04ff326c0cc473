# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tabs of the dialog share: a table, a row of buttons, and asking in a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.ui.shell.loader import Loader
from app.ui.widgets import label
from translation.languages import LanguagePair

TABLES = "TMX (*.tmx);;XLSX (*.xlsx);;CSV (*.csv)"
TERM_FILES = "CSV (*.csv);;XLSX (*.xlsx);;TBX (*.tbx *.xml)"


class StoreTab(QWidget):
    """A tab: a line that says what is going on, a table, and buttons below.

    Args:
        pair: gives the languages that the dialog is about.
        heads: of the columns.
        wide: columns that share the room.
    """

    def __init__(
        self, pair: Callable[[], LanguagePair], heads: Sequence[str], wide: Sequence[int]
    ) -> None:
        super().__init__()
        self._pair = pair
        self.said = label("muted", wrap=True)
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in wide:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.above = QHBoxLayout()
        self.row = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self.above)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addLayout(self.row)
        self._loader = Loader(self, self._done, self.say)
        self._then: Callable[[object], None] = self.say_nothing

    def button(self, words: str, do: Callable[[], object]) -> QPushButton:
        """Add a button to the row below the table."""
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: do())
        self.row.addWidget(made)
        return made

    def ask(self, do: Callable[[], object], then: Callable[[object], None], words: str) -> None:
        """Do something in a thread, say that it is being done, and take what comes of it."""
        self.say(words)
        self._then = then
        self._loader.ask(do)

    def _done(self, found: object) -> None:
        self.say("")
        self._then(found)

    def say(self, words: str) -> None:
        """Say something above the table."""
        self.said.setText(words)

    def say_nothing(self, _found: object) -> None:
        """Take something that needs no words."""

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows of texts; the first one is chosen."""
        self.table.setRowCount(len(rows))
        for at, cells in enumerate(rows):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(at, column, item)
        if rows:
            self.table.selectRow(0)

    def chosen(self) -> list[int]:
        """Return the numbers of the chosen rows."""
        return sorted({index.row() for index in self.table.selectionModel().selectedRows()})

    def tick(self, row: int, *, ticked: bool) -> None:
        """Give a row a box to tick, in its first column."""
        item = self.table.item(row, 0)
        if item is not None:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def ticked(self) -> list[int]:
        """Return the numbers of the rows that are ticked."""
        return [
            row
            for row in range(self.table.rowCount())
            if (item := self.table.item(row, 0)) is not None
            and item.checkState() is Qt.CheckState.Checked
        ]

    def file_to_read(self, title: str, kinds: str) -> Path | None:
        """Let the person choose a file; None where none was chosen."""
        everything = tr("All files")
        name, _ = QFileDialog.getOpenFileName(self, title, "", f"{kinds};;{everything} (*)")
        return Path(name) if name else None

    def file_to_write(self, title: str, first: str, kinds: str) -> Path | None:
        """Let the person name a file; None where none was named."""
        name, chosen = QFileDialog.getSaveFileName(self, title, first, kinds)
        if not name:
            return None
        path = Path(name)
        if path.suffix:
            return path
        return path.with_name(path.name + chosen.partition("*")[2][:5].rstrip(") ;"))
