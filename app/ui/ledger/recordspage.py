# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of what stands: departments, titles, price tables, baselines, targets, kind by kind."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.i18n import tr, trn
from app.ledger.prices import NAMES, PriceItem
from app.ledger.records import BaselineMethod, RecordKind
from app.ledger.serialization import columns_of
from app.services.costing.ledger import LedgerService
from app.ui.composition import ComposingLine
from app.ui.flow import FlowLayout
from app.ui.ledger import amounts
from app.ui.ledger.fieldnames import METHODS, field_name, kind_name, value_words
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.theme import Theme
from app.ui.widgets import Button, label

_MOST = 2000
"""Rows of the list; an export has all."""
_TYPING_MS = 250
_ORDERED = (
    RecordKind.PRICE,
    RecordKind.ORGANISATION,
    RecordKind.PUBLICATION,
    RecordKind.BASELINE,
    RecordKind.TARGET,
    RecordKind.EDITION,
    RecordKind.READS,
    RecordKind.ORDER,
)
_Rows = tuple[list[tuple[str, ...]], list[int], int]


class RecordsPage(QWidget):
    """The page of records: what the last entry on each thing says.

    Args:
        ledger_thread: the way to the ledger.
    """

    wanted = Signal(str)
    """An action with the kind, "new-price", "import-price" or "export-price"."""
    entry_chosen = Signal(object)
    """Number of an entry: there it is corrected."""

    def __init__(self, ledger_thread: LedgerThread) -> None:
        super().__init__()
        self._ledger_thread = ledger_thread
        self._entries: list[int] = []
        self.kind = QComboBox()
        for kind in _ORDERED:
            self.kind.addItem(kind_name(kind.value), kind.value)
        self.filter = ComposingLine()
        self.filter.setClearButtonEnabled(True)
        self._found = label("muted")
        self._note = label("muted", wrap=True)
        self.add = Button("add-file", "", lambda: self._want("new"))
        self.take_in = Button("add-file", "", lambda: self._want("import"))
        self.export = Button("report", "", lambda: self._want("export"))
        self.rows = RowsView()
        self.rows.opened.connect(self._opened)
        top = FlowLayout()
        for part in (self.kind, self.filter, self._found):
            top.addWidget(part)
        top.add_stretch()
        for button in (self.add, self.take_in, self.export):
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self._note)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.reload)
        self.filter.seen.connect(lambda _text: self._typing.start())
        self.kind.currentIndexChanged.connect(lambda _index: self.reload())

    def _want(self, action: str) -> None:
        self.wanted.emit(f"{action}-{self.kind.currentData()}")

    def show_kind(self, kind: RecordKind) -> None:
        """Show another kind."""
        self.kind.setCurrentIndex(self.kind.findData(kind.value))

    def allow(self, *, entering: bool) -> None:
        """Offer only what the person may do."""
        self.add.setEnabled(entering)
        self.take_in.setEnabled(entering)

    def reload(self) -> None:
        """Ask for the rows again."""
        kind, words = RecordKind(self.kind.currentData()), self.filter.seen_text().strip()
        self._ledger_thread.ask(
            lambda ledger: _rows(ledger, kind, words), self._show, topic="records"
        )

    def _show(self, answer: _Rows) -> None:
        rows, self._entries, count = answer
        kind = RecordKind(self.kind.currentData())
        headers = tuple(_head(kind, column.name) for column in columns_of(kind))
        self.rows.show_rows(TableRows((*headers, tr("Entry")), rows))
        self._found.setText(trn("{n} row", "{n} rows", count))
        self._note.setText(
            tr("The first {n} are listed; an export has all.", n=amounts.count(_MOST))
            if count > _MOST
            else tr("Enter opens the entry, where it can be corrected.")
        )

    def _opened(self, row: int) -> None:
        self.entry_chosen.emit(self._entries[row])

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        for index, kind in enumerate(_ORDERED):
            self.kind.setItemText(index, kind_name(kind.value))
        self.kind.setAccessibleName(tr("Kind of records"))
        self.filter.setPlaceholderText(tr("Filter…"))
        self.filter.setAccessibleName(tr("Filter of records"))
        self.rows.setAccessibleName(tr("Records"))
        self.add.say(tr("Enter one…"))
        self.take_in.say(tr("Import…"))
        self.export.say(tr("Export…"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.rows.fit()
        for button in (self.add, self.take_in, self.export):
            button.apply_theme(theme)


def _head(kind: RecordKind, name: str) -> str:
    return field_name("price" if (kind, name) == (RecordKind.PRICE, "mils") else name)


def _words(kind: RecordKind, name: str, value: str | int | None) -> str:
    """Return a value as people read it: a price in won, an item by its name."""
    if kind is RecordKind.PRICE:
        if name == "item":
            return tr(NAMES[PriceItem(str(value))])
        if isinstance(value, int):
            return amounts.mils(value)
    if (kind, name) == (RecordKind.BASELINE, "method"):
        return tr(METHODS[BaselineMethod(str(value))])
    return value_words(name, value)


def _rows(ledger: LedgerService, kind: RecordKind, words: str) -> _Rows:
    """Return the rows that hold some words, their entries, and how many there are."""
    names = [column.name for column in columns_of(kind)]
    shown, count = ledger.records(kind, words, _MOST)
    cells = [
        (*(_words(kind, name, row[name]) for name in names), amounts.count(row["entry"]))
        for row in shown
    ]
    return cells, [int(row["entry"]) for row in shown], count
