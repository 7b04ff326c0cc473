# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cards: small texts with marks in them, as the panes of a review list them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem

from app.i18n import tr
from app.ui.theme import Theme


class Cards(QListWidget):
    """A list of small texts with marks in them; Enter and a double click take one."""

    taken = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setObjectName("cards")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.taken.emit(self.row(item)))

    def show_cards(self, cards: Sequence[tuple[str, str]]) -> None:
        """Show (HTML, plain text for screen readers) of each card."""
        self.clear()
        for html, plain in cards:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, plain)
            self.addItem(item)
            shown = QLabel(html)
            shown.setTextFormat(Qt.TextFormat.RichText)
            shown.setWordWrap(True)
            shown.setMargin(7)
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.setItemWidget(item, shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give each card the height of its text at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width() - 6
        for row in range(self.count()):
            item = self.item(row)
            shown = self.itemWidget(item)
            if isinstance(shown, QLabel):
                size = shown.sizeHint()
                size.setHeight(shown.heightForWidth(width))
                size.setWidth(width)
                item.setSizeHint(size)

    def retranslate(self) -> None:
        """Name the list for screen readers."""
        self.setAccessibleName(tr(self._name))


def quiet(theme: Theme, text: str) -> tuple[str, str]:
    """Return a card that says that there is nothing."""
    return f"<span style='color:{theme.muted}'>{escape(text)}</span>", text


def moment(at: str) -> str:
    """Return a stored moment in the local time of this computer."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return escape(at)
