# SPDX-License-Identifier: AGPL-3.0-or-later
"""Header cells as someone who listens needs them, by what tells them; and none where nothing does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converters.document.nodes import Source, Table
from converters.document.notices import NoticeKind, NoticeLog
from converters.passes.tables.grid import is_figure
from converters.passes.tables.heads import infer_table_heads
from tests.converters.passes.drawn_tables import document, drawn, line, scopes


def headed(table: Table, kind: str = "docx") -> Table:
    read = replace(document(table), source=Source("", kind))
    found = infer_table_heads(read, NoticeLog(), "").blocks[0]
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "1,234",
        "△3.4",
        "(△34.4)",
        "12.5%",
        "33,055천원",
        "$9,594",
        "3명",
        "10억원",
        "1) 1,000",
        "0.14*",
    ],
)
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["3분기", "제3장", "2026년", "1팀장", "A1", "3D 프린팅", "상반기"])
def test_words_with_digits_are_no_figures(text: str) -> None:
    assert not is_figure(text) or text == "2026년"


# ------------------------------------------------------------------ heads of columns


def test_a_shaded_row_is_the_head() -> None:
    table = headed(
        drawn("S 과제 | S 담당 | S 시기", "안내 | 홍보팀 | 상반기", "개선 | 기획팀 | 하반기")
    )
    assert table.head_rows == 1
    assert table.head_inferred
    assert scopes(table)[0] == "ccc"


def test_a_bold_row_is_the_head() -> None:
    assert headed(drawn("B 접두어 | B 용도", "hh | 글꼴", "hp | 문단")).head_rows == 1


def test_a_row_above_blanks_is_the_head_of_a_form() -> None:
    table = headed(drawn("투자자 | 금액 | 시기", " | | ", " | | "))
    assert scopes(table) == ["ccc", "...", "..."]


def test_merged_heads_have_their_parts_in_the_head() -> None:
    table = headed(
        drawn(
            "^2x1 S 구분 | ^1x2 S 2023년 | ^1x2 S 2024년",
            "S 상반기 | S 하반기 | S 상반기 | S 하반기",
            "S 투자 | 1.0 | 2.0 | 3.0 | 4.0",
            "S 회수 | 1.0 | 2.0 | 3.0 | 4.0",
        )
    )
    assert table.head_rows == 2
    assert scopes(table) == ["ccc", "cccc", "r....", "r...."]


def test_a_title_over_all_columns_stands_in_the_head() -> None:
    table = headed(
        drawn("^1x3 B 평가", "B 부서 | B 인원 | B 점수", "총무 | 3명 | 90", "기획 | 4명 | 91")
    )
    assert table.head_rows == 2


def test_shaded_rows_of_figures_are_no_head() -> None:
    table = headed(
        drawn(
            "S 구분 | S 2023년 | S 2024년",
            "^2x1 S 미국 | S 157.6 | S 152.1",
            "(40.3) | (△3.5)",
            "^2x1 S 영국 | S 85.6 | S 67.8",
            "(35.1) | (△20.7)",
        )
    )
    assert table.head_rows == 1
    assert scopes(table) == ["ccc", "r..", "..", "r..", ".."]


def test_centred_heads_above_text_are_a_head() -> None:
    table = headed(
        drawn("C 제목 | C 풀이", "가 | 첫째 글이다", "나 | 둘째 글이다"),
    )
    assert table.head_rows == 1


def test_the_authors_head_stands_and_rows_get_theirs() -> None:
    table = headed(drawn("H 품목 | H 수량", "연필 | 12", "공책 | 30", head_rows=1))
    assert not table.head_inferred
    assert scopes(table) == ["cc", "r.", "r."]


def test_a_form_of_which_hangul_marks_the_first_row_has_no_head() -> None:
    form = drawn(
        "HS 과제명 | ^1x3 H 새로운 종이를 만드는 과제",
        "S 성명 | 김한지 | S 성별 | 여",
        "S 기관 | 닥나무읍 | S 전화 | 042-123-4567",
        head_rows=1,
    )
    # In Word, somebody asked for it.
    assert headed(form, "docx").head_rows == 1
    table = headed(form, "hwpx")
    assert table.head_rows == 0
    assert scopes(table) == ["r.", "r.r.", "r.r."]


def test_the_authors_heads_of_rows_stand_alone() -> None:
    before = drawn("H 품목 | H 수량", "연필 | H 12", "공책 | 30", head_rows=1)
    assert scopes(headed(before)) == ["cc", ".r", ".."]


@pytest.mark.parametrize(
    "rows",
    [
        ("가 | 나", "다 | 라"),
        ("00 | 01", "10 | 11"),
        ("1 | 2", "3 | 4"),
        ("길동 씨가 왔다. | 길동 씨가 갔다.", "그리고 잤다. | 그리고 깼다."),
    ],
)
def test_nothing_tells_a_head(rows: tuple[str, ...]) -> None:
    log = NoticeLog()
    found = infer_table_heads(document(drawn(*rows)), log, "").blocks[0]
    assert scopes(found) == ["..", ".."]
    assert [notice.kind for notice in log.notices()] == [NoticeKind.TABLE_HEAD_DOUBTFUL]


# ------------------------------------------------------------------ heads of rows


def test_a_first_column_under_an_empty_or_telling_corner_heads_its_rows() -> None:
    for corner in ("", "구 분", "항목"):
        table = headed(
            drawn(f"{corner} | B 현재 | B 개선", "안내 | 수동 | 자동", "지도 | 여럿 | 하나")
        )
        assert scopes(table)[1:] == ["r..", "r.."], corner


def test_labels_of_two_columns_under_one_corner_head_their_rows() -> None:
    table = headed(
        drawn(
            "^1x2 S 구분 | S 일반 | S 특별",
            "^1x2 수입 | 26,680 | 2,717",
            " | 경상 | 26,612 | 2,678",
            " | 자본 | 68 | 39",
        )
    )
    assert scopes(table) == ["ccc", "r..", ".r..", ".r.."]


def test_cells_that_group_rows_head_them() -> None:
    table = headed(
        drawn(
            "B 부서 | B 인원 | B 점수",
            "^2x1 개발 | 가명 | A",
            "나명 | B",
            "총무 | 다명 | A",
            "기획 | 라명 | B",
        )
    )
    assert scopes(table)[1:] == ["r..", "..", "r..", "r.."]


def test_numbers_of_rows_head_nothing() -> None:
    table = headed(drawn("S 순번 | S 이름 | S 일", "1 | 홍길동 | 총괄", "2 | 임꺽정 | 홍보"))
    assert scopes(table) == ["ccc", "...", "..."]


def test_a_band_heads_the_rows_that_follow_it() -> None:
    table = headed(drawn("B 항목 | B 값", "^1x2 B 언어", "읽기 | 0.1", "쓰기 | 0.2"))
    assert scopes(table) == ["cc", "r", "r.", "r."]


# ------------------------------------------------------------------ labels


def test_labels_between_values() -> None:
    table = headed(
        drawn("S 부서 | 체육과 | S 책임자 | 정길동", "S 담당 | 최길동 | S 전화 | 02-2110-2430")
    )
    assert table.head_rows == 0
    assert scopes(table) == ["r.r.", "r.r."]


def test_labels_told_by_their_words_or_by_the_blanks_after_them() -> None:
    assert scopes(headed(drawn("수신 | 서울특별시장", "(경유) | ", "제목 | 실적 제출"))) == [
        "r.",
        "r.",
        "r.",
    ]
    assert scopes(headed(drawn("Full name | ", "Country | ", "Email | "))) == ["r.", "r.", "r."]


def test_a_row_of_one_label_and_one_wide_value_is_no_head() -> None:
    table = headed(
        drawn(
            "S 보도일시 | ^1x3 S 조간부터",
            "B 배포 | 월요일 | B 담당 | 총무과",
            "B 과장 | 홍 | B 주무관 | 임",
        )
    )
    assert table.head_rows == 0
    assert scopes(table)[1:] == ["r.r.", "r.r."]


def test_heads_in_the_midst_of_a_form() -> None:
    table = headed(
        drawn(
            "S 정수장 | 석성 | S 위치",
            "S 항목 | S 기준 | S 결과",
            "세균 | 100 이하 | 0",
            "대장균 | 불검출 | 불검출",
        )
    )
    assert scopes(table)[1:] == ["ccc", "...", "..."]


def test_one_column_is_a_grid_and_a_caption_makes_it_a_table() -> None:
    assert headed(drawn("가", "나")).presentational
    assert not headed(drawn("가", "나", caption=(line("표 1 보기"),))).presentational


@pytest.mark.parametrize(
    "rows",
    [
        ("현행 | 개정안", "제1조 목적 | 제1조 뜻", "제2조 정의 | 제2조 말"),
        ("시간 | 내용 | 장소", "오전 | 개회 | 강당", "오후 | 토론 | 강당"),
        ("연번 | 부서 | 하는 일", "하나 | 총무과 | 인사", "둘 | 기획과 | 예산"),
        ("능력 | 1 | 2 | 3 | 4", "읽기 | 16 | 1 |  | ", "쓰기 | 11 | 3 | 2 | "),
        ("B 과제 | B 담당 | B 시기 | 그 밖", "가 | 나 | 다 | 라", "마 | 바 | 사 | 아"),
    ],
)
def test_heads_told_by_words_or_scales_or_nearly_all_their_cells(rows: tuple[str, ...]) -> None:
    assert headed(drawn(*rows)).head_rows == 1


@pytest.mark.parametrize(
    "rows",
    [
        ("성명 | 홍길동 | 소속 | 총무과", "직위 | 과장 | 전화 | 02-120"),
        ("부서 | 총무과", "담당 | 홍길동"),
        ("기관 | 서울시", "대표자 | 홍길동"),
    ],
)
def test_labels_of_a_plain_form_are_no_head(rows: tuple[str, ...]) -> None:
    assert headed(drawn(*rows)).head_rows == 0


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            (
                "^2x1 1 참여 | 함께 만드는 정책",
                "소통을 일상으로",
                "^2x1 2 사회 | 기본이 든든한 사회",
                "빈틈없는 돌봄",
            ),
            ["r.", ".", "r.", "."],
        ),
        (("입찰 번호 | ", "입찰 날 | 202 년 월 일", "입찰 이름 | 나무 사업"), ["r.", "r.", "r."]),
        (("담당 부서 | 혁신국 | 책임자 | 국장", " | 혁신과 | 담당자 | 주무관"), ["r.r.", "..r."]),
    ],
)
def test_labels_told_by_the_rows_beside_them_by_blanks_or_by_their_words(
    rows: tuple[str, ...], found: list[str]
) -> None:
    assert scopes(headed(drawn(*rows))) == found


def test_the_frame_of_an_approval() -> None:
    table = headed(drawn("^2x1 결재 | 담당 | 과장 | 국장", " |  | "))
    assert scopes(table) == ["rccc", "..."]


def test_groups_of_ages_head_their_rows() -> None:
    table = headed(drawn("B Age Group | B Share", "20-29 | 0.28", "30-39 | 0.21", "60+ | 0.15"))
    assert scopes(table)[1:] == ["r.", "r.", "r."]


def test_a_head_in_the_midst_of_a_headed_table() -> None:
    table = headed(
        drawn(
            "S 과제 | S 담당 | S 시기",
            "가 | 나 | 다",
            "S 행사 | S 장소 | S 비고",
            "라 | 마 | 바",
            "합계 | 1 | 2",
        )
    )
    assert scopes(table) == ["ccc", "...", "ccc", "...", "..."]


@pytest.mark.parametrize(
    "rows",
    [
        (" | 있음 | 주소 | 날짜", "방침 | | | ", "규정 | | | ", "계획 | | | "),
        ("분야 | 성함 | 학위 | 기타", "총괄 | | | ", "실무 | | | "),
        (" | 봄 | 가을", "북쪽 | 비 | 눈", "남쪽 | 맑음 | 흐림"),
    ],
)
def test_a_table_of_what_crosses_has_heads_on_both_sides(rows: tuple[str, ...]) -> None:
    table = headed(drawn(*rows))
    assert table.head_rows == 1
    assert all(line[0] == "r" for line in scopes(table)[1:])


def test_short_words_above_one_row_of_long_texts_are_its_heads() -> None:
    long = "효능과 효과는 이 난에 길게 적으며 한 줄을 훨씬 넘긴다"
    assert headed(drawn("기존 사항 | 현재 사항", f"{long} | {long}")).head_rows == 1


def test_a_form_of_wide_values_has_no_head() -> None:
    table = headed(
        drawn(
            "B 모임 | 나무 | B 갈래 | 창작",
            "B 꼴 | ^1x3 전시",
            "B 주제 | ^1x3 카페",
            "B 내용 | ^1x3 가구",
        )
    )
    assert scopes(table) == ["r.r.", "r.", "r.", "r."]


def test_a_head_of_which_the_author_marked_a_part_is_whole() -> None:
    table = headed(
        drawn("S 기준 | ^1x2 SH 평가", "^2x1 가 | 상 | 잘한다", "하 | 못한다", "나 | 상 | 잘한다")
    )
    assert scopes(table)[0] == "cc"


def test_a_lone_word_below_a_head_that_a_reader_of_pages_saw_names_rows() -> None:
    table = headed(
        drawn(
            "B 모둠 | B 처음 | B 나중", "B 네 살 |  | ", "가 | 85% | 14%", "나 | 17% | 82%",
            head_rows=2, head_inferred=True,
        )
    )  # fmt: skip
    assert table.head_rows == 1
    assert scopes(table) == ["ccc", "r..", "r..", "r.."]


def test_names_before_much_longer_texts_are_labels() -> None:
    text = "가나다라마바사아자차카타파하 가나다라마바사아자차카타파하"
    table = headed(
        drawn("^1x2 B 동의서", f"목적 | {text}", f"항목들 | {text}", f"거부할 권리 | {text}")
    )
    assert scopes(table)[1:] == ["r.", "r.", "r."]


def test_a_column_that_is_set_apart_is_none_of_labels() -> None:
    table = headed(
        drawn("감도 | 0.1 | S 0.2 | 가", "범위 | 0.3 | S 0.4 | 나", "크기 | 0.5 | S 0.6 | 다")
    )
    assert scopes(table) == ["....", "....", "...."]


def test_groups_with_labels_beside_them_have_a_head() -> None:
    table = headed(
        drawn(
            "S 기준 | ^1x2 S 수준",
            "^2x1 여러 글을 읽는다 | S A | 아주 잘 읽는다",
            "S B | 잘 읽는다",
            "^2x1 여러 글을 쓴다 | S A | 아주 잘 쓴다",
            "S B | 잘 쓴다",
        )
    )
    assert table.head_rows == 1
    assert scopes(table)[0] == "cc"
