# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bar that chooses the scope of the figures: months and a part of the city."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.i18n import tr
from app.ledger.periods import Month
from app.services.costing.view_models import OrganisationRow, Scope
from app.ui.ledger.trend import short_month
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedComboBox, label

_LAST_MONTH = 12


class ScopeBar(QWidget):
    """A bar with year, months, and the way from the city down to a department."""

    changed = Signal(object)
    """The new ``Scope``."""

    def __init__(self) -> None:
        super().__init__()
        self.year, self.first, self.last = QComboBox(), QComboBox(), QComboBox()
        self.below = ElidedComboBox()
        self.below.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._to = label("muted")
        self._path: list[tuple[str, str]] = []
        """Code and name of each part on the way; the city is not among them."""
        self._crumbs: list[Button | QLabel] = []
        self._chose_year = False
        for month in range(1, _LAST_MONTH + 1):
            self.first.addItem("", month)
            self.last.addItem("", month)
        self.last.setCurrentIndex(_LAST_MONTH - 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for part in (self.year, self.first, self._to, self.last):
            self._row.addWidget(part)
        self._row.addSpacing(16)
        self._way = QHBoxLayout()
        self._way.setSpacing(2)
        self._row.addLayout(self._way)
        self._row.addWidget(self.below)
        self._row.addStretch()
        self.year.currentIndexChanged.connect(lambda _index: self._announce())
        self.year.activated.connect(self._choose_year)
        self.first.currentIndexChanged.connect(lambda _index: self._keep_order(self.first))
        self.last.currentIndexChanged.connect(lambda _index: self._keep_order(self.last))
        self.below.activated.connect(self._chosen)

    # ------------------------------------------------------------ what is asked for

    def show_years(self, years: tuple[int, ...]) -> None:
        """Offer years; the latest is chosen where the person chose none."""
        chosen = self.year.currentData() if self._chose_year else None
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in sorted(years, reverse=True):
                self.year.addItem(str(year), year)
            at = self.year.findData(chosen)
            self.year.setCurrentIndex(max(at, 0))
        self._announce()

    def _choose_year(self, _index: int) -> None:
        self._chose_year = True

    def scope(self) -> Scope | None:
        """Return what is asked for; None where there is no year."""
        year = self.year.currentData()
        if year is None:
            return None
        first, last = Month(year, self.first.currentData()), Month(year, self.last.currentData())
        return Scope(first, last, self._path[-1][0] if self._path else "")

    def _announce(self) -> None:
        scope = self.scope()
        if scope is not None:
            self.changed.emit(scope)

    def _keep_order(self, moved: QComboBox) -> None:
        other = self.last if moved is self.first else self.first
        if self.first.currentIndex() > self.last.currentIndex():
            with QSignalBlocker(other):
                other.setCurrentIndex(moved.currentIndex())
        self._announce()

    # ------------------------------------------------------------ down and up again

    def open_part(self, code: str, name: str) -> None:
        """Go down to a part."""
        self._path.append((code, name))
        self._moved()

    def go_up(self, depth: int) -> None:
        """Go back up; 0 is the city."""
        if depth < len(self._path):
            del self._path[depth:]
            self._moved()

    def _moved(self) -> None:
        self.below.clear()
        self._show_way()
        self._announce()

    def show_parts(self, rows: tuple[OrganisationRow, ...]) -> None:
        """Offer the parts below, also those that cannot be opened further."""
        self.below.clear()
        self.below.addItem(tr("Go to a part…"))
        for row in rows:
            if not row.own:
                self.below.addItem(row.name, row.code)
        self.below.setVisible(self.below.count() > 1)

    def _chosen(self, index: int) -> None:
        code = self.below.itemData(index)
        if code is not None:
            self.open_part(code, self.below.itemText(index))

    def _show_way(self) -> None:
        for crumb in self._crumbs:
            self._way.removeWidget(crumb)
            crumb.deleteLater()
        self._crumbs.clear()
        names = [tr("The whole city"), *(name for _, name in self._path)]
        for depth, name in enumerate(names):
            if depth:
                arrow = label("muted")
                arrow.setText("›")
                self._crumbs.append(arrow)
            crumb = Button("", "filter", partial(self.go_up, depth))
            crumb.say(name)
            crumb.setCheckable(True)
            crumb.setChecked(depth == len(self._path))
            self._crumbs.append(crumb)
        for crumb in self._crumbs:
            self._way.addWidget(crumb)

    def crumbs(self) -> list[str]:
        """Return the names on the way, from the city down."""
        return [crumb.text() for crumb in self._crumbs if isinstance(crumb, Button)]

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._to.setText("–")
        self.year.setAccessibleName(tr("Fiscal year"))
        self.first.setAccessibleName(tr("First month"))
        self.last.setAccessibleName(tr("Last month"))
        self.below.setAccessibleName(tr("Go to a part…"))
        if self.below.count():
            self.below.setItemText(0, tr("Go to a part…"))
        for month in range(1, _LAST_MONTH + 1):
            for choice in (self.first, self.last):
                choice.setItemText(month - 1, short_month(Month(2000, month)))
        self._show_way()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for crumb in self._crumbs:
            if isinstance(crumb, Button):
                crumb.apply_theme(theme)
