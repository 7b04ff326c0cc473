# SPDX-License-Identifier: AGPL-3.0-or-later
"""The assessment of one title in one year: its runs measured against the frozen baseline.

Source: the shared reference on savings, section 6, with its three rules of honesty: potential and
realised savings are kept apart, a baseline counts only for runs after it was frozen, and
downloads show reach; what they may have displaced is potential, at a stated rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.ledger.money import MILS, VAT_PERMILLE, allocated, priced, rounded, vat_of
from app.ledger.periods import Month
from app.ledger.prices import MissingPrice, PriceItem, PriceRow, PriceTable
from app.ledger.printing import PrintCost, paper_grams, print_cost
from app.ledger.records import Baseline, Edition, PrintOrder, Publication, Reads
from app.ledger.totals import Totals, summed


class Basis(StrEnum):
    """What a run's cost rests on."""

    STATED = "stated"
    """An amount whose setup is stated too."""
    QUOTED = "quoted"
    """An amount; its setup is the table's share."""
    TABLE = "table"
    AVERAGE = "average"
    NONE = "none"


_PARTED = (Basis.QUOTED, Basis.AVERAGE)
"""Bases whose setup is a share of the whole."""


@dataclass(frozen=True, slots=True)
class RunCost:
    """Cost of a run in won, without tax and composition."""

    basis: Basis
    setup: int = 0
    variable: int = 0
    vat: int = 0
    table: PrintCost | None = None
    rows: tuple[PriceRow, ...] = ()

    @property
    def net(self) -> int:
        """Setup and variable."""
        return self.setup + self.variable


@dataclass(frozen=True, slots=True)
class Run:
    """A print order with its cost, its baseline and its part of the sums."""

    order: PrintOrder
    organisation: str
    cost: RunCost
    measured: bool
    baseline: int
    """Copies; nothing where it is not measured, or beyond the baseline's runs."""
    would: RunCost
    """The baseline's copies at the prices of the order's day."""
    frozen: RunCost
    """The baseline's copies at the prices of the day of freezing."""
    totals: Totals


@dataclass(frozen=True, slots=True)
class TitleYear:
    """All that the ledger knows of a title in a year."""

    year: int
    publication: Publication | None
    orders: tuple[PrintOrder, ...] = ()
    baseline: Baseline | None = None
    editions: tuple[Edition, ...] = ()
    reads: tuple[Reads, ...] = ()


Place = tuple[Month, str]
"""A month and the code of an organisation."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result for a title's year: its runs, and sums by month and organisation."""

    runs: tuple[Run, ...]
    places: Mapping[Place, Totals] = field(default_factory=dict)

    @property
    def totals(self) -> Totals:
        """The title's year."""
        return summed(self.places.values())


def assess(known: TitleYear, prices: PriceTable) -> Assessment:
    """Measure a title's year."""
    home = known.publication.organisation if known.publication else ""
    ordered = sorted(known.orders, key=lambda order: (order.day, order.number))
    runs = tuple(_run(known, order, place, prices) for place, order in enumerate(ordered))
    places: dict[Place, Totals] = {}

    def add(month: Month, organisation: str, part: Totals) -> None:
        at = (month, organisation)
        places[at] = places[at] + part if at in places else part

    for run in runs:
        add(Month.of(run.order.day), run.organisation, run.totals)
    for edition in known.editions:
        add(Month.of(edition.day), home, _edition(edition, prices))
    for reads, part in zip(known.reads, _reach(known, runs, prices), strict=True):
        add(reads.month, home, part)
    return Assessment(runs, places)


def _run(known: TitleYear, order: PrintOrder, place: int, prices: PriceTable) -> Run:
    found = known.baseline
    measured = found is not None and found.frozen <= order.day
    baseline = found.copies if found and measured and place < found.runs else 0
    cost = _cost(known, order, order.printed, prices)
    organisation = order.organisation or (
        known.publication.organisation if known.publication else ""
    )
    would = frozen = RunCost(Basis.NONE)
    if found and measured:
        would = _would(known, order, found, baseline, cost, prices)
        frozen = _frozen(known, order, found, baseline, would, prices)
    totals = _totals(known, order, cost, baseline if measured else None, would, frozen, prices)
    return Run(order, organisation, cost, measured, baseline, would, frozen, totals)


def _cost(known: TitleYear, order: PrintOrder, copies: int, prices: PriceTable) -> RunCost:
    """Return what ``copies`` cost on the order's day; the order's amount is of what it printed."""
    if not copies:
        return RunCost(Basis.STATED)
    if order.amount is not None and order.printed:
        amount = order.amount - order.composition
        tax = vat_of(order.amount, _vat(prices, order.day)) if order.vat is None else order.vat
        return _split(amount, order.setup, tax, order.day, prices)
    return _unquoted(known, copies, order.day, prices)


def _split(
    amount: int, setup: int | None, tax: int, day: date, prices: PriceTable, average: bool = False
) -> RunCost:
    """Part an amount into setup and variable cost."""
    if setup is not None:
        return RunCost(Basis.STATED, setup, amount - setup, tax)
    row = prices.row(PriceItem.SETUP_PERMILLE, day)
    share = rounded(Fraction(amount * row.mils, 1000 * MILS))
    basis = Basis.AVERAGE if average else Basis.QUOTED
    return RunCost(basis, share, amount - share, tax, rows=(row,))


def _unquoted(known: TitleYear, copies: int, day: date, prices: PriceTable) -> RunCost:
    """Return the cost by the price table, or by the average copy, or none."""
    if not copies:
        return RunCost(Basis.STATED)
    if known.publication and known.publication.spec:
        try:
            cost = print_cost(known.publication.spec, copies, prices, day)
        except MissingPrice:
            pass
        else:
            return RunCost(Basis.TABLE, cost.setup, cost.variable, cost.vat, cost)
    average = prices.find(PriceItem.AVERAGE_COPY, day)
    if average is None:
        return RunCost(Basis.NONE)
    amount = priced(average.mils, copies)
    cost_parts = _split(amount, None, vat_of(amount, _vat(prices, day)), day, prices, average=True)
    return RunCost(
        Basis.AVERAGE,
        cost_parts.setup,
        cost_parts.variable,
        cost_parts.vat,
        rows=(average, *cost_parts.rows),
    )


def _would(
    known: TitleYear,
    order: PrintOrder,
    found: Baseline,
    copies: int,
    cost: RunCost,
    prices: PriceTable,
) -> RunCost:
    """Return what the baseline's copies would have cost at the order's own prices."""
    if not copies:
        return RunCost(Basis.STATED)
    if order.printed:
        if cost.table is not None:
            return _unquoted(known, copies, order.day, prices)
        if cost.basis is Basis.NONE:
            return cost
        variable = rounded(Fraction(cost.variable * copies, order.printed))
        return RunCost(cost.basis, cost.setup, variable, rows=cost.rows)
    if order.amount is not None and order.planned:
        quoted = _split(order.amount - order.composition, order.setup, 0, order.day, prices)
        variable = rounded(Fraction(quoted.variable * copies, order.planned))
        basis = Basis.STATED if order.planned == copies else quoted.basis
        return RunCost(basis, quoted.setup, variable, rows=quoted.rows)
    if found.amount is not None:
        return _split(found.amount, found.setup, 0, order.day, prices)
    return _unquoted(known, copies, order.day, prices)


def _frozen(
    known: TitleYear,
    order: PrintOrder,
    found: Baseline,
    copies: int,
    would: RunCost,
    prices: PriceTable,
) -> RunCost:
    """Return what the baseline's copies cost when it was frozen; else at the order's prices."""
    if not copies:
        return RunCost(Basis.STATED)
    if found.amount is not None:
        return _split(found.amount, found.setup, 0, found.frozen, prices)
    if would.table is not None:
        at_freezing = _unquoted(known, copies, found.frozen, prices)
        if at_freezing.table is not None:
            return at_freezing
    return would


def _totals(
    known: TitleYear,
    order: PrintOrder,
    cost: RunCost,
    baseline: int | None,
    would: RunCost,
    frozen: RunCost,
    prices: PriceTable,
) -> Totals:
    spec = known.publication.spec if known.publication else None
    grams = paper_grams(spec, order.printed, prices, order.day) if spec else 0
    sums = {
        "runs": 1,
        "planned": order.planned,
        "printed": order.printed,
        "unpriced_runs": int(cost.basis is Basis.NONE),
        "averaged_runs": int(cost.basis is Basis.AVERAGE),
        "setup": cost.setup,
        "variable": cost.variable,
        "quoted": cost.net if cost.basis in _PARTED else 0,
        "quoted_setup": cost.setup if cost.basis in _PARTED else 0,
        "composition": order.composition if order.printed else 0,
        "vat": cost.vat,
        "grams": grams,
    }
    if baseline is None:
        return Totals(**sums, unproven=order.planned - order.printed)
    saved, sure, quoted, table = _saving(order, baseline, cost, would)
    crossed = cost.variable
    if baseline and order.printed:
        crossed = rounded(Fraction(frozen.variable * order.printed, baseline))
    sums |= {
        "measured_runs": 1,
        "baseline": baseline,
        "avoided": baseline - order.printed,
        "base_setup": frozen.setup,
        "base_variable": frozen.variable,
        "measured_printed": order.printed,
        "measured_setup": cost.setup,
        "measured_variable": cost.variable,
        "crossed": crossed,
        "saved": saved,
        "saved_vat": vat_of(saved, _vat(prices, order.day)),
        "saved_sure": sure,
        "saved_quoted": quoted,
        "saved_table": table,
        "grams_avoided": (
            paper_grams(spec, baseline, prices, order.day) - grams if spec and baseline else -grams
        ),
    }
    return Totals(**sums)


def _saving(
    order: PrintOrder, baseline: int, cost: RunCost, would: RunCost
) -> tuple[int, int, int, int]:
    """Return won saved, and its parts: sure, quoted before its setup is off, by the table.

    Setup is saved only where the run went to zero, and lost where nothing was to be printed.
    """
    if Basis.NONE in (cost.basis, would.basis):
        return 0, 0, 0, 0
    if order.printed and baseline:
        saved = would.variable - cost.variable
        if cost.basis in _PARTED:
            return (
                saved,
                0,
                rounded(Fraction(cost.net * (baseline - order.printed), order.printed)),
                0,
            )
    else:
        saved = would.net - cost.net
    if Basis.TABLE in (cost.basis, would.basis) or Basis.AVERAGE in (cost.basis, would.basis):
        return saved, 0, 0, saved
    return saved, saved, 0, 0


def _edition(edition: Edition, prices: PriceTable) -> Totals:
    """Return what an e-book cost."""
    day = edition.day
    won = edition.other_won + priced(prices.mils(PriceItem.EBOOK_FIXED, day, 0), 1)
    staff = prices.find(PriceItem.STAFF_HOUR, day)
    review = prices.find(PriceItem.REVIEW_HOUR, day) or staff
    missing = assumed = 0
    if edition.staff_minutes is None:
        minutes = prices.find(PriceItem.EBOOK_MINUTES, day)
        if minutes is None or staff is None:
            missing = 1
        else:
            assumed = priced(staff.mils, Fraction(minutes.mils, 60 * MILS))
    elif edition.staff_minutes and staff is None:
        missing = 1
    elif staff is not None:
        won += priced(staff.mils, Fraction(edition.staff_minutes, 60))
    if edition.review_minutes and review is None:
        missing = 1
    elif review is not None:
        won += priced(review.mils, Fraction(edition.review_minutes, 60))
    return Totals(editions=1, uncosted_editions=missing, ebook=won + assumed, ebook_assumed=assumed)


def _reach(known: TitleYear, runs: Iterable[Run], prices: PriceTable) -> tuple[Totals, ...]:
    """Return, for each month of reads, what they may have displaced of what was printed."""
    done = tuple(runs)
    plain = [Totals(downloads=reads.downloads, reads=reads.reads) for reads in known.reads]
    weights = [reads.downloads for reads in known.reads]
    year = summed(run.totals for run in done)
    if not sum(weights) or not year.printed:
        return tuple(plain)
    day = date(known.year, 12, 31)
    rate = prices.row(PriceItem.SUBSTITUTION_PERMILLE, day)
    least = prices.mils(PriceItem.MINIMUM_COPIES, day, 0) // MILS
    room = max(0, year.printed - least)

    def displaced(mils: int) -> int:
        copies = rounded(Fraction(sum(weights) * mils, 1000 * MILS)) - max(0, year.avoided)
        return min(max(0, copies), room)

    def worth(copies: int, variable: int = year.variable) -> int:
        won = rounded(Fraction(variable * copies, year.printed))
        return won + vat_of(won, _vat(prices, day))

    likely = displaced(rate.mils)
    quoted = sum(run.cost.variable for run in done if run.cost.basis in _PARTED)
    low = displaced(rate.mils if rate.low is None else rate.low)
    high = displaced(rate.mils if rate.high is None else rate.high)
    sums = {
        "potential": likely,
        "potential_won": worth(likely),
        "potential_low": worth(low),
        "potential_high": worth(high),
        "potential_quoted": worth(likely, quoted),
    }
    shares = {name: allocated(total, weights) for name, total in sums.items()}
    return tuple(
        part + Totals(**{name: share[index] for name, share in shares.items()})
        for index, part in enumerate(plain)
    )


def _vat(prices: PriceTable, day: date) -> int:
    """Return the rate of tax in thousandths."""
    return prices.mils(PriceItem.VAT_PERMILLE, day, VAT_PERMILLE * MILS) // MILS
