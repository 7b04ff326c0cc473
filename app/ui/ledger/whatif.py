# SPDX-License-Identifier: AGPL-3.0-or-later
"""The what-if panel: sliders, and what fewer copies would bring. Nothing here is saved money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QSpinBox

from app.i18n import mark, tr
from app.ledger.scenario import Outcome, Scenario
from app.ledger.uncertainty import Range
from app.messages import os_reason
from app.services.costing.scenarios import (
    KeptScenario,
    ScenariosUnreadable,
    drop_scenario,
    keep_scenario,
    kept_scenarios,
)
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, Reading
from app.ui.ledger.tables import TableRows
from app.ui.widgets import Button, ElidedComboBox, Prose

_TITLES = 3
"""Place of their slider."""
_WAIT_MS = 80
"""A moving slider asks so often at most."""
_HEADROOM = 1.35


@dataclass(frozen=True, slots=True)
class _Dial:
    words: str
    least: int
    most: int
    step: int
    first: int
    suffix: str


_DIALS = (
    _Dial(mark("Copies not printed any more"), 0, 100, 5, 30, " %"),
    _Dial(mark("Of them, in titles without any print"), 0, 100, 5, 0, " %"),
    _Dial(mark("Level of prices"), 50, 150, 5, 100, " %"),
    _Dial(mark("Titles that become e-books"), 0, 5000, 10, 0, ""),
    _Dial(mark("Cost of an e-book, thousand won"), 0, 1000, 10, 30, ""),
)


class WhatIfChart(Chart):
    """A chart of a scenario's potential with its range, and the sliders that set it."""

    changed = Signal(object)
    """The ``Scenario`` that the sliders state."""

    def __init__(self) -> None:
        super().__init__(sideways=True)
        self._outcome: Outcome | None = None
        self._suggested = 0
        self._names: list[QLabel] = []
        self.sliders: list[QSlider] = []
        self.fields: list[QSpinBox] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(lambda: self.changed.emit(self.scenario()))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for row, dial in enumerate(_DIALS):
            self._add(grid, row, dial)
        grid.setColumnStretch(1, 1)
        self.above.addLayout(grid)
        self.kept = ElidedComboBox()
        self.kept.setEditable(True)
        self.kept.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.keep, self.drop = Button("", "", self._keep), Button("", "", self._drop)
        names = QHBoxLayout()
        names.addWidget(self.kept, 1)
        names.addWidget(self.keep)
        names.addWidget(self.drop)
        self.above.addLayout(names)
        self.said = Prose("muted")
        self.said.say("")
        self.above.addWidget(self.said)
        self._scenarios: dict[str, Scenario] = {}
        self.kept.activated.connect(lambda _at: self._take())
        self.kept.editTextChanged.connect(lambda _text: self._enable())
        self._load()
        self.plot.setMinimumHeight(120)

    def _add(self, grid: QGridLayout, row: int, dial: _Dial) -> None:
        name, slider, field = QLabel(), QSlider(Qt.Orientation.Horizontal), QSpinBox()
        for part in (slider, field):
            part.setRange(dial.least, dial.most)
            part.setSingleStep(dial.step)
            part.setValue(dial.first)
        slider.setPageStep(dial.step * 2)
        field.setSuffix(dial.suffix)
        field.setGroupSeparatorShown(True)
        field.setMinimumWidth(76)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        slider.valueChanged.connect(field.setValue)
        field.valueChanged.connect(slider.setValue)
        field.valueChanged.connect(lambda _value: self._timer.start())
        grid.addWidget(name, row, 0)
        grid.addWidget(slider, row, 1)
        grid.addWidget(field, row, 2)
        self._names.append(name)
        self.sliders.append(slider)
        self.fields.append(field)

    # ------------------------------------------------------------ kept with a name

    def _load(self) -> None:
        try:
            self._show_kept(kept_scenarios())
        except (OSError, ScenariosUnreadable) as error:
            self._say(error)

    def _show_kept(self, kept: Iterable[KeptScenario], chosen: str = "") -> None:
        self._scenarios = {one.name: one.scenario for one in kept}
        self.kept.clear()
        self.kept.addItems(list(self._scenarios))
        self.kept.setCurrentIndex(self.kept.findText(chosen) if chosen else -1)
        self.kept.setEditText(chosen)
        self._enable()

    def _take(self) -> None:
        """Set the sliders as the chosen scenario has them."""
        found = self._scenarios.get(self.kept.currentText())
        if found is not None:
            values = (
                found.substitution // 10,
                found.to_zero // 10,
                found.price_level // 10,
                found.titles,
                found.title_won // 1000,
            )
            for field, value in zip(self.fields, values, strict=True):
                field.setValue(value)

    def _keep(self) -> None:
        name = " ".join(self.kept.currentText().split())
        try:
            self._show_kept(keep_scenario(name, self.scenario()), name)
        except (OSError, ValueError) as error:
            self._say(error)
        else:
            self.said.say(tr("Kept: {name}", name=name))

    def _drop(self) -> None:
        name = self.kept.currentText()
        try:
            self._show_kept(drop_scenario(name))
        except (OSError, ScenariosUnreadable) as error:
            self._say(error)
        else:
            self.said.say(tr("No longer kept: {name}", name=name))

    def _say(self, error: Exception) -> None:
        said = os_reason(error) if isinstance(error, OSError) else str(error)
        self.said.say(tr("The scenarios cannot be kept: {detail}", detail=said))

    def _enable(self) -> None:
        name = " ".join(self.kept.currentText().split())
        self.keep.setEnabled(bool(name))
        self.drop.setEnabled(name in self._scenarios)

    def suggest_titles(self, number: int) -> None:
        """Set how many titles become e-books, as long as nobody chose a number."""
        field = self.fields[_TITLES]
        if field.value() == self._suggested:
            field.setValue(max(number, 0))
            self._suggested = field.value()

    @property
    def waiting(self) -> bool:
        """Whether a moved slider has not asked yet."""
        return self._timer.isActive()

    def scenario(self) -> Scenario:
        """Return what the sliders state."""
        share, zero, level, titles, cost = (field.value() for field in self.fields)
        return Scenario(share * 10, zero * 10, level * 10, titles, cost * 1000)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show what the scenario would bring."""
        self._outcome = outcome
        self.redraw()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        super().retranslate()
        for name, dial, slider, field in zip(
            self._names, _DIALS, self.sliders, self.fields, strict=True
        ):
            name.setText(tr(dial.words))
            slider.setAccessibleName(tr(dial.words))
            field.setAccessibleName(tr(dial.words))

        self.kept.setAccessibleName(tr("Kept scenarios"))
        line = self.kept.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("Name of a scenario"))
            line.setAccessibleName(tr("Name of a scenario"))
        self.keep.say(tr("Keep it"))
        self.drop.say(tr("Keep it no longer"))

    def redraw(self) -> None:
        """Draw again."""
        held, colors = self._outcome, series_of(self.theme)
        keys = [
            LegendEntry(tr("Likely"), colors.potential, LegendSymbol.BAR),
            LegendEntry(tr("Low to high"), self.theme.text, LegendSymbol.LINE),
        ]
        plot = self.begin(tr("What if"), self._note(), keys, self._rows())
        if held is None:
            return
        shown = _lines(held)
        places = [float(len(shown) - 1 - n) for n in range(len(shown))]
        for at, (_, line) in zip(places, shown, strict=True):
            plot.bars([at], [line.likely], colors.potential, width=0.5)
            plot.line([line.low, line.high], [at, at], self.theme.text, symbol="s")
            text = amounts.won_on_axis(line.likely)
            plot.words(max(line.high, line.likely, 0), at, f"  {text}", (0, 0.5))
        highest = max(max(line.high, line.likely) for _, line in shown)
        lowest = min(0, *(line.low for _, line in shown))
        plot.label_ticks(LEFT, [(at, words) for at, (words, _) in zip(places, shown, strict=True)])
        plot.number_ticks(BOTTOM, amounts.won_on_axis)
        plot.bound(lowest * 1.05, max(highest, 1) * _HEADROOM, -0.6, len(shown) - 0.4)
        plot.read(
            [
                Reading(at, f"{words}: {amounts.won(line.likely)} ({amounts.interval(line)})")
                for at, (words, line) in zip(places, shown, strict=True)
            ]
        )

    def _note(self) -> str:
        if self._outcome is None:
            return ""
        return tr("A plan, not a saving: {n} fewer.", n=amounts.copies(self._outcome.copies))

    def _rows(self) -> TableRows:
        headers = (tr("What it would bring"), tr("Low"), tr("Likely"), tr("High"))
        if self._outcome is None:
            return TableRows(headers, ())
        rows = [(words, line.low, line.likely, line.high) for words, line in _lines(self._outcome)]
        return TableRows(headers, rows)


def _lines(held: Outcome) -> list[tuple[str, Range]]:
    cost = Range(-held.ebook, -held.ebook, -held.ebook)
    return [(tr("Prints"), held.gross), (tr("E-books"), cost), (tr("Net"), held.net)]
