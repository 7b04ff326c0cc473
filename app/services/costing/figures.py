# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures of the ledger: each reads a few sums, and none adds realised to potential savings."""

from __future__ import annotations

from contextlib import AbstractContextManager
from itertools import accumulate

from app.ledger.assessment import assess
from app.ledger.derivation import Derivation
from app.ledger.environment import Avoided, avoided
from app.ledger.explanation import explain_title
from app.ledger.forecast import Forecast, forecast
from app.ledger.periods import Month, months_between
from app.ledger.records import RecordKind
from app.ledger.scenario import Outcome, Scenario, what_if_of
from app.ledger.totals import Totals, summed
from app.ledger.uncertainty import savings
from app.ledger.waterfall import Waterfall, waterfall
from app.services.costing.derivations import derive
from app.services.costing.scope_totals import Places, codes_in, places_in
from app.services.costing.tree import OrganisationTree
from app.services.costing.view_models import (
    Cards,
    MonthPoint,
    OrganisationRow,
    Pareto,
    RunRow,
    Scope,
    TitleDetail,
    TitleRow,
)
from app.store.ledger import approvals, closing, reading
from app.store.ledger.projection import price_table
from app.store.ledger.store import LedgerStore, LedgerTransaction

_NO_SUMS = ("digital", "won_a_copy")
"""Figures that the parts' figures do not sum to."""
_NAMED = 50
"""Entries that a figure's derivation names; it counts the others."""


class Figures:
    """The figures of an open ledger; each call sees the ledger as it is then."""

    def __init__(self, store: LedgerStore) -> None:
        self._store = store

    def _open(self) -> AbstractContextManager[LedgerTransaction]:
        return self._store.reading()

    def years(self) -> tuple[int, ...]:
        """Return the years with figures, the first first."""
        with self._open() as connection:
            return reading.years(connection)

    def totals(self, scope: Scope) -> Totals:
        """Return the sums of the scope."""
        with self._open() as connection:
            return summed(places_in(connection, scope)[1].values())

    def cards(self, scope: Scope) -> Cards:
        """Return the first look."""
        with self._open() as connection:
            tree, places = places_in(connection, scope)
            return self._cards(connection, scope, tree, summed(places.values()))

    def _cards(
        self,
        connection: LedgerTransaction,
        scope: Scope,
        tree: OrganisationTree,
        totals: Totals,
        *,
        counted: bool = True,
    ) -> Cards:
        """Return the first look; without ``counted`` no titles, which takes longest."""
        saved = savings(totals, price_table(connection), scope.last_day)
        titles = digital = 0
        if counted:
            titles, digital = reading.titles_counted(
                connection, scope.first, scope.last, codes_in(tree, scope)
            )
        budget = None
        if not scope.organisation and scope.is_year:
            aim = reading.target(connection, scope.first.year)
            budget = aim.budget if aim else None
        return Cards(
            totals=totals,
            realised=saved.realised,
            potential=saved.potential,
            titles=titles,
            digital=digital,
            won_a_copy=round(totals.spent / totals.printed) if totals.printed else None,
            budget=budget,
            unapproved=reading.pending(connection, scope.first, scope.last),
            unapproved_prices=reading.pending_prices(connection),
        )

    def trend(self, scope: Scope) -> tuple[MonthPoint, ...]:
        """Return every month of the scope."""
        with self._open() as connection:
            _, places = places_in(connection, scope)
            closed = set(closing.closed(connection))
            aims = {
                year: reading.target(connection, year)
                for year in range(scope.first.year, scope.last.year + 1)
            }
        by_month: dict[Month, list[Totals]] = {}
        for (month, _), part in places.items():
            by_month.setdefault(month, []).append(part)
        points = []
        for month in months_between(scope.first, scope.last):
            totals = summed(by_month.get(month, ()))
            reference = reference_copies(totals)
            aim = aims[month.year]
            target = reference * (1000 - aim.fewer_permille) // 1000 if aim else None
            points.append(
                MonthPoint(
                    month=month,
                    printed=totals.printed,
                    reference=reference,
                    target=target,
                    avoided=totals.avoided,
                    spent=totals.spent,
                    realised=totals.net,
                    closed=str(month) in closed or str(month.year) in closed,
                )
            )
        return tuple(points)

    def organisations(self, scope: Scope) -> tuple[OrganisationRow, ...]:
        """Return the parts right below the scope's; their sums are the scope's.

        The whole city's are those below the one part that all belong to, if there is such a part.
        """
        with self._open() as connection:
            tree, places = places_in(connection, scope)
        return _parts_of(scope, tree, places)

    def path(self, organisation: str) -> tuple[tuple[str, str], ...]:
        """Return code and name of a part and of all above it, the highest first."""
        with self._open() as connection:
            tree = OrganisationTree(reading.organisations(connection), ())
        made: list[tuple[str, str]] = []
        while organisation in tree and organisation not in {code for code, _ in made}:
            made.append((organisation, tree[organisation].name))
            organisation = tree[organisation].parent
        return tuple(reversed(made))

    def pareto(self, scope: Scope, limit: int = 200) -> Pareto:
        """Return the titles that most was spent on."""
        with self._open() as connection:
            tree, _ = places_in(connection, scope)
            codes = codes_in(tree, scope)
            spends = reading.title_spends(connection, scope.first, scope.last, codes)
            shown = spends[:limit]
            keys = [key for key, _ in shown]
            sums = reading.title_totals(connection, scope.first, scope.last, keys, codes)
            names = reading.title_names(connection, keys)
        whole = sum(spent for _, spent in spends) or 1
        running = list(accumulate(spent for _, spent in spends))
        for_80 = next((i + 1 for i, part in enumerate(running) if part * 10 >= whole * 8), 0)
        rows = []
        for (key, spent), cumulated in zip(shown, running, strict=False):
            title, organisation = names.get(key, (key, ""))
            share, up_to = (1000 * part // whole for part in (spent, cumulated))
            rows.append(TitleRow(key, title, organisation, sums[key], share, up_to))
        return Pareto(tuple(rows), len(spends), for_80 if spends else 0)

    def title(self, publication: str, year: int) -> TitleDetail:
        """Return a title's year with the way its saving was found."""
        with self._open() as connection:
            known = reading.title_year(connection, publication, year)
            entries = reading.entries_of(connection, publication, year)
            found = assess(known, price_table(connection))
            numbers = list(entries.values())
            signed = approvals.approvers(connection, numbers)
        rows = []
        for run in found.runs:
            order = run.order
            entry = entries.get((RecordKind.ORDER.value, order.key), 0)
            rows.append(
                RunRow(
                    order=order.number,
                    entry=entry,
                    title=known.publication.title if known.publication else publication,
                    day=order.day.isoformat(),
                    planned=order.planned,
                    printed=order.printed,
                    baseline=run.baseline if run.measured else None,
                    spent=run.totals.spent,
                    realised=run.totals.realised,
                    basis=run.cost.basis.value,
                    contract=order.contract,
                    document=order.document.title if order.document else "",
                    approved=entry in signed,
                )
            )
        return TitleDetail(
            publication=publication,
            title=known.publication.title if known.publication else publication,
            year=year,
            runs=tuple(rows),
            totals=found.totals,
            derivation=explain_title(known, found, entries),
        )

    def forecast(self, scope: Scope, measure: str = "printed") -> Forecast:
        """Forecast the year of the scope's last month from there; years before are looked at.

        Args:
            scope: its last month is the last that is complete.
            measure: a name of the sums: "printed", "spent", "realised", "net" and so on.
        """
        first = Month(scope.last.year - 4, 1)
        with self._open() as connection:
            _, places = places_in(connection, Scope(first, scope.last, scope.organisation))
        series: dict[Month, int] = {}
        for (month, _), part in places.items():
            series[month] = series.get(month, 0) + int(getattr(part, measure))
        return forecast(series, scope.last)

    def what_if(self, scope: Scope, scenario: Scenario) -> Outcome:
        """Return what a scenario would bring on the scope's prints."""
        with self._open() as connection:
            totals = summed(places_in(connection, scope)[1].values())
            return what_if_of(totals, scenario, price_table(connection), scope.last_day)

    def waterfall(self, scope: Scope) -> Waterfall:
        """Return the way from the baseline's cost to what was paid, of measured runs."""
        return waterfall(self.totals(scope))

    def environment(self, scope: Scope) -> tuple[Avoided, ...]:
        """Return what the paper of avoided copies stands for."""
        return avoided(self.totals(scope).grams_avoided)

    def derivation(self, scope: Scope, name: str) -> Derivation:
        """Return how a figure of the scope was found; names as in ``derivations``."""
        with self._open() as connection:
            tree, places = places_in(connection, scope)
            totals = summed(places.values())
            prices = price_table(connection)
            codes = codes_in(tree, scope)
            first: dict[int, str] = {}
            if totals.runs:
                first = reading.orders_in(connection, scope.first, scope.last, _NAMED, codes)
            cards = self._cards(connection, scope, tree, totals, counted=name == "digital")
        parts = () if name in _NO_SUMS else _parts_of(scope, tree, places)
        return derive(name, scope, totals, cards, parts, prices, (totals.runs, first))


def _parts_of(scope: Scope, tree: OrganisationTree, places: Places) -> tuple[OrganisationRow, ...]:
    """Return the parts right below the scope's, of sums that were asked for already."""
    at = scope.organisation or tree.top
    by_code: dict[str, list[Totals]] = {}
    for (_, code), part in places.items():
        by_code.setdefault(code, []).append(part)
    made = []
    for code in tree.children(at):
        parts = [t for below in tree.subtree(code) for t in by_code.get(below, ())]
        one = tree[code]
        below = len(tree.children(code))
        made.append(OrganisationRow(code, one.name, one.level, below, False, summed(parts)))
    if own := by_code.get(at):
        name, level = (tree[at].name, tree[at].level) if at else ("", "")
        made.append(OrganisationRow(at, name, level, 0, True, summed(own)))
    return tuple(made)


def reference_copies(totals: Totals) -> int:
    """Return the copies of frozen baselines, and of the plan where none was frozen."""
    return totals.baseline + totals.unproven + totals.printed - totals.measured_printed
