# SPDX-License-Identifier: AGPL-3.0-or-later
"""What this machine has and lacks, as ``hanji doctor`` tells it, in a box of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr
from app.services.machine import Condition, examine, sign_of
from app.ui.shell.loader import Loader
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, Prose, label

_SIZE = (560, 380)
_LINE_WIDTH = 500


class MachineBox(QDialog):
    """A list of conditions, which takes about a second to be found, and a button that copies it.

    Args:
        parent: the window.
        theme: its look.
        look: finds the conditions; called in a thread of its own.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        look: Callable[[], tuple[Condition, ...]] = examine,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Check of this computer"))
        self.resize(*_SIZE)
        title = label("big")
        title.setText(tr("Check of this computer"))
        self._lines = Prose()
        # Qt reckons the height that it asks for at its least width.
        self._lines.setMinimumWidth(scaled(_LINE_WIDTH))
        self._lines.setAccessibleName(title.text())
        self._lines.set_lines([tr("Looking…")])
        self.copy = Button("", "", self._copy)
        self.copy.say(tr("Copy"))
        self.copy.setEnabled(False)
        close = Button("", "primary", self.accept)
        close.say(tr("Close"))
        close.setDefault(True)
        for button in (self.copy, close):
            button.apply_theme(theme)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 24, 26, 20)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(self._lines)
        column.addStretch()
        column.addLayout(buttons)
        self._texts: tuple[str, ...] = ()
        # A worker is started to try the walls: the window must not wait for it.
        Loader(self, self._show, lambda _why: self._show(())).ask(look)

    def _show(self, conditions: tuple[Condition, ...]) -> None:
        self._texts = tuple(
            f"[{tr(sign_of(one.state))}] {tr(one.said, **one.values)}" for one in conditions
        )
        self._lines.set_lines(self._texts or [tr("This computer could not be checked.")])
        self.copy.setEnabled(bool(self._texts))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._texts))
