# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bar above the texts: what a second person changed of a confirmed translation, and two answers."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.i18n import tr
from app.services.reviewing.tracking import TrackedChange
from app.ui.review.cards import moment
from app.ui.review.differences import with_differences
from app.ui.review.grid import shown_text
from app.ui.theme import Theme
from app.ui.widgets import Button, frame, label, scrolled

_MOST_LINES = 4
"""Of a change; a longer one is scrolled, so that list and texts keep their room."""
_AROUND = 14
"""Pixels above and below the words: the frame."""


class TrackedBar(QWidget):
    """The bar above the texts with a change of a confirmed translation; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label(wrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.accept = Button("", "", lambda: None)
        self.reject = Button("", "", lambda: None)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.words.setSizePolicy(policy)
        self._shown = scrolled(self.words)
        self._low = False
        row = QHBoxLayout()
        row.addWidget(self._shown, 1)
        row.addWidget(self.accept)
        row.addWidget(self.reject)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 4)
        outside.addWidget(frame("banner", row, (10, 4, 8, 4)))
        self.hide()

    def retranslate(self) -> None:
        """Set the words."""
        self.accept.say(tr("Accept"), "Ctrl+Alt+A")
        self.reject.say(tr("Reject"), "Ctrl+Alt+R")

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.accept.apply_theme(theme)
        self.reject.apply_theme(theme)

    def least_height(self) -> int:
        """Return the height with a change of a single line, in pixels."""
        return max(self._line(), self.accept.sizeHint().height()) + _AROUND

    def _line(self) -> int:
        return self.words.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take as many lines as the words need in this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = self.words.heightForWidth(max(1, self._shown.width()))
        most = 1 if self._low else _MOST_LINES
        self._shown.setFixedHeight(min(max(lines, self._line()), most * self._line()))

    def set_low(self, *, low: bool) -> None:
        """Take a single line, and scroll the others: there is no room for more."""
        self._low = low
        self._fit()

    def show_change(self, change: TrackedChange | None, theme: Theme) -> None:
        """Show a change as differences, and who made it against whose words."""
        self.setVisible(change is not None)
        if change is None:
            return
        said = tr(
            "{who} changed what {confirmed_by} confirmed",
            who=change.author,
            confirmed_by=change.confirmed_by,
        )
        shown = with_differences(
            shown_text(change.before.marked), shown_text(change.now.marked), theme
        )
        # One line where it can be: the list and the texts need the room.
        self.words.setText(
            f"<span style='color:{theme.muted}'>± {escape(change.author)}:</span> {shown}"
        )
        self.words.setToolTip(f"{said} · {moment(change.at)}")
        self._fit()
        self.words.setAccessibleName(f"{said}: {change.before.text} → {change.now.text}")
