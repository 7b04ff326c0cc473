# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bridge from the headline saving to every other saving that a screen or a report shows.

There is one headline: the realised saving with tax, less what the e-books cost. Each other amount
differs from it by steps that have a name: the e-books, the tax, the prices of another day, the
prices paid. The steps sum to the won, so that nobody meets two savings without the way between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import mark
from app.ledger.totals import Totals
from app.ledger.waterfall import waterfall


class BridgeStep(StrEnum):
    """A line of the bridge; amounts that stand for themselves, and steps between them."""

    NET = "net"
    EBOOK = "ebook"
    REALISED = "realised"
    TAX = "tax"
    SAVED = "saved"
    DAY = "day"
    FEWER = "fewer"
    PRICE = "price"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """A line of the bridge in won: an amount (``whole``), or the step to the next one."""

    step: BridgeStep
    won: int
    whole: bool = False

    @property
    def name(self) -> str:
        """What it is called, a message id."""
        return NAMES[self.step]

    @property
    def meaning(self) -> str:
        """What it is, a message id."""
        return MEANINGS[self.step]


NAMES: dict[BridgeStep, str] = {
    BridgeStep.NET: mark("Realised saving"),
    BridgeStep.EBOOK: mark("plus the cost of the e-books"),
    BridgeStep.REALISED: mark("Saved by fewer copies"),
    BridgeStep.TAX: mark("less value added tax"),
    BridgeStep.SAVED: mark("Saved, no tax"),
    BridgeStep.DAY: mark("at the prices of the day of freezing"),
    BridgeStep.FEWER: mark("Fewer copies at the baseline's prices"),
    BridgeStep.PRICE: mark("prices that changed since"),
    BridgeStep.DIFFERENCE: mark("Baseline less paid, no tax"),
}
MEANINGS: dict[BridgeStep, str] = {
    BridgeStep.NET: mark("the headline: with tax, less what the e-books cost"),
    BridgeStep.EBOOK: mark("taken off in the headline"),
    BridgeStep.REALISED: mark("with tax, at the prices of the day of each order"),
    BridgeStep.TAX: mark("the tax that was not paid either"),
    BridgeStep.SAVED: mark("at the prices of the day of each order"),
    BridgeStep.DAY: mark("the same copies and setups, valued on the day of freezing"),
    BridgeStep.FEWER: mark("volume, mix and setup of the waterfall"),
    BridgeStep.PRICE: mark("what the printed copies cost less or more than when it was frozen"),
    BridgeStep.DIFFERENCE: mark("first and last amount of the waterfall; no saving by itself"),
}


def bridge(totals: Totals) -> tuple[BridgeLine, ...]:
    """Return the way from the headline to the difference that the waterfall parts."""
    steps = waterfall(totals)
    fewer = -(steps.volume + steps.mix + steps.setup)
    return (
        BridgeLine(BridgeStep.NET, totals.net, whole=True),
        BridgeLine(BridgeStep.EBOOK, totals.ebook),
        BridgeLine(BridgeStep.REALISED, totals.realised, whole=True),
        BridgeLine(BridgeStep.TAX, -totals.saved_vat),
        BridgeLine(BridgeStep.SAVED, totals.saved, whole=True),
        BridgeLine(BridgeStep.DAY, fewer - totals.saved),
        BridgeLine(BridgeStep.FEWER, fewer, whole=True),
        BridgeLine(BridgeStep.PRICE, -steps.price),
        BridgeLine(BridgeStep.DIFFERENCE, steps.baseline - steps.actual, whole=True),
    )
