# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists whose months, quarters or halves of a year stand beside each other, each built otherwise."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.costing.stranger_sheets import StrangerSheet, _write_ods, fill, gross, net, on, sheet
from tests.hwpx_writer.objects import Cell, table
from tests.hwpx_writer.package import HwpxWriter
from tests.hwpx_writer.paragraphs import Para


@sheet
def months_with_merged_heads(folder: Path) -> StrangerSheet:
    """Two rows of heads, merged; thousands of won with tax; sums of rows and of columns."""
    path = folder / "월별.xlsx"
    book = Workbook()
    ws = book.active
    months = [f"{n}월" for n in range(1, 13)]
    one = [300, "1,100", None, None, 200, "880", *["-"] * 18, 500, "1,980"]
    two = [*["-"] * 22, 1000, "3,300", 1000, "3,300"]
    three = [100, "550", 100, "550", *[None] * 20, 250, "1,100"]
    four = [*["-"] * 24, "-", "-"]
    five = [50, None, *["-"] * 22, 50, None]
    sums = [450, "1,650", 100, 550, 200, 880, *["-"] * 16, 1000, "3,300", 1750, "6,380"]
    sums = [*sums[:6], *["-"] * 16, *sums[-4:]]
    fill(
        ws,
        [
            ["2026년 월별 인쇄물 발주 현황"],
            [*[None] * 20, "(단위: 부, 천원 / 부가세 포함)"],
            [
                "연번",
                "인쇄물명",
                "부서",
                *[x for m in months for x in (m, None)],
                "합계",
                None,
                "비고",
            ],
            [None, None, None, *["부수", "금액"] * 13, None],
            [1, "시정소식", "홍보담당관", *one, None],
            [2, "새해 달력", "총무과", *two, None],
            [3, "세정 편람", "세정과", *three, None],
            [4, "빈 책", "세정과", *four, None],
            [5, "모자란 책", "세정과", *five, None],
            ["합계", None, None, *sums, None],
        ],
        [
            "A3:A4",
            "B3:B4",
            "C3:C4",
            "AD3:AD4",
            *(f"{_letter(3 + 2 * n)}3:{_letter(4 + 2 * n)}3" for n in range(13)),
        ],
    )
    book.save(path)
    return StrangerSheet(
        path,
        [
            gross("시정소식", on(1), 300, 1_100_000, "홍보담당관"),
            gross("시정소식", on(3), 200, 880_000, "홍보담당관"),
            gross("새해 달력", on(12), 1000, 3_300_000, "총무과"),
            gross("세정 편람", on(1), 100, 550_000, "세정과"),
            gross("세정 편람", on(2), 100, 550_000, "세정과"),
        ],
        {"세정 편람"},
    )


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(at + 1)


@sheet
def months_of_copies_alone(folder: Path) -> StrangerSheet:
    """A CSV of copies alone, which only the line of units says; the year is in the title."""
    path = folder / "부수.csv"
    rows = [
        "2025년도 간행물 발행 현황,,,,,,,,,,,,,,",
        ",,,,,,,,,,,,,,(단위 : 부)",
        "간행물명,부서명,1월,2월,3월,4월,5월,6월,7월,8월,9월,10월,11월,12월,계",
        '구정신문,홍보과,"1,000",-,1000,,1000,-,,,,,,,"3,000"',
        "통계연보,기획과,,,,,,,,,,,,400,400",
        '틀린 책,기획과,10,,,,,,,,,,,20,"40"',
        '합계,,"1,010",,1000,,1000,,,,,,,420,"3,430"',
    ]
    path.write_bytes("\r\n".join(rows).encode("cp949"))
    return StrangerSheet(
        path,
        [
            *(net("구정신문", on(m, 1, 2025), 1000, None, "홍보과") for m in (1, 3, 5)),
            net("통계연보", on(12, 1, 2025), 400, None, "기획과"),
        ],
    )


@sheet
def months_with_heads_in_one_row(folder: Path) -> StrangerSheet:
    """An .ods with "1월 부수" in one cell, years in the heads, departments in headings."""
    path = folder / "월.ods"
    heads = [
        f"{month} {word}"
        for month in ("2025년 11월", "2025년 12월", "2026년 1월")
        for word in ("부수", "공급가액(원)")
    ]
    _write_ods(
        path,
        [
            ["인쇄 집행 실적"],
            ["제목", *heads],
            ["□ 문화예술과"],
            ["축제 안내", 500, 900000, "", "", 300, 600000],
            ["□ 도서관"],
            ["도서 목록", "", "", 120, 480000, 0, 0],
            ["해지된 책", 10, "취소", "", "", "", ""],
        ],
        ncols=7,
    )
    return StrangerSheet(
        path,
        [
            net("축제 안내", on(11, 1, 2025), 500, 900_000, "문화예술과"),
            net("축제 안내", on(1), 300, 600_000, "문화예술과"),
            net("도서 목록", on(12, 1, 2025), 120, 480_000, "도서관"),
        ],
    )


@sheet
def quarters_in_a_table_of_hwpx(folder: Path) -> StrangerSheet:
    """Quarters in a document's table, with sums of each row."""
    path = folder / "분기.hwpx"
    w = HwpxWriter()
    w.add("2026년 분기별 간행물 인쇄 현황", "(단위: 부, 원, VAT 별도)")
    w.add(
        Para(
            table(
                [
                    [
                        Cell(["간행물명"], rowspan=2),
                        Cell(["담당부서"], rowspan=2),
                        Cell(["1분기"], colspan=2),
                        Cell(["2/4분기"], colspan=2),
                        Cell(["합계"], colspan=2),
                    ],
                    [Cell([word]) for word in ("인쇄부수", "계약금액") * 3],
                    [
                        Cell([x])
                        for x in (
                            "청년 소식",
                            "청년과",
                            "500",
                            "1,000,000",
                            "600",
                            "1,200,000",
                            "1,100",
                            "2,200,000",
                        )
                    ],
                    [
                        Cell([x])
                        for x in (
                            "틀린 소식",
                            "청년과",
                            "500",
                            "1,000,000",
                            "-",
                            "-",
                            "500",
                            "1,100,000",
                        )
                    ],
                ],
            )
        )
    )
    path.write_bytes(w.to_bytes())
    return StrangerSheet(
        path,
        [
            net("청년 소식", on(1), 500, 1_000_000, "청년과"),
            net("청년 소식", on(4), 600, 1_200_000, "청년과"),
        ],
    )


@sheet
def halves_by_measure(folder: Path) -> StrangerSheet:
    """What is counted stands above the halves, and the title in its first row only."""
    path = folder / "2026년 반기.xlsx"
    book = Workbook()
    ws = book.active
    fill(
        ws,
        [
            ["책자명", "발주부서", "부수", None, "금액(천원, VAT별도)", None, "업체"],
            [None, None, "상반기", "하반기", "상반기", "하반기", None],
            ["백서", "기획과", 200, 100, 1500.5, 800, "가람"],
            ["사진집", "홍보과", None, 50, None, 900, "나래"],
        ],
        ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"],
    )
    book.save(path)
    return StrangerSheet(
        path,
        [
            net("백서", on(1), 200, 1_500_500, "기획과"),
            net("백서", on(7), 100, 800_000, "기획과"),
            net("사진집", on(7), 50, 900_000, "홍보과"),
        ],
    )


@sheet
def months_in_csv_of_two_rows(folder: Path) -> StrangerSheet:
    """UTF-8 with a mark, two rows of heads without merged cells, sums of quarters between."""
    path = folder / "2026.csv"
    rows = [
        "과명,인쇄물명,1월,,2월,,3월,,1분기 계,",
        ",,부수,금액,부수,금액,부수,금액,부수,금액",
        "환경과,재활용 안내,2000,1320000,,,500,440000,2500,1760000",
        "환경과,분기 틀림,100,110000,,,,,200,110000",
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join(rows).encode())
    return StrangerSheet(
        path,
        [
            net("재활용 안내", on(1), 2000, 1_320_000, "환경과"),
            net("재활용 안내", on(3), 500, 440_000, "환경과"),
        ],
    )


@sheet
def months_with_a_price_a_copy(folder: Path) -> StrangerSheet:
    """Copies by month, and one price a copy for all; a cell merged over two months."""
    path = folder / "단가.xlsx"
    book = Workbook()
    ws = book.active
    ws.title = "2026"
    fill(
        ws,
        [
            ["2026년 월별 발행 현황 (단위: 부)"],
            ["품명", "부서", "단가(원)", "발행월", None, None, "총부수"],
            [None, None, None, "4월", "5월", "6월", None],
            ["소식지", "동장실", 1100, 300, 300, None, 600],
            ["걸침", "동장실", 1100, 300, None, 100, 400],
        ],
        ["A1:G1", "D5:E5", "D2:F2", "A2:A3", "B2:B3", "C2:C3", "G2:G3"],
    )
    book.save(path)
    return StrangerSheet(
        path, [net("소식지", on(m), 300, 330_000, "동장실") for m in (4, 5)], set()
    )


def _refused_whole(folder: Path, name: str, rows: list[list[object]]) -> StrangerSheet:
    path = folder / f"{name}.xlsx"
    book = Workbook()
    fill(book.active, rows)
    book.save(path)
    return StrangerSheet(path, [], set())


@sheet
def months_of_a_plan(folder: Path) -> StrangerSheet:
    """A plan is no order."""
    return _refused_whole(
        folder,
        "계획",
        [["2026년 발간계획 (단위: 부)"], ["간행물명", "1월", "2월"], ["백서", 100, 200]],
    )


@sheet
def months_that_do_not_say_what_they_count(folder: Path) -> StrangerSheet:
    """Copies or won: nothing tells."""
    return _refused_whole(
        folder,
        "무엇",
        [["2026년 현황"], ["간행물명", "부서", "1월", "2월"], ["백서", "기획과", 1000, 2000]],
    )


@sheet
def months_of_amounts_alone(folder: Path) -> StrangerSheet:
    """Amounts of each month, and copies of the year."""
    return _refused_whole(
        folder,
        "금액만",
        [
            ["2026년 월별 인쇄비 (단위: 천원)"],
            ["간행물명", "부수", "1월", "2월", "합계"],
            ["백서", 300, 1000, 2000, 3000],
        ],
    )


@sheet
def months_without_a_year(folder: Path) -> StrangerSheet:
    """No year is stated anywhere."""
    return _refused_whole(
        folder,
        "목록",
        [["월별 발행부수"], ["간행물명", "1월", "2월"], ["백서", 100, 200]],
    )


@sheet
def months_of_two_years(folder: Path) -> StrangerSheet:
    """From July to June, with one year in the title."""
    return _refused_whole(
        folder,
        "회계",
        [["2026년 발행부수"], ["간행물명", "12월", "1월"], ["백서", 100, 200]],
    )


@sheet
def days_within_a_month(folder: Path) -> StrangerSheet:
    """Days that say a part of a month, or of the year."""
    path = folder / "시기.csv"
    rows = [
        "2026년 인쇄 실적",
        "인쇄물명,부서,인쇄시기,부수,금액(VAT 별도)",
        "초에 낸 책,총무과,3월초,100,500000",
        "중순에 낸 책,총무과,3월 중순,100,500000",
        "말에 낸 책,총무과,'26. 4월 말,100,500000",
        "분기에 낸 책,총무과,2분기,100,500000",
        "때를 모르는 책,총무과,봄,100,500000",
    ]
    path.write_bytes("\r\n".join(rows).encode())
    days = {"초에 낸 책": 3, "중순에 낸 책": 3, "말에 낸 책": 4, "분기에 낸 책": 4}
    return StrangerSheet(
        path,
        [net(title, on(month), 100, 500_000, "총무과") for title, month in days.items()],
    )


@sheet
def amounts_changed_since(folder: Path) -> StrangerSheet:
    """Amounts as first agreed and as changed, below one head; one was not changed."""
    path = folder / "변경.xlsx"
    book = Workbook()
    ws = book.active
    fill(
        ws,
        [
            ["2026년 인쇄 계약 현황", None, None, None, None, "(단위: 천원, VAT 포함)"],
            ["인쇄물명", "부서", "계약일", "부수", "계약금액", None],
            [None, None, None, None, "당초", "변경"],
            ["바뀐 책", "총무과", "2026-03-02", 100, 1100, 880],
            ["그대로인 책", "총무과", "2026-03-03", 100, 1100, "-"],
            ["합계", None, None, 200, 2200, 1980],
        ],
        ["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2"],
    )
    book.save(path)
    return StrangerSheet(
        path,
        [
            gross("바뀐 책", on(3, 2), 100, 880_000, "총무과"),
            gross("그대로인 책", on(3, 3), 100, 1_100_000, "총무과"),
        ],
    )
