# SPDX-License-Identifier: AGPL-3.0-or-later
"""What if: fewer copies by a share, other prices, another cost of e-books.

These are potential savings of a plan, not savings: nothing here is ever realised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.ledger.money import rounded
from app.ledger.prices import Item, PriceTable
from app.ledger.totals import Totals
from app.ledger.uncertainty import Range

PROPOSED_COPIES = 1_800_000
PROPOSED_WON = 4_600_000_000
"""The proposal to the city: copies and won; whether a year's, and with tax, it does not say."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The sliders. Shares are in thousandths."""

    substitution: int = 300
    """Of the copies, not printed any more."""
    to_zero: int = 0
    """Of those copies, the share in titles that are not printed at all: their setup goes too."""
    price_level: int = 1000
    titles: int = 0
    """That become e-books at ``title_won`` each."""
    title_won: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the scenario would bring, in won and copies."""

    copies: int
    gross: Range
    ebook: int
    net: Range


def what_if(
    won: int,
    copies: int,
    scenario: Scenario,
    prices: PriceTable,
    day: date,
    setup: int | None = None,
) -> Outcome:
    """Return what fewer copies of a spend of ``won`` would bring.

    Args:
        won: the spend, without composition.
        copies: of the spend.
        scenario: the sliders.
        prices: states the share of setup.
        day: of its row.
        setup: won of it that are setup; None: the share in the table, with its bounds.
    """
    fewer = rounded(Fraction(copies * scenario.substitution, 1000))
    row = prices.row(Item.SETUP_PERMILLE, day)
    if setup is None:
        low = row.mils if row.low is None else row.low
        high = row.mils if row.high is None else row.high
        bounds = [Fraction(mils, 1_000_000) for mils in (high, row.mils, low)]
    else:
        bounds = [Fraction(setup, won) if won else Fraction(0)] * 3

    def saved(share: Fraction) -> int:
        part = Fraction(scenario.substitution, 1000)
        kept = share * (1 - Fraction(scenario.to_zero, 1000))
        return rounded(won * part * (1 - kept) * Fraction(scenario.price_level, 1000))

    gross = Range(*(saved(share) for share in bounds))
    ebook = scenario.titles * scenario.title_won
    net = Range(gross.low - ebook, gross.likely - ebook, gross.high - ebook)
    return Outcome(fewer, gross, ebook, net)


def what_if_of(totals: Totals, scenario: Scenario, prices: PriceTable, day: date) -> Outcome:
    """Return what the scenario would bring on the prints in ``totals``, with their tax."""
    won = totals.setup + totals.variable
    tax = Fraction(totals.vat, won + totals.composition) if won + totals.composition else 0
    setup = rounded(totals.setup * (1 + tax))
    return what_if(rounded(won * (1 + tax)), totals.printed, scenario, prices, day, setup)
