# SPDX-License-Identifier: AGPL-3.0-or-later
"""A card in place of a list that has nothing yet: what belongs there, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label

_WIDTH = 620


class EmptyState(QWidget):
    """A title, some sentences, buttons that begin, and perhaps a note.

    Args:
        buttons: the first is what most people want.
    """

    def __init__(self, buttons: Sequence[Button]) -> None:
        super().__init__()
        self.buttons = tuple(buttons)
        self._title = label("big", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = Prose("muted")
        self._note = label("muted", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch()
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch()
        box = QFrame()
        box.setObjectName("settingsSection")
        box.setMaximumWidth(_WIDTH)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(44, 36, 44, 32)
        inside.setSpacing(14)
        inside.addWidget(self._title)
        inside.addWidget(self._words)
        inside.addSpacing(8)
        inside.addLayout(row)
        inside.addWidget(self._note)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(box, 1000)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)

    def say(self, title: str, lines: Sequence[str], note: str = "") -> None:
        """Set all words but the buttons' own."""
        self._title.setText(title)
        self._words.set_lines(list(lines))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @property
    def text(self) -> str:
        """All that it says."""
        return "\n".join((self._title.text(), self._words.text(), self._note.text()))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in self.buttons:
            button.apply_theme(theme)
