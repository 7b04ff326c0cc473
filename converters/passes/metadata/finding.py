# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pass that gives a Document the bibliographic facts that stand in its text."""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.metadata import Metadata
from converters.document.nodes import Document
from converters.document.notices import NoticeKind, NoticeLog
from converters.passes.metadata.dates import find_date
from converters.passes.metadata.lines import Line, first_lines, last_lines
from converters.passes.metadata.publishers import find_publisher, names
from converters.passes.metadata.titles import TitleSource, find_title

_FRONT, _BACK = 60, 60
_FRONT_LINES, _BACK_LINES = 150, 60
_PUBLICATION_NUMBER = re.compile(
    r"발\s*간\s*등\s*록\s*번\s*호\s*[:：]?\s*([0-9A-Z]{2}\s?-\s?[0-9A-Z]{7}\s?-\s?\d{6}\s?-\s?\d{2})"
)
_ISBN = re.compile(r"ISBN\s*[:：]?\s*(97[89][-\s]?(?:\d[-\s]?){9}[\dX])")
_KOGL = re.compile(r"공공누리\s*(?:공공저작물)?.{0,30}?제?\s*([0-4])\s*유형")
_KOGL_AI = re.compile(r"공공누리\s*(?:공공저작물)?.{0,30}?AI\s*유형")
_CONTACT = re.compile(
    r"^[※☎☏○ㅇ◦•·\-\s]*(?:문\s?의\s?(?:처|사항)?|contact|inquiries)\s*[:：]\s*(?=\S)", re.IGNORECASE
)
_REACHED = re.compile(r"\d{2,4}\s?[-)]\s?\d{3,4}\s?-\s?\d{4}|[\w.+-]+@[\w-]+\.[\w.]+|120")
_LONGEST_CONTACT = 80
_BOOK = "epub"
"""The format whose metadata an author or publisher wrote for readers; it stands."""


def find_metadata(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with metadata that its text bears out, and a title in any case.

    Args:
        document: what was read.
        notices: told when the title is a conclusion, and what could not be believed.
        stem: the file's name, the last resort for the title.
    """
    front = first_lines(document.blocks[:_FRONT], _FRONT_LINES)
    back = last_lines(document.blocks[_FRONT:][-_BACK:], _BACK_LINES)
    metadata = _numbered(document.metadata, "\n".join(line.text for line in front + back))
    if document.source is None or document.source.format != _BOOK:
        metadata = _borne_out(metadata, front, back, notices)
    if document.source is None or document.source.format != _BOOK or not metadata.title:
        metadata = _titled(metadata, front, stem, notices)
    return replace(document, metadata=metadata)


def _numbered(metadata: Metadata, text: str) -> Metadata:
    number, isbn, kogl = (p.search(text) for p in (_PUBLICATION_NUMBER, _ISBN, _KOGL))
    return replace(
        metadata,
        publication_number=metadata.publication_number
        or (re.sub(r"\s", "", number[1]) if number else ""),
        isbn=metadata.isbn or (re.sub(r"[\s-]", "", isbn[1]) if isbn else ""),
        kogl_type=metadata.kogl_type
        if metadata.kogl_type is not None or not kogl
        else int(kogl[1]),
        kogl_ai=metadata.kogl_ai or _KOGL_AI.search(text) is not None,
    )


def _borne_out(
    metadata: Metadata, front: list[Line], back: list[Line], notices: NoticeLog
) -> Metadata:
    """Keep of the properties what the text names, and add what it says."""
    text = "\n".join(line.text for line in front + back)
    found = find_date(front, back, metadata.modified)
    if found.doubtful:
        notices.add(NoticeKind.METADATA_DOUBTFUL, detail=found.doubtful)
    own = metadata.publisher if names(text, metadata.publisher) else ""
    return replace(
        metadata,
        creators=tuple(name for name in metadata.creators if names(text, name)),
        date=found.date,
        publisher=find_publisher(front, back) or own,
        contact=_contact(front + back),
    )


def _contact(lines: list[Line]) -> str:
    """Return what follows "문의:" on a line of its own, with a number or an address."""
    for line in lines:
        match = _CONTACT.match(line.text)
        said = line.text[match.end() :] if match else ""
        if said and len(said) <= _LONGEST_CONTACT and _REACHED.search(said):
            return said
    return ""


def _titled(metadata: Metadata, front: list[Line], stem: str, notices: NoticeLog) -> Metadata:
    found = find_title(front, metadata.title, stem)
    if found.source is TitleSource.TEXT:
        notices.add(NoticeKind.TITLE_INFERRED)
    elif found.source is TitleSource.FILE_NAME:
        notices.add(NoticeKind.TITLE_FROM_FILE_NAME)
    inferred = found.source in (TitleSource.TEXT, TitleSource.FILE_NAME)
    return replace(metadata, title=found.title, title_inferred=inferred)
