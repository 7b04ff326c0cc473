# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book says of itself, to be corrected: title, publisher, numbers, rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.services.book.mending import with_metadata
from app.ui.book.edit_stack import EditStack
from app.ui.book.edit_words import FIELD_WORDS
from app.ui.widgets import Prose
from converters.document.edits import EditsUnreadable
from converters.document.metadata import Metadata


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    hint: str = ""
    several: bool = False
    """Whether it holds several values, parted by semicolons."""

    @property
    def words(self) -> str:
        return FIELD_WORDS[self.name]


_SEVERAL = mark("Several are parted by semicolons.")
_FIELDS = (
    _Field("title"),
    _Field("subtitle"),
    _Field("creators", _SEVERAL, several=True),
    _Field("publisher"),
    _Field("date", mark("As 2026-03-05 or 2026.")),
    _Field("language", mark("A tag such as ko or en.")),
    _Field("publication_number"),
    _Field("isbn"),
    _Field(
        "identifier",
        mark("One word such as urn:isbn:9788901234567, doi:… or UCI:…. Empty: Hanji makes one."),
    ),
    _Field("subjects", _SEVERAL, several=True),
    _Field("description"),
    _Field("rights"),
    _Field("contact"),
)
_KOGL = (
    mark("As the document says"),
    mark("Type 0: free"),
    mark("Type 1: name the source"),
    mark("Type 2: source, not for trade"),
    mark("Type 3: source, no changes"),
    mark("Type 4: source, not for trade, no changes"),
)


class MetadataForm(QScrollArea):
    """A field for each thing that the book says of itself.

    Args:
        edits: the corrections, which every field changes.
        below: stands under the fields.
    """

    def __init__(self, edits: EditStack, below: QWidget) -> None:
        super().__init__()
        self._edits = edits
        self._own = Metadata()
        self._typed_for = self._edits.book
        self.fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self.kogl = QComboBox()
        self.kogl.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._kogl_label = QLabel()
        self.trouble = Prose("bad")
        self._about = Prose("muted")
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 8, 4, 8)
        layout.addWidget(self._about)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in _FIELDS:
            line = QLineEdit()
            line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.editingFinished.connect(lambda field=field: self._changed(field))
            self.fields[field.name] = line
            self._labels[field.name] = QLabel()
            self._labels[field.name].setBuddy(line)
            form.addRow(self._labels[field.name], line)
        self._kogl_label.setBuddy(self.kogl)
        form.addRow(self._kogl_label, self.kogl)
        self.machines = QCheckBox()
        form.addRow(self.machines)
        layout.addLayout(form)
        layout.addWidget(self.trouble)
        layout.addWidget(below)
        layout.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.kogl.activated.connect(self._kogl_changed)
        self.machines.clicked.connect(self._machines_changed)
        edits.changed.connect(self.refresh)

    def open(self, own: Metadata) -> None:
        """Take what the document itself says; the book's own words until it was read."""
        self._own = own
        self.trouble.set_lines([])
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        for field in _FIELDS:
            line = self.fields[field.name]
            words = _words(self._value(field.name))
            if line.text() != words and not self._is_typing(line):
                with QSignalBlocker(line):
                    line.setText(words)
            bold = self._labels[field.name].font()
            bold.setBold(field.name in self._edits.edits.metadata)
            self._labels[field.name].setFont(bold)
        self._typed_for = self._edits.book
        chosen = self._edits.edits.metadata.get("kogl_type")
        with QSignalBlocker(self.kogl):
            self.kogl.setCurrentIndex(0 if chosen is None else 1 + chosen)
        with QSignalBlocker(self.machines):
            self.machines.setChecked(bool(self._value("kogl_ai")))
        bold = self.machines.font()
        bold.setBold("kogl_ai" in self._edits.edits.metadata)
        self.machines.setFont(bold)

    def _is_typing(self, line: QLineEdit) -> bool:
        """Whether somebody is at work in a line: the document may be read only meanwhile."""
        return line.hasFocus() and line.isModified() and self._typed_for == self._edits.book

    def _value(self, name: str) -> Any:
        return self._edits.edits.metadata.get(name, getattr(self._own, name))

    def _changed(self, field: _Field) -> None:
        line = self.fields[field.name]
        words = " ".join(line.text().split())
        line.setModified(False)
        if words == _words(self._value(field.name)):
            return
        value: Any = words
        if field.several:
            value = [part.strip() for part in words.split(";") if part.strip()]
        same = words == _words(getattr(self._own, field.name))
        try:
            made = with_metadata(self._edits.edits, field.name, None if same else value)
        except EditsUnreadable:
            hint = tr(field.hint) if field.hint else ""
            self.trouble.set_lines(
                [tr("“{field}” cannot be so: {hint}", field=tr(field.words), hint=hint)]
            )
            return
        self.trouble.set_lines([])
        self._edits.push(tr(field.words), made, f"metadata {field.name}")

    def _kogl_changed(self, at: int) -> None:
        value = None if at == 0 else at - 1
        made = with_metadata(self._edits.edits, "kogl_type", value)
        self._edits.push(tr("Public licence (KOGL)"), made)

    def _machines_changed(self, is_checked: bool) -> None:
        value = None if is_checked == self._own.kogl_ai else is_checked
        made = with_metadata(self._edits.edits, "kogl_ai", value)
        self._edits.push(tr("KOGL AI type"), made)

    def take_typed(self) -> None:
        """Take what stands in the fields now, also where the keyboard is still in one."""
        for field in _FIELDS:
            self._changed(field)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._about.set_lines(
            [tr("Corrections are kept beside the book. Fields in bold are corrected.")]
        )
        for field in _FIELDS:
            words = tr(field.words)
            self._labels[field.name].setText(words)
            self.fields[field.name].setAccessibleName(words)
            self.fields[field.name].setToolTip(tr(field.hint) if field.hint else words)
        words = tr("Public licence (KOGL)")
        self._kogl_label.setText(words)
        self.kogl.setAccessibleName(words)
        self.machines.setText(tr("With the AI type: machines may learn from it"))
        chosen = max(0, self.kogl.currentIndex())
        with QSignalBlocker(self.kogl):
            self.kogl.clear()
            self.kogl.addItems([tr(one) for one in _KOGL])
            self.kogl.setCurrentIndex(chosen)
        self.setAccessibleName(tr("About the book"))


def _words(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list | tuple) else str(value or "")
