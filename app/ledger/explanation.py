# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the saving of a title's year came about, run by run, down to entries and documents."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import mark
from app.ledger.assessment import Assessment, Basis, Run, RunCost, TitleYear
from app.ledger.derivation import Derivation, EntriesUsed, Input, SourceDocument, Unit
from app.ledger.records import RecordKind

Entries = Mapping[tuple[str, str], int]
"""Number of the entry that states a fact, by its kind and key."""

BASES: dict[Basis, str] = {
    Basis.STATED: mark("amount and setup as they were stated"),
    Basis.QUOTED: mark("quoted amount, parted by the table's share of setup"),
    Basis.TABLE: mark("by the price table from pages, trim, paper, colours and binding"),
    Basis.AVERAGE: mark("average price of a copy, for want of a price and of a description"),
    Basis.NONE: mark("no price and no description: not counted"),
}
"""What a cost rests on, as message ids."""


def explain_title(known: TitleYear, found: Assessment, entries: Entries) -> Derivation:
    """Return the net realised saving of a title's year as a derivation, with tax."""
    totals = found.totals
    runs = [explain_run(run, known, entries) for run in found.runs]
    ebook = Derivation(
        mark("Cost of the e-book"),
        mark("minutes of staff and review × the price of an hour + what was bought"),
        totals.ebook,
        Unit.WON,
        tuple(
            _used(RecordKind.EDITION, edition.key, entries, mark("edition {key}"))
            for edition in known.editions
        )
        + tuple(
            SourceDocument(edition.publication, edition.day.isoformat(), edition.source)
            for edition in known.editions
            if edition.source
        ),
    )
    return Derivation(
        mark("Realised saving"),
        mark("sum over the runs, less the cost of the e-book"),
        totals.net,
        Unit.WON,
        (*runs, ebook),
    )


def explain_run(run: Run, known: TitleYear, entries: Entries) -> Derivation:
    """Return what one run saved, with tax."""
    order = run.order
    inputs: list[Input] = [
        _used(
            RecordKind.ORDER,
            order.key,
            entries,
            mark("print order {key}, stated as {stated}")
            if order.stated
            else mark("print order {key}"),
            order.contract,
            order.stated,
        ),
        _cost(run.cost, mark("Cost of the printed copies"), order.printed),
    ]
    if order.document is not None:
        inputs.append(order.document)
    params: dict[str, str | int] = {"order": order.number, "printed": order.printed}
    if not run.measured or known.baseline is None:
        formula = mark("no baseline was frozen before the order: nothing counts as saved")
        return Derivation(_NAME, formula, 0, Unit.WON, tuple(inputs), params)
    baseline = known.baseline
    inputs += [
        _used(
            RecordKind.BASELINE,
            baseline.key,
            entries,
            mark("baseline {key}, stated as {stated}")
            if baseline.stated
            else mark("baseline {key}"),
            stated=baseline.stated,
        ),
        SourceDocument(f"{baseline.source} ({baseline.approver})", baseline.frozen.isoformat()),
        _cost(run.would, mark("Cost of the baseline's copies at the order's prices"), run.baseline),
    ]
    params["baseline"] = run.baseline
    if order.printed and run.baseline:
        formula = mark("variable cost of {baseline} copies − variable cost of {printed}, with tax")
    else:
        formula = mark("whole cost of {baseline} copies − whole cost of {printed}, with tax")
    saved = run.totals.realised
    return Derivation(_NAME, formula, saved, Unit.WON, tuple(inputs), params)


_NAME = mark("Saved by print order {order}")


def _cost(cost: RunCost, name: str, copies: int) -> Derivation:
    parts: tuple[Input, ...] = (
        Derivation(mark("Setup"), mark("does not grow with the copies"), cost.setup, Unit.WON),
        Derivation(mark("Variable"), mark("grows with the copies"), cost.variable, Unit.WON),
    )
    if cost.table is not None:
        parts = (cost.table.derivation(),)
    rows = tuple(row.used for row in cost.rows)
    said: dict[str, str | int] = {"copies": copies}
    return Derivation(name, BASES[cost.basis], cost.net, Unit.WON, (*parts, *rows), said)


def _used(
    kind: RecordKind, key: str, entries: Entries, said: str, contract: str = "", stated: str = ""
) -> EntriesUsed:
    number = entries.get((kind.value, key))
    params: dict[str, str | int] = {"key": key}
    if stated:
        params["stated"] = stated
    if not number:
        return EntriesUsed(said, 1, (), params)
    contracts = {number: contract} if contract else {}
    return EntriesUsed(said, 1, (number,), params, contracts)
