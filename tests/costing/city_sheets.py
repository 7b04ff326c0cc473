# SPDX-License-Identifier: AGPL-3.0-or-later
"""Twelve lists of print orders as cities make them, each with what is to become of its rows.

What is expected is written out by hand beside each sheet and computed from nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import xlwt
from openpyxl import Workbook

from tests.hwpx_writer.objects import Cell, table
from tests.hwpx_writer.package import HwpxWriter
from tests.hwpx_writer.paragraphs import Para

Order = tuple[str, date, int, int | None, int | None, str]
"""Publication, day, copies printed, amount without tax, tax, department."""


@dataclass(frozen=True)
class CitySheet:
    """A file, and what is to become of it."""

    path: Path
    orders: list[Order]
    refused: dict[int, str] = field(default_factory=dict)
    """What the reason says, in part, by the number of the row."""
    said: tuple[str, ...] = ()
    """Words that the answer has beside."""


def _day(month: int, day: int) -> date:
    return date(2026, month, day)


def _xlsx(path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merges:
        book.active.merge_cells(area)
    book.save(path)
    return book


def merged_heads(folder: Path) -> CitySheet:
    """Title, unit, blank rows, a head of two rows, merged departments, subtotals, notes."""
    path = folder / "2026 인쇄물 발주.xlsx"
    _xlsx(
        path,
        [
            ["2026년도 인쇄물 발주 현황"],
            [None, None, None, None, None, None, "(단위: 부, 천원)"],
            [],
            ["연번", "담당부서", "간행물명", "인쇄부수", None, "계약", None, "비고"],
            [None, None, None, "계획", "실제", "일자", "금액\n(VAT 포함)", None],
            [1, "문화예술과", "통계로 보는 시정", 1000, 800, date(2026, 3, 5), 1100, None],
            [2, None, "시정백서", 500, 500, "2026.3.9.", "2,200.5", None],
            ["소계", None, None, 1500, 1300, None, 3300.5, None],
            [3, "시립도서관", "독서의 달", 300, 300, "2026-04-01", 550, None],
            ["소계", None, None, 300, 300, None, 550, None],
            ["합  계", None, None, 1800, 1600, None, 3850.5, None],
            [],
            ["※ 자료: 각 부서 제출"],
        ],
        [
            "A1:H1",
            "A4:A5",
            "B4:B5",
            "C4:C5",
            "D4:E4",
            "F4:G4",
            "H4:H5",
            "B6:B7",
            "A8:C8",
            "A11:C11",
        ],
    )
    return CitySheet(
        path,
        [
            ("통계로 보는 시정", _day(3, 5), 800, 1_000_000, 100_000, "문화예술과"),
            ("시정백서", _day(3, 9), 500, 2_000_455, 200_045, "문화예술과"),
            ("독서의 달", _day(4, 1), 300, 500_000, 50_000, "시립도서관"),
        ],
        said=("쓰지 않는 열: 연번, 비고", "4행"),
    )


def old_excel(folder: Path) -> CitySheet:
    """XLS: numbers as texts, months with an apostrophe, a hidden row that the total counts."""
    path = folder / "발간실적.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("발간실적")
    rows = [
        ["'26년 발간자료 인쇄 실적"],
        [],
        ["순번", "발주부서", "제목", "발행월", "수량", "공급가액(원)", "인쇄업체"],
        ["1", "기획예산과", "예산서", "'26.3월", "1,200부", "3,600,000", "한빛인쇄"],
        ["2", "", "예산개요", "'26.3월", "300", "△", "한빛인쇄"],
        ["3", "", "성과보고서", "'26.11월", "250", "750,000원", "가람"],
        ["4", "감사담당관", "청렴소식", "2026. 7.", "１，０００", "1,000,000", "가람"],
        ["계", "", "", "", "2,750", "5,350,000", ""],
    ]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    sheet.row(5).hidden = True
    book.save(str(path))
    return CitySheet(
        path,
        [
            ("예산서", _day(3, 1), 1200, 3_600_000, None, "기획예산과"),
            ("성과보고서", _day(11, 1), 250, 750_000, None, "기획예산과"),
            ("청렴소식", _day(7, 1), 1000, 1_000_000, None, "감사담당관"),
        ],
        {5: "숫자가 아닙니다"},
        ("6행은 숨긴 행", "첫 행에만"),
    )


def open_document(folder: Path) -> CitySheet:
    """ODS: a cover sheet first, tax by a note below, repeated heads, a blank column."""
    path = folder / "orders.ods"
    _ods(
        path,
        {
            "표지": [["인쇄물 관리대장"], ["홍보담당관"]],
            "발주내역": [
                ["인쇄물 발주내역(2026년)"],
                ["발주번호", "", "품 명", "발주일자", "제작부수", "집행액"],
                ["홍보-1", "", "시정소식 3월호", date(2026, 3, 2), 5000, 2_750_000],
                ["홍보-2", "", "시정소식 4월호", date(2026, 4, 2), 5000, "2,750,000"],
                ["발주번호", "", "품 명", "발주일자", "제작부수", "집행액"],
                ["홍보-3", "", "관광지도", "2026/5/20", 3000, 1_100_000],
                ["합계", "", "", "", 13000, 6_600_000],
                ["※ 집행액은 부가세 포함 금액임"],
            ],
        },
    )
    return CitySheet(
        path,
        [
            ("시정소식 3월호", _day(3, 2), 5000, 2_500_000, 250_000, ""),
            ("시정소식 4월호", _day(4, 2), 5000, 2_500_000, 250_000, ""),
            ("관광지도", _day(5, 20), 3000, 1_000_000, 100_000, ""),
        ],
        said=("발주내역", "표지"),
    )


def korean_csv(folder: Path) -> CitySheet:
    """CSV in CP949: unit line, a correction row, a row that was cancelled, a wrong total."""
    path = folder / "계약대장.csv"
    path.write_bytes(
        "2026년 인쇄물 계약대장,,,,,\r\n"
        "단위 : 천원(부가세 별도),,,,,\r\n"
        ",,,,,\r\n"
        "발간등록번호,건명,계약일,인쇄부수,계약금액,비고\r\n"
        '51-6110000-000101-01,도시계획백서,2026.2.3.,"1,000","1,234",\r\n'
        "51-6110000-000102-01,교통안전 안내,2026.2.10.,500,250.5,\r\n"
        "51-6110000-000102-01,교통안전 안내,2026.3.10.,500,△50,감액\r\n"
        "-,주차장 안내도,2026.3.11.,800,400,계약 취소\r\n"
        "미등록,자전거 지도,2026.3.12.,800,400,\r\n"
        "합계,,,2800,2200,\r\n".encode("cp949")
    )
    return CitySheet(
        path,
        [
            ("51-6110000-000101-01", _day(2, 3), 1000, 1_234_000, None, ""),
            ("51-6110000-000102-01", _day(2, 10), 500, 250_500, None, ""),
            ("자전거 지도", _day(3, 12), 800, 400_000, None, ""),
        ],
        {7: "정정", 8: "취소"},
        ("2,200",),
    )


def tax_by_row(folder: Path) -> CitySheet:
    """CSV in UTF-8 with its mark: tax row by row, and a range of days that is none."""
    path = folder / "부서별 인쇄.csv"
    path.write_text(
        "■ 2026년 상반기 부서별 인쇄 내역\n\n"
        "부서명,인쇄물명,납품일자,부수,단가,금액,부가세\n"
        "보건소,금연 안내,2026. 3. 5.(목),2000,50,100000,별도\n"
        "보건소,예방접종 안내,2026. 3. 6.,1000,,110000,포함\n"
        "복지과,복지 길라잡이,2026.4.1 ~ 2026.4.30,1000,,110000,포함\n"
        "복지과,장애인 복지,2026. 5. 4.,300,,90000,면세\n"
        "복지과,노인 복지,2026. 5. 6.,300,,90000,확인 중\n"
        "※ 보건소분은 결산 완료\n",
        "utf-8-sig",
    )
    return CitySheet(
        path,
        [
            ("금연 안내", _day(3, 5), 2000, 100_000, None, "보건소"),
            ("예방접종 안내", _day(3, 6), 1000, 100_000, 10_000, "보건소"),
            ("장애인 복지", _day(5, 4), 300, 90_000, 0, "복지과"),
        ],
        {6: "날짜", 8: "부가세"},
    )


def tabbed(folder: Path) -> CitySheet:
    """TSV: full-width digits, 백만원 in the cell, ditto marks, days without a year."""
    path = folder / "인쇄.tsv"
    path.write_text(
        "2026년 간행물 인쇄 계획 및 실적\t\t\t\t\t\n"
        "담당과\t책자명\t인쇄일\t예정부수\t발행부수\t인쇄비(VAT별도)\n"
        "총무과\t업무편람\t3월 5일\t１,５００\t１,２００\t3백만원\n"
        "〃\t직원수첩\t3.20.\t900\t900\t1억2,000만원\n"
        "〃\t수첩 부록\t3.1\t900\t900\t100만원\n"
        "민원과\t민원편람\t12/7\t400\t0\t\n"
        "계\t\t\t3700\t3000\t\n",
        "utf-8",
    )
    return CitySheet(
        path,
        [
            ("업무편람", _day(3, 5), 1200, 3_000_000, None, "총무과"),
            ("직원수첩", _day(3, 20), 900, 120_000_000, None, "총무과"),
            ("민원편람", _day(12, 7), 0, None, None, "민원과"),
        ],
        {5: "잘렸을"},
    )


def sections(folder: Path) -> CitySheet:
    """XLSX: departments as headings, numbers shown in thousands, a formula that was never counted."""
    path = folder / "2026 발간.xlsx"
    book = _xlsx(
        path,
        [
            ["간행물 발간현황 (2026. 6. 30. 기준)"],
            [None, None, None, None, "(금액단위: 천원, 부가세 포함)"],
            ["번호", "제    목", "발간일", "발간부수", "소요액"],
            ["□ 문화관광과(2건)"],
            [1, "문화재 안내", "1월 7일", 700, 770_000],
            [2, "축제 백서", "2월 8일", 100, 330_000],
            ["□ 환경과"],
            [1, "환경백서", 46095, 400, 1_100_000],
            [2, "물 절약", "2026-03-30", 200, "=D9*550"],
            ["□ 정기간행물"],
            [1, "환경소식", "2026.6.1.", 1000, 550_000],
        ],
        ["A4:E4", "A7:E7", "A10:E10"],
    )
    for line in (5, 6, 8, 11):
        book.active.cell(line, 5).number_format = "#,##0,"
    book.save(path)
    return CitySheet(
        path,
        [
            ("문화재 안내", _day(1, 7), 700, 700_000, 70_000, "문화관광과"),
            ("축제 백서", _day(2, 8), 100, 300_000, 30_000, "문화관광과"),
            ("환경백서", _day(3, 14), 400, 1_000_000, 100_000, "환경과"),
        ],
        {9: "수식", 11: "부서인지 분명하지 않습니다"},
        ("정기간행물",),
    )


def months(folder: Path) -> CitySheet:
    """XLSX: a sheet for each month, a hidden one, serial days, 천부, one order twice."""
    path = folder / "월별.xlsx"
    book = Workbook()
    head = [
        "No",
        "발주부서",
        "간행물명",
        "발간등록번호",
        "계약일",
        "인쇄부수(천부)",
        "공급가액",
        "세액",
        "합계",
    ]
    for month, rows in {
        1: [[1, "세무과", "지방세 안내", "51-1", 46030, 1.5, 900_000, 90_000, 990_000]],
        2: [
            [1, "세무과", "재산세 안내", "51-2", 46060, 2, 800_000, 80_000, 880_000],
            [2, "징수과", "체납 안내", "51-3", 46061, 0.5, 200_000, 20_000, 230_000],
            [3, "세무과", "지방세 안내", "51-1", 46062, 1, 600_000, 60_000, 660_000],
        ],
    }.items():
        sheet = book.create_sheet(f"{month}월")
        sheet.append([f"2026년 {month}월 인쇄 현황"])
        sheet.append(head)
        for row in rows:
            sheet.append(row)
        sums = [sum(row[at] for row in rows) for at in (6, 7, 8)]
        sheet.append(["합계", None, None, None, None, None, *sums])
    hidden = book.create_sheet("지난해")
    hidden.append(head)
    hidden.append([1, "세무과", "옛 안내", "51-9", 45700, 1, 100, 10, 110])
    hidden.sheet_state = "hidden"
    del book["Sheet"]
    book.save(path)
    return CitySheet(
        path,
        [
            ("51-1", _day(1, 8), 1500, 900_000, 90_000, "세무과"),
            ("51-2", _day(2, 7), 2000, 800_000, 80_000, "세무과"),
            ("51-1", _day(2, 9), 1000, 600_000, 60_000, "세무과"),
        ],
        {4: "맞지 않습니다"},
        ("1월", "지난해"),
    )


_HEAD = [
    [
        Cell(["연번"], rowspan=2),
        Cell(["제 목"], rowspan=2),
        Cell(["인쇄부수"], colspan=2),
        Cell(["계 약"], colspan=2),
    ],
    ["계획", "실적", "일 자", "금액(부가세포함)"],
]


def hangul(folder: Path) -> CitySheet:
    """HWPX: tables of departments below their headings, one unit for all, a head of two rows."""
    path = folder / "발간계획.hwpx"
    writer = HwpxWriter()
    writer.add("2026년 간행물 발간 현황", "(단위 : 부, 천원)", "□ 문화예술과")
    writer.add(
        Para(
            table(
                [
                    *_HEAD,
                    ["1", "통계연보", "1,000", "800", "3. 5.", "1,100"],
                    ["2", "시정백서", "500", "500", "’26.4월", "2,200"],
                    [Cell(["합 계"], colspan=2), "1,500", "1,300", "", "3,300"],
                ]
            )
        )
    )
    writer.add("※ 자료 : 문화예술과", "□ 시립도서관")
    writer.add(
        Para(
            table(
                [
                    *_HEAD,
                    ["1", "독서의 달", "300", "250", "2026. 9. 1.", "550"],
                    ["2", "책 읽는 도시", "300", "△10", "2026. 9. 2.", "△55"],
                ]
            )
        )
    )
    path.write_bytes(writer.to_bytes())
    return CitySheet(
        path,
        [
            ("통계연보", _day(3, 5), 800, 1_000_000, 100_000, "문화예술과"),
            ("시정백서", _day(4, 1), 500, 2_000_000, 200_000, "문화예술과"),
            ("독서의 달", _day(9, 1), 250, 500_000, 50_000, "시립도서관"),
        ],
        {4: "정정"},
        ("문화예술과", "시립도서관"),
    )


def hangul_merged(folder: Path) -> CitySheet:
    """HWPX: departments merged down, an amount merged over two orders, 백만원, a wrong total."""
    path = folder / "집행내역.hwpx"
    writer = HwpxWriter()
    writer.add("2026년 인쇄비 집행 내역", "(단위 : 백만원)")
    writer.add(
        Para(
            table(
                [
                    ["부서", "인쇄물명", "집행일자", "수량", "집행액(VAT별도)", "비고"],
                    [Cell(["교통과"], rowspan=3), "버스노선", "26.3.5", "2,000", "1.5", ""],
                    ["주차 안내", "26.3.6", "1,000", Cell(["2.2"], rowspan=2), ""],
                    ["교통지도", "26.3.7", "1,000", ""],
                    ["공원과", "공원 지도", "2026년 5월", "4천부", "1.234567", ""],
                    [Cell(["계"], colspan=3), "8,000", "5.0", ""],
                ]
            )
        )
    )
    path.write_bytes(writer.to_bytes())
    return CitySheet(
        path,
        [
            ("버스노선", _day(3, 5), 2000, 1_500_000, None, "교통과"),
            ("공원 지도", _day(5, 1), 4000, 1_234_567, None, "공원과"),
        ],
        {3: "병합", 4: "병합"},
    )


def word(folder: Path) -> CitySheet:
    """DOCX: a note of tax above, a price instead of an amount, an empty row of the form."""
    path = folder / "발주 목록.docx"
    document = docx.Document()
    for line in ("2026년 2분기 발주 목록", "(단위: 원, VAT 포함)"):
        document.add_paragraph(line)
    rows = [
        ["번호", "도서명", "주문일", "부수", "단가", "금액", "규격"],
        ["1", "어린이 안전", "2026.4.1.", "1,000", "1,100", "1,100,000", "A5"],
        ["2", "시민 헌장", "2026.4.2.", "100", "2,200", "220,000", "A4"],
        ["3", "시민 헌장", "2026.4.2.", "100", "2,200", "220,000", "A4"],
        ["4", "", "", "", "", "", ""],
        ["합 계", "", "", "1,200", "", "1,540,000", ""],
    ]
    made = document.add_table(rows=len(rows), cols=7)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            made.cell(at, column).text = cell
    document.save(str(path))
    return CitySheet(
        path,
        [
            ("어린이 안전", _day(4, 1), 1000, 1_000_000, 100_000, ""),
            ("시민 헌장", _day(4, 2), 100, 200_000, 20_000, ""),
        ],
        {4: "똑같습니다"},
        ("규격",),
    )


def two_tables(folder: Path) -> CitySheet:
    """XLSX: a summary above the list, shared contracts, hidden rows without a total, an error cell."""
    path = folder / "2026.xlsx"
    book = _xlsx(
        path,
        [
            ["부서", "건수", "금액"],
            ["농정과", 3, 900],
            [],
            ["2026년 세부 내역"],
            [
                "계약번호",
                "발주부서",
                "발간물명",
                "계약일자",
                "계약부수",
                "계약금액(VAT 별도)",
                "계약업체명",
            ],
            ["2026-7", "농정과", "영농 달력", "2026-01-05", 100, "300,000.-", "누리"],
            ["2026-7", "농정과", "귀농 안내", "2026-01-05", 100, "₩300,000", "누리"],
            ["2026-8", "농정과", "숨은 책", "2026-01-06", 100, 300_000, "누리"],
            ["2026-9", "농정과", "틀린 책", "2026-01-07", 100, "#REF!", "누리"],
        ],
    )
    book.active.row_dimensions[8].hidden = True
    book.save(path)
    return CitySheet(
        path,
        [
            ("영농 달력", _day(1, 5), 100, 300_000, None, "농정과"),
            ("귀농 안내", _day(1, 5), 100, 300_000, None, "농정과"),
        ],
        {8: "숨긴 행", 9: "오류값"},
    )


SHEETS: tuple[Callable[[Path], CitySheet], ...] = (
    merged_heads,
    old_excel,
    open_document,
    korean_csv,
    tax_by_row,
    tabbed,
    sections,
    months,
    hangul,
    hangul_merged,
    word,
    two_tables,
)


def _ods(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    body = "".join(
        f'<table:table table:name="{name}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)


def _ods_row(cells: list[Any]) -> str:
    made = []
    for cell in cells:
        if isinstance(cell, date):
            kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        elif isinstance(cell, int | float):
            kind = f'office:value-type="float" office:value="{cell}"'
        else:
            kind = 'office:value-type="string"' if cell else ""
        text = f"<text:p>{escape(str(cell))}</text:p>" if cell else ""
        made.append(f"<table:table-cell {kind}>{text}</table:table-cell>")
    return f"<table:table-row>{''.join(made)}</table:table-row>"
