# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart of the bridge: the headline saving, and the steps to every other amount."""

from __future__ import annotations

from app.i18n import mark, tr
from app.ledger.bridge import BridgeLine, BridgeStep
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, Reading
from app.ui.ledger.tables import TableRows

_HEADROOM = 0.16
_SHORT = {
    BridgeStep.NET: mark("Realised"),
    BridgeStep.EBOOK: mark("E-books"),
    BridgeStep.REALISED: mark("With tax"),
    BridgeStep.TAX: mark("Tax"),
    BridgeStep.SAVED: mark("No tax"),
    BridgeStep.DAY: mark("At freezing"),
    BridgeStep.FEWER: mark("Copies"),
    BridgeStep.PRICE: mark("Price"),
    BridgeStep.DIFFERENCE: mark("Difference"),
}
"""What a bar is called below it."""


class BridgeChart(Chart):
    """A chart of the bridge: amounts stand on the ground, the steps hang between them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BridgeLine, ...] = ()

    def show_bridge(self, lines: tuple[BridgeLine, ...]) -> None:
        """Show another bridge; none where there is no saving to begin with."""
        self._lines = lines
        self.redraw()

    def redraw(self) -> None:
        """Draw again."""
        lines, colors = self._lines, series_of(self.theme)
        keys = [
            LegendEntry(tr("Amount"), colors.printed, LegendSymbol.BAR),
            LegendEntry(tr("More"), colors.saved, LegendSymbol.BAR),
            LegendEntry(tr("Less"), colors.lost, LegendSymbol.HATCHED),
        ]
        rows = TableRows(
            (tr("Amount or step"), tr("Won"), tr("Meaning")),
            [(tr(line.name), line.won, tr(line.meaning)) for line in lines],
        )
        if lines:
            note = tr("The first bar is the headline; the table says what each step is.")
        else:
            note = tr("No order has a baseline that was frozen before it.")
        plot = self.begin(tr("From the realised saving to every other amount"), note, keys, rows)
        at, tops = 0, [1]
        for n, line in enumerate(lines):
            base = 0 if line.whole else at
            end = line.won if line.whole else at + line.won
            less = not line.whole and line.won < 0
            color = colors.printed if line.whole else colors.lost if less else colors.saved
            plot.bars([n], [line.won], color, bases=[base], hatched={0} if less else set())
            sign = "+" if not line.whole and line.won > 0 else ""
            plot.words(n, max(base, end), sign + amounts.on_axis(line.won), (0.5, 1))
            at = end
            tops += [base, end]
        plot.label_ticks(BOTTOM, [(float(n), tr(_SHORT[one.step])) for n, one in enumerate(lines)])
        plot.number_ticks(LEFT, amounts.won_on_axis)
        highest, lowest = max(tops), min(0, *tops)
        room = (highest - lowest) * _HEADROOM
        plot.bound(-0.6, max(len(lines), 1) - 0.4, lowest, highest + room)
        plot.read(
            [
                Reading(float(n), f"{tr(one.name)}: {amounts.won(one.won)} · {tr(one.meaning)}")
                for n, one in enumerate(lines)
            ]
        )
