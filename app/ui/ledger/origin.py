# SPDX-License-Identifier: AGPL-3.0-or-later
"""The panel of a figure's origin: its derivation, below it titles or runs, and from them the entry."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout

from app.i18n import mark, tr
from app.ledger.derivation import Derivation
from app.services.costing.view_models import Pareto, TitleDetail
from app.ui.ledger.derivationtree import DerivationTree
from app.ui.ledger.fieldnames import field_name
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.theme import Theme
from app.ui.widgets import Button, label

_BASES = {
    "stated": mark("stated, with setup"),
    "quoted": mark("quoted"),
    "table": mark("price table"),
    "average": mark("average copy"),
    "none": mark("no price"),
}


class OriginPanel(QFrame):
    """A panel: first the figure and the titles of its scope, then a title and its runs."""

    title_chosen = Signal(str)
    """Number of a publication."""
    entry_chosen = Signal(object)
    """Number of an entry."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart")
        self._figure: Derivation | None = None
        self._titles: Pareto = Pareto((), 0, 0)
        self._detail: TitleDetail | None = None
        self._head = label("name", wrap=True)
        self.back = Button("", "quiet", self._back)
        self._close = Button("remove", "quiet", self.closed.emit)
        self.tree = DerivationTree()
        self._below = label("muted", wrap=True)
        self.rows = RowsView()
        self.tree.entry_chosen.connect(self.entry_chosen)
        self.rows.opened.connect(self._opened)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self.back)
        top.addWidget(self._close)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        lower = QFrame()
        inside = QVBoxLayout(lower)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(self._below)
        inside.addWidget(self.rows, 1)
        split.addWidget(lower)
        split.setSizes([420, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.addLayout(top)
        layout.addWidget(split, 1)

    # ------------------------------------------------------------ contents

    def show_figure(self, figure: Derivation, titles: Pareto) -> None:
        """Show a figure with the titles of its scope."""
        self._figure, self._titles, self._detail = figure, titles, None
        self.retranslate()
        self.tree.setFocus()

    def show_title(self, detail: TitleDetail) -> None:
        """Show a title with its runs."""
        self._detail = detail
        self.retranslate()
        self.tree.setFocus()

    def _back(self) -> None:
        self._detail = None
        self.retranslate()

    def _opened(self, row: int) -> None:
        if self._detail is None:
            self.title_chosen.emit(self._titles.rows[row].publication)
        elif self._detail.runs[row].entry:
            self.entry_chosen.emit(self._detail.runs[row].entry)

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.back.say(tr("Back to the figure"))
        self._close.setAccessibleName(tr("Close"))
        self._close.setToolTip(tr("Close"))
        self.back.setVisible(self._detail is not None and self._figure is not None)
        if self._detail is not None:
            self._show_title_words(self._detail)
        else:
            self._show_figure_words()

    def _show_figure_words(self) -> None:
        self._head.setText(tr("Where the figure comes from"))
        self.tree.show_derivation(self._figure)
        self._below.setText(tr("Titles of the scope, the greatest first. Enter opens one."))
        headers = (tr("Title"), tr("Printed"), tr("Spent (won)"), tr("Realised saving, net (won)"))
        rows = [
            (row.title, row.totals.printed, row.totals.spent, row.totals.net)
            for row in self._titles.rows
        ]
        self.rows.show_rows(TableRows(headers, rows))
        self.rows.setAccessibleName(tr("Titles"))

    def _show_title_words(self, detail: TitleDetail) -> None:
        self._head.setText(tr("{title}, {year}", title=detail.title, year=detail.year))
        self.tree.show_derivation(detail.derivation)
        self._below.setText(tr("Print orders. Enter opens the entry."))
        headers = (
            tr("Day"),
            tr("Order"),
            tr("Planned"),
            tr("Printed"),
            tr("Baseline"),
            tr("Spent (won)"),
            tr("Saved (won)"),
            tr("Price by"),
            field_name("contract"),
            tr("Source document"),
            tr("Approved"),
        )
        rows = [
            (
                run.day,
                run.order,
                run.planned,
                run.printed,
                run.baseline,
                run.spent,
                run.realised,
                tr(_BASES.get(run.basis, run.basis)),
                run.contract,
                run.document,
                tr("yes") if run.approved else tr("no"),
            )
            for run in detail.runs
        ]
        self.rows.show_rows(TableRows(headers, rows))
        self.rows.setAccessibleName(tr("Print orders"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._close.apply_theme(theme)
