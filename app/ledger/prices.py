# SPDX-License-Identifier: AGPL-3.0-or-later
"""Price tables: what one unit costs, from when until when, and who says so.

No official price comes with the program. The city enters its own table; ``source`` names the
contract or the price book that a row was taken from and is never empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.i18n import mark
from app.ledger.derivation import PriceUsed


class PriceItem(StrEnum):
    """An item of a price table: what has a price, or another stated number."""

    PLATE = "plate"
    MAKE_READY = "make_ready"
    """Of one plate on the press."""
    RUN = "run"
    """1,000 passes of a sheet through one colour."""
    PAPER = "paper"
    """One kilogram."""
    WASTE_PERMILLE = "waste_permille"
    """Of the sheets."""
    WASTE_SHEETS = "waste_sheets"
    """Of each signature, whatever the run."""
    FOLD = "fold"
    """One signature."""
    SADDLE = "saddle"
    """중철, one copy."""
    PERFECT = "perfect"
    """무선, one copy."""
    CASE = "case"
    """양장, one copy."""
    BINDERY_SETUP = "bindery_setup"
    COATING = "coating"
    """One cover."""
    PACKING = "packing"
    DELIVERY = "delivery"
    VAT_PERMILLE = "vat_permille"
    STAFF_HOUR = "staff_hour"
    REVIEW_HOUR = "review_hour"
    EBOOK_FIXED = "ebook_fixed"
    """Licence and hosting of one title."""
    SETUP_PERMILLE = "setup_permille"
    """Share of a quoted price that is setup, where a quotation does not say."""
    SUBSTITUTION_PERMILLE = "substitution_permille"
    """Copies displaced by one download."""
    PRICE_LEVEL_PERMILLE = "price_level_permille"
    """True prices against those of this table; 1,000 where they agree."""
    EBOOK_MINUTES = "ebook_minutes"
    """Of staff for one title, where nobody wrote them down."""
    MINIMUM_COPIES = "minimum_copies"
    """Of a title in a year, which must be printed in any case."""
    AVERAGE_COPY = "average_copy"
    """One copy of anything, without tax: the last resort, always flagged."""


NAMES: dict[PriceItem, str] = {
    PriceItem.PLATE: mark("Plate, each"),
    PriceItem.MAKE_READY: mark("Make-ready, each plate"),
    PriceItem.RUN: mark("Press, 1,000 passes"),
    PriceItem.PAPER: mark("Paper, kg"),
    PriceItem.WASTE_PERMILLE: mark("Waste of paper, ‰"),
    PriceItem.WASTE_SHEETS: mark("Waste of paper, sheets a signature"),
    PriceItem.FOLD: mark("Folding, a signature"),
    PriceItem.SADDLE: mark("Saddle stitching, a copy"),
    PriceItem.PERFECT: mark("Perfect binding, a copy"),
    PriceItem.CASE: mark("Case binding, a copy"),
    PriceItem.BINDERY_SETUP: mark("Bindery set-up"),
    PriceItem.COATING: mark("Coating, a cover"),
    PriceItem.PACKING: mark("Packing, a copy"),
    PriceItem.DELIVERY: mark("Delivery, a copy"),
    PriceItem.VAT_PERMILLE: mark("Value added tax, ‰"),
    PriceItem.STAFF_HOUR: mark("Staff, an hour"),
    PriceItem.REVIEW_HOUR: mark("Review, an hour"),
    PriceItem.EBOOK_FIXED: mark("E-book, licence and hosting"),
    PriceItem.SETUP_PERMILLE: mark("Setup in a quoted price, ‰"),
    PriceItem.SUBSTITUTION_PERMILLE: mark("Copies displaced by downloads, ‰"),
    PriceItem.PRICE_LEVEL_PERMILLE: mark("True prices against the table's, ‰"),
    PriceItem.EBOOK_MINUTES: mark("Staff for an e-book, minutes"),
    PriceItem.MINIMUM_COPIES: mark("Copies of a title that must be printed"),
    PriceItem.AVERAGE_COPY: mark("Average price of a copy"),
}
"""What an item is called, to be translated."""


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One row: a price in thousandths of a won (or a number times 1,000), valid for some days."""

    item: PriceItem
    mils: int
    valid_from: date
    source: str
    table: str = ""
    valid_to: date | None = None
    """Last day; None while it holds."""
    low: int | None = None
    """Bounds of what it may really be, in the unit of ``mils``; None where it is sure."""
    high: int | None = None
    entry: int = 0
    """Entry of the ledger that states it."""

    @property
    def used(self) -> PriceUsed:
        """The row as an input of a derivation."""
        day = self.valid_from.isoformat()
        return PriceUsed(self.table, self.item.value, self.mils, day, self.source, self.entry)

    def used_with_bounds(self) -> dict[str, str | int | None]:
        """Return the row as plain values."""
        return {
            "table": self.table,
            "item": self.item.value,
            "mils": self.mils,
            "low": self.low,
            "high": self.high,
            "valid_from": self.valid_from.isoformat(),
            "source": self.source,
            "entry": self.entry,
        }


class MissingPrice(Exception):
    """No row of the table is valid on the day."""

    def __init__(self, item: PriceItem, day: date) -> None:
        super().__init__(f"{item.value} {day.isoformat()}")
        self.item = item
        self.day = day


_ALWAYS = date(1900, 1, 1)
_ASSUMED = mark("assumption of this program, for want of a row in the city's table")
ASSUMED_TABLE = "assumed"
ASSUMED: tuple[PriceRow, ...] = tuple(
    PriceRow(item, likely, _ALWAYS, _ASSUMED, ASSUMED_TABLE, None, low, high)
    for item, low, likely, high in (
        (PriceItem.SETUP_PERMILLE, 150_000, 320_000, 450_000),
        (PriceItem.SUBSTITUTION_PERMILLE, 150_000, 400_000, 700_000),
        (PriceItem.PRICE_LEVEL_PERMILLE, 800_000, 1_000_000, 1_250_000),
    )
)
"""What the model cannot do without: shares, never prices. Every figure on them says so."""


class PriceTable:
    """Rows of prices; where several hold on a day, the one that began last counts.

    ``ASSUMED`` stands behind the rows given, and gives way to any of them.
    """

    def __init__(self, rows: Iterable[PriceRow]) -> None:
        self._rows: dict[PriceItem, list[PriceRow]] = {}
        for row in (*rows, *ASSUMED):
            self._rows.setdefault(row.item, []).append(row)
        for kept in self._rows.values():
            kept.sort(key=lambda row: row.valid_from, reverse=True)

    def row(self, item: PriceItem, day: date) -> PriceRow:
        """Return the row of ``item`` that holds on ``day``.

        Raises:
            MissingPrice: none does.
        """
        for row in self._rows.get(item, ()):
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
                return row
        raise MissingPrice(item, day)

    def find(self, item: PriceItem, day: date) -> PriceRow | None:
        """Return the row of ``item`` that holds on ``day``, if there is one."""
        try:
            return self.row(item, day)
        except MissingPrice:
            return None

    def mils(self, item: PriceItem, day: date, default: int | None = None) -> int:
        """Return the price of ``item`` in thousandths of a won.

        Raises:
            MissingPrice: there is none, and no default.
        """
        try:
            return self.row(item, day).mils
        except MissingPrice:
            if default is None:
                raise
            return default

    def stated_on(self, day: date) -> tuple[PriceRow, ...]:
        """Return the rows that the city stated and that hold on the day, in the order of items."""
        found = (self.find(item, day) for item in PriceItem)
        return tuple(row for row in found if row is not None and row.table != ASSUMED_TABLE)

    def used(self, item: PriceItem, day: date) -> tuple[PriceUsed, ...]:
        """Return the row as an input of a derivation; empty where there is none."""
        try:
            row = self.row(item, day)
        except MissingPrice:
            return ()
        return (row.used,)
