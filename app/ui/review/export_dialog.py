# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog before a project of several documents is exported: as what, and which of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.store.project import ProjectDocument
from app.ui.widgets import ButtonBox, label


class ExportDialog(QDialog):
    """The dialog with the kinds of files and the documents.

    Args:
        parent: the window.
        kinds: names of kinds as people see them, and as the program does.
        whole: kinds of which one file holds all documents.
        documents: of the project.
    """

    def __init__(
        self,
        parent: QWidget,
        kinds: Mapping[str, str],
        whole: frozenset[str],
        documents: tuple[ProjectDocument, ...],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export for other tools"))
        self.resize(480, 0)
        self._whole = whole
        self.kinds, self.documents = QComboBox(), QComboBox()
        for words, kind in kinds.items():
            self.kinds.addItem(words, kind)
        self.documents.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        n = len(documents)
        self.documents.addItem(trn("All {n} document", "All {n} documents", n), 0)
        for one in documents:
            self.documents.addItem(f"{one.number} {one.shown}", one.number)
        form = QFormLayout()
        for words, box in ((tr("As"), self.kinds), (tr("Documents"), self.documents)):
            box.setAccessibleName(words)
            form.addRow(words, box)
        self.said = label("muted", wrap=True)
        self.buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        go_on = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        go_on.setText(tr("Choose where…"))
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        for box in (self.kinds, self.documents):
            box.currentIndexChanged.connect(lambda _at: self._say())
        self._say()

    def chosen(self) -> tuple[str, int]:
        """Return the kind, and the number of the document; 0 for all of them."""
        return str(self.kinds.currentData()), int(self.documents.currentData() or 0)

    def _say(self) -> None:
        kind, number = self.chosen()
        whole = kind in self._whole
        self.documents.setEnabled(not whole)
        if whole:
            self.said.setText(tr("One file holds what is confirmed in all documents."))
        elif number:
            self.said.setText("")
        else:
            self.said.setText(
                tr("Each document becomes a file of its own in the folder you choose.")
            )
