# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of the anchor: its code to be kept elsewhere, and a kept one to be compared."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import tr
from app.ledger.anchor_code import anchor_code
from app.services.costing.kept_anchors import anchor_of
from app.services.costing.report_table import PROOF
from app.store.ledger.verifying import Anchor
from app.ui.theme import scaled
from app.ui.widgets import Button, Prose, label, resize_dialog
from converters.files import write_whole

_SIZE = (680, 470)
_SYMBOL = 148
_BESIDE = 420


class AnchorDialog(QDialog):
    """A dialog with the code of the ledger's end, and a field for a code that was kept.

    Args:
        parent: the page.
        anchor: of the ledger now.
    """

    wanted = Signal(object)
    """The kept ``Anchor`` that the ledger shall be verified against."""
    acceptance_wanted = Signal()
    """The file shall be taken as it is."""

    def __init__(self, parent: QWidget, anchor: Anchor, *, accused: bool) -> None:
        super().__init__(parent)
        self._anchor = anchor
        self.setWindowTitle(tr("Code of the ledger"))
        self.code = label("title", selectable=True)
        self.code.setText(anchor_code(anchor.count, anchor.hash))
        symbol = label()
        symbol.setPixmap(_symbol(self.code.text()))
        symbol.setAccessibleName(self.code.text())
        explained = Prose()
        # Prose reckons the height that it asks for at its least width.
        explained.setMinimumWidth(_BESIDE)
        explained.set_lines(
            [
                tr("Write it on paper, mail it, or file it with a report: not beside the ledger."),
                tr(
                    "With it anybody can tell later whether the entries up to it are the same ones."
                ),
            ]
        )
        self.save = Button("report", "", self._save)
        self.save.say(tr("Save as a file…"))
        beside = QVBoxLayout()
        beside.addWidget(self.code)
        beside.addWidget(explained)
        beside.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        self.kept = QLineEdit()
        self.kept.setPlaceholderText(tr("Code of an earlier report, or of a saved file"))
        self.kept.setAccessibleName(tr("Kept code"))
        self.compare = Button("lock", "primary", self._compare)
        self.compare.say(tr("Verify with it"))
        self.compare.setEnabled(False)
        self.kept.textChanged.connect(self._typed)
        row = QHBoxLayout()
        row.addWidget(self.kept, 1)
        row.addWidget(self.compare)
        self._fault = label("bad", wrap=True)
        self._fault.hide()
        limits = Prose("muted")
        limits.setMinimumWidth(scaled(_SIZE[0] - 60))
        limits.set_lines([tr(line) for line in PROOF])
        self.accept_file = Button("", "", self._accept_file)
        self.accept_file.say(tr("I know why: take the ledger as it is"))
        self.accept_file.setVisible(accused)
        close = Button("", "", self.reject)
        close.say(tr("Close"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept_file)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(row)
        layout.addWidget(self._fault)
        layout.addWidget(limits)
        layout.addStretch()
        layout.addLayout(buttons)
        resize_dialog(self, *_SIZE)

    def _typed(self, text: str) -> None:
        self.compare.setEnabled(bool(text.strip()))
        self._fault.hide()

    def _compare(self) -> None:
        kept = anchor_of(self.kept.text())
        if kept is None:
            self._fault.setText(
                tr("This is no code: a sign is missing or was misread. Copy it again.")
            )
            self._fault.show()
            return
        self.accept()
        self.wanted.emit(kept)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save as a file…"), f"{self.code.text()}.txt", "TXT (*.txt)"
        )
        if not name:
            return
        said = f"{self.code.text()}\n{self._anchor.count}:{self._anchor.hash}\n"
        try:
            write_whole(Path(name), said.encode("ascii"))
        except OSError as error:
            self._fault.setText(
                tr(
                    "The file “{path}” cannot be written: {detail}.",
                    path=name,
                    detail=error.strerror,
                )
            )
            self._fault.show()

    def _accept_file(self) -> None:
        self.accept()
        self.acceptance_wanted.emit()


def _symbol(code: str) -> QPixmap:
    # segno is loaded with the first code that is shown.
    from app.services.costing.report_pictures import qr_picture

    picture = QPixmap()
    picture.loadFromData(qr_picture(code).png)
    return picture.scaled(_SYMBOL, _SYMBOL, Qt.AspectRatioMode.KeepAspectRatio)
