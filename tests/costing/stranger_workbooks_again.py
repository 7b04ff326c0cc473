# SPDX-License-Identifier: AGPL-3.0-or-later
"""More workbooks of strangers, written after the first were mended, to see whether their class was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlwt
from openpyxl import Workbook

from tests.costing.stranger_sheets import StrangerSheet, fill, gross, net, on, sheet, taxed


@sheet
def quarters_two_heads(folder: Path) -> StrangerSheet:
    p = folder / "분기별.xlsx"
    b = Workbook()
    a = b.active
    a.title = "1분기"
    fill(
        a,
        [
            ["1분기 인쇄 실적"],
            ["국·과명", "간행물 제목", "납품일", "권수", "인쇄대금(만원)"],
            ["행정국 총무과", "훈령집", "2026-02-03", 50, 110],
            [None, "예규집", "2026-02-20", 60, 132],
            ["소계", None, None, 110, 242],
            ["복지국 아동과", "아동권리", "2026-03-03", 900, 220],
        ],
    )
    c = b.create_sheet("2분기")
    fill(
        c,
        [
            ["2분기 인쇄 실적"],
            ["No.", "책자 제목", "발주과", "발주일", "발주량", "공급가액(원)", "부가가치세(원)"],
            [1, "여권 안내", "민원과", date(2026, 5, 4), "3,000", 1500000, 150000],
            [2, "전입 길잡이", "민원과", date(2026, 6, 8), "2,000", 900000, 90000],
        ],
    )
    d2 = b.create_sheet("집계표")
    fill(d2, [["분기", "건수", "부수", "금액"], ["1분기", 3, 1010, 462], ["2분기", 2, 5000, 240]])
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("훈령집", on(2, 3), 50, 1100000, "행정국 총무과"),
            net("예규집", on(2, 20), 60, 1320000, "행정국 총무과"),
            net("아동권리", on(3, 3), 900, 2200000, "복지국 아동과"),
            taxed("여권 안내", on(5, 4), 3000, 1500000, 150000, "민원과"),
            taxed("전입 길잡이", on(6, 8), 2000, 900000, 90000, "민원과"),
        ],
    )


@sheet
def unit_only_on_first_sheet(folder: Path) -> StrangerSheet:
    p = folder / "반기.xlsx"
    b = Workbook()
    a = b.active
    a.title = "상반기"
    fill(
        a,
        [
            ["상반기"],
            [None, None, None, None, "(단위: 천원)"],
            ["부서", "인쇄물", "발행일", "부수", "금액"],
            ["홍보과", "소식", "2026.1.5", 100, 330],
        ],
    )
    c = b.create_sheet("하반기")
    fill(
        c,
        [
            ["하반기"],
            ["부서", "인쇄물", "납품일", "수량", "계약금액"],
            ["홍보과", "달력", "2026.12.5", 100, 550],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("소식", on(1, 5), 100, 330000, "홍보과"),
            net("달력", on(12, 5), 100, 550000, "홍보과"),
        ],
        {"소식", "달력"},
    )


@sheet
def org_by_cells(folder: Path) -> StrangerSheet:
    p = folder / "구분.xls"
    b = xlwt.Workbook()
    w = b.add_sheet("s")
    rows = [
        ["2026 발간 목록 (단위: 천원, 부가세 별도)"],
        ["순", "구분", "발간물", "완성일", "수량(부)", "집행금액", "인쇄소"],
        [1, "환경정책과", "기후백서", "2026.4.3.", 200, 1800, "새한인쇄공사"],
        [2, "맑은물사업소", "물백서", "2026.4.9.", 150, 1500, "동아인쇄공사"],
        ["", "합계", "", "", 350, 3300, ""],
    ]
    for i, r in enumerate(rows):
        for j, c in enumerate(r):
            w.write(i, j, c)
    b.save(str(p))
    return StrangerSheet(
        p,
        [
            net("기후백서", on(4, 3), 200, 1800000, "환경정책과"),
            net("물백서", on(4, 9), 150, 1500000, "맑은물사업소"),
        ],
    )


@sheet
def english_units(folder: Path) -> StrangerSheet:
    p = folder / "eng.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["Print orders 2026 (unit: KRW 1,000)"],
            [
                "No",
                "Title",
                "Department",
                "Delivery date",
                "Copies",
                "Amount excl. VAT",
                "VAT",
                "Total incl. VAT",
            ],
            [1, "City report", "Planning", "2026-03-02", 300, 3000, 300, 3300],
            [2, "Map", "Tourism", date(2026, 3, 9), 5000, "1,000", "100", "1,100"],
            ["Total", None, None, None, 5300, 4000, 400, 4400],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            taxed("City report", on(3, 2), 300, 3000000, 300000, "Planning"),
            taxed("Map", on(3, 9), 5000, 1000000, 100000, "Tourism"),
        ],
    )


@sheet
def carry_over(folder: Path) -> StrangerSheet:
    p = folder / "누계.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["'26년 월별 인쇄 집행 (단위:원)"],
            ["월", "부서", "품명", "수량", "집행액(VAT포함)"],
            ["1월", "총무과", "달력", 500, 1100000],
            [None, "회계과", "결산서", 100, 660000],
            ["월계", None, None, 600, 1760000],
            ["누계", None, None, 600, 1760000],
            ["2월", "총무과", "수첩", 300, 990000],
            ["월 계", None, None, 300, 990000],
            ["누 계", None, None, 900, 2750000],
            ["월", "부서", "품명", "수량", "집행액(VAT포함)"],
            ["3월", "감사관", "사례집", 50, 220000],
            ["월계", None, None, 50, 220000],
            ["누계", None, None, 950, 2970000],
        ],
        ["A3:A4"],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("달력", on(1), 500, 1100000, "총무과"),
            gross("결산서", on(1), 100, 660000, "회계과"),
            gross("수첩", on(2), 300, 990000, "총무과"),
            gross("사례집", on(3), 50, 220000, "감사관"),
        ],
        set(),
    )


@sheet
def month_in_first_row_only(folder: Path) -> StrangerSheet:
    p = folder / "월첫행.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 인쇄"],
            ["월별", "부서", "제목", "부수", "금액(천원)"],
            ["4월", "총무과", "달력", 500, 1100],
            ["", "회계과", "결산서", 100, 660],
            ["5월", "회계과", "세입", 100, 330],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("달력", on(4), 500, 1100000, "총무과"),
            net("결산서", on(4), 100, 660000, "회계과"),
            net("세입", on(5), 100, 330000, "회계과"),
        ],
        {"결산서", "달력", "세입"},
    )


@sheet
def hidden_columns_and_rows(folder: Path) -> StrangerSheet:
    p = folder / "숨김.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 인쇄물"],
            ["No", "발간물명", "담당부서", "담당자", "발간일", "부수", "예산(천원)", "집행(천원)"],
            [1, "가족 안내", "가족과", "김", "2026.3.1", 100, 1000, 880],
            [2, "청소년", "가족과", "이", "2026.4.1", 200, 1500, 1320],
            ["계", None, None, None, None, 100, 1000, 880],
        ],
    )
    w.row_dimensions[4].hidden = True
    w.column_dimensions["D"].hidden = True
    b.save(p)
    return StrangerSheet(p, [net("가족 안내", on(3, 1), 100, 880000, "가족과")], {"가족 안내"})


@sheet
def million_typed_won(folder: Path) -> StrangerSheet:
    p = folder / "백만.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 발간 (단위: 백만원)"],
            ["부서", "발간물명", "발간일", "부수", "금액"],
            ["기획과", "계획", "2026.1.5", 100, 2],
            ["기획과", "예산", "2026.1.6", 200, 3_300_000],
            ["기획과", "결산", "2026.1.7", 200, "4백만원"],
            ["기획과", "통계", "2026.1.8", 200, "1백50만원"],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("계획", on(1, 5), 100, 2000000, "기획과"),
            net("예산", on(1, 6), 200, 3300000, "기획과"),
            net("결산", on(1, 7), 200, 4000000, "기획과"),
            net("통계", on(1, 8), 200, 1500000, "기획과"),
        ],
        {"예산", "결산", "통계"},
    )


@sheet
def sheet_named_and_wide(folder: Path) -> StrangerSheet:
    p = folder / "전체부서.xlsx"
    b = Workbook()
    for n, rows in {
        "도서관": [["책축제", 46100, 500, "1,100,000"]],
        "박물관": [["유물도록", 46111, 300, "3,300,000"]],
        "총괄": [],
    }.items():
        ws = b.create_sheet(n)
        if rows:
            fill(ws, [["인쇄 (VAT포함)"], ["책자명", "발행일", "부수", "금액"], *rows])
        else:
            fill(ws, [["구분", "부수", "금액"], ["도서관", 500, 1100000], ["박물관", 300, 3300000]])
    del b["Sheet"]
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("책축제", on(3, 19), 500, 1100000, "도서관"),
            gross("유물도록", on(3, 30), 300, 3300000, "박물관"),
        ],
    )


@sheet
def year_of_two(folder: Path) -> StrangerSheet:
    p = folder / "이월 포함 인쇄.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2025~2026년 인쇄물 제작 현황"],
            [None] * 4 + ["금액: 원"],
            ["부서명", "제작물명", "제작일", "부수", "제작비(VAT 별도)"],
            ["환경과", "분리배출 안내", "12. 3.", 3000, 600000],
            ["환경과", "탄소중립 교재", "2026. 2. 4.", 500, 1500000],
            ["〃", "기후 만화", "’26. 3. 5.", 1000, "２，１００，０００"],
            ["합   계", None, None, 4500, 4200000],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("분리배출 안내", on(12, 3, 2025), 3000, 600000, "환경과"),
            net("탄소중립 교재", on(2, 4), 500, 1500000, "환경과"),
            net("기후 만화", on(3, 5), 1000, 2100000, "환경과"),
        ],
        {"분리배출 안내"},
    )


@sheet
def unit_column(folder: Path) -> StrangerSheet:
    p = folder / "물품 내역.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 인쇄물 물품 내역"],
            [],
            ["연번", "품명", "규격", "단위", "수량", "단가", "금액", "납품기한", "수요부서"],
            [
                1,
                "노인일자리 안내",
                "A5, 32면",
                "부",
                2000,
                550,
                1100000,
                "2026-04-10",
                "노인정책과",
            ],
            [2, "복지수첩", "B6", "권", 500, 2200, 1100000, "2026-04-20", "노인정책과"],
            [3, "봉투", "대", "천매", 3, 50000, 150000, "2026-05-01", "노인정책과"],
            ["합계", None, None, None, None, None, 2350000, None, None],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            net("노인일자리 안내", on(4, 10), 2000, 1100000, "노인정책과"),
            net("복지수첩", on(4, 20), 500, 1100000, "노인정책과"),
            net("봉투", on(5, 1), 3000, 150000, "노인정책과"),
        ],
        {"봉투"},
    )


@sheet
def multi_line(folder: Path) -> StrangerSheet:
    p = folder / "보고서 인쇄.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["’26년 용역보고서 인쇄 내역(VAT포함, 천원)"],
            [
                "연번",
                "보고서명\n(부제)",
                "담당\n부서",
                "납품\n일자",
                "인쇄\n부수",
                "인쇄비",
                "비고",
            ],
            [1, "도시기본계획\n(2040년)", "도시\n계획과", "2026.\n3. 5.", 50, 3300, "2권 1질"],
            [2, "교통영향평가", "교통정책과", "2026.3.5~3.20", 30, 1100, None],
            [3, "물순환 계획", "물관리과", "2026. 4월중", 20, 880, None],
            [4, "경관계획", "도시디자인과", "2026.5.6.", "30(추가10)", 660, None],
            [5, "공원계획", "공원과", "2026.6.1.", "각 20부", 440, None],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            gross("도시기본계획 (2040년)", on(3, 5), 50, 3300000, "도시 계획과"),
            gross("교통영향평가", on(3, 5), 30, 1100000, "교통정책과"),
            gross("물순환 계획", on(4), 20, 880000, "물관리과"),
            gross("경관계획", on(5, 6), 40, 660000, "도시디자인과"),
            gross("공원계획", on(6, 1), 20, 440000, "공원과"),
        ],
        {"교통영향평가", "물순환 계획", "경관계획", "공원계획", "도시기본계획 (2040년)"},
    )


@sheet
def net_tax_total(folder: Path) -> StrangerSheet:
    p = folder / "세금계산서.xlsx"
    b = Workbook()
    w = b.active
    fill(
        w,
        [
            ["2026년 상반기 인쇄 세금계산서 목록"],
            ["작성일자", "품목명", "부서", "수량", "단가", "공급가액", "세액", "합계금액"],
            ["20260115", "예산서", "예산과", 200, "5,000", "1,000,000", "100,000", "1,100,000"],
            ["20260220", "결산 설명서", "회계과", "150", "6,000", "900,000", "90,000", "990,000"],
            [
                "20260331",
                "수정 예산서",
                "예산과",
                "-20",
                "5,000",
                "-100,000",
                "-10,000",
                "-110,000",
            ],
            ["20260402", "조례 해설", "법무과", 300, "1,333", "400,000", "40,000", "441,000"],
            ["총   계", None, None, 630, None, 2200000, 220000, 2421000],
        ],
    )
    b.save(p)
    return StrangerSheet(
        p,
        [
            taxed("예산서", on(1, 15), 200, 1000000, 100000, "예산과"),
            taxed("결산 설명서", on(2, 20), 150, 900000, 90000, "회계과"),
            taxed("조례 해설", on(4, 2), 300, 400000, 40000, "법무과"),
        ],
        {"조례 해설"},
    )
