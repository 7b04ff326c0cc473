# SPDX-License-Identifier: AGPL-3.0-or-later
"""The statement of a period: what is closed with it, reported from it and issued again.

It is plain values, canonical JSON when written, without the moment of writing: the same entries
give the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from app.ledger.records import Record, RecordKind
from app.ledger.serialization import record_of
from app.ledger.totals import Totals, summed
from app.ledger.uncertainty import savings
from app.ledger.waterfall import waterfall
from app.services.costing.scope_totals import codes_in, places_in
from app.services.costing.view_models import Scope
from app.store.ledger import reading
from app.store.ledger.chain import VOID, Entry
from app.store.ledger.projection import price_table
from app.store.ledger.store import LedgerTransaction
from app.store.ledger.verifying import anchor

VERSION = 1


def statement(connection: LedgerTransaction, scope: Scope, closed: str = "") -> dict[str, Any]:
    """Return the figures of a scope, with what they rest on.

    Args:
        connection: of a transaction.
        scope: whose figures.
        closed: the period, where the statement closes it.
    """
    tree, places = places_in(connection, scope)
    codes = codes_in(tree, scope)
    totals = summed(places.values())
    prices = price_table(connection)
    found = savings(totals, prices, scope.last_day)
    end = anchor(connection)
    by_month: dict[str, list[Totals]] = {}
    by_part: dict[str, list[Totals]] = {}
    for (month, code), part in sorted(places.items()):
        by_month.setdefault(str(month), []).append(part)
        by_part.setdefault(code, []).append(part)
    names = {one.code: one for one in reading.organisations(connection)}
    spends = reading.title_spends(connection, scope.first, scope.last, codes)
    keys = [key for key, _ in spends]
    titles = []
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        sums = reading.title_totals(connection, scope.first, scope.last, chunk, codes)
        said = reading.title_names(connection, chunk)
        for key in chunk:
            title, organisation = said.get(key, (key, ""))
            titles.append(
                {
                    "number": key,
                    "title": title,
                    "organisation": organisation,
                    "totals": sums[key].mapped(),
                }
            )
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
        "late_runs": reading.late_runs(connection, scope.first, scope.last, codes),
        "waterfall": asdict(waterfall(totals)),
        "assumptions": [row.used_with_bounds() for row in found.rows],
        "months": [
            {"month": month, "totals": summed(parts).mapped()} for month, parts in by_month.items()
        ],
        "organisations": [
            {
                "code": code,
                "name": names[code].name if code in names else code,
                "parent": names[code].parent if code in names else "",
                "totals": summed(parts).mapped(),
            }
            for code, parts in by_part.items()
        ],
        "titles": titles,
    }


_CHUNK = 400


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
