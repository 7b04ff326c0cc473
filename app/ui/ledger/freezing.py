# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog that freezes a year's baselines: what they would be is seen before it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr, trn
from app.ledger.records import BaselineMethod
from app.services.costing.freezing import Proposal, freeze, proposals
from app.services.costing.ledger import LedgerService
from app.store.ledger.journal import EntryRange
from app.ui.ledger.fieldnames import METHODS
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.widgets import Button, Prose, label, resize_dialog

_SIZE = (820, 620)
_TYPING_MS = 250
_METHODS = (BaselineMethod.LAST_RUN, BaselineMethod.MEAN_OF_THREE_YEARS)
"""Ways that the ledger can go itself."""
_SOMEBODY = "…"
"""Stands for the approver while nobody is named: what would be frozen is shown all the same."""


def office_day() -> date:
    """Return the day in the office."""
    return date.today()  # noqa: DTZ011


class FreezingDialog(QDialog):
    """A dialog that shows the baselines found from the runs before a year, and freezes them.

    Args:
        parent: the window.
        ledger_thread: answers.
        year: that is chosen first.
        today: the day of freezing, a function for tests.
    """

    frozen = Signal(int)
    """How many baselines were entered."""

    def __init__(
        self,
        parent: QWidget,
        ledger_thread: LedgerThread,
        year: int,
        today: Callable[[], date] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ledger_thread = ledger_thread
        self._today = today or office_day
        self._found: tuple[Proposal, ...] = ()
        self.setWindowTitle(tr("Freeze the baselines"))
        words = Prose()
        words.set_lines(
            [
                tr("The baseline is what would be printed of a title in a year without e-books."),
                tr(
                    "Only orders from the day of freezing on are measured against it, so freeze "
                    "before the first order of the year. The day is today, and it stays."
                ),
            ]
        )
        self.year, self.method, self.approver = QComboBox(), QComboBox(), QLineEdit()
        for one in range(year + 1, year - 2, -1):
            self.year.addItem(str(one), one)
        self.year.setCurrentIndex(self.year.findData(year))
        for method in _METHODS:
            self.method.addItem(tr(METHODS[method]), method.value)
        self.approver.setPlaceholderText(tr("Name of who approved it; not who enters it"))
        form = QFormLayout()
        for said, field in (
            (tr("Year"), self.year),
            (tr("Copies from"), self.method),
            (tr("Approver"), self.approver),
        ):
            field.setAccessibleName(said)
            form.addRow(said, field)
        self.table = RowsView()
        self.table.setAccessibleName(tr("Baselines that would be frozen"))
        self._late = label("warn", wrap=True)
        self._fault = label("bad", wrap=True)
        self._said = label("muted", wrap=True)
        self.accepting = Button("lock", "primary", self._freeze)
        self.accepting.say(tr("Freeze"))
        cancel = Button("", "", self.reject)
        cancel.say(tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._said, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accepting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self.table, 1)
        for part in (self._late, self._fault):
            part.hide()
            layout.addWidget(part)
        layout.addLayout(buttons)
        resize_dialog(self, *_SIZE)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._look)
        self.approver.textChanged.connect(self._named)
        for box in (self.year, self.method):
            box.currentIndexChanged.connect(lambda _index: self._look())
        self._look()

    def _asked(self) -> tuple[int, BaselineMethod, date, str]:
        approver = self.approver.text().strip()
        method = BaselineMethod(self.method.currentData())
        return int(self.year.currentData()), method, self._today(), approver

    def _named(self, text: str) -> None:
        self.accepting.setEnabled(bool(self._found) and bool(text.strip()))
        # Whether that person may stand for them is asked once the name is whole.
        self._typing.start()

    def _look(self) -> None:
        year, method, day, approver = self._asked()
        self._ledger_thread.ask(
            lambda ledger: proposals(ledger, year, method, day, approver or _SOMEBODY),
            self._show,
            topic="proposals",
            failed=self._refuse,
        )

    def _show(self, found: tuple[Proposal, ...]) -> None:
        self._found = found
        self._fault.hide()
        headers = (
            tr("Title"),
            tr("Copies"),
            tr("Runs"),
            tr("Amount of a run (won)"),
            tr("Found from"),
            tr("Orders of the year so far"),
        )
        rows = [
            (
                one.title,
                one.baseline.copies,
                one.baseline.runs,
                one.baseline.amount,
                one.baseline.source,
                one.ordered,
            )
            for one in found
        ]
        self.table.show_rows(TableRows(headers, rows))
        late = sum(bool(one.ordered) for one in found)
        self._late.setText(
            trn(
                "{n} title has orders of this year already: they stay unmeasured, for the baseline "
                "comes after them.",
                "{n} titles have orders of this year already: they stay unmeasured, for the baseline "
                "comes after them.",
                late,
            )
        )
        self._late.setVisible(bool(late))
        if found:
            said = trn("{n} baseline", "{n} baselines", len(found))
        else:
            said = tr("No title was printed before and lacks a baseline of that year.")
        self._said.setText(said)
        self.accepting.setEnabled(bool(found) and bool(self.approver.text().strip()))

    def _refuse(self, error: AppError) -> None:
        self._fault.setText(tr(error.message, **error.params))
        self._fault.show()
        self.accepting.setEnabled(False)

    def _freeze(self) -> None:
        year, method, day, approver = self._asked()
        self.accepting.setEnabled(False)

        def do(ledger: LedgerService) -> EntryRange | None:
            # Found anew: the ledger may have changed since it was shown.
            found = proposals(ledger, year, method, day, approver)
            return freeze(ledger, (one.baseline for one in found))

        def then(written: EntryRange | None) -> None:
            self.accept()
            self.frozen.emit(written.last - written.first + 1 if written else 0)

        self._ledger_thread.ask(do, then, failed=self._refuse)
