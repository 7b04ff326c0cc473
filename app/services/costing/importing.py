# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports tables as records: row by row, the bad ones listed, nothing kept until somebody says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from app.i18n import Language, mark, tr
from app.ledger.derivation import SourceDocument
from app.ledger.money import MILS, VAT_PERMILLE, priced, without_vat
from app.ledger.prices import NAMES, PriceItem, PriceRow
from app.ledger.printing import PrintSpec
from app.ledger.records import (
    Baseline,
    BaselineMethod,
    Edition,
    Organisation,
    Price,
    PrintOrder,
    Publication,
    Reads,
    Record,
    RecordKind,
    Target,
)
from app.ledger.serialization import columns_of
from app.services.costing.cells import BadCell, ImportRow
from app.services.costing.ledger import LedgerService
from app.services.costing.table_files import (
    ColumnMissing,
    guess,
    read_columns,
    table_rows,
)
from app.store.ledger import reading
from app.store.ledger.journal import EntryRange

__all__ = ["ImportPlan", "fields_of", "plan_import", "read_columns", "take"]

_CHUNK = 1000
Progress = Callable[[int], None]
"""Told how many rows are done."""
Cancelled = Callable[[], bool]


class ImportCancelled(Exception):
    """Somebody asked to stop; nothing was kept."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be kept; ``reason`` is a message id with ``{value}``."""

    line: int
    column: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose matter is in the ledger, or further up in the file, already."""

    line: int
    key: str
    entry: int | None
    """None where it is in the file twice."""


@dataclass(slots=True)
class ImportPlan:
    """The check of a table: its good rows as records, its bad rows and its duplicates."""

    kind: RecordKind
    good: list[Record] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """All rows that say anything."""
        return len(self.good) + len(self.bad) + len(self.duplicates)


@dataclass(frozen=True, slots=True)
class _TableKind:
    """The columns of a kind of table, and how a row of it becomes a record."""

    needed: tuple[str, ...]
    also: tuple[str, ...]
    make: Callable[[ImportRow], Record]


def record_from(kind: RecordKind, cells: Mapping[str, str]) -> Record:
    """Return the record that a row states, its cells by the names of fields.

    Raises:
        BadCell: a cell says what its field cannot hold.
    """
    return _TABLE_KINDS[kind].make(ImportRow(dict(cells)))


def fields_of(kind: RecordKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that a table of a kind needs, and those that it may have."""
    return _TABLE_KINDS[kind].needed, _TABLE_KINDS[kind].also


def _plain_texts(kind: RecordKind) -> tuple[str, ...]:
    """Return the fields that are text as it stands in the table, and that may be empty."""
    return tuple(
        column.name
        for column in columns_of(kind)
        if not (column.is_number or column.optional or column.needed)
    )


def plan_import(
    ledger: LedgerService,
    path: Path,
    kind: RecordKind,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled = lambda: False,
) -> ImportPlan:
    """Read a table and check every row; nothing is written.

    Args:
        ledger: whose ledger it shall go into, for what is there already.
        path: of a CSV or XLSX file.
        kind: what its rows are.
        mapping: header by field; guessed from the headers where it is missing.
        progress: told how many rows were read.
        cancelled: asked now and then.

    Raises:
        TableUnreadable: it is no table, or lacks a column.
        ImportCancelled: somebody asked to stop.
    """
    table_kind = _TABLE_KINDS[kind]
    columns = read_columns(path)
    used = dict(guess(columns.headers, (*table_kind.needed, *table_kind.also)))
    used.update(mapping or {})
    missing = [name for name in table_kind.needed if used.get(name) not in columns.headers]
    if missing:
        raise ColumnMissing(
            mark("{file} lacks columns: {columns}. Name them with --map FIELD=HEADER."),
            file=path.name,
            columns=", ".join(missing),
        )
    plan = ImportPlan(kind)
    seen: dict[str, int] = {}
    waiting: list[tuple[int, Record]] = []
    for count, (line, cells) in enumerate(table_rows(path), 1):
        if count % _CHUNK == 0:
            if cancelled():
                raise ImportCancelled
            if progress is not None:
                progress(count)
        row = ImportRow({name: cells.get(header, "") for name, header in used.items()})
        try:
            record = table_kind.make(row)
        except BadCell as bad:
            plan.bad.append(BadRow(line, used.get(bad.column, bad.column), bad.reason, bad.value))
            continue
        if record.key in seen:
            plan.duplicates.append(Duplicate(line, record.key, None))
            continue
        seen[record.key] = line
        waiting.append((line, record))
    for part in _parts(waiting):
        _sort_out(ledger, plan, part)
    plan.duplicates.sort(key=lambda one: one.line)
    return plan


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
    if (plan.bad and not accept_partial) or not plan.good:
        return None

    def told(count: int) -> None:
        if cancelled():
            raise ImportCancelled
        if progress is not None:
            progress(count)

    return ledger.add(plan.good, told)


def _parts(waiting: list[tuple[int, Record]]) -> Iterator[list[tuple[int, Record]]]:
    for start in range(0, len(waiting), _CHUNK):
        yield waiting[start : start + _CHUNK]


def _sort_out(ledger: LedgerService, plan: ImportPlan, part: list[tuple[int, Record]]) -> None:
    with ledger.store.reading() as connection:
        there = reading.live(connection, plan.kind, [record.key for _, record in part])
    for line, record in part:
        if record.key in there:
            plan.duplicates.append(Duplicate(line, record.key, there[record.key]))
        else:
            plan.good.append(record)


def _organisation(row: ImportRow) -> Record:
    return Organisation(
        row.text("code"), row.text("name"), row.text("parent", ""), row.text("level", "department")
    )


def _publication(row: ImportRow) -> Record:
    spec = None
    if row.has("pages"):
        spec = PrintSpec(
            pages=row.number("pages", least=1),
            trim=row.trim("trim"),
            grams=row.number("grams", 80, least=1),
            colours=row.number("colours", 1, least=1),
            binding=row.binding("binding"),
        )
    return Publication(
        row.text("publication"), row.text("title"), row.text("organisation", ""), spec
    )


def _order(row: ImportRow) -> Record:
    printed = row.number("printed")
    planned = row.number("planned", printed)
    amount, vat = row.optional("amount"), row.optional("vat")
    if amount is None and row.has("unit_price"):
        amount = priced(row.mils("unit_price"), printed or planned)
    if amount is None and row.has("gross"):
        gross = row.number("gross")
        amount, tax = (gross - vat, vat) if vat is not None else without_vat(gross, VAT_PERMILLE)
        vat = tax
        if amount < 0:
            raise BadCell("vat", mark("The tax is more than the whole ({value})."), str(vat))
    setup, composition = row.optional("setup"), row.number("composition", 0)
    if amount is not None and (setup or 0) + composition > amount:
        name = "setup" if setup else "composition"
        raise BadCell(
            name, mark("Setup and composition are more than the amount ({value})."), str(amount)
        )
    document = None
    if row.has("document_title"):
        document = SourceDocument(row.text("document_title"), row.text("document_date", ""))
    return PrintOrder(
        number=row.text("number"),
        publication=row.text("publication"),
        day=row.day("day"),
        planned=planned,
        printed=printed,
        amount=amount,
        vat=vat,
        setup=setup,
        composition=composition,
        document=document,
        **{name: row.text(name, "") for name in _plain_texts(RecordKind.ORDER)},
    )


def _baseline(row: ImportRow) -> Record:
    return Baseline(
        publication=row.text("publication"),
        year=row.number("year", least=1900),
        copies=row.number("copies"),
        frozen=row.day("frozen"),
        approver=row.text("approver"),
        source=row.text("source"),
        method=BaselineMethod.STATED,
        runs=row.number("runs", 1, least=1),
        amount=row.optional("amount"),
        setup=row.optional("setup"),
    )


def _reads(row: ImportRow) -> Record:
    return Reads(
        row.text("publication"),
        row.month("month"),
        row.number("downloads"),
        row.number("reads", 0),
    )


def _edition(row: ImportRow) -> Record:
    return Edition(
        publication=row.text("publication"),
        day=row.day("day"),
        pages=row.number("pages", 0),
        staff_minutes=row.optional("staff_minutes"),
        review_minutes=row.number("review_minutes", 0),
        other_won=row.number("other_won", 0),
    )


def _target(row: ImportRow) -> Record:
    fewer = row.mils("fewer")
    if fewer > 100 * MILS:
        raise BadCell("fewer", mark("“{value}” is too small or too large."), row.text("fewer"))
    return Target(
        row.number("year", least=1900),
        # Of a hundred in the table, of a thousand in the ledger.
        fewer * 10 // MILS,
        row.text("source"),
        row.optional("budget_won"),
    )


@cache
def _items() -> dict[str, PriceItem]:
    """Return the items by what they are called in a file: their own names, Korean, English."""
    named = {
        tr(name, language).casefold(): item for item, name in NAMES.items() for language in Language
    }
    return named | {item.value: item for item in PriceItem}


def _price(row: ImportRow) -> Record:
    said = row.text("item")
    item = _items().get(said.casefold())
    if item is None:
        raise BadCell("item", mark("“{value}” is no item of a price table."), said)
    likely = row.mils("price")
    low = row.mils("low") if row.has("low") else None
    high = row.mils("high") if row.has("high") else None
    if (low is not None and low > likely) or (high is not None and high < likely):
        raise BadCell("low", mark("The price is not between its bounds ({value})."), said)
    first = row.day("valid_from")
    last = row.day("valid_to") if row.has("valid_to") else None
    if last is not None and last < first:
        raise BadCell("valid_to", mark("It ends before it begins ({value})."), last.isoformat())
    table = row.text("table", "")
    return Price(PriceRow(item, likely, first, row.text("source"), table, last, low, high))


_TABLE_KINDS: dict[RecordKind, _TableKind] = {
    RecordKind.ORGANISATION: _TableKind(("code", "name"), ("parent", "level"), _organisation),
    RecordKind.PUBLICATION: _TableKind(
        ("publication", "title"),
        ("organisation", "pages", "trim", "grams", "colours", "binding"),
        _publication,
    ),
    RecordKind.ORDER: _TableKind(
        ("number", "publication", "day", "printed"),
        (
            "planned",
            "amount",
            "unit_price",
            "gross",
            "vat",
            "setup",
            "composition",
            *_plain_texts(RecordKind.ORDER),
            "document_title",
            "document_date",
        ),
        _order,
    ),
    RecordKind.BASELINE: _TableKind(
        ("publication", "year", "copies", "frozen", "approver", "source"),
        ("runs", "amount", "setup"),
        _baseline,
    ),
    RecordKind.READS: _TableKind(("publication", "month", "downloads"), ("reads",), _reads),
    RecordKind.EDITION: _TableKind(
        ("publication", "day"),
        ("pages", "staff_minutes", "review_minutes", "other_won"),
        _edition,
    ),
    RecordKind.TARGET: _TableKind(("year", "fewer", "source"), ("budget_won",), _target),
    RecordKind.PRICE: _TableKind(
        ("item", "price", "valid_from", "source"), ("table", "low", "high", "valid_to"), _price
    ),
}
IMPORTED: tuple[RecordKind, ...] = tuple(_TABLE_KINDS)
"""Kinds that come in tables."""
