# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog that corrects an entry: a new entry states it anew, or takes it back; the old one stays."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.ledger.records import RecordKind
from app.ledger.serialization import columns_of, defaults_of, record_of
from app.services.costing.view_models import EntryRow
from app.ui.ledger import amounts
from app.ui.ledger.fieldnames import content_of, field_name, kind_name
from app.ui.widgets import Button, closing_buttons, label, resize_dialog, restyle

_SIZE = (560, 560)
_KEYS = {
    RecordKind.ORGANISATION: {"code"},
    RecordKind.PUBLICATION: {"number"},
    RecordKind.ORDER: {"number"},
    RecordKind.BASELINE: {"publication", "year"},
    RecordKind.EDITION: {"publication", "book", "day"},
    RecordKind.READS: {"publication", "month"},
    RecordKind.PRICE: {"table", "item", "valid_from"},
    RecordKind.TARGET: {"year"},
}
"""Fields that say which thing an entry is of; a correction keeps them."""


class CorrectionDialog(QDialog):
    """A dialog with the fields of an entry, those that it is too old to have stated included.

    Args:
        parent: the page.
        entry: is corrected.
    """

    corrected = Signal(object)
    """The ``Record`` that is stated in its stead."""
    taken_back = Signal()

    def __init__(self, parent: QWidget, entry: EntryRow) -> None:
        super().__init__(parent)
        self._kind = RecordKind(entry.kind)
        self._columns = {column.name: column for column in columns_of(self._kind)}
        # An older entry lacks the fields that came later; a correction may state them.
        self._held = content_of(entry.content)
        missing = defaults_of(self._kind).items()
        self._held |= {name: value for name, value in missing if name not in self._held}
        self.fields: dict[str, QLineEdit] = {}
        kind = kind_name(entry.kind)
        self.setWindowTitle(
            tr("Correct entry {n}: {kind}", n=amounts.count(entry.number), kind=kind)
        )
        note = label("muted", wrap=True)
        note.setText(
            tr(
                "A correction is a new entry in your name; this one stays readable. "
                "Numbers that say which thing it is cannot be changed: take the entry back instead."
            )
        )
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 10, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self._held.items():
            field = QLineEdit("" if value is None else str(value))
            field.setEnabled(name not in _KEYS[self._kind])
            field.setAccessibleName(field_name(name))
            field.textEdited.connect(lambda _text, name=name: self._mark(name, bad=False))
            rows.addRow(field_name(name), field)
            self.fields[name] = field
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(form)
        self._fault = label("bad", wrap=True)
        self.take_back = Button("", "", self._take_back)
        self.take_back.say(tr("Take the entry back"))
        self.accepting = Button("", "primary", self._accept)
        self.accepting.say(tr("Enter the correction"))
        self.accepting.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(note)
        layout.addWidget(area, 1)
        layout.addWidget(self._fault)
        layout.addLayout(closing_buttons(self, self.accepting, beside=self.take_back))
        self._fault.hide()
        resize_dialog(self, *_SIZE)

    def _accept(self) -> None:
        stated = self._stated()
        if stated is None:
            return
        try:
            record = record_of(self._kind, stated)
        except (KeyError, TypeError, ValueError) as problem:
            self._complain(tr("This is no valid entry: {why}", why=problem))
            return
        if stated == self._held:
            self._complain(tr("Nothing was changed."))
            return
        self.accept()
        self.corrected.emit(record)

    def _stated(self) -> dict[str, Any] | None:
        """Return the fields' values; None where a number is none."""
        stated: dict[str, Any] = {}
        for name, field in self.fields.items():
            text = field.text().strip()
            if not self._columns[name].is_number:
                stated[name] = None if not text and self._held[name] is None else text
                continue
            plain = text.replace(",", "")
            if plain and not (plain.isascii() and plain.isdecimal()):
                self._mark(name, bad=True)
                self._complain(tr("{field} must be a whole number.", field=field_name(name)))
                return None
            if not plain and not self._columns[name].optional:
                self._mark(name, bad=True)
                self._complain(tr("{field} must not be empty.", field=field_name(name)))
                return None
            stated[name] = int(plain) if plain else None
        return stated

    def _mark(self, name: str, *, bad: bool) -> None:
        field = self.fields[name]
        field.setProperty("bad", bad)
        restyle(field)
        if bad:
            field.setFocus()

    def _complain(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.show()

    def _take_back(self) -> None:
        self.accept()
        self.taken_back.emit()
