# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of tables as records: which columns each kind of table has, and what a row of it states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

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
from app.services.costing.column_heads import Tax

_THOUSAND = 1000
_MOST_A_COPY = 1_000_000
"""Won: no print costs as much a copy."""
_LEAST_AMOUNT = 10_000
"""Won: what is less was not typed in won."""
_MOST_ROUNDED = 10
"""Won that a tax may be away from a tenth of its amount."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """The columns of a kind of table, and how a row of it becomes a record."""

    needed: tuple[str, ...]
    also: tuple[str, ...]
    make: Callable[[ImportRow], Record]
    only_in_tables: tuple[str, ...] = ()
    """Fields by which a table may name what a person names otherwise."""
    groups: tuple[tuple[str, ...], ...] = ()
    """What a table must have: one field of each group; all that are needed where it is empty."""


def record_from(kind: RecordKind, cells: Mapping[str, str]) -> Record:
    """Return the record that a row states, its cells by the names of fields.

    Raises:
        BadCell: a cell says what its field cannot hold.
    """
    return TABLE_KINDS[kind].make(ImportRow(dict(cells)))


def fields_of(kind: RecordKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that a record of a kind needs, and those that it may have."""
    return TABLE_KINDS[kind].needed, TABLE_KINDS[kind].also


def table_fields_of(kind: RecordKind) -> tuple[str, ...]:
    """Return the fields that the columns of a table of a kind may be."""
    one = TABLE_KINDS[kind]
    return (*one.needed, *one.only_in_tables, *one.also)


def groups_of(kind: RecordKind) -> tuple[tuple[str, ...], ...]:
    """Return what a table of a kind must have: one field of each group."""
    one = TABLE_KINDS[kind]
    return one.groups or tuple((name,) for name in one.needed)


@cache
def _plain_texts(kind: RecordKind) -> tuple[str, ...]:
    """Return the fields that are text as it stands in the table, and that may be empty."""
    return tuple(
        column.name
        for column in columns_of(kind)
        if not (column.is_number or column.optional or column.needed) and column.name != "stated"
    )


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
    amount, vat, gross = row.optional("amount"), row.optional("vat"), row.optional("gross")
    if row.exempt:
        return _without_any_tax(row, amount, vat, gross)
    by_unit_price = amount is None and row.has("unit_price")
    if row.has("unit_price") and row.tax("unit_price") is Tax.INCLUDED:
        by_unit_price = False
        if amount is None and gross is None:
            gross = priced(row.mils("unit_price"), copies)
    elif by_unit_price and gross is not None and row.tax("gross") is Tax.INCLUDED:
        # The price of a copy may be with the tax that the whole is with.
        by_unit_price = abs(priced(row.mils("unit_price"), copies) - gross) > copies
    if by_unit_price:
        amount = priced(row.mils("unit_price"), copies)
    if gross is None:
        _check_unlabelled(row, amount, vat, copies)
        return amount, vat
    if amount is None:
        amount, tax = (gross - vat, vat) if vat is not None else without_vat(gross, VAT_PERMILLE)
        if amount < 0:
            raise BadCell(
                "vat", mark("The tax is more than the whole ({value}). Check both."), str(vat)
            )
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


def _without_any_tax(
    row: ImportRow, amount: int | None, vat: int | None, gross: int | None
) -> tuple[int | None, int | None]:
    """Return amount and tax of an order that no tax is on."""
    stated = {one for one in (amount, gross) if one is not None}
    if vat or len(stated) > 1:
        raise BadCell("gross" if gross is not None else "vat",
                      mark("There is said to be no tax, but the amounts differ ({value})."),
                      str(vat or gross))  # fmt: skip
    return (next(iter(stated)), 0) if stated else (None, None)


def _check_unlabelled(row: ImportRow, amount: int | None, vat: int | None, copies: int) -> None:
    """Refuse an amount of which nothing says whether tax is in it, and whose numbers say it is."""
    if amount is None or row.tax("amount") is not None or not row.has("amount"):
        return
    within = mark(
        "The other numbers say that tax is in “{value}”. Write (VAT 포함) or (VAT 별도) into the head."
    )
    if vat:
        tenth, eleventh = amount * VAT_PERMILLE // 1000, without_vat(amount, VAT_PERMILLE)[1]
        if abs(vat - eleventh) <= _MOST_ROUNDED < abs(vat - tenth):
            raise BadCell("amount", within, row.text("amount"))
    if row.has("unit_price") and row.tax("unit_price") is None:
        net = priced(row.mils("unit_price"), copies)
        rounded = copies + row.scale("amount")
        if net > 100 and abs(net + net * VAT_PERMILLE // 1000 - amount) <= rounded < abs(
            net - amount
        ):
            raise BadCell("amount", within, row.text("amount"))


def _check_scale(row: ImportRow, amount: int | None, copies: int) -> None:
    """Refuse an amount that the unit of its column makes absurd: it was typed in won."""
    scale = max(row.scale(name) for name in ("amount", "gross"))
    if amount is None or not copies or scale < _THOUSAND:
        return
    if amount > _MOST_A_COPY * copies and amount // scale >= _LEAST_AMOUNT:
        name = "amount" if row.has("amount") else "gross"
        raise BadCell(
            name,
            mark(
                "“{value}” in the unit of its column would be more than a million won a copy. "
                "If it is in won, write the unit behind it."
            ),
            row.text(name),
        )


def _order(row: ImportRow) -> Record:
    printed = row.number("printed")
    planned = row.number("planned", printed)
    amount, vat = _amount_and_tax(row, printed or planned)
    _check_scale(row, amount, printed or planned)
    setup, composition = row.optional("setup"), row.number("composition", 0)
    if amount is not None and (setup or 0) + composition > amount:
        name = "setup" if setup else "composition"
        raise BadCell(
            name,
            mark("Setup and composition are more than the amount ({value}). Check the three."),
            str(amount),
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
        raise BadCell(
            "item",
            mark("“{value}” is no item of a price table. Write one of the items of the manual."),
            said,
        )
    likely = row.mils("price")
    low = row.mils("low") if row.has("low") else None
    high = row.mils("high") if row.has("high") else None
    if (low is not None and low > likely) or (high is not None and high < likely):
        raise BadCell(
            "low", mark("The price is not between its bounds ({value}). Check the three."), said
        )
    first = row.day("valid_from")
    last = row.day("valid_to") if row.has("valid_to") else None
    if last is not None and last < first:
        raise BadCell(
            "valid_to",
            mark("It ends before it begins ({value}). Check both days."),
            last.isoformat(),
        )
    table = row.text("table", "")
    return Price(PriceRow(item, likely, first, row.text("source"), table, last, low, high))


TABLE_KINDS: dict[RecordKind, TableKind] = {
    RecordKind.ORGANISATION: TableKind(("code", "name"), ("parent", "level"), _organisation),
    RecordKind.PUBLICATION: TableKind(
        ("publication", "title"),
        ("organisation", "pages", "trim", "grams", "colours", "binding"),
        _publication,
    ),
    RecordKind.ORDER: TableKind(
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
        ("title",),
        (("publication", "title"), ("day",), ("printed",)),
    ),
    RecordKind.BASELINE: TableKind(
        ("publication", "year", "copies", "frozen", "approver", "source"),
        ("runs", "amount", "setup"),
        _baseline,
    ),
    RecordKind.READS: TableKind(("publication", "month", "downloads"), ("reads",), _reads),
    RecordKind.EDITION: TableKind(
        ("publication", "day"),
        ("pages", "staff_minutes", "review_minutes", "other_won"),
        _edition,
    ),
    RecordKind.TARGET: TableKind(("year", "fewer", "source"), ("budget_won",), _target),
    RecordKind.PRICE: TableKind(
        ("item", "price", "valid_from", "source"), ("table", "low", "high", "valid_to"), _price
    ),
}
