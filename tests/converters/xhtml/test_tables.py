# SPDX-License-Identifier: AGPL-3.0-or-later
"""Written tables: where their captions and the marks of pages stand."""

from __future__ import annotations

from converters.document.nodes import Cell, PageMark, Paragraph, Row, Table, Text
from tests.converters.xhtml.test_blocks import written


def test_the_mark_of_a_page_in_a_caption_stands_before_the_table() -> None:
    caption = (Paragraph((PageMark("8"), Text("〈 N단계 〉"), PageMark("9"), Text(" 끝"))),)
    rows = tuple(Row((Cell((Paragraph((Text(word),)),)),)) for word in ("구분", "내용"))
    page = written(Table(rows, caption=caption))
    caption_at, table_at = page.index("<caption"), page.index("<table")
    assert page.index('aria-label="8"') < page.index('aria-label="9"') < table_at < caption_at
    assert "〈 N단계 〉 끝" in page
