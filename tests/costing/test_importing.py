# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of others: every row is kept, or listed with its line and the reason."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.i18n import Language, tr
from app.ledger.periods import Month
from app.ledger.prices import PriceItem
from app.ledger.printing import Binding
from app.ledger.records import RecordKind
from app.services.costing.importing import (
    ImportCancelled,
    plan_import,
    read_columns,
    take,
)
from app.services.costing.ledger import LedgerService
from app.services.costing.spreadsheets.errors import TableUnreadable

HEADERS = ("발주번호", "발간등록번호", "발주일", "계획부수", "인쇄부수", "공급가액", "부서")
ROWS = [
    ("P-1", "51-1", "2026-03-02", "1,000", "800", "1,200,000", "A"),
    ("P-2", "51-1", "2026.04.01", "500", "500", "900000원", "A"),
    ("P-3", "51-2", "2026/5/1", "300", "0", "", "B"),
]


def table(path: Path, rows: list[tuple[str, ...]], encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADERS, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_table_of_any_office_is_read(ledger: LedgerService, tmp_path: Path, encoding: str):
    plan = plan_import(ledger, table(tmp_path / "o.csv", ROWS, encoding), RecordKind.ORDER)
    assert plan.bad == []
    first, second, third = plan.good
    assert (first.key, first.planned, first.printed, first.amount) == ("P-1", 1000, 800, 1_200_000)
    assert second.amount == 900_000
    assert (third.day, third.amount, third.printed) == (date(2026, 5, 1), None, 0)


def test_a_workbook_is_read_as_its_table_is(ledger: LedgerService, tmp_path: Path):
    book = Workbook()
    sheet = book.active
    sheet.append(HEADERS)
    sheet.append(("P-1", "51-1", date(2026, 3, 2), 1000, 800, 1_200_000, "A"))
    sheet.append((None,) * 7)
    book.save(tmp_path / "o.xlsx")
    plan = plan_import(ledger, tmp_path / "o.xlsx", RecordKind.ORDER)
    same = plan_import(ledger, table(tmp_path / "o.csv", ROWS[:1]), RecordKind.ORDER)
    assert plan.good == same.good


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (("", "51-1", "2026-03-02", "1", "1", "", ""), "발주번호", "비어"),
        (("P", "51-1", "3월 2일", "1", "1", "", ""), "발주일", "3월 2일"),
        (("P", "51-1", "2026-02-30", "1", "1", "", ""), "발주일", "2026-02-30"),
        (("P", "51-1", "2026-03-02", "1", "많이", "", ""), "인쇄부수", "많이"),
        (("P", "51-1", "2026-03-02", "1", "-5", "", ""), "인쇄부수", "-5"),
        (("P", "51-1", "2026-03-02", "1", "1.5", "", ""), "인쇄부수", "1.5"),
        (("P", "51-1", "2026-03-02", "1", "99999999999999999999", "", ""), "인쇄부수", "너무"),
    ],
)
def test_a_bad_row_is_listed_with_its_line_and_reason(ledger, tmp_path, row, column, said):
    plan = plan_import(ledger, table(tmp_path / "o.csv", [ROWS[0], row]), RecordKind.ORDER)
    (bad,) = plan.bad
    assert (bad.line, bad.column) == (3, column)
    assert said in tr(bad.reason, Language.KOREAN, value=bad.value)
    assert len(plan.good) == 1


def test_good_rows_are_kept_only_when_somebody_says_so(ledger: LedgerService, tmp_path: Path):
    bad = ("P-9", "51-1", "gestern", "1", "1", "", "")
    plan = plan_import(ledger, table(tmp_path / "o.csv", [*ROWS, bad]), RecordKind.ORDER)
    assert take(ledger, plan) is None
    assert ledger.count() == 0
    written = take(ledger, plan, accept_partial=True)
    assert (written.first, written.last, ledger.count()) == (1, 3, 3)


def test_what_is_there_already_is_no_second_time(ledger: LedgerService, tmp_path: Path):
    take(ledger, plan_import(ledger, table(tmp_path / "o.csv", ROWS), RecordKind.ORDER))
    again = plan_import(ledger, table(tmp_path / "o.csv", [*ROWS, ROWS[0]]), RecordKind.ORDER)
    assert again.good == []
    assert [(one.line, one.key, one.entry) for one in again.duplicates] == [
        (2, "P-1", 1),
        (3, "P-2", 2),
        (4, "P-3", 3),
        (5, "P-1", None),
    ]
    assert take(ledger, again, accept_partial=True) is None
    assert ledger.count() == 3


@pytest.mark.parametrize("stage", ["reading", "writing"])
def test_who_cancels_keeps_nothing(ledger: LedgerService, tmp_path: Path, stage: str):
    rows = [(f"P-{n}", "51-1", "2026-03-02", "1", "1", "", "") for n in range(3000)]
    path = table(tmp_path / "o.csv", rows)
    if stage == "reading":
        with pytest.raises(ImportCancelled):
            plan_import(ledger, path, RecordKind.ORDER, cancelled=lambda: True)
    else:
        plan = plan_import(ledger, path, RecordKind.ORDER)
        with pytest.raises(ImportCancelled):
            take(ledger, plan, cancelled=lambda: True)
    assert ledger.count() == 0
    assert ledger.verify().ok


def test_progress_is_told(ledger: LedgerService, tmp_path: Path):
    rows = [(f"P-{n}", "51-1", "2026-03-02", "1", "1", "", "") for n in range(3000)]
    read: list[int] = []
    plan = plan_import(
        ledger, table(tmp_path / "o.csv", rows), RecordKind.ORDER, progress=read.append
    )
    assert read == [1000, 2000, 3000]
    written: list[int] = []
    take(ledger, plan, progress=written.append)
    assert written == sorted(written)
    assert written[-1] >= 2000


def test_columns_are_guessed_and_can_be_named(ledger: LedgerService, tmp_path: Path):
    path = tmp_path / "o.csv"
    path.write_text("No.,책,언제,몇 부\nP-1,51-1,2026-03-02,10\n", "utf-8")
    with pytest.raises(TableUnreadable) as caught:
        plan_import(ledger, path, RecordKind.ORDER)
    assert caught.value.params["columns"] == "발간등록번호 또는 제목, 날짜, 인쇄부수"
    mapping = {"number": "No.", "publication": "책", "day": "언제", "printed": "몇 부"}
    plan = plan_import(ledger, path, RecordKind.ORDER, mapping)
    assert plan.good[0].printed == 10
    columns = read_columns(table(tmp_path / "p.csv", ROWS))
    assert columns.guessed["printed"] == "인쇄부수"
    assert columns.sample[0] == ROWS[0]


def test_gross_amounts_and_unit_prices_become_net_amounts(ledger: LedgerService, tmp_path: Path):
    path = tmp_path / "o.csv"
    head = "번호,발간등록번호,일자,부수,합계,단가\n"
    path.write_text(
        head + "1,51-1,2026-03-02,100,110000,\n2,51-1,2026-03-03,100,,1500.5\n", "utf-8"
    )
    gross, unit = plan_import(ledger, path, RecordKind.ORDER).good
    assert (gross.amount, gross.vat) == (100_000, 10_000)
    assert (unit.amount, unit.vat) == (150_050, None)


def test_publications_prices_reads_and_baselines_come_in_too(ledger: LedgerService, tmp_path: Path):
    def taken(kind: RecordKind, text: str):
        path = tmp_path / f"{kind.value}.csv"
        path.write_text(text, "utf-8")
        plan = plan_import(ledger, path, kind)
        assert plan.bad == []
        return plan.good

    (title,) = taken(
        RecordKind.PUBLICATION,
        "발간등록번호,간행물명,부서,쪽수,판형,도수,제본\n51-1,시정 백서,A,320,46배판,4,무선\n",
    )
    assert title.spec.pages == 320
    assert title.spec.binding is Binding.PERFECT
    korean, own = taken(
        RecordKind.PRICE,
        "단가표,항목,값,최소,최대,적용일,출처\n"
        "2026,인쇄판(장),10000,,,2026-01-01,계약 3호\n"
        "2026,substitution_permille,400,150,700,2026-01-01,설문\n",
    )
    assert (korean.row.item, korean.row.mils, korean.row.source) == (
        PriceItem.PLATE,
        10_000_000,
        "계약 3호",
    )
    assert (own.row.low, own.row.high) == (150_000, 700_000)
    (reads,) = taken(RecordKind.READS, "발간등록번호,월,다운로드수,조회수\n51-1,2026-04,120,900\n")
    assert (reads.month, reads.downloads, reads.reads) == (Month(2026, 4), 120, 900)
    (baseline,) = taken(
        RecordKind.BASELINE,
        "발간등록번호,연도,기준부수,동결일,결재자,출처\n51-1,2026,1000,2026-01-02,박,2025 발주\n",
    )
    assert (baseline.copies, baseline.approver) == (1000, "박")
    (part,) = taken(RecordKind.ORGANISATION, "코드,이름,상위\nA,기획과,ROOT\n")
    assert (part.code, part.parent) == ("A", "ROOT")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("o.xlsx", b"PK\x03\x04 no workbook"),
        ("o.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        ("o.csv", b""),
        ("missing.csv", None),
    ],
)
def test_what_is_no_table_is_named(ledger, tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TableUnreadable) as caught:
        plan_import(ledger, path, RecordKind.ORDER)
    said = tr(caught.value.message, Language.KOREAN, **caught.value.params)
    assert name in said


def test_a_damaged_workbook_is_refused_wherever_it_is_damaged(
    ledger: LedgerService, tmp_path: Path
):
    book = Workbook()
    for row in ([*HEADERS], *([*row] for row in ROWS)):
        book.active.append(row)
    book.save(tmp_path / "o.xlsx")
    whole = (tmp_path / "o.xlsx").read_bytes()
    refused = 0
    for place in range(0, len(whole), len(whole) // 150):
        damaged = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        (tmp_path / "d.xlsx").write_bytes(damaged)
        try:
            plan_import(ledger, tmp_path / "d.xlsx", RecordKind.ORDER)
        except TableUnreadable:
            refused += 1
    assert refused > 20


def test_the_file_is_as_it_was(ledger: LedgerService, tmp_path: Path):
    path = table(tmp_path / "o.csv", ROWS)
    before = path.read_bytes()
    take(ledger, plan_import(ledger, path, RecordKind.ORDER))
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_check_is_told_of_and_stopped_also_among_bad_rows(ledger: LedgerService, tmp_path: Path):
    """Rows that are bad at every step once kept a check from hearing anything."""
    path = tmp_path / "orders.csv"
    rows = "".join(f"N-{n},P-1,2026-03-04,많음\n" for n in range(5000))
    path.write_text("발주번호,발간등록번호,발주일,인쇄부수\n" + rows, "utf-8")
    told: list[int] = []
    plan = plan_import(ledger, path, RecordKind.ORDER, None, told.append)
    assert len(plan.bad) == 5000
    assert told == [1000, 2000, 3000, 4000, 5000]
    with pytest.raises(ImportCancelled):
        plan_import(ledger, path, RecordKind.ORDER, None, None, lambda: True)


def test_targets_and_editions_come_in_tables(ledger: LedgerService, tmp_path: Path):
    targets = tmp_path / "targets.csv"
    targets.write_text("연도,감축률(%),예산(원),근거\n2026,12.5,\"4,100,000,000\",계획 제1호\n"
                       "2027,101,,계획\n", "utf-8")  # fmt: skip
    plan = plan_import(ledger, targets, RecordKind.TARGET)
    assert [(t.year, t.fewer_permille, t.budget) for t in plan.good] == [(2026, 125, 4_100_000_000)]
    assert [bad.line for bad in plan.bad] == [3]
    editions = tmp_path / "editions.csv"
    editions.write_text("발간등록번호,발행일,쪽수,작업시간(분),검수시간(분)\nP-1,2026-03-04,120,90,\n",
                        "utf-8")  # fmt: skip
    (made,) = plan_import(ledger, editions, RecordKind.EDITION).good
    assert (made.publication, made.pages, made.staff_minutes, made.review_minutes) == (
        "P-1", 120, 90, 0,
    )  # fmt: skip


def test_a_title_that_came_with_an_order_is_completed_later(ledger: LedgerService, tmp_path: Path):
    orders, titles = tmp_path / "orders.csv", tmp_path / "titles.csv"
    orders.write_text("발간등록번호,간행물명,계약일,부수\n51-1,시정 백서,2026-03-02,10\n", "utf-8")
    written = take(ledger, plan_import(ledger, orders, RecordKind.ORDER))
    assert (written.first, written.last) == (1, 2)
    assert ledger.record(2).title == "시정 백서"
    titles.write_text("발간등록번호,간행물명,쪽수\n51-1,시정 백서,120\n51-2,통계연보,90\n", "utf-8")
    plan = plan_import(ledger, titles, RecordKind.PUBLICATION)
    assert (len(plan.good), len(plan.completed), plan.duplicates) == (1, 1, [])
    take(ledger, plan)
    again = plan_import(ledger, titles, RecordKind.PUBLICATION)
    assert (again.good, again.completed, len(again.duplicates)) == ([], [], 2)
    assert ledger.verify().ok


def test_a_row_that_is_silent_where_others_speak_of_tax_is_bad(
    ledger: LedgerService, tmp_path: Path
):
    path = tmp_path / "o.csv"
    path.write_text(
        "제목,계약일,부수,계약금액,VAT 여부\n"
        "가,2026-03-02,10,1100,포함\n나,2026-03-03,10,1100,\n다,2026-03-04,10,1100,면세\n",
        "utf-8",
    )
    plan = plan_import(ledger, path, RecordKind.ORDER)
    assert [(one.publication, one.amount, one.vat) for one in plan.good] == [
        ("가", 1000, 100),
        ("다", 1100, 0),
    ]
    assert [(one.line, one.column) for one in plan.bad] == [(3, "VAT 여부")]


@pytest.mark.parametrize(
    ("one", "other"), [("1100,VAT 포함", "1100,"), ('"1,100원(VAT 포함)",', '"1,100원",')]
)
def test_where_one_row_speaks_of_tax_a_silent_one_is_not_guessed(
    ledger: LedgerService, tmp_path: Path, one: str, other: str
):
    path = tmp_path / "o.csv"
    path.write_text(
        f"제목,계약일,부수,계약금액,비고\n가,2026-03-02,10,{one}\n나,2026-03-03,10,{other}\n",
        "utf-8",
    )
    plan = plan_import(ledger, path, RecordKind.ORDER)
    assert [(order.publication, order.amount, order.vat) for order in plan.good] == [
        ("가", 1000, 100)
    ]
    assert [bad.line for bad in plan.bad] == [3]


def test_one_title_in_two_rows_is_never_cut(ledger: LedgerService, tmp_path: Path):
    path = tmp_path / "o.csv"
    path.write_text(
        "번호,제목,계약일,부수\n1,아주 긴,2026-03-02,10\n,제목,,\n2,나,2026-03-03,10\n", "utf-8"
    )
    plan = plan_import(ledger, path, RecordKind.ORDER)
    assert [one.publication for one in plan.good] == ["나"]
    assert [one.line for one in plan.bad] == [2, 3]


def test_a_head_that_its_own_comma_parted_is_one(ledger: LedgerService, tmp_path: Path):
    """Read as two columns, an amount with tax would be entered as one without."""
    path = tmp_path / "typed.csv"
    path.write_text(
        "간행물명,발주일,인쇄부수,계약금액(원, VAT 포함)\n"
        '시보,2026-03-02,"1,000","1,100,000"\n군보,2026-03-03,500,"550,000"\n',
        "utf-8-sig",
    )
    orders = plan_import(ledger, path, RecordKind.ORDER).good
    assert [(one.amount, one.vat) for one in orders] == [(1_000_000, 100_000), (500_000, 50_000)]
