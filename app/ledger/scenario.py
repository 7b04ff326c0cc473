# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scenarios (what if): fewer copies by a share, other prices, another cost of e-books.

These are potential savings of a plan, not savings: nothing here is ever realised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.ledger.money import rounded
from app.ledger.prices import PriceItem, PriceTable
from app.ledger.totals import Totals
from app.ledger.uncertainty import Range

PROPOSED_COPIES = 1_800_000
PROPOSED_WON = 4_600_000_000
"""The proposal to the city: copies and won; whether a year's, and with tax, it does not say."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The settings of a scenario, one for each slider. Shares are in thousandths."""

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
    stated: tuple[int, int] = (0, 0),
) -> Outcome:
    """Return what fewer copies of a spend of ``won`` would bring.

    Args:
        won: the spend, without composition.
        copies: of the spend.
        scenario: the sliders.
        prices: states the share of setup, with its bounds, for what nobody stated it of.
        day: of its row.
        stated: a part of the spend whose setup is known, and that setup.
    """
    row = prices.row(PriceItem.SETUP_PERMILLE, day)
    low = row.mils if row.low is None else row.low
    high = row.mils if row.high is None else row.high
    known, setup = stated

    def saved(mils: int) -> int:
        fixed = setup + (won - known) * Fraction(mils, 1_000_000)
        stays = fixed * (1 - Fraction(scenario.to_zero, 1000))
        part = Fraction(scenario.substitution * scenario.price_level, 1_000_000)
        return rounded((won - stays) * part)

    gross = Range(saved(high), saved(row.mils), saved(low))
    ebook = scenario.titles * scenario.title_won
    return Outcome(
        copies=rounded(Fraction(copies * scenario.substitution, 1000)),
        gross=gross,
        ebook=ebook,
        net=Range(gross.low - ebook, gross.likely - ebook, gross.high - ebook),
    )


def what_if_of(totals: Totals, scenario: Scenario, prices: PriceTable, day: date) -> Outcome:
    """Return what the scenario would bring on the prints in ``totals``, with their tax."""
    net = totals.setup + totals.variable
    taxed = net + totals.composition
    factor = 1 + (Fraction(totals.vat, taxed) if taxed else 0)
    known = net - totals.quoted
    setup = totals.setup - totals.quoted_setup
    parts = (rounded(amount * factor) for amount in (net, known, setup))
    won, *stated = parts
    return what_if(won, totals.printed, scenario, prices, day, (stated[0], stated[1]))
