# SPDX-License-Identifier: AGPL-3.0-or-later
"""Enters conversions in the ledger: which book of which title, from which document, with its pages.

Only titles that the ledger knows get an edition, by their 발간등록번호 or, where the document bears
none, by their title; a converted memo is no publication. Nobody's minutes are made up: what the
conversion cost in staff time is the price table's assumption until somebody writes it down.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app import settings
from app.i18n import trn
from app.ledger.records import Edition, RecordKind
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.report import ReportItem, Status
from app.store.ledger import reading
from app.store.ledger.rights import Right
from converters.errors import ConversionError
from converters.files import sha256_of
from converters.readers.epub_book.imprint import read_imprint

_log = logging.getLogger(__name__)
_BOOK = ".epub"
_NAMED = 3
"""Titles that are named in a line."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The result of entering a run's books: those entered, and those of no known title."""

    editions: int
    """Entered now."""
    there: int
    """Were there already."""
    unknown: tuple[str, ...]
    """Titles of the books of no publication in the ledger."""


def enter_run(items: Iterable[ReportItem], day: date) -> Entered | None:
    """Enter a run's books into the city's ledger; None where there is none.

    Raises:
        AppError: the ledger cannot be opened or written.
    """
    if not settings.is_ledger_kept():
        return None
    made = [item for item in items if item.status in (Status.CONVERTED, Status.UNCHANGED)]
    if not made:
        return None
    with open_ledger() as ledger:
        if Right.ENTER not in ledger.rights:
            return None
        return enter_editions(ledger, made, day)


def sentences(entered: Entered | None) -> tuple[str, ...]:
    """Return what is to be said of it, if anything."""
    if entered is None:
        return ()
    said = []
    if entered.editions:
        said.append(
            trn(
                "{n} book is entered in the ledger.",
                "{n} books are entered in the ledger.",
                entered.editions,
            )
        )
    if entered.unknown:
        names = ", ".join(f"“{name}”" for name in entered.unknown[:_NAMED])
        said.append(
            trn(
                "{n} book is of no title in the ledger: {names}",
                "{n} books are of no title in the ledger: {names}",
                len(entered.unknown),
                names=names + (" …" if len(entered.unknown) > _NAMED else ""),
            )
        )
    return tuple(said)


def enter_editions(ledger: LedgerService, items: Iterable[ReportItem], day: date) -> Entered:
    """Enter an edition for each book of a title that the ledger knows.

    Args:
        ledger: whose ledger.
        items: of a report; those without a book are passed over.
        day: since when citizens can read it; a book of an earlier run, since it was written.

    Raises:
        NotAllowed: the person may not enter.
        LedgerRefused: the day lies in a closed period.
    """
    with ledger.store.reading() as connection:
        titles = reading.titles(connection)
        sources = reading.edition_sources(connection)
    if not titles:
        # Somebody opened the ledger once and keeps none.
        return Entered(0, 0, ())
    known = _Titles(titles)
    fresh: dict[str, Edition] = {}
    unknown: list[str] = []
    for item in items:
        earlier = item.status is Status.UNCHANGED
        if earlier and item.sha256 in sources:
            # A run that does nothing anew opens no book here either.
            continue
        for output in map(Path, item.outputs):
            if output.suffix.lower() != _BOOK:
                continue
            try:
                number, book = read_imprint(output).publication_number, sha256_of(output)
            except (ConversionError, OSError) as error:
                _log.warning("%s: %s", output.name, error)
                continue
            key = known.find(number, item.title)
            if key is None:
                if not earlier:
                    unknown.append(item.title or output.stem)
                continue
            since = written_on(output) if earlier else day
            edition = Edition(key, since, book, item.sha256, item.pages or 0)
            fresh[edition.key] = edition
    with ledger.store.reading() as connection:
        there = reading.live(connection, RecordKind.EDITION, list(fresh))
    new = [edition for key, edition in fresh.items() if key not in there]
    if new:
        ledger.add(new)
    return Entered(len(new), len(there), tuple(unknown))


def written_on(book: Path) -> date:
    """Return the day on which a file was written, on this machine's calendar."""
    return datetime.fromtimestamp(book.stat().st_mtime).astimezone().date()


class _Titles:
    """The ledger's publications, found by number or title."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._by_number = {_plain(key): key for key in titles}
        self._by_title: dict[str, str | None] = {}
        for key, title in titles.items():
            name = _plain(title)
            # Two titles that read the same tell nothing.
            self._by_title[name] = None if name in self._by_title else key

    def find(self, number: str, title: str) -> str | None:
        """Return the key of a publication; a number that is not known is not that title."""
        if number:
            return self._by_number.get(_plain(number))
        return self._by_title.get(_plain(title)) if title else None


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
