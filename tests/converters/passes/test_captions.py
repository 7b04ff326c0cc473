# SPDX-License-Identifier: AGPL-3.0-or-later
"""Typed captions and units go with their table or picture; sentences about tables stay text."""

from __future__ import annotations

import pytest

from converters.document.nodes import Block, Figure, InlineImage, Paragraph, Table
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text
from converters.passes.captions import bind_captions, is_figure_caption, is_table_caption, is_unit
from tests.converters.passes.drawn_tables import document, drawn, line

TABLE = drawn("S 구분 | S 금액", "인건비 | 1,000")
BLANK = Paragraph(())


def bound(*blocks: Block) -> tuple[Block, ...]:
    return bind_captions(document(*blocks), NoticeLog(), "").blocks


def captions(block: Block) -> list[str]:
    assert isinstance(block, Table | Figure)
    return [block_text(each) for each in block.caption]


@pytest.mark.parametrize(
    "text",
    [
        "<표 3> 연도별 예산",
        "[표 1-2]",
        "표 4.1 인구",
        "Table 2. Results",
        "〈표 Ⅱ-1〉 현황",
        "표 1",
        "TABLE 6",
    ],
)
def test_captions_of_tables(text: str) -> None:
    assert is_table_caption(text)
    first = bound(line(text), TABLE)[0]
    assert captions(first) == [text]


@pytest.mark.parametrize(
    "text", ["<그림 2> 조감도", "[사진 1] 현장", "그림 3. 구조", "Figure 1 Overview", "Fig. 2"]
)
def test_captions_of_figures(text: str) -> None:
    assert is_figure_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "표 3은 연도별 예산이다.",
        "표 3 참조",
        "Table 8.13 illustrates the development of brands",
        "표준 1",
        "표시 2",
        "Tables 1 and 2",
        "도 3",
        "그림 2와 같이 한다.",
    ],
)
def test_text_about_tables_is_no_caption(text: str) -> None:
    assert not is_table_caption(text)
    assert not is_figure_caption(text)


@pytest.mark.parametrize(
    "text", ["(단위: 백만원)", "[단위 : 명, %]", "단위: 천원", "(In thousands)", "(%)"]
)
def test_units(text: str) -> None:
    assert is_unit(text)


def test_a_unit_and_a_caption_go_with_their_table_in_the_order_of_the_page() -> None:
    for lines in (("<표 1> 예산", "(단위: 천원)"), ("(단위: 천원)", "<표 1> 예산")):
        blocks = bound(line("앞글이다."), *map(line, lines), BLANK, TABLE, line("뒷글이다."))
        table = next(block for block in blocks if isinstance(block, Table))
        assert captions(table) == list(lines)
        assert [block_text(b) for b in blocks if isinstance(b, Paragraph)] == [
            "앞글이다.",
            "",
            "뒷글이다.",
        ]


def test_a_unit_goes_with_the_caption_that_the_source_has() -> None:
    table = bound(line("(단위: 천원)"), drawn("가 | 1", "나 | 2", caption=(line("표 1 예산"),)))[0]
    assert captions(table) == ["표 1 예산", "(단위: 천원)"]


def test_a_caption_between_two_tables_is_of_the_one_below() -> None:
    first, second = bound(TABLE, line("표 2 뒤의 표"), TABLE)
    assert (captions(first), captions(second)) == ([], ["표 2 뒤의 표"])


def test_captions_below_tables_are_told_by_the_others_of_the_document() -> None:
    blocks = bound(
        TABLE,
        line("표 1 하나"),
        TABLE,
        line("표 2 둘"),
        line("글이다."),
        TABLE,
        line("표 3 셋"),
        line("글이다."),
    )
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [captions(table) for table in tables] == [["표 1 하나"], ["표 2 둘"], ["표 3 셋"]]
    assert all(table.caption_below for table in tables)


def test_a_figures_caption_stands_below_it_even_before_another() -> None:
    first, second, third = bound(
        Figure("a"), line("그림 1 앞"), Figure("b"), line("그림 2 뒤"), line("글이다.")
    )
    assert (captions(first), captions(second)) == (["그림 1 앞"], ["그림 2 뒤"])
    assert isinstance(third, Paragraph)


def test_a_picture_alone_in_its_line_becomes_a_figure_with_its_caption() -> None:
    picture = Paragraph((InlineImage("a", width_percent=50.0),))
    assert bound(picture, line("[그림 1] 조감도")) == (
        Figure("a", caption=(line_as_caption("[그림 1] 조감도"),), width_percent=50.0),
    )


def line_as_caption(text: str) -> Paragraph:
    return Paragraph(line(text).inlines, role="caption")


def test_a_line_in_brackets_right_above_a_table_is_its_title() -> None:
    assert captions(bound(line("< 국가별 동향(억 달러) >"), TABLE)[0]) == [
        "< 국가별 동향(억 달러) >"
    ]
    for text in ("<보기>", "[붙임 1]", "< 참고 >", "국가별 동향"):
        assert len(bound(line(text), TABLE)) == 2, text


def test_a_caption_without_a_partner_stays_where_it_is() -> None:
    blocks = (line("표 1 예산"), line("글이다."), TABLE)
    assert bound(*blocks) == blocks
    captioned = (line("표 2 예산"), drawn("가 | 1", "나 | 2", caption=(line("표 1 예산"),)))
    assert bound(*captioned) == captioned


def test_binding_is_noticed() -> None:
    log = NoticeLog()
    bind_captions(document(line("표 1 예산"), TABLE), log, "")
    assert [notice.kind for notice in log.notices()] == [NoticeKind.CAPTION_INFERRED]
