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
        ("번호", "발주번호", "주문번호", "order", "order no", "order number", "계약번호"),
    ),
    LedgerField(
        "publication",
        mark("Publication number"),
        (
            "발간등록번호",
            "간행물번호",
            "등록번호",
            "publication",
            "publication number",
            "registration number",
        ),
        bare=True,
    ),
    LedgerField(
        "title", mark("Title"), ("간행물명", "제목", "서명", "도서명", "title", "name"), bare=True
    ),
    LedgerField(
        "organisation",
        mark("Department"),
        ("부서", "부서코드", "발주부서", "기관코드", "organisation", "department"),
    ),
    LedgerField(
        "day",
        mark("Day"),
        ("발주일", "계약일", "일자", "날짜", "발행일", "date", "order date", "published"),
        example="2026-03-31",
        bare=True,
    ),
    LedgerField(
        "planned",
        mark("Copies planned"),
        ("계획부수", "예정부수", "planned", "copies planned"),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "printed",
        mark("Copies printed"),
        ("인쇄부수", "발행부수", "부수", "printed", "copies printed", "copies"),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "unit_price",
        mark("Price a copy (won)"),
        ("단가", "unit price", "price a copy"),
        measure=Measure.WON,
    ),
    LedgerField(
        "amount",
        mark("Amount without tax (won)"),
        ("공급가액", "금액", "계약금액", "부가세별도", "amount", "net amount"),
        measure=Measure.WON,
    ),
    LedgerField(
        "gross",
        mark("Amount with tax (won)"),
        ("합계", "합계금액", "총액", "부가세포함", "gross", "total", "total with vat"),
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
    LedgerField("vendor", mark("Printer"), ("업체", "인쇄업체", "계약상대자", "vendor", "printer")),
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
    LedgerField("pages", mark("Pages"), ("쪽수", "면수", "페이지", "pages"), measure=Measure.PAGES),
    LedgerField("trim", mark("Trim size"), ("판형", "규격", "trim", "size")),
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
