# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog for a new term of one's own glossary: two fields and a note."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.ui.composition import ComposingLine
from app.ui.widgets import ButtonBox
from translation.terms.term import Term


class TermDialog(QDialog):
    """The dialog that asks for a term."""

    def __init__(self, parent: QWidget, source: str, target: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New term"))
        self.resize(440, 0)
        self.source = ComposingLine(source)
        self.target = ComposingLine(target)
        self.forbidden = ComposingLine()
        self.note = QLineEdit()
        form = QFormLayout()
        form.addRow(tr("Term"), self.source)
        form.addRow(tr("Translation"), self.target)
        form.addRow(tr("Not to be used"), self.forbidden)
        form.addRow(tr("Note"), self.note)
        self._buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for field in (self.source, self.target, self.forbidden):
            field.seen.connect(lambda _text: self._enable())
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        (self.target if source else self.source).setFocus()
        self._enable()

    def _enable(self) -> None:
        whole = bool(self.source.seen_text().strip()) and bool(
            self.target.seen_text().strip() or self.forbidden.seen_text().strip()
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(whole)

    def term(self) -> Term:
        """Return what was filled in; several forms are separated by "|"."""
        return Term(
            " ".join(self.source.text().split()),
            _forms(self.target.text()),
            _forms(self.forbidden.text()),
            self.note.text().strip(),
        )


def _forms(text: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in text.split("|") if form.strip())
