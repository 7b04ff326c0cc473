# SPDX-License-Identifier: AGPL-3.0-or-later
"""The statement of a period: what is closed with it, reported from it and issued again.

It is plain values, canonical JSON when written, without the moment of writing: the same entries
give the same bytes. Statements of closed periods are kept as they were, so a reader of one finds
only what that version wrote: all parts after ``titles`` may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.ledger.periods import Month
from app.ledger.prices import PriceTable
from app.ledger.records import Record, RecordKind
from app.ledger.serialization import record_of
from app.ledger.totals import Totals, summed, totals_of
from app.ledger.uncertainty import savings
from app.ledger.waterfall import waterfall
from app.services.costing.scope_totals import Places, codes_in, places_in
from app.services.costing.tree import OrganisationTree
from app.services.costing.view_models import Scope
from app.store.ledger import reading
from app.store.ledger.chain import VOID, Entry
from app.store.ledger.confirmed import ConfirmedSums, confirmed_sums
from app.store.ledger.projection import price_table
from app.store.ledger.store import LedgerTransaction
from app.store.ledger.verifying import anchor

VERSION = 1
_YEARS = 5
"""Side by side, the scope's among them."""
_CHUNK = 400


def statement(
    connection: LedgerTransaction, scope: Scope, closed: str = "", *, confirmed: bool = False
) -> dict[str, Any]:
    """Return the figures of a scope, with what they rest on.

    Args:
        connection: of a transaction.
        scope: whose figures.
        closed: the period, where the statement closes it.
        confirmed: only what was approved counts.
    """
    wide = Scope(Month(scope.first.year - _YEARS + 1, scope.first.month), scope.last)
    approved = confirmed_sums(connection, wide.first, wide.last) if confirmed else None
    tree, places = _places(connection, scope, approved)
    totals = summed(places.values())
    prices = approved.prices if approved else price_table(connection)
    found = savings(totals, prices, scope.last_day)
    end = anchor(connection)
    codes = codes_in(tree, scope)
    late = _late(connection, scope, codes, approved)
    return {
        "version": VERSION,
        "first": str(scope.first),
        "last": str(scope.last),
        "organisation": tree[scope.organisation].name if scope.organisation in tree else "",
        "closed": closed,
        "anchor": {"count": end.count, "hash": end.hash},
        "totals": totals.mapped(),
        "realised": asdict(found.realised),
        "potential": asdict(found.potential),
        "late_runs": sum(late.values()),
        "waterfall": asdict(waterfall(totals)),
        "assumptions": [row.used_with_bounds() for row in found.rows],
        "months": _months(places),
        "organisations": _parts(connection, places),
        "titles": _titles(connection, scope, tree, approved, late),
        "confirmed": confirmed,
        "unapproved": {
            "entries": reading.pending(connection, scope.first, scope.last),
            "prices": reading.pending_prices(connection),
        },
        "bureaus": _bureaus(tree, places, scope),
        "years": _years(connection, scope, approved),
        "target": _target(connection, scope),
        "prices": _known_prices(prices, scope),
    }


def _places(
    connection: LedgerTransaction, scope: Scope, approved: ConfirmedSums | None
) -> tuple[OrganisationTree, Places]:
    tree, places = places_in(connection, scope)
    if approved is None:
        return tree, places
    if approved.is_empty:
        return tree, {}
    codes = codes_in(tree, scope)
    for at, change in approved.places.items():
        if scope.first <= at[0] <= scope.last and (codes is None or at[1] in codes):
            places[at] = places[at] + change if at in places else change
    nothing = Totals()
    return tree, {at: part for at, part in places.items() if part != nothing}


def _late(
    connection: LedgerTransaction,
    scope: Scope,
    codes: Sequence[str] | None,
    approved: ConfirmedSums | None,
) -> dict[str, int]:
    """Return, by title, how many measured orders are older than the entry of their baseline."""
    late: dict[str, int] = {}
    if approved and approved.is_empty:
        return late
    known = reading.late_runs(connection, scope.first, scope.last, codes)
    for group, runs in known.items():
        if approved is None or group not in approved.groups:
            late[group[0]] = late.get(group[0], 0) + runs
    for (publication, month, code), runs in approved.late.items() if approved else ():
        if scope.first <= month <= scope.last and (codes is None or code in codes):
            late[publication] = late.get(publication, 0) + runs
    return late


def _months(places: Places) -> list[dict[str, Any]]:
    by_month: dict[str, list[Totals]] = {}
    for (month, _), part in sorted(places.items()):
        by_month.setdefault(str(month), []).append(part)
    return [{"month": month, "totals": summed(parts).mapped()} for month, parts in by_month.items()]


def _parts(connection: LedgerTransaction, places: Places) -> list[dict[str, Any]]:
    by_part: dict[str, list[Totals]] = {}
    for (_, code), part in sorted(places.items()):
        by_part.setdefault(code, []).append(part)
    names = {one.code: one for one in reading.organisations(connection)}
    return [
        {
            "code": code,
            "name": names[code].name if code in names else code,
            "parent": names[code].parent if code in names else "",
            "totals": summed(parts).mapped(),
        }
        for code, parts in by_part.items()
    ]


def _titles(
    connection: LedgerTransaction,
    scope: Scope,
    tree: OrganisationTree,
    approved: ConfirmedSums | None,
    late: Mapping[str, int],
) -> list[dict[str, Any]]:
    """Return the titles, that with the greatest spend first."""
    if approved and approved.is_empty:
        return []
    codes = codes_in(tree, scope)
    changes: dict[str, list[Totals]] = {}
    for (publication, month, code), change in approved.changes.items() if approved else ():
        if scope.first <= month <= scope.last and (codes is None or code in codes):
            changes.setdefault(publication, []).append(change)
    keys = [key for key, _ in reading.title_spends(connection, scope.first, scope.last, codes)]
    keys += sorted(changes.keys() - set(keys))
    titles = []
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        sums = reading.title_totals(connection, scope.first, scope.last, chunk, codes)
        said = reading.title_names(connection, chunk)
        for key in chunk:
            totals = summed([sums.get(key, Totals()), *changes.get(key, ())])
            if key in changes and totals == Totals():
                continue
            title, organisation = said.get(key, (key, ""))
            titles.append(
                {
                    "number": key,
                    "title": title,
                    "organisation": organisation,
                    "part": tree[organisation].name if organisation in tree else organisation,
                    "late": late.get(key, 0),
                    "totals": totals.mapped(),
                }
            )
    if approved:
        titles.sort(key=_by_spend)
    return titles


def _by_spend(title: Mapping[str, Any]) -> tuple[int, str]:
    return -totals_of(title["totals"]).spent, title["number"]


def _bureaus(tree: OrganisationTree, places: Places, scope: Scope) -> list[dict[str, Any]]:
    """Return the parts right below the scope's, each with all below it; they sum to the scope."""
    at = scope.organisation or tree.top
    made = []
    for code in tree.children(at):
        below = set(tree.subtree(code))
        totals = summed(part for (_, of), part in places.items() if of in below)
        made.append({"code": code, "name": tree[code].name, "totals": totals.mapped()})
    own = [part for (_, of), part in places.items() if of == at]
    if own:
        name = tree[at].name if at else ""
        made.append({"code": at, "name": name, "totals": summed(own).mapped()})
    nothing = Totals().mapped()
    return [one for one in made if one["totals"] != nothing]


def _years(
    connection: LedgerTransaction, scope: Scope, approved: ConfirmedSums | None
) -> list[dict[str, Any]]:
    """Return the same months of the years before and of the scope's; one year's scopes only."""
    if scope.first.year != scope.last.year:
        return []
    made = []
    for year in range(scope.last.year - _YEARS + 1, scope.last.year + 1):
        months = Month(year, scope.first.month), Month(year, scope.last.month)
        _, places = _places(connection, Scope(*months, scope.organisation), approved)
        if places:
            made.append({"year": year, "totals": summed(places.values()).mapped()})
    return made


def _target(connection: LedgerTransaction, scope: Scope) -> dict[str, Any] | None:
    if scope.organisation or not scope.is_year:
        return None
    aim = reading.target(connection, scope.first.year)
    if aim is None:
        return None
    return {"fewer_permille": aim.fewer_permille, "source": aim.source, "budget": aim.budget}


def _known_prices(prices: PriceTable, scope: Scope) -> list[dict[str, Any]]:
    """Return the city's own prices that hold on the scope's last day."""
    return [row.used_with_bounds() for row in prices.stated_on(scope.last_day)]


def dump(made: dict[str, Any]) -> str:
    """Return a statement as canonical JSON."""
    return json.dumps(made, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def period_of(scope: Scope) -> str:
    """Return the scope's name as a period; nothing where it is none, or a part of the city."""
    if scope.organisation:
        return ""
    if scope.is_year:
        return str(scope.first.year)
    return str(scope.first) if scope.first == scope.last else ""


def record_in(entry: Entry) -> Record | None:
    """Return what an entry states; None for control entries and for what was taken back."""
    if entry.kind not in set(RecordKind) or entry.payload == VOID:
        return None
    return record_of(RecordKind(entry.kind), json.loads(entry.payload), entry.number)
