# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells of a table as values: numbers with their commas, days and months as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from app.i18n import mark
from app.ledger.fields import FIELDS, Measure
from app.ledger.money import MILS
from app.ledger.periods import Month
from app.ledger.printing import TRIMS, Binding
from app.services.costing.column_heads import NumberUnit, unit_of

_DAY = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?:\s.*)?")
_MONTH = re.compile(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[.월]?")
_NUMBER = re.compile(
    r"(?:금|[₩￦\\])?\s*(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>\D*)"
)
"""Commas part thousands and nothing else: "3,5" is no number."""
_MOST = 10**13
BINDINGS = {
    Binding.SADDLE: ("saddle", "중철"),
    Binding.PERFECT: ("perfect", "무선", "무선철"),
    Binding.CASE: ("case", "양장", "hardcover"),
}


class BadCell(Exception):
    """A cell that is not what its column needs; ``reason`` is a message id with ``{value}``."""

    def __init__(self, column: str, reason: str, value: str = "") -> None:
        super().__init__(column, reason, value)
        self.column = column
        self.reason = reason
        self.value = value


def fits(unit: NumberUnit, measure: Measure | None) -> bool:
    """Tell whether the numbers of a field may be written in a unit."""
    if measure is Measure.PRICE:
        # An item's price is in won, percent or sheets, as its name says, and in no multiple.
        return unit.scale == 1
    return measure is not None and unit.measure in (None, measure)


class ImportRow:
    """A row of an imported table: its cells by the names of fields.

    Args:
        cells: as they stand.
        units: what the heads say that the numbers of a field are counted in.
    """

    def __init__(
        self, cells: dict[str, str], units: Mapping[str, NumberUnit] | None = None
    ) -> None:
        self._cells = cells
        self._units = units or {}

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text.

        Raises:
            BadCell: it is empty, and there is no default.
        """
        found = self._cells.get(name, "")
        if found:
            return found
        if default is None:
            raise BadCell(name, mark("The cell is empty."))
        return default

    def has(self, name: str) -> bool:
        """Tell whether the cell says anything."""
        return bool(self._cells.get(name))

    def scale(self, name: str) -> int:
        """Return what the head says that a field's numbers are multiplied by."""
        unit = self._units.get(name)
        return unit.scale if unit is not None else 1

    def number(self, name: str, default: int | None = None, least: int = 0) -> int:
        """Return a whole number.

        Raises:
            BadCell: it is empty without a default, no whole number, or too small or large.
        """
        found = self._cells.get(name, "")
        if not found and default is not None:
            return default
        exact = self._decimal(name)
        if exact != exact.to_integral_value():
            raise BadCell(name, mark("“{value}” is not a whole number."), found)
        if not least <= exact <= _MOST:
            raise BadCell(name, mark("“{value}” is too small or too large."), found)
        return int(exact)

    def optional(self, name: str, least: int = 0) -> int | None:
        """Return a whole number, or None for an empty cell.

        Raises:
            BadCell: see ``number``.
        """
        return self.number(name, least=least) if self.has(name) else None

    def mils(self, name: str) -> int:
        """Return thousandths of a number with decimals.

        Raises:
            BadCell: it is empty, no number, negative or too large.
        """
        exact = self._decimal(name)
        if not 0 <= exact <= _MOST:
            raise BadCell(name, mark("“{value}” is too small or too large."), self.text(name))
        numerator, denominator = (exact * MILS).as_integer_ratio()
        return (2 * numerator + denominator) // (2 * denominator)

    def _decimal(self, name: str) -> Decimal:
        """Return a number in the unit of its field: that of the cell, else that of the head."""
        found = self.text(name)
        match = _NUMBER.fullmatch(found.strip())
        if match is None:
            raise BadCell(name, mark("“{value}” is not a number."), found)
        exact = Decimal(match["number"].replace(",", ""))
        head, measure = self._units.get(name), FIELDS[name].measure
        unit = unit_of(match["unit"]) if match["unit"].strip() else None
        if unit is None and match["unit"].strip():
            raise BadCell(name, mark("“{value}” is not a number."), found)
        if unit is not None and not fits(unit, measure):
            raise BadCell(name, mark("“{value}” is in another unit than its column."), found)
        if unit is not None and head is not None and unit.scale != head.scale:
            raise BadCell(name, mark("“{value}” is in another unit than its column."), found)
        unit = unit or head
        return exact * unit.scale if unit is not None else exact

    def day(self, name: str) -> date:
        """Return a day.

        Raises:
            BadCell: it is none.
        """
        found = self.text(name)
        match = _DAY.fullmatch(found) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", found)
        try:
            if match is None:
                raise ValueError(found)
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            raise BadCell(name, mark("“{value}” is not a day such as 2026-03-02."), found) from None

    def month(self, name: str) -> Month:
        """Return a month.

        Raises:
            BadCell: it is none.
        """
        found = self.text(name)
        match = _MONTH.fullmatch(found) or _DAY.fullmatch(found)
        if match is None or not 1 <= int(match[2]) <= 12:
            raise BadCell(name, mark("“{value}” is not a month such as 2026-03."), found)
        return Month(int(match[1]), int(match[2]))

    def binding(self, name: str) -> Binding:
        """Return how it is bound; perfect for an empty cell.

        Raises:
            BadCell: it is no binding that is known.
        """
        found = self.text(name, "perfect")
        for binding, said in BINDINGS.items():
            if found.casefold().replace(" ", "") in said:
                return binding
        raise BadCell(name, mark("“{value}” is no binding: 중철, 무선 or 양장."), found)

    def trim(self, name: str) -> str:
        """Return the size of the page; A4 for an empty cell.

        Raises:
            BadCell: it is no size that is known.
        """
        found = self.text(name, "A4").replace(" ", "").replace("4x6배판", "46배판")
        for trim in TRIMS:
            if found.casefold() == trim.casefold():
                return trim
        raise BadCell(name, mark("“{value}” is no size of page: A4, A5, B5, 46배판, 국판."), found)
