# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog for a single new entry: the same fields and the same checks as a row of a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr
from app.ledger.fields import FIELDS
from app.ledger.prices import NAMES
from app.ledger.records import RecordKind
from app.services.costing.cells import BadCell
from app.services.costing.importing import IMPORTED, fields_of, record_from
from app.ui.ledger.fieldnames import field_name, kind_name
from app.ui.widgets import Button, closing_buttons, label, resize_dialog, restyle

_SIZE = (560, 600)
_ORDERED = (RecordKind.ORDER, *(kind for kind in IMPORTED if kind is not RecordKind.ORDER))


def _asking(kind: RecordKind, name: str) -> tuple[QLineEdit, QWidget]:
    """Return a field, and what is shown of it: a list where there are only so many answers."""
    if (kind, name) != (RecordKind.PRICE, "item"):
        field = QLineEdit()
        return field, field
    choice = QComboBox()
    choice.setEditable(True)
    choice.addItems([tr(said) for said in NAMES.values()])
    choice.setCurrentIndex(-1)
    typed = choice.lineEdit()
    assert typed is not None
    return typed, choice


class NewEntryDialog(QDialog):
    """A dialog that asks for the fields of one record.

    Args:
        parent: the page.
        kind: that is asked for first.
    """

    stated = Signal(object)
    """The ``Record``; the dialog stays until ``entered`` or ``refuse`` is called."""

    def __init__(self, parent: QWidget, kind: RecordKind = RecordKind.ORDER) -> None:
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self.setWindowTitle(tr("New entry"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("What is entered"))
        for one in _ORDERED:
            self.kind.addItem(kind_name(one.value), one.value)
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        self.kind.currentIndexChanged.connect(lambda _index: self._ask_fields())
        note = label("muted", wrap=True)
        note.setText(tr("Fields with * are needed. The entry waits for the approval of another."))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._fault = label("bad", wrap=True)
        self._fault.hide()
        self.accepting = Button("", "primary", self._accept)
        self.accepting.say(tr("Enter"))
        self.accepting.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(self.kind)
        layout.addWidget(note)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._fault)
        layout.addLayout(closing_buttons(self, self.accepting))
        self._ask_fields()
        resize_dialog(self, *_SIZE)

    @property
    def _kind(self) -> RecordKind:
        return RecordKind(self.kind.currentData())

    def _ask_fields(self) -> None:
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 10, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        needed, also = fields_of(self._kind)
        self.fields = {}
        for name in (*needed, *also):
            field, shown = _asking(self._kind, name)
            named = field_name(name)
            field.setAccessibleName(tr("{field}, needed", field=named) if name in needed else named)
            field.setPlaceholderText(FIELDS[name].example)
            field.textEdited.connect(lambda _text, name=name: self._mark(name, bad=False))
            rows.addRow(f"{named} *" if name in needed else named, shown)
            self.fields[name] = field
        self._area.setWidget(form)
        self._fault.hide()
        self.fields[needed[0]].setFocus()

    def _accept(self) -> None:
        cells = {name: field.text().strip() for name, field in self.fields.items()}
        try:
            record = record_from(self._kind, cells)
        except BadCell as bad:
            self._mark(bad.column, bad=True)
            why = tr(bad.reason, value=bad.value)
            self._complain(tr("{field}: {why}", field=field_name(bad.column), why=why))
            return
        self.accepting.setEnabled(False)
        self.stated.emit(record)

    def refuse(self, error: AppError) -> None:
        """Say why the ledger does not take it; what was typed stays."""
        self.accepting.setEnabled(True)
        self._complain(tr(error.message, **error.params))

    def _mark(self, name: str, *, bad: bool) -> None:
        field = self.fields.get(name)
        if field is None:
            return
        field.setProperty("bad", bad)
        restyle(field)
        if bad:
            field.setFocus()

    def _complain(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()
