# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells of a table as values: numbers with their commas, days and months as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal

from app.i18n import mark
from app.ledger.fields import FIELDS, Measure
from app.ledger.money import MILS
from app.ledger.periods import Month
from app.ledger.printing import TRIMS, Binding
from app.services.costing.column_heads import NumberUnit, Tax, unit_of
from app.services.costing.korean_numbers import number_in_words, said_twice
from app.services.costing.spreadsheets.grid import FormulaCell, NumberCell

_AFTER_DAY = r"\s*[.일]?\s*(?:\([월화수목금토일](?:요일)?\)|[월화수목금토일]요일)?(?:[\sT]\d{1,2}:\d\d(?::\d\d)?)?"
_YEAR = r"(?P<year>\d{4}|['‘’`´]?\s*\d{2})"
_DAY = re.compile(
    _YEAR + r"\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})" + _AFTER_DAY
)
_MONTH = re.compile(_YEAR + r"\s*(?:[-./]|년도?)\s*(?P<month>\d{1,2})\s*[.월]?")
_NO_YEAR = re.compile(
    r"(?P<month>\d{1,2})\s*(?:월\s*(?P<day>\d{1,2})|[-./]\s*(?P<other>\d{1,2}))" + _AFTER_DAY
)
_BARE_MONTH = re.compile(r"(?P<month>\d{1,2})\s*월")
_SERIALS = range(29221, 73051)
"""Days of 1980 to 2099 as Excel counts them, from 1900."""
_FROM_1904 = 1462
_WON = re.compile(r"(?:일금|금)?₩?(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?:원정?)?")
_NUMBER = re.compile(
    r"(?:일금|금|[₩\\])?\s*(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[^\d]*)"
)
"""Commas part thousands and nothing else: "3,5" is no number."""
_BLANKS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
"""Thousands parted by blanks: "1 210 000"."""
_NEGATIVE = re.compile(
    r"(?:[-△▲▽▼]\s*[₩]?\s*|[₩]\s*-\s*)(?P<bare>[\d(].*)|\((?P<inner>[₩]?\s*\d[\d,.]*)\)\s*\D{0,3}"
)
_EMPTY = frozenset(
    {"-", "–", "—", "―", "─", "·", ".", "--", "n/a", "해당없음", "해당 없음", "없음", "미정"}
)
DITTO = frozenset(
    {"〃", "″", "”", '"', "''", "상동", "위와 같음", "동일", "상 동", "〟", "「", "'"}
)
"""Cells that mean the one above them."""
_LONGEST_EMPTY = 8
_BROKEN = re.compile(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]?|#{3,}", re.I)
_MOST = 10**13
BINDINGS = {
    Binding.SADDLE: ("saddle", "중철"),
    Binding.PERFECT: ("perfect", "무선", "무선철"),
    Binding.CASE: ("case", "양장", "hardcover"),
}


def is_empty(text: str) -> bool:
    """Tell whether a cell says nothing, or that there is nothing."""
    return not text or (len(text) <= _LONGEST_EMPTY and text.strip().casefold() in _EMPTY)


def is_negative(text: str) -> bool:
    """Tell whether a cell holds a number below nought: -31,880, △31,880, (1,234)."""
    if text[:1].isdecimal():
        return False
    said = _plain_number(text)
    match = _NEGATIVE.fullmatch(said)
    return match is not None and bool(re.search("[1-9]", said))


def number_in(text: str) -> Decimal | None:
    """Return the number that a cell states, without its unit; None where it is none."""
    if not text:
        return None
    said = _plain_number(text)
    negative = None if said[:1].isdecimal() else _NEGATIVE.fullmatch(said)
    if negative is not None:
        said = (negative["bare"] or negative["inner"] or "").strip("()")
    match = _NUMBER.fullmatch(said)
    if match is None:
        return None
    exact = Decimal(match["number"].replace(",", ""))
    return -exact if negative is not None else exact


def counted_number_in(text: str) -> Decimal | None:
    """Return the number of a cell, multiplied by the unit that the cell itself names ("5천부")."""
    if (worded := _worded(_plain_number(text)) if not text.isascii() else None) is not None:
        return worded
    number = number_in(text)
    match = _NUMBER.fullmatch(_plain_number(text)) if number is not None else None
    unit = unit_of(match["unit"]) if match is not None and match["unit"].strip() else None
    return number * unit.scale if number is not None and unit is not None else number


def _plain_number(text: str) -> str:
    """Return a cell with full-width digits and signs narrow, and the minus of typographers plain."""
    if text.isascii():
        said = text.strip()
        said = said[:-2].rstrip() if said.endswith(".-") else said
    else:
        said = unicodedata.normalize("NFKC", text.replace("￦", "₩")).strip()
        said = re.sub(r"^[−‐‑‒–—]\s*(?=[\d₩])", "-", said)
        said = re.sub(r"(?<=\d)\s*\.-$", "", said)
    return _BLANKS.sub(lambda found: found[0].replace(" ", ","), said) if " " in said else said


def _worded(said: str) -> Decimal | None:
    """Return a number that is written in words or parts, or as digits and in words beside."""
    if (number := number_in_words(said)) is not None:
        return number
    if (twice := said_twice(said)) is None:
        return None
    numbers = [number_in_words(one) for one in twice]
    digits = [found for one in twice if (found := re.fullmatch(_WON, one)) is not None]
    stated = {*(one for one in numbers if one is not None)}
    stated |= {Decimal(one["number"].replace(",", "")) for one in digits}
    both = len(digits) == 1 and sum(one is not None for one in numbers) == 1
    return next(iter(stated)) if both and len(stated) == 1 else None


def is_day(text: str) -> bool:
    """Tell whether a cell is a whole day with its year: 2026. 3. 5."""
    return _DAY.fullmatch(_plain_number(text).strip("'’")) is not None


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
        taxes: what heads, notes or the row itself say of the tax in the amounts of a field.
        merged: fields whose cell is merged over several rows.
        year: that the title of the table names, for days without one.
        from_1904: days that stand as numbers are counted from 1904.
        exempt: no tax is on its amounts.
    """

    def __init__(
        self,
        cells: dict[str, str],
        units: Mapping[str, NumberUnit] | None = None,
        taxes: Mapping[str, Tax] | None = None,
        merged: Collection[str] = (),
        year: int | None = None,
        *,
        from_1904: bool = False,
        exempt: bool = False,
    ) -> None:
        self._cells = cells
        self._units = units or {}
        self._taxes = taxes or {}
        self._merged = merged
        self._year = year
        self._from_1904 = from_1904
        self.exempt = exempt
        self.noted: list[str] = []
        """What was understood of its cells beyond what they say; message ids."""

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text.

        Raises:
            BadCell: it is empty, and there is no default.
        """
        found = self._cells.get(name, "")
        if found[:1] == "#" and _BROKEN.fullmatch(found):
            raise BadCell(name, mark("“{value}” is an error of the spreadsheet."), found)
        if found:
            return found
        if default is None:
            raise BadCell(name, mark("The cell is empty. Fill it in."))
        return default

    def has(self, name: str) -> bool:
        """Tell whether the cell says anything."""
        return bool(self._cells.get(name))

    def tax(self, name: str) -> Tax | None:
        """Return what is said of the tax in a field's amounts; None where nothing is."""
        return self._taxes.get(name)

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
        if isinstance(found, FormulaCell):
            raise BadCell(
                name,
                mark(
                    "“{value}” is a formula whose result the file does not hold. "
                    "Open the file in Excel, and save it."
                ),
                found,
            )
        if name in self._merged:
            raise BadCell(
                name,
                mark(
                    "“{value}” stands in a cell that is merged over several rows. "
                    "Write into each row what is its own."
                ),
                found,
            )
        if is_negative(found):
            raise BadCell(
                name,
                mark(
                    "“{value}” takes something back. Enter no row for that: open the entry that it "
                    "corrects, and choose “Correct…” there."
                ),
                found,
            )
        said = _plain_number(found)
        head, measure = self._units.get(name), FIELDS[name].measure
        if (worded := _worded(said)) is not None:
            # "3백만원" in a column of won says the same twice; in one of 천원 it says two things.
            noun = Measure.COPIES if said.rstrip(")")[-1] in "부권매" else Measure.WON
            if (head is not None and head.scale != 1) or measure is not noun:
                raise BadCell(
                    name,
                    mark(
                        "“{value}” is in another unit than its column. Write it in that of the column."
                    ),
                    found,
                )
            return worded
        match = _NUMBER.fullmatch(said)
        if match is None:
            raise BadCell(name, mark("“{value}” is not a number."), found)
        exact = Decimal(match["number"].replace(",", ""))
        unit = unit_of(match["unit"]) if match["unit"].strip() else None
        if unit is None and match["unit"].strip():
            raise BadCell(name, mark("“{value}” is not a number."), found)
        if unit is not None and not fits(unit, measure):
            raise BadCell(
                name,
                mark(
                    "“{value}” is in another unit than its column. Write it in that of the column."
                ),
                found,
            )
        if unit is not None and head is not None and head.scale not in (1, unit.scale):
            raise BadCell(
                name,
                mark(
                    "“{value}” is in another unit than its column. Write it in that of the column."
                ),
                found,
            )
        unit = unit or head
        return exact * unit.scale if unit is not None else exact

    def day(self, name: str) -> date:
        """Return a day; of a month that is stated alone, its first.

        Raises:
            BadCell: it is none, or says no year and nothing above the table does.
        """
        found = self.text(name)
        said = _plain_number(found).strip("'’") if found[:1] not in "'‘’`´" else found.strip()
        try:
            if (serial := self._serial(found)) is not None:
                return serial
            if match := _DAY.fullmatch(said) or re.fullmatch(
                r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", said
            ):
                return date(_year(match["year"]), int(match["month"]), int(match["day"]))
            if match := self._month_in(found, said):
                self.noted.append(mark("only the month is stated, entered as its first day"))
                return date(_year(match["year"]), int(match["month"]), 1)
            if match := _NO_YEAR.fullmatch(said):
                if int(match["month"]) > 12:
                    raise ValueError(said)
                self._refuse_short(name, found, match["other"])
                day = int(match["day"] or match["other"])
                return self._in_year(name, found, int(match["month"]), day)
            if match := _BARE_MONTH.fullmatch(said):
                made = self._in_year(name, found, int(match["month"]), 1)
                self.noted.append(mark("only the month is stated, entered as its first day"))
                return made
        except ValueError:
            pass
        raise BadCell(name, mark("“{value}” is not a day such as 2026-03-02."), found)

    def _serial(self, found: str) -> date | None:
        """Return a day that stands as the number by which Excel counts days."""
        if not found.isdecimal() or len(found) != 5 or int(found) not in _SERIALS:
            return None
        return date(1899, 12, 30) + timedelta(int(found) + (_FROM_1904 if self._from_1904 else 0))

    def _month_in(self, found: str, said: str) -> re.Match[str] | None:
        if match := re.fullmatch(r"(?P<year>\d{4})(?P<month>\d\d)", said):
            # "201012" may be October 12th of 2020 too.
            short = re.fullmatch(r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", said)
            return None if short else match
        match = _MONTH.fullmatch(said)
        if match is None:
            return None
        if isinstance(found, NumberCell):
            # 2026.1 as a number may have been 2026.10.
            return None
        short_year = len(match["year"].strip("'‘’`´ ")) == 2
        marked = match["year"][0] in "'‘’`´" or "년" in said or "월" in said
        return None if short_year and not marked and int(match["year"]) <= 31 else match

    def _refuse_short(self, name: str, found: str, day: str | None) -> None:
        """Refuse "3.1", which a spreadsheet makes of "3.10" where it takes it for a number."""
        cut = day is not None and day in ("1", "2", "3") and re.fullmatch(r"\d+\.\d", found)
        if cut or (day is not None and isinstance(found, NumberCell)):
            raise BadCell(
                name,
                mark("“{value}” may be cut short: write the day whole, as in 2026-03-10."),
                found,
            )

    def _in_year(self, name: str, found: str, month: int, day: int) -> date:
        if self._year is None:
            raise BadCell(
                name,
                mark(
                    "“{value}” says no year, and no single year stands above the table. "
                    "Write the year into the title or the cell."
                ),
                found,
            )
        self.noted.append(mark("the year stands above the table"))
        return date(self._year, month, day)

    def month(self, name: str) -> Month:
        """Return a month.

        Raises:
            BadCell: it is none.
        """
        found = self.text(name)
        said = _plain_number(found)
        match = _MONTH.fullmatch(said) or _DAY.fullmatch(said)
        match = match or re.fullmatch(r"(?P<year>\d{4})(?P<month>\d\d)", said)
        if match is None or not 1 <= int(match["month"]) <= 12:
            raise BadCell(name, mark("“{value}” is not a month. Write it as 2026-03."), found)
        return Month(_year(match["year"]), int(match["month"]))

    def binding(self, name: str) -> Binding:
        """Return how it is bound; perfect for an empty cell.

        Raises:
            BadCell: it is no binding that is known.
        """
        found = self.text(name, "perfect")
        for binding, said in BINDINGS.items():
            if found.casefold().replace(" ", "") in said:
                return binding
        raise BadCell(name, mark("“{value}” is no binding. Write 중철, 무선 or 양장."), found)

    def trim(self, name: str) -> str:
        """Return the size of the page; A4 for an empty cell.

        Raises:
            BadCell: it is no size that is known.
        """
        found = self.text(name, "A4").replace(" ", "").replace("4x6배판", "46배판")
        for trim in TRIMS:
            if found.casefold() == trim.casefold():
                return trim
        raise BadCell(
            name, mark("“{value}” is no size of page. Write A4, A5, B5, 46배판 or 국판."), found
        )


def _year(said: str) -> int:
    """Return a year; of two digits, one of this century."""
    digits = said.strip("'‘’`´ ")
    return int(digits) + (2000 if len(digits) == 2 else 0)
