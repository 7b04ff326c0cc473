# SPDX-License-Identifier: AGPL-3.0-or-later
"""Money in whole won. Every rounding of the ledger happens here, half up, away from zero.

Unit prices are thousandths of a won ("mils"), so that 0.75 won a fold is exact. A line of a
calculation is rounded once; totals are sums of rounded lines and are never rounded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

MILS = 1000
"""Thousandths in a won."""
VAT_PERMILLE = 100
"""Korean value added tax, 10 %, where a price table does not state another."""


def rounded(amount: Fraction | int) -> int:
    """Return ``amount`` in whole won, halves away from zero."""
    exact = Fraction(amount)
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


def priced(mils: int, quantity: Fraction | int) -> int:
    """Return ``quantity`` times a unit price of ``mils`` thousandths, in whole won."""
    return rounded(Fraction(mils, MILS) * quantity)


def vat_of(amount: int, permille: int = VAT_PERMILLE) -> int:
    """Return the tax on one line of ``amount`` won."""
    return rounded(Fraction(amount * permille, 1000))


def without_vat(gross: int, permille: int = VAT_PERMILLE) -> tuple[int, int]:
    """Take the tax out of ``gross`` won; the two parts (net, tax) sum to it."""
    net = rounded(Fraction(gross * 1000, 1000 + permille))
    return net, gross - net


def allocated(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share ``total`` by ``weights``; the parts sum to it, largest remainders first.

    Raises:
        ValueError: there are no weights, a negative one, or all are zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights")
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    left = total - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda i: (-shares[i][1], i))
    for index in by_remainder[:left]:
        parts[index] += 1
    return tuple(parts)
