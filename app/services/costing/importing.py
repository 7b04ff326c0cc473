# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports tables as records: row by row, the bad ones listed, nothing kept until somebody says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.i18n import mark
from app.ledger.records import PrintOrder, Publication, Record, RecordKind
from app.services.costing.column_use import Conversion
from app.services.costing.import_plan import (
    BadRow,
    Cancelled,
    Duplicate,
    GoodRow,
    ImportCancelled,
    ImportPlan,
    Progress,
    Remark,
    RowCounter,
    TotalRow,
)
from app.services.costing.known_names import KnownNames
from app.services.costing.ledger import LedgerService
from app.services.costing.row_reading import DERIVED, ReadRow
from app.services.costing.row_records import (
    TABLE_KINDS,
    fields_of,
    groups_of,
    record_from,
    table_fields_of,
)
from app.services.costing.table_files import open_table, read_columns
from app.services.costing.table_heads import TablePart
from app.services.costing.table_reading import TableReader
from app.store.ledger import reading
from app.store.ledger.journal import EntryRange

__all__ = [
    "IMPORTED",
    "BadRow",
    "Conversion",
    "Duplicate",
    "ImportCancelled",
    "ImportPlan",
    "Remark",
    "TotalRow",
    "fields_of",
    "groups_of",
    "plan_import",
    "read_columns",
    "record_from",
    "table_fields_of",
    "take",
]

_CHUNK = 1000
"""Rows that are looked up in the ledger together."""


def plan_import(
    ledger: LedgerService,
    path: Path,
    kind: RecordKind,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled = lambda: False,
    part: TablePart | None = None,
) -> ImportPlan:
    """Read a table and check every row; nothing is written.

    Args:
        ledger: whose ledger it shall go into, for what is there already.
        path: of a file with tables: a spreadsheet, CSV, or a document.
        kind: what its rows are.
        mapping: header (or letter of a column) by field; guessed from the headers where it is
            missing, and none where it is empty.
        progress: told how many rows were read.
        cancelled: asked now and then.
        part: sheet and row of the head, where they are not plain.

    Raises:
        TableUnreadable: it is no table, lacks a column, or says what is not understood of one.
        ImportCancelled: somebody asked to stop.
    """
    chosen = dict(mapping or {})
    file = open_table(path, table_fields_of(kind), part, groups_of(kind), chosen)
    plan = ImportPlan(kind, other_sheets=file.tables[0].head.other_sheets)
    if file.hidden_sheets:
        plan.remark(
            mark("Hidden sheets are not read unless you name them with --sheet: {sheets}."),
            sheets=", ".join(file.hidden_sheets),
        )
    known = KnownNames.of(ledger) if kind is RecordKind.ORDER else KnownNames()
    tell = RowCounter(progress, cancelled)
    rows: list[ReadRow] = []
    several = len(file.tables) > 1
    before: tuple[str, ...] = ()
    for table in file.tables:
        reader = TableReader(path, kind, table, chosen, plan, known, before, several=several)
        rows += reader.read(tell)
        before += table.above if table.grid.of_document else ()
    rows = _number(plan, rows) if kind is RecordKind.ORDER else rows
    waiting = _once(plan, rows)
    for start in range(0, len(waiting), _CHUNK):
        _sort_out(ledger, plan, waiting[start : start + _CHUNK])
    plan.duplicates.sort(key=lambda one: (one.sheet, one.line))
    plan.bad.sort(key=lambda one: (one.sheet, one.line))
    if kind is RecordKind.ORDER:
        _name_titles(plan, known)
    return plan


# ------------------------------------------------------------ all rows together


def _number(plan: ImportPlan, rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Give orders without a number one that is the same whenever the table is read again."""
    made: list[ReadRow] = []
    seen: dict[str, list[Record]] = {}
    for row in rows:
        order = row.record
        if not isinstance(order, PrintOrder) or order.number != DERIVED:
            made.append(row)
            continue
        base = f"{row.title or order.publication}/{order.day.isoformat()}"
        if order.contract:
            base += f"/{order.contract}"
        before = seen.setdefault(base, [])
        if order in before:
            plan.bad.append(BadRow(row.line, "", mark(
                "The row is the same as one above it. Delete one, or give both a number of their order."
            ), row.title, row.sheet))  # fmt: skip
            continue
        before.append(order)
        number = base if len(before) == 1 else f"{base}/{len(before)}"
        made.append(replace(row, record=replace(order, number=number)))
        plan.remark(
            mark(
                "The table has no numbers of orders: they are made of title and day, as “{number}”."
            ),
            number=made[0].record.key,
        )
    return made


def _once(plan: ImportPlan, rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows whose key comes first; the same row again is a duplicate, another one bad."""
    seen: dict[str, Record] = {}
    waiting: list[ReadRow] = []
    for row in rows:
        before = seen.setdefault(row.record.key, row.record)
        if before is row.record:
            waiting.append(row)
        elif before == row.record:
            plan.duplicates.append(Duplicate(row.line, row.record.key, None, row.sheet))
        else:
            plan.bad.append(BadRow(row.line, "", mark(
                "“{value}” stands above with other values. Mend one of the two."
            ), row.record.key, row.sheet))  # fmt: skip
    return waiting


def _sort_out(ledger: LedgerService, plan: ImportPlan, rows: Sequence[ReadRow]) -> None:
    with ledger.store.reading() as connection:
        there = reading.live(connection, plan.kind, [row.record.key for row in rows])
    for row in rows:
        if row.record.key in there and _completes(ledger, there[row.record.key], row.record):
            plan.completed.append((there[row.record.key], row.record))
            plan.understood.append(GoodRow(row.line, row.record, row.title, row.sheet))
        elif row.record.key in there:
            key = row.record.key
            plan.duplicates.append(Duplicate(row.line, key, there[key], row.sheet))
        else:
            plan.good.append(row.record)
            plan.understood.append(GoodRow(row.line, row.record, row.title, row.sheet))


def _completes(ledger: LedgerService, entry: int, record: Record) -> bool:
    """Tell whether a title states how it is printed, and an entry with the same title does not."""
    if not isinstance(record, Publication) or record.spec is None:
        return False
    held = ledger.record(entry)
    return isinstance(held, Publication) and held.spec is None and held.title == record.title


def _name_titles(plan: ImportPlan, known: KnownNames) -> None:
    """Put the titles of the good rows into the plan that the ledger does not know yet."""
    made: dict[str, Publication] = {}
    for row in plan.understood:
        order = row.record
        if isinstance(order, PrintOrder) and row.title and order.publication not in known.titles:
            made.setdefault(
                order.publication, Publication(order.publication, row.title, order.organisation)
            )
    plan.titles = list(made.values())


def take(
    ledger: LedgerService,
    plan: ImportPlan,
    *,
    accept_partial: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled = lambda: False,
) -> EntryRange | None:
    """Enter a plan's good rows, all in one step; None where nothing may be kept.

    Args:
        ledger: whose ledger.
        plan: of ``plan_import``.
        accept_partial: keep the good rows although there are bad ones. What is in the ledger
            already is passed over in any case.
        progress: told how many entries were written.
        cancelled: asked now and then; then nothing is kept.

    Raises:
        NotAllowed, LedgerRefused: see ``LedgerService.add``.
        ImportCancelled: somebody asked to stop.
    """
    if (plan.bad and not accept_partial) or not (plan.good or plan.completed):
        return None

    def told(count: int) -> None:
        if cancelled():
            raise ImportCancelled
        if progress is not None:
            progress(count)

    return ledger.add([*plan.good, *plan.titles], told, plan.completed)


IMPORTED: tuple[RecordKind, ...] = tuple(TABLE_KINDS)
"""Kinds that come in tables."""
