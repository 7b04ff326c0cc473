# SPDX-License-Identifier: AGPL-3.0-or-later
"""Written tables: where their captions and the marks of pages stand."""

from __future__ import annotations

import pytest

from converters.document.nodes import Aside, Cell, LineBreak, PageMark, Paragraph, Row, Table, Text
from tests.converters.passes.drawn_tables import drawn
from tests.converters.xhtml.test_blocks import written


def test_the_mark_of_a_page_in_a_caption_stands_before_the_table() -> None:
    caption = (Paragraph((PageMark("8"), Text("〈 N단계 〉"), PageMark("9"), Text(" 끝"))),)
    rows = tuple(Row((Cell((Paragraph((Text(word),)),)),)) for word in ("구분", "내용"))
    page = written(Table(rows, caption=caption))
    caption_at, table_at = page.index("<caption"), page.index("<table")
    assert page.index('aria-label="8"') < page.index('aria-label="9"') < table_at < caption_at
    assert "〈 N단계 〉 끝" in page


def test_a_table_that_only_places_things_has_no_lines_where_the_author_drew_none() -> None:
    assert 'class="bare"' in written(drawn("N 왼쪽 | N 오른쪽", presentational=True))
    assert 'class="grid"' in written(drawn("N 왼쪽 | 오른쪽", presentational=True))
    # Blank cells without lines are no fields of a form.
    blank = written(drawn("N 담당 | N ", "N 협조자 | N "))
    assert "bare" in blank
    assert "form" not in blank


def test_cells_and_rows_without_lines_are_marked_in_a_table_that_has_some() -> None:
    page = written(drawn("N 수신 | N 시장", "제목 | 계획"))
    assert page.count('<tr class="bare"><td class="bare">') == 1
    assert page.count('class="bare"') == 3


def test_rows_of_a_table_with_a_head_are_led_by_lines() -> None:
    assert "bare" not in written(drawn("N 구분 | N 금액", "N 계 | N 10", head_rows=1))


@pytest.mark.parametrize(("role", "shown"), [("layout", False), ("sidebar", True)])
def test_an_empty_place_is_written_only_where_it_has_a_frame(role: str, shown: bool) -> None:
    assert ("box" in written(Aside(role, ()))) is shown


def _lines(*texts: str) -> Cell:
    return Cell(tuple(Paragraph((Text(text),) if text else ()) for text in texts))


def test_a_blank_line_in_a_cell_is_kept_where_lines_stand_beside_each_other() -> None:
    broken = Paragraph((Text("17"), LineBreak(), Text("32"), LineBreak(), Text("4")))
    figures = Cell((Paragraph((Text("원"),)), broken))
    page = written(Table((Row((_lines("", "수입", "지출", "계", ""), figures)),)))
    assert '<tr class="lines"><td><p><br/></p><p>수입</p><p>지출</p><p>계</p></td>' in page


def test_cells_of_text_have_no_parallel_lines() -> None:
    page = written(Table((Row((_lines("", "가", "나", "다"), _lines("라", "마"))),)))
    assert "<br/>" not in page
    assert "lines" not in page
