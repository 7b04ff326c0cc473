# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fifty lists as strangers make them, in combinations that no other list here has.

Written down without looking at the program, each with all of its orders as a person reads them. What
is entered must be among those to the won; what may be refused is named. Ten of them were refused
whole, and seven orders entered wrong (a note below the last of several tables, departments above
their rows' sums, an unknown heading), before they were tried.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from tests.hwp5_writer import HwpWriter
from tests.hwp5_writer import Para as HwpPara
from tests.hwp5_writer.tables import Cell as HwpCell
from tests.hwp5_writer.tables import Table as HwpTable
from tests.hwpx_writer.objects import Cell, table
from tests.hwpx_writer.package import HwpxWriter
from tests.hwpx_writer.paragraphs import Para

Order = tuple[str, date, int, int | None, int | None, str]
"""Publication, day, copies printed, amount without tax, tax, department."""


@dataclass(frozen=True)
class StrangerSheet:
    """A file, and its orders."""

    path: Path
    meant: list[Order]
    refused: set[str] = field(default_factory=set)
    """Publications some of whose orders are not plain, and may be refused."""


STRANGERS: list[Callable[[Path], StrangerSheet]] = []


def sheet(make: Callable[[Path], StrangerSheet]) -> Callable[[Path], StrangerSheet]:
    """Put a list among those that are tried."""
    STRANGERS.append(make)
    return make


def on(month: int, day: int = 1, year: int = 2026) -> date:
    """Return a day."""
    return date(year, month, day)


def taxed(title, day, copies, amount, vat, department="") -> Order:
    """Return an order with its tax stated."""
    return (title, day, copies, amount, vat, department)


def gross(title, day, copies, whole, department="") -> Order:
    """Return an order whose amount is with tax."""
    amount = int((Decimal(whole) / Decimal("1.1")).quantize(Decimal(1), ROUND_HALF_UP))
    return (title, day, copies, amount, whole - amount, department)


def net(title, day, copies, amount, department="") -> Order:
    """Return an order whose amount is without tax, and whose tax is not said."""
    return (title, day, copies, amount, None, department)


def fill(ws, rows, merges=()):
    for r in rows:
        ws.append(list(r))
    for m in merges:
        ws.merge_cells(m)


def _write_ods(path, rows, hidden_rows=(), hidden_cols=(), ncols=8):
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text", "style")
    )

    def cell(c):
        if isinstance(c, date):
            k = f'office:value-type="date" office:date-value="{c.isoformat()}"'
        elif isinstance(c, (int, float)):
            k = f'office:value-type="float" office:value="{c}"'
        else:
            k = 'office:value-type="string"' if c else ""
        t = f"<text:p>{escape(str(c))}</text:p>" if c not in (None, "") else ""
        return f"<table:table-cell {k}>{t}</table:table-cell>"

    cols = "".join(
        '<table:table-column table:visibility="collapse"/>'
        if i in hidden_cols
        else "<table:table-column/>"
        for i in range(ncols)
    )
    body = cols + "".join(
        "<table:table-row"
        + (' table:visibility="collapse"' if i + 1 in hidden_rows else "")
        + ">"
        + "".join(map(cell, r))
        + "</table:table-row>"
        for i, r in enumerate(rows)
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name="인쇄">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", content)


@sheet
def months_across_two_rows(folder: Path) -> StrangerSheet:
    p = folder / "월별집행.hwpx"
    w = HwpxWriter()
    w.add("2026년 1분기 간행물 인쇄 집행 현황", "(단위: 부, 천원 / VAT 별도)")
    w.add(
        Para(
            table(
                [
                    [
                        Cell(["간행물명"], rowspan=2),
                        Cell(["담당부서"], rowspan=2),
                        Cell(["1월"], colspan=2),
                        Cell(["2월"], colspan=2),
                        Cell(["3월"], colspan=2),
                    ],
                    ["부수", "금액", "부수", "금액", "부수", "금액"],
                    ["시의회보", "의회사무국", "2,000", "1,400", "", "", "2,000", "1,450"],
                    ["물사랑", "상수도사업소", "", "", "1,000", "600", "", ""],
                ]
            )
        )
    )
    p.write_bytes(w.to_bytes())
    return StrangerSheet(
        p,
        [
            net("시의회보", on(1), 2000, 1400000, "의회사무국"),
            net("시의회보", on(3), 2000, 1450000, "의회사무국"),
            net("물사랑", on(2), 1000, 600000, "상수도사업소"),
        ],
        {"시의회보", "물사랑"},
    )


@sheet
def semicolons(folder: Path) -> StrangerSheet:
    p = folder / "인쇄발주.csv"
    t = (
        "2026년 인쇄 발주 내역;;;;;\n;;;;;금액단위:원(VAT포함)\n연번;부서;품명;발주일;수량(부);금액\n"
        "1;총무과;당직근무 지침;2026-01-15;120;264,000\n2;총무과;명절 종합대책;2026-01-28;200 ;  330,000 \n"
        "연번;부서;품명;발주일;수량(부);금액\n3;자치행정과;통장 수첩;2026-02-03;1,100;1 210 000\n4;자치행정과;통장 수첩;2026-02-20;100;(31,880)\n"
        "5;민원여권과;민원 사무편람;2026-03-02;80;968,000\n누계;;;;1500;2740120\n합 계;;;;1,500;2,740,120\n※ 4번은 파본 환급분\n"
    )
    p.write_bytes(t.encode("cp949"))
    return StrangerSheet(
        p,
        [
            gross("당직근무 지침", on(1, 15), 120, 264000, "총무과"),
            gross("명절 종합대책", on(1, 28), 200, 330000, "총무과"),
            gross("통장 수첩", on(2, 3), 1100, 1210000, "자치행정과"),
            gross("민원 사무편람", on(3, 2), 80, 968000, "민원여권과"),
        ],
        {"통장 수첩"},
    )


@sheet
def mixed_heads(folder: Path) -> StrangerSheet:
    p = folder / "print orders 2026.txt"
    t = (
        "FY2026 Print orders (인쇄물 발주)\t\t\t\t\t\t\n\nNo.\t제목(Title)\t부서(Dept.)\t발주일(Order date)\t부수(Qty)\t금액 Amount(천원)\tVAT\n"
        "1\tCity Guide (English)\t관광과\t2026/03/02\t2,000\t5,500\t포함\n2\t시티투어 지도\t관광과\t2026/03/09\t10,000\t3,300\t포함\n3\tWelcome Kit\t국제협력과\t2026/04/13\t300\t900\t별도\n"
        "4\tAnnual Report\t국제협력과\t2026/04/20\t150\t1,800\tN\nTotal\t\t\t\t12,450\t11,500\t\n* unaudited\n"
    )
    p.write_text(t, "utf-8-sig")
    return StrangerSheet(
        p,
        [
            gross("City Guide (English)", on(3, 2), 2000, 5500000, "관광과"),
            gross("시티투어 지도", on(3, 9), 10000, 3300000, "관광과"),
            net("Welcome Kit", on(4, 13), 300, 900000, "국제협력과"),
            net("Annual Report", on(4, 20), 150, 1800000, "국제협력과"),
        ],
        {"Annual Report"},
    )


@sheet
def ods_hidden(folder: Path) -> StrangerSheet:
    p = folder / "하반기 인쇄.ods"
    rows = [
        ["2026년도 하반기 인쇄물 집행내역"],
        ["", "", "", "", "", "(단위:원)"],
        ["연번", "인쇄물명", "집행일", "부수", "당초금액", "집행금액", "세금"],
        ["□ 안전총괄과"],
        [1, "재난대응 매뉴얼", date(2026, 7, 6), 450, 2_000_000, 1_980_000, "부가세 포함"],
        [2, "폭염 행동요령", date(2026, 7, 20), 3000, 600_000, 594_000, "부가세 포함"],
        ["□ 하천과"],
        [1, "하천 정비 백서", date(2026, 9, 1), 100, 3_300_000, 3_300_000, "부가세 포함"],
        [2, "지난해 책자", "2025-12-30", 50, 100_000, 100_000, "부가세 포함"],
        ["소계", "", "", 3600, 6_000_000, 5_974_000, ""],
        ["※ 안전총괄과 소관은 재난관리기금 집행"],
    ]
    _write_ods(p, rows, hidden_rows={9}, hidden_cols={4})
    return StrangerSheet(
        p,
        [
            gross("재난대응 매뉴얼", on(7, 6), 450, 1980000, "안전총괄과"),
            gross("폭염 행동요령", on(7, 20), 3000, 594000, "안전총괄과"),
            gross("하천 정비 백서", on(9, 1), 100, 3300000, "하천과"),
            gross("지난해 책자", date(2025, 12, 30), 50, 100000, "하천과"),
        ],
        {"지난해 책자"},
    )


@sheet
def hwpx_numbered_headings(folder: Path) -> StrangerSheet:
    p = folder / "인쇄물 집행.hwpx"
    w = HwpxWriter()
    h = ["연번", "인 쇄 물 명", "발 주 일", "부 수", "금 액", "비 고"]
    w.add("2026년 인쇄물 집행 내역", "1. 기획조정실")
    w.add(
        Para(
            table(
                [
                    h,
                    ["1", "조직진단 보고서", "3. 2.", "50", "3백만원", ""],
                    ["2", "공약 실천계획", "3. 16.", "300", "4,500천원", ""],
                    h,
                    ["3", "정책 공모집", "4. 6.", "100", "1백20만원", ""],
                    [Cell(["소 계"], colspan=3), "450", "870만원", ""],
                ]
            )
        )
    )
    w.add("2. 복지정책과")
    w.add(
        Para(
            table(
                [
                    h,
                    ["1", "복지 길라잡이", "5. 11.", "5,000", "5백5십만원", ""],
                    ["2", "돌봄 안내", "5. 12.", "1천부", "77만원", "재발행"],
                    [Cell(["소 계"], colspan=3), "6,000", "627만원", ""],
                ]
            )
        )
    )
    w.add("※ 금액은 부가가치세 포함임")
    p.write_bytes(w.to_bytes())
    return StrangerSheet(
        p,
        [
            gross("조직진단 보고서", on(3, 2), 50, 3000000, "기획조정실"),
            gross("공약 실천계획", on(3, 16), 300, 4500000, "기획조정실"),
            gross("정책 공모집", on(4, 6), 100, 1200000, "기획조정실"),
            gross("복지 길라잡이", on(5, 11), 5000, 5500000, "복지정책과"),
            gross("돌봄 안내", on(5, 12), 1000, 770000, "복지정책과"),
        ],
    )


@sheet
def hwp(folder: Path) -> StrangerSheet:
    p = folder / "발간현황.hwp"
    w = HwpWriter()
    w.add("2026년 상반기 발간물 현황", "(단위 : 부, 원, VAT별도)")
    rows = [
        ["담당부서", "제 목", "발간등록번호", "발간일", "발간부수", "소요예산"],
        [
            HwpCell(["문화유산과"], rowspan=2),
            "국가유산 총람",
            "51-3110000-000123-01",
            "2026.1.20",
            "500",
            "7,250,000",
        ],
        ["성곽 이야기", "51-3110000-000124-01", "2026.2.10", "1,000", "2,900,000"],
        ["수도과", "수질 보고서", "51-3110000-000125-10", "2026.4.1", "200", "1,150,000"],
        [HwpCell(["계"], colspan=3), "", "1,700", "11,300,000"],
    ]
    w.add(HwpPara(HwpTable(rows)))
    p.write_bytes(w.to_bytes())
    return StrangerSheet(
        p,
        [
            net("51-3110000-000123-01", on(1, 20), 500, 7250000, "문화유산과"),
            net("51-3110000-000124-01", on(2, 10), 1000, 2900000, "문화유산과"),
            net("51-3110000-000125-10", on(4, 1), 200, 1150000, "수도과"),
        ],
    )


@sheet
def text_numbers(folder: Path) -> StrangerSheet:
    p = folder / "구매요구.csv"
    t = (
        "﻿2026년 인쇄물 구매요구 목록,,,,,\n연번,요구부서,인쇄물명칭,요구일자,수량,예정금액(부가세 포함)\n"
        '1,농업정책과,영농교육 교재,2026. 1. 12.," １，２００ 부","３，９６０，０００ 원"\n2,농업정책과,귀농 사례집,2026. 1.13.(화),삼백부,"1,650,000"\n'
        '3,축산과,방역 요령,2026년 2월 3일,"2,000",금1백10만원\n4,축산과,가축 달력,\'26. 2. 4,500부,"금 550,000원정(금오십오만원정)"\n5,산림과,산불 예방,2026-02-30,100,"110,000"\n6,산림과,숲길 지도,02/06/2026,1000,"330,000"\n'
    )
    p.write_text(t, "utf-8")
    return StrangerSheet(
        p,
        [
            gross("영농교육 교재", on(1, 12), 1200, 3960000, "농업정책과"),
            gross("귀농 사례집", on(1, 13), 300, 1650000, "농업정책과"),
            gross("방역 요령", on(2, 3), 2000, 1100000, "축산과"),
            gross("가축 달력", on(2, 4), 500, 550000, "축산과"),
            gross("산불 예방", on(2, 28), 100, 110000, "산림과"),
            gross("숲길 지도", on(2, 6), 1000, 330000, "산림과"),
        ],
        {"영농교육 교재", "귀농 사례집", "방역 요령", "가축 달력", "산불 예방", "숲길 지도"},
    )


@sheet
def brackets_departments(folder: Path) -> StrangerSheet:
    p = folder / "실과별 발간.csv"
    t = "2026년 실과별 발간 실적\t\t\t\t\n\t\t\t\t(단위 : 만원 / 부가세 별도)\n구분\t발간물명\t발간일자\t발간부수\t발간비용\n[감사관]\t\t\t\t\n1\t청렴 사례집\t2026.3.3.\t200\t150\n[소방서]\t\t\t\t\n1\t화재예방\t2026.3.4.\t4,000\t220.5\n2\t응급처치\t2026.3.5.\t2,000\t▲10\n소   계\t\t\t6,200\t\n【의회사무처】\t\t\t\t\n1\t의정백서\t2026.6.30.\t300\t1,080\n"
    p.write_bytes(t.encode("cp949"))
    return StrangerSheet(
        p,
        [
            net("청렴 사례집", on(3, 3), 200, 1500000, "감사관"),
            net("화재예방", on(3, 4), 4000, 2205000, "소방서"),
            net("의정백서", on(6, 30), 300, 10800000, "의회사무처"),
        ],
        set(),
    )


@sheet
def heading_unknown_between(folder: Path) -> StrangerSheet:
    p = folder / "목록.csv"
    p.write_bytes(
        (
            '2026년 인쇄 목록,,,\n간행물명,발간일,부수,금액(원)\n□ 총무과,,,\n업무편람,2026-01-02,100,"500,000"\n□ 혁신성장본부장실,,,\n창업 안내,2026-02-02,200,"600,000"\n□ 시민소통담당,,,\n소통백서,2026-03-02,300,"700,000"\n□ 기타,,,\n잡지,2026-03-05,300,"700,000"\n'
        ).encode("cp949")
    )
    return StrangerSheet(
        p,
        [
            net("업무편람", on(1, 2), 100, 500000, "총무과"),
            net("창업 안내", on(2, 2), 200, 600000, "혁신성장본부장실"),
            net("소통백서", on(3, 2), 300, 700000, "시민소통담당"),
            net("잡지", on(3, 5), 300, 700000, ""),
        ],
        {"창업 안내", "소통백서", "잡지"},
    )


@sheet
def supplier_last(folder: Path) -> StrangerSheet:
    p = folder / "업체.csv"
    p.write_text(
        '2026년 인쇄,,,,\n제목,발주일,부수,금액(원),비고\n시보,2026-01-05,100,"110,000",조폐공사\n군보,2026-01-06,100,"110,000",조폐공사\n',
        "utf-8-sig",
    )
    return StrangerSheet(
        p, [net("시보", on(1, 5), 100, 110000, ""), net("군보", on(1, 6), 100, 110000, "")], set()
    )


@sheet
def two_units_per_header(folder: Path) -> StrangerSheet:
    p = folder / "단위.ods"
    _write_ods(
        p,
        [
            ["2026년 인쇄물 현황"],
            [
                "연번",
                "인쇄물명",
                "부서명",
                "인쇄일자",
                "인쇄부수(백부)",
                "단가(원)",
                "금액(천원, VAT 포함)",
            ],
            [1, "버스 시간표", "교통과", "2026. 3. 4.", "12.5", 440, 550],
            [2, "택시 안내", "교통과", "2026. 3. 9.", 3, 1100, 330],
            ["계", "", "", "", 15.5, "", 880],
        ],
    )
    return StrangerSheet(
        p,
        [
            gross("버스 시간표", on(3, 4), 1250, 550000, "교통과"),
            gross("택시 안내", on(3, 9), 300, 330000, "교통과"),
        ],
    )


@sheet
def hwpx_vat_note_between(folder: Path) -> StrangerSheet:
    p = folder / "현황.hwpx"
    w = HwpxWriter()
    w.add("2026년 인쇄 현황", "가. 환경국", "(단위: 천원, VAT포함)")
    h = ["부서", "제목", "일자", "부수", "금액"]
    w.add(Para(table([h, ["자원과", "재활용", "2026.1.3", "500", "550"]])))
    w.add("나. 복지국", "(단위: 원, VAT별도)")
    w.add(Para(table([h, ["노인과", "경로", "2026.2.3", "300", "450,000"]])))
    p.write_bytes(w.to_bytes())
    return StrangerSheet(
        p,
        [
            gross("재활용", on(1, 3), 500, 550000, "자원과"),
            net("경로", on(2, 3), 300, 450000, "노인과"),
        ],
    )


@sheet
def negative_total_first(folder: Path) -> StrangerSheet:
    p = folder / "합계먼저.csv"
    p.write_bytes(
        "2026년 9월말 기준 간행물 발간;;;;;\n;;;;;(금액단위 : 천원)\n부 서;간 행 물 명;발간일;발행부수;제작비용;VAT\n총   계;;;2,300;5,720;\n감사담당관;부패방지 지침;2026.02.28.;300;880;포함\n;감사사례집;2026.03.31.;500;1,540;포함\n세무과;세금 길잡이;2026.04.30.;1,500;3,300;별도\n※ 10월 이후 발간 예정분 제외;;;;;\n".encode(
            "cp949"
        )
    )
    return StrangerSheet(
        p,
        [
            gross("부패방지 지침", on(2, 28), 300, 880000, "감사담당관"),
            gross("감사사례집", on(3, 31), 500, 1540000, "감사담당관"),
            net("세금 길잡이", on(4, 30), 1500, 3300000, "세무과"),
        ],
    )


@sheet
def gross_net_mixed(folder: Path) -> StrangerSheet:
    p = folder / "혼합.csv"
    p.write_text(
        '﻿2026 인쇄 계약,,,,,\n건명,계약일,요청부서,부수,공급가,총액(VAT포함)\n홍보지,20260302,홍보과,1000,"500,000","550,000"\n안내지,2026.3.3,홍보과,2000,,"1,100,000"\n보고서,\'26.3.4,기획과,100,"900,000",\n설명서,\'26.3.5,기획과,100,"900,000","1,090,000"\n',
        "utf-8",
    )
    return StrangerSheet(
        p,
        [
            taxed("홍보지", on(3, 2), 1000, 500000, 50000, "홍보과"),
            gross("안내지", on(3, 3), 2000, 1100000, "홍보과"),
            net("보고서", on(3, 4), 100, 900000, "기획과"),
            net("설명서", on(3, 5), 100, 900000, "기획과"),
        ],
        {"설명서"},
    )


@sheet
def dates(folder: Path) -> StrangerSheet:
    p = folder / "날짜.tsv"
    p.write_text(
        "2026년 상반기 책자 인쇄\t\t\t\n책자\t인쇄일\t인쇄부수\t인쇄비(원)\n가\t3/5\t100\t110,000\n나\t2026-03-05 00:00:00\t100\t110,001\n다\t26.3\t100\t110,002\n라\t2026년 3월\t100\t110,003\n마\t260307\t100\t110,004\n바\t3월초\t100\t110,005\n사\t2026.13.1\t100\t110,006\n아\t’26.3.9\t100\t110,007\n자\t2026. 3. 10(화)\t100\t110,008\n",
        "utf-8",
    )
    return StrangerSheet(
        p,
        [
            net("가", on(3, 5), 100, 110000),
            net("나", on(3, 5), 100, 110001),
            net("다", on(3, 1), 100, 110002),
            net("라", on(3), 100, 110003),
            net("마", on(3, 7), 100, 110004),
            net("아", on(3, 9), 100, 110007),
            net("자", on(3, 10), 100, 110008),
        ],
        {"다", "마"},
    )
