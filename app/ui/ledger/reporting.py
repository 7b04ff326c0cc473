# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of a report: which entries it counts, what it tells, and who it comes from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import mark, tr
from app.services.costing.remembered_cover import CoverChoice, remember_cover, remembered_cover
from app.services.costing.report import FORMS
from app.services.costing.report_request import Cover, ReportOptions
from app.services.emblems import read_emblem
from app.ui.theme import scaled
from app.ui.widgets import Button, closing_buttons, label

_WIDTH = 560
_FORM_WORDS = {
    ".hwpx": mark("HWPX – for Hangul, to be edited and filed"),
    ".pdf": mark("PDF – for paper and for reading"),
    ".xlsx": mark("XLSX – with formulas and all titles"),
    ".csv": mark("CSV – a row for each title"),
    ".json": mark("JSON – for other programs"),
}


class ReportDialog(QDialog):
    """A dialog that asks how a report shall be, and then for its file.

    Args:
        parent: the window.
        scope_words: what the report is of.
        environment: whether paper and trees were being looked at.
    """

    wanted = Signal(object, object)
    """Path and ``ReportOptions``."""

    def __init__(self, parent: QWidget, scope_words: str, *, environment: bool) -> None:
        super().__init__(parent)
        self._scope_words = scope_words
        self.setWindowTitle(tr("Write a report"))
        kept = remembered_cover()
        of = label("name")
        of.setText(scope_words)
        self.form = QComboBox()
        for ending, said in _FORM_WORDS.items():
            self.form.addItem(tr(said), ending)
        self.confirmed = QCheckBox(tr("Confirmed figures only: leave out what was not approved"))
        self.environment = QCheckBox(tr("Tell paper, trees and CO₂e too"))
        self.environment.setChecked(environment)
        self.office = QLineEdit(kept.office)
        self.department = QLineEdit(kept.department)
        self.author = QLineEdit(kept.author)
        self.emblem = QLineEdit(kept.emblem)
        self.emblem.setPlaceholderText(tr("None"))
        self._browse = Button("folder", "", self._choose_emblem)
        self._browse.say(tr("Browse…"))
        beside = QHBoxLayout()
        beside.addWidget(self.emblem, 1)
        beside.addWidget(self._browse)
        rows = QFormLayout()
        for said, field in (
            (tr("Form"), self.form),
            (tr("Office"), self.office),
            (tr("Department"), self.department),
            (tr("Author"), self.author),
        ):
            field.setAccessibleName(said)
            rows.addRow(said, field)
        self.emblem.setAccessibleName(tr("Emblem"))
        rows.addRow(tr("Emblem"), beside)
        rows.addRow("", self.confirmed)
        rows.addRow("", self.environment)
        self._fault = label("bad", wrap=True)
        self._fault.hide()
        self.accepting = Button("report", "primary", self._accept)
        self.accepting.say(tr("Choose a file…"))
        self.accepting.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(of)
        layout.addLayout(rows)
        layout.addWidget(self._fault)
        layout.addLayout(closing_buttons(self, self.accepting))
        self.setMinimumWidth(scaled(_WIDTH))

    def _choose_emblem(self) -> None:
        pictures = tr("Pictures")
        kinds = f"{pictures} (*.png *.jpg *.jpeg)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Emblem"), self.emblem.text(), kinds)
        if name:
            self.emblem.setText(name)

    def _options(self) -> ReportOptions | None:
        """Return what was chosen; None where the emblem is no picture, which is said."""
        picture = b""
        path = self.emblem.text().strip()
        if path:
            try:
                picture = read_emblem(Path(path))
            except AppError:
                self._fault.setText(
                    tr("The emblem cannot be used: choose a PNG or JPEG file of up to 4 MB.")
                )
                self._fault.show()
                return None
        self._fault.hide()
        chosen = self._cover()
        cover = Cover(chosen.office, chosen.department, chosen.author, picture)
        return ReportOptions(self.environment.isChecked(), self.confirmed.isChecked(), cover)

    def _cover(self) -> CoverChoice:
        fields = (self.office, self.department, self.author, self.emblem)
        return CoverChoice(*(field.text().strip() for field in fields))

    def _accept(self) -> None:
        options = self._options()
        if options is None:
            return
        ending = str(self.form.currentData())
        first = f"{self._scope_words}{ending}"
        kinds = f"{ending[1:].upper()} (*{ending})"
        name, _ = QFileDialog.getSaveFileName(self, tr("Write a report"), first, kinds)
        if not name:
            return
        remember_cover(self._cover())
        path = Path(name)
        if path.suffix.lower() not in FORMS:
            path = path.with_name(path.name + ending)
        self.accept()
        self.wanted.emit(path, options)
