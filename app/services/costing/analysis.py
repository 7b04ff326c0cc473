# SPDX-License-Identifier: AGPL-3.0-or-later
"""Analysis of the ledger: a measure by group with years side by side, and print beside reading.

Groups of titles and parts read the kept sums; suppliers read the orders themselves, for a saving
belongs to a title's year and not to who printed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.ledger.periods import Month
from app.ledger.totals import Totals, summed
from app.services.costing.ledger import LedgerService
from app.services.costing.scope_totals import places_in
from app.services.costing.view_models import Scope
from app.store.ledger import grouping, reading
from app.store.ledger.grouping import TitleField

YEARS = 5
"""Side by side at most, the newest."""


class Grouping(StrEnum):
    """What rows are made of."""

    BUREAU = "bureau"
    DEPARTMENT = "department"
    TITLE = "title"
    SUPPLIER = "supplier"
    TRIM = "trim"
    BINDING = "binding"
    COLOURS = "colours"


class Measure(StrEnum):
    """What is summed; the value names a sum of ``Totals``, or one of orders."""

    PRINTED = "printed"
    AVOIDED = "avoided"
    SPENT = "spent"
    NET = "net"
    RUNS = "runs"
    DOWNLOADS = "downloads"
    READS = "reads"
    EBOOK = "ebook"
    AMOUNT = "amount"
    """As quoted, without tax, of runs that were printed."""


_OF_ORDERS = (Measure.PRINTED, Measure.RUNS, Measure.AMOUNT)
_FIELDS = {
    Grouping.TITLE: TitleField.TITLE,
    Grouping.TRIM: TitleField.TRIM,
    Grouping.BINDING: TitleField.BINDING,
    Grouping.COLOURS: TitleField.COLOURS,
}


_SUMS = {
    Measure.SPENT: ("setup", "variable", "composition", "vat"),
    Measure.NET: ("saved", "saved_vat", "ebook"),
}
"""The sums that a measure is made of, where it is none itself."""


def measures_of(group: Grouping) -> tuple[Measure, ...]:
    """Return the measures that a grouping can be asked for."""
    if group is Grouping.SUPPLIER:
        return _OF_ORDERS
    return tuple(measure for measure in Measure if measure is not Measure.AMOUNT)


@dataclass(frozen=True, slots=True)
class PivotRow:
    """A group with its values, year by year."""

    name: str
    """Empty where the orders or titles say nothing."""
    values: tuple[int, ...]

    @property
    def whole(self) -> int:
        """The sum over the years."""
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Pivot:
    """A pivot table: groups down, years across."""

    years: tuple[int, ...]
    rows: tuple[PivotRow, ...]
    """The greatest first."""


def pivot(ledger: LedgerService, group: Grouping, measure: Measure) -> Pivot:
    """Return a measure by group and year.

    Raises:
        ValueError: the grouping has no such measure.
    """
    if measure not in measures_of(group):
        raise ValueError(f"{group} {measure}")
    years = ledger.figures.years()[-YEARS:]
    if not years:
        return Pivot((), ())
    if group in (Grouping.BUREAU, Grouping.DEPARTMENT):
        found = _of_parts(ledger, group, measure, years)
    else:
        found = _of_database(ledger, group, measure, years)
    rows = [
        PivotRow(name, tuple(by_year.get(year, 0) for year in years))
        for name, by_year in found.items()
        if any(by_year.values())
    ]
    return Pivot(years, tuple(sorted(rows, key=lambda row: (-row.whole, row.name))))


_ByYear = dict[str, dict[int, int]]


def _of_parts(
    ledger: LedgerService, group: Grouping, measure: Measure, years: Iterable[int]
) -> _ByYear:
    found: _ByYear = {}
    for year in years:
        scope = Scope.of_year(year)
        if group is Grouping.BUREAU:
            parts = [(row.name, row.totals) for row in ledger.figures.organisations(scope)]
        else:
            parts = _departments(ledger, scope)
        for name, totals in parts:
            at = found.setdefault(name, {})
            at[year] = at.get(year, 0) + int(getattr(totals, measure.value))
    return found


def _departments(ledger: LedgerService, scope: Scope) -> list[tuple[str, Totals]]:
    with ledger.store.reading() as connection:
        tree, places = places_in(connection, scope)
    by_code: dict[str, list[Totals]] = {}
    for (_, code), part in places.items():
        by_code.setdefault(code, []).append(part)
    return [
        (tree[code].name if code in tree else code, summed(parts))
        for code, parts in by_code.items()
    ]


def _of_database(
    ledger: LedgerService, group: Grouping, measure: Measure, years: tuple[int, ...]
) -> _ByYear:
    found: _ByYear = {}
    with ledger.store.reading() as connection:
        if group is Grouping.SUPPLIER:
            orders = grouping.by_supplier(connection, years[0], years[-1])
            values = [(name, year, sums[measure.value]) for name, year, sums in orders]
        else:
            titles = grouping.by_title_field(
                connection,
                _FIELDS[group],
                years[0],
                years[-1],
                _SUMS.get(measure, (measure.value,)),
            )
            values = [
                (name, year, int(getattr(sums, measure.value))) for name, year, sums in titles
            ]
    for name, year, value in values:
        at = found.setdefault(name, {})
        at[year] = at.get(year, 0) + value
    return found


# ------------------------------------------------------------ print beside reading


@dataclass(frozen=True, slots=True)
class ReachRow:
    """A title with an e-book: what was printed of it, and who read it."""

    publication: str
    title: str
    printed: int
    avoided: int
    downloads: int
    reads: int
    ebook: int
    """What its e-books cost, in won."""

    @property
    def won_a_reader(self) -> int | None:
        """What the e-book cost for each download; None where nobody downloaded it."""
        return round(self.ebook / self.downloads) if self.downloads else None

    @property
    def unread(self) -> bool:
        """Printed, and never read as an e-book."""
        return bool(self.printed) and not self.downloads and not self.reads


def reach(ledger: LedgerService, year: int) -> tuple[ReachRow, ...]:
    """Return the titles that have an e-book by a year's end, those that nobody reads first."""
    with ledger.store.reading() as connection:
        keys = grouping.titles_with_editions(connection, f"{year}-12-31")
        sums = dict[str, Totals]()
        for start in range(0, len(keys), 400):
            chunk = keys[start : start + 400]
            sums |= reading.title_totals(connection, Month(year, 1), Month(year, 12), chunk)
        names = reading.titles(connection)
    rows = [
        ReachRow(
            key,
            names.get(key, key),
            totals.printed,
            totals.avoided,
            totals.downloads,
            totals.reads,
            totals.ebook,
        )
        for key in keys
        for totals in (sums.get(key, Totals()),)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.unread, -row.printed, row.title)))
