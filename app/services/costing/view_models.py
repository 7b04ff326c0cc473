# SPDX-License-Identifier: AGPL-3.0-or-later
"""View models of the ledger: the figures of a dashboard and of a report, ready to be drawn.

Money is whole won with tax unless it says otherwise. Realised and potential savings are never
added to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.ledger.derivation import Derivation
from app.ledger.periods import Month
from app.ledger.totals import Totals
from app.ledger.uncertainty import Range


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of figures: months, both counted, and a part of the city with all below."""

    first: Month
    last: Month
    organisation: str = ""
    """Code; empty for the whole city."""

    @property
    def last_day(self) -> date:
        """Of the last month."""
        after = self.last.next
        return date(after.year, after.month, 1) - timedelta(days=1)

    @property
    def is_year(self) -> bool:
        """It is one whole year."""
        return self.first == Month(self.last.year, 1) and self.last.month == 12

    @classmethod
    def of_year(cls, year: int, organisation: str = "") -> Scope:
        """Return a whole year."""
        return cls(Month(year, 1), Month(year, 12), organisation)


@dataclass(frozen=True, slots=True)
class Cards:
    """The figures of the cards at the top of the dashboard."""

    totals: Totals
    realised: Range
    """Net of the e-books' cost."""
    potential: Range
    titles: int
    """With a run or an edition in the scope."""
    digital: int
    """Of them, with an edition up to its end."""
    won_a_copy: int | None
    """Spent on a copy; None where nothing was printed."""
    budget: int | None
    """Of the year, where a target states it; None for parts of the city or of a year."""
    unapproved: int
    """Entries in the scope's months that nobody has approved yet."""
    unapproved_prices: int = 0
    """Rows of price tables, of any day, that nobody has approved yet."""


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of the trend, in copies and won."""

    month: Month
    printed: int
    reference: int
    """Copies of the baseline where it was frozen, else of the plan."""
    target: int | None
    """Copies that the target allows; None without one."""
    avoided: int
    spent: int
    realised: int
    """Net of the e-books' cost."""
    closed: bool


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A part of the city with all below it; a row with ``own`` holds what is no part's below."""

    code: str
    name: str
    level: str
    below: int
    """Parts below it; it can be opened where there are any."""
    own: bool
    totals: Totals


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title in the scope."""

    publication: str
    title: str
    organisation: str
    totals: Totals
    share: int
    """Of what is measured, in thousandths."""
    cumulated: int
    """Share of it and of all before it, in thousandths."""


@dataclass(frozen=True, slots=True)
class Pareto:
    """A Pareto analysis: titles with the greatest spend first."""

    rows: tuple[TitleRow, ...]
    titles: int
    """All of the scope, shown or not."""
    for_80: int
    """Titles that 80 % of the spend goes to."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A print order with what was found of it."""

    order: str
    entry: int
    title: str
    day: str
    planned: int
    printed: int
    baseline: int | None
    spent: int
    realised: int
    basis: str
    """Of its cost: stated, quoted, table, average, none."""
    contract: str
    """Its number; empty where the order states none."""
    document: str
    approved: bool


@dataclass(frozen=True, slots=True)
class TitleDetail:
    """A title in a year: its runs, and how its saving came about."""

    publication: str
    title: str
    year: int
    runs: tuple[RunRow, ...]
    totals: Totals
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the ledger, as an auditor reads it."""

    number: int
    at: str
    """Moment in UTC, ISO 8601."""
    author: str
    kind: str
    key: str
    content: str
    """Its payload, canonical JSON."""
    corrects: int | None
    approved_by: str
    hash: str
