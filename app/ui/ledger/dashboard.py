# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dashboard: asks for figures of a scope and hands each to its card or chart."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.i18n import tr
from app.ledger.bridge import bridge
from app.ledger.derivation import Derivation
from app.ledger.empty_figures import lack_of
from app.ledger.forecast import Forecast
from app.ledger.periods import Month
from app.ledger.scenario import Scenario
from app.services.costing.ledger import LedgerService
from app.services.costing.view_models import Cards, OrganisationRow, Pareto, Scope, TitleDetail
from app.ui.ledger import amounts
from app.ui.ledger.bridgechart import BridgeChart
from app.ui.ledger.cards import CardsRow
from app.ui.ledger.chart import Chart
from app.ui.ledger.environment import EnvironmentPanel
from app.ui.ledger.forecastchart import ForecastChart
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.origin import OriginPanel
from app.ui.ledger.pareto import ParetoChart
from app.ui.ledger.parts import PartsChart
from app.ui.ledger.scopebar import ScopeBar
from app.ui.ledger.trend import TrendChart
from app.ui.ledger.waterfallchart import WaterfallChart
from app.ui.ledger.whatif import WhatIfChart
from app.ui.theme import Theme
from app.ui.widgets import label, restyle

_CHART_HEIGHT = 372
"""The what-if with its five sliders needs it; all others keep in line with it."""
_TITLES, _LISTED = 2500, 200
"""Titles of the chart, and of the list below an origin."""
_THREE_ABOVE, _TWO_ABOVE = 1700, 900
_Known = tuple[tuple[Month, int], ...]


class _Area(QScrollArea):
    """A scroll area that tells its width, also when a splitter is moved."""

    resized = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit(self.width())


class Dashboard(QWidget):
    """Cards, charts, and the panel with the origin of a figure.

    Args:
        ledger_thread: the way to the ledger.
    """

    entry_chosen = Signal(object)
    """Number of an entry."""

    def __init__(self, ledger_thread: LedgerThread) -> None:
        super().__init__()
        self._ledger_thread = ledger_thread
        self._scope: Scope | None = None
        self.example = False
        self.scope_bar = ScopeBar()
        self.state = label("muted", wrap=True)
        self.state.hide()
        self._cards: Cards | None = None
        self.cards = CardsRow()
        self.trend = TrendChart()
        self.bridge = BridgeChart()
        self.waterfall = WaterfallChart()
        self.parts = PartsChart()
        self.pareto = ParetoChart()
        self.forecast = ForecastChart()
        self.what_if = WhatIfChart()
        self.environment = EnvironmentPanel()
        self.origin = OriginPanel()
        self.origin.hide()
        self._across = 0
        self._lay_out()
        self._connect()

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts, in their order."""
        return (
            self.trend,
            self.bridge,
            self.waterfall,
            self.parts,
            self.pareto,
            self.forecast,
            self.what_if,
        )

    def _lay_out(self) -> None:
        page = QWidget()
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._arrange(2)
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.setSpacing(12)
        inside.addWidget(self.cards)
        inside.addLayout(self._grid)
        inside.addWidget(self.environment)
        inside.addStretch()
        self.area = _Area()
        self.area.resized.connect(self._fit)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.area)
        split.addWidget(self.origin)
        split.setSizes([860, 420])
        split.setStretchFactor(0, 1)
        self.origin.setMinimumWidth(340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 10)
        layout.setSpacing(10)
        layout.addWidget(self.scope_bar)
        layout.addWidget(self.state)
        layout.addWidget(split, 1)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        last = len(self.charts) - 1
        for n, chart in enumerate(self.charts):
            chart.setFixedHeight(_CHART_HEIGHT)
            # The last one takes what is left of its row.
            wide = across - n % across if n == last else 1
            self._grid.addWidget(chart, n // across, n % across, 1, wide)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _fit(self, width: int) -> None:
        """Put as many charts beside each other as there is room for."""
        self._arrange(3 if width >= _THREE_ABOVE else 2 if width >= _TWO_ABOVE else 1)

    def _connect(self) -> None:
        self.scope_bar.changed.connect(self.show_scope)
        self.cards.opened.connect(self.open_figure)
        self.parts.opened.connect(self.scope_bar.open_part)
        self.pareto.opened.connect(self.open_title)
        self.what_if.changed.connect(self._ask_what_if)
        self.environment.wanted.connect(lambda _on: self._ask_environment())
        self.origin.title_chosen.connect(self.open_title)
        self.origin.entry_chosen.connect(self.entry_chosen)
        self.origin.closed.connect(self._close_origin)

    # ------------------------------------------------------------ figures

    def reload(self) -> None:
        """Ask for everything again."""
        self._ledger_thread.ask(
            lambda ledger: ledger.figures.years(), self.scope_bar.show_years, topic="years"
        )

    def show_scope(self, scope: Scope) -> None:
        """Ask for the figures of a scope."""
        if self._scope is not None and scope != self._scope and self.origin.isVisible():
            self._close_origin()
        self._scope = scope
        ask = self._ledger_thread.ask
        ask(lambda ledger: ledger.figures.cards(scope), self._show_cards, topic="cards")
        ask(lambda ledger: ledger.figures.trend(scope), self.trend.show_points, topic="trend")
        ask(
            lambda ledger: ledger.figures.waterfall(scope),
            self.waterfall.show_waterfall,
            topic="steps",
        )
        ask(lambda ledger: ledger.figures.organisations(scope), self._show_parts, topic="parts")
        ask(
            lambda ledger: ledger.figures.pareto(scope, _TITLES),
            self.pareto.show_pareto,
            topic="pareto",
        )
        ask(lambda ledger: _forecast(ledger, scope), self._show_forecast, topic="forecast")
        self._ask_what_if(self.what_if.scenario())
        self._ask_environment()

    def _show_cards(self, cards: Cards) -> None:
        whole = self._scope is not None and not self._scope.organisation
        self.cards.show_cards(cards, whole_city=whole)
        self._cards = cards
        self._show_state()
        lines = () if lack_of("net", cards.totals) else bridge(cards.totals)
        self.bridge.show_bridge(lines)
        self.what_if.suggest_titles(cards.titles - cards.digital)
        self._note_source()

    def _show_state(self) -> None:
        """Say whether the figures are confirmed."""
        cards = self._cards
        if cards is None:
            return
        waiting = cards.unapproved + cards.unapproved_prices
        if waiting:
            said = tr(
                "Not confirmed: {entries} entries of the period and {prices} prices wait for approval "
                "and are counted here.",
                entries=amounts.count(cards.unapproved),
                prices=amounts.count(cards.unapproved_prices),
            )
        else:
            said = tr("Every entry of the period was approved.")
        self.state.setText(said)
        self.state.setProperty("role", "warn" if waiting else "good")
        restyle(self.state)
        self.state.show()

    def _show_parts(self, rows: tuple[OrganisationRow, ...]) -> None:
        self.parts.show_parts(rows)
        with QSignalBlocker(self.scope_bar.below):
            self.scope_bar.show_parts(rows)

    def _show_forecast(self, answer: tuple[Forecast, _Known]) -> None:
        self.forecast.show_forecast(*answer)

    def _ask_what_if(self, scenario: Scenario) -> None:
        scope = self._scope
        if scope is not None:
            self._ledger_thread.ask(
                lambda ledger: ledger.figures.what_if(scope, scenario),
                self.what_if.show_outcome,
                topic="what if",
            )

    def _ask_environment(self) -> None:
        scope = self._scope
        if scope is not None and self.environment.switch.isChecked():
            self._ledger_thread.ask(
                lambda ledger: ledger.figures.environment(scope),
                self.environment.show_avoided,
                topic="environment",
            )

    # ------------------------------------------------------------ origins

    def open_figure(self, name: str) -> None:
        """Open where a figure comes from."""
        scope = self._scope
        if scope is None:
            return

        def find(ledger: LedgerService) -> tuple[Derivation, Pareto]:
            return ledger.figures.derivation(scope, name), ledger.figures.pareto(scope, _LISTED)

        self._ledger_thread.ask(find, self._show_figure, topic="origin")

    def _show_figure(self, answer: tuple[Derivation, Pareto]) -> None:
        self.origin.show()
        self.origin.show_figure(*answer)

    def open_title(self, publication: str) -> None:
        """Open where the saving of a title comes from."""
        scope = self._scope
        if scope is None:
            return
        year = scope.first.year
        self._ledger_thread.ask(
            lambda ledger: ledger.figures.title(publication, year), self._show_title, topic="origin"
        )

    def _show_title(self, detail: TitleDetail) -> None:
        self.origin.show()
        self.origin.show_title(detail)

    def _close_origin(self) -> None:
        self.origin.hide()
        self.cards.cards[0].setFocus()

    # ------------------------------------------------------------ words and looks

    def scope_words(self) -> str:
        """Return what the figures are of, for the head of a printed page."""
        scope = self._scope
        if scope is None:
            return ""
        where = " › ".join(self.scope_bar.crumbs())
        return f"{where}, {scope.first} – {scope.last}"

    def year_line(self) -> str | None:
        """Return what was realised in the scope, in words; "" for an example, None before it is known."""
        if self.example:
            return ""
        if self._scope is None or not self.cards.cards:
            return None
        said = self.cards.card("realised").accessibleName()
        return f"{self.scope_words()} · {said}" if said else None

    def _note_source(self) -> None:
        note = self.scope_words()
        if self.example:
            note = " · ".join((tr("EXAMPLE DATA"), note))
        for chart in self.charts:
            chart.source_note = note

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        for part in (self.scope_bar, self.cards, self.environment, self.origin):
            part.retranslate()
        for chart in self.charts:
            chart.retranslate()
        self._note_source()
        self._show_state()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for part in (self.scope_bar, self.cards, self.origin):
            part.apply_theme(theme)
        for chart in self.charts:
            chart.apply_theme(theme)


def _forecast(ledger: LedgerService, scope: Scope) -> tuple[Forecast, _Known]:
    """Return the forecast of the scope's year and the months it rests on.

    It begins after the last month with prints: a year that is under way ends there.
    """
    year = Scope.of_year(scope.last.year, scope.organisation)
    points = [point for point in ledger.figures.trend(year) if point.month <= scope.last]
    while len(points) > 1 and not points[-1].printed:
        points.pop()
    known = tuple((point.month, point.printed) for point in points)
    held = ledger.figures.forecast(Scope(known[0][0], known[-1][0], scope.organisation), "printed")
    return held, known
