# SPDX-License-Identifier: AGPL-3.0-or-later
"""The waterfall chart: from what the baseline would have cost to what was paid, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import tr
from app.ledger.waterfall import Waterfall
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, Reading
from app.ui.ledger.tables import TableRows

_HEADROOM = 0.16


@dataclass(frozen=True, slots=True)
class _Step:
    """One bar of the chart."""

    words: str
    explained: str
    amount: int
    base: int
    """Where its bar begins."""
    whole: bool = False
    """A sum and no step."""


def _note(less: int) -> str:
    """Say what is left in the end; prices and mix are in it, so it is not the realised saving."""
    if less >= 0:
        below = tr("In all {won} less than the baseline.", won=amounts.won(less))
    else:
        below = tr("In all {won} more than the baseline.", won=amounts.won(-less))
    aside = tr("Prices are in it: the saving is the headline, and the bridge leads to this.")
    return " ".join((tr("Measured runs, without tax."), below, aside))


def _steps(held: Waterfall) -> list[_Step]:
    named = (
        (tr("Volume"), tr("fewer or more copies, at the baseline's average cost"), held.volume),
        (tr("Mix"), tr("other titles than in the baseline"), held.mix),
        (tr("Price"), tr("other prices than on the day of freezing"), held.price),
        (tr("Setup"), tr("runs that went to zero, or were added"), held.setup),
    )
    steps = [_Step(tr("Baseline"), tr("what was frozen"), held.baseline, 0, whole=True)]
    at = held.baseline
    for words, explained, amount in named:
        steps.append(_Step(words, explained, amount, at))
        at += amount
    steps.append(_Step(tr("Actual"), tr("paid for measured runs"), held.actual, 0, whole=True))
    steps.append(_Step(tr("E-books"), tr("staff, review, licences"), held.ebook, held.actual))
    total = held.actual + held.ebook
    steps.append(_Step(tr("In all"), tr("printing and e-books"), total, 0, whole=True))
    return steps


class WaterfallChart(Chart):
    """A waterfall chart: sums stand on the ground; steps hang between them, with their amounts written on them."""

    def __init__(self) -> None:
        super().__init__()
        self._held: Waterfall | None = None

    def show_waterfall(self, held: Waterfall) -> None:
        """Show effects."""
        self._held = held
        self.redraw()

    def redraw(self) -> None:
        """Draw again."""
        held, colors = self._held, series_of(self.theme)
        steps = _steps(held) if held is not None else []
        note = ""
        if held is not None:
            note = _note(held.baseline - held.actual - held.ebook)
        keys = [
            LegendEntry(tr("Sum"), colors.printed, LegendSymbol.BAR),
            LegendEntry(tr("Less"), colors.saved, LegendSymbol.BAR),
            LegendEntry(tr("More"), colors.lost, LegendSymbol.HATCHED),
        ]
        rows = TableRows(
            (tr("Step"), tr("Won"), tr("Meaning")),
            [(step.words, step.amount, step.explained) for step in steps],
        )
        plot = self.begin(tr("From the baseline to what was paid"), note, keys, rows)
        for n, step in enumerate(steps):
            less = step.amount < 0 and not step.whole
            color = colors.printed if step.whole else colors.saved if less else colors.lost
            hatched = {0} if not step.whole and not less else set()
            plot.bars([n], [step.amount], color, bases=[step.base], hatched=hatched)
            top = max(step.base, step.base + step.amount)
            sign = "" if step.whole or step.amount <= 0 else "+"
            plot.words(n, top, sign + amounts.on_axis(step.amount), (0.5, 1))
            if n + 1 < len(steps):
                level = step.base + step.amount
                plot.line([n - 0.33, n + 1.33], [level, level], self.theme.muted, thin=True)
        plot.label_ticks(BOTTOM, [(float(n), step.words) for n, step in enumerate(steps)])
        plot.number_ticks(LEFT, amounts.won_on_axis)
        highest = max((max(s.base, s.base + s.amount) for s in steps), default=0) or 1
        lowest = min((min(0, s.base, s.base + s.amount) for s in steps), default=0)
        plot.bound(-0.6, max(len(steps), 1) - 0.4, lowest, highest + (highest - lowest) * _HEADROOM)
        plot.read(
            [
                Reading(float(n), f"{step.words}: {amounts.won(step.amount)} · {step.explained}")
                for n, step in enumerate(steps)
            ]
        )
