# SPDX-License-Identifier: AGPL-3.0-or-later
"""The trend chart: copies printed month by month, beside the baseline and the target."""

from __future__ import annotations

from app.i18n import mark, tr
from app.ledger.periods import Month
from app.services.costing.view_models import MonthPoint
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, Reading
from app.ui.ledger.tables import TableRows

_HEADROOM = 1.12
_MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


def short_month(month: Month) -> str:
    """Return a month of a known year: "3월", "Mar"."""
    return tr(_MONTHS[month.month - 1])


class TrendChart(Chart):
    """A trend chart: bars are prints, lines are what they are measured by."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[MonthPoint, ...] = ()

    def show_points(self, points: tuple[MonthPoint, ...]) -> None:
        """Show months."""
        self._points = points
        self.redraw()

    def redraw(self) -> None:
        """Draw again."""
        points, colors = self._points, series_of(self.theme)
        targets = any(point.target is not None for point in points)
        keys = [
            LegendEntry(tr("Printed, month closed"), colors.printed, LegendSymbol.BAR),
            LegendEntry(tr("Printed, month open"), colors.printed, LegendSymbol.HATCHED),
            LegendEntry(tr("Baseline or plan"), colors.reference, LegendSymbol.LINE),
        ]
        if targets:
            keys.append(LegendEntry(tr("Target"), colors.target, LegendSymbol.DASHES))
        plot = self.begin(tr("Copies by month"), "", keys, self._rows())
        places = [float(n) for n in range(len(points))]
        still_open = {n for n, point in enumerate(points) if not point.closed}
        plot.bars(places, [p.printed for p in points], colors.printed, hatched=still_open)
        # A year under way: lines end with the last month that has anything.
        known = [p for p in points if p.printed or p.reference]
        points_so_far = points[: points.index(known[-1]) + 1] if known else ()
        plot.line(
            places[: len(points_so_far)],
            [point.reference for point in points_so_far],
            colors.reference,
            symbol="o",
        )
        aims = [(n, p.target) for n, p in enumerate(points_so_far) if p.target is not None]
        if aims:
            at = [float(n) for n, _ in aims]
            plot.line(at, [aim for _, aim in aims], colors.target, dashed=True, symbol="d")
        every = max(1, len(points) // 12)
        one_year = len({point.month.year for point in points}) == 1
        plot.label_ticks(
            BOTTOM,
            [
                (float(n), _month_name(point.month, one_year=one_year))
                for n, point in enumerate(points)
                if n % every == 0
            ],
        )
        plot.number_ticks(LEFT, amounts.on_axis)
        highest = max(
            (max(point.printed, point.reference, point.target or 0) for point in points), default=0
        )
        plot.bound(-0.6, max(len(points), 1) - 0.4, 0, (highest or 1) * _HEADROOM)
        plot.read([Reading(float(n), _words(point)) for n, point in enumerate(points)])

    def _rows(self) -> TableRows:
        headers = (
            tr("Month"),
            tr("Printed"),
            tr("Baseline or plan"),
            tr("Target"),
            tr("Fewer than the baseline"),
            tr("Spent (won)"),
            tr("Realised saving, net (won)"),
            tr("State"),
        )
        rows = [
            (
                str(point.month),
                point.printed,
                point.reference,
                point.target,
                point.avoided,
                point.spent,
                point.realised,
                tr("closed") if point.closed else tr("open"),
            )
            for point in self._points
        ]
        return TableRows(headers, rows)


def _month_name(month: Month, *, one_year: bool) -> str:
    if one_year:
        return short_month(month)
    return f"{month.year % 100:02}.{month.month:02}"


def _words(point: MonthPoint) -> str:
    parts = [
        str(point.month),
        tr("printed {n}", n=amounts.copies(point.printed)),
        tr("baseline or plan {n}", n=amounts.copies(point.reference)),
    ]
    if point.target is not None:
        parts.append(tr("target {n}", n=amounts.copies(point.target)))
    parts.append(tr("spent {won}", won=amounts.won(point.spent)))
    parts.append(tr("closed") if point.closed else tr("open"))
    return " · ".join(parts)
