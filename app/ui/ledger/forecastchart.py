# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart of the forecast to the end of the year, with the range that holds it in four of five cases."""

from __future__ import annotations

from itertools import accumulate

from app.i18n import tr
from app.ledger.forecast import Forecast
from app.ledger.periods import Month
from app.ui.ledger import amounts
from app.ui.ledger.chart import Chart
from app.ui.ledger.legend import LegendEntry, LegendSymbol
from app.ui.ledger.palette import series_of
from app.ui.ledger.plot import BOTTOM, LEFT, Reading
from app.ui.ledger.tables import TableRows
from app.ui.ledger.trend import short_month

_HEADROOM = 1.18


class ForecastChart(Chart):
    """A chart of the copies of the year so far, added up, and what may come."""

    def __init__(self) -> None:
        super().__init__()
        self._held: Forecast | None = None
        self._known: tuple[tuple[Month, int], ...] = ()

    def show_forecast(self, held: Forecast, known: tuple[tuple[Month, int], ...]) -> None:
        """Show a forecast behind the months that are known."""
        self._held = held
        self._known = known
        self.redraw()

    def redraw(self) -> None:
        """Draw again."""
        held, colors = self._held, series_of(self.theme)
        keys = [
            LegendEntry(tr("Printed, added up"), colors.printed, LegendSymbol.LINE),
            LegendEntry(tr("Forecast"), colors.forecast, LegendSymbol.DASHES),
            LegendEntry(tr("Range of 80 %"), colors.forecast, LegendSymbol.BAND),
        ]
        plot = self.begin(tr("Forecast to the year's end"), self._note(), keys, self._rows())
        plot.number_ticks(LEFT, amounts.on_axis)
        if held is None:
            return
        summed = list(accumulate(value for _, value in self._known))
        done = len(summed)
        plot.line([float(n) for n in range(done)], summed, colors.printed, symbol="o")
        coming = list(held.months.values())
        start = float(summed[-1]) if summed else 0.0
        places = [float(max(done - 1, 0) + n) for n in range(len(coming) + 1)]
        likely = [start, *(start + so_far for so_far in accumulate(coming))]
        if coming:
            shares = [n / len(coming) for n in range(len(coming) + 1)]
            lows = [at - (held.likely - held.low) * s for at, s in zip(likely, shares, strict=True)]
            highs = [
                at + (held.high - held.likely) * s for at, s in zip(likely, shares, strict=True)
            ]
            plot.band(places, lows, highs, colors.forecast)
            plot.line(places, likely, colors.forecast, dashed=True, symbol="d")
        end = places[-1]
        plot.words(end, likely[-1], amounts.on_axis(held.likely), (1, 1.3))
        months = [*(month for month, _ in self._known), *held.months]
        plot.label_ticks(BOTTOM, [(float(n), short_month(month)) for n, month in enumerate(months)])
        plot.bound(-0.4, max(len(months), 1) - 0.6, 0, max(held.high, held.done, 1) * _HEADROOM)
        plot.read(self._readings(summed, likely))

    def _readings(self, summed: list[int], likely: list[float]) -> list[Reading]:
        readings = [
            Reading(float(n), _at(month, tr("printed {n}", n=amounts.copies(so_far))))
            for n, ((month, _), so_far) in enumerate(zip(self._known, summed, strict=True))
        ]
        held = self._held
        if held is not None:
            for n, (month, value) in enumerate(zip(held.months, likely[1:], strict=True)):
                words = tr("forecast {n}", n=amounts.copies(round(value)))
                readings.append(Reading(float(len(summed) + n), _at(month, words)))
        return readings

    def _note(self) -> str:
        held = self._held
        if held is None:
            return ""
        until = tr("Data until {month}.", month=str(self._known[-1][0])) if self._known else ""
        said = tr(
            "Likely {likely} copies, between {low} and {high}.",
            likely=amounts.count(held.likely),
            low=amounts.count(held.low),
            high=amounts.count(held.high),
        )
        said = f"{until} {said}".strip()
        if held.error_permille is None:
            return " ".join((said, tr("There is no past to try it on.")))
        off = tr(
            "Tried on the past, it was off by {share}.",
            share=amounts.permille(held.error_permille),
        )
        return f"{said} {off}"

    def _rows(self) -> TableRows:
        headers = (tr("Month"), tr("Copies"), tr("State"))
        rows: list[tuple[str, int, str]] = [
            (str(month), value, tr("known")) for month, value in self._known
        ]
        if self._held is not None:
            rows += [
                (str(month), value, tr("forecast")) for month, value in self._held.months.items()
            ]
            rows.append((tr("Year, low"), self._held.low, tr("forecast")))
            rows.append((tr("Year, likely"), self._held.likely, tr("forecast")))
            rows.append((tr("Year, high"), self._held.high, tr("forecast")))
        return TableRows(headers, rows)


def _at(month: Month, words: str) -> str:
    return f"{month} · {words}"
