# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads one row of a table as a record, or says which of its cells cannot be one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.i18n import mark
from app.ledger.fields import FIELDS
from app.ledger.records import PrintOrder, Record, RecordKind
from app.services.costing.cells import BadCell, ImportRow, is_empty
from app.services.costing.column_heads import NumberUnit, Tax, plain, unit_of
from app.services.costing.column_use import Conversion
from app.services.costing.import_plan import ImportPlan
from app.services.costing.known_names import KnownNames, bare
from app.services.costing.row_departments import RowDepartments
from app.services.costing.row_records import TABLE_KINDS
from app.services.costing.row_taxes import tax_of_row
from app.services.costing.table_heads import TableHead
from app.services.costing.table_rows import BodyRow, TableContext

_TAKEN_BACK = re.compile(
    r"취소|해지|철회|무효|삭제|환수|반납|반품|정정|변경\s*계약|계약\s*변경|증액|감액|정산\s*차액"
)
"""Remarks of rows that are no order of their own, or no longer one."""
_NO_NUMBER = frozenset(
    {"미등록", "미부여", "없음", "해당없음", "신청중", "비대상", "제외", "미발급", "등록예정"}
)
_NET_HEADS = frozenset({"공급가액", "공급가", "amount", "netamount"})
DERIVED = "?"
_DATE_REMARKS = {
    mark("only the month is stated, entered as its first day"): mark(
        "Where “{head}” states a month alone, its first day is entered."
    ),
    mark("only a part of the year is stated, entered as its first day"): mark(
        "Where “{head}” states a quarter or half of the year alone, its first day is entered."
    ),
    mark("the year stands above the table"): mark(
        "“{head}” states no year: it is that of the title, {value}."
    ),
}


@dataclass(frozen=True, slots=True)
class TableColumns:
    """What is known of a table's columns, once its rows were looked at."""

    head: TableHead
    used: Mapping[str, str]
    """Header by field."""
    units: Mapping[str, NumberUnit]
    taxes: Mapping[str, Tax]
    tax_column: str
    """Header of the column that says of each row whether tax is in its amounts."""
    conversions: Sequence[Conversion]
    from_1904: bool


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that became a record."""

    line: int
    record: Record
    title: str
    sheet: str


class RowReader:
    """Reads rows of one table.

    Args:
        kind: of the records.
        columns: of the table.
        context: what stands around the table.
        departments: of its rows.
        plan: where remarks go.
        known: what the ledger knows.
        sheet: name of the sheet, where several are read.
    """

    def __init__(
        self,
        kind: RecordKind,
        columns: TableColumns,
        context: TableContext,
        departments: RowDepartments,
        plan: ImportPlan,
        known: KnownNames,
        sheet: str,
    ) -> None:
        self._kind, self._plan, self._known, self._sheet = kind, plan, known, sheet
        self._context, self._departments = context, departments
        self._head, self._used = columns.head, columns.used
        self._units, self._taxes = columns.units, columns.taxes
        self._tax_column, self._conversions = columns.tax_column, columns.conversions
        self._from_1904 = columns.from_1904

    def record(self, row: BodyRow) -> ReadRow:
        """Return a row as a record.

        Raises:
            BadCell: it cannot be one.
        """
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
            from_1904=self._from_1904,
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


def _statement(conversions: Sequence[Conversion], cells: Mapping[str, str]) -> str:
    """Return what a row says of the numbers that are converted, as its entry keeps it."""
    said = ((one, cells.get(one.header, "")) for one in conversions)
    return "; ".join(
        f"{one.header}: {cell}" + (f" × {one.scale:,}" if one.scale != 1 else "")
        for one, cell in said
        if cell
    )
