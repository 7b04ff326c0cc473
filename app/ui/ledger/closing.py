# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closing a period: what it does is said before it is done, for it cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.theme import scaled
from app.ui.widgets import Button, Prose, label

_WIDTH = 480
_MONTHS = 12


class ClosingDialog(QDialog):
    """A dialog that closes a period: it offers the months and years that are still open.

    Args:
        parent: the page.
        years: with figures.
        closed: periods that are closed.
    """

    wanted = Signal(str)
    """Period, "2026" or "2026-03"."""

    def __init__(self, parent: QWidget, years: tuple[int, ...], closed: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Close a period"))
        self.period = QComboBox()
        self.period.setAccessibleName(tr("Period"))
        for year in sorted(years, reverse=True):
            if str(year) in closed:
                continue
            self.period.addItem(tr("Year {year}", year=year), str(year))
            for month in range(1, _MONTHS + 1):
                name = f"{year}-{month:02}"
                if name not in closed:
                    self.period.addItem(name, name)
        words = Prose()
        words.set_lines(
            [
                tr("Entries of the period can no longer be added or corrected."),
                tr("Its report is kept and comes out the same, byte for byte, ever after."),
                tr("Every entry of the period must have been approved before."),
                tr("This cannot be undone."),
            ]
        )
        self._already = label("muted", wrap=True)
        if closed:
            self._already.setText(tr("Closed already: {periods}", periods=", ".join(closed)))
        self.accepting = Button("", "primary", self._accept)
        self.accepting.say(tr("Close the period"))
        self.accepting.setEnabled(bool(self.period.count()))
        refuse = Button("", "", self.reject)
        refuse.say(tr("Cancel"))
        refuse.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(refuse)
        buttons.addWidget(self.accepting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(12)
        for part in (self.period, words, self._already):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.setMinimumWidth(scaled(_WIDTH))

    def _accept(self) -> None:
        self.accept()
        self.wanted.emit(self.period.currentData())
