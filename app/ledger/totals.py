# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sums of the ledger: whole numbers only, so that parts sum to totals at every level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from operator import add, attrgetter, sub


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over runs, editions and reads; money in whole won without tax unless it says so.

    "Measured" are the runs with a baseline that was frozen in time; realised savings are theirs
    alone. "Table" is what the price table said, "quoted" what a printer asked.
    """

    runs: int = 0
    measured_runs: int = 0
    unpriced_runs: int = 0
    """Without a quoted price and without a way to find one: their money is missing here."""
    averaged_runs: int = 0
    """Priced by the average copy, for want of anything better."""
    planned: int = 0
    """Copies."""
    printed: int = 0
    baseline: int = 0
    """Copies of the frozen baselines of measured runs."""
    avoided: int = 0
    """Copies: baseline less printed, of measured runs."""
    unproven: int = 0
    """Copies: planned less printed, of runs without a frozen baseline."""
    base_setup: int = 0
    base_variable: int = 0
    """Of measured runs, at the prices of the day of freezing."""
    measured_printed: int = 0
    """Copies printed in measured runs."""
    measured_setup: int = 0
    measured_variable: int = 0
    crossed: int = 0
    """Variable cost of the measured runs' printed copies at the baseline's prices."""
    setup: int = 0
    """Of all runs."""
    variable: int = 0
    quoted: int = 0
    """The part of setup and variable cost that the table's share parted, and its setup."""
    quoted_setup: int = 0
    composition: int = 0
    vat: int = 0
    saved: int = 0
    """Realised: what the copies not printed would have cost on the day of the order."""
    saved_vat: int = 0
    saved_sure: int = 0
    """The part of ``saved`` that rests on amounts that somebody paid or quoted as such."""
    saved_quoted: int = 0
    """The part of ``saved`` before the share of setup is taken off: it depends on that share."""
    saved_table: int = 0
    """The part of ``saved`` that the price table said."""
    downloads: int = 0
    reads: int = 0
    potential: int = 0
    """Copies that downloads may have displaced and that were printed all the same."""
    potential_won: int = 0
    potential_low: int = 0
    """The same at the lowest rate of substitution, and at the highest."""
    potential_high: int = 0
    potential_quoted: int = 0
    """The part of ``potential_won`` that depends on the share of setup."""
    editions: int = 0
    uncosted_editions: int = 0
    """Without written hours and without an assumption for them."""
    ebook: int = 0
    """What the editions cost."""
    ebook_assumed: int = 0
    """The part of it that rests on assumed minutes."""
    grams: int = 0
    """Paper printed on, with waste; only where the spec is known."""
    grams_avoided: int = 0
    """Of measured runs."""

    def __add__(self, other: Totals) -> Totals:
        return Totals(*map(add, _VALUES(self), _VALUES(other)))

    def __sub__(self, other: Totals) -> Totals:
        return Totals(*map(sub, _VALUES(self), _VALUES(other)))

    @property
    def spent(self) -> int:
        """Won paid for printing, with composition and tax."""
        return self.setup + self.variable + self.composition + self.vat

    @property
    def realised(self) -> int:
        """Won saved with the tax that was not paid, before the e-books' cost."""
        return self.saved + self.saved_vat

    @property
    def net(self) -> int:
        """Realised savings less what the e-books cost; negative when they cost more."""
        return self.realised - self.ebook

    def values(self) -> tuple[int, ...]:
        """Return the sums in the order of ``COLUMNS``."""
        values: tuple[int, ...] = _VALUES(self)
        return values

    def mapped(self) -> dict[str, int]:
        """Return the sums by name."""
        return dict(zip(COLUMNS, _VALUES(self), strict=True))


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Totals))
_VALUES = attrgetter(*COLUMNS)
"""All sums at once: tens of thousands are added for one figure of a large ledger."""


def summed(parts: Iterable[Totals]) -> Totals:
    """Return the sum of ``parts``."""
    return Totals(*map(sum, zip(*map(_VALUES, parts), strict=True)))


def totals_of(row: Mapping[str, int | None]) -> Totals:
    """Return totals of a row of sums; what is missing or null counts as nothing."""
    return Totals(**{name: int(row.get(name) or 0) for name in COLUMNS})
