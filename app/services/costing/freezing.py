# SPDX-License-Identifier: AGPL-3.0-or-later
"""Freezing a year's baselines from the runs of the years before, all titles at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.errors import AppError
from app.i18n import mark
from app.ledger.freezing import YEARS, last_run, mean_of_years
from app.ledger.periods import Month
from app.ledger.records import Baseline, BaselineMethod, PrintOrder
from app.services.costing.ledger import LedgerService
from app.store.ledger import reading
from app.store.ledger.journal import EntryRange

_Way = Callable[[Iterable[PrintOrder], int, date, str], Baseline | None]
_WAYS: dict[BaselineMethod, _Way] = {
    BaselineMethod.LAST_RUN: last_run,
    BaselineMethod.MEAN_OF_THREE_YEARS: mean_of_years,
}
"""Ways that the ledger can go itself; an approved plan comes in as a table."""
_LOOKED_BACK = 10
"""Years that are looked back for a last run."""


class OwnApproval(AppError):
    """The approver of a baseline is who enters it."""


def propose(
    ledger: LedgerService, year: int, method: BaselineMethod, day: date, approver: str
) -> tuple[Baseline, ...]:
    """Return the baselines of all titles that were printed before and have none for the year.

    Args:
        ledger: whose ledger.
        year: whose runs are to be measured against them.
        method: any but an approved plan.
        day: of freezing; only runs ordered on it or later are measured.
        approver: who stands for them; not who enters them.

    Raises:
        OwnApproval: it is the person who enters them.
    """
    if approver.strip() in ("", ledger.person):
        raise OwnApproval(
            mark("A baseline is approved by somebody else than who enters it ({person})."),
            person=ledger.person,
        )
    back = YEARS if method is BaselineMethod.MEAN_OF_THREE_YEARS else _LOOKED_BACK
    with ledger.store.reading() as connection:
        frozen = reading.baselines_of(connection, year)
        orders = reading.orders_between(connection, Month(year - back, 1), Month(year - 1, 12))
        found = (
            _WAYS[method](title, year, day, approver)
            for publication, title in groupby(orders, key=lambda order: order.publication)
            if publication not in frozen
        )
        return tuple(baseline for baseline in found if baseline is not None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A baseline that could be frozen, with what a person should know of it first."""

    baseline: Baseline
    title: str
    ordered: int
    """Orders of the year up to the day of freezing: they will not be measured against it."""


def proposals(
    ledger: LedgerService, year: int, method: BaselineMethod, day: date, approver: str
) -> tuple[Proposal, ...]:
    """Return what ``propose`` finds, with titles and with the orders that come too early for it.

    Raises:
        OwnApproval: see ``propose``.
    """
    found = propose(ledger, year, method, day, approver)
    with ledger.store.reading() as connection:
        names = reading.titles(connection)
        early = Counter(
            order.publication
            for order in reading.orders_between(connection, Month(year, 1), Month(year, 12))
            if order.day < day
        )
    return tuple(
        Proposal(one, names.get(one.publication, one.publication), early[one.publication])
        for one in found
    )


def freeze(ledger: LedgerService, baselines: Iterable[Baseline]) -> EntryRange | None:
    """Enter proposed baselines; None where there are none.

    Raises:
        NotAllowed, LedgerRefused: see ``LedgerService.add``.
    """
    wanted = tuple(baselines)
    return ledger.add(wanted) if wanted else None
