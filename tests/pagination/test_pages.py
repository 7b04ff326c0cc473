# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every letter of a book can be seen on a phone and a tablet, at 100 and 200 % text."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Cell, Document, Heading, Paragraph, Row, Table, Text
from converters.epub.writer import write_book
from converters.theme import Design, Theme
from tests.pagination.books import hard_books, samples
from tests.pagination.pages import Layout, Pages, missing, pages_of

pytestmark = pytest.mark.slow

_LAYOUTS: tuple[Layout, ...] = ("root", "body", "foliate-js", "epub.js")


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_pages_show_every_letter(layout: Layout, tmp_path: Path) -> None:
    if why := missing(layout):
        pytest.skip(why)
    books = samples(tmp_path) | hard_books()
    found = pages_of(books, layout)
    assert {pages.book for pages in found} == set(books)
    assert all(pages.letters for pages in found if "cover" not in pages.chapter)
    faults = [line for pages in found for line in _faults(pages)]
    assert not faults, "\n".join(faults)


def _faults(pages: Pages) -> list[str]:
    place = f"{pages.book}, {pages.chapter}, {pages.width} px, {pages.zoom * 100} %"
    said = {
        "letters on no page": "".join(pages.unseen),
        "text over text": "; ".join(pages.overlaps),
        "tables wider than the page": ", ".join(pages.wide),
        "elements that scroll or clip": ", ".join(pages.scrolled),
        "figures broken": ", ".join(pages.broken),
    }
    return [f"{place}: {what}: {text[:200]}" for what, text in said.items() if text]


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_records_are_stacked_only_where_a_table_does_not_fit(layout: Layout) -> None:
    if why := missing(layout):
        pytest.skip(why)
    found = pages_of({"records": hard_books()["records"]}, layout)
    chapters = [pages for pages in found if "c0001" in pages.chapter]
    assert {(pages.width, pages.zoom, pages.stacked) for pages in chapters} == {
        (390, 1, 1),
        (390, 2, 1),
        (768, 1, 0),
        (768, 2, 1),
    }


@pytest.mark.parametrize("design", ["guidebook", "large-print"])
def test_designs_keep_tables_on_the_page(design: str) -> None:
    if why := missing("foliate-js"):
        pytest.skip(why)
    table = tuple(
        Row(tuple(Cell((Paragraph((Text(text),)),)) for text in texts))
        for texts in (("담당", "부서", "전화"), ("홍길동", "총무과", "123"))
    )
    document = Document(Metadata("공고"), (Heading(1, (Text("연락처"),)), Table(table)))
    book = write_book(document, theme=Theme(Design(design), "#1f4e79")).data
    faults = [line for pages in pages_of({design: book}, "foliate-js") for line in _faults(pages)]
    assert not faults, "\n".join(faults)
