# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a figure lacks: a nought for want of data is no figure, and is never shown as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import mark
from app.ledger.totals import Totals


@dataclass(frozen=True, slots=True)
class _Need:
    """What a figure needs, and what is said where it is missing."""

    is_met: Callable[[Totals], bool]
    lack: str


_ORDERS = _Need(lambda t: t.runs > 0, mark("No print orders yet."))
_BASELINE = _Need(
    lambda t: t.measured_runs > 0,
    mark("No order has a baseline that was frozen before it."),
)
_PRICES = _Need(
    lambda t: not t.printed or t.unpriced_runs < t.runs,
    mark("No order has an amount, and the price table gives none."),
)
_SAVED_PRICES = _Need(
    lambda t: bool(t.base_setup + t.base_variable + t.measured_setup + t.measured_variable),
    mark("The measured orders have no amount, and the price table gives none."),
)
_PRINTED = _Need(lambda t: t.printed > 0, mark("Nothing was printed."))
_READS = _Need(lambda t: t.downloads > 0, mark("No downloads of e-books were entered."))
_EDITIONS = _Need(lambda t: t.editions > 0, mark("No e-books were entered."))
_COSTED = _Need(
    lambda t: t.uncosted_editions < t.editions,
    mark("Neither hours nor the price of an hour are known of the e-books."),
)
_NEEDS: dict[str, tuple[_Need, ...]] = {
    "planned": (_ORDERS,),
    "printed": (_ORDERS,),
    "baseline": (_ORDERS, _BASELINE),
    "avoided": (_ORDERS, _BASELINE),
    "spent": (_ORDERS, _PRICES),
    "won_a_copy": (_ORDERS, _PRINTED, _PRICES),
    "saved": (_ORDERS, _BASELINE, _SAVED_PRICES),
    "realised": (_ORDERS, _BASELINE, _SAVED_PRICES),
    "net": (_ORDERS, _BASELINE, _SAVED_PRICES),
    "ebook": (_EDITIONS, _COSTED),
    "potential": (_READS, _ORDERS),
}
"""The needs of each figure, that which comes first in the first year first."""


def lack_of(figure: str, totals: Totals) -> str:
    """Return what a figure lacks, a message id; empty where it is a figure."""
    return next((need.lack for need in _NEEDS.get(figure, ()) if not need.is_met(totals)), "")
