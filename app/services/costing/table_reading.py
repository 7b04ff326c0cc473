# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the rows of one sheet as records, with what is to be said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from app.i18n import mark, tr
from app.ledger.fields import FIELDS, Measure
from app.ledger.records import PrintOrder, Record, RecordKind
from app.services.costing.cells import (
    BadCell,
    ImportRow,
    counted_number_in,
    fits,
    is_empty,
    number_in,
)
from app.services.costing.column_heads import TableNotes, Tax, is_average, notes_in, plain, unit_of
from app.services.costing.column_use import (
    ColumnDoubtful,
    Conversion,
    HeadUnclear,
    conversions_of,
    field_word,
    taxes_of,
    units_of,
    used_columns,
)
from app.services.costing.import_plan import BadRow, ImportPlan, RowCounter, TotalRow
from app.services.costing.known_names import KnownNames, bare
from app.services.costing.row_departments import RowDepartments
from app.services.costing.row_records import TABLE_KINDS, groups_of, table_fields_of
from app.services.costing.row_taxes import is_word_of_tax, tax_column, tax_of_row
from app.services.costing.table_heads import SheetTable, TableHead, with_notes
from app.services.costing.table_rows import (
    BodyRow,
    RowKind,
    TableContext,
    body_of,
    context_of,
    counts_rows,
    is_plain_note,
    notes_under,
)
from app.services.costing.totals_check import (
    SummedRow,
    TotalMismatch,
    hidden_are_counted,
    is_sum,
    mismatches,
)

_ON_TAX = re.compile(r"부가(?:가치)?세|세액|v\.?\s?a\.?\s?t", re.IGNORECASE)
_MONEY = re.compile(
    r"금액|가격|비용|가액|단가|대금|인쇄비|제작비|[가-힣]액(?![가-힣])|\(.*원.*\)|amount|price|won",
    re.I,
)
_TAKEN_BACK = re.compile(
    r"취소|해지|철회|무효|삭제|환수|반납|반품|정정|변경\s*계약|계약\s*변경|증액|감액|정산\s*차액"
)
"""Remarks of rows that are no order of their own, or no longer one."""
_NO_NUMBER = frozenset(
    {"미등록", "미부여", "없음", "해당없음", "신청중", "비대상", "제외", "미발급", "등록예정"}
)
_NET_HEADS = frozenset({"공급가액", "공급가", "amount", "netamount"})
_CONTRACT = frozenset({"계약번호", "contract", "contractno", "contractnumber"})
DERIVED = "?"
_DATE_REMARKS = {
    mark("only the month is stated, entered as its first day"): mark(
        "Where “{head}” states a month alone, its first day is entered."
    ),
    mark("the year stands above the table"): mark(
        "“{head}” states no year: it is that of the title, {value}."
    ),
}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that became a record."""

    line: int
    record: Record
    title: str
    sheet: str


class TableReader:
    """Reads the rows of one sheet.

    Args:
        path: of the file.
        kind: of the records.
        table: the sheet, with its head.
        chosen: header by field, as a person chose.
        plan: where bad rows, totals and remarks go.
        known: what the ledger knows.
        before: what stands above the tables before this one, for its year.
        several: more than one sheet is read, so that lines are named with theirs.
    """

    def __init__(
        self,
        path: Path,
        kind: RecordKind,
        table: SheetTable,
        chosen: Mapping[str, str],
        plan: ImportPlan,
        known: KnownNames,
        before: Sequence[str],
        *,
        several: bool,
    ) -> None:
        self._path, self._kind, self._plan, self._known = path, kind, plan, known
        self._sheet = table.grid.name if several else ""
        self._table = self._with_notes_below(table, chosen)
        self._head = self._table.head
        self._used = self._find_columns(self._head, chosen)
        self._units = units_of(path, self._head, self._used, self._head.notes)
        self._taxes = taxes_of(self._head, self._used)
        self._tax_column = ""
        self._chose_no_amount = chosen.get("amount") == ""
        self._context = context_of(self._table, path.stem, before)
        self._departments = RowDepartments(
            plan,
            known,
            self._used.get("organisation", ""),
            self._context.department,
            of_sheet=self._context.of_sheet,
        )
        self._conversions: tuple[Conversion, ...] = ()

    # -------------------------------------------------------- the columns

    def _find_columns(self, head: TableHead, chosen: Mapping[str, str]) -> dict[str, str]:
        fields = table_fields_of(self._kind)
        return used_columns(self._path, groups_of(self._kind), fields, head, chosen)

    def _body(self, table: SheetTable, used: Mapping[str, str]) -> Iterator[BodyRow]:
        return body_of(table, used, groups_of(self._kind), self._known.codes)

    def _with_notes_below(self, table: SheetTable, chosen: Mapping[str, str]) -> SheetTable:
        """Return the table with the notes under its rows, where they speak of all of them."""
        used = {name: h for name, h in table.head.guessed.items() if name not in chosen}
        used |= {name: head for name, one in chosen.items() if (head := table.head.named(one))}
        said = notes_under(table, used, groups_of(self._kind))
        telling = [one for one in said if _tells_of_numbers(one)]
        if "vat" in used and ("amount" in used or "gross" in used):
            # Amount and tax stand in columns of their own: a note on tax adds nothing to them.
            telling = [one for one in telling if _tells_of_units(one)]
        if not telling:
            return table
        notes = table.head.notes
        below = notes_in(telling)
        strange = next((one for one in telling if not is_plain_note(one)), below.unclear)
        against = (
            notes.tax not in (None, below.tax)
            if below.tax is not None
            else any(
                unit.measure is other.measure and unit.scale != other.scale
                for unit in below.units
                for other in notes.units
            )
        )
        if strange or against:
            raise HeadUnclear(
                mark(
                    "{file}: the note “{note}” below the table does not say plainly what counts for "
                    "all rows. Write it above the table, or into the heads and rows that it means."
                ),
                file=self._path.name,
                note=strange or telling[0],
            )
        units = (*notes.units, *(one for one in below.units if one not in notes.units))
        made = TableNotes(units, notes.tax or below.tax, notes.unclear)
        self._plan.remark(
            mark("The note below the table counts for all rows: “{note}”."), note=telling[0]
        )
        return with_notes(table, made, table_fields_of(self._kind))

    # -------------------------------------------------------- the rows

    def read(self, tell: RowCounter) -> list[ReadRow]:
        """Return the rows that became records; the others go into the plan."""
        plan, used = self._plan, self._used
        body = list(self._body(self._table, used))
        self._drop_serial(body)
        self._drop_words_of_tax(body)
        self._drop_shared_contract(body)
        records = [row for row in body if row.kind is RowKind.RECORD]
        self._tax_column = tax_column(self._head, used, records)
        self._conversions = tuple(conversions_of(self._head, used, self._units))
        plan.conversions = tuple(dict.fromkeys((*plan.conversions, *self._conversions)))
        self._say_place()
        parted = self._parted_titles(body)
        if self._kind is RecordKind.ORDER:
            naming = [used[name] for name in ("title", "publication", "day") if name in used]
            # A publication that has a number has its department too.
            fill = "publication" not in used
            self._departments.settle(body, naming, self._numbers_of, fill=fill)
        summed, without_word = self._sums(body)
        counted = hidden_are_counted(summed)
        self._check_totals(summed, counted)
        found: list[ReadRow] = []
        other_unit = ""
        for row in body:
            tell.count()
            if row.kind in (RowKind.HEADING, RowKind.NOTE) and self._is_other_unit(row.said):
                other_unit = row.said
            if row.kind is RowKind.TOTAL or row.line in without_word:
                said = row.said or tr("the sum of the rows above, without a name")
                plan.totals.append(TotalRow(row.line, said, self._sheet))
            elif row.kind is RowKind.OTHER_TABLE:
                self._refuse(row.line, "", mark(
                    "Another table begins here. Take it in by itself: --header-row {value}."
                ), str(row.line))  # fmt: skip
            elif row.line in parted:
                self._refuse(row.line, used.get("title", ""), mark(
                    "“{value}” seems to be one title in two rows. Join it into one cell."
                ), row.cells.get(used.get("title", ""), ""))  # fmt: skip
            elif other_unit and row.kind is RowKind.RECORD:
                self._refuse(row.line, "", mark(
                    "A line above this row says another unit than the table does: “{value}”. "
                    "Take the rows below it in by themselves, or write all in one unit."
                ), other_unit)  # fmt: skip
            elif row.kind is RowKind.RECORD and not self._is_left_out(row, counted):
                try:
                    found.append(self._record(row, counted))
                except BadCell as bad:
                    # An amount with tax stands in the column of amounts where only its row says so.
                    other = {"gross": "amount", "amount": "gross"}.get(bad.column, bad.column)
                    column = used.get(bad.column, used.get(other, bad.column))
                    column = tr(FIELDS[column].label) if column in FIELDS else column
                    self._refuse(row.line, column, bad.reason, bad.value)
            elif row.kind in (RowKind.HEADING, RowKind.NOTE):
                plan.remark(
                    mark("Line {line} is no row of the table: “{said}”."),
                    line=row.line,
                    said=row.said[:80],
                )
        if self._kind is RecordKind.ORDER:
            self._departments.say(body)
        return found

    def _refuse(self, line: int, column: str, reason: str, value: str) -> None:
        self._plan.bad.append(BadRow(line, column, reason, value, self._sheet))

    def _say_place(self) -> None:
        head, plan = self._head, self._plan
        if head.sheet:
            plan.remark(
                mark("Read: sheet “{sheet}”, the names of columns in line {line}."),
                sheet=head.sheet,
                line=head.line,
            )
        else:
            plan.remark(mark("Read: the names of columns are in line {line}."), line=head.line)
        for name, header in head.by_cells.items():
            if self._used.get(name) == header:
                plan.remark(
                    mark("“{head}” is read as “{field}”, as its cells say."),
                    head=header,
                    field=field_word(name),
                )
        used = {*self._used.values(), self._tax_column}
        left = [h for h in head.headers if h not in used and head.heads[h].text]
        if left:
            plan.remark(mark("Columns that are not used: {columns}."), columns=", ".join(left))
        unseen = [
            header
            for at, header in enumerate(head.headers)
            if at in self._table.grid.hidden_columns and header in self._used.values()
        ]
        if unseen:
            plan.remark(
                mark("These columns are hidden in the sheet and read all the same: {columns}."),
                columns=", ".join(unseen),
            )
        self._refuse_unread_money(left)

    def _refuse_unread_money(self, left: Sequence[str]) -> None:
        """Refuse a list of orders without amounts that has a column which looks like some."""
        if self._kind is not RecordKind.ORDER or self._chose_no_amount:
            return
        if any(name in self._used for name in ("amount", "gross", "unit_price")):
            return
        for header in left:
            head = self._head.heads[header]
            counted = head.unit is not None and head.unit.measure is Measure.WON
            if counted or head.tax_of_head or _MONEY.search(re.sub(r"\s", "", header)):
                raise ColumnDoubtful(
                    mark(
                        "{file}: “{column}” looks like an amount, but it is not plain which. Say it "
                        "with --map {field}=COLUMN, or that it is none with --map {field}=."
                    ),
                    file=self._path.name,
                    column=header,
                    field=field_word("amount"),
                )

    def _is_other_unit(self, note: str) -> bool:
        """Tell whether a line among the rows says a unit that the table does not have."""
        return any(
            unit.scale != (head.scale if (head := self._units.get(name)) is not None else 1)
            for unit in notes_in([note]).units
            for name in self._used
            if FIELDS[name].measure is not None and fits(unit, FIELDS[name].measure)
        )

    def _drop_serial(self, body: Sequence[BodyRow]) -> None:
        """Leave out a column "번호" that only counts the rows: it is no number of an order."""
        header = self._used.get("number", "")
        if self._head.heads[header].name in ("번호", "no") if header else False:
            cells = [row.cells.get(header, "") for row in body if row.kind is RowKind.RECORD]
            if counts_rows(cells):
                del self._used["number"]

    def _drop_words_of_tax(self, body: Sequence[BodyRow]) -> None:
        """Leave out a column "부가세" that says 포함 or 별도 and holds no amounts."""
        for name in ("vat", "gross", "amount"):
            header = self._used.get(name, "")
            said = (row.cells.get(header, "") for row in body if row.kind is RowKind.RECORD)
            cells = [cell for cell in said if not is_empty(cell)]
            worded = any(map(is_word_of_tax, cells))
            if header and worded and all(number_in(cell) is None for cell in cells):
                del self._used[name]

    def _drop_shared_contract(self, body: Sequence[BodyRow]) -> None:
        """Take a contract's number that several rows share for what it is."""
        header = self._used.get("number", "")
        if not header or self._head.heads[header].name not in _CONTRACT:
            return
        cells = [row.cells.get(header, "") for row in body if row.kind is RowKind.RECORD]
        stated = [cell for cell in cells if not is_empty(cell)]
        if len(set(stated)) < len(stated):
            del self._used["number"]
            self._used["contract"] = header

    def _parted_titles(self, body: Sequence[BodyRow]) -> set[int]:
        """Return the lines of rows with a title and nothing else, and of the rows that they go on."""
        title = self._used.get("title", "")
        found: set[int] = set()
        for above, row in pairwise([None, *body]):
            only = (
                {header for header, cell in row.cells.items() if cell} == {title} if row else False
            )
            if row is not None and only and row.kind is RowKind.RECORD and not row.merged:
                found.add(row.line)
                if above is not None and above.kind is RowKind.RECORD:
                    found.add(above.line)
        return found

    # -------------------------------------------------------- totals and hidden rows

    def _numbers_of(self, row: BodyRow) -> dict[str, Decimal]:
        counted = (Measure.WON, Measure.COPIES)
        headers = [
            header
            for name, header in self._used.items()
            if FIELDS[name].measure in counted and name != "unit_price"
        ]
        # Where the head counts in thousands, so do cells that say it again, and totals.
        scaled = {
            header
            for name, header in self._used.items()
            if (unit := self._units.get(name)) is not None and unit.scale != 1
        }
        found = (
            (h, (number_in if h in scaled else counted_number_in)(row.cells.get(h, "")))
            for h in headers
            if h not in row.merged
        )
        return {header: number for header, number in found if number is not None}

    def _sums(self, body: Sequence[BodyRow]) -> tuple[list[SummedRow], set[int]]:
        """Return the rows with their numbers, and the lines that are totals without saying so."""
        summed: list[SummedRow] = []
        unnamed: set[int] = set()
        texts = [h for n, h in self._used.items() if FIELDS[n].measure is None]
        for row in body:
            if row.kind not in (RowKind.RECORD, RowKind.TOTAL):
                continue
            numbers = self._numbers_of(row)
            total = row.kind is RowKind.TOTAL
            if not total and numbers and not any(row.cells.get(h) for h in texts):
                total = is_sum(summed, numbers)
                unnamed |= {row.line} if total else set()
            if total and is_average(row.said):
                numbers = {}
            summed.append(SummedRow(row.line, numbers, total, row.hidden))
        return summed, unnamed

    def _check_totals(self, summed: Sequence[SummedRow], counted: bool | None) -> None:
        wrong: list[TotalMismatch] = mismatches(summed, hidden_too=counted is not False)
        for one in wrong:
            self._plan.remark(
                mark("Line {line}: the total of “{head}” says {stated}, but its rows are {found}."),
                line=one.line,
                head=one.header,
                stated=f"{one.stated:,}",
                found=f"{one.found:,}",
            )

    def _is_left_out(self, row: BodyRow, counted: bool | None) -> bool:
        """Tell whether a hidden row is none of the table, as its totals say."""
        if not row.hidden or counted is not False:
            return False
        self._plan.remark(
            mark("Line {line} is hidden and not in the totals: it is not entered."), line=row.line
        )
        return True

    def _check_hidden(self, row: BodyRow, counted: bool | None) -> None:
        if not row.hidden:
            return
        if counted is None and row.line not in self._table.grid.filtered:
            raise BadCell("", mark(
                "The row is hidden, and no total says whether it counts. Show it, or delete it."
            ))  # fmt: skip
        self._plan.remark(mark("Line {line} is hidden and read all the same."), line=row.line)

    # -------------------------------------------------------- one row

    def _record(self, row: BodyRow, counted: bool | None) -> ReadRow:
        """Return a row as a record.

        Raises:
            BadCell: it cannot be one.
        """
        self._check_hidden(row, counted)
        used, units, taxes = dict(self._used), dict(self._units), dict(self._taxes)
        own = {
            name: "" if is_empty(cell := row.cells.get(header, "")) else cell
            for name, header in used.items()
        }
        exempt = False
        if self._kind is RecordKind.ORDER:
            kept = set(used.values())
            spare = {h: cell for h, cell in row.cells.items() if cell and h not in kept}
            self._refuse_taken_back(spare)
            exempt = tax_of_row(self._head, used, row, spare, own, units, taxes)
            self._check_unit_column(spare)
            if not exempt:
                self._say_untaxed(own, taxes)
        merged = {
            name
            for name, header in used.items()
            if row.merged and header in row.merged and FIELDS[name].measure is not None
        }
        title = ""
        if self._kind is RecordKind.ORDER:
            title = re.sub(r"\s+", " ", own.pop("title", ""))
            self._name_publication(own, title)
            own["organisation"] = self._departments.of(own.get("organisation", ""), row)
            own.setdefault("number", DERIVED)
        own["stated"] = _statement(self._conversions, row.cells)
        made = ImportRow(
            own,
            units,
            taxes,
            merged,
            self._context.year,
            from_1904=self._table.grid.from_1904,
            exempt=exempt,
        )
        record = TABLE_KINDS[self._kind].make(made)
        if isinstance(record, PrintOrder) and made.noted:
            said = f"{used['day']}: {row.cells.get(used['day'], '')}"
            for note in dict.fromkeys(made.noted):
                self._plan.remark(
                    _DATE_REMARKS[note], head=used["day"], value=_year_word(self._context, note)
                )
            record = replace(record, stated="; ".join(filter(None, (record.stated, said))))
        return ReadRow(row.line, record, title, self._sheet)

    def _say_untaxed(self, own: Mapping[str, str], taxes: Mapping[str, Tax]) -> None:
        """Say that an amount is read without tax where nothing tells.

        Raises:
            BadCell: other rows tell it.
        """
        head = self._head.heads[self._used["amount"]] if "amount" in self._used else None
        silent = taxes.get("amount") is None and not own.get("vat") and not own.get("gross")
        if own.get("amount") and silent and self._tax_column:
            raise BadCell(self._tax_column, mark(
                "The cell does not say whether tax is in the amount, as it does in other rows."
            ))  # fmt: skip
        if head is not None and own.get("amount") and silent and head.name not in _NET_HEADS:
            self._plan.remark(
                mark(
                    "“{head}” is read as an amount without tax, for nothing says that tax is in it."
                ),
                head=self._used["amount"],
            )

    def _name_publication(self, own: dict[str, str], title: str) -> None:
        number = own.get("publication", "")
        if number and bare(number) not in _NO_NUMBER:
            return
        if not title:
            raise BadCell("publication" if "publication" in self._used else "title",
                          mark("The cell is empty. Fill it in."))  # fmt: skip
        found = self._known.numbers.get(bare(title), ())
        if len(found) > 1:
            raise BadCell("title", mark(
                "More than one publication of the ledger is called “{value}”. Write its number."
            ), title)  # fmt: skip
        own["publication"] = found[0] if found else title
        self._plan.remark(
            mark("Where a row has no number of its publication, its title is the number.")
        )

    def _refuse_taken_back(self, spare: Mapping[str, str]) -> None:
        """Refuse a row whose remark says that it is no order, or one that changes another."""
        for header, cell in spare.items():
            if _TAKEN_BACK.search(cell):
                raise BadCell(header, mark(
                    "“{value}”: the row seems to change or take back another. Correct that entry "
                    "(“Correct…”), or delete the remark if the row is an order of its own."
                ), cell[:60])  # fmt: skip

    def _check_unit_column(self, spare: Mapping[str, str]) -> None:
        """Refuse a row whose unit stands in a column of its own, and is none that is plain."""
        for header, cell in spare.items():
            if cell[0].isdecimal():
                continue
            name = re.sub(r"\s", "", plain(self._head.heads[header].text))
            if name.startswith(("단위", "unit", "통화", "currency")):
                unit = unit_of(cell)
                if unit is None or unit.scale != 1:
                    raise BadCell(
                        header, mark("The unit “{value}” stands in a column of its own."), cell
                    )


def _year_word(context: TableContext, note: str) -> str:
    return str(context.year or "") if "year" in note else ""


def _tells_of_units(note: str) -> bool:
    """Tell whether a note says something of units, or something that is neither unit nor tax."""
    notes = notes_in([note])
    unclear = bool(notes.unclear) and not _ON_TAX.search(note)
    return unclear or any(unit.scale != 1 for unit in notes.units)


def _tells_of_numbers(note: str) -> bool:
    """Tell whether a note says something of tax, or a unit that is not plain."""
    notes = notes_in([note])
    return notes.tax is not None or bool(notes.unclear) or any(u.scale != 1 for u in notes.units)


def _statement(conversions: Sequence[Conversion], cells: Mapping[str, str]) -> str:
    """Return what a row says of the numbers that are converted, as its entry keeps it."""
    said = ((one, cells.get(one.header, "")) for one in conversions)
    return "; ".join(
        f"{one.header}: {cell}" + (f" × {one.scale:,}" if one.scale != 1 else "")
        for one, cell in said
        if cell
    )
