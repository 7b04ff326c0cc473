# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of an empty ledger: what it is for, and two ways to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label

_WIDTH = 620


class EmptyPage(QWidget):
    """A page with two sentences and three buttons: import, the guide, and the example.

    Args:
        take_in: opens the import.
        show_guide: shows the steps of a year.
        show_example: makes the example.
    """

    def __init__(
        self,
        take_in: Callable[[], object],
        show_guide: Callable[[], object],
        show_example: Callable[[], object],
    ) -> None:
        super().__init__()
        self._title = label("big")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = Prose("muted")
        self.take_in = Button("add-file", "primary", take_in)
        self.guide = Button("", "", show_guide)
        self.example = Button("", "", show_example)
        self._note = label("muted", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.take_in)
        buttons.addWidget(self.guide)
        buttons.addWidget(self.example)
        buttons.addStretch()
        box = QFrame()
        box.setObjectName("panel")
        box.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(44, 36, 44, 32)
        inside.setSpacing(14)
        inside.addWidget(self._title)
        inside.addWidget(self._words)
        inside.addSpacing(8)
        inside.addLayout(buttons)
        inside.addWidget(self._note)
        across = QHBoxLayout()
        across.addStretch()
        across.addWidget(box)
        across.addStretch()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)

    def allow(self, *, entering: bool) -> None:
        """Offer only what the person may do."""
        self.take_in.setEnabled(entering)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._title.setText(tr("The ledger is empty"))
        self._words.set_lines(
            [
                tr(
                    "The ledger keeps what the city printed, what it cost, and how many copies "
                    "an e-book made needless."
                ),
                tr(
                    "Import a table of print orders (CSV or Excel) to begin, or look around with "
                    "made-up data first."
                ),
            ]
        )
        self.take_in.say(tr("Import…"))
        self.guide.say(tr("Step by step"))
        self.example.say(tr("See it with example data"))
        self._note.setText(
            tr("Example data lies in a file of its own and is removed with one click.")
        )

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.take_in.apply_theme(theme)
        self.example.apply_theme(theme)
