# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each step of a year lacks, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.i18n import tr, trn
from app.services.costing.first_year import YearState, YearStep
from app.ui.ledger import amounts

_MOST_NAMED = 12


def lacks_of(step: YearStep, held: YearState) -> list[str]:
    """Return what there is of a step, and what it lacks, a line each."""
    return list(_LINES[step](held))


def _orders(held: YearState) -> Iterator[str]:
    if not held.totals.runs:
        yield tr("There is no order of {year} yet.", year=held.year)
    else:
        yield trn("{n} order of the year", "{n} orders of the year", held.totals.runs)
    if held.orders_before:
        yield trn("{n} order of years before", "{n} orders of years before", held.orders_before)
    else:
        yield tr("Without orders of years before, only an approved plan can be the baseline.")
    if held.titles and held.unplaced:
        yield trn(
            "{n} title belongs to no department.",
            "{n} titles belong to no department.",
            held.unplaced,
        )


def _prices(held: YearState) -> Iterator[str]:
    if held.prices:
        yield trn("{n} price holds today.", "{n} prices hold today.", held.prices)
    else:
        yield tr("There is no price of the city yet.")
    if held.totals.unpriced_runs:
        yield trn(
            "{n} order has neither an amount nor a price: its money is missing.",
            "{n} orders have neither an amount nor a price: their money is missing.",
            held.totals.unpriced_runs,
        )
    if not held.hour_priced:
        yield tr("The price of an hour of staff is missing: e-books cannot be costed.")


def _baseline(held: YearState) -> Iterator[str]:
    if held.frozen:
        yield trn("{n} title has a baseline.", "{n} titles have a baseline.", held.frozen)
    else:
        yield tr("No baseline is frozen: no saving can be counted, not even of 0 won.")
    unmeasured = held.totals.runs - held.totals.measured_runs
    if held.totals.runs and unmeasured:
        yield trn(
            "{n} order of the year is not measured: it has no baseline, or was ordered before it.",
            "{n} orders of the year are not measured: they have no baseline, or were ordered before it.",
            unmeasured,
        )
    if held.late:
        named = ", ".join(held.late[:_MOST_NAMED]) + (" …" if len(held.late) > _MOST_NAMED else "")
        yield trn(
            "Late, entered after an order that it measures: {titles}",
            "Late, entered after orders that they measure: {titles}",
            len(held.late),
            titles=named,
        )


def _ebooks(held: YearState) -> Iterator[str]:
    if held.editions:
        yield trn("{n} e-book of the year", "{n} e-books of the year", held.editions)
    else:
        yield tr("No e-book of the year was entered: what it costs is not taken off.")
    if held.totals.uncosted_editions:
        yield trn(
            "The cost of {n} e-book is not known.",
            "The cost of {n} e-books is not known.",
            held.totals.uncosted_editions,
        )
    if not held.totals.downloads:
        yield tr("No downloads were entered: a potential cannot be told.")


def _approval(held: YearState) -> Iterator[str]:
    if not held.persons:
        yield tr("Nobody was given rights: everybody may do all. Name an approver first.")
    elif held.approvers:
        yield tr("May approve: {persons}", persons=", ".join(held.approvers))
    if held.waiting:
        yield trn("{n} entry waits for approval.", "{n} entries wait for approval.", held.waiting)
    if held.own_waiting:
        yield trn(
            "{n} of them is yours: somebody else must approve it.",
            "{n} of them are yours: somebody else must approve them.",
            held.own_waiting,
        )


def _closing(held: YearState) -> Iterator[str]:
    if held.closed:
        yield tr("The year is closed.")
    elif held.waiting:
        yield tr("It can be closed once every entry of it is approved.")
    if held.totals.measured_runs:
        yield tr("Realised saving: {won}", won=amounts.won(held.totals.net))


_LINES: dict[YearStep, Callable[[YearState], Iterator[str]]] = {
    YearStep.ORDERS: _orders,
    YearStep.PRICES: _prices,
    YearStep.BASELINE: _baseline,
    YearStep.EBOOKS: _ebooks,
    YearStep.APPROVAL: _approval,
    YearStep.CLOSING: _closing,
}
