# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields of the ledger's records: each is declared once, with its label and its heads in tables.

A field of a record is an attribute of its dataclass (``records.py``), which says its type and what
it is where an older entry never had it. Here stands what people call it. Projection, import,
dialogs, search and export follow from the two; ``docs/user/ledger.*.md`` names the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.i18n import mark


class Measure(Enum):
    """What the numbers of a field count or measure; a table may write them in multiples of it."""

    WON = "won"
    COPIES = "copies"
    PAGES = "pages"
    MINUTES = "minutes"
    PERCENT = "percent"
    GRAMS = "grams"
    COLOURS = "colours"
    TIMES = "times"
    PRICE = "price"
    """Of a price table: won, percent or sheets, as its item says."""


@dataclass(frozen=True, slots=True)
class LedgerField:
    """A field of a record, of an imported table, or of a control entry."""

    name: str
    """Of the attribute, of the column and in the payload of an entry."""
    label: str
    """What it is called on screen and in exported tables; a message id."""
    heads: tuple[str, ...] = ()
    """What people write above its column in a table, Korean and English; the likeliest first."""
    example: str = ""
    """How it is typed, where that is not plain."""
    bare: bool = False
    """Its value says by itself what it is, and needs no label in a line."""
    grouped: bool = True
    """Thousands are set apart in its numbers."""
    measure: Measure | None = None
    """None where it is text, or a number without a unit."""


_DECLARED: tuple[LedgerField, ...] = (
    LedgerField(
        "number",
        mark("Reference number"),
        (
            "발주번호",
            "주문번호",
            "관리번호",
            "발주 관리번호",
            "구매번호",
            "요구번호",
            "번호",
            "order",
            "order no",
            "order number",
            "계약번호",
        ),
    ),
    LedgerField(
        "publication",
        mark("Publication number"),
        (
            "발간등록번호",
            "간행물번호",
            "등록번호",
            "발간번호",
            "간행물등록번호",
            "발간자료등록번호",
            "간행물 발간등록번호",
            "publication",
            "publication number",
            "registration number",
        ),
        bare=True,
    ),
    LedgerField(
        "title",
        mark("Title"),
        (
            "간행물명",
            "제목",
            "서명",
            "도서명",
            "인쇄물명",
            "책자명",
            "발간물명",
            "발간자료명",
            "자료명",
            "책명",
            "간행물 제목",
            "인쇄물 제목",
            "발간물 제목",
            "간행물",
            "인쇄물",
            "발간물",
            "발간자료",
            "발간명",
            "품명",
            "인쇄 품명",
            "물품명",
            "건명",
            "계약건명",
            "인쇄건명",
            "발주건명",
            "계약명",
            "사업명",
            "title",
            "name",
        ),
        bare=True,
    ),
    LedgerField(
        "organisation",
        mark("Department"),
        (
            "부서",
            "부서코드",
            "발주부서",
            "담당부서",
            "소관부서",
            "주관부서",
            "발간부서",
            "제작부서",
            "요청부서",
            "신청부서",
            "부서명",
            "담당부서명",
            "발주부서명",
            "담당과",
            "소관과",
            "실과",
            "실과명",
            "실·과",
            "과명",
            "과",
            "부서(과)",
            "소속",
            "소속부서",
            "기관코드",
            "organisation",
            "department",
        ),
    ),
    LedgerField(
        "day",
        mark("Day"),
        (
            "발주일",
            "발주일자",
            "계약일",
            "계약일자",
            "계약 체결일",
            "계약 체결일자",
            "주문일",
            "주문일자",
            "일자",
            "날짜",
            "인쇄일",
            "인쇄일자",
            "납품일",
            "납품일자",
            "납품완료일",
            "집행일",
            "집행일자",
            "지출일",
            "지출일자",
            "구매일",
            "구매일자",
            "제작일",
            "제작일자",
            "발행일",
            "발행일자",
            "발간일",
            "발간일자",
            "발주연월",
            "발주년월",
            "발주월",
            "계약연월",
            "계약월",
            "발행연월",
            "발행년월",
            "발간연월",
            "발간년월",
            "발행월",
            "발간월",
            "발행시기",
            "발간시기",
            "발주시기",
            "납품월",
            "연월",
            "년월",
            "월",
            "date",
            "order date",
            "published",
        ),
        example="2026-03-31",
        bare=True,
    ),
    LedgerField(
        "planned",
        mark("Copies planned"),
        (
            "계획부수",
            "예정부수",
            "부수계획",
            "부수예정",
            "인쇄부수계획",
            "인쇄부수예정",
            "수량계획",
            "수량예정",
            "계획수량",
            "예정수량",
            "발간예정부수",
            "인쇄예정부수",
            "planned",
            "copies planned",
        ),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "printed",
        mark("Copies printed"),
        (
            "인쇄부수",
            "발행부수",
            "부수",
            "제작부수",
            "발간부수",
            "납품부수",
            "발주부수",
            "계약부수",
            "실제부수",
            "실인쇄부수",
            "인쇄부수실적",
            "인쇄부수실제",
            "인쇄부수인쇄",
            "부수실적",
            "부수실제",
            "부수인쇄",
            "부수합계",
            "부수계",
            "부수집행",
            "부수납품",
            "부수제작",
            "부수발행",
            "수량",
            "인쇄수량",
            "제작수량",
            "납품수량",
            "발주수량",
            "계약수량",
            "구매수량",
            "수량실적",
            "printed",
            "copies printed",
            "copies",
            "quantity",
        ),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "unit_price",
        mark("Price a copy (won)"),
        (
            "단가",
            "인쇄단가",
            "계약단가",
            "부당단가",
            "권당단가",
            "제작단가",
            "unit price",
            "price a copy",
        ),
        measure=Measure.WON,
    ),
    LedgerField(
        "amount",
        mark("Amount without tax (won)"),
        (
            "공급가액",
            "금액",
            "계약금액",
            "계약액",
            "집행액",
            "집행금액",
            "지출액",
            "지출금액",
            "인쇄비",
            "인쇄금액",
            "인쇄비용",
            "제작비",
            "제작금액",
            "제작비용",
            "발주금액",
            "발주액",
            "구매금액",
            "소요액",
            "소요금액",
            "총금액",
            "총계약금액",
            "총계약액",
            "비용",
            "공급가",
            "부가세별도",
            "amount",
            "net amount",
        ),
        measure=Measure.WON,
    ),
    LedgerField(
        "gross",
        mark("Amount with tax (won)"),
        (
            "합계",
            "합계금액",
            "총액",
            "부가세포함",
            "gross",
            "total",
            "total with vat",
        ),
        measure=Measure.WON,
    ),
    LedgerField(
        "vat",
        mark("Tax (won)"),
        ("부가세", "부가가치세", "세액", "vat", "tax"),
        measure=Measure.WON,
    ),
    LedgerField("setup", mark("Setup (won)"), ("고정비", "제판비", "setup"), measure=Measure.WON),
    LedgerField(
        "composition",
        mark("Composition (won)"),
        ("편집비", "조판비", "편집디자인비", "composition", "design"),
        measure=Measure.WON,
    ),
    LedgerField(
        "vendor",
        mark("Printer"),
        (
            "업체",
            "인쇄업체",
            "계약상대자",
            "업체명",
            "인쇄업체명",
            "계약업체",
            "계약업체명",
            "인쇄소",
            "인쇄사",
            "제작업체",
            "납품업체",
            "거래처",
            "거래처명",
            "상호",
            "vendor",
            "printer",
        ),
    ),
    LedgerField(
        "budget", mark("Budget item"), ("예산과목", "세부사업", "통계목", "budget", "budget item")
    ),
    LedgerField(
        "contract",
        mark("Contract number"),
        ("계약번호", "계약 번호", "contract", "contract no", "contract number"),
    ),
    LedgerField(
        "document_title",
        mark("Source document"),
        ("근거문서", "증빙", "문서번호", "document", "voucher"),
    ),
    LedgerField(
        "document_date",
        mark("Date of the document"),
        ("문서일자", "document date"),
        example="2026-03-31",
    ),
    LedgerField(
        "pages",
        mark("Pages"),
        ("쪽수", "면수", "페이지", "페이지수", "pages"),
        measure=Measure.PAGES,
    ),
    LedgerField("trim", mark("Trim size"), ("판형", "규격", "크기", "trim", "size")),
    LedgerField(
        "grams",
        mark("Paper (g/m²)"),
        ("평량", "지질", "paper", "g/m2", "grams"),
        measure=Measure.GRAMS,
    ),
    LedgerField(
        "colours",
        mark("Colours"),
        ("도수", "인쇄도수", "colours", "colors"),
        measure=Measure.COLOURS,
    ),
    LedgerField("binding", mark("Binding"), ("제본", "제본방법", "binding")),
    LedgerField(
        "staff_minutes",
        mark("Minutes of staff"),
        ("작업시간", "작업분", "staff minutes"),
        measure=Measure.MINUTES,
    ),
    LedgerField(
        "review_minutes",
        mark("Minutes of review"),
        ("검수시간", "검수분", "review minutes"),
        measure=Measure.MINUTES,
    ),
    LedgerField(
        "other_won",
        mark("Other cost (won)"),
        ("기타비용", "부대비용", "other cost", "other costs"),
        measure=Measure.WON,
    ),
    LedgerField(
        "fewer",
        mark("Fewer copies than the baseline (%)"),
        ("감축률", "감축목표", "목표", "fewer", "target", "reduction"),
        measure=Measure.PERCENT,
    ),
    LedgerField(
        "budget_won",
        mark("Budget (won)"),
        ("예산", "인쇄예산", "예산액", "budget"),
        measure=Measure.WON,
    ),
    LedgerField("code", mark("Code"), ("코드", "부서코드", "기관코드", "code")),
    LedgerField("name", mark("Name"), ("이름", "명칭", "부서명", "기관명", "name"), bare=True),
    LedgerField("parent", mark("Belongs to"), ("상위", "상위코드", "상위부서", "parent")),
    LedgerField("level", mark("Level"), ("구분", "단계", "level")),
    LedgerField("month", mark("Month"), ("월", "연월", "month"), example="2026-03", bare=True),
    LedgerField(
        "downloads",
        mark("Downloads"),
        ("내려받기", "다운로드", "다운로드수", "downloads"),
        measure=Measure.TIMES,
    ),
    LedgerField(
        "reads", mark("Reads"), ("조회", "조회수", "열람", "reads", "views"), measure=Measure.TIMES
    ),
    LedgerField("table", mark("Price table"), ("단가표", "표", "table", "price table")),
    LedgerField("item", mark("Item"), ("항목", "품목", "item"), bare=True),
    LedgerField(
        "price", mark("Price (won)"), ("단가", "값", "price", "value"), measure=Measure.PRICE
    ),
    LedgerField("low", mark("Low"), ("최소", "하한", "low"), measure=Measure.PRICE),
    LedgerField("high", mark("High"), ("최대", "상한", "high"), measure=Measure.PRICE),
    LedgerField(
        "valid_from",
        mark("Valid from"),
        ("적용일", "시작일", "valid from", "from"),
        example="2026-03-31",
    ),
    LedgerField(
        "valid_to", mark("Valid to"), ("만료일", "종료일", "valid to", "to"), example="2026-03-31"
    ),
    LedgerField("source", mark("Cited source"), ("출처", "근거", "source")),
    LedgerField("year", mark("Year"), ("연도", "회계연도", "year", "fiscal year"), grouped=False),
    LedgerField(
        "copies",
        mark("Copies of a run"),
        ("기준부수", "부수", "copies", "baseline copies"),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "frozen",
        mark("Frozen on"),
        ("동결일", "확정일", "frozen", "frozen on"),
        example="2026-03-31",
    ),
    LedgerField("approver", mark("Approver"), ("결재자", "승인자", "approver")),
    LedgerField(
        "runs",
        mark("Runs a year"),
        ("연간횟수", "횟수", "runs", "runs a year"),
        measure=Measure.TIMES,
    ),
    LedgerField("book", mark("SHA-256 of the book"), ()),
    LedgerField("coated", mark("Coated cover"), ()),
    LedgerField("cover_colours", mark("Colours of the cover"), ()),
    LedgerField("cover_grams", mark("Paper of the cover (g/m²)"), ()),
    LedgerField("document_sha256", mark("SHA-256 of the document"), ()),
    LedgerField("fewer_permille", mark("Fewer copies than the baseline (‰)"), ()),
    LedgerField("first", mark("From entry"), (), grouped=False),
    LedgerField("held", mark("Rights"), (), bare=True),
    LedgerField("last", mark("To entry"), (), grouped=False),
    LedgerField("method", mark("Method"), ()),
    LedgerField("mils", mark("Price (1/1000 won)"), ()),
    LedgerField("stated", mark("As the table states it")),
    LedgerField("report", mark("SHA-256 of the report"), ()),
)
FIELDS: dict[str, LedgerField] = {field.name: field for field in _DECLARED}
"""All fields by their names."""
SUMMARY: tuple[str, ...] = (
    "title",
    "name",
    "day",
    "month",
    "printed",
    "copies",
    "amount",
    "contract",
    "downloads",
    "item",
    "mils",
    "fewer_permille",
    "first",
    "last",
    "held",
    "publication",
)
"""Fields that tell most of an entry, in the order of a line."""
