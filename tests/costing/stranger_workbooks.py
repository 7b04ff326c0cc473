# SPDX-License-Identifier: AGPL-3.0-or-later
"""Workbooks of strangers: heads of several rows, halves of the year, serial days, sums above."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlwt
from openpyxl import Workbook

from tests.costing.stranger_sheets import StrangerSheet, fill, gross, net, on, sheet, taxed


@sheet
def halves_with_other_heads(folder: Path) -> StrangerSheet:
    p = folder / "2026년 인쇄물 발주내역.xlsx"
    b = Workbook()
    a = b.active
    a.title = "상반기"
    fill(
        a,
        [
            ["2026년 상반기 인쇄물 발주내역"],
            [None] * 5 + ["(단위: 천원)"],
            ["연번", "부서명", "간행물명", "발행일", "부수", "금액(VAT별도)", "비고"],
            [1, "홍보담당관", "구정소식 1월호", "'26.1.5.", 3000, 1200, None],
            [2, "홍보담당관", "구정소식 2월호", "'26.2.5.", 3000, "1,200", None],
            [3, "기획예산과", "주요업무계획", "'26.1월", 150, 880.5, None],
            ["소 계", None, None, None, 6150, 3280.5, None],
            [4, "세무1과", "지방세 길라잡이", "'26.3.20.", 500, 640, None],
            ["누 계", None, None, None, 6650, 3920.5, None],
        ],
    )
    c = b.create_sheet("하반기")
    fill(
        c,
        [
            ["2026년 하반기 인쇄물 발주내역"],
            ["순번", "담당부서", "책자명", "납품일자", "인쇄부수", "계약금액\n(원, VAT포함)"],
            [1, "보건행정과", "감염병 예방수칙", date(2026, 7, 9), 2000, 1_100_000],
            [2, "보건행정과", "치매안심 안내", date(2026, 8, 3), "1,500부", "880,000원"],
            [3, "공원녹지과", "수목원 안내도", date(2026, 9, 15), 800, "₩550,000"],
            ["합계", None, None, None, 4300, 2_530_000],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("구정소식 1월호", on(1, 5), 3000, 1200000, "홍보담당관"),
            net("구정소식 2월호", on(2, 5), 3000, 1200000, "홍보담당관"),
            net("주요업무계획", on(1), 150, 880500, "기획예산과"),
            net("지방세 길라잡이", on(3, 20), 500, 640000, "세무1과"),
            gross("감염병 예방수칙", on(7, 9), 2000, 1100000, "보건행정과"),
            gross("치매안심 안내", on(8, 3), 1500, 880000, "보건행정과"),
            gross("수목원 안내도", on(9, 15), 800, 550000, "공원녹지과"),
        ],
    )


@sheet
def a_sheet_for_each_department(folder: Path) -> StrangerSheet:
    p = folder / "부서별 인쇄 발주.xlsx"
    b = Workbook()
    data = {
        "문화예술과": [
            [1, "축제 백서", "2026.05.11", 400, 4400],
            [2, "공연 안내", "2026.05.20", 5000, 2750],
        ],
        "체육진흥과": [[1, "생활체육 가이드", "2026.06.01", 1000, 1650]],
        "보건소": [
            [1, "금연클리닉", "2026.06.02", 2000, 770],
            [2, "모자보건 수첩", "2026.06.08", 600, "1,320"],
        ],
    }
    out = []
    for name, rows in data.items():
        ws = b.create_sheet(name)
        fill(
            ws,
            [
                [f"2026년 인쇄물 발주 현황 ({name})"],
                [None] * 3 + ["(단위: 부, 천원, VAT 포함)"],
                ["연번", "인쇄물명", "발주일", "수량", "금액"],
            ],
        )
        for r in rows:
            ws.append(r)
            out.append(
                gross(
                    r[1],
                    date.fromisoformat(r[2].replace(".", "-")),
                    r[3],
                    int(str(r[4]).replace(",", "")) * 1000,
                    name,
                )
            )
        ws.append(
            [
                "계",
                None,
                None,
                sum(r[3] for r in rows),
                sum(int(str(r[4]).replace(",", "")) for r in rows),
            ]
        )
        ws.append(["※ 수의계약"])
    del b["Sheet"]
    b.save(p)
    return StrangerSheet(p, out)


@sheet
def months_across(folder: Path) -> StrangerSheet:
    p = folder / "월별 발행부수.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 월별 소식지 발행부수"],
            [None] * 9 + ["(단위: 부)"],
            ["연번", "부서명", "간행물명"] + [f"{m}월" for m in range(1, 7)] + ["계"],
            [1, "홍보과", "시정소식지", 5000, 5000, "5,000", 5000, None, 5000, 25000],
            [2, "도서관", "책마루", None, None, 800, "-", None, 800, 1600],
            ["합계", None, None, 5000, 5000, 5800, 5000, None, 5800, 26600],
        ],
    )
    b.save(p)
    out = [net("시정소식지", on(m), 5000, None, "홍보과") for m in (1, 2, 3, 4, 6)] + [
        net("책마루", on(m), 800, None, "도서관") for m in (3, 6)
    ]
    return StrangerSheet(p, out, {"시정소식지", "책마루"})


@sheet
def old_excel_parts(folder: Path) -> StrangerSheet:
    p = folder / "간행물실적.xls"
    b = xlwt.Workbook()
    w = b.add_sheet("Sheet1")
    rows = [
        ["2026년도 간행물 인쇄실적 보고"],
        ["", "", "", "", "(단위 : 백만원, 부가세 포함)"],
        ["부서", "간행물", "발간시기", "부수", "소요예산"],
        ["기획조정실", "시정운영계획", "'26.1월", "300", "3.3"],
        ["", "예산안 개요", "'26.11월", "500", "5.5"],
        ["", "계", "", "800", "8.8"],
        ["교통국", "교통백서", "'26.4월", "200", "2.75"],
        ["", "대중교통 안내", "'26.5월", "4,000", "△0.55"],
        ["", "버스노선도", "'26.6월", "10,000", "6.6"],
        ["", "계", "", "14,200", "8.8"],
        ["총계", "", "", "15,000", "17.6"],
        ["주) 발간시기는 납품월 기준"],
    ]
    tops = {3: (3, 5), 6: (6, 9)}
    for i, r in enumerate(rows):
        for j, c in enumerate(r):
            if j == 0 and i in tops:
                w.write_merge(*tops[i], 0, 0, c)
            elif not (j == 0 and any(a < i <= b for a, b in tops.values())):
                w.write(i, j, c)
    b.save(str(p))
    return StrangerSheet(
        p,
        [
            gross("시정운영계획", on(1), 300, 3300000, "기획조정실"),
            gross("예산안 개요", on(11), 500, 5500000, "기획조정실"),
            gross("교통백서", on(4), 200, 2750000, "교통국"),
            gross("버스노선도", on(6), 10000, 6600000, "교통국"),
        ],
        set(),
    )


@sheet
def three_row_head(folder: Path) -> StrangerSheet:
    p = folder / "발간대장.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["간 행 물  발 간  대 장"],
            [],
            ["번호", "부서", "발간 개요", None, None, "계약 내용", None, None, None, "비고"],
            [None, None, "간행물명", "부수", None, "일자", None, "금액(천원)", "VAT", None],
            [None, None, None, "계획", "인쇄", "계약일", "납품일", None, None, None],
            [
                1,
                "여성가족과",
                "성평등 지표",
                "３００",
                "２５０",
                "2026.2.2",
                "2026.3.2",
                "１，２００",
                "포함",
                None,
            ],
            [
                2,
                "여성가족과",
                "보육사업 안내",
                "1,000",
                "1,000",
                "2026.2.9",
                "2026.3.9",
                " 2,200 ",
                "별도",
                None,
            ],
            [
                3,
                "노인복지과",
                "경로당 길잡이",
                "700",
                "700",
                "2026.4.1",
                "2026.4.20",
                "550",
                "포함",
                None,
            ],
            ["소계", None, None, 2000, 1950, None, None, 3950, None, None],
            ["※ 번호순은 접수순임"],
        ],
        [
            "A1:J1",
            "A3:A5",
            "B3:B5",
            "C3:E3",
            "F3:I3",
            "J3:J5",
            "C4:C5",
            "D4:E4",
            "F4:G4",
            "H4:H5",
            "I4:I5",
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("성평등 지표", on(2, 2), 250, 1200000, "여성가족과"),
            net("보육사업 안내", on(2, 9), 1000, 2200000, "여성가족과"),
            gross("경로당 길잡이", on(4, 1), 700, 550000, "노인복지과"),
        ],
    )


@sheet
def serials_and_changed(folder: Path) -> StrangerSheet:
    p = folder / "계약현황.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["인쇄 계약 현황(2026. 10. 31. 현재)"],
            [None] * 6 + ["[단위: 원]"],
            [
                "No",
                "계약명",
                "계약부서",
                "계약일",
                "수량",
                "당초계약금액",
                "변경계약금액",
                "계약상대자",
            ],
            [
                1,
                "평생학습 프로그램 안내 인쇄",
                "평생학습과",
                46024,
                3000,
                1_500_000,
                1_500_000,
                "한빛",
            ],
            [2, "도시재생 백서 인쇄", "도시재생과", 46100, 500, 5_000_000, 4_600_000, "누리"],
            [3, "주차장 조례집 인쇄", "주차관리과", 46150, 200, 800_000, None, "누리"],
        ],
    )
    w.column_dimensions["F"].hidden = True
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("평생학습 프로그램 안내 인쇄", on(1, 2), 3000, 1500000, "평생학습과"),
            net("도시재생 백서 인쇄", on(3, 19), 500, 4600000, "도시재생과"),
            net("주차장 조례집 인쇄", on(5, 8), 200, 800000, "주차관리과"),
        ],
        {"평생학습 프로그램 안내 인쇄", "도시재생 백서 인쇄", "주차장 조례집 인쇄"},
    )


@sheet
def tax_by_mark(folder: Path) -> StrangerSheet:
    p = folder / "인쇄비.xls"
    b = xlwt.Workbook()
    w = b.add_sheet("지출")
    rows = [
        ["2026년 인쇄비 지출 명세"],
        ["지출일", "적요(인쇄물명)", "부서", "부수", "지출액", "부가세포함여부"],
        ["2026-01-09", "월례조회 자료", "행정지원과", 100, 110000, "O"],
        ["2026-02-11", "하천 안내판 도안집", "하천과", 60, 600000, "X"],
        ["2026-02-12", "장애인 점자 안내", "장애인복지과", 40, 700000, "면세"],
        ["2026-03-13", "하천 안내판 도안집", "하천과", -5, -31880, "O"],
        ["2026-04-14", "시보 합본", "행정지원과", 30, 990000, "O"],
        ["합계", "", "", 225, 2368120, ""],
    ]
    for i, r in enumerate(rows):
        for j, c in enumerate(r):
            w.write(i, j, c)
    b.save(str(p))
    return StrangerSheet(
        p,
        [
            gross("월례조회 자료", on(1, 9), 100, 110000, "행정지원과"),
            net("하천 안내판 도안집", on(2, 11), 60, 600000, "하천과"),
            taxed("장애인 점자 안내", on(2, 12), 40, 700000, 0, "장애인복지과"),
            gross("시보 합본", on(4, 14), 30, 990000, "행정지원과"),
        ],
        set(),
    )


@sheet
def side_by_side(folder: Path) -> StrangerSheet:
    p = folder / "좌우.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 인쇄 현황"],
            [
                "간행물명",
                "발행일",
                "부수",
                "금액(천원)",
                None,
                "간행물명",
                "발행일",
                "부수",
                "금액(천원)",
            ],
            ["가로등 안내", "2026.1.5", 100, 330, None, "하수도 백서", "2026.7.5", 200, 2200],
            ["도로 백서", "2026.2.5", 150, 1650, None, "빗물 이용", "2026.8.5", 1000, 880],
            ["계", None, 250, 1980, None, "계", None, 1200, 3080],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("가로등 안내", on(1, 5), 100, 330000),
            net("도로 백서", on(2, 5), 150, 1650000),
            net("하수도 백서", on(7, 5), 200, 2200000),
            net("빗물 이용", on(8, 5), 1000, 880000),
        ],
        {"가로등 안내", "도로 백서", "하수도 백서", "빗물 이용"},
    )


@sheet
def plan_budget_spent(folder: Path) -> StrangerSheet:
    p = folder / "예산대비 집행.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 간행물 예산 대비 집행 현황"],
            [None] * 8 + ["(단위: 부, 천원)"],
            [
                "구분",
                "간행물명",
                "담당부서",
                "발간일",
                "부수",
                None,
                "예산액",
                "집행액",
                "집행잔액",
            ],
            [None, None, None, None, "계획", "발간", None, None, None],
            ["총계", None, None, None, 3300, 2900, 12000, 10450, 1550],
            ["정기", None, None, None, 3000, 2700, 9000, 7700, 1300],
            [None, "의정소식", "의회사무국", "2026.3.31", 3000, 2700, 9000, 7700, 1300],
            ["수시", None, None, None, 300, 200, 3000, 2750, 250],
            [None, "결산서", "회계과", "2026.5.29", 300, 200, 3000, 2750, 250],
        ],
        [
            "A3:A4",
            "B3:B4",
            "C3:C4",
            "D3:D4",
            "E3:F3",
            "G3:G4",
            "H3:H4",
            "I3:I4",
            "A5:D5",
            "A6:D6",
            "A8:D8",
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("의정소식", on(3, 31), 2700, 7700000, "의회사무국"),
            net("결산서", on(5, 29), 200, 2750000, "회계과"),
        ],
        set(),
    )


@sheet
def two_years(folder: Path) -> StrangerSheet:
    p = folder / "연도별.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["간행물 발간 비교"],
            ["간행물명", "부서", "발간일", "2025년", None, "2026년", None],
            [None, None, None, "부수", "금액(천원)", "부수", "금액(천원)"],
            ["통계연보", "기획과", "2026.11.2", 700, 3500, 500, 2600],
            ["사회조사", "기획과", "2026.12.1", 300, 1500, 250, 1300],
        ],
        ["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("통계연보", on(11, 2), 500, 2600000, "기획과"),
            net("사회조사", on(12, 1), 250, 1300000, "기획과"),
        ],
        {"통계연보", "사회조사"},
    )


@sheet
def tax_in_the_cell(folder: Path) -> StrangerSheet:
    p = folder / "수의계약.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 3분기 수의계약(인쇄)"],
            ["계약일자", "계 약 건 명", "발주부서", "물량", "계약금액"],
            ["2026.7.3", "관광 리플릿 제작", "관광진흥과", "20,000매", "5,500,000원(VAT포함)"],
            ["2026.7.21.", "여름휴가 안내", "관광진흥과", "1만부", "3,300,000(부가세 포함)"],
            ["2026.8.4", "도서관 소식", "도서관정책과", "2,000부", "1,200,000원(VAT별도)"],
            ["2026.9.9", "연구보고서", "도서관정책과", "50권", "2.2백만원(VAT포함)"],
            ["2026.9.10", "참고 도서목록", "도서관정책과", "300부", "900,000"],
            ["총액", None, None, None, "13,100,000원"],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("관광 리플릿 제작", on(7, 3), 20000, 5500000, "관광진흥과"),
            gross("여름휴가 안내", on(7, 21), 10000, 3300000, "관광진흥과"),
            net("도서관 소식", on(8, 4), 2000, 1200000, "도서관정책과"),
            gross("연구보고서", on(9, 9), 50, 2200000, "도서관정책과"),
            net("참고 도서목록", on(9, 10), 300, 900000, "도서관정책과"),
        ],
        {"참고 도서목록"},
    )


@sheet
def totals_first(folder: Path) -> StrangerSheet:
    p = folder / "부서별집계.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["'26년 홍보물 제작 실적"],
            [None] * 5 + ["단위: 천원(VAT포함)"],
            ["부서별", "홍보물명", "제작일", "제작부수", "제작비", "제작업체"],
            ["계", None, None, 17100, 9900, None],
            ["일자리경제과", None, None, 7000, 4400, None],
            [None, "채용박람회 안내", "26.3.9.", 5000, 2750, "가나"],
            [None, "전통시장 지도", "26.4.1.", 2000, 1650, "다라"],
            ["청년정책과", None, None, 10100, 5500, None],
            [None, "청년수당 안내", "26.2.2.", 10000, 4400, "가나"],
            [None, "청년센터 연보", "26.12.24.", 100, 1100, "다라"],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("채용박람회 안내", on(3, 9), 5000, 2750000, "일자리경제과"),
            gross("전통시장 지도", on(4, 1), 2000, 1650000, "일자리경제과"),
            gross("청년수당 안내", on(2, 2), 10000, 4400000, "청년정책과"),
            gross("청년센터 연보", on(12, 24), 100, 1100000, "청년정책과"),
        ],
        set(),
    )
