# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random orders in random lists: read back to the won, or refused; never read as something else."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.ledger.records import PrintOrder, RecordKind
from app.services.costing.importing import plan_import
from app.services.costing.ledger import open_ledger
from app.services.costing.spreadsheets.errors import TableUnreadable

_DEPARTMENTS = ("문화예술과", "시립도서관", "기획예산과", "보건소")
_TITLES = (
    "시정백서",
    "통계연보",
    "관광 안내",
    "예산서",
    "환경소식",
    "도시계획 자료집",
    "합창단 20년",
    "총계예산 해설",
)


@dataclass(frozen=True)
class Printed:
    """An order as it is meant."""

    title: str
    department: str
    day: date
    copies: int
    net: int
    """Won; a multiple of a thousand, so that its tax is whole."""


_DEAREST = 100_000
"""Won a copy: of more the import asks whether its unit is right."""

_ORDERS = st.lists(
    st.builds(
        Printed,
        st.sampled_from(_TITLES),
        st.sampled_from(_DEPARTMENTS),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(0, 30_000),
        st.integers(1, 90_000).map(lambda thousands: thousands * 1000),
    ).filter(lambda one: one.net <= _DEAREST * max(one.copies, 1)),
    min_size=1,
    max_size=12,
    unique_by=lambda one: (one.title, one.day),
)
_DAYS = (
    lambda day: day,
    lambda day: day.isoformat(),
    lambda day: f"{day.year}. {day.month}. {day.day}.",
    lambda day: f"{day.month}월 {day.day}일",
    lambda day: f"'{day:%y}.{day.month}.{day.day}.",
    lambda day: f"{day:%Y%m%d}",
    lambda day: (day - date(1899, 12, 30)) // timedelta(1),
)


class _Render:
    """Renders orders as one city would; the troubles are drawn once for a list."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.scale = self.draw.choice([1, 1000, 10_000, 1_000_000])
        self.with_tax = self.draw.random() < 0.5
        self.unit_in_head = self.draw.random() < 0.5
        self.tax_at = self.draw.choice(["head", "above", "below", "row"])
        self.two_rows = self.draw.random() < 0.5
        self.departments = self.draw.choice(["each", "first", "merged", "heading"])
        self.totals = self.draw.random() < 0.6
        self.day = self.draw.choice(_DAYS)

    def number(self, number: Decimal) -> str | int | float:
        """Return a number as a cell: typed, or written with commas, with wide digits, or a noun."""
        plain = f"{number.normalize():,f}"
        ways = [
            plain,
            plain.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            f" {plain} ",
        ]
        if number == number.to_integral_value():
            ways.append(int(number))
        return self.draw.choice(ways)

    def book(self, orders: list[Printed]) -> Workbook:
        """Return the list as a workbook."""
        book = Workbook()
        sheet = book.active
        unit = {1: "원", 1000: "천원", 10_000: "만원", 1_000_000: "백만원"}[self.scale]
        tax = "부가세 포함" if self.with_tax else "VAT 별도"
        sheet.append(["2026년 인쇄물 발주 현황"])
        for _ in range(self.draw.randrange(3)):
            sheet.append([])
        above = [] if self.unit_in_head else [f"단위: {unit}"]
        above += [tax] if self.tax_at == "above" else []
        if above:
            sheet.append([None, None, None, None, f"({', '.join(above)})"])
        notes = [unit] if self.unit_in_head else []
        notes += [tax] if self.tax_at == "head" else []
        amount = self.draw.choice(["계약금액", "집행액", "금액"])
        amount += f"({', '.join(notes)})" if notes else ""
        self._head(sheet, amount)
        by_part = self.departments != "each"
        listed = sorted(orders, key=lambda one: one.department) if by_part else orders
        before = ""
        start = sheet.max_row + 1
        sums = [0, Decimal(0)]
        for at, one in enumerate(listed, 1):
            new = one.department != before
            if self.departments == "heading" and new:
                sheet.append([f"□ {one.department}"])
            if self.departments == "merged" and new and before:
                self._merge(sheet, start, sheet.max_row)
            start = sheet.max_row + 1 if new else start
            before = one.department
            shown = one.department if self.departments == "each" or (by_part and new) else None
            won = Decimal(one.net * 11 // 10 if self.with_tax else one.net) / self.scale
            row = [
                at,
                None if self.departments == "heading" else shown,
                one.title,
                self.day(one.day),
            ]
            row += [self.number(Decimal(one.copies)), self.number(won)]
            row += [tax.split()[1]] if self.tax_at == "row" else []
            sheet.append(row)
            sums = [sums[0] + one.copies, sums[1] + won]
        if self.departments == "merged":
            self._merge(sheet, start, sheet.max_row)
        if self.totals:
            sheet.append(["합 계", None, None, None, sums[0], f"{sums[1].normalize():,f}"])
        if self.tax_at == "below":
            sheet.append([f"※ 금액은 {tax}"])
        return book

    def _merge(self, sheet, first: int, last: int) -> None:
        if last > first:
            sheet.merge_cells(start_row=first, end_row=last, start_column=2, end_column=2)

    def _head(self, sheet, amount: str) -> None:
        heads = ["연번", "담당부서", "간행물명", "발주일", "인쇄부수", amount]
        heads += ["부가세"] if self.tax_at == "row" else []
        if not self.two_rows:
            sheet.append(heads)
            return
        at = sheet.max_row + 1
        sheet.append([*heads[:3], "발주 내역", None, None, *heads[6:]])
        sheet.append([None, None, None, *heads[3:6]])
        sheet.merge_cells(start_row=at, end_row=at, start_column=4, end_column=6)
        for column in (1, 2, 3, *range(7, 1 + len(heads))):
            sheet.merge_cells(start_row=at, end_row=at + 1, start_column=column, end_column=column)


@given(_ORDERS, st.integers(0, 10**9))
def test_orders_come_back_from_any_list_or_are_refused(orders: list[Printed], seed: int):
    render = _Render(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        render.book(orders).save(path)
        with open_ledger(str(Path(folder) / "ledger.sqlite"), "김") as ledger:
            try:
                plan = plan_import(ledger, path, RecordKind.ORDER)
            except TableUnreadable:
                return
    meant = {(one.title, one.day): one for one in orders}
    assert len(plan.good) + len(plan.bad) == len(orders)
    for order in plan.good:
        assert isinstance(order, PrintOrder)
        one = meant[order.publication, order.day]
        tax = one.net // 10 if render.with_tax else None
        assert (order.printed, order.amount, order.vat) == (one.copies, one.net, tax)
        assert order.organisation == one.department
    assert not plan.bad
