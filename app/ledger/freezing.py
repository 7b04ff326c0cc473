# SPDX-License-Identifier: AGPL-3.0-or-later
"""Baselines found from what was printed before: the last edition's run, or a mean of three years.

Source: the shared reference on savings, section 6. Which way was taken is kept with the baseline,
as is who approved it; it counts from the day it is frozen on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from app.ledger.money import rounded
from app.ledger.records import Baseline, BaselineMethod, PrintOrder

YEARS = 3


def last_run(
    orders: Iterable[PrintOrder], year: int, frozen: date, approver: str
) -> Baseline | None:
    """Return the baseline that the title's last run before ``year`` gives.

    The runs of a year are those of the last run's year. None where nothing was printed.
    """
    before = [order for order in orders if order.day.year < year and order.printed]
    if not before:
        return None
    last = max(before, key=lambda order: (order.day, order.number))
    runs = sum(order.day.year == last.day.year for order in before)
    amount = None if last.amount is None else last.amount - last.composition
    return Baseline(
        publication=last.publication,
        year=year,
        copies=last.printed,
        frozen=frozen,
        approver=approver,
        source=f"{last.number} ({last.day.isoformat()})",
        method=BaselineMethod.LAST_RUN,
        runs=runs,
        amount=amount,
        setup=None if amount is None else last.setup,
    )


def mean_of_years(
    orders: Iterable[PrintOrder], year: int, frozen: date, approver: str
) -> Baseline | None:
    """Return the baseline that the three years before ``year`` give, on the mean.

    A year without a run counts with nothing: a title printed every other year is printed half as
    often. Only years since the title's first run count. None where nothing was printed.
    """
    before = [order for order in orders if year - YEARS <= order.day.year < year and order.printed]
    if not before:
        return None
    years = year - min(order.day.year for order in before)
    runs = max(1, rounded(Fraction(len(before), years)))
    copies = rounded(Fraction(sum(order.printed for order in before), years * runs))
    return Baseline(
        publication=before[0].publication,
        year=year,
        copies=copies,
        frozen=frozen,
        approver=approver,
        source=", ".join(order.number for order in before),
        method=BaselineMethod.MEAN_OF_THREE_YEARS,
        runs=runs,
    )
