# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ranges of savings: what is not known for certain is drawn many times, and the figure with it.

Four things are uncertain, each between the bounds of its row in the price table: the share of
setup in a quoted price, the level of prices of the table, the minutes of staff for a title that
nobody timed, and the copies displaced by a download. A draw of one holds for the whole city, so
errors do not cancel out between titles; ranges are rather too wide than too narrow.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from app.ledger.prices import PriceItem, PriceRow, PriceTable
from app.ledger.totals import Totals

DRAWS = 2000
SEED = 20261
"""Fixed: the same ledger gives the same range."""
INTERVAL = (50, 950)
"""The 90 % interval, in thousandths of the draws."""


@dataclass(frozen=True, slots=True)
class Range:
    """A figure in won, and the bounds that hold it in nine of ten draws."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True)
class Savings:
    """Savings in won with tax. The two are never added."""

    realised: Range
    """Less what the e-books cost."""
    potential: Range
    rows: tuple[PriceRow, ...]
    """The assumptions that the ranges rest on."""


@dataclass(frozen=True, slots=True)
class _Uncertain:
    """One assumption, as a triangle: likelihood falls from ``likely`` to both bounds."""

    low: float
    likely: float
    high: float

    @classmethod
    def of(cls, row: PriceRow | None) -> _Uncertain:
        if row is None:
            return cls(1.0, 1.0, 1.0)
        low = row.mils if row.low is None else min(row.low, row.mils)
        high = row.mils if row.high is None else max(row.high, row.mils)
        return cls(float(low), float(row.mils), float(high))

    def at(self, chance: float) -> float:
        """Return the value that a share ``chance`` of all draws lies below."""
        span = self.high - self.low
        if span <= 0:
            return self.likely
        peak = (self.likely - self.low) / span
        if chance < peak:
            return float(self.low + (span * (self.likely - self.low) * chance) ** 0.5)
        return float(self.high - (span * (self.high - self.likely) * (1 - chance)) ** 0.5)


def savings(totals: Totals, prices: PriceTable, day: date, draws: int = DRAWS) -> Savings:
    """Return the savings in ``totals`` with their ranges, at the assumptions of ``day``."""
    setup, level, minutes, rate = (
        prices.find(item, day)
        for item in (
            PriceItem.SETUP_PERMILLE,
            PriceItem.PRICE_LEVEL_PERMILLE,
            PriceItem.EBOOK_MINUTES,
            PriceItem.SUBSTITUTION_PERMILLE,
        )
    )
    dice = random.Random(SEED)  # noqa: S311 - drawn for a statistic, not for a secret
    realised: list[float] = []
    potential: list[float] = []
    shares, levels = _Uncertain.of(setup), _Uncertain.of(level)
    spent, rates = _Uncertain.of(minutes), _Uncertain.of(rate)
    for _ in range(draws):
        share = shares.at(dice.random()) / 1_000_000
        price = levels.at(dice.random()) / 1_000_000
        hours = spent.at(dice.random()) / (spent.likely or 1.0)
        chance = rates.at(dice.random())
        realised.append(_realised(totals, share, price, hours))
        kept = 1 - shares.likely / 1_000_000
        change = (1 - share) / kept if kept else 1.0
        potential.append(_potential(totals, chance, rates, change, price))
    rows = tuple(row for row in (setup, level, minutes, rate) if row is not None)
    return Savings(_range(realised, totals.net), _range(potential, totals.potential_won), rows)


def _realised(totals: Totals, share: float, price: float, hours: float) -> float:
    printed = totals.saved_sure + totals.saved_quoted * (1 - share) + totals.saved_table * price
    tax = totals.saved_vat / totals.saved if totals.saved else 0.0
    known = totals.ebook - totals.ebook_assumed
    return printed * (1 + tax) - known - totals.ebook_assumed * hours


def _potential(
    totals: Totals, chance: float, rates: _Uncertain, change: float, price: float
) -> float:
    """Interpolate between the three rates at which the copies were capped title by title."""
    if chance <= rates.likely:
        first, last = totals.potential_low, totals.potential_won
        span, way = rates.likely - rates.low, chance - rates.low
    else:
        first, last = totals.potential_won, totals.potential_high
        span, way = rates.high - rates.likely, chance - rates.likely
    won = first + (last - first) * (way / span if span else 1.0)
    quoted = totals.potential_quoted / totals.potential_won if totals.potential_won else 0.0
    return won * (quoted * change + (1 - quoted) * price)


def _range(drawn: list[float], likely: int) -> Range:
    drawn.sort()
    low, high = (drawn[len(drawn) * mark // 1000] for mark in INTERVAL)
    return Range(min(round(low), likely), likely, max(round(high), likely))
