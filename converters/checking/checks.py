# SPDX-License-Identifier: AGPL-3.0-or-later
"""All checks of a Document: personal data, leftovers, barriers, data of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from converters.checking.accessibility import find_barriers
from converters.checking.epub_rules.rules import book_breaches
from converters.checking.leftovers import find_leftovers, find_links, find_unpublished
from converters.checking.passages import passages_of
from converters.checking.personal.finding import find_personal_data
from converters.checking.pictures import find_picture_data
from converters.document.findings import Finding, FindingKind, Grade, Place
from converters.document.nodes import Document
from converters.document.notices import Notice, NoticeKind, NoticeLog
from converters.limits import Limits
from converters.source.source_file import Recogniser

_BOOK = "epub"
MOST_FINDINGS = 20_000
"""Of one document: a directory of more people is one thing to be decided, not so many."""
MOST_BREACHES = 1_000
"""Of one book."""
_OF_THE_FILE = {
    NoticeKind.SCRIPT: FindingKind.SCRIPT,
    NoticeKind.DAMAGED_PART: FindingKind.DAMAGED_PART,
    NoticeKind.LINK_TARGET: FindingKind.DEAD_LINK,
}


def check_file(
    format_id: str,
    data: bytes,
    document: Document,
    notices: NoticeLog,
    limits: Limits,
    recogniser: Recogniser | None = None,
) -> tuple[Finding, ...]:
    """Return what the checks find in a file: in its document and, of a book, in the book itself.

    Args:
        format_id: of the file.
        data: all of it.
        document: as its reader gives it.
        notices: what the reader said.
        limits: of what is inflated.
        recogniser: reads the text on pictures; None where it is not looked at.
    """
    found = check_document(document, notices.notices())
    if recogniser is not None:
        found = (*found, *check_pictures(document, recogniser))
    if format_id != _BOOK:
        return found
    breaches = (breach.finding for breach in book_breaches(data, limits))
    return (*found, *_bounded(breaches, MOST_BREACHES))


def check_pictures(
    document: Document,
    recogniser: Recogniser,
    tell: Callable[[int, int], object] = lambda _done, _total: None,
) -> tuple[Finding, ...]:
    """Return the personal data that stands on the pictures of a document.

    Args:
        document: with its pictures.
        recogniser: of their text.
        tell: told how many pictures are done, of so many.
    """
    # What looks for lines on pictures is loaded with the first document that has some.
    from converters.checking.picture_text import find_in_pictures

    if not document.resources:
        return ()
    return _bounded(find_in_pictures(document, recogniser, tell), MOST_FINDINGS)


def _bounded(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    named = tuple(islice(findings, most + 1))
    if len(named) <= most:
        return named
    return (*named[:most], Finding(FindingKind.MORE, Grade.WARNING, f"> {most:,}", Place()))


def check_document(document: Document, notices: Iterable[Notice] = ()) -> tuple[Finding, ...]:
    """Return what the checks find: ``MOST_FINDINGS`` at most, and then that there are more.

    Args:
        document: of a source or of a book, as its reader gives it.
        notices: what the reader said.
    """
    return _bounded(_found(document, notices), MOST_FINDINGS)


def _found(document: Document, notices: Iterable[Notice]) -> Iterator[Finding]:
    for passage in passages_of(document):
        yield from find_personal_data(passage)
        yield from find_leftovers(passage)
    yield from find_unpublished(document)
    yield from find_links(document)
    yield from find_barriers(document)
    yield from find_picture_data(document)
    for notice in notices:
        kind = _OF_THE_FILE.get(notice.kind)
        if kind is not None:
            place = Place(chapter=notice.where, nearby=notice.detail)
            yield Finding(kind, Grade.WARNING, notice.detail, place)
