# SPDX-License-Identifier: AGPL-3.0-or-later
"""The colophon (판권): who published what and when, on which terms, and how the e-book was made."""

from __future__ import annotations

import re

from converters.document.metadata import Metadata
from converters.document.nodes import Document
from converters.epub.licences import AI_LICENCE, LICENCES
from converters.xhtml.markup import (
    EPUB_TYPE,
    XML_LANG,
    Element,
    new_page,
    one_line,
    page_bytes,
    sub,
)
from converters.xhtml.words import ColophonWords, Words

_BOTH = " / "
"""Between the two titles of a bilingual book."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Of formats that people do not know by the name that reports have for them.
_FORMAT_NAMES = {"hwp5": "HWP", "odt": "OpenDocument", "hanji-json": "JSON"}


def colophon_page(
    document: Document, title: str, words: Words, language: str, styles: list[str]
) -> bytes:
    """Return the page at the end of a book; what the publication does not say is left out.

    Args:
        document: the publication.
        title: the book's title, not empty.
        words: labels in the book's language.
        language: BCP 47 tag of the book.
        styles: addresses of style sheets.
    """
    said = words.colophon
    root, body = new_page(said.heading, language, styles)
    body.set(EPUB_TYPE, "backmatter")
    section = sub(
        body,
        "section",
        {EPUB_TYPE: "colophon", "role": "doc-colophon", "aria-labelledby": "colophon"},
    )
    sub(section, "h1", {"id": "colophon"}).text = said.heading
    listed = sub(section, "dl", {"class": "colophon"})
    for label, value in _entries(document, title, said):
        sub(listed, "dt").text = label
        _write_value(sub(listed, "dd"), value, korean=said.korean)
    return page_bytes(root)


def _write_value(element: Element, value: str, *, korean: bool) -> None:
    """Write a value; names and titles in Hangul keep their language in a book of another one."""
    parts = value.split(_BOTH)
    for at, part in enumerate(parts):
        hangul = 2 * len(_HANGUL.findall(part)) > sum(map(str.isalpha, part))
        marks = {"lang": "ko", XML_LANG: "ko"} if hangul and not korean else None
        written = sub(element, "span", marks)
        written.text = part
        written.tail = _BOTH if at + 1 < len(parts) else None


def _entries(document: Document, title: str, said: ColophonWords) -> list[tuple[str, str]]:
    metadata = document.metadata
    entries = [
        (said.title, title),
        (said.subtitle, metadata.subtitle),
        (said.creators, ", ".join(filter(None, map(one_line, metadata.creators)))),
        (said.publisher, metadata.publisher),
        (said.date, _date(metadata.date, said)),
        (said.number, metadata.publication_number),
        ("ISBN", metadata.isbn),
        (said.contact, metadata.contact),
        (said.terms, _terms(metadata, said)),
        (said.made, _made(document, said)),
    ]
    return [(label, shown) for label, value in entries if (shown := one_line(value))]


def _date(date: str, said: ColophonWords) -> str:
    """Return an ISO date to the year, month or day as the book's language writes it."""
    parts = date.strip()[:10].split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    return said.date_formats[min(len(parts), 3) - 1].format(*map(int, parts[:3]))


def _terms(metadata: Metadata, said: ColophonWords) -> str:
    number = metadata.kogl_type
    licence = LICENCES.get(number) if number is not None else None
    stated = ""
    if licence is not None and said.korean:
        stated = said.licence.format(number, licence.korean, licence.korean_meaning)
    elif licence is not None:
        stated = said.licence.format(number, licence.english, licence.english_meaning)
    machines = ""
    if metadata.kogl_ai:
        words = AI_LICENCE.korean_meaning if said.korean else AI_LICENCE.english_meaning
        machines = said.ai_licence.format(words)
    return " ".join(filter(None, (one_line(metadata.rights), stated, machines)))


def _made(document: Document, said: ColophonWords) -> str:
    if document.source is None:
        return said.made_plainly
    name = document.source.format
    return said.made_of.format(_FORMAT_NAMES.get(name, name.upper()))
