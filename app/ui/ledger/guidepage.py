# SPDX-License-Identifier: AGPL-3.0-or-later
"""The guide through a year: six steps, what each lacks, and the buttons that mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.services.costing.first_year import YearState, YearStep, year_state
from app.ui.ledger.guide_words import lacks_of
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label, restyle

_WIDEST = 860


@dataclass(frozen=True, slots=True)
class _Step:
    """What a step is called and does."""

    title: str
    explained: str
    actions: tuple[tuple[str, str], ...]
    """Name and words of its buttons, the likeliest first."""


_STEPS: dict[YearStep, _Step] = {
    YearStep.ORDERS: _Step(
        mark("Print orders"),
        mark(
            "What was ordered, how many copies and for how much: this year's, and of the years before."
        ),
        (
            ("import-order", mark("Import orders…")),
            ("import-organisation", mark("Import departments…")),
            ("new-order", mark("Enter one…")),
        ),
    ),
    YearStep.PRICES: _Step(
        mark("Price table"),
        mark(
            "The city's own prices with their source: for orders without an amount, and for the hours "
            "of e-books. No official price comes with the program."
        ),
        (
            ("import-price", mark("Import a price table…")),
            ("new-price", mark("Enter one…")),
            ("show-price", mark("Show")),
        ),
    ),
    YearStep.BASELINE: _Step(
        mark("Baseline"),
        mark(
            "What would be printed of each title without e-books. Only orders after it was frozen are "
            "measured: freeze before the first order of the year."
        ),
        (
            ("freeze", mark("Freeze…")),
            ("import-baseline", mark("Import an approved plan…")),
            ("show-baseline", mark("Show")),
        ),
    ),
    YearStep.EBOOKS: _Step(
        mark("E-books"),
        mark(
            "Books that are converted enter themselves where the ledger knows their title; others are "
            "entered here, with the hours of work."
        ),
        (
            ("new-edition", mark("Enter one…")),
            ("import-edition", mark("Import e-books…")),
            ("import-reads", mark("Import downloads…")),
            ("logs", mark("Read web logs…")),
        ),
    ),
    YearStep.APPROVAL: _Step(
        mark("Approval"),
        mark("Another person approves what one entered; that is what makes a figure confirmed."),
        (
            ("rights", mark("Persons and rights…")),
            ("show-entries", mark("Look through the entries")),
            ("approve-all", mark("Approve all…")),
        ),
    ),
    YearStep.CLOSING: _Step(
        mark("Close and report"),
        mark("A closed year takes no more entries, and its report comes out the same ever after."),
        (
            ("close", mark("Close a period…")),
            ("report", mark("Write a report…")),
            ("anchor", mark("Code of the ledger…")),
        ),
    ),
}


class StepBox(QFrame):
    """A step: its number, what it is, what it lacks, and its buttons.

    Args:
        number: from 1.
        step: of the year.
        act: does what a button is for.
    """

    def __init__(self, number: int, step: YearStep, act: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.step = step
        self._number = label("big")
        self._number.setText(str(number))
        self._number.setFixedWidth(36)
        self.title = label("title")
        self.state = label("muted")
        self._explained = Prose("muted")
        self.lacks = label(wrap=True)
        self.buttons = {
            name: Button("", "", partial(act, name)) for name, _ in _STEPS[step].actions
        }
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch()
        inside = QVBoxLayout()
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addWidget(self._explained)
        inside.addWidget(self.lacks)
        inside.addLayout(row)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 12, 16, 12)
        across.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(inside, 1)

    def show_state(self, held: YearState, allowed: Callable[[str], bool]) -> None:
        """Say how far the step is."""
        done, is_next = held.is_done(self.step), held.next_step is self.step
        words = tr("Done") if done else tr("Do this next") if is_next else tr("Lacking")
        self.state.setText(words)
        self.state.setProperty("role", "good" if done else "warn" if is_next else "muted")
        restyle(self.state)
        lines = lacks_of(self.step, held)
        self.lacks.setText("\n".join(lines))
        self.lacks.setVisible(bool(lines))
        # The name and the state are read together with the number.
        self.setAccessibleName(f"{self._number.text()}. {self.title.text()}: {words}")
        for place, (name, button) in enumerate(self.buttons.items()):
            button.setProperty("kind", "primary" if is_next and not place else "")
            restyle(button)
            button.setEnabled(allowed(name))

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        step = _STEPS[self.step]
        self.title.setText(tr(step.title))
        self._explained.set_lines([tr(step.explained)])
        for name, said in step.actions:
            self.buttons[name].say(tr(said))


class GuidePage(QWidget):
    """The page with the steps of a year.

    Args:
        ledger_thread: the way to the ledger.
    """

    wanted = Signal(str, int)
    """Name of an action, and the year."""

    def __init__(self, ledger_thread: LedgerThread) -> None:
        super().__init__()
        self._ledger_thread = ledger_thread
        self._held: YearState | None = None
        self._allowed: Callable[[str], bool] = lambda _name: False
        self.year = QComboBox()
        self._title = label("big")
        self._words = label("muted", wrap=True)
        self.steps = [StepBox(n, step, self._act) for n, step in enumerate(YearStep, 1)]
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.year)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(16, 14, 16, 16)
        inside.setSpacing(10)
        inside.addLayout(top)
        inside.addWidget(self._words)
        for box in self.steps:
            inside.addWidget(box)
        inside.addStretch()
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch()
        across.addWidget(column, 100)
        across.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.year.currentIndexChanged.connect(lambda _index: self.reload())

    def show_years(self, years: Sequence[int], now: int) -> None:
        """Offer the years with figures and the present one; the latest is chosen first."""
        chosen = self.year.currentData() or (max(years) if years else now)
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in sorted({*years, now, now + 1}, reverse=True):
                self.year.addItem(tr("Year {year}", year=year), year)
            self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.reload()

    def allow(self, allowed: Callable[[str], bool]) -> None:
        """Offer only what the person may do; ``allowed`` says it of each action."""
        self._allowed = allowed
        self._show(self._held)

    def reload(self) -> None:
        """Ask how far the year is."""
        year = self.year.currentData()
        if year is not None:
            self._ledger_thread.ask(
                lambda ledger: year_state(ledger, year), self._show, topic="guide"
            )

    def _show(self, held: YearState | None) -> None:
        self._held = held
        if held is not None:
            for box in self.steps:
                box.show_state(held, self._allowed)

    def _act(self, name: str) -> None:
        self.wanted.emit(name, int(self.year.currentData()))

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._title.setText(tr("A year, step by step"))
        self._words.setText(
            tr("From the first order to the signed report. Each step says what it still lacks.")
        )
        self.year.setAccessibleName(tr("Fiscal year"))
        for index in range(self.year.count()):
            self.year.setItemText(index, tr("Year {year}", year=self.year.itemData(index)))
        for box in self.steps:
            box.retranslate()
        self._show(self._held)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for box in self.steps:
            for button in box.buttons.values():
                button.apply_theme(theme)
