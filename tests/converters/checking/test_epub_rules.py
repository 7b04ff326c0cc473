# SPDX-License-Identifier: AGPL-3.0-or-later
"""Good books break no rule, broken ones do, and EPUBCheck says the same."""

from __future__ import annotations

import pytest

from converters.checking.epub_rules.rules import book_breaches
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Cell,
    Document,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Row,
    Ruby,
    Table,
    Text,
)
from converters.epub.writer import write_book
from converters.errors import LimitExceeded
from converters.limits import Limits
from tests.checkers import epubcheck
from tests.converters.checking.broken_books import BREAKS, book_of, broken_books, parts_of


def line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.fixture(scope="module")
def good() -> bytes:
    """A book with what most books have."""
    cells = Row((Cell((line("가"),)), Cell((line("나"),))))
    blocks = (
        Heading(1, (Text("첫째 장"),)),
        line("본문"),
        Paragraph((Ruby((Text("漢"),), "한"), Text(" 글"))),
        ListBlock(ordered=False, items=(ListItem("-", (line("하나"),)),)),
        Heading(1, (Text("둘째 장"),)),
        Table((cells, cells), head_rows=1),
        *(line(f"문단 {number}") for number in range(30)),
        Heading(1, (Text("셋째 장"),)),
        line("끝"),
    )
    return write_book(Document(Metadata("시정 백서"), blocks)).data


@pytest.fixture(scope="module")
def broken(good) -> dict[str, bytes]:
    """The same book with one thing done to it, by the name of what was done."""
    return dict(broken_books([good], len(BREAKS), 1))


def test_a_good_book_breaks_no_rule(good):
    assert book_breaches(good) == []
    assert book_breaches(book_of(parts_of(good))) == []


ON_PURPOSE = sorted(name for name in BREAKS if not name.startswith("by-chance"))


@pytest.mark.parametrize("name", ON_PURPOSE)
def test_every_break_is_found_and_what_is_no_break_is_not(broken, name):
    unseen = {"page-title-gone"}  # EPUBCheck only warns
    expected = not name.startswith("good-") and name not in unseen
    assert bool(book_breaches(broken[name])) is expected, book_breaches(broken[name])


def test_a_finding_names_the_rule_and_the_place(good):
    parts = parts_of(good)
    del parts["EPUB/c0001.xhtml"]
    found = [breach.finding for breach in book_breaches(book_of(parts))]
    assert found[0].text.startswith("RSC-001: ")
    assert found[0].place.part == "EPUB/package.opf"


def test_no_archive_is_one_breach_and_bounds_are_kept(good):
    assert [breach.rule for breach in book_breaches(b"PK nothing")] == ["PKG-008"]
    assert book_breaches(good[: len(good) // 2])
    with pytest.raises(LimitExceeded):
        book_breaches(good, Limits(total_bytes=100))


@pytest.mark.slow
@pytest.mark.epubcheck
def test_agreement_with_epubcheck(good, tmp_path):
    agreed = total = 0
    for _, book in broken_books([good], 2 * len(BREAKS), 20261129):
        severe = [one for one in epubcheck.check(book, tmp_path) if one.severity != "WARNING"]
        agreed += bool(severe) == bool(book_breaches(book))
        total += 1
    assert agreed / total >= 0.97
