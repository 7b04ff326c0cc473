# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of key bindings: shows all keys; a person may choose others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QKeySequenceEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.reviewing import key_bindings
from app.ui.review.key_bindings import FIXED, GROUPS
from app.ui.widgets import ButtonBox, label


class KeyBindingsDialog(QDialog):
    """The dialog that shows what every key does, and takes others."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("All keys"))
        self.resize(620, 680)
        self.fields: dict[str, QKeySequenceEdit] = {}
        self.problem = label("bad", wrap=True)
        table = QTableWidget(0, 2)
        table.setAccessibleName(tr("All keys"))
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(1, 220)
        chosen = key_bindings.load()
        for group in GROUPS:
            self._add(table, tr(group.words), None, strong=True)
            for key in group.keys:
                own = chosen.get(key.name, key.keys)
                field = QKeySequenceEdit(QKeySequence(own[0] if own else ""))
                field.setAccessibleName(tr(key.words))
                field.setClearButtonEnabled(True)
                self.fields[key.name] = field
                self._add(table, tr(key.words), field)
        for words, keys in FIXED:
            self._add(table, f"{tr(words)}: {', '.join(keys)}", None)
        buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Save
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.RestoreDefaults
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).clicked.connect(
            lambda _checked=False: self.restore()
        )
        layout = QVBoxLayout(self)
        layout.addWidget(table, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def _add(
        self, table: QTableWidget, words: str, field: QWidget | None, *, strong: bool = False
    ) -> None:
        row = table.rowCount()
        table.insertRow(row)
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if strong:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        table.setItem(row, 0, item)
        if field is None:
            table.setSpan(row, 0, 1, 2)
        else:
            table.setCellWidget(row, 1, field)

    def restore(self) -> None:
        """Put our own keys back into the fields."""
        for group in GROUPS:
            for key in group.keys:
                self.fields[key.name].setKeySequence(QKeySequence(key.keys[0] if key.keys else ""))

    def accept(self) -> None:
        """Keep the keys, unless one is given twice."""
        taken: dict[str, str] = {
            QKeySequence(key).toString(): tr(words) for words, keys in FIXED for key in keys
        }
        found: dict[str, tuple[str, ...]] = {}
        for group in GROUPS:
            for key in group.keys:
                text = self.fields[key.name].keySequence().toString()
                if text and text in taken:
                    self.problem.setText(
                        tr(
                            "{key} is there twice: “{one}”, “{other}”.",
                            key=text,
                            one=taken[text],
                            other=tr(key.words),
                        )
                    )
                    return
                if text:
                    taken[text] = tr(key.words)
                ours = [QKeySequence(one).toString() for one in key.keys]
                if text != (ours[0] if ours else ""):
                    found[key.name] = (text,) if text else ()
        key_bindings.save(found)
        self.changed.emit()
        super().accept()
