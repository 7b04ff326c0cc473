# SPDX-License-Identifier: AGPL-3.0-or-later
"""The side bar: one button for each page of the shell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from app.i18n import tr
from app.ui import icons
from app.ui.theme import Theme, scaled, text_share

_MARK, _ICON, _WIDTH, _LARGEST_ICON = 32, 22, 84, 30
_BESIDE_WORDS = 26
_LARGE = 1.4
"""Of text this large the buttons need the mark's place too."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the shell as the side bar and the menu show it."""

    name: str
    words: str
    hint: str
    icon: str
    keys: tuple[str, ...]


class SideBar(QFrame):
    """Buttons of the pages, one below the other; the arrow keys walk them.

    Args:
        pages: in their order.
    """

    chosen = Signal(str)
    """Name of a page."""

    def __init__(self, pages: Iterable[PageSpec]) -> None:
        super().__init__()
        self.setObjectName("sideBar")
        self._pages = tuple(pages)
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 12, 6, 10)
        layout.setSpacing(2)
        layout.addWidget(self._mark)
        layout.addSpacing(6)
        for page in self._pages:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(_ICON, _ICON))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, name=page.name: self.chosen.emit(name))
            self._group.addButton(button)
            self.buttons[page.name] = button
            layout.addWidget(button)
            if page.name == "ledger":
                # What belongs to the program rather than to work stands below.
                layout.addStretch()

    def show_page(self, name: str) -> None:
        """Show which page is open."""
        self.buttons[name].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let the arrow keys go from button to button."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = list(self.buttons.values())
        now = next((n for n, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or now is None:
            super().keyPressEvent(event)
            return
        buttons[(now + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Set all words."""
        self.setAccessibleName(tr("Pages"))
        for page in self._pages:
            button = self.buttons[page.name]
            button.setText(tr(page.words))
            button.setAccessibleName(tr(page.words))
            keys = f"  ({page.keys[0]})" if page.keys else ""
            button.setToolTip(tr(page.hint) + keys)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as the longest word, which is printed in bold where its page is open."""
        bold = QFont(QGuiApplication.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        longest = max(metrics.horizontalAdvance(one.text()) for one in self.buttons.values())
        self.setFixedWidth(max(_WIDTH, longest + _BESIDE_WORDS))
        icon = min(scaled(_ICON), _LARGEST_ICON)
        for button in self.buttons.values():
            button.setIconSize(QSize(icon, icon))
        self._mark.setVisible(text_share() < _LARGE)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._mark.setPixmap(icons.pixmap("hanji", "", _MARK, self.devicePixelRatioF()))
        for page in self._pages:
            self.buttons[page.name].setIcon(icons.icon(page.icon, theme.text, theme.disabled))
        self._fit()
