# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bibliographic facts that stand in the text: title, 발간등록번호, ISBN, licence, date, publisher."""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.metadata import Metadata
from converters.document.nodes import Block, Blocks, Document, Heading, Paragraph
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import inlines_of, iter_blocks, plain_text
from converters.passes.wording import is_statement, lines_of, size_rank

_FRONT, _BACK = 60, 60
_LONGEST_TITLE, _SHORTEST_TITLE = 80, 3
# Titles in the file's properties are often left over from the document it was copied from.
_LEAST_SPACED = 3
_LEAST_TRUSTED, _OPENING = 4, 800
_PUBLICATION_NUMBER = re.compile(
    r"발\s*간\s*등\s*록\s*번\s*호\s*[:：]?\s*([0-9A-Z]{2}\s?-\s?[0-9A-Z]{7}\s?-\s?\d{6}\s?-\s?\d{2})"
)
_ISBN = re.compile(r"ISBN\s*[:：]?\s*(97[89][-\s]?(?:\d[-\s]?){9}[\dX])")
_KOGL = re.compile(r"공공누리\s*(?:공공저작물)?.{0,30}?제?\s*([0-4])\s*유형")
_DATE = re.compile(
    r"^[(\[]?\s*((?:19|20)\d\d)\s*[.년/-]\s*(\d{1,2})\s*(?:[.월/-]\s*(?:(\d{1,2})\s*[.일]?)?)?\s*[)\]]?$"
)
_ORGANISATION = re.compile(
    r"^(?:[가-힣]{2,7}\s)?"
    r"(?:[가-힣]{2}(?:특별시|광역시|특별자치시|특별자치도)|[가-힣]{2,3}[시군구]|[가-힣]{1,4}[시도군구]청"
    r"|[가-힣]{2,}(?:공사|공단|재단|연구원|위원회|교육청|의회)|[가-힣]{4,}부|[가-힣]{2,}[처청]|(?:환경|교육|국방|외교|통일|법무)부)$"
)
# Words that end like the name of a city, a district or an office.
_NOT_ORGANISATIONS = re.compile(
    r"(?:(?:[내외본일전간]부|부처|자치구|신청|요청|초청|시청각|출연처|[락수래의매용문]처)"
    r"|(?:^|\s)(?:[일실표게지제동즉임전출응개]시|[연가기친입인출지요도]구))$"
)


def find_metadata(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with metadata that its text gives, and a title in any case.

    Args:
        document: what was read.
        notices: told when the title is a conclusion.
        stem: the file's name, the last resort for the title.
    """
    front, back = document.blocks[:_FRONT], document.blocks[-_BACK:]
    front_lines = lines_of(front)
    text = "\n".join(front_lines + lines_of(back))
    metadata = document.metadata
    number, isbn, kogl = (p.search(text) for p in (_PUBLICATION_NUMBER, _ISBN, _KOGL))
    metadata = replace(
        metadata,
        publication_number=metadata.publication_number
        or (re.sub(r"\s", "", number[1]) if number else ""),
        isbn=metadata.isbn or (re.sub(r"[\s-]", "", isbn[1]) if isbn else ""),
        kogl_type=metadata.kogl_type
        if metadata.kogl_type is not None or not kogl
        else int(kogl[1]),
        date=_printed_date(front_lines) or metadata.date,
        publisher=metadata.publisher or _publisher(front_lines),
    )
    return replace(document, metadata=_titled(metadata, front, text, stem, notices))


def _titled(
    metadata: Metadata, front: Blocks, text: str, stem: str, notices: NoticeLog
) -> Metadata:
    """Choose the title: the file's own where the text bears it out, else the largest line in front."""
    own = metadata.title
    if len(_fold(own)) >= _LEAST_TRUSTED and _fold(own) in _fold(text[:_OPENING]):
        return replace(metadata, title=_closed_up(own))
    found = _largest_line(front)
    if found is None and sum(map(str.isalpha, own)) >= _SHORTEST_TITLE:
        return metadata
    notices.add(NoticeKind.TITLE_INFERRED)
    return replace(metadata, title=found or stem, title_inferred=True)


def _largest_line(front: Blocks) -> str | None:
    """Return the largest short line in front, with the lines of the same size that follow it."""
    best: tuple[int, str] | None = None
    growing = False
    for block in iter_blocks(front):
        if not isinstance(block, Paragraph | Heading):
            growing = False
            continue
        title = _candidate(block)
        size = size_rank(inlines_of(block)) if title is not None else 0
        if isinstance(block, Heading) and block.level == 1:
            size = max(size, 1)
        if title is None or size < 1:
            growing = False
        elif best is None or size > best[0]:
            best, growing = (size, title), isinstance(block, Paragraph)
        elif growing and size == best[0] and len(best[1]) + len(title) < _LONGEST_TITLE:
            best = (size, f"{best[1]} {title}")
    return best[1] if best else None


def _candidate(block: Block) -> str | None:
    text = _closed_up(" ".join(plain_text(inlines_of(block)).split()))
    letters = sum(character.isalpha() for character in text)
    if not letters >= _SHORTEST_TITLE or len(text) > _LONGEST_TITLE or is_statement(text):
        return None
    return text


def _closed_up(text: str) -> str:
    """Join a title whose letters the author set apart with spaces ("제 안 요 청 서")."""
    parts = text.split(" ")
    if len(parts) >= _LEAST_SPACED and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return text


def _printed_date(lines: list[str]) -> str:
    for line in lines[:40]:
        match = _DATE.match(line)
        if match:
            year, month, day = match[1], int(match[2]), int(match[3] or 0)
            if 1 <= month <= 12 and 0 <= day <= 31:
                return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
    return ""


def _publisher(lines: list[str]) -> str:
    for line in map(_closed_up, lines[:40]):
        if _ORGANISATION.match(line) and not _NOT_ORGANISATIONS.search(line):
            return line
    return ""


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
