# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages behind buttons that wrap: where a bar of tabs would hide the last ones behind arrows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from app.ui.flow import FlowLayout
from app.ui.theme import scaled
from app.ui.widgets import Button, scrolled

_BESIDE_WORDS = 24
_LEAST_PAGE_PX = 90


class _Tab(Button):
    """A button that keeps the room of its words in bold, so that nothing moves when it is chosen."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Set the words, and the room that they need."""
        super().setText(text)
        self.fit()

    def fit(self) -> None:
        """Measure the words in the font now in use."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(self.text()) + _BESIDE_WORDS)


class WrappingTabs(QWidget):
    """Pages of which one is shown; the buttons above them wrap. Its calls are those of Qt's tabs."""

    currentChanged = Signal(int)  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._tabs: list[_Tab] = []
        self._pages: list[QWidget] = []
        self._row = FlowLayout(gap=2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._row)
        layout.addWidget(self._stack, 1)

    def addTab(self, page: QWidget, words: str) -> int:  # noqa: N802 - Qt's name
        """Take in a page; return its number, from 0."""
        # Where a page is too low for all of its parts, it can be scrolled.
        number = self._stack.addWidget(scrolled(page))
        self._pages.append(page)
        tab = _Tab("", "tab", lambda: self.setCurrentIndex(number))
        tab.setCheckable(True)
        tab.setText(words)
        self._tabs.append(tab)
        self._group.addButton(tab, number)
        self._row.addWidget(tab)
        if number == 0:
            tab.setChecked(True)
        return number

    def setTabText(self, number: int, words: str) -> None:  # noqa: N802 - Qt's name
        """Set the words of a page."""
        self._tabs[number].setText(words)
        self._tabs[number].setAccessibleName(words)

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._tabs)

    def currentIndex(self) -> int:  # noqa: N802 - Qt's name
        """Return the number of the page that is shown."""
        return self._stack.currentIndex()

    def currentWidget(self) -> QWidget:  # noqa: N802 - Qt's name
        """Return the page that is shown."""
        return self._pages[self._stack.currentIndex()]

    def setCurrentIndex(self, number: int) -> None:  # noqa: N802 - Qt's name
        """Show a page."""
        before = self._stack.currentIndex()
        self._tabs[number].setChecked(True)
        self._stack.setCurrentIndex(number)
        if number != before:
            self.currentChanged.emit(number)

    def setCurrentWidget(self, page: QWidget) -> None:  # noqa: N802 - Qt's name
        """Show a page."""
        self.setCurrentIndex(self._pages.index(page))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room of all rows of buttons at this width, and of a few lines below them."""
        least = self._row.minimumSize().width()
        rows = self._row.heightForWidth(max(self.width(), least))
        return QSize(least, rows + scaled(_LEAST_PAGE_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for another height where the buttons wrap."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def fit(self) -> None:
        """Measure the words again, in the font now in use."""
        for tab in self._tabs:
            tab.fit()
