# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pane of findings of checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.store.project import OpenFinding, StoredFinding
from app.ui.flow import FlowLayout
from app.ui.review.cards import Cards, quiet
from app.ui.review.differences import with_differences
from app.ui.theme import Theme
from app.ui.widgets import Button
from translation.inline_codes import Coded


class ChecksPane(QWidget):
    """The pane of findings of checks; one can be dismissed with a reason."""

    dismissed = Signal(object, str)
    restored = Signal(object)
    mended = Signal()

    def __init__(self, explain: Callable[[OpenFinding], str]) -> None:
        super().__init__()
        self._explain = explain
        self.cards = Cards(mark("Findings of the checks"))
        self.reason = QLineEdit()
        self.button = Button("", "", self.dismiss)
        self.mend = Button("", "", self.mended.emit)
        self.reason.returnPressed.connect(self.dismiss)
        self.cards.currentRowChanged.connect(lambda _row: self._enable())
        row = FlowLayout(even=True)
        row.addWidget(self.button)
        row.addWidget(self.mend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.reason)
        layout.addLayout(row)
        self._findings: Sequence[StoredFinding] = ()
        self._mends: Sequence[Coded | None] = ()
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.button.apply_theme(theme)
        self.mend.apply_theme(theme)

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()
        self.mend.say(tr("Mend"), "Alt+M")
        self.reason.setPlaceholderText(tr("Why it is none (optional)"))
        self.reason.setAccessibleName(tr("Why it is none (optional)"))
        self._enable()

    def show_findings(
        self, findings: Sequence[StoredFinding], target: str, mends: Sequence[Coded | None]
    ) -> None:
        """Show the findings of a segment, and what would mend them."""
        theme = self._theme
        assert theme is not None
        self._findings, self._mends = findings, mends
        cards = []
        for stored, mend in zip(findings, mends, strict=True):
            words = self._explain(stored.finding)
            color = theme.bad if stored.finding.severity == "error" else theme.warn
            if stored.dismissed is not None:
                why = stored.dismissed or tr("no reason given")
                html = (
                    f"<s style='color:{theme.muted}'>{escape(words)}</s><br>"
                    f"<span style='color:{theme.muted}'>{escape(stored.dismissed_by)}: "
                    f"{escape(why)}</span>"
                )
            else:
                html = f"<span style='color:{color}'>▲</span> {escape(words)}"
                if mend is not None:
                    html += f"<br>{with_differences(target, mend.text, theme)}"
            cards.append((html, words))
        self.cards.show_cards(cards or [quiet(theme, tr("No check found anything."))])
        if findings:
            self.cards.setCurrentRow(0)
        self._enable()

    def chosen_mend(self) -> Coded | None:
        """Return the mend of the chosen finding, or the first that there is."""
        row = self.cards.currentRow()
        chosen = self._mends[row] if 0 <= row < len(self._mends) else None
        return chosen or next((one for one in self._mends if one is not None), None)

    def _current(self) -> StoredFinding | None:
        row = self.cards.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _enable(self) -> None:
        current = self._current()
        self.button.setEnabled(current is not None)
        restore = current is not None and current.dismissed is not None
        self.button.say(tr("Take back") if restore else tr("Not a fault"), "Alt+N")
        self.mend.setEnabled(self.chosen_mend() is not None)
        self.reason.setEnabled(current is not None and not restore)

    def dismiss(self) -> None:
        """Say that the chosen finding is no fault, or take that back."""
        current = self._current()
        if current is None:
            return
        if current.dismissed is not None:
            self.restored.emit(current.finding)
        else:
            self.dismissed.emit(current.finding, self.reason.text().strip())
            self.reason.clear()
