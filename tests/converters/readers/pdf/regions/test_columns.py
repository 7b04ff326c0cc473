# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order in which the parts of a page are read."""

from __future__ import annotations

import pytest

from converters.readers.pdf.model import Box, Placed
from converters.readers.pdf.regions.model import BoxRegion, TextRegion
from tests.converters.readers.pdf.regions.sheets import Sheet, outline, rows


def _texts(sheet: Sheet) -> list[str]:
    return [
        line.text.split(" ")[0]
        for region in sheet.regions()
        if isinstance(region, TextRegion)
        for line in region.lines
    ]


def _letters(start: str, count: int) -> list[str]:
    return [f"{chr(ord(start) + number)}나다라" for number in range(count)]


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet().paragraph(60, 100, 10).paragraph(320, 104, 8)
    assert _texts(sheet) == [*_letters("가", 10), *_letters("가", 8)]


def test_three_columns_of_which_one_is_short() -> None:
    sheet = Sheet().paragraph(50, 100, 12, 12).paragraph(220, 100, 12, 12)
    sheet.text(390, 100, "끝맺는 말이 여기에 있다").text(390, 116, "그리고 끝난다")
    assert _texts(sheet)[-2:] == ["끝맺는", "그리고"]
    assert _texts(sheet)[:12] == _letters("가", 12)


def test_a_heading_over_both_columns_parts_them() -> None:
    sheet = Sheet().paragraph(60, 100, 6).paragraph(320, 100, 6)
    sheet.text(60, 230, "두 단에 걸친 제목이 여기 있고 아래는 다시 두 단으로 나뉜다 " * 2)
    sheet.paragraph(60, 270, 6).paragraph(320, 270, 6)
    texts = _texts(sheet)
    assert texts.index("두") == 12
    assert texts[:12] == _letters("가", 6) * 2
    assert texts[13:] == _letters("가", 6) * 2


def test_columns_of_unequal_width() -> None:
    sheet = Sheet().paragraph(60, 100, 12, 28).paragraph(420, 100, 12, 12)
    assert _texts(sheet) == _letters("가", 12) * 2


def test_a_column_says_how_far_its_full_lines_reach() -> None:
    sheet = Sheet().paragraph(60, 100, 10).text(60, 260, "짧은 줄")
    sheet.paragraph(320, 100, 10)
    first, second = (r for r in sheet.regions() if isinstance(r, TextRegion))
    assert round(first.column.x0) == 60
    assert first.column.x1 == max(line.box.x1 for line in first.lines)
    assert round(second.column.x0) == 320


def test_a_line_that_runs_on_over_the_gutter_is_cut() -> None:
    sheet = Sheet().paragraph(60, 100, 5).paragraph(292, 100, 10).paragraph(60, 196, 4)
    sheet.text(60, 180, "꽉찬나라 나라나라 나라나라 나라나라 나라나라 ")
    assert _texts(sheet) == [
        *_letters("가", 5),
        "꽉찬나라",
        *_letters("가", 4),
        *_letters("가", 10),
    ]


def test_text_beside_a_picture() -> None:
    sheet = Sheet().paragraph(60, 100, 3, 40).paragraph(60, 148, 8, 20).paragraph(60, 276, 3, 40)
    sheet.placed.append(Placed(Box(320, 150, 520, 260), "picture", 0))
    words = outline(sheet.regions())
    assert words.count("figure") == 1
    assert len(_texts(sheet)) == 14
    assert words.index("figure") < len(words) - 1


def test_labels_and_values_are_read_row_by_row() -> None:
    sheet = Sheet()
    for number, label in enumerate(("기간", "장소", "대상", "문의")):
        sheet.row(100 + 18 * number, {80: label, 180: f"{number}월의 어느 날에"})
    assert _texts(sheet) == ["기간", "0월의", "장소", "1월의", "대상", "2월의", "문의", "3월의"]


def test_a_number_stays_before_its_heading() -> None:
    sheet = Sheet().row(100, {60: "2.", 100: "추진 배경"}).paragraph(60, 130, 4)
    sheet.row(220, {60: "3.", 100: "추진 방향"}).paragraph(60, 250, 4)
    texts = _texts(sheet)
    assert texts[:2] == ["2.", "추진"]
    assert texts[6:8] == ["3.", "추진"]


def test_a_stretched_line_stays_in_its_column() -> None:
    sheet = Sheet().paragraph(60, 100, 5, 20)
    sheet.row(180, {60: "늘어난", 150: "줄은", 240: "하나다"}).paragraph(60, 196, 5, 20)
    sheet.paragraph(340, 100, 11, 20)
    assert _texts(sheet)[5:8] == ["늘어난", "줄은", "하나다"]


@pytest.mark.parametrize("rest", ["넘어간다", "구"])
def test_the_short_last_line_of_a_title_over_columns_belongs_to_it(rest: str) -> None:
    sheet = Sheet().text(60, 80, "두 단에 걸친 긴 제목이 여기 있고 다음 줄로", size=18)
    sheet.text(60, 104, rest, size=18)
    # The ink of a syllable is narrower than its type is high.
    sheet.glyphs[-1].x1 -= 2
    sheet.paragraph(60, 140, 8).paragraph(320, 140, 8)
    first = next(region for region in sheet.regions() if isinstance(region, TextRegion))
    assert [line.text for line in first.lines][:2][-1] == rest
    assert len(first.lines) == 2


def test_a_heading_of_the_left_column_is_no_part_of_the_title() -> None:
    sheet = Sheet().text(60, 80, "두 단에 걸친 긴 제목이 여기 있고 더 길다", size=18)
    sheet.text(60, 110, "왼쪽 제목", size=14)
    sheet.paragraph(60, 140, 8).paragraph(320, 110, 10)
    texts = _texts(sheet)
    assert texts[1:3] == ["왼쪽", "가나다라"]
    assert texts[-10:] == _letters("가", 10)


def test_columns_with_a_table_without_rules_in_them() -> None:
    sheet = Sheet().paragraph(60, 100, 8).paragraph(320, 100, 26)
    for number in range(12):
        sheet.row(260 + 16 * number, {60: "구분", 130: f"{number}1", 200: f"{number}2"})
    words = outline(sheet.regions())
    assert words == ["text 가나다라 가나다라 가나다라 가나다라 가나다라", "table 구분", words[0]]


def test_the_wrapped_last_column_of_a_table_without_rules_is_no_column_of_the_page() -> None:
    sheet = Sheet().text(60, 70, "앞에 놓인 글이다.").text(200, 90, "<표 1> 사업")
    sheet.row(110, {60: "구분", 150: "금액", 250: "비율", 420: "내용"})
    for number in range(5):
        top = 130.0 + 44 * number
        sheet.row(
            top,
            {60: "사업", 150: f"{number}1,200", 250: f"{number}.5%", 420: "가나다라 마바사아 자"},
        )
        sheet.text(420, top + 14, "차카타파 하거너더 러").text(420, top + 28, "머버")
    table = sheet.table()
    assert (table.rows, table.columns) == (6, 4)
    assert rows(table)[1][3] == "가나다라 마바사아 자 차카타파 하거너더 러 머버"


def test_a_box_that_text_runs_around_parts_no_paragraph() -> None:
    sheet = Sheet().text(60, 80, "앞 문단이 여기에서 끝난다")
    sheet.paragraph(60, 120, 4, 24)
    xs, ys = (318.0, 480.0), (105.0, 135.0)
    sheet.grid([*xs], [*ys])
    sheet.text(330, 124, "상자 안의 글이다")
    sheet.text(60, 210, "다음 문단이 여기에서 시작한다 그리고 상자 아래까지 이어진다 그래서 길다")
    words = outline(sheet.regions())
    assert words[0] == "text 앞 문단이 여기에서 끝난다"
    assert words[1:3] == ["box", "  text 상자 안의 글이다"]
    assert words[3].startswith("text 가나다라")
    assert len(words) == 4


@pytest.mark.parametrize("left", [100.0, 400.0])
def test_a_box_that_lines_run_beside_is_no_title(left: float) -> None:
    sheet = Sheet().grid([left, left + 100], [90, 126]).text(left + 10, 112, "문의 담당 부서")
    column = 220.0 if left < 200 else 100.0
    for number in range(3):
        sheet.text(column, 100 + 16 * number, "시는 올해 도시계획을 다시 세우고 의견을")
    (box,) = [region for region in sheet.regions() if isinstance(region, BoxRegion)]
    assert box.beside
