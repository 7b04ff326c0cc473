# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports tables as records: row by row, the bad ones listed, nothing kept until somebody says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from app.i18n import Language, mark, tr
from app.ledger.derivation import SourceDocument
from app.ledger.fields import FIELDS, Measure
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
from app.services.costing.cells import BadCell, ImportRow, fits
from app.services.costing.column_heads import (
    NumberUnit,
    Tax,
    is_total,
    notes_in,
    plain,
    unit_for,
    unit_of,
)
from app.services.costing.ledger import LedgerService
from app.services.costing.table_files import (
    ColumnMissing,
    TableHead,
    TablePart,
    TableUnreadable,
    read_columns,
    table_rows,
)
from app.store.ledger import reading
from app.store.ledger.journal import EntryRange

__all__ = ["ImportPlan", "fields_of", "plan_import", "read_columns", "take"]

_CHUNK = 1000
_WITH_TAX = frozenset({"gross", "budget_won"})
"""Amounts that are kept with tax, or come with it."""
_TAX_COLUMN = re.compile(r"(?:vat|부가|과세|면세|세금)\S*(?:여부|구분|유형|포함|$)")
_MOST_ROUNDED = 10
"""Won that a tax may be away from a tenth of its amount."""
Progress = Callable[[int], None]
"""Told how many rows are done."""
Cancelled = Callable[[], bool]


class ColumnDoubtful(TableUnreadable):
    """More than one column could be a field; a person says which."""


class HeadUnclear(TableUnreadable):
    """A table says something of its numbers that is not understood, or has no place."""


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


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that sums up others, and is never entered."""

    line: int
    said: str
    """The cell that says so: "합계"."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A column whose head says that its numbers are not plain won or copies without tax."""

    field: str
    header: str
    scale: int
    """What each number is multiplied by."""
    with_tax: bool


@dataclass(slots=True)
class ImportPlan:
    """The check of a table: its good rows as records, its bad rows and its duplicates."""

    kind: RecordKind
    good: list[Record] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    conversions: tuple[Conversion, ...] = ()
    """What the heads say of numbers, and what was made of it."""
    other_sheets: tuple[str, ...] = ()
    """Sheets of the file that hold something and were not read."""

    @property
    def rows(self) -> int:
        """All rows that say anything."""
        return len(self.good) + len(self.bad) + len(self.duplicates) + len(self.totals)


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
        if not (column.is_number or column.optional or column.needed) and column.name != "stated"
    )


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
        path: of a CSV or XLSX file.
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
    table_kind = _TABLE_KINDS[kind]
    columns = read_columns(path, (*table_kind.needed, *table_kind.also), part)
    used = _used_columns(path, table_kind, columns, mapping or {})
    units = _units(path, columns, used)
    plan = ImportPlan(kind, other_sheets=columns.other_sheets)
    plan.conversions = tuple(_conversions(columns, used, units))
    seen: dict[str, int] = {}
    waiting: list[tuple[int, Record]] = []
    texts = [used[name] for name in used if FIELDS[name].measure is None]
    for count, (line, cells) in enumerate(table_rows(path, columns), 1):
        if count % _CHUNK == 0:
            if cancelled():
                raise ImportCancelled
            if progress is not None:
                progress(count)
        own = {name: cells.get(header, "") for name, header in used.items()}
        own["stated"] = _statement(plan.conversions, own)
        row = ImportRow(own, units)
        if total := _total_in(cells, texts, lacking=not all(map(row.has, table_kind.needed))):
            plan.totals.append(TotalRow(line, total))
            continue
        _refuse_late_notes(path, line, cells)
        try:
            _check_unit_column(cells)
            record = table_kind.make(row)
        except BadCell as bad:
            plan.bad.append(BadRow(line, used.get(bad.column, bad.column), bad.reason, bad.value))
            continue
        if record.key in seen:
            plan.duplicates.append(Duplicate(line, record.key, None))
            continue
        seen[record.key] = line
        waiting.append((line, record))
    for some in _parts(waiting):
        _sort_out(ledger, plan, some)
    plan.duplicates.sort(key=lambda one: one.line)
    return plan


def _used_columns(
    path: Path, kind: _TableKind, columns: TableHead, mapping: Mapping[str, str]
) -> dict[str, str]:
    """Return the header of each field that has one: guessed, and as a person chose."""
    chosen = {name: (columns.named(header) or header) for name, header in mapping.items()}
    used = {n: h for n, h in columns.guessed.items() if n in chosen or h not in chosen.values()}
    used |= chosen
    used = {name: header for name, header in used.items() if header}
    absent = [name for name in kind.needed if used.get(name) not in columns.headers]
    absent += [name for name in used if used[name] not in columns.headers and name not in absent]
    if absent:
        raise ColumnMissing(
            mark("{file} lacks columns: {columns}. Name them with --map FIELD=COLUMN."),
            file=path.name,
            columns=", ".join(absent),
        )
    for name, headers in columns.doubtful.items():
        left = [header for header in headers if header not in chosen.values()]
        if name not in chosen and len(left) > 1:
            raise ColumnDoubtful(
                mark(
                    "{file} has more than one column for “{field}”: {columns}. "
                    "Say which it is with --map {field}=COLUMN."
                ),
                file=path.name,
                field=name,
                columns=", ".join(left),
            )
    counted = [used[name] for name in used if FIELDS[name].measure is not None]
    both = [header for header in counted if list(used.values()).count(header) > 1]
    if both:
        raise ColumnDoubtful(
            mark("Column “{column}” of {file} cannot be two fields."),
            file=path.name,
            column=both[0],
        )
    for name, other, tax in (("amount", "gross", Tax.INCLUDED), ("gross", "amount", Tax.EXCLUDED)):
        held = columns.heads.get(used.get(name, ""))
        if held is not None and held.tax is tax and other in kind.also and other not in used:
            used[other] = used.pop(name)
    return used


def _units(path: Path, columns: TableHead, used: Mapping[str, str]) -> dict[str, NumberUnit]:
    """Return the units of the used columns.

    Raises:
        HeadUnclear: a head says something of its numbers that has no place in the record.
    """
    units: dict[str, NumberUnit] = {}
    for name, header in used.items():
        measure = FIELDS[name].measure
        if measure is None:
            continue
        head = columns.heads[header]
        unclear = head.unclear or ("" if head.unit is not None else columns.notes.unclear)
        if unclear:
            raise HeadUnclear(
                mark(
                    "{file}: “{head}” says “{note}”, which is not understood. Write a unit such as "
                    "(원) or (천원), and (VAT 포함) or (VAT 별도), into the head, and nothing twice."
                ),
                file=path.name,
                head=header,
                note=unclear,
            )
        unit = unit_for(head, measure, columns.notes)
        if unit is not None and not fits(unit, measure):
            raise HeadUnclear(
                mark(
                    "{file}: “{head}” cannot be counted in “{note}”. Mend the head of the column."
                ),
                file=path.name,
                head=header,
                note=unit.text,
            )
        refused = Tax.EXCLUDED if name in _WITH_TAX else Tax.INCLUDED
        if measure is Measure.WON and head.tax is refused and name != "vat":
            said = (
                mark("{file}: “{head}” is without tax, but “{field}” is kept with it. Leave the "
                     "column out, or write amounts with tax.")
                if refused is Tax.EXCLUDED
                else mark("{file}: “{head}” is with tax, but “{field}” is kept without it. Leave "
                          "the column out, or write amounts without tax.")
            )  # fmt: skip
            raise HeadUnclear(said, file=path.name, head=header, field=name)
        if unit is not None:
            units[name] = unit
    return units


def _conversions(
    columns: TableHead, used: Mapping[str, str], units: Mapping[str, NumberUnit]
) -> Iterator[Conversion]:
    for name, header in used.items():
        scale = units[name].scale if name in units else 1
        with_tax = FIELDS[name].measure is Measure.WON and columns.heads[header].tax is Tax.INCLUDED
        if scale != 1 or with_tax:
            yield Conversion(name, header, scale, with_tax)


def _statement(conversions: Sequence[Conversion], cells: Mapping[str, str]) -> str:
    """Return what a row says of the numbers that are converted, as its entry keeps it."""
    said = ((one, cells.get(one.field, "")) for one in conversions)
    return "; ".join(
        f"{one.header}: {cell}" + (f" × {one.scale:,}" if one.scale != 1 else "")
        for one, cell in said
        if cell
    )


def _total_in(cells: Mapping[str, str], texts: Sequence[str], *, lacking: bool) -> str:
    """Return the cell that says that the row is a total; empty where none does.

    Args:
        cells: of the row, by header.
        texts: headers of the fields that are text.
        lacking: the row has not all that its kind needs, so that a longer text may say it.
    """
    first = next((cell for cell in cells.values() if cell), "")
    if is_total(first) or (lacking and is_total(first, ending=True)):
        return first
    said = (cells.get(header, "") for header in texts)
    return next((cell for cell in said if cell and is_total(cell)), "")


def _refuse_late_notes(path: Path, line: int, cells: Mapping[str, str]) -> None:
    """Refuse a table whose foot says of all numbers what its head does not."""
    said = [cell for cell in cells.values() if cell]
    if len(said) > 2:
        return
    notes = notes_in(said)
    if notes.tax is not None or notes.unclear or any(unit.scale != 1 for unit in notes.units):
        raise HeadUnclear(
            mark("{file}, line {line}: “{note}” stands below the head. Write it above or into it."),
            file=path.name,
            line=line,
            note=" ".join(said),
        )


def _check_unit_column(cells: Mapping[str, str]) -> None:
    """Refuse a row whose unit, or tax, stands in a column of its own."""
    for header, cell in cells.items():
        if not cell or cell[0].isdecimal():
            continue
        name = re.sub(r"\s", "", plain(header))
        if (name.startswith(("단위", "unit", "통화", "currency"))) and _is_no_plain_unit(cell):
            raise BadCell(header, mark("The unit “{value}” stands in a column of its own."), cell)
        if _TAX_COLUMN.search(name) and re.search(
            "포함|별도|제외|면세|영세|incl|excl", plain(cell)
        ):
            raise BadCell(
                header,
                mark("Whether tax is in it (“{value}”) stands in a column of its own."),
                cell,
            )


def _is_no_plain_unit(cell: str) -> bool:
    unit = unit_of(cell)
    return unit is None or unit.scale != 1


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


def _amount_and_tax(row: ImportRow, copies: int) -> tuple[int | None, int | None]:
    """Return amount and tax of an order; what is stated twice must agree.

    Raises:
        BadCell: a number is none, or two of them do not agree.
    """
    amount, vat = row.optional("amount"), row.optional("vat")
    by_unit_price = amount is None and row.has("unit_price")
    if by_unit_price:
        amount = priced(row.mils("unit_price"), copies)
    gross = row.optional("gross")
    if gross is None:
        return amount, vat
    if amount is None:
        amount, tax = (gross - vat, vat) if vat is not None else without_vat(gross, VAT_PERMILLE)
        if amount < 0:
            raise BadCell("vat", mark("The tax is more than the whole ({value})."), str(vat))
        return amount, tax
    rounded = _MOST_ROUNDED + max(row.scale(name) for name in ("amount", "gross", "vat")) - 1
    if by_unit_price:
        rounded += copies
    if vat is not None:
        agrees = abs(gross - amount - vat) <= rounded
    elif by_unit_price and gross == amount:
        # Either there is no tax, or it is in neither: nobody can tell.
        agrees = False
    else:
        vat = gross - amount
        agrees = 0 <= vat <= amount * VAT_PERMILLE // 1000 + rounded
    if not agrees:
        raise BadCell("gross", mark("“{value}” is not the amount with its tax."), row.text("gross"))
    return amount, vat


def _order(row: ImportRow) -> Record:
    printed = row.number("printed")
    planned = row.number("planned", printed)
    amount, vat = _amount_and_tax(row, printed or planned)
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
        stated=row.text("stated", ""),
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
        stated=row.text("stated", ""),
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
