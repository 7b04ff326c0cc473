# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a reader finds in leaflets, tables, forms, pictures, and in other wrappings."""

from __future__ import annotations

import pytest

from converters.document.nodes import (
    EquationBlock,
    Figure,
    InlineImage,
    InlineMath,
    Mark,
    Paragraph,
    Table,
    Unsupported,
)
from tests.docx_writer import reading
from tests.docx_writer.reading import Reading


@pytest.fixture
def read(tmp_path):
    def publication(name: str) -> Reading:
        return reading.read(name, tmp_path)

    return publication


# ---------------------------------------------------------------- leaflets and news


def test_guidebook_boxes_hold_their_table_and_steps_begin_anew(read):
    found = read("guidebook")
    assert found.headings()[1:] == [
        (1, "", "여권을 만들려면"),
        (1, "", "전입 신고를 하려면"),
        (1, "", "전화번호"),
    ]
    assert found.items() == [
        ("①", "사진을 준비합니다."),
        ("②", "신청서를 씁니다."),
        ("③", "수수료를 냅니다."),
        ("▪", "카드도 됩니다."),
        ("①", "신분증을 챙깁니다."),
        ("②", "주민센터로 갑니다."),
    ]
    (box,) = found.boxes("text-box")
    assert box.splitlines()[:2] == [
        "꼭 알아 두세요",
        "사진은 6개월 안에 찍은 것이어야 합니다.",
    ]
    assert found.grids() == [
        [[("구분", 1, 1), ("수수료", 1, 1)], [("10년", 1, 1), ("5만 원", 1, 1)]]
    ]
    assert "민원 안내\t02-000-0120" in found.lines()
    assert "☎ 평일 9시부터 18시까지" in found.lines()


def test_leaflet_prints_each_box_once(read):
    found = read("leaflet")
    assert found.boxes("text-box") == [
        "물 아껴 쓰기",
        "하나. 양치할 때 컵을 씁니다.\n둘. 설거지물을 받아 씁니다.",
        "셋. 빨래는 모아서 합니다.",
        "상자 안의 상자: \n속 상자의 글",
        "속 상자의 글",
    ]
    lines = found.lines()
    assert len(lines) == len(set(lines))
    assert found.texts_with(Mark.DOTS) == ["소중"]


def test_newsletter_reads_column_after_column_with_its_first_letter(read):
    found = read("newsletter")
    assert found.lines() == [
        "한지 소식 3월호",
        "봄이 왔습니다. 골짜기마다 닥꽃이 피었습니다.",
        "둘째 단의 첫 문장입니다.",
        "옆에 놓인 글: 다음 호는 4월에 나옵니다.",
        "들여 쓴 문단입니다.",
        "발행처 한지시",
    ]
    (indented,) = [b for b in found.blocks(Paragraph) if b.layout.margin_start_pt]
    assert indented.layout.margin_start_pt == 20.0
    assert indented.layout.margin_end_pt == 40.0
    assert indented.layout.indent_pt == 10.0


def test_press_release_has_its_title_from_the_text(read):
    found = read("press-release")
    assert found.headings() == [(1, "", "한지시, 봄 축제 5일 동안 연다")]
    assert [m for m, _ in found.items()] == ["□", "□", "ㅇ", "※"]
    assert found.depths() == [1, 2, 3, 1]
    assert "- 체험 마당 40곳, 공연 12회 -" in found.lines()
    # The head of the release is a band, and no table.
    assert found.lines()[:4] == [
        "보도자료", "배포 즉시 보도 가능", "담당", "문화과 이주무관 (02-000-0100)",
    ]  # fmt: skip
    assert found.grids() == []


# ---------------------------------------------------------------- tables and charts


def test_budget_tables_keep_spans_heads_captions_and_sums(read):
    found = read("budget")
    income, spending, inner = found.blocks(Table)
    assert [reading.block_text(b) for b in income.caption] == ["표 1 세입 총괄 (단위: 백만 원)"]
    assert income.head_rows == 2
    assert income.alt == "세입 총괄 지방세와 세외수입을 본예산과 추경으로 나누어 보인 표"
    first, second, third = found.grids()
    assert first == [
        [("구분", 1, 2), ("2026년", 2, 1), ("증감", 1, 2)],
        [("본예산", 1, 1), ("추경", 1, 1)],
        [("지방세", 1, 1), ("223,600", 1, 1), ("1,200", 1, 1), ("△12", 1, 1)],
        [("세외수입", 1, 1), ("64,000", 1, 1), ("0", 1, 1), ("350", 1, 1)],
        [("계", 1, 1), ("287,600", 1, 1), ("1,200", 1, 1), ("338", 1, 1)],
    ]
    assert [cell.shaded for cell in income.rows[0].cells] == [True, True, True]
    assert [reading.block_text(b) for b in spending.caption] == ["표 2 부서별 세출"]
    assert second[1][0] == ("문화과", 1, 2)
    assert second[-1] == [("자료: 한지시 예산담당관", 2, 1)]
    assert spending.head_rows == 1
    assert third == [[("공방", 1, 1), ("120", 1, 1)], [("축제", 1, 1), ("80", 1, 1)]]
    assert inner in spending.rows[1].cells[1].blocks


def test_year_book_shows_its_charts_drawn_and_as_tables(read):
    found = read("year-book")
    assert len(found.boxes("chart")) == 3
    assert found.notices["chart-redrawn"] == 3
    grids = [[[text for text, _, _ in row] for row in grid] for grid in found.grids()]
    assert grids == [
        [["", "남자", "여자"], ["2023년", "140.1", "141.2"], ["2024년", "141.0", "141.8"], ["2025년", "141.9", "142.4"]],
        [["", "평균"], ["1월", "-2.4"], ["4월", "11.8"], ["7월", "25.3"]],
        [["", "넓이"], ["논밭", "31"], ["숲", "52"], ["대지", "17"]],
    ]  # fmt: skip
    drawn = found.blocks(Figure)
    assert len(drawn) == 3
    assert drawn[0].alt == "세 해의 인구 막대그래프"
    assert all(figure.alt for figure in drawn)
    assert "자료: 한지시 (2026)" in found.lines()


# ---------------------------------------------------------------- forms and equations


def test_text_of_content_controls_survives_and_prompts_are_left_out(read):
    found = read("survey")
    assert found.lines()[1:] == [
        "이름: 홍길동",
        "연락처: ",
        "방문한 날: 2026-03-02",
        "사는 곳: 종이동",
        "☑ 도서관   ☐ 체육관",
        "☑ 개인정보 이용에 동의",
        "바라는 점을 적은 문단입니다.",
        "둘째 문단입니다.",
        "가족 1: 부",
        "가족 2: 모",
        *("항목", "점수", "친절", "5"),
        "☑ 옛 기호로 표시한 칸",
    ]
    assert found.hidden() == [("placeholder", "여기를 클릭하여 텍스트를 입력하세요.")]
    assert found.notices["form-field"] == 2


def test_exam_keeps_equations_in_place_and_numbers_its_questions(read):
    found = read("exam")
    assert [m for m, _ in found.items()] == ["1.", "①", "②", "③", "2.", "3.", "4.", "5."]
    blocks = found.blocks(EquationBlock)
    assert [block.math.notation for block in blocks] == ["omml"] * 3
    assert all("<math" in block.math.mathml and block.math.alt for block in blocks)
    assert "<mfrac>" in blocks[0].math.mathml
    assert "<msqrt>" in blocks[0].math.mathml
    assert blocks[1].math.mathml.count("<mtr>") == 4
    assert "∑" in blocks[2].math.mathml
    # Thirty names that the root declares for its other contents are no part of an equation.
    assert all(block.math.script.count("xmlns:") == 2 for block in blocks)
    assert len(found.inlines(InlineMath)) == 2
    assert found.texts_with(Mark.SUBSCRIPT) == ["2"]


# ---------------------------------------------------------------- pictures


def test_pictures_of_every_kind_are_in_the_book(read):
    found = read("pictures")
    figures = {f.alt: f for f in found.blocks(Figure)}
    assert list(figures) == [
        "봄날의 닥나무 밭",
        "물질하는 장인",
        "옛 종이 공장",
        "시설 배치도",
        "시의 표장",
    ]
    caption = figures["봄날의 닥나무 밭"].caption
    assert [reading.block_text(b) for b in caption] == ["그림 1 봄의 닥나무 밭"]
    assert [i.alt for i in found.inlines(InlineImage)] == ["화살표"]
    (lost,) = found.blocks(Unsupported)
    assert (lost.what, lost.text) == ("image", "누리집의 사진")
    assert found.notices["linked-image"] == 1
    assert "바깥 사진은 책에 없습니다." in found.lines()


def test_emf_and_wmf_pictures_are_drawn(read):
    found = read("pictures")
    resources = found.document.resources
    for alt in ("시설 배치도", "시의 표장"):
        (figure,) = [f for f in found.blocks(Figure) if f.alt == alt]
        drawn = resources[figure.resource]
        assert drawn.media_type in ("image/png", "image/svg+xml")
        assert drawn.name.endswith((".emf", ".wmf"))
        assert figure.width_percent
    assert not found.notices["metafile"]


# ---------------------------------------------------------------- other wrappings


@pytest.mark.parametrize("name", ["strict", "macros"])
def test_strict_ooxml_and_files_with_macros_read_as_any_other(name, read):
    found = read(name)
    assert found.headings()[1:] == [(1, "", "알림")]
    assert found.ruby() == [("公告", "공고")]
    assert found.notes() == [("footnote", "1", "공고 기간은 20일입니다.")]
    assert found.items() == [("가.", "접수"), ("나.", "심사"), ("1)", "방문 접수")]
    notice, chart = found.grids()
    assert notice[0] == [("구분", 1, 2), ("인원", 2, 1)]
    assert [[text for text, _, _ in row] for row in chart][1:] == [["1월", "12"], ["2월", "15"]]
    assert next(f.alt for f in found.blocks(Figure)) == "시청 앞마당"
    assert len(found.blocks(EquationBlock)) == 1
    assert found.lines()[-1] == "2026-03-02"
    assert found.notices["script"] == (name == "macros")
    assert found.document.source is not None
    assert found.document.source.format == "docx"
