# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables: by rules, by some rules, by spaces; and what is none."""

from __future__ import annotations

import random

from converters.readers.pdf.model import Box, Placed
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.model import BoxRegion, FigureRegion, TableRegion
from tests.converters.readers.pdf.regions.sheets import Sheet, outline, rows

_XS = [100.0, 200.0, 300.0, 400.0]


def _three_rows(sheet: Sheet, top: float = 120.0, pitch: float = 20.0) -> Sheet:
    sheet.row(top, {110: "구분", 210: "2025", 310: "2026"})
    sheet.row(top + pitch, {110: "예산", 210: "1,200", 310: "1,350"})
    return sheet.row(top + 2 * pitch, {110: "인원", 210: "34", 310: "36"})


_EXPECTED = [["구분", "2025", "2026"], ["예산", "1,200", "1,350"], ["인원", "34", "36"]]


def _tables(sheet: Sheet) -> list[TableRegion]:
    return [region for region in sheet.regions() if isinstance(region, TableRegion)]


def test_a_table_with_all_its_rules() -> None:
    table = _three_rows(Sheet().grid(_XS, [105, 126, 146, 166])).table()
    assert rows(table) == _EXPECTED
    assert table.ruled
    assert [round(x) for x in table.edges] == [100, 200, 300, 400]


def test_edges_drawn_in_pieces_twice_and_a_little_apart_are_one() -> None:
    sheet = _three_rows(Sheet())
    for y in (105.0, 126.0, 146.0, 166.0):
        for left, right in ((100, 200), (200.4, 300), (300.2, 400)):
            sheet.across(y, left, right).across(y + 0.8, left, right)
    for x in _XS:
        sheet.down(x, 105, 126).down(x + 0.5, 126, 146).down(x, 146, 166)
    assert rows(sheet.table()) == _EXPECTED


def test_missing_edges_make_spans() -> None:
    sheet = Sheet().grid([100, 200], [105, 146, 166]).grid([200, 300, 400], [126, 146, 166])
    sheet.across(105, 100, 400).across(126, 200, 400).down(400, 105, 166)
    sheet.row(130, {110: "구분"}).row(120, {270: "연도"})
    sheet.row(140, {210: "2025", 310: "2026"}).row(160, {110: "예산", 210: "1,200", 310: "1,350"})
    assert rows(sheet.table()) == [
        ["구분 v2", "연도 >2"],
        ["2025", "2026"],
        ["예산", "1,200", "1,350"],
    ]


def test_a_text_over_an_edge_is_cut_there() -> None:
    sheet = Sheet().grid([100, 130, 160], [105, 126, 146])
    sheet.text(110, 120, "가나다라").row(140, {105: "12", 135: "34"})
    assert rows(sheet.table()) == [["가나", "다라"], ["12", "34"]]


def test_lines_of_a_ruled_cell_stay_together() -> None:
    sheet = Sheet().grid([100, 170, 300], [105, 146, 186, 226])
    sheet.row(118, {105: "신청 대상", 175: "관내에 주소를 둔"}).text(175, 132, "청년과 가족")
    sheet.row(160, {105: "신청 기간", 175: "3월 2일부터"}).text(175, 174, "3월 31일까지")
    sheet.row(200, {105: "문의", 175: "복지과"})
    assert rows(sheet.table()) == [
        ["신청 대상", "관내에 주소를 둔 청년과 가족"],
        ["신청 기간", "3월 2일부터 3월 31일까지"],
        ["문의", "복지과"],
    ]


def test_texts_in_the_middle_of_high_cells_are_one_row() -> None:
    sheet = Sheet().grid([100, 150, 200, 250], [105, 141, 177])
    for top in (105, 141):
        sheet.text(105, top + 14, "30,21").text(105, top + 26, "2")
        sheet.text(155, top + 20, "99,489")
        sheet.text(205, top + 14, "실행자").text(205, top + 26, "들의")
    assert rows(sheet.table()) == [["30,21 2", "99,489", "실행자 들의"]] * 2


def test_rows_without_rules_in_a_grid_with_columns() -> None:
    sheet = Sheet().grid(_XS, [105, 126, 200])
    sheet.row(120, {110: "연령", 210: "표본", 310: "모집단"})
    for number, age in enumerate(("20대", "30대", "40대", "50대")):
        sheet.row(140 + 15 * number, {110: age, 210: f"{number}1", 310: f"1,{number}00"})
    assert rows(sheet.table())[1:] == [
        ["20대", "01", "1,000"],
        ["30대", "11", "1,100"],
        ["40대", "21", "1,200"],
        ["50대", "31", "1,300"],
    ]


def test_a_table_with_three_rules() -> None:
    sheet = _three_rows(Sheet().across(105, 100, 400).across(126, 100, 400).across(166, 100, 400))
    table = sheet.table()
    assert rows(table) == _EXPECTED
    assert table.head_rows == 1


def test_three_rules_close_a_table_though_one_cell_wraps_far_down() -> None:
    sheet = Sheet().across(105, 100, 400).across(126, 100, 400).across(272, 100, 400)
    sheet.row(120, {102: "구분", 200: "내용", 340: "금액"})
    for top, name, value in ((140.0, "예산", "1,200"), (208.0, "인원", "34")):
        sheet.row(top, {102: name, 200: "가나다라 마바사아", 340: value})
        for line in range(1, 4):
            sheet.text(200, top + 14 * line, "자차카타 파하거너")
    sheet.paragraph(100, 295, 3, 32)
    assert [[cell[:4] for cell in row] for row in rows(sheet.table())] == [
        ["구분", "내용", "금액"],
        ["예산", "가나다라", "1,20"],
        ["인원", "가나다라", "34"],
    ]
    assert sheet.table().ruled
    assert sheet.table().box.y1 < 275


def test_rows_ruled_below_and_set_to_the_middle_have_no_baseline_in_common() -> None:
    sheet = Sheet()
    for y in (105.0, 126.0, 170.0, 214.0):
        sheet.across(y, 100, 400)
    sheet.row(120, {102: "구분", 200: "내용", 340: "금액"})
    for top, name, value in ((126.0, "예산", "1,200"), (170.0, "인원", "34")):
        sheet.text(200, top + 18, "가나다라 마바사아").text(200, top + 32, "자차카타 파하")
        sheet.row(top + 25, {102: name, 340: value})
    assert rows(sheet.table())[1:] == [
        ["예산", "가나다라 마바사아 자차카타 파하", "1,200"],
        ["인원", "가나다라 마바사아 자차카타 파하", "34"],
    ]
    assert sheet.table().ruled


def test_heads_in_the_middle_of_columns_set_to_the_left_are_theirs() -> None:
    sheet = Sheet().across(105, 100, 500).across(126, 100, 500).across(190, 100, 500)
    sheet.row(120, {130: "구분", 260: "금액", 440: "비고"})
    for at, name in enumerate(("예산", "인원", "면적")):
        sheet.row(140 + 20 * at, {100: name, 200: f"{at}1,200", 380: f"△{at}5"})
    assert rows(sheet.table())[:2] == [["구분", "금액", "비고"], ["예산", "01,200", "△05"]]


def test_heads_in_the_middle_where_the_first_column_has_none() -> None:
    sheet = Sheet().row(120, {260: "2024", 440: "2025"})
    for at, name in enumerate(("예산", "인원", "면적")):
        sheet.row(140 + 20 * at, {100: name, 200: f"△{at}", 380: f"{at}5"})
    assert rows(sheet.table())[:2] == [["", "2024", "2025"], ["예산", "△0", "05"]]


def test_one_row_of_closed_cells_is_a_table() -> None:
    sheet = Sheet().grid([100, 180, 400], [105, 126]).row(120, {110: "담당", 190: "기획과 홍길동"})
    assert rows(sheet.table()) == [["담당", "기획과 홍길동"]]


def test_two_columns_of_prose_in_a_frame_are_no_row() -> None:
    sheet = Sheet().grid([50, 300, 550], [85, 200])
    sheet.paragraph(60, 100, 6).paragraph(310, 100, 6)
    assert _tables(sheet) == []


def test_closed_tables_with_a_caption_between_them_stay_apart() -> None:
    sheet = Sheet()
    for at, right in enumerate((400.0, 300.0, 400.0)):
        top = 105.0 + 90 * at
        sheet.grid([100, 200, right - 50, right], [top, top + 21, top + 41])
        sheet.row(top + 15, {110: "가", 210: "나", right - 40: f"{at}"})
        sheet.row(top + 35, {110: "다", 210: "라", right - 40: f"{at}"})
        sheet.text(100, top + 65, f"<표 {at}> 현황")
    assert [rows(table) for table in _tables(sheet)] == [
        [["가", "나", f"{at}"], ["다", "라", f"{at}"]] for at in range(3)
    ]


def test_figures_in_pairs_beside_one_name_are_one_ruled_row() -> None:
    sheet = Sheet().grid([100, 200, 300, 400], [105, 126, 160, 194])
    sheet.row(120, {110: "구분", 210: "2024", 310: "2025"})
    for top, name in ((126.0, "세입"), (160.0, "세출")):
        sheet.text(110, top + 21, name)
        sheet.row(top + 14, {210: "1,234", 310: "2,345"}).row(
            top + 28, {210: "(100)", 310: "(200)"}
        )
    assert rows(sheet.table())[1:] == [
        ["세입", "1,234 (100)", "2,345 (200)"],
        ["세출", "1,234 (100)", "2,345 (200)"],
    ]


def test_stripes_and_the_rows_between_them_are_one_table() -> None:
    sheet = Sheet()
    for at in range(5):
        top = 105.0 + 20 * at
        if at % 2 == 0:
            for left, right in ((100, 200), (200, 300), (300, 400)):
                sheet.fill(left, top, right, top + 20)
        sheet.row(top + 14, {110: f"이름{at}", 210: f"{at}2", 310: f"{at}3"})
    assert [row[0] for row in rows(sheet.table())] == [f"이름{at}" for at in range(5)]


def test_a_rule_under_a_part_of_the_head_makes_a_span() -> None:
    sheet = Sheet().across(100, 100, 500).across(142, 100, 500).across(190, 100, 500)
    sheet.across(122, 200, 380).row(116, {110: "구분", 270: "남자", 420: "합계"})
    sheet.row(136, {210: "표본", 310: "모집단"})
    sheet.row(158, {110: "서울", 210: "12", 310: "1,200", 420: "1,212"})
    sheet.row(178, {110: "부산", 210: "10", 310: "1,000", 420: "1,010"})
    assert rows(sheet.table())[0][1] == "남자 >2"
    assert rows(sheet.table())[-1] == ["부산", "10", "1,000", "1,010"]


def test_a_head_above_the_first_rule() -> None:
    sheet = _three_rows(Sheet().across(126, 100, 400).across(146, 100, 400).across(166, 100, 400))
    assert rows(sheet.table()) == _EXPECTED


def test_cells_that_only_shading_draws() -> None:
    sheet = _three_rows(Sheet())
    for top in (105, 126, 147):
        for left in (100, 201, 302):
            sheet.fill(left, top, left + 99.5, top + 20)
    table = sheet.table()
    assert rows(table) == _EXPECTED
    assert table.ruled


def test_a_table_without_rules() -> None:
    sheet = _three_rows(Sheet()).row(180, {110: "시설", 210: "7", 310: "9"})
    table = sheet.table()
    assert rows(table) == [*_EXPECTED, ["시설", "7", "9"]]
    assert not table.ruled


def test_wrapped_texts_of_a_table_without_rules_join_their_row() -> None:
    sheet = Sheet().row(120, {100: "부서", 200: "담당", 300: "예산"})
    for number in range(4):
        y = 142 + 34 * number
        sheet.row(y, {100: "문화관광", 200: "김하나", 300: f"{number}1"}).text(
            100, y + 12, "정책과"
        )
    assert rows(sheet.table())[1:] == [
        ["문화관광 정책과", "김하나", f"{number}1"] for number in range(4)
    ]


def test_a_head_of_several_lines_without_rules() -> None:
    sheet = Sheet().row(112, {200: "참여한", 300: "전체"}).row(126, {200: "학교의", 300: "학생"})
    sheet.row(140, {100: "지역", 200: "비율", 300: "비율"})
    for number, place in enumerate(("서울", "부산", "대구", "인천")):
        sheet.row(160 + 15 * number, {100: place, 200: f"{number}1.5", 300: f"9{number}.1"})
    table = sheet.table()
    assert rows(table)[:2] == [
        ["지역", "참여한 학교의 비율", "전체 학생 비율"],
        ["서울", "01.5", "90.1"],
    ]
    assert table.head_rows == 1


def test_a_section_over_rows_is_no_head() -> None:
    sheet = Sheet().row(120, {100: "구분", 200: "2025", 300: "2026"}).text(100, 136, "서울")
    for number in range(4):
        sheet.row(152 + 16 * number, {110: f"{number}구역", 200: f"{number}5", 300: f"9{number}"})
    assert rows(sheet.table())[1] == ["서울", "", ""]


def test_narrow_columns_of_figures() -> None:
    sheet = Sheet()
    for number in range(6):
        sheet.text(100, 120 + 16 * number, f"0.9{number}")
        for column in range(5):
            sheet.text(200 + 25 * column, 120 + 16 * number, f"1{number}{column}0")
    assert rows(sheet.table())[0] == ["0.90", "1000", "1010", "1020", "1030", "1040"]


def test_lists_contents_and_prose_are_no_tables() -> None:
    marks = Sheet()
    contents = Sheet()
    prose = Sheet().paragraph(60, 100, 12).paragraph(320, 100, 12)
    for number in range(6):
        y = 100 + 16 * number
        marks.row(y, {100: f"{number + 1}.", 130: "신청서를 읍면동에 낸다"})
        contents.row(y, {100: f"제{number + 1}장 현황", 400: str(3 + 7 * number)})
    for sheet in (marks, contents, prose):
        assert _tables(sheet) == []


def test_a_program_between_rules_is_no_table() -> None:
    sheet = Sheet().across(105, 100, 400).across(126, 100, 400).across(230, 100, 400)
    sheet.text(105, 120, "절차 1")
    for number in range(6):
        y = 142 + 16 * number
        sheet.row(y, {105: f"{number + 1}", 130 + 25 * (number % 3): "반복한다"})
    assert _tables(sheet) == []


def test_contents_between_rules_are_no_table() -> None:
    sheet = Sheet().across(105, 100, 400).across(226, 100, 400)
    for number in range(7):
        sheet.row(120 + 16 * number, {110: f"{number}절의 이름", 370: str(1 + 3 * number)})
    assert _tables(sheet) == []


def test_a_title_bar_is_a_box() -> None:
    sheet = Sheet().grid([80, 500], [90, 125]).text(200, 112, "시정 소식", size=16)
    sheet.paragraph(80, 160, 6)
    assert outline(sheet.regions())[:2] == ["box", "  text 시정 소식"]


def test_a_shaded_panel_is_a_box_and_a_marked_word_is_none() -> None:
    sheet = Sheet().fill(80, 90, 400, 150).paragraph(90, 105, 3).paragraph(80, 190, 4)
    sheet.fill(80, 182, 100, 193, "#ffff00")
    assert [isinstance(region, BoxRegion) for region in sheet.regions()] == [True, False]


def test_a_chart_is_one_figure_with_its_labels() -> None:
    sheet = Sheet().grid([120, 400], [100, 140, 180, 220]).down(120, 100, 220)
    for number, high in enumerate((110, 150, 130, 170)):
        sheet.fill(150 + 60 * number, high, 180 + 60 * number, 220, "#336699")
        sheet.text(150 + 60 * number, 235, f"202{number}")
    for y in (105, 145, 185, 225):
        sheet.text(95, y, "100")
    sheet.paragraph(80, 300, 5)
    figures = [region for region in sheet.regions() if isinstance(region, FigureRegion)]
    assert len(figures) == 1
    assert {"2020", "2023", "100"} <= {line.text for line in figures[0].lines}
    assert _tables(sheet) == []


def test_a_picture_behind_the_page_is_no_figure() -> None:
    sheet = Sheet().paragraph(80, 100, 10, 28)
    sheet.placed.append(Placed(Box(0, 0, 595, 842), "picture", 0))
    assert outline(sheet.regions()) == ["text " + "가나다라 " * 6 + "가나다라"]


def test_notes_inside_the_frame_are_no_row() -> None:
    sheet = Sheet().grid(_XS, [105, 126, 146, 166]).grid([100, 400], [105, 166, 190])
    _three_rows(sheet).text(105, 182, "주: 2026년은 잠정치")
    assert rows(sheet.table()) == _EXPECTED


def test_the_order_in_which_a_page_is_drawn_says_nothing() -> None:
    sheet = _three_rows(Sheet().grid(_XS, [105, 126, 146, 166])).fill(100, 105, 400, 126)
    sheet.paragraph(80, 220, 6).paragraph(80, 340, 6)
    page = sheet.page()
    plain = analyse(page, [])
    shuffled = sheet.page()
    chance = random.Random(4)
    for things in (shuffled.lines, shuffled.rules, shuffled.fills):
        chance.shuffle(things)
    again = analyse(shuffled, [])
    assert outline(again.regions) == outline(plain.regions)
    assert [region.box for region in again.regions] == [region.box for region in plain.regions]


def _numbered(sheet: Sheet, lines: list[str]) -> Sheet:
    for number, text in enumerate(lines, 1):
        sheet.text(104, 120 + 16 * number, str(number))
        sheet.text(130 + 20 * (number % 2), 120 + 16 * number, text)
    return sheet


def test_a_program_with_rules_beside_its_blocks_is_no_table() -> None:
    sheet = Sheet().across(105, 100, 400).across(125, 100, 400).across(230, 100, 400)
    sheet.text(110, 120, "algorithm to choose").down(122, 125, 229).down(142, 150, 200)
    _numbered(sheet, ["procedure choose", "for all of them", "take one", "put it away", "return"])
    assert _tables(sheet) == []
    assert [region for region in sheet.regions() if isinstance(region, BoxRegion)]


def test_counted_rows_under_a_head_are_a_table() -> None:
    sheet = Sheet().across(105, 100, 400).across(125, 100, 400).across(230, 100, 400)
    sheet.down(122, 105, 229).row(120, {104: "No", 130: "name"})
    _numbered(sheet, ["one", "two", "three", "four", "five"])
    assert rows(sheet.table())[0] == ["No", "name"]


def test_prose_between_two_tables_of_one_width_parts_them() -> None:
    sheet = Sheet()
    for top in (100.0, 300.0):
        sheet.across(top, 100, 400).across(top + 22, 100, 400).across(top + 64, 100, 400)
        _three_rows(sheet, top + 16)
    sheet.paragraph(100, 200, 3, letters=28)
    assert [rows(table) for table in _tables(sheet)] == [_EXPECTED, _EXPECTED]


def test_heads_over_pairs_of_columns_are_parted_where_no_line_parts_them() -> None:
    xs = [100.0, 180.0, 230.0, 280.0, 330.0, 380.0]
    sheet = Sheet().grid(xs, [126, 146, 166, 186]).across(105, 100, 380)
    sheet.down(100, 105, 126).down(180, 105, 126).down(380, 105, 126)
    sheet.row(120, {110: "구분", 210: "2025년", 310: "2026년"})
    sheet.row(140, {190: "금액", 240: "비율", 290: "금액", 340: "비율"})
    for number, name in enumerate(("예산", "인원")):
        sheet.row(160 + 20 * number, {110: name, 190: "120", 240: "3.1", 290: "135", 340: "2.9"})
    found = rows(sheet.table())
    assert found[0] == ["구분", "2025년 >2", "2026년 >2"]
    assert found[1] == ["", "금액", "비율", "금액", "비율"]
