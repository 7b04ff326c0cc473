# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of analysis: a measure by group with years side by side, and print beside reading."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from app.i18n import mark, tr, trn
from app.services.costing.analysis import (
    Grouping,
    Measure,
    Pivot,
    ReachRow,
    measures_of,
    pivot,
    reach,
)
from app.services.table_writer import write_table
from app.ui.composition import ComposingLine
from app.ui.flow import FlowLayout
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.tables import Cell, RowsView, TableRows
from app.ui.notifier import Notifier
from app.ui.theme import Theme
from app.ui.widgets import Button, label

_REACH = "reach"
_GROUPS: tuple[tuple[str, str], ...] = (
    (Grouping.BUREAU, mark("By bureau")),
    (Grouping.DEPARTMENT, mark("By department")),
    (Grouping.TITLE, mark("By title")),
    (Grouping.SUPPLIER, mark("By supplier")),
    (Grouping.TRIM, mark("By trim size")),
    (Grouping.BINDING, mark("By binding")),
    (Grouping.COLOURS, mark("By colours")),
    (_REACH, mark("E-books: printed and read")),
)
_MEASURES: dict[Measure, str] = {
    Measure.PRINTED: mark("Copies printed"),
    Measure.AVOIDED: mark("Copies not printed"),
    Measure.SPENT: mark("Spent on printing (won)"),
    Measure.NET: mark("Realised, net (won)"),
    Measure.RUNS: mark("Print orders"),
    Measure.DOWNLOADS: mark("Downloads"),
    Measure.READS: mark("Reads"),
    Measure.EBOOK: mark("Cost of the e-books (won)"),
    Measure.AMOUNT: mark("Amount, no tax (won)"),
}


class AnalysisPage(QWidget):
    """The page of analysis: what is asked for above, a table that sorts by any column below.

    Args:
        ledger_thread: the way to the ledger.
        bridge: says what was written.
    """

    def __init__(self, ledger_thread: LedgerThread, bridge: Notifier) -> None:
        super().__init__()
        self._ledger_thread, self._bridge = ledger_thread, bridge
        self._headers: tuple[str, ...] = ()
        self._rows: list[tuple[Cell, ...]] = []
        self._sorted: tuple[int, bool] | None = None
        """Column, and whether the greatest comes first."""
        self.group, self.measure, self.year = QComboBox(), QComboBox(), QComboBox()
        self.filter = ComposingLine()
        self.filter.setClearButtonEnabled(True)
        self._note = label("muted", wrap=True)
        self.export = Button("report", "", self._export)
        self.rows = RowsView()
        header = self.rows.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort)
        for name, _ in _GROUPS:
            self.group.addItem("", name)
        top = FlowLayout()
        for part in (self.group, self.measure, self.year, self.filter):
            top.addWidget(part)
        top.add_stretch()
        top.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self._note)
        self._offer_measures()
        self.group.currentIndexChanged.connect(lambda _index: self._offer_measures())
        self.group.currentIndexChanged.connect(lambda _index: self.reload())
        self.measure.activated.connect(lambda _index: self.reload())
        self.year.activated.connect(lambda _index: self.reload())
        self.filter.seen.connect(lambda _text: self._show())

    def _offer_measures(self) -> None:
        chosen = self.measure.currentData()
        name = self.group.currentData()
        self.measure.clear()
        self.measure.setVisible(name != _REACH)
        self.year.setVisible(name == _REACH)
        if name == _REACH:
            return
        for measure in measures_of(Grouping(name)):
            self.measure.addItem(tr(_MEASURES[measure]), measure.value)
        self.measure.setCurrentIndex(max(0, self.measure.findData(chosen)))

    def show_years(self, years: tuple[int, ...]) -> None:
        """Offer the years with figures, the newest first."""
        chosen = self.year.currentData()
        self.year.clear()
        for year in sorted(years, reverse=True):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.reload()

    # ------------------------------------------------------------ what is shown

    def reload(self) -> None:
        """Ask for the table again."""
        name = str(self.group.currentData())
        if name == _REACH:
            year = self.year.currentData()
            if year is not None:
                self._ledger_thread.ask(
                    lambda ledger: reach(ledger, int(year)), self._take_reach, topic="analysis"
                )
            return
        group, measure = Grouping(name), Measure(self.measure.currentData())
        self._ledger_thread.ask(
            lambda ledger: pivot(ledger, group, measure), self._take_pivot, topic="analysis"
        )

    def _take_pivot(self, found: Pivot) -> None:
        self._headers = (self.group.currentText(), *map(str, found.years), tr("Sum"))
        nothing = tr("Not stated")
        self._rows = [(row.name or nothing, *row.values, row.whole) for row in found.rows]
        self._sorted = None
        self._show()

    def _take_reach(self, found: tuple[ReachRow, ...]) -> None:
        self._headers = (
            tr("Title"),
            tr("Copies printed"),
            tr("Copies not printed"),
            tr("Downloads"),
            tr("Reads"),
            tr("Cost of the e-books (won)"),
            tr("Won a download"),
            tr("Read?"),
        )
        never, read = tr("printed, never read"), tr("read")
        self._rows = [
            (
                row.title,
                row.printed,
                row.avoided,
                row.downloads,
                row.reads,
                row.ebook,
                row.won_a_reader,
                never if row.unread else read if row.downloads or row.reads else "–",
            )
            for row in found
        ]
        self._sorted = None
        self._show()

    def _sort(self, column: int) -> None:
        greatest = self._sorted != (column, True)
        self._sorted = (column, greatest)
        self._show()

    def shown_rows(self) -> list[tuple[Cell, ...]]:
        """Return the rows as they stand: those with the words of the filter, sorted."""
        words = self.filter.seen_text().strip().casefold()
        kept = [row for row in self._rows if words in str(row[0]).casefold()]
        if self._sorted is not None:
            column, greatest = self._sorted
            kept.sort(key=lambda row: _order(row[column]), reverse=greatest)
        return kept

    def _show(self) -> None:
        rows = self.shown_rows()
        self.rows.show_rows(TableRows(self._headers, rows))
        header = self.rows.horizontalHeader()
        if self._sorted is None:
            header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        else:
            column, greatest = self._sorted
            order = Qt.SortOrder.DescendingOrder if greatest else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(column, order)
        said = trn("{n} row", "{n} rows", len(rows))
        if self.group.currentData() == Grouping.SUPPLIER:
            own = tr("Orders as they stand; savings belong to titles, not to suppliers.")
            said = f"{said} · {own}"
        hint = tr("A click on the head of a column sorts by it.")
        self._note.setText(f"{said} · {hint}")

    def _export(self) -> None:
        """Write what is shown as a table."""
        first = f"{self.group.currentText()}.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Export"), first, "XLSX (*.xlsx);;CSV (*.csv)"
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in (".csv", ".xlsx"):
            path = path.with_name(f"{path.name}.xlsx")
        rows, headers = self.shown_rows(), self._headers
        self._ledger_thread.ask(
            lambda _ledger: write_table(path, headers, rows),
            lambda _none: self._bridge.say(
                trn(
                    "{n} row is written: {file}",
                    "{n} rows are written: {file}",
                    len(rows),
                    file=path.name,
                )
            ),
        )

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        for index, (_, said) in enumerate(_GROUPS):
            self.group.setItemText(index, tr(said))
        for index in range(self.measure.count()):
            self.measure.setItemText(index, tr(_MEASURES[Measure(self.measure.itemData(index))]))
        self.group.setAccessibleName(tr("Grouping"))
        self.measure.setAccessibleName(tr("Measure"))
        self.year.setAccessibleName(tr("Fiscal year"))
        self.filter.setPlaceholderText(tr("Filter…"))
        self.filter.setAccessibleName(tr("Filter of the table"))
        self.rows.setAccessibleName(tr("Analysis"))
        self.export.say(tr("Export…"))
        if self._headers:
            self.reload()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.rows.fit()
        self.export.apply_theme(theme)


def _order(cell: Cell) -> tuple[int, int, str]:
    """Return what a cell is sorted by: what is missing comes last of numbers."""
    if cell is None:
        return 0, 0, ""
    return (1, cell, "") if isinstance(cell, int) else (1, 0, cell)
