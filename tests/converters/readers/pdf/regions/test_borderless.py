# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only the spaces between their columns make."""

from __future__ import annotations

from converters.readers.pdf.regions.model import TableRegion
from tests.converters.readers.pdf.regions.sheets import Sheet, rows


def _rows(pitch: float) -> Sheet:
    sheet = Sheet()
    for at, name in enumerate(("예산", "인원", "시설", "기금")):
        sheet.row(200 + pitch * at, {100: name, 200: f"1{at}", 300: f"2{at}", 400: f"3{at}"})
    return sheet


def test_rows_with_wide_margins_are_one_table() -> None:
    assert [row[0] for row in rows(_rows(38.0).table())] == ["예산", "인원", "시설", "기금"]


def test_rows_too_far_apart_are_none() -> None:
    assert not [region for region in _rows(60.0).regions() if isinstance(region, TableRegion)]


def test_texts_in_the_middle_of_wrapped_cells_in_a_narrow_column() -> None:
    sheet = Sheet().text(60, 80, "가나다라마바사아자차카타파하")
    sheet.row(108, {60: "항목", 95: "손을", 180: "지난"}).text(130, 101, "2011").text(
        130, 115, "년"
    )
    sheet.row(150, {60: "말했", 180: "29,244"}).text(95, 143, "가나").text(95, 157, "다라")
    sheet.text(130, 136, "가").text(130, 150, "나다").text(130, 164, "라")
    sheet.row(186, {60: "많은", 95: "-", 130: "50,632", 180: "-"})
    sheet.row(208, {60: "고추", 95: "△878", 130: "-", 180: "30,622"})
    sheet.text(60, 240, "가나다라마바사아자차카타파하")
    assert rows(sheet.table()) == [
        ["항목", "손을", "2011 년", "지난"],
        ["말했", "가나 다라", "가 나다 라", "29,244"],
        ["많은", "-", "50,632", "-"],
        ["고추", "△878", "-", "30,622"],
    ]


def test_full_cells_without_a_space_between_them_are_parted_by_where_columns_start() -> None:
    sheet = Sheet()
    for at, cells in enumerate((("구분", "가나", "다라"), ("업계", "98.9%", "97.7%"))):
        sheet.row(100 + 18 * at, dict(zip((60, 90, 116), cells, strict=True)))
    sheet.row(136, {60: "주류", 90: "85,451", 116: "19.2%"})
    sheet.row(154, {60: "문을", 90: "-", 116: "△229"})
    # The stream marks each cell as a text of its own.
    for glyph in sheet.glyphs:
        glyph.marked = int(glyph.baseline) * 10 + sum(glyph.x0 >= x for x in (60, 90, 116))
    assert [row[1:] for row in rows(sheet.table())] == [
        ["가나", "다라"],
        ["98.9%", "97.7%"],
        ["85,451", "19.2%"],
        ["-", "△229"],
    ]


def test_two_tables_with_a_caption_between_them_stay_two() -> None:
    sheet = Sheet()
    for top in (120, 240):
        sheet.text(100, top - 24, "<표 1> 예산")
        for at in range(4):
            sheet.row(top + 16 * at, {100: f"과{at}", 200: f"1{at}", 300: f"2{at}"})
    tables = [region for region in sheet.regions() if isinstance(region, TableRegion)]
    assert [table.rows for table in tables] == [4, 4]
