# SPDX-License-Identifier: AGPL-3.0-or-later
"""Derivations of the figures of a dashboard: formula, parts of the city, assumptions, entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.i18n import mark
from app.ledger.derivation import Derivation, EntriesUsed, Input, Unit
from app.ledger.prices import PriceItem, PriceTable
from app.ledger.totals import Totals
from app.services.costing.view_models import Cards, OrganisationRow, Scope


@dataclass(frozen=True, slots=True)
class _Sum:
    """A figure that is a sum over runs; ``of`` reads it from totals."""

    name: str
    formula: str
    unit: Unit
    of: Callable[[Totals], int]
    parts: tuple[str, ...] = ()
    items: tuple[PriceItem, ...] = ()
    """Assumptions that it rests on."""


_SUMS: dict[str, _Sum] = {
    "planned": _Sum(
        mark("Copies planned"),
        mark("sum of the planned copies of all print orders"),
        Unit.COPIES,
        lambda t: t.planned,
    ),
    "printed": _Sum(
        mark("Copies printed"),
        mark("sum of the printed copies of all print orders"),
        Unit.COPIES,
        lambda t: t.printed,
    ),
    "baseline": _Sum(
        mark("Copies of the baseline"),
        mark("sum of the frozen baselines of the runs that were ordered after freezing"),
        Unit.COPIES,
        lambda t: t.baseline,
    ),
    "avoided": _Sum(
        mark("Copies not printed"),
        mark("copies of the baseline − copies printed, of runs with a baseline frozen in time"),
        Unit.COPIES,
        lambda t: t.avoided,
        ("baseline", "measured"),
    ),
    "measured": _Sum(
        mark("Copies printed of measured runs"),
        mark("sum of the printed copies of runs with a baseline frozen in time"),
        Unit.COPIES,
        lambda t: t.measured_printed,
    ),
    "spent": _Sum(
        mark("Spent on printing"),
        mark("setup + variable cost + composition + tax"),
        Unit.WON,
        lambda t: t.spent,
        ("setup", "variable", "composition", "vat"),
        (PriceItem.SETUP_PERMILLE,),
    ),
    "setup": _Sum(
        mark("Setup"), mark("does not grow with the copies"), Unit.WON, lambda t: t.setup
    ),
    "variable": _Sum(
        mark("Variable"), mark("grows with the copies"), Unit.WON, lambda t: t.variable
    ),
    "composition": _Sum(
        mark("Composition"),
        mark("as invoiced; never counted as saved, for the e-book needs it too"),
        Unit.WON,
        lambda t: t.composition,
    ),
    "vat": _Sum(
        mark("Value added tax"), mark("as invoiced, else line by line"), Unit.WON, lambda t: t.vat
    ),
    "saved": _Sum(
        mark("Saved by fewer copies"),
        mark("what the copies not printed would have cost on the day of the order, with tax"),
        Unit.WON,
        lambda t: t.realised,
        ("avoided",),
        (PriceItem.SETUP_PERMILLE, PriceItem.PRICE_LEVEL_PERMILLE),
    ),
    "ebook": _Sum(
        mark("Cost of the e-books"),
        mark("minutes of staff and review × the price of an hour + what was bought"),
        Unit.WON,
        lambda t: t.ebook,
        (),
        (
            PriceItem.STAFF_HOUR,
            PriceItem.REVIEW_HOUR,
            PriceItem.EBOOK_MINUTES,
            PriceItem.EBOOK_FIXED,
        ),
    ),
    "realised": _Sum(
        mark("Realised saving"),
        mark("saved by fewer copies − cost of the e-books; only measured runs"),
        Unit.WON,
        lambda t: t.net,
        ("saved", "ebook"),
    ),
    "potential": _Sum(
        mark("Potential saving (not saved)"),
        mark(
            "downloads × stated rate of substitution, less the copies already avoided, "
            "no more than was printed; × variable cost of a copy, with tax"
        ),
        Unit.WON,
        lambda t: t.potential_won,
        ("downloads", "potential_copies"),
        (PriceItem.SUBSTITUTION_PERMILLE, PriceItem.MINIMUM_COPIES, PriceItem.SETUP_PERMILLE),
    ),
    "downloads": _Sum(
        mark("Downloads"), mark("sum of the months"), Unit.COUNT, lambda t: t.downloads
    ),
    "potential_copies": _Sum(
        mark("Copies that downloads may have displaced"),
        mark("title by title, no more than was printed"),
        Unit.COPIES,
        lambda t: t.potential,
    ),
}
_SUMS["net"] = _SUMS["realised"]


def derive(
    name: str,
    scope: Scope,
    totals: Totals,
    cards: Cards,
    parts: Sequence[OrganisationRow],
    prices: PriceTable,
    used: tuple[int, Mapping[int, str]],
) -> Derivation:
    """Return how the figure ``name`` of a scope was found.

    Args:
        name: "planned", "printed", "baseline", "avoided", "spent", "realised" (or "net"),
            "saved", "ebook", "potential", "digital", "won_a_copy", or a part of one of them.
        scope: whose figure it is.
        totals: of the scope.
        cards: of the scope.
        parts: right below the scope; their sums are its sum.
        prices: state the assumptions.
        used: how many print orders lie in the scope's months, and the entries of the first with
            the numbers of their contracts.

    Raises:
        KeyError: there is no such figure.
    """
    entries = EntriesUsed(
        mark("print orders from {first} to {last}"),
        used[0],
        tuple(used[1]),
        {"first": str(scope.first), "last": str(scope.last)},
        {number: contract for number, contract in used[1].items() if contract},
    )
    if name == "won_a_copy":
        inputs: tuple[Input, ...] = tuple(
            _derive(_SUMS[part], scope, totals, (), prices) for part in ("spent", "printed")
        )
        value = cards.won_a_copy or 0
        formula = mark("spent on printing ÷ copies printed")
        return Derivation(mark("Won a copy"), formula, value, Unit.WON_A_COPY, (*inputs, entries))
    if name == "digital":
        value = 1000 * cards.digital // cards.titles if cards.titles else 0
        said: Mapping[str, str | int] = {"digital": cards.digital, "titles": cards.titles}
        formula = mark("{digital} titles with an e-book ÷ {titles} titles")
        return Derivation(mark("Titles with an e-book"), formula, value, Unit.PERMILLE, (), said)
    made = _derive(_SUMS[name], scope, totals, parts, prices)
    bounds = {"realised": cards.realised, "net": cards.realised, "potential": cards.potential}
    found = bounds.get(name)
    return Derivation(
        made.name,
        made.formula,
        made.value,
        made.unit,
        (*made.inputs, entries),
        made.params,
        found.low if found else None,
        found.high if found else None,
    )


def _derive(
    figure: _Sum, scope: Scope, totals: Totals, parts: Sequence[OrganisationRow], prices: PriceTable
) -> Derivation:
    inputs: list[Input] = [_derive(_SUMS[part], scope, totals, (), prices) for part in figure.parts]
    for item in figure.items:
        inputs += prices.used(item, scope.last_day)
    inputs += [
        Derivation(
            mark("Part of {organisation}"),
            figure.formula,
            figure.of(part.totals),
            figure.unit,
            (),
            {"organisation": part.name},
        )
        for part in parts
    ]
    return Derivation(figure.name, figure.formula, figure.of(totals), figure.unit, tuple(inputs))
