# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads of e-books from the log of a web server: Common and Combined Log Format (Apache, nginx).

A download is a book (``.epub``) that was sent whole, a read a page of a book that is shown online.
One address counts once a day for each book; programs that only crawl do not count. Addresses of
readers are compared while the log is read, and kept nowhere.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.errors import AppError
from app.i18n import mark
from app.ledger.periods import Month
from app.ledger.records import Reads
from app.services.costing.ledger import LedgerService
from app.store.ledger import reading
from converters.files import open_ordinary

_LONGEST_LINE = 16_384
_LINE = re.compile(
    r"(?P<who>\S{1,64}) \S+ [^\[]{0,256}\[(?P<day>\d{2})/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):"
    r"[^\]]*\] \"(?P<verb>[A-Z]{3,7}) (?P<path>[^ \"]+)[^\"]*\" (?P<status>\d{3}) \S+"
    r"(?: \"[^\"]*\" \"(?P<agent>[^\"]*)\")?"
)
_MONTHS = {
    name: n
    for n, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python", re.IGNORECASE)
_PAGES = (".html", ".xhtml", ".htm")
_MOST_UNKNOWN = 50


class NoWebLog(AppError):
    """A file has no line of a web server's log."""


@dataclass(slots=True)
class LogReading:
    """What a log says of the ledger's titles."""

    downloads: Counter[tuple[str, Month]] = field(default_factory=Counter)
    """By publication and month."""
    reads: Counter[tuple[str, Month]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    """Names of books that are no title of the ledger, with how often each was sent."""
    lines: int = 0
    unread: int = 0
    """Lines that are of no known form."""

    def records(self) -> tuple[Reads, ...]:
        """Return what would be entered, by title and month."""
        places = sorted(self.downloads.keys() | self.reads.keys())
        return tuple(
            Reads(
                publication,
                month,
                self.downloads[publication, month],
                self.reads[publication, month],
            )
            for publication, month in places
        )

    @property
    def most_unknown(self) -> list[tuple[str, int]]:
        """The unknown books that were sent most."""
        return self.unknown.most_common(_MOST_UNKNOWN)


def read_logs(ledger: LedgerService, files: Iterable[Path]) -> LogReading:
    """Return what web logs, plain or gzipped, say of the titles of a ledger.

    Raises:
        NoWebLog: a file has no line of such a log.
        OSError: a file cannot be read.
    """
    with ledger.store.reading() as connection:
        known = _names(reading.titles(connection))
    found = LogReading()
    seen: set[tuple[str, str, str, bool]] = set()
    for file in files:
        before = found.lines - found.unread
        for line in _lines(file):
            found.lines += 1
            _count(line, known, found, seen)
        if found.lines - found.unread == before:
            raise NoWebLog(
                mark("{file} is no log of a web server (Common or Combined Log Format)."),
                file=file.name,
            )
    return found


def _count(
    line: str, known: Mapping[str, str], found: LogReading, seen: set[tuple[str, str, str, bool]]
) -> None:
    one = _LINE.match(line)
    if one is None or one["month"] not in _MONTHS:
        found.unread += 1
        return
    path = unquote(urlsplit(one["path"]).path, errors="replace")
    is_book = path.lower().endswith(".epub")
    sent = one["verb"] == "GET" and one["status"] == "200"
    if (
        not sent
        or _ROBOT.search(one["agent"] or "")
        or not (is_book or path.lower().endswith(_PAGES))
    ):
        return
    *folders, last = [part for part in path.split("/") if part] or [""]
    # The book's own name first, then the folders of a book that is shown page by page.
    names = [_plain(part) for part in (last.rpartition(".")[0], *reversed(folders))]
    publication = next((known[name] for name in names if name in known), None)
    if publication is None:
        if is_book:
            found.unknown[path.rpartition("/")[2][:120]] += 1
        return
    day = f"{one['year']}-{one['month']}-{one['day']}"
    once = one["who"], publication, day, is_book
    if once in seen:
        return
    seen.add(once)
    at = publication, Month(int(one["year"]), _MONTHS[one["month"]])
    (found.downloads if is_book else found.reads)[at] += 1


def _names(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the number of each title by its number and its name, as ``_plain`` has them.

    A name that several titles share tells none of them.
    """
    names: dict[str, str] = {}
    shared = set()
    for number, title in titles.items():
        plain = _plain(title)
        if plain in names:
            shared.add(plain)
        names[plain] = number
    for plain in shared:
        del names[plain]
    return names | {_plain(number): number for number in titles}


def _plain(name: str) -> str:
    composed = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in composed if character.isalnum())


def _lines(file: Path) -> Iterator[str]:
    with open_ordinary(file) as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        lines = gzip.open(stream) if packed else stream  # noqa: SIM115 - closed with the stream
        while data := lines.readline(_LONGEST_LINE):
            yield data.decode("utf-8", "replace")


def enter_reads(ledger: LedgerService, found: LogReading) -> tuple[int, int]:
    """Enter what logs say; return how many entries are new, and how many correct earlier ones.

    A month that the ledger has already is corrected where the log says more: logs are often read
    before their month is over. It is left where the log says less, for old lines may be gone.

    Raises:
        NotAllowed, LedgerRefused: see ``LedgerService.add``.
    """
    records = found.records()
    with ledger.store.reading() as connection:
        standing = {row["key"]: row for row in reading.facts(connection, Reads.kind)}
    new = [one for one in records if one.key not in standing]
    more = [
        (int(standing[one.key]["entry"]), one)
        for one in records
        if one.key in standing
        and (one.downloads, one.reads)
        != (standing[one.key]["downloads"], standing[one.key]["reads"])
        and one.downloads >= standing[one.key]["downloads"]
        and one.reads >= standing[one.key]["reads"]
    ]
    if new or more:
        ledger.add(new, corrected=more)
    return len(new), len(more)
