# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of rights: who may enter, review and approve."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr
from app.services.costing.ledger import LedgerService, Right
from app.ui.ledger.bars import RIGHTS
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.widgets import Button, Prose, label, resize_dialog

_SIZE = (620, 520)
_GIVEN = (Right.ENTER, Right.REVIEW, Right.APPROVE)
Held = dict[str, frozenset[Right]]


class RightsDialog(QDialog):
    """A dialog with the persons of the ledger and what each may do.

    Args:
        parent: the window.
        ledger_thread: answers.
        person: who is at work.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, ledger_thread: LedgerThread, person: str) -> None:
        super().__init__(parent)
        self._ledger_thread = ledger_thread
        self._person = person
        self._held: Held = {}
        self.setWindowTitle(tr("Persons and rights"))
        words = Prose()
        words.set_lines(
            [
                tr(
                    "Nobody approves what they entered themselves, so two persons are needed at least."
                ),
                tr(
                    "Until rights are given to anybody, everybody may do all. Begin with an approver."
                ),
                tr(
                    "Who somebody is comes from the name of the computer's user: here “{person}”.",
                    person=person,
                ),
            ]
        )
        self.persons = RowsView()
        self.persons.setAccessibleName(tr("Persons"))
        self.persons.opened.connect(self._edit)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Person"))
        self.name.setPlaceholderText(tr("User name, as the computer knows it"))
        self.boxes = {right: QCheckBox(tr(RIGHTS[right])) for right in _GIVEN}
        across = QHBoxLayout()
        for box in self.boxes.values():
            across.addWidget(box)
        across.addStretch()
        form = QFormLayout()
        form.addRow(tr("Person"), self.name)
        form.addRow(tr("Rights"), across)
        self.keep_own = QCheckBox(tr("{person} goes on entering", person=person))
        self.keep_own.setChecked(True)
        form.addRow("", self.keep_own)
        self._fault = label("bad", wrap=True)
        self._fault.hide()
        self.accepting = Button("check", "primary", self._give)
        self.accepting.say(tr("Give these rights"))
        self.accepting.setEnabled(False)
        close = Button("", "", self.accept)
        close.say(tr("Close"))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.accepting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.persons, 1)
        layout.addLayout(form)
        layout.addWidget(self._fault)
        layout.addLayout(buttons)
        resize_dialog(self, *_SIZE)
        self.name.textChanged.connect(self._typed)
        self._ask()

    def _ask(self) -> None:
        self._ledger_thread.ask(lambda ledger: ledger.all_rights(), self._show, topic="rights")

    def _show(self, held: Held) -> None:
        self._held = held
        # Who gives the first rights to somebody else would be left with none.
        self.keep_own.setVisible(not held)
        rows = [(person, _words(may)) for person, may in sorted(held.items())]
        if not rows:
            rows = [(tr("everybody"), _words(frozenset(_GIVEN)))]
        self.persons.show_rows(TableRows((tr("Person"), tr("Rights")), rows))

    def _edit(self, row: int) -> None:
        if self._held:
            self.name.setText(sorted(self._held)[row])

    def _typed(self, text: str) -> None:
        may = self._held.get(text.strip())
        if may is not None:
            for right, box in self.boxes.items():
                box.setChecked(right in may)
        self.accepting.setEnabled(bool(text.strip()))

    def _give(self) -> None:
        person = self.name.text().strip()
        held = [right for right, box in self.boxes.items() if box.isChecked()]
        first = not self._held and self.keep_own.isChecked() and person != self._person

        def then(_none: None) -> None:
            self._fault.hide()
            self.name.clear()
            for box in self.boxes.values():
                box.setChecked(False)
            self._ask()
            self.changed.emit()

        def do(ledger: LedgerService) -> None:
            give = ledger.give_first_rights if first else ledger.give_rights
            give(person, held)

        self._ledger_thread.ask(do, then, failed=self._refuse)

    def _refuse(self, error: AppError) -> None:
        self._fault.setText(tr(error.message, **error.params))
        self._fault.show()


def _words(may: frozenset[Right]) -> str:
    said = [tr(RIGHTS[right]) for right in _GIVEN if right in may]
    return " · ".join(said) or tr(RIGHTS[Right.AUDIT])
