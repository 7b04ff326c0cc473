# SPDX-License-Identifier: AGPL-3.0-or-later
"""Frames and tables inside of cells and frames."""

from __future__ import annotations

from tests.converters.readers.pdf.regions.sheets import Sheet, outline, rows

_XS = [100.0, 200.0, 300.0, 400.0]


def _frame(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> Sheet:
    return sheet.grid([x0, x1], [y0, y1])


def test_a_frame_in_a_cell_does_not_cut_the_rows_beside_it() -> None:
    sheet = Sheet().grid(_XS, [100, 200, 260])
    _frame(sheet, 202, 150, 298, 198)
    sheet.row(120, {110: "구분", 210: "설명", 310: "비고"}).text(210, 170, "안내문")
    sheet.row(230, {110: "예산", 210: "1,200", 310: "없음"})
    assert rows(sheet.table()) == [["구분", "설명 안내문", "비고"], ["예산", "1,200", "없음"]]


def test_a_table_near_the_sides_of_a_frame_is_a_table_in_a_box() -> None:
    sheet = _frame(Sheet(), 97, 80, 403, 260)
    sheet.grid(_XS, [120, 140, 160, 180]).text(110, 100, "다음을 확인하여 주십시오.")
    sheet.row(134, {110: "구분", 210: "2025", 310: "2026"})
    sheet.row(154, {110: "예산", 210: "1,200", 310: "1,350"})
    sheet.row(174, {110: "인원", 210: "34", 310: "36"}).text(110, 220, "끝에 서명하십시오.")
    assert outline(sheet.regions()) == [
        "box",
        "  text 다음을 확인하여 주십시오.",
        "  table 구분",
        "  text 끝에 서명하십시오.",
    ]


def test_cells_that_are_drawn_apart_in_a_frame_are_one_table() -> None:
    sheet = _frame(Sheet(), 98, 98, 402, 162)
    for x in (100, 201, 302):
        for y in (100, 131):
            _frame(sheet, x, y, x + 98, y + 29)
    sheet.row(118, {110: "구분", 210: "2025", 310: "2026"})
    sheet.row(149, {110: "예산", 210: "1,200", 310: "1,350"})
    assert rows(sheet.table()) == [["구분", "2025", "2026"], ["예산", "1,200", "1,350"]]
