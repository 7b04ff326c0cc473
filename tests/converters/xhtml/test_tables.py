# SPDX-License-Identifier: AGPL-3.0-or-later
"""Written tables: where their captions and the marks of pages stand."""

from __future__ import annotations

import pytest

from converters.document.nodes import Aside, Cell, PageMark, Paragraph, Row, Table, Text
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
