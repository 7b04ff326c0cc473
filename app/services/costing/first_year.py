# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first year of a ledger, step by step: what is done, what is lacking, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.ledger.periods import Month
from app.ledger.prices import PriceItem
from app.ledger.records import RecordKind
from app.ledger.totals import Totals, summed
from app.services.costing.ledger import LedgerService, Right
from app.services.costing.scope_totals import places_in
from app.services.costing.view_models import Scope
from app.store.ledger import closing, reading, rights
from app.store.ledger.projection import price_table


class YearStep(StrEnum):
    """The steps, in their order."""

    ORDERS = "orders"
    PRICES = "prices"
    BASELINE = "baseline"
    EBOOKS = "ebooks"
    APPROVAL = "approval"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class YearState:
    """How far a year's ledger is; each step is judged of these facts alone."""

    year: int
    totals: Totals
    """Of the year."""
    orders_before: int
    """Of the ten years before: what a baseline can be found from."""
    titles: int
    """Titles with an order in the year or before it."""
    unplaced: int
    """Titles that belong to no department."""
    organisations: int
    prices: int
    """Rows of the city's own price table that hold now."""
    hour_priced: bool
    """The price table states what an hour of staff costs."""
    frozen: int
    """Titles with a baseline of the year."""
    late: tuple[str, ...]
    """Titles with an order that is older than the entry of its baseline."""
    editions: int
    """In the year."""
    waiting: int
    """Entries that wait for approval; of any year, for prices and names count too."""
    own_waiting: int
    """Of them, those that the person who asks entered."""
    persons: int
    """With stated rights; none: everybody may do all."""
    approvers: tuple[str, ...]
    closed: bool

    def is_done(self, step: YearStep) -> bool:
        """Whether nothing is lacking in a step."""
        totals = self.totals
        return {
            YearStep.ORDERS: totals.runs > 0,
            YearStep.PRICES: bool(self.prices) and not totals.unpriced_runs and self.hour_priced,
            YearStep.BASELINE: self.frozen > 0,
            YearStep.EBOOKS: self.editions > 0 and not totals.uncosted_editions,
            YearStep.APPROVAL: totals.runs > 0 and not self.waiting,
            YearStep.CLOSING: self.closed,
        }[step]

    @property
    def next_step(self) -> YearStep | None:
        """The first step in which something is lacking; None where the year is closed."""
        return next((step for step in YearStep if not self.is_done(step)), None)


_LOOKED_BACK = 10


def year_state(ledger: LedgerService, year: int) -> YearState:
    """Return how far a year is.

    A few counts each: nothing here goes through all entries.
    """
    scope = Scope.of_year(year)
    today = date.today()  # noqa: DTZ011 - the day in the office
    with ledger.store.reading() as connection:
        _, places = places_in(connection, scope)
        before = Scope(Month(year - _LOOKED_BACK, 1), Month(year - 1, 12))
        runs_before = summed(places_in(connection, before)[1].values()).runs
        totals = summed(places.values())
        prices = price_table(connection)
        late = reading.late_runs(connection, scope.first, scope.last)
        late_titles = sorted({publication for publication, _ in late})
        names = reading.title_names(connection, late_titles)
        held = rights.all_rights(connection)
        counts = reading.kinds_counted(connection)
        shut = set(closing.closed(connection))
        waiting, own = reading.pending_of(connection, ledger.person)
        return YearState(
            year=year,
            totals=totals,
            orders_before=runs_before,
            titles=counts[RecordKind.PUBLICATION],
            unplaced=reading.unplaced_titles(connection),
            organisations=counts[RecordKind.ORGANISATION],
            prices=len(prices.stated_on(today)),
            hour_priced=prices.find(PriceItem.STAFF_HOUR, today) is not None,
            frozen=len(reading.baselines_of(connection, year)),
            late=tuple(sorted(names.get(key, (key, ""))[0] for key in late_titles)),
            editions=totals.editions,
            waiting=waiting,
            own_waiting=own,
            persons=len(held),
            approvers=tuple(sorted(who for who, may in held.items() if Right.APPROVE in may)),
            closed=str(year) in shut,
        )
