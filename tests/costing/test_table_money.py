# SPDX-License-Identifier: AGPL-3.0-or-later
"""Money and copies of tables are never misread: understood, or the import stops and says why."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.i18n import Language, tr
from app.ledger.derivation import EntriesUsed
from app.ledger.records import RecordKind
from app.services.costing.column_heads import is_total, unit_of
from app.services.costing.importing import ImportPlan, plan_import, take
from app.services.costing.ledger import LedgerService
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.table_heads import TablePart
from tests.app.command import hanji

HEAD = ("발주번호", "발간등록번호", "발주일")
ROW = ("N-1", "P-1", "2026-03-02")


def written(path: Path, rows: list[tuple[str, ...]]) -> Path:
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path.write_text(text.getvalue(), "utf-8-sig")
    return path


@pytest.fixture(params=[".csv", ".xlsx"])
def planned(request, ledger: LedgerService, tmp_path: Path):
    """Plan the import of a table of orders with further columns."""

    def plan(
        columns: dict[str, str],
        above: tuple[str, ...] = (),
        below: tuple[tuple[str, ...], ...] = (),
    ) -> ImportPlan:
        rows = [*((line,) for line in above), (*HEAD, *columns), (*ROW, *columns.values()), *below]
        return plan_import(ledger, written(tmp_path / f"o{request.param}", rows), RecordKind.ORDER)

    return plan


def refusal(error: pytest.ExceptionInfo[TableUnreadable]) -> str:
    return tr(error.value.message, Language.KOREAN, **error.value.params)


@pytest.mark.parametrize(
    ("head", "cell", "won"),
    [
        ("계약금액(천원)", "1,234", 1_234_000),
        ("계약금액 (단위: 천원)", "1,234", 1_234_000),
        ("계약금액[천 원]", "1,234", 1_234_000),
        ("계약금액（천원）", "1,234", 1_234_000),
        ("계약금액(천원", "1,234", 1_234_000),
        ("계약금액천원", "1,234", 1_234_000),
        ("금액\n(천원)", "1,234.5", 1_234_500),
        ("금액(만원)", "120", 1_200_000),
        ("공급가액(백만원)", "1.5", 1_500_000),
        ("금액(억원)", "0.02", 2_000_000),
        ("금액(1,000원)", "7", 7_000),
        ("금액(원)", "1,234,000원", 1_234_000),
        ("Amount (thousand won)", "7", 7_000),
        ("금액(KRW)", "₩7,000", 7_000),
        ("금액", "1,234천원", 1_234_000),
        ("금액(천원)", "1,234천원", 1_234_000),
        ("금액(천원, VAT 별도)", "1,234", 1_234_000),
    ],
)
def test_a_unit_of_money_is_applied_to_the_won(planned, head, cell, won):
    (order,) = planned({"부수": "10", head: cell}).good
    assert (order.amount, order.vat) == (won, None)


@pytest.mark.parametrize(
    ("head", "cell", "copies"),
    [
        ("부수(천부)", "3", 3000),
        ("부수(부)", "3", 3),
        ("인쇄부수(권)", "3권", 3),
        ("부수(천 매)", "1.5", 1500),
        ("부수(만부)", "2", 20_000),
        ("부수", "3천부", 3000),
    ],
)
def test_a_unit_of_copies_is_applied_to_the_copy(planned, head, cell, copies):
    (order,) = planned({head: cell}).good
    assert order.printed == copies


@pytest.mark.parametrize(
    "line",
    [
        "(단위: 천원)",
        "단위 : 부, 천원",
        "[단위:천원]",
        "(천원)",
        "(금액: 천원)",
        "발주 현황(단위:부/천원)",
    ],
)
def test_a_unit_above_the_head_counts_for_all_amounts(planned, line):
    (order,) = planned(
        {"부수": "3", "금액": "1,234", "세액(원)": "123,400"}, ("발주 현황", line)
    ).good
    assert (order.printed, order.amount, order.vat) == (3, 1_234_000, 123_400)


@pytest.mark.parametrize(
    "head",
    [
        "계약금액(VAT 포함)",
        "계약금액(부가세포함)",
        "계약금액 [V.A.T 포함]",
        "금액(부가가치세 포함)",
        "합계금액",
        "VAT포함",
        "Total (incl. VAT)",
        "계약금액(포함)",
    ],
)
def test_an_amount_with_tax_is_parted(planned, head):
    (order,) = planned({"부수": "3", head: "1,100,000"}).good
    assert (order.amount, order.vat) == (1_000_000, 100_000)


@pytest.mark.parametrize(
    "head", ["계약금액(VAT 별도)", "합계(부가세 별도)", "공급가액", "금액(부가세 제외)"]
)
def test_an_amount_without_tax_stays(planned, head):
    (order,) = planned({"부수": "3", head: "1,100,000"}).good
    assert (order.amount, order.vat) == (1_100_000, None)


def test_tax_above_the_head_counts_for_amounts_that_do_not_say(planned):
    (order,) = planned({"부수": "3", "계약금액": "1,100"}, ("(단위: 천원, VAT 포함)",)).good
    assert (order.amount, order.vat) == (1_000_000, 100_000)


@pytest.mark.parametrize(
    ("columns", "above"),
    [
        ({"금액(천달러)": "1"}, ()),
        ({"금액(USD)": "1"}, ()),
        ({"금액(면세)": "1"}, ()),
        ({"금액": "1"}, ("(단위: 백만원)", "(단위: 천원)")),
        ({"금액": "1"}, ("※ 금액은 천원으로 표기함",)),
        ({"금액": "1"}, ("(부가세 포함, 단 1번은 별도)",)),
        ({"공급가액(VAT 포함)": "1"}, ()),
        ({"제판비(부가세 포함)": "1"}, ()),
        ({"금액(부)": "1"}, ()),
        ({"금액(천원)(원)": "1"}, ()),
    ],
)
def test_what_is_not_understood_of_an_amount_stops_the_import(planned, columns, above):
    with pytest.raises(TableUnreadable) as refused:
        planned({"부수": "3", **columns}, above)
    assert (above[-1] if above else next(iter(columns))) in refusal(refused)


@pytest.mark.parametrize(
    "cell", ["3,5", "12 34", "1,23", "10%", "1,234달러", "약 3", "1,100 ~ 1,200", "#REF!"]
)
def test_a_cell_that_is_no_plain_number_is_a_bad_row(planned, cell):
    plan = planned({"부수": "3", "금액": cell})
    assert (plan.good, len(plan.bad)) == ([], 1)


def test_a_cell_in_another_unit_than_its_head_is_a_bad_row(planned):
    assert planned({"부수": "3", "금액(천원)": "1,234,000원"}).bad


@pytest.mark.parametrize(
    ("first", "second"),
    [("금액", "금액"), ("금액", "계약금액"), ("부수", "부수"), ("인쇄부수", "발행부수")],
)
def test_of_two_columns_neither_is_taken_unasked(ledger, tmp_path, first, second):
    also = () if "부수" in first else ("부수",)
    path = tmp_path / "o.csv"
    rows = [(*HEAD, *also, first, second), (*ROW, *("5" for _ in also), "100", "200")]
    written(path, rows)
    with pytest.raises(TableUnreadable) as refused:
        plan_import(ledger, path, RecordKind.ORDER)
    assert "--map" in refusal(refused)
    assert first in refusal(refused)
    field = "printed" if "부수" in first else "amount"
    letter = "DE"[len(also)]
    (order,) = plan_import(ledger, path, RecordKind.ORDER, {field: letter}).good
    assert getattr(order, field) == 100


def test_numbers_that_are_stated_twice_must_agree(planned):
    agree = {"부수": "3", "공급가액": "1,000,000", "세액": "100,000", "합계": "1,100,000"}
    assert planned(agree).good
    assert planned({**agree, "합계": "1,200,000"}).bad
    (order,) = planned({"부수": "3", "공급가액": "1,000", "합계": "1,100"}).good
    assert order.vat == 100
    assert planned({"부수": "3", "공급가액": "1,000", "합계": "3,100"}).bad


@pytest.mark.parametrize(
    "word", ["합계", "합 계", "소계", "계", "총계", "누계", "평균", "합계(1건)", "TOTAL"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_row_of_totals_is_named_and_never_an_order(planned, word, place):
    row = ["", "", "", "3", "100"]
    row[place] = word
    plan = planned({"부수": "3", "금액": "100"}, below=(tuple(row),))
    assert (len(plan.good), plan.bad) == (1, [])
    assert [(one.line, one.said) for one in plan.totals] == [(3, word)]


@pytest.mark.parametrize("word", ["문화과 소계", "3월 계 합계"])
def test_the_total_of_a_part_is_a_total(planned, word):
    plan = planned({"부수": "3", "금액": "100"}, below=((word, "", "", "3", "100"),))
    assert [one.said for one in plan.totals] == [word]


@pytest.mark.parametrize("title", ["통계", "통계연보", "합계출산율", "설계", "회계", "계획"])
def test_titles_are_no_totals(title):
    assert not is_total(title)


def test_a_full_row_whose_title_ends_like_a_total_is_kept(ledger, tmp_path):
    rows = [("발간등록번호", "간행물명"), ("P-1", "예산 합계"), ("P-2", "2026 통계")]
    plan = plan_import(ledger, written(tmp_path / "p.csv", rows), RecordKind.PUBLICATION)
    assert [one.number for one in plan.good] == ["P-1", "P-2"]


@pytest.mark.parametrize(
    ("note", "won"),
    [
        ("※ 단위: 천원", 1_100_000),
        ("* 금액은 VAT 포함", 1000),
        ("(부가세 포함)", 1000),
        ("주) 계약금액은 부가가치세 포함 금액임", 1000),
        ("※ 모든 금액은 부가세 별도입니다.", 1100),
    ],
)
def test_a_plain_note_below_the_table_counts_for_all_rows(planned, note, won):
    plan = planned({"부수": "3", "계약금액": "1,100"}, below=((note,),))
    assert [order.amount for order in plan.good] == [won]
    assert any(note in remark.params.values() for remark in plan.remarks)


@pytest.mark.parametrize(
    "note",
    ["※ 1번은 부가세 별도", "※ 표지 인쇄비만 부가세 포함", "※ 부가세 포함(단, 통계연보 제외)"],
)
def test_a_note_that_speaks_of_some_rows_stops_the_import(planned, note):
    with pytest.raises(TableUnreadable) as refused:
        planned({"부수": "3", "금액": "100"}, below=((note,),))
    assert note in refusal(refused)


def test_a_note_below_that_says_another_thing_than_the_one_above_stops_the_import(planned):
    with pytest.raises(TableUnreadable):
        planned({"부수": "3", "금액": "100"}, ("(단위: 천원)",), (("※ 단위: 원, 백만원",),))
    with pytest.raises(TableUnreadable):
        planned({"부수": "3", "금액": "100"}, ("(부가세 별도)",), (("※ 금액은 부가세 포함",),))


def test_a_unit_in_a_column_of_its_own_is_a_bad_row(planned):
    plan = planned({"부수": "3", "금액": "100", "단위": "천원"})
    assert (plan.good, len(plan.bad)) == ([], 1)


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        ("VAT 여부", "포함", (1000, 100)),
        ("부가세 구분", "별도", (1100, None)),
        ("부가세", "포함", (1000, 100)),
        ("과세구분", "면세", (1100, 0)),
        ("부가세 포함", "O", (1000, 100)),
        ("부가세 별도", "X", (1000, 100)),
        ("비고", "부가세 포함", (1000, 100)),
        ("비고", "VAT 별도", (1100, None)),
    ],
)
def test_what_a_row_says_of_its_tax_counts_for_it(planned, head, cell, expected):
    (order,) = planned({"부수": "3", "계약금액": "1,100", head: cell}).good
    assert (order.amount, order.vat) == expected


def test_tax_in_the_cell_of_the_amount_counts_for_it(planned):
    (order,) = planned({"부수": "3", "금액": "1,100원(VAT 포함)"}).good
    assert (order.amount, order.vat) == (1000, 100)


@pytest.mark.parametrize(
    "columns",
    [
        {"계약금액(VAT 포함)": "1,100", "비고": "부가세 별도"},
        {"금액": "1,100(VAT 별도)", "VAT": "포함"},
        {"금액": "1,100", "VAT 여부": "아마"},
    ],
)
def test_a_row_that_says_two_things_of_its_tax_is_bad(planned, columns):
    plan = planned({"부수": "3", **columns})
    assert (plan.good, len(plan.bad)) == ([], 1)


def test_a_price_with_tax_is_parted(planned):
    (order,) = planned({"부수": "100", "단가(VAT 포함)": "11"}).good
    assert (order.amount, order.vat) == (1000, 100)
    (order,) = planned(
        {"부수": "100", "단가": "11", "금액": "1,100"}, ("(단위: 원, VAT 포함)",)
    ).good
    assert (order.amount, order.vat) == (1000, 100)


def test_an_unlabelled_amount_whose_tax_stands_beside_it_is_never_misread(planned):
    """A tax of an eleventh says that the amount holds it; nobody wrote so."""
    plan = planned({"부수": "3", "계약금액": "1,100,000", "부가세": "100,000"})
    assert (plan.good, len(plan.bad)) == ([], 1)
    (order,) = planned({"부수": "3", "계약금액": "1,000,000", "부가세": "100,000"}).good
    assert (order.amount, order.vat) == (1_000_000, 100_000)


def test_what_was_converted_stands_in_the_entry_and_in_the_derivation(planned, ledger):
    plan = planned({"부수(천부)": "3", "계약금액(천원, VAT 포함)": "1,100"})
    assert [(one.field, one.scale, one.with_tax) for one in plan.conversions] == [
        ("printed", 1000, False),
        ("gross", 1000, True),
    ]
    assert take(ledger, plan)
    assert "× 1,000" in ledger.entries(0, 1)[0].content
    derivation = ledger.figures.title("P-1", 2026).derivation
    (order,) = (
        one for one in derivation.walk() if isinstance(one, EntriesUsed) and "stated" in one.params
    )
    said = tr(order.condition, Language.KOREAN, **order.params)
    assert "계약금액(천원, VAT 포함): 1,100 × 1,000" in said
    assert ledger.verify().ok


def test_a_sheet_and_a_row_are_chosen_and_other_sheets_are_named(ledger, tmp_path):
    book = Workbook()
    book.active.append(("다른 표",))
    orders = book.create_sheet("발주")
    orders.append(("발주 현황",))
    orders.append((*HEAD, "부수"))
    orders.append((*ROW, 3))
    book.save(tmp_path / "o.xlsx")
    for part in (TablePart(), TablePart("발주"), TablePart("2", 2)):
        plan = plan_import(ledger, tmp_path / "o.xlsx", RecordKind.ORDER, part=part)
        assert [order.printed for order in plan.good] == [3]
        assert plan.other_sheets == ("Sheet",)
    with pytest.raises(TableUnreadable, match="발주"):
        plan_import(ledger, tmp_path / "o.xlsx", RecordKind.ORDER, part=TablePart("없음"))


def test_units_that_are_none_are_none():
    assert [unit_of(text) for text in ("", "2026", "서울", "0원", "천안", "10")] == [None] * 6


@pytest.mark.slow
def test_the_command_says_what_it_understood_and_asks(tmp_path: Path):
    columns = ("부수(천부)", "계약금액(천원)")
    rows = [(*HEAD, *columns), (*ROW, "3", "1,234"), ("합 계", "", "", "3", "1,234")]
    done = hanji("ledger", "import", written(tmp_path / "o.csv", rows), HANJI_PERSON="김")
    assert done.code == 0
    assert "1,000" in done.err
    assert "3행" in done.err
    assert "합 계" in done.err
    twice = [(*HEAD, "부수", "금액", "금액"), ("N-2", *ROW[1:], "3", "1", "2")]
    path = written(tmp_path / "t.csv", twice)
    asked = hanji("ledger", "import", path, HANJI_PERSON="김")
    assert asked.code != 0
    assert "--map 공급가액=" in asked.err
    assert hanji("ledger", "import", path, "--map", "공급가액=F", HANJI_PERSON="김").code == 0
    assert hanji("ledger", "import", path, "--sheet", "1", HANJI_PERSON="김").code != 0


def test_cells_with_a_unit_of_their_own_add_up_to_the_total(planned):
    made = planned(
        {"제목": "안내서", "부수": "5천부", "금액(백만원)": "2", "부가세": "포함"},
        below=(
            ("N-2", "P-2", "2026-03-03", "지도", "1,000", "3", "별도"),
            ("합계", "", "", "", "6,000", "5", ""),
        ),
    )
    assert not made.bad
    said = " ".join(tr(one.message, Language.KOREAN, **one.params) for one in made.remarks)
    assert "더하면" not in said
    assert "부가세" not in said
    assert [order.printed for order in made.good] == [5_000, 1_000]
    other = planned(
        {"제목": "안내서", "부수": "5천부", "금액(백만원)": "2"},
        below=(("합계", "", "", "", "5", "2"),),
    )
    told = " ".join(tr(one.message, Language.KOREAN, **one.params) for one in other.remarks)
    assert "더하면 5,000" in told
