# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast to the end of a year, from the months so far and the years before.

A month to come is last year's same month, times how this year's months compare with last year's
so far; without a year before, it is the mean of this year's months. The range comes from how far
the same way of forecasting was off when it was tried on the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.ledger.money import rounded
from app.ledger.periods import Month

_NORMAL_80 = Fraction(1282, 1000)
"""Of a normal distribution, 80 % lie within so many standard deviations."""
_LEAST_SPREAD = Fraction(10, 100)
"""Of the months to come, where the past is too short to try on."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of a year: what is there, the months to come, and the 80 % range of the whole."""

    done: int
    months: Mapping[Month, int]
    low: int
    likely: int
    high: int
    error_permille: int | None
    """Mean absolute error of the year's end when tried on the past; None without a past."""


def forecast(series: Mapping[Month, int], last: Month) -> Forecast:
    """Forecast the year of ``last``, whose months up to ``last`` are known.

    Args:
        series: a value for each known month; a month that is missing counts as nothing.
        last: the last month that is complete.
    """
    done = sum(series.get(month, 0) for month in _year(last.year) if month <= last)
    to_come = _to_come(series, last)
    errors = _tried(series, last)
    left = sum(to_come.values())
    spread = Fraction(left) * _LEAST_SPREAD
    if len(errors) > 1:
        mean_square = Fraction(sum(error * error for error in errors), len(errors))
        spread = max(spread, abs(left) * _root(mean_square))
    width = rounded(abs(spread) * _NORMAL_80)
    percent = None
    if errors:
        percent = rounded(Fraction(1000 * sum(abs(error) for error in errors), len(errors)))
    likely = done + left
    return Forecast(done, to_come, likely - width, likely, likely + width, percent)


def _year(year: int) -> tuple[Month, ...]:
    return tuple(Month(year, month) for month in range(1, 13))


def _to_come(series: Mapping[Month, int], last: Month) -> dict[Month, int]:
    months = _year(last.year)
    before = {month: series.get(Month(month.year - 1, month.month), 0) for month in months}
    known = [month for month in months if month <= last]
    now = sum(series.get(month, 0) for month in known)
    then = sum(before[month] for month in known)
    if then > 0 and sum(before.values()) > 0:
        return {m: rounded(Fraction(before[m] * now, then)) for m in months if m > last}
    return {month: rounded(Fraction(now, len(known))) for month in months if month > last}


def _tried(series: Mapping[Month, int], last: Month) -> list[Fraction]:
    """Return the errors of earlier years' ends, forecast from the same month, over what came."""
    errors = []
    years = {month.year for month in series}
    for year in range(last.year - 3, last.year):
        if year - 1 not in years or year not in years:
            continue
        at = Month(year, last.month)
        guessed = sum(_to_come(series, at).values())
        came = sum(series.get(month, 0) for month in _year(year) if month > at)
        if came:
            errors.append(Fraction(guessed - came, abs(came)))
    return errors


def _root(square: Fraction) -> Fraction:
    return Fraction(float(square) ** 0.5).limit_denominator(1000)
