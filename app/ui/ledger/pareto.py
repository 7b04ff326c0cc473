# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Pareto chart: titles with the greatest spend first, and how many of them make up four fifths of it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.i18n import tr
from app.services.costing.view_models import Pareto, TitleRow
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, RIGHT, Reading
from app.ui.ledger.tables import TableRows

_WHOLE = 1000
_EIGHTY = 800


class ParetoChart(Chart):
    """A Pareto chart: bars are won, by the left axis; the line is the share of all so far, by the right one."""

    opened = Signal(str)
    """Number of the publication to open."""

    def __init__(self) -> None:
        super().__init__()
        self._pareto = Pareto((), 0, 0)
        self.plot.opened.connect(self._open)
        self.table.opened.connect(self._open)

    def show_pareto(self, pareto: Pareto) -> None:
        """Show titles."""
        self._pareto = pareto
        self.redraw()

    def _open(self, number: int) -> None:
        self.opened.emit(self._pareto.rows[number].publication)

    def redraw(self) -> None:
        """Draw again."""
        rows, colors = self._pareto.rows, series_of(self.theme)
        note = ""
        if rows:
            note = tr(
                "{few} of {all} titles take 80 percent of the spend.",
                few=amounts.count(self._pareto.for_80),
                all=amounts.count(self._pareto.titles),
            )
        keys = [
            LegendEntry(tr("Spent on a title"), colors.printed, LegendSymbol.BAR),
            LegendEntry(tr("Share of all so far"), colors.reference, LegendSymbol.LINE),
            LegendEntry(tr("Line of 80 %"), colors.target, LegendSymbol.DASHES),
        ]
        plot = self.begin(tr("Titles, the greatest first"), note, keys, self._rows())
        greatest = max((row.totals.spent for row in rows), default=0) or 1
        places = [float(n) for n in range(len(rows))]
        heights = [_WHOLE * row.totals.spent / greatest for row in rows]
        plot.bars(places, heights, colors.printed, width=0.8)
        plot.line([-0.5, *places], [0, *(row.cumulated for row in rows)], colors.reference)
        plot.level(_EIGHTY, colors.target)
        if 0 < self._pareto.for_80 <= len(rows):
            plot.level(self._pareto.for_80 - 0.5, colors.target, upright=True)
        plot.label_ticks(RIGHT, [(part * 200.0, f"{part * 20} %") for part in range(6)])
        step = _round_step(greatest)
        plot.label_ticks(
            LEFT,
            [
                (_WHOLE * amount / greatest, amounts.won_on_axis(amount))
                for amount in range(0, greatest + 1, step)
            ],
        )
        plot.label_ticks(BOTTOM, _ranks(len(rows)))
        plot.bound(-0.7, max(len(rows), 1) - 0.3, 0, _WHOLE * 1.04)
        plot.read([Reading(float(n), _words(n, row)) for n, row in enumerate(rows)], opens=True)

    def _rows(self) -> TableRows:
        headers = (
            tr("Rank"),
            tr("Title"),
            tr("Department"),
            tr("Printed"),
            tr("Spent (won)"),
            tr("Share"),
            tr("Share of all so far"),
            tr("Realised saving, net (won)"),
            tr("Publication number"),
        )
        rows = [
            (
                n,
                row.title,
                row.organisation,
                row.totals.printed,
                row.totals.spent,
                amounts.permille(row.share),
                amounts.permille(row.cumulated),
                row.totals.net,
                row.publication,
            )
            for n, row in enumerate(self._pareto.rows, start=1)
        ]
        return TableRows(headers, rows)


def _round_step(greatest: int) -> int:
    """Return a round number that parts an axis into two to five."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if greatest <= 5 * factor * step:
                return factor * step
        step *= 10


def _ranks(number: int) -> list[tuple[float, str]]:
    step = _round_step(max(number, 1))
    wanted = [1, *range(step, number + 1, step)] if number else []
    return [(rank - 1.0, amounts.count(rank)) for rank in dict.fromkeys(wanted)]


def _words(number: int, row: TitleRow) -> str:
    return " · ".join(
        (
            tr("No. {n}", n=number + 1),
            row.title,
            tr("spent {won}", won=amounts.won(row.totals.spent)),
            tr("so far {share}", share=amounts.permille(row.cumulated)),
        )
    )
