# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only place things become what they place; real tables stay."""

from __future__ import annotations

import pytest

from converters.document.counts import count
from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Cell,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Table,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text, iter_blocks
from converters.passes.layouts.boxes import unframe_titles
from converters.passes.layouts.parting import take_layouts_apart
from tests.converters.passes.drawn_tables import document, drawn, line, texts

LONG = "이 글은 한 줄보다 길어서 표의 칸에 나란히 놓이면 좁은 화면에서 읽을 수 없으므로 차례로 놓아야 하는 글이며, 그래서 여든 자를 넘기도록 길게 쓴 보기의 글입니다."


def apart(table: Table, *before: Block) -> Block:
    return take_layouts_apart(document(*before, table), NoticeLog(), "").blocks[-1]


def unframed(table: Table) -> Block:
    return unframe_titles(document(table), NoticeLog(), "").blocks[0]


def box(block: Block, role: str) -> Aside:
    assert isinstance(block, Aside), block
    assert block.role == role
    return block


def lines(block: Block) -> list[str]:
    return [text for text in block_text(block).split("\n") if text]


def lines_of(item: ListItem) -> list[str]:
    return [block_text(block) for block in item.blocks]


# ------------------------------------------------------------------ one cell


@pytest.mark.parametrize("text", ["유의 사항", "2025학년도 문제지 / 수학 영역", "안심확인제란 ?"])
def test_one_or_two_short_lines_are_a_title_box(text: str) -> None:
    found = box(unframed(drawn(text)), "title-box")
    assert [block_text(block) for block in found.blocks] == text.split(" / ")


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "다음 문장을 소리 내어 읽어 봅시다.",
        "첫째 / 둘째 / 셋째 / 넷째",
        "확인 사항 / ◦ 답안지의 해당란",
    ],
)
def test_text_in_a_frame_is_an_aside_of_its_own_alignment(text: str) -> None:
    table = drawn(f"C {text}")
    found = box(unframed(table), "sidebar")
    assert found.blocks == table.rows[0].cells[0].blocks


def test_a_frame_around_a_picture_alone_is_a_figure() -> None:
    found = box(unframed(drawn("P 1")), "figure")
    assert any(isinstance(block, Figure) for block in iter_blocks(found.blocks))


@pytest.mark.parametrize("label", ["붙 임", "(별 첨 1)", "【서식 2】", "참고", "질문 2"])
def test_a_label_and_a_title_are_a_heading(label: str) -> None:
    found = unframed(drawn(f"S {label} |  | B 관련 사진"))
    assert isinstance(found, Heading)
    assert found.number == label


# ------------------------------------------------------------------ the opening of a document


def test_times_of_a_press_release_are_a_band_of_lines() -> None:
    found = apart(drawn("B 보도시점 | 바로 보도 바랍니다. | B 배포 | 2026. 1. 30.(금)"))
    listed = box(found, "masthead").blocks[0]
    assert isinstance(listed, ListBlock)
    assert [lines_of(item) for item in listed.items] == [
        ["보도시점", "바로 보도 바랍니다."],
        ["배포", "2026. 1. 30.(금)"],
    ]


def test_a_label_beside_several_times_has_them_all() -> None:
    listed = box(
        apart(drawn("^2x1 보도시점 | (온라인) 화요일", "(지면) 수요일")), "masthead"
    ).blocks[0]
    assert isinstance(listed, ListBlock)
    assert lines(listed) == ["보도시점", "(온라인) 화요일", "(지면) 수요일"]


def test_the_head_of_a_press_release_is_a_band() -> None:
    found = box(apart(drawn("P 1 | 보 도 자 료 | P 2")), "masthead")
    assert [type(block) for block in found.blocks] == [Figure, Paragraph, Figure]


def test_a_title_over_its_subtitle_is_a_title_box() -> None:
    found = apart(drawn("BL 파리 올림픽 준비하는 선수단 격려", "- 1. 2. 진천 선수촌 방문"))
    assert lines(box(found, "title-box")) == [
        "파리 올림픽 준비하는 선수단 격려",
        "- 1. 2. 진천 선수촌 방문",
    ]


def test_times_below_the_text_stay_a_table() -> None:
    found = apart(drawn("보도시점 | 바로"), line(LONG))
    assert isinstance(found, Table)


# ------------------------------------------------------------------ boxes, pictures


def test_a_box_with_its_title_in_a_tab() -> None:
    found = box(
        apart(drawn(" | ^2x1 신청 시 주의사항 | ", " | ", "^1x3 첫째 글이다. / 둘째 글이다.")),
        "sidebar",
    )
    assert list(map(block_text, found.caption)) == ["신청 시 주의사항"]
    assert lines(found)[1:] == ["첫째 글이다.", "둘째 글이다."]
    assert (found.frame_cells, found.frame_merged) == (6, 2)


def test_two_rows_of_words_are_no_box() -> None:
    assert isinstance(apart(drawn("이름 | 홍길동", "나이 | 스물")), Table)
    assert isinstance(apart(drawn("^1x2 전체 | 가", "나 | 다 | 라")), Table)


def test_pictures_take_the_text_below_or_above_them_as_captions() -> None:
    for rows, captions in (
        (("P 1 | P 2", "앞면 | 뒷면"), ["앞면", "뒷면"]),
        (("앞면 | 뒷면", "P 1 | P 2"), ["앞면", "뒷면"]),
        (("P 1", "[사진] 봉화댐", "P 2", "[사진] 현장"), ["[사진] 봉화댐", "[사진] 현장"]),
    ):
        found = box(apart(drawn(*rows)), "figure")
        figures = [b for b in found.blocks if isinstance(b, Figure)]
        assert [block_text(b) for f in figures for b in f.caption] == captions


def test_a_picture_beside_its_description_is_no_caption() -> None:
    assert isinstance(apart(drawn("P 1 | 소화기", "P 2 | 소화전")), Table)


# ------------------------------------------------------------------ choices, steps, charts


def test_answers_to_choose_from_are_a_list() -> None:
    found = box(apart(drawn("① | ㄱ | ② | ㄴ", "③ | ㄷ | ④ | ㄱ, ㄴ")), "layout")
    listed = found.blocks[0]
    assert isinstance(listed, ListBlock)
    assert [lines_of(item) for item in listed.items] == [
        ["①", "ㄱ"],
        ["②", "ㄴ"],
        ["③", "ㄷ"],
        ["④", "ㄱ, ㄴ"],
    ]


@pytest.mark.parametrize(
    "rows", [("접수 | ⇒ | 심사 | ⇒ | 통보",), ("접수", "▼", "심사", "▼", "통보")]
)
def test_steps_with_arrows_are_a_list_in_their_order(rows: tuple[str, ...]) -> None:
    listed = box(apart(drawn(*rows)), "flow").blocks[0]
    assert isinstance(listed, ListBlock)
    assert listed.ordered
    assert lines(listed) == ["접수", "심사", "통보"]
    assert [bool(item.marker) for item in listed.items] == [False, True, True]


def test_steps_with_their_texts_below_stay_together() -> None:
    listed = box(apart(drawn("접수 | ⇒ | 심사", "온라인 | | 서면")), "flow").blocks[0]
    assert lines(listed) == ["접수", "온라인", "심사", "서면"]


def test_signs_of_change_are_no_arrows() -> None:
    assert isinstance(apart(drawn("매출 | ▲ | 1,200", "이익 | ▼ | 300")), Table)


def test_an_organisation_chart_is_a_list_of_its_boxes() -> None:
    rows = (
        "_ | _ | ^1x2 장관 | _ | _",
        "_ | _ | _ | _ | _ | _",
        "^1x2 정책관 | _ | ^1x2 기획관 | _",
        "_ | _ | _ | _ | _ | _",
        "총무과 | _ | _ | 인사과 | _ | _",
    )
    assert lines(box(apart(drawn(*rows)), "flow")) == [
        "장관",
        "정책관",
        "기획관",
        "총무과",
        "인사과",
    ]


def test_a_form_with_many_blanks_is_no_chart() -> None:
    rows = ["성명 |  |  |  |  | "] + [" |  |  |  |  | "] * 4
    assert isinstance(apart(drawn(*rows)), Table)


def test_long_texts_side_by_side_come_one_after_the_other() -> None:
    assert lines(box(apart(drawn(f"{LONG} | 둘째")), "layout")) == [LONG, "둘째"]
    assert isinstance(apart(drawn("S 목적 | " + LONG)), Table)
    assert isinstance(apart(drawn("담당 | 과장")), Table)


# ------------------------------------------------------------------ spacers


def test_columns_and_rows_for_distance_are_left_out_and_counted() -> None:
    before = drawn(
        "S 분야 | _ | S 문제 | _ | S 방향",
        "_ | _ | _ | _ | _",
        "서버 | _ | 복잡 | _ | 전환",
        column_percents=(30.0, 3.0, 30.0, 3.0, 34.0),
    )
    found = apart(before)
    assert texts(found) == [["분야", "문제", "방향"], ["서버", "복잡", "전환"]]
    assert isinstance(found, Table)
    assert len(found.column_percents) == 3
    assert round(sum(found.column_percents)) == 100
    for fact in ("cells", "merged_cells", "tables"):
        assert count(document(found))[fact] == count(document(before))[fact]


def test_blank_cells_to_fill_in_are_no_spacers() -> None:
    before = drawn("이름 |  | 서명 | ", " |  |  | ", "홍길동 |  | 가 | ")
    assert texts(apart(before)) == texts(before)


def test_an_empty_row_at_the_edge_goes_only_where_nothing_was_drawn() -> None:
    rows = ("_N | _N", "N 시행 | N 2025. 10. 24.", "N 접수 | N 담당", "_N | _N")
    assert texts(apart(drawn(*rows))) == [["시행", "2025. 10. 24."], ["접수", "담당"]]
    lined = drawn("_ | _", "시행 | 2025. 10. 24.", "접수 | 담당", "_ | _")
    assert texts(apart(lined)) == texts(lined)


def test_a_box_around_which_nothing_was_drawn_has_no_frame() -> None:
    long = "※ 자사가 개발하고 있는 제품과 서비스에 대한 동기를 적으며, 한 줄보다 길어서 제목이 아닌 글이다."
    assert lines(box(unframed(drawn(f"N {long}")), "layout")) == [long]
    assert lines(box(unframed(drawn(long)), "sidebar")) == [long]


def test_bookmarks_of_empty_cells_are_kept() -> None:
    anchor = Paragraph((Anchor("여기"),))
    row = Row((*drawn("① | ㄱ | ② | ㄴ").rows[0].cells, Cell((anchor,))))
    found = apart(Table((row,)))
    assert anchor in iter_blocks((found,))


def test_what_its_author_marked_stays_a_table() -> None:
    marked = drawn("H 접수 | H ⇒ | H 심사", "온라인 | ⇒ | 서면", head_rows=1)
    assert apart(marked) == marked
    captioned = drawn("접수 | ⇒ | 심사", caption=(line("표 1 순서"),))
    assert apart(captioned) == captioned


def test_taking_apart_is_noticed_by_kind() -> None:
    log = NoticeLog()
    take_layouts_apart(document(drawn("접수 | ⇒ | 심사")), log, "")
    assert [(n.kind, n.detail) for n in log.notices()] == [(NoticeKind.LAYOUT_TABLE, "flow")]
