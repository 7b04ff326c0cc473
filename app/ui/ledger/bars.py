# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bar above the ledger, and the banner that example data never goes without."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.services.costing.ledger import Right
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedLabel, frame, label

RIGHTS = {
    Right.ENTER: mark("enter"),
    Right.REVIEW: mark("review"),
    Right.APPROVE: mark("approve"),
    Right.AUDIT: mark("audit"),
}


_SIDE, _GAPS = 20, 110
"""Pixels: a side of the bar, and all of its gaps in one row."""


class LedgerBar(QWidget):
    """Pages on the left; who is at work, import and report on the right.

    Args:
        take_in: opens the import.
        report: writes a report of what is shown.
    """

    page_chosen = Signal(int)
    """0 is the dashboard, 1 the entries, 2 the guide, 3 the records, 4 the analysis."""

    def __init__(self, take_in: Callable[[], object], report: Callable[[], object]) -> None:
        super().__init__()
        self._name = label("title")
        self._group = QButtonGroup(self)
        self.dashboard, self.entries, self.guide, self.records, self.analysis = (
            self._tab(n) for n in range(5)
        )
        self._person = ElidedLabel(Qt.TextElideMode.ElideRight, "muted")
        self._person.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.take_in = Button("add-file", "", take_in)
        self.report = Button("report", "", report)
        self._tabs = QWidget()
        tabs = QHBoxLayout(self._tabs)
        tabs.setContentsMargins(0, 0, 0, 0)
        tabs.setSpacing(8)
        for tab in (self.guide, self.dashboard, self.analysis, self.entries, self.records):
            tabs.addWidget(tab)
        tabs.addStretch()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self._name)
        self._row.addSpacing(14)
        self._row.addWidget(self._tabs)
        self._row.addStretch()
        self._row.addWidget(self._person, 1)
        self._row.addSpacing(8)
        self._row.addWidget(self.take_in)
        self._row.addWidget(self.report)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._rows.addLayout(self._row)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame("header", self._rows, (20, 10, 14, 10)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the pages into a row of their own where they would be cut off."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return what the two rows need; one row asks for more, and is not insisted on."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._tabs.sizeHint().width() + 2 * _SIDE), hint.height())

    def _arrange(self) -> None:
        parts = (self._name, self._tabs, self._person, self.take_in, self.report)
        needed = sum(part.sizeHint().width() for part in parts) + self._person.more + _GAPS
        narrow = needed > self.width()
        if narrow == (self._rows.indexOf(self._tabs) >= 0):
            return
        if narrow:
            self._row.removeWidget(self._tabs)
            self._rows.addWidget(self._tabs)
        else:
            self._rows.removeWidget(self._tabs)
            self._row.insertWidget(2, self._tabs)

    def _tab(self, page: int) -> Button:
        tab = Button("", "tab", lambda: self.page_chosen.emit(page))
        tab.setCheckable(True)
        self._group.addButton(tab, page)
        return tab

    def tab(self, page: int) -> QAbstractButton:
        """Return the button of a page."""
        return self._group.button(page)

    def is_tab(self, widget: QWidget) -> bool:
        """Tell whether a widget is the button of a page."""
        return isinstance(widget, QAbstractButton) and self._group.id(widget) >= 0

    def show_page(self, page: int) -> None:
        """Mark the page that is shown."""
        self._group.button(page).setChecked(True)

    def show_person(self, person: str, rights: Sequence[Right]) -> None:
        """Say who is at work, and what they may do."""
        words = " · ".join(tr(RIGHTS[right]) for right in Right if right in rights)
        self._person.set_whole(tr("{person} ({rights})", person=person, rights=words))
        self._arrange()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._name.setText(tr("Ledger"))
        self.dashboard.say(tr("Overview"), "Ctrl+1")
        self.entries.say(tr("Entries"), "Ctrl+2")
        self.guide.say(tr("Step by step"), "Ctrl+3")
        self.records.say(tr("Prices and names"), "Ctrl+4")
        self.analysis.say(tr("Analysis"), "Ctrl+5")
        self.take_in.say(tr("Import…"), "Ctrl+I")
        self.report.say(tr("Report…"), "Ctrl+P")
        self._arrange()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.take_in, self.report):
            button.apply_theme(theme)


class ExampleBanner(QFrame):
    """Says that titles are made up; one click takes them away.

    Args:
        remove: takes the example away.
    """

    def __init__(self, remove: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("example")
        self._title = label("name")
        self._words = label(wrap=True)
        self.remove = Button("", "", remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 14, 6)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._words, 1)
        row.addWidget(self.remove)
        self.hide()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._title.setText(tr("EXAMPLE DATA"))
        self._words.setText(
            tr(
                "A city that does not exist, with made-up titles. No figure here is the city's, "
                "and nothing of it enters your ledger."
            )
        )
        self.remove.say(tr("Remove example data"))
        self.setAccessibleName(tr("EXAMPLE DATA"))
