# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sums of a scope: of its months, and of its part of the city with all below it."""

from __future__ import annotations

from collections.abc import Sequence

from app.ledger.periods import Month
from app.ledger.totals import Totals
from app.services.costing.tree import OrganisationTree
from app.services.costing.view_models import Scope
from app.store.ledger import reading
from app.store.ledger.store import LedgerTransaction

Places = dict[tuple[Month, str], Totals]


def places_in(connection: LedgerTransaction, scope: Scope) -> tuple[OrganisationTree, Places]:
    """Return the tree, and the sums of the scope by month and organisation."""
    known = reading.organisations(connection)
    places = reading.month_totals(connection, scope.first, scope.last)
    tree = OrganisationTree(known, {code for _, code in places})
    if not scope.organisation:
        return tree, places
    codes = set(codes_in(tree, scope) or ())
    return tree, {place: part for place, part in places.items() if place[1] in codes}


def codes_in(tree: OrganisationTree, scope: Scope) -> Sequence[str] | None:
    """Return the codes of the scope's parts; None for the whole city."""
    if not scope.organisation:
        return None
    return tuple(tree.subtree(scope.organisation))
