# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paper, trees, CO₂e and energy of copies not printed: published factors, always as a range.

They are off in reports of money unless somebody asks for them. A tonne of paper is the measure:
sheets of A4 say little about books. The old constant of 80,500 sheets a tree is ten times off
and is not used. Source: the shared reference on savings, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import mark
from app.ledger.derivation import Unit


@dataclass(frozen=True, slots=True)
class Factor:
    """What a tonne of paper stands for, in thousandths of ``unit``."""

    name: str
    """A message id."""
    unit: Unit
    low: int
    likely: int
    high: int
    source: str
    date: str


FACTORS: tuple[Factor, ...] = (
    Factor(
        mark("Trees"),
        Unit.TREES,
        24_000,
        24_050,
        26_500,
        "EPN Paper Calculator 4.0 (24 trees a short ton, 26.5 a tonne); "
        "PaperCut NG 15 and SavaPage: 8,333 sheets A4 a tree (24.05 a tonne)",
        "2026-11-22",
    ),
    Factor(
        mark("CO₂e, kg"),
        Unit.KILOGRAMS,
        902_000,
        1_020_000,
        2_545_000,
        "PaperCut NG 9 and 12: 4.5 g a sheet A4; SavaPage: 5.1 g; PaperCut NG 15: 12.7 g "
        "(published figures differ 2.8-fold; forest carbon is disputed)",
        "2026-11-22",
    ),
    Factor(
        mark("Energy, kWh"),
        Unit.KILOWATT_HOURS,
        2_510_000,
        2_510_000,
        3_410_000,
        "SavaPage: 12.5 Wh a sheet A4; PaperCut 2007: 17 Wh",
        "2026-11-22",
    ),
)
"""No factor of water is among them: no published value could be read. A city may state its own."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """What was avoided, in thousandths of the factor's unit."""

    factor: Factor
    low: int
    likely: int
    high: int


def avoided(grams: int, factors: tuple[Factor, ...] = FACTORS) -> tuple[Avoided, ...]:
    """Return what ``grams`` of paper not printed on stand for."""

    def of(thousandths: int) -> int:
        return thousandths * grams // 1_000_000

    made = []
    for factor in factors:
        low, high = sorted((of(factor.low), of(factor.high)))
        made.append(Avoided(factor, low, of(factor.likely), high))
    return tuple(made)
