# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is left over from writing a publication: drafts, hidden text, empty fields, dead links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.checking.passages import Passage
from converters.document.findings import Finding, FindingKind, Grade, Where
from converters.document.nodes import Anchor, Document, Link, Origin
from converters.document.walk import (
    block_text,
    every_flow,
    inlines_of,
    iter_blocks,
    iter_inlines,
    plain_text,
)

_LONGEST_SHOWN = 60
_STAMPS = {
    FindingKind.DRAFT: re.compile(
        r"^\W*(?:초\s?안|가\s?안|draft|작성\s?중|수정\s?중|검토\s?중)\W*$|[(\[<【〔]\s?(?:초\s?안|가\s?안|draft|작성\s?중|미완성)\s?[)\]>】〕]",
        re.IGNORECASE,
    ),
    FindingKind.CONFIDENTIAL: re.compile(
        r"^\W*(?:대\s?외\s?비|비\s?공\s?개|내부\s?(?:검토|자료)(?:용)?|confidential|internal use only)\W*$|"
        r"[(\[<【〔]\s?(?:대\s?외\s?비|비\s?공\s?개|confidential)\s?[)\]>】〕]",
        re.IGNORECASE,
    ),
}
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?-i:x{3,}|X{4,})(?![A-Za-z])|lorem ipsum|\bTBD\b|\b(?:TODO|FIXME)\b(?=\s?:)|"
    r"(?:제목|내용|본문|텍스트|이름)(?:을|를)\s?입력(?:하세요|하십시오|해\s?주세요)|여기를\s?(?:클릭|누르)|"
    r"click (?:here )?to (?:add|enter)|\?{3,}|0{4}\s?[.년]\s?0{1,2}\s?[.월]\s?0{1,2}",
    re.IGNORECASE,
)
_EMPTY_FIELD = re.compile(
    r"(?:성\s?명|이\s?름|주\s?소|전\s?화|연락처|생년월일|소\s?속|직\s?위|담당자|작성자|작성일)\s?:\s*(?:\(인\)|\(서명\))?\s*$|"
    r"(?:(?:19|20)\d{2}|20)?\s*년\s{2,}월\s{2,}일"
)


def find_leftovers(passage: Passage) -> Iterator[Finding]:
    """Yield what a passage still has of its draft."""
    text = passage.text
    for kind, pattern in _STAMPS.items():
        match = pattern.search(text)
        if match is not None:
            shown = match.group().strip()
            yield Finding(kind, Grade.WARNING, shown, passage.place(*match.span()))
    for match in _PLACEHOLDER.finditer(text):
        kind = FindingKind.PLACEHOLDER
        yield Finding(kind, Grade.WARNING, match.group(), passage.place(*match.span()))
    if passage.where in (Where.TEXT, Where.NOTE):
        match = _EMPTY_FIELD.search(text)
        if match is not None:
            shown = " ".join(match.group().split())
            yield Finding(FindingKind.EMPTY_FIELD, Grade.NOTE, shown, passage.place(*match.span()))


_HIDDEN = {"hidden": FindingKind.HIDDEN_TEXT, "deleted": FindingKind.DELETED_TEXT}


def find_unpublished(document: Document) -> Iterator[Finding]:
    """Yield what a document holds and no page shows: hidden and deleted text, comments."""
    for hidden in document.hidden:
        kind = _HIDDEN.get(hidden.why)
        text = _start_of(" ".join(map(block_text, hidden.blocks)))
        if kind is not None and text:
            place = Passage(text, where=Where.HIDDEN).place(0, len(text))
            yield Finding(kind, Grade.WARNING, text, place)
    for comment in document.comments.values():
        text = _start_of(" ".join((comment.author, *map(block_text, comment.blocks))))
        place = Passage(text, where=Where.COMMENT).place(0, len(text))
        yield Finding(FindingKind.COMMENT, Grade.WARNING, text, place)


def find_links(document: Document) -> Iterator[Finding]:
    """Yield links that lead nowhere, and each address outside the book once."""
    anchors, links = set(), []
    origin: Origin | None = None
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            origin = getattr(block, "origin", None) or origin
            for inline in iter_inlines(inlines_of(block)):
                if isinstance(inline, Anchor):
                    anchors.add(inline.name)
                elif isinstance(inline, Link):
                    links.append((inline, origin))
    seen: set[str] = set()
    for link, found_at in links:
        words = plain_text(link.children)
        place = Passage(words, origin=found_at, where=Where.LINK).place(0, len(words))
        if link.target.startswith("#"):
            if link.target[1:] not in anchors:
                yield Finding(FindingKind.DEAD_LINK, Grade.WARNING, link.target, place)
        elif not link.target.startswith(("mailto:", "tel:")) and link.target not in seen:
            seen.add(link.target)
            yield Finding(FindingKind.EXTERNAL_LINK, Grade.NOTE, link.target, place)


def _start_of(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
