# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cost of a print run, by pages, trim, paper, colours, binding and copies.

Geometry: a full sheet (국전지 636 x 939 mm or 사륙전지 788 x 1091 mm) gives so many leaves of a
trim; a signature is one sheet, printed on both sides. Composition is no part of it: the e-book
needs it too. Setup is there once for a run, and goes only when the run goes to zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.i18n import mark
from app.ledger.derivation import Derivation, Unit
from app.ledger.money import priced, vat_of
from app.ledger.prices import PriceItem, PriceTable


class Binding(StrEnum):
    """How a book is bound."""

    SADDLE = "saddle"
    PERFECT = "perfect"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Trim:
    """A size of page, and how many leaves of it a full sheet gives."""

    width_mm: int
    height_mm: int
    leaves: int

    @property
    def leaf_m2(self) -> Fraction:
        """Area of a leaf in square metres."""
        return Fraction(self.width_mm * self.height_mm, 1_000_000)


TRIMS = {
    "A4": Trim(210, 297, 8),
    "A5": Trim(148, 210, 16),
    "B5": Trim(182, 257, 16),
    "46배판": Trim(188, 257, 16),
    "국판": Trim(148, 210, 16),
    "국배판": Trim(210, 297, 8),
}
_BOUND = {
    Binding.SADDLE: PriceItem.SADDLE,
    Binding.PERFECT: PriceItem.PERFECT,
    Binding.CASE: PriceItem.CASE,
}


@dataclass(frozen=True, slots=True)
class PrintSpec:
    """A print specification: pages, trim, paper, colours and binding of a title.

    Raises:
        ValueError: the trim is unknown, or a number is not positive.
    """

    pages: int
    trim: str = "A4"
    grams: int = 80
    """Of the text paper, g/m²."""
    colours: int = 1
    """On each side of the text."""
    binding: Binding = Binding.PERFECT
    cover_grams: int = 250
    cover_colours: int = 4
    coated: bool = True

    def __post_init__(self) -> None:
        if self.trim not in TRIMS or min(self.pages, self.grams, self.colours) < 1:
            raise ValueError(f"{self.trim} {self.pages} {self.grams} {self.colours}")

    @property
    def signatures(self) -> int:
        """Sheets of text in a copy."""
        return -(-self.pages // (2 * TRIMS[self.trim].leaves))

    @property
    def plates(self) -> int:
        """Of both sides of each signature, and of the cover's outside."""
        return 2 * self.signatures * self.colours + self.cover_colours

    @property
    def kilograms(self) -> Fraction:
        """Paper of one copy with its cover, without waste."""
        trim = TRIMS[self.trim]
        text = self.signatures * trim.leaves * trim.leaf_m2 * self.grams
        return (text + 2 * trim.leaf_m2 * self.cover_grams) / 1000


@dataclass(frozen=True, slots=True)
class PrintCost:
    """A run's cost in won: rounded lines and their sums."""

    copies: int
    setup_lines: tuple[Derivation, ...]
    variable_lines: tuple[Derivation, ...]
    vat: int
    grams: int
    """Paper of the whole run with its waste."""

    @property
    def setup(self) -> int:
        """What does not depend on the copies."""
        return sum(line.value for line in self.setup_lines)

    @property
    def variable(self) -> int:
        """What grows with the copies."""
        return sum(line.value for line in self.variable_lines)

    @property
    def net(self) -> int:
        """Without tax."""
        return self.setup + self.variable

    @property
    def total(self) -> int:
        """With tax."""
        return self.net + self.vat

    def derivation(self) -> Derivation:
        """Return how it came about."""
        return Derivation(
            mark("Cost of printing by the price table"),
            mark(
                "sum of the lines: plates, press, paper, folding, binding, finishing; without VAT"
            ),
            self.net,
            Unit.WON,
            (*self.setup_lines, *self.variable_lines),
        )


def paper_grams(spec: PrintSpec, copies: int, prices: PriceTable, day: date) -> int:
    """Return the paper of a run with its waste; where no row states waste, there is none."""
    return round(_kilograms(spec, copies, prices, day) * 1000) if copies else 0


def _waste(copies: int, prices: PriceTable, day: date) -> Fraction:
    """Return what the paper of a run is multiplied by."""
    share = Fraction(prices.mils(PriceItem.WASTE_PERMILLE, day, 0), 1_000_000)
    return 1 + share + Fraction(prices.mils(PriceItem.WASTE_SHEETS, day, 0), 1000) / copies


def _kilograms(spec: PrintSpec, copies: int, prices: PriceTable, day: date) -> Fraction:
    return spec.kilograms * _waste(copies, prices, day) * copies


def print_cost(spec: PrintSpec, copies: int, prices: PriceTable, day: date) -> PrintCost:
    """Return the cost of ``copies`` of ``spec`` at the prices of ``day``; nothing for no copies.

    Source: the shared reference on savings, sections 6 and 7.

    Raises:
        MissingPrice: a price that is needed does not hold on the day.
        ValueError: copies are negative.
    """
    if copies < 0:
        raise ValueError(copies)
    if not copies:
        return PrintCost(0, (), (), 0, 0)

    def line(name: str, item: PriceItem, quantity: Fraction | int) -> Derivation:
        formula = mark("{quantity} × the price of one")
        value = priced(prices.mils(item, day, _DEFAULTS.get(item)), quantity)
        said = {"quantity": f"{float(quantity):,.2f}"}
        return Derivation(name, formula, value, Unit.WON, prices.used(item, day), said)

    trim = TRIMS[spec.trim]
    waste = _waste(copies, prices, day)
    kilograms = _kilograms(spec, copies, prices, day)
    # Covers share a sheet: half as many on it as leaves; their waste is in the text's.
    cover_passes = Fraction(spec.cover_colours, trim.leaves // 2)
    passes = (2 * spec.signatures * spec.colours * waste + cover_passes) * copies
    setup = [
        line(mark("Plates"), PriceItem.PLATE, spec.plates),
        line(mark("Make-ready"), PriceItem.MAKE_READY, spec.plates),
        line(mark("Bindery set-up"), PriceItem.BINDERY_SETUP, 1),
    ]
    variable = [
        line(mark("Paper, kg"), PriceItem.PAPER, kilograms),
        line(mark("Press, 1,000 passes"), PriceItem.RUN, passes / 1000),
        line(mark("Folding, signatures"), PriceItem.FOLD, spec.signatures * copies),
        line(mark("Binding, copies"), _BOUND[spec.binding], copies),
        line(mark("Coating, covers"), PriceItem.COATING, copies if spec.coated else 0),
        line(mark("Packing, copies"), PriceItem.PACKING, copies),
        line(mark("Delivery, copies"), PriceItem.DELIVERY, copies),
    ]
    rate = prices.mils(PriceItem.VAT_PERMILLE, day, 100_000) // 1000
    vat = sum(vat_of(one.value, rate) for one in (*setup, *variable))
    return PrintCost(copies, tuple(setup), tuple(variable), vat, round(kilograms * 1000))


_DEFAULTS = {
    PriceItem.BINDERY_SETUP: 0,
    PriceItem.COATING: 0,
    PriceItem.PACKING: 0,
    PriceItem.DELIVERY: 0,
}
"""What a city may leave out of its table; nothing then costs nothing."""
