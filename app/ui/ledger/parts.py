# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart of prints by parts of the city; a part with others below it can be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.i18n import tr
from app.services.costing.view_models import OrganisationRow
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, Reading
from app.ui.ledger.tables import TableRows

_MOST = 14
"""Bars; the table has all parts."""
_LONGEST = 14
_HEADROOM = 1.25


class PartsChart(Chart):
    """A bar chart of copies printed, and copies of the baseline behind them."""

    opened = Signal(str, str)
    """Code and name of the part to open."""

    def __init__(self) -> None:
        super().__init__(sideways=True)
        self._rows_shown: tuple[OrganisationRow, ...] = ()
        self.plot.opened.connect(lambda bar: self._open(self._bar_order()[bar]))
        self.table.opened.connect(lambda row: self._open(self._rows_shown[row]))

    def show_parts(self, rows: tuple[OrganisationRow, ...]) -> None:
        """Show parts, the greatest spend first."""
        self._rows_shown = tuple(sorted(rows, key=lambda row: -row.totals.spent))
        self.redraw()

    def _bar_order(self) -> tuple[OrganisationRow, ...]:
        return self._rows_shown[:_MOST]

    def _open(self, row: OrganisationRow) -> None:
        if row.below and not row.own:
            self.opened.emit(row.code, row.name)

    def redraw(self) -> None:
        """Draw again."""
        rows, colors = self._bar_order(), series_of(self.theme)
        hidden = len(self._rows_shown) - len(rows)
        note = tr("{n} more in the table", n=amounts.count(hidden)) if hidden > 0 else ""
        keys = [
            LegendEntry(tr("Spent on printing"), colors.printed, LegendSymbol.BAR),
            LegendEntry(tr("Realised saving, net"), colors.saved, LegendSymbol.HATCHED),
        ]
        plot = self.begin(tr("By department"), note, keys, self._rows())
        # The first part stands at the top: its place is the highest.
        places = [float(len(rows) - 1 - n) for n in range(len(rows))]
        spent = [float(row.totals.spent) for row in rows]
        saved = [float(row.totals.net) for row in rows]
        everything = set(range(len(rows)))
        plot.bars([at + 0.19 for at in places], spent, colors.printed, width=0.36)
        plot.bars([at - 0.19 for at in places], saved, colors.saved, hatched=everything, width=0.36)
        highest = max([*spent, *saved, 1.0])
        lowest = min([*saved, 0.0])
        for at, row in zip(places, rows, strict=True):
            plot.words(row.totals.spent, at + 0.19, amounts.won_on_axis(row.totals.spent), (0, 0.5))
        plot.label_ticks(LEFT, [(at, _short(row)) for at, row in zip(places, rows, strict=True)])
        plot.number_ticks(BOTTOM, amounts.won_on_axis)
        plot.bound(lowest * 1.05, highest * _HEADROOM, -0.6, max(len(rows), 1) - 0.4)
        plot.read(
            [Reading(at, _words(row)) for at, row in zip(places, rows, strict=True)], opens=True
        )

    def _rows(self) -> TableRows:
        headers = (
            tr("Department"),
            tr("Planned"),
            tr("Printed"),
            tr("Baseline"),
            tr("Fewer than the baseline"),
            tr("Spent (won)"),
            tr("Realised saving, net (won)"),
            tr("Potential, not saved (won)"),
            tr("Parts below"),
        )
        rows = [
            (
                _name(row),
                row.totals.planned,
                row.totals.printed,
                row.totals.baseline,
                row.totals.avoided,
                row.totals.spent,
                row.totals.net,
                row.totals.potential_won,
                row.below,
            )
            for row in self._rows_shown
        ]
        return TableRows(headers, rows)


def _name(row: OrganisationRow) -> str:
    if row.own and not row.name:
        return tr("No part stated")
    return tr("{name}, its own", name=row.name) if row.own else row.name


def _short(row: OrganisationRow) -> str:
    name = _name(row)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _words(row: OrganisationRow) -> str:
    parts = [
        _name(row),
        tr("printed {n}", n=amounts.copies(row.totals.printed)),
        tr("spent {won}", won=amounts.won(row.totals.spent)),
        tr("realised saving, net {won}", won=amounts.won(row.totals.net)),
    ]
    if row.below and not row.own:
        parts.append(tr("Enter opens it"))
    return " · ".join(parts)
