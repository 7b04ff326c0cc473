# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a machine can see of accessibility (WCAG 2.2: 1.1.1, 1.3.1, 2.4.2, 2.4.6, 3.1.1).

It sees about a third of what the rules ask for; a clean answer is no claim that a book is accessible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.document.findings import Finding, FindingKind, Grade, Place, Where
from converters.document.nodes import (
    Block,
    Document,
    Figure,
    Heading,
    InlineImage,
    Origin,
    Table,
)
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines, plain_text

_USELESS = re.compile(
    r"^\W*(?:그림|사진|이미지|삽화|도표|표|차트|그래프|로고|아이콘|image|picture|photo|img|figure|logo|icon|untitled|스캔)"
    r"\s?[\d.()_-]*\W*$|\.(?:png|jpe?g|gif|bmp|wmf|emf|svg|tiff?)\s*$|^[A-Za-z]*[\d_.-]+$|^\S*(?:DSC|IMG|BIN)_?\d+\S*$",
    re.IGNORECASE,
)
_LEAST_TEXT = 3_000
"""Letters: a shorter publication needs no headings."""
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2


def find_barriers(document: Document) -> Iterator[Finding]:
    """Yield what keeps people with disabilities from reading a document."""
    if not document.metadata.title.strip():
        yield _of_the_book(FindingKind.TITLE_MISSING)
    if not document.metadata.language.strip():
        yield _of_the_book(FindingKind.LANGUAGE_MISSING)
    level, headings, letters = 0, 0, 0
    chapter = ""
    origin: Origin | None = None
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            origin = getattr(block, "origin", None) or origin
            text = plain_text(inlines_of(block)).strip()
            letters += len(text)
            yield from _pictures(block, chapter, origin)
            if isinstance(block, Table) and _lacks_heads(block):
                first = " ".join(
                    plain_text(inlines_of(b)) for b in iter_blocks(block.rows[0].cells[0].blocks)
                )
                yield _at(FindingKind.TABLE_HEAD_MISSING, first.strip(), chapter, origin)
            if not isinstance(block, Heading):
                continue
            headings += 1
            chapter = " ".join(filter(None, (block.number, text)))
            if not chapter and not any(isinstance(i, InlineImage) for i in block.inlines):
                yield _at(FindingKind.HEADING_EMPTY, "", chapter, origin)
            if block.level > level + 1 and level:
                skipped = f"h{level} → h{block.level}: {chapter}"
                yield _at(FindingKind.HEADING_SKIPPED, skipped, chapter, origin)
            level = block.level
    if not headings and letters >= _LEAST_TEXT:
        yield _of_the_book(FindingKind.HEADING_MISSING)


def _pictures(block: Block, chapter: str, origin: Origin | None) -> Iterator[Finding]:
    pictures: list[Figure | InlineImage] = [block] if isinstance(block, Figure) else []
    pictures += [i for i in iter_inlines(inlines_of(block)) if isinstance(i, InlineImage)]
    for picture in pictures:
        if picture.decorative:
            continue
        if not picture.alt.strip():
            yield _at(FindingKind.ALT_MISSING, "", chapter, origin, Where.PICTURE)
        elif _USELESS.search(picture.alt.strip()):
            yield _at(FindingKind.ALT_USELESS, picture.alt.strip(), chapter, origin, Where.PICTURE)


def _lacks_heads(table: Table) -> bool:
    if table.presentational or len(table.rows) < _LEAST_ROWS or table.head_rows:
        return False
    if max(len(row.cells) for row in table.rows) < _LEAST_COLUMNS or not table.rows[0].cells:
        return False
    return not any(cell.scope for row in table.rows for cell in row.cells)


def _of_the_book(kind: FindingKind) -> Finding:
    return Finding(kind, Grade.WARNING, "", Place(where=Where.METADATA))


def _at(
    kind: FindingKind, text: str, chapter: str, origin: Origin | None, where: Where = Where.TEXT
) -> Finding:
    if origin is None:
        return Finding(kind, Grade.WARNING, text, Place(chapter, text, where))
    place = Place(chapter or origin.part, text, where, origin.part, origin.paragraph, origin.page)
    return Finding(kind, Grade.WARNING, text, place)
