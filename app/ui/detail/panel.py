# SPDX-License-Identifier: AGPL-3.0-or-later
"""The detail panel: what became of the chosen file, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout

from app.ui.detail.file import FileDetail
from app.ui.detail.summary import SummaryPanel
from app.ui.queue.rows import QueueRow
from app.ui.theme import Theme
from app.ui.widgets import scrolled


class DetailPanel(QFrame):
    """The panel beside the list: details of one row, or a summary of all."""

    acted = Signal(str)
    """Name of an action on the chosen row: "open", "folder", "retry", "overwrite", "cancel", "remove"."""
    password_given = Signal(str, bool)
    """(password, try it on every locked file)."""
    loss_chosen = Signal(object)
    """The loss (``Remark``) of the chosen row whose place in the book is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("detail")
        self.file = FileDetail(self.acted.emit, self.password_given.emit, self.loss_chosen.emit)
        self.summary = SummaryPanel(self.acted.emit)
        self._stack = QStackedLayout()
        for part in (self.summary, self.file):
            self._stack.addWidget(scrolled(part))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addLayout(self._stack)

    def show_row(self, row: QueueRow) -> None:
        """Show one file."""
        self.file.show_row(row)
        self._stack.setCurrentIndex(1)

    def show_summary(self, rows: Sequence[QueueRow], *, chosen: bool) -> None:
        """Show several files together: those that are chosen, or all of them."""
        self.summary.show_rows(rows, chosen=chosen)
        self._stack.setCurrentIndex(0)

    def retranslate(self) -> None:
        """Set all words."""
        self.file.retranslate()
        self.summary.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.file.apply_theme(theme)
        self.summary.apply_theme(theme)
