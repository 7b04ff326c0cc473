# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ten more lists of strangers, tried once the others were right: 31 of 47 orders right, three wrong.

Two amounts beside each other, one with tax and one without, were passed over in silence.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import xlwt
from openpyxl import Workbook

from tests.costing.stranger_sheets import (
    StrangerSheet,
    _write_ods,
    fill,
    gross,
    net,
    on,
    sheet,
    taxed,
)
from tests.hwp5_writer import HwpWriter
from tests.hwp5_writer import Para as HwpPara
from tests.hwp5_writer.tables import Cell as HwpCell
from tests.hwp5_writer.tables import Table as HwpTable
from tests.hwpx_writer.objects import Cell, table
from tests.hwpx_writer.package import HwpxWriter
from tests.hwpx_writer.paragraphs import Para


def _serial(number: int) -> date:
    return date(1899, 12, 30) + timedelta(number)


@sheet
def decorated_departments(folder: Path) -> StrangerSheet:
    p = folder / "인쇄물 발주 및 정산.xlsx"
    b = Workbook()
    a = b.active
    a.title = "발주"
    fill(
        a,
        [
            ["붙임 1"],
            ["2026년 인쇄물 발주 현황(9월말 기준)"],
            [None] * 7 + ["단위 : 부 / 천원(부가세 포함)"],
            ["구 분", "인쇄물명", "담당부서", "발주 현황", None, None, "업체", "비 고"],
            [None, None, None, "일 자", "부 수", "금 액", None, None],
            ["합 계", None, None, None, 9350, "12,650", None, None],
            [
                "정책홍보",
                "민선8기 공약집",
                "기획조정실",
                "1.12.",
                "1,000",
                "3,300",
                "(주)한길",
                "완료",
            ],
            [None, "시정 화보", "홍보담당관", "2.23.", 500, "2,750", "(주)한길", None],
            [
                "안내",
                "전입 안내문",
                "자치행정과",
                "3. 3.",
                "5,000",
                "1,100",
                "새봄기획",
                "추가분 포함",
            ],
            [None, "세외수입 편람", "세정과", "’26.4.6.", 150, "1,650", "새봄기획", None],
            [None, "대중교통 노선도", "교통행정과", "5월", 2500, "2,200", None, None],
            [None, "교통안전 교재", "교통행정과", "6.30", "200", "1,650", None, None],
            ["※ 일자는 발주일 기준임"],
        ],
        ["A2:H2", "A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:G5", "H4:H5", "A6:D6", "A7:A8", "A9:A12"],
    )
    c = b.create_sheet("작성요령")
    fill(
        c,
        [
            ["작성요령"],
            ["1. 금액은 천원 단위로 작성"],
            ["구분", "인쇄물명", "담당부서", "일자", "부수", "금액"],
            ["예시", "시정백서", "기획과", "1.1.", 100, 1000],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("민선8기 공약집", on(1, 12), 1000, 3300000, "기획조정실"),
            gross("시정 화보", on(2, 23), 500, 2750000, "홍보담당관"),
            gross("전입 안내문", on(3, 3), 5000, 1100000, "자치행정과"),
            gross("세외수입 편람", on(4, 6), 150, 1650000, "세정과"),
            gross("대중교통 노선도", on(5), 2500, 2200000, "교통행정과"),
            gross("교통안전 교재", on(6, 30), 200, 1650000, "교통행정과"),
        ],
        set(),
    )


@sheet
def register_with_corrections(folder: Path) -> StrangerSheet:
    p = folder / "2026_발간자료_목록.csv"
    t = "연번;발간자료명;발간부서;발간등록번호;발행일;발행부수;단가(원);공급가액(원);부가세(원);비고\n"
    rows = [
        (
            "1",
            "도시재생 전략계획",
            "도시재생과",
            "51-4050000-000201-01",
            "2026-01-30",
            "200",
            "15,000",
            "3,000,000",
            "300,000",
            "",
        ),
        (
            "2",
            "청년 통계",
            "데이터정책과",
            "51-4050000-000202-10",
            "2026-02-27",
            "150",
            "12,000",
            "1,800,000",
            "180,000",
            "",
        ),
        (
            "3",
            "청년 통계",
            "데이터정책과",
            "51-4050000-000202-10",
            "2026-02-27",
            "-50",
            "12,000",
            "-600,000",
            "-60,000",
            "감량",
        ),
        (
            "4",
            "농업기술 교본",
            "농업기술센터",
            "-",
            "2026.03.13",
            "1 000",
            "2,200",
            "2,200,000",
            "220,000",
            "",
        ),
        ("", "소계", "", "", "", "1,300", "", "6,400,000", "640,000", ""),
        (
            "5",
            "수질연보",
            "상수도사업본부",
            "51-4050000-000205-10",
            "20260331",
            "100",
            "9,500",
            "950,000",
            "95,000",
            "비매품",
        ),
        (
            "6",
            "노인복지 편람",
            "노인복지과",
            "미등록",
            "2026년4월2일",
            "300",
            "5,000",
            "1,500,000",
            "150,000",
            "",
        ),
    ]
    for r in rows:
        t += ";".join(r) + "\n"
    t += ";누계;;;;1,700;;8,850,000;885,000;\n;연번;;;;;;;;\n"
    p.write_bytes(t.encode("cp949"))
    return StrangerSheet(
        p,
        [
            taxed("51-4050000-000201-01", on(1, 30), 200, 3000000, 300000, "도시재생과"),
            taxed("51-4050000-000202-10", on(2, 27), 150, 1800000, 180000, "데이터정책과"),
            taxed("농업기술 교본", on(3, 13), 1000, 2200000, 220000, "농업기술센터"),
            taxed("51-4050000-000205-10", on(3, 31), 100, 950000, 95000, "상수도사업본부"),
            taxed("노인복지 편람", on(4, 2), 300, 1500000, 150000, "노인복지과"),
        ],
        set(),
    )


@sheet
def departments_merged_in_hangul(folder: Path) -> StrangerSheet:
    p = folder / "과별발간.hwpx"
    w = HwpxWriter()
    w.add("2026년도 과별 간행물 발간 현황", "【단위: 부, 백만원(VAT 포함)】")
    h = ["부서", "간행물명", "발간시기", "부수", "사업비", "비고"]
    w.add(
        Para(
            table(
                [
                    h,
                    [Cell(["계"], colspan=3), "4,700", "33", ""],
                    [Cell(["문화관광국"], colspan=6)],
                    [Cell(["관광과"], rowspan=2), "관광백서", "’26. 2월", "500", "5.5", ""],
                    ["축제 리플릿", "’26. 4월", "3,000", "3.3", ""],
                    ["문화재과", "문화유산 편람", "’26. 6월", "200", "11", ""],
                    [Cell(["경제국"], colspan=6)],
                    ["일자리과", "일자리 백서", "’26. 9월", "1,000", "13.2", "예정"],
                ]
            )
        )
    )
    p.write_bytes(w.to_bytes())
    return StrangerSheet(
        p,
        [
            gross("관광백서", on(2), 500, 5500000, "관광과"),
            gross("축제 리플릿", on(4), 3000, 3300000, "관광과"),
            gross("문화유산 편람", on(6), 200, 11000000, "문화재과"),
            gross("일자리 백서", on(9), 1000, 13200000, "일자리과"),
        ],
        {"일자리 백서"},
    )


@sheet
def two_years_of_sheets(folder: Path) -> StrangerSheet:
    p = folder / "간행물 인쇄.xls"
    b = xlwt.Workbook()
    w = b.add_sheet("2026")
    w2 = b.add_sheet("2025")
    rows = [
        ["인쇄 실적"],
        ["단위:천원", "", "", "", "", ""],
        ["연 번", "품   명", "부   서", "일   자", "부   수", "금액(부가세별도)"],
        [1, "주민자치 사례집", "주민자치과", 46027.0, 300, "2,400"],
        [2, "마을지도", "주민자치과", 46058.0, "2,000매", "1,800"],
        [3, "마을 소식", "주민자치과", 46090.0, "1,500", "900"],
        ["계", "", "", "", "3,800", "5,100"],
    ]
    for i, r in enumerate(rows):
        for j, c in enumerate(r):
            w.write(i, j, c)
    rows2 = [
        ["인쇄 실적"],
        ["단위:천원", "", "", "", "", ""],
        ["연 번", "품   명", "부   서", "일   자", "부   수", "금액(부가세별도)"],
        [1, "지난 사례집", "주민자치과", 45700.0, 300, "2,300"],
        ["계", "", "", "", "300", "2,300"],
    ]
    for i, r in enumerate(rows2):
        for j, c in enumerate(r):
            w2.write(i, j, c)
    b.save(str(p))
    return StrangerSheet(
        p,
        [
            net("주민자치 사례집", _serial(46027), 300, 2400000, "주민자치과"),
            net("마을지도", _serial(46058), 2000, 1800000, "주민자치과"),
            net("마을 소식", _serial(46090), 1500, 900000, "주민자치과"),
            net("지난 사례집", _serial(45700), 300, 2300000, "주민자치과"),
        ],
        {"주민자치 사례집", "마을지도", "마을 소식", "지난 사례집"},
    )


@sheet
def kinds_and_amounts_by_row(folder: Path) -> StrangerSheet:
    p = folder / "홍보물.ods"
    rows = [
        ["홍보물 제작 내역"],
        ["(’26.1.1.~’26.9.30.)", "", "", "", "", "(단위:천원)"],
        ["제작부서", "홍보물명(규격)", "제작일", "수량", "금액", "VAT"],
        ["관광과", "전단(A4)", "’26. 1. 9", "5천매", "440", "포함"],
        ["", "포스터(B2)", "’26. 1. 19", "200매", "300", "별도"],
        ["", "X배너", "’26. 2. 2", "10개", "550", "포함"],
        ["계", "", "", "5,210", "1,290", ""],
        ["농정과", "품종 안내", "’26. 3. 2", "1천부", "770", "포함"],
        ["", "", "", "", "", ""],
        ["체육과", "경기일정표", "’26. 3. 20", "3천부", "(550)", "포함"],
        ["계", "", "", "4,000", "220", ""],
        ["합계", "", "", "9,210", "1,510", ""],
    ]
    _write_ods(p, rows)
    return StrangerSheet(
        p,
        [
            gross("전단(A4)", on(1, 9), 5000, 440000, "관광과"),
            net("포스터(B2)", on(1, 19), 200, 300000, "관광과"),
            gross("X배너", on(2, 2), 10, 550000, "관광과"),
            gross("품종 안내", on(3, 2), 1000, 770000, "농정과"),
        ],
        set(),
    )


@sheet
def months_as_sheets_without_a_year(folder: Path) -> StrangerSheet:
    p = folder / "월별 발간.xlsx"
    b = Workbook()
    del b["Sheet"]
    out = []
    for m, rows in {
        "1월": [["백서", "총무과", "1.5", 100, "550"]],
        "2월": [["연감", "총무과", "2.6", 200, "660"], ["도감", "산림과", "2.16", 300, "770"]],
        "3월": [["지도", "관광과", "3.7", 1000, "880"]],
    }.items():
        ws = b.create_sheet(m)
        fill(
            ws,
            [
                [f"{m} 발간 현황"],
                [None] * 4 + ["천원, VAT포함"],
                ["제목", "부서", "발간일", "부수", "금액"],
                *rows,
                ["계", None, None, sum(r[3] for r in rows), sum(int(r[4]) for r in rows)],
            ],
        )
        out += [
            gross(r[0], on(*map(int, r[2].split("."))), r[3], int(r[4]) * 1000, r[1]) for r in rows
        ]
    t = b.create_sheet("총괄")
    fill(
        t,
        [
            ["2026년 총괄"],
            ["월", "건수", "부수", "금액(천원)"],
            ["1월", 1, 100, 550],
            ["2월", 2, 500, 1430],
        ],
    )
    b.save(p)
    return StrangerSheet(p, out, {o[0] for o in out})


@sheet
def cells_of_two_lines(folder: Path) -> StrangerSheet:
    p = folder / "2026년 상반기 책자 제작.csv"
    p.write_text(
        '﻿책자 제작 현황,,,,,,\r\n연번,책자명,제작부서,제작일,제작부수,소요예산(천원),예산과목\r\n1,"안전보건\n관리규정",안전총괄실,2026-01-14,250,"1,237.5",사무관리비\r\n2,"재난안전 ""길라잡이""",안전총괄실,2026-02-11,"3,000","4,620",사무관리비\r\n3,민방위 교재,민방위담당관,2026-03-04,"1,200","1,980",행사운영비\r\n4,을지연습 계획,민방위담당관,2026-03-05,80,264.0,사무관리비\r\n,소   계,,,"4,530","8,101.5",\r\n5,하천 기본계획,하천과,2026-04-22,60,"3,300",시설비\r\n6,소하천 대장,하천과,2026-05-,60,"1,100",시설비\r\n7,"배수 펌프장,현황",하천과,2026-05-19,40,"#VALUE!",시설비\r\n,합   계,,,"4,690","12,501.5",\r\n',
        "utf-8",
    )
    return StrangerSheet(
        p,
        [
            net("안전보건 관리규정", on(1, 14), 250, 1237500, "안전총괄실"),
            net('재난안전 "길라잡이"', on(2, 11), 3000, 4620000, "안전총괄실"),
            net("민방위 교재", on(3, 4), 1200, 1980000, "민방위담당관"),
            net("을지연습 계획", on(3, 5), 80, 264000, "민방위담당관"),
            net("하천 기본계획", on(4, 22), 60, 3300000, "하천과"),
            net("소하천 대장", on(5), 60, 1100000, "하천과"),
            net("배수 펌프장,현황", on(5, 19), 40, 0, "하천과"),
        ],
        {"소하천 대장", "배수 펌프장,현황"},
    )


@sheet
def summary_before_details(folder: Path) -> StrangerSheet:
    p = folder / "요약과 내역.hwp"
    w = HwpWriter()
    w.add("2026년 인쇄비 집행 현황", "□ 총괄")
    w.add(
        HwpPara(HwpTable([["구분", "건수", "부수", "금액(천원)"], ["합계", "3", "1,350", "4,070"]]))
    )
    w.add("□ 세부내역(단위: 천원, VAT 포함)")
    w.add(
        HwpPara(
            HwpTable(
                [
                    ["연번", "건 명", "집행부서", "집행일", "부수", "집행액"],
                    ["1", "기록물 관리지침", "기록물관리팀", "’26. 2. 5.", "150", "770"],
                    ["2", "민원서식 해설", "민원봉사과", "’26. 2.25.", "1,000", "2,200"],
                    ["3", "인감업무 편람", "민원봉사과", "’26. 3.18.", "200", "1,100"],
                    [HwpCell(["합 계"], colspan=4), "1,350", "4,070"],
                ]
            )
        )
    )
    p.write_bytes(w.to_bytes())
    return StrangerSheet(
        p,
        [
            gross("기록물 관리지침", on(2, 5), 150, 770000, "기록물관리팀"),
            gross("민원서식 해설", on(2, 25), 1000, 2200000, "민원봉사과"),
            gross("인감업무 편람", on(3, 18), 200, 1100000, "민원봉사과"),
        ],
        set(),
    )


@sheet
def quantities_with_their_unit(folder: Path) -> StrangerSheet:
    p = folder / "용역 인쇄.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["□ 2026년 인쇄·제본 집행내역"],
            ["○ 부서명 : 예산법무과", None, None, None, None, "(금액: 원)"],
            ["순번", "내 용", "수 량", "단 위", "금 액", "집행일자", "비고"],
            [1, "예산서 인쇄", 250, "권", "7,150,000", "2026.01.20", "부가세 포함"],
            [2, "조례 해설집", 1.2, "천부", "2,640,000", "2026.02.24", "부가세 포함"],
            [3, "법제 사례집", 300, "부", "1,500,000", "2026.03.03", "부가세 별도"],
            [4, "명함", 10, "통", "110,000", "2026.03.04", "부가세 포함"],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("예산서 인쇄", on(1, 20), 250, 7150000, "예산법무과"),
            gross("조례 해설집", on(2, 24), 1200, 2640000, "예산법무과"),
            net("법제 사례집", on(3, 3), 300, 1500000, "예산법무과"),
            gross("명함", on(3, 4), 10, 110000, "예산법무과"),
        ],
        {"조례 해설집", "명함", "예산서 인쇄", "법제 사례집"},
    )


@sheet
def amount_with_and_without_tax(folder: Path) -> StrangerSheet:
    p = folder / "hidden.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["'26년 3분기 발간 현황 (천원)"],
            ["연번", "간행물", "소관", "발간일", "부수", "집행(VAT포함)", "집행(VAT별도)"],
            [1, "정신건강 안내", "보건행정과", date(2026, 7, 3), 500, 550, 500],
            [2, "금연 안내", "건강증진과", date(2026, 8, 4), 700, 770, 700],
            [3, "모유수유", "건강증진과", date(2026, 9, 5), 300, 330, 300],
            ["소계", None, None, None, 1500, 1650, 1500],
        ],
    )
    w.row_dimensions[4].hidden = True
    b.save(p)
    return StrangerSheet(
        p,
        [
            taxed("정신건강 안내", on(7, 3), 500, 500000, 50000, "보건행정과"),
            taxed("금연 안내", on(8, 4), 700, 700000, 70000, "건강증진과"),
            taxed("모유수유", on(9, 5), 300, 300000, 30000, "건강증진과"),
        ],
        set(),
    )
