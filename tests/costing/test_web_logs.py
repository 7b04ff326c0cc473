# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads of e-books from logs of a web server: counted once, by the right title, and kept by nobody."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from app.ledger.periods import Month
from app.ledger.records import Publication, Reads
from app.services.costing.ledger import LedgerService
from app.services.costing.web_logs import NoWebLog, enter_reads, read_logs

TITLES = [
    Publication("51-6110000-000001-01", "시정 백서", ""),
    Publication("P-2", "통계연보 2026", ""),
    Publication("P-3", "소식지", ""),
    Publication("P-4", "소식지", ""),
]
WHITE = "51-6110000-000001-01"
MARCH, APRIL = Month(2026, 3), Month(2026, 4)
Write = Callable[..., Path]


def line(
    path: str, *, who: str = "10.0.0.1", day: str = "02/Mar/2026", status: int = 200,
    agent: str | None = "Mozilla/5.0 (Windows)", verb: str = "GET",
) -> str:  # fmt: skip
    said = f'{who} - - [{day}:10:11:12 +0900] "{verb} {quote(path)} HTTP/1.1" {status} 2326'
    return said if agent is None else f'{said} "-" "{agent}"'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a log."""

    def make(*lines: str, name: str = "access.log") -> Path:
        path = tmp_path / name
        data = "".join(f"{one}\n" for one in lines).encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return make


@pytest.fixture
def titled(ledger: LedgerService) -> LedgerService:
    """A ledger with some titles."""
    ledger.add(TITLES)
    return ledger


def test_books_are_known_by_title_number_and_folder(titled: LedgerService, write: Write):
    log = write(
        line("/books/시정_백서.epub"),
        line("/books/51-6110000-000001-01.epub", who="10.0.0.2", agent=None),
        line("/read/시정 백서/OEBPS/ch1.xhtml"),
        line("/books/통계연보-2026.EPUB", day="09/Apr/2026"),
        line("/index.html"),
    )
    found = read_logs(titled, [log])
    assert found.downloads == {(WHITE, MARCH): 2, ("P-2", APRIL): 1}
    assert found.reads == {(WHITE, MARCH): 1}
    assert not found.unknown
    assert found.unread == 0


def test_one_reader_counts_once_a_day_and_robots_and_errors_never(
    titled: LedgerService, write: Write
):
    book = "/books/시정 백서.epub"
    log = write(
        line(book),
        line(book),
        line(book, day="03/Mar/2026"),
        line(book, who="10.0.0.2", agent="Googlebot/2.1"),
        line(book, who="10.0.0.3", status=404),
        line(book, who="10.0.0.4", status=206),
        line(book, who="10.0.0.5", verb="HEAD"),
    )
    assert read_logs(titled, [log]).downloads == {(WHITE, MARCH): 2}


def test_what_is_no_title_or_of_two_titles_is_named_and_not_counted(
    titled: LedgerService, write: Write
):
    log = write(
        line("/a/없는 책.epub"), line("/a/소식지.epub"), line("/a/소식지.epub", who="1.1.1.1")
    )
    found = read_logs(titled, [log])
    assert not found.downloads
    assert found.most_unknown == [("소식지.epub", 2), ("없는 책.epub", 1)]


def test_a_month_that_went_on_is_corrected_and_never_made_less(titled: LedgerService, write: Write):
    first = write(line("/시정 백서.epub"), name="1.log")
    second = write(line("/시정 백서.epub", who="10.0.0.9"), name="2.log.gz")
    assert enter_reads(titled, read_logs(titled, [first])) == (1, 0)
    assert enter_reads(titled, read_logs(titled, [first, second])) == (0, 1)
    assert enter_reads(titled, read_logs(titled, [second])) == (0, 0)
    rows = [row for row in titled.entries(0, 20) if row.kind == "reads"]
    stated = titled.record(rows[0].number)
    assert stated == Reads(WHITE, MARCH, 2)
    assert not any("10.0.0" in row.content for row in rows)


def test_what_is_no_log_is_refused_and_strange_lines_are_counted(
    titled: LedgerService, write: Write
):
    with pytest.raises(NoWebLog):
        read_logs(titled, [write("연번,제목", "1,백서")])
    log = write(
        "x" * 70_000, line("/시정 백서.epub"), '10.0.0.1 - - [32/Foo/2026:1] "GET / HTTP" 200 1'
    )
    found = read_logs(titled, [log])
    assert found.downloads == {(WHITE, MARCH): 1}
    assert found.unread == found.lines - 1
