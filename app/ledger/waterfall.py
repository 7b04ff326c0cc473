# SPDX-License-Identifier: AGPL-3.0-or-later
"""The waterfall from the baseline's cost to what was paid: volume, mix, price and setup.

Volume: fewer copies at the baseline's average cost of one. Mix: other titles than before, at the
baseline's prices. Price: the same copies at the prices paid. Setup: runs that went to zero, or
were added. Source: the shared reference on savings, section 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.ledger.money import rounded
from app.ledger.totals import Totals


@dataclass(frozen=True, slots=True)
class Waterfall:
    """A variance analysis in won without tax, of measured runs; the effects sum to ``actual`` less ``baseline``."""

    baseline: int
    volume: int
    mix: int
    price: int
    setup: int
    actual: int
    ebook: int
    """What the e-books cost; a step of its own after ``actual``."""

    @property
    def effects(self) -> tuple[int, int, int, int]:
        """Volume, mix, price and setup."""
        return self.volume, self.mix, self.price, self.setup


def waterfall(totals: Totals) -> Waterfall:
    """Part the difference of measured runs into its effects."""
    at_average = totals.base_variable
    if totals.baseline:
        at_average = rounded(
            Fraction(totals.base_variable * totals.measured_printed, totals.baseline)
        )
    return Waterfall(
        baseline=totals.base_setup + totals.base_variable,
        volume=at_average - totals.base_variable,
        mix=totals.crossed - at_average,
        price=totals.measured_variable - totals.crossed,
        setup=totals.measured_setup - totals.base_setup,
        actual=totals.measured_setup + totals.measured_variable,
        ebook=totals.ebook,
    )
