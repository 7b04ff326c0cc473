# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the rows of one sheet as records, with what is to be said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from app.i18n import mark, tr
from app.ledger.fields import FIELDS, Measure
from app.ledger.records import RecordKind
from app.services.costing.cells import (
    BadCell,
    counted_number_in,
    fits,
    is_empty,
    number_in,
)
from app.services.costing.column_heads import TableNotes, is_average, notes_in
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
from app.services.costing.known_names import KnownNames
from app.services.costing.row_departments import RowDepartments
from app.services.costing.row_reading import ReadRow, RowReader, TableColumns
from app.services.costing.row_records import groups_of, table_fields_of
from app.services.costing.row_taxes import is_word_of_tax, tax_column
from app.services.costing.table_heads import PartedRows, SheetTable, TableHead, with_notes
from app.services.costing.table_rows import (
    BodyRow,
    RowKind,
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
_CONTRACT = frozenset({"계약번호", "contract", "contractno", "contractnumber"})


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
        self._fill_unchanged(body)
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
        columns = TableColumns(
            self._head,
            used,
            self._units,
            self._taxes,
            self._tax_column,
            self._conversions,
            self._table.grid.from_1904,
        )
        reader = RowReader(
            self._kind, columns, self._context, self._departments, plan, self._known, self._sheet
        )
        found: list[ReadRow] = []
        other_unit = ""
        doubts = dict(self._table.parted.doubts) if self._table.parted is not None else {}
        refused_whole = frozenset(doubts)
        for row in body:
            tell.count()
            if row.kind in (RowKind.HEADING, RowKind.NOTE) and self._is_other_unit(row.said):
                other_unit = row.said
            if row.kind is RowKind.TOTAL or row.line in without_word:
                said = row.said or tr("the sum of the rows above, without a name")
                one = TotalRow(row.line, said, self._sheet)
                # A total of months laid across stands in one row for each of them.
                plan.totals += [one] if one not in plan.totals[-1:] else []
                doubts.pop(row.line, None)
            elif row.line in refused_whole:
                if (doubt := doubts.pop(row.line, None)) is not None:
                    self._refuse(row.line, "", doubt.reason, doubt.value)
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
                    self._check_hidden(row, counted)
                    found.append(reader.record(row))
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
        for line, doubt in doubts.items():
            # Nothing of a row is passed over in silence, whatever else it was taken for.
            self._refuse(line, "", doubt.reason, doubt.value)
        if self._kind is RecordKind.ORDER:
            self._departments.say(body)
        if self._table.parted is not None:
            self._say_parted(self._table.parted, found)
        return found

    def _say_parted(self, parted: PartedRows, found: Sequence[ReadRow]) -> None:
        """Say what became of rows that hold an order for each month."""
        self._plan.remark(
            mark(
                "The months stand beside each other: {rows} rows are {orders} orders, one for each "
                "month that says something. Their day is in “{head}”."
            ),
            rows=len({row.line for row in found}),
            orders=len(found),
            head=parted.word,
        )
        if parted.hidden:
            self._plan.remark(
                mark("These columns are hidden in the sheet and read all the same: {columns}."),
                columns=", ".join(parted.hidden),
            )
        for line in parted.empty:
            self._plan.remark(
                mark("Line {line} is no order: none of its months says anything."), line=line
            )

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
        used = {*self._used.values(), self._tax_column, head.first_agreed}
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

    def _fill_unchanged(self, body: Sequence[BodyRow]) -> None:
        """Take the amount first agreed where the column of changed ones says nothing."""
        first = self._head.first_agreed
        changed = next((self._used[n] for n in ("amount", "gross") if n in self._used), "")
        if not first or changed != self._head.guessed.get("amount") or first == changed:
            return
        self._plan.remark(
            mark("“{changed}” counts, and “{first}” where it is empty."),
            changed=changed,
            first=first,
        )
        for row in body:
            if is_empty(row.cells.get(changed, "")) and row.cells.get(first):
                row.cells[changed] = row.cells[first]
                row.merged |= {changed} if first in row.merged else frozenset()

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
            if self._table.parted is not None:
                # Each month has a total of its own.
                period = row.cells.get(self._table.parted.word, "")
                numbers = {f"{period} {header}": number for header, number in numbers.items()}
                if summed and summed[-1].line == row.line:
                    numbers |= summed.pop().numbers
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


def _tells_of_units(note: str) -> bool:
    """Tell whether a note says something of units, or something that is neither unit nor tax."""
    notes = notes_in([note])
    unclear = bool(notes.unclear) and not _ON_TAX.search(note)
    return unclear or any(unit.scale != 1 for unit in notes.units)


def _tells_of_numbers(note: str) -> bool:
    """Tell whether a note says something of tax, or a unit that is not plain."""
    notes = notes_in([note])
    return notes.tax is not None or bool(notes.unclear) or any(u.scale != 1 for u in notes.units)
