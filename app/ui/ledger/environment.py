# SPDX-License-Identifier: AGPL-3.0-or-later
"""The panel of the environment: paper, trees and CO₂e of copies not printed: only when asked for, and as ranges with sources."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from app.i18n import tr
from app.ledger.environment import Avoided
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.widgets import label


class EnvironmentPanel(QFrame):
    """A panel that is off at first: figures of money and of nature are easily mixed up."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart")
        self.switch = QCheckBox()
        self.switch.toggled.connect(self._toggled)
        self._note = label("muted", wrap=True)
        self.table = RowsView()
        self.table.setMinimumHeight(160)
        self._held: tuple[Avoided, ...] = ()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 14, 10)
        for part in (self.switch, self._note, self.table):
            inside.addWidget(part)
        self.table.hide()

    def _toggled(self, on: bool) -> None:
        self.table.setVisible(on)
        self.wanted.emit(on)

    def show_avoided(self, held: tuple[Avoided, ...]) -> None:
        """Show figures."""
        self._held = held
        headers = (
            tr("Item"),
            tr("Low"),
            tr("Likely"),
            tr("High"),
            tr("Cited source"),
            tr("Read on"),
        )
        rows = [
            (
                tr(one.factor.name),
                _whole(one.low),
                _whole(one.likely),
                _whole(one.high),
                one.factor.source,
                one.factor.date,
            )
            for one in held
        ]
        self.table.show_rows(TableRows(headers, rows))

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.switch.setText(tr("Show what the paper not used stands for"))
        self._note.setText(
            tr(
                "Published factors differ widely, so these are ranges. They say nothing about money, "
                "and stand in a report only while they are shown here."
            )
        )
        self.table.setAccessibleName(tr("Environment"))
        self.show_avoided(self._held)


def _whole(thousandths: int) -> int:
    return round(thousandths / 1000)
