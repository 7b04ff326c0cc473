# SPDX-License-Identifier: AGPL-3.0-or-later
"""Five more lists as strangers make them: words that no list had before, and units that change.

Each was invented without looking at the program; two of them were entered wrong in silence once.
"""

from __future__ import annotations

from pathlib import Path

from tests.costing.city_sheets import (
    Cell,
    CitySheet,
    HwpxWriter,
    Para,
    _day,
    _xlsx,
    table,
)


def three_amounts(folder: Path) -> CitySheet:
    """XLSX: net, tax and whole under one head, a note of tax below, quarters, ditto, a correction."""
    path = folder / "발주대장.xlsx"
    _xlsx(
        path,
        [
            ["2026년 인쇄물 발주대장 (기획조정실)"],
            [*[None] * 8, "단위: 부, 천원"],
            [],
            ["연번", "부서명", "발행물명", "발행부수", "소요예산", None, None, "납품일자", "비고"],
            [None, None, None, None, "공급가액", "부가세", "계", None, None],
            [1, "기획예산과", "시정 백서", 500, 3000, 300, 3300, "'26.3월", None],
            [2, "〃", "예산 개요", "1,000부", "1,500", "150", "1,650", "2026.3.20.", None],
            ["1분기 소계", None, None, 1500, 4500, 450, 4950, None, None],
            [3, "문화예술과", "문화가 있는 날", 3000, 900, 90, 990, "4. 15.", None],
            [4, "문화예술과", "문화가 있는 날", "△200", "△60", "△6", "△66", "4. 30.", "3번 정정"],
            ["총계", None, None, 4300, 5340, 534, 5874, None, None],
            ["※ 부가세는 별도 표기"],
        ],
        ["A1:I1", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:G4", "H4:H5", "I4:I5"],
    )
    return CitySheet(
        path,
        [
            ("시정 백서", _day(3, 1), 500, 3_000_000, 300_000, "기획예산과"),
            ("예산 개요", _day(3, 20), 1000, 1_500_000, 150_000, "기획예산과"),
            ("문화가 있는 날", _day(4, 15), 3000, 900_000, 90_000, "문화예술과"),
        ],
        {10: "정정"},
        ("쓰지 않는 열: 연번, 소요예산 계, 비고",),
    )


def units_in_cells(folder: Path) -> CitySheet:
    """CSV in CP949: a column in won whose cells say 만원 and 백만원, copies in 백부 and 천부."""
    path = folder / "발간실적.csv"
    path.write_bytes(
        "2026년 상반기 간행물 발간 실적,,,,,\n"
        '사업명,발간부서,발간일자,발행부수,"소요예산\n(원)",부가세\n'
        '도시재생 사례집,도시재생과,2026. 3. 5,800부,"3,180,000원",포함\n'
        "청년정책 안내서,청년정책과,2026년 4월,2백부,60만원,별도\n"
        '걷기 지도,보행정책과,봄철,"1,500","1,234,500",포함\n'
        "공원 안내,푸른도시과,2026/05/18,5천부,3백만원,포함\n"
        "자료: 각 부서 제출,,,,,\n".encode("cp949")
    )
    return CitySheet(
        path,
        [
            ("도시재생 사례집", _day(3, 5), 800, 2_890_909, 289_091, "도시재생과"),
            ("청년정책 안내서", _day(4, 1), 200, 600_000, None, "청년정책과"),
            ("공원 안내", _day(5, 18), 5000, 2_727_273, 272_727, "푸른도시과"),
        ],
        # The head has a line break in it.
        {6: "날짜가 아닙니다"},
    )


def prints_of_tourism(folder: Path) -> CitySheet:
    """HWPX: 홍보물 and 사업비, halves of the year merged down, two tables below their departments."""
    path = folder / "홍보물.hwpx"
    head = ["구분", "홍보물명", "제작부수", "제작일", "사업비"]
    writer = HwpxWriter()
    writer.add("Ⅱ. 2026년 홍보물 제작 현황", "(단위 : 천원)", "○ 관광과")
    writer.add(
        Para(
            table(
                [
                    head,
                    [Cell(["상반기"], rowspan=2), "관광지도", "10,000", "2026. 3월", "5,500"],
                    ["축제 안내", "2,000", "5. 1.", "880"],
                    ["하반기", "가을 여행", "3,000", "’26. 9. 15.", "1,320"],
                    [Cell(["소계"], colspan=2), "15,000", "", "7,700"],
                ]
            )
        )
    )
    writer.add("○ 체육진흥과")
    writer.add(
        Para(
            table(
                [
                    head,
                    ["하반기", "체육대회 안내", "500", "10월", "220"],
                    ["하반기", "생활체육 달력", "미정", "12월", "추후 결정"],
                ]
            )
        )
    )
    path.write_bytes(writer.to_bytes())
    return CitySheet(
        path,
        [
            ("관광지도", _day(3, 1), 10000, 5_500_000, None, "관광과"),
            ("축제 안내", _day(5, 1), 2000, 880_000, None, "관광과"),
            ("가을 여행", _day(9, 15), 3000, 1_320_000, None, "관광과"),
            ("체육대회 안내", _day(10, 1), 500, 220_000, None, "체육진흥과"),
        ],
        {3: "비어 있습니다"},
    )


def other_unit_below(folder: Path) -> CitySheet:
    """XLSX: a second table in won stands below one in thousands, under the same head."""
    path = folder / "상반기 인쇄물.xlsx"
    head = ["부서", "인쇄물명", "부수", "계약일", "계약금액"]
    _xlsx(
        path,
        [
            ["2026년 상반기 인쇄물"],
            ["(단위: 천원)"],
            head,
            ["총무과", "편람", 500, "2026.1.5", 3300],
            ["계", None, 500, None, 3300],
            [],
            ["(단위: 원)"],
            head,
            ["재무과", "지방세", 300, "2026.2.5", 550000],
            ["계", None, 300, None, 550000],
        ],
    )
    return CitySheet(
        path,
        [("편람", _day(1, 5), 500, 3_300_000, None, "총무과")],
        {9: "다른 단위"},
    )


def typed_in_won(folder: Path) -> CitySheet:
    """XLSX: an amount in won stands in a column of thousands."""
    path = folder / "인쇄물 발주.xlsx"
    _xlsx(
        path,
        [
            ["2026년 인쇄물 발주"],
            ["부서", "인쇄물명", "부수", "계약일", "계약금액(천원)"],
            ["총무과", "편람", 500, "2026.1.5", 3300],
            ["총무과", "수첩", 200, "2026.1.9", 1100000],
            ["총무과", "요람", 200, "2026.1.9", "1,100,000원"],
            ["문화과", "공연", "각 100부", "2026.2.7", 110],
        ],
    )
    return CitySheet(
        path,
        [("편람", _day(1, 5), 500, 3_300_000, None, "총무과")],
        {4: "부당 100만 원", 5: "단위", 6: "숫자가 아닙니다"},
    )


MORE_SHEETS = (
    three_amounts,
    units_in_cells,
    prints_of_tourism,
    other_unit_below,
    typed_in_won,
)
