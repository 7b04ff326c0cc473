# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups of columns and rows, heads by name, and what tables are called."""

from __future__ import annotations

from converters.document.nodes import Block, Heading, Text
from converters.document.notices import NoticeLog
from converters.passes.captions import bind_captions
from converters.passes.tables.heads import infer_table_heads
from converters.xhtml.blocks import write_blocks
from converters.xhtml.flow import Flow
from converters.xhtml.markup import Element, new
from tests.converters.passes.drawn_tables import document, drawn, line


def written(*blocks: Block) -> Element:
    found = infer_table_heads(bind_captions(document(*blocks), NoticeLog(), ""), NoticeLog(), "")
    body = new("body")
    write_blocks(Flow(found, {}, "ko"), body, found.blocks)
    return next(body.iter("{*}table"))


def scopes(table: Element) -> list[str]:
    return [f"{''.join(th.itertext())} {th.get('scope')}" for th in table.iter("{*}th")]


def test_a_head_over_two_columns_heads_a_group_of_columns() -> None:
    table = written(
        drawn(
            "^2x1 S 구분 | ^1x2 S 2023년 | ^1x2 S 2024년",
            "S 상 | S 하 | S 상 | S 하",
            "S 투자 | 1 | 2 | 3 | 4",
            column_percents=(20.0, 20.0, 20.0, 20.0, 20.0),
        )
    )
    assert scopes(table)[:3] == ["구분 col", "2023년 colgroup", "2024년 colgroup"]
    assert [len(group) for group in table.iter("{*}colgroup")] == [1, 2, 2]
    assert table.find("{*}caption") is None


def test_bands_and_groups_of_rows_have_parts_of_their_own() -> None:
    bands = written(
        drawn("B 항목 | B 값", "^1x2 B 말", "읽기 | 1", "쓰기 | 2", "^1x2 B 수", "셈 | 3")
    )
    assert [len(part) for part in bands.iter("{*}tbody")] == [3, 2]
    assert "말 rowgroup" in scopes(bands)
    tall = written(
        drawn("S 구분 | S 값", "^2x1 S 미국 | 1", "2", "^2x1 S 영국 | 3", "4", "S 계 | 5")
    )
    assert [len(part) for part in tall.iter("{*}tbody")] == [2, 2, 1]
    assert scopes(tall)[2:] == ["미국 rowgroup", "영국 rowgroup", "계 row"]


def test_values_between_labels_name_their_heads() -> None:
    table = written(
        drawn("S 부서 | 체육과 | S 책임자 | 정길동", "S 담당 | 최길동 | S 전화 | 02-120")
    )
    names = {th.get("id"): "".join(th.itertext()) for th in table.iter("{*}th")}
    found = {"".join(td.itertext()): names[td.get("headers")] for td in table.iter("{*}td")}
    assert found == {"체육과": "부서", "정길동": "책임자", "최길동": "담당", "02-120": "전화"}


def test_simple_tables_need_no_names() -> None:
    table = written(drawn("S 구분 | S 값", "가 | 1", "나 | 2"))
    assert not [e for e in table.iter() if e.get("headers") or e.get("id")]


def test_a_caption_is_the_name_of_its_table() -> None:
    table = written(line("<표 3> 예산"), drawn("S 구분 | S 값", "가 | 1", "나 | 2"))
    assert table.get("aria-label") is None
    assert "".join(table[0].itertext()) == "<표 3> 예산"


def test_without_a_caption_the_heading_and_the_head_name_it() -> None:
    grid = drawn("S 구분 | S 5월 | S 6월 | S 7월", "가 | 1 | 2 | 3", "나 | 4 | 5 | 6")
    assert written(Heading(1, (Text("추진 일정"),)), grid).get("aria-label") == (
        "표 1 (추진 일정: 구분, 5월, 6월)"
    )
    assert written(line("(단위: 천원)"), grid).get("aria-label") == "표 1 (구분, 5월, 6월)"
    assert written(drawn("가 | 나", "다 | 라")).get("aria-label") == "표 1"
