# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tagged PDFs as a truth that costs nothing: the geometry alone against the tree of tags.

    python -m tests.acceptance.pdf_tags FILE...

prints, for each file, how far the order of the words that the program finds without the tags
agrees with that of the tags (share of the words in one common subsequence), and the F1 of the
headings by their text. Footers and heads are no part of the tree and are left out of both; so
is the title in front, to which many trees give no role.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from converters.document.nodes import Document, Heading, Source
from converters.document.notices import NoticeLog
from converters.document.walk import iter_blocks, plain_text
from converters.exports.text import to_text
from converters.limits import DEFAULT_LIMITS
from converters.passes import PASSES
from converters.readers.pdf.catalog import read_catalog
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.flow.document import document_of
from converters.readers.pdf.model import Page
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.pictures import Pictures
from converters.readers.pdf.reader import layouts

_HEADING = re.compile(r"H[1-6]?|Title")
_SOFT_HYPHEN = re.compile(r"\s*\u00ad\s*")
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Agreement:
    """What two readings of one file share, 0 to 1."""

    order: float
    heading_f1: float
    headings: int
    """In the tree."""


def measure(path: Path) -> Agreement:
    """Return how far geometry and tags of one file agree."""
    data = path.read_bytes()
    with closing(Engine(data)) as engine:
        catalog = read_catalog(engine, data)
        reader = PageReader(engine)
        pages = [reader.read(number) for number in range(len(engine))]
        words, titles = _by_tags(pages)
        untagged = PageReader(engine, catalog.labels, with_tags=False)
        notices = NoticeLog()
        document = document_of(
            layouts(engine, untagged, Pictures(engine, DEFAULT_LIMITS, notices)),
            catalog.metadata,
            Source("", "pdf", pages=len(engine)),
            notices,
        )
        for change in PASSES:
            document = change(document, notices, path.stem)
    found = _words(to_text(document))
    headings = _headings(document)
    if headings and headings[0] not in titles:
        headings = headings[1:]
    return Agreement(_common(words, found), _f1(titles, headings), len(titles))


def _by_tags(pages: list[Page]) -> tuple[list[str], list[str]]:
    """Return the words and the headings in the order of the tags."""
    texts: list[str] = []
    titles: list[str] = []
    for page in pages:
        shown = _marked_texts(page)
        for root in page.tags:
            texts += [shown.get(number, "") for number in root.marked()]
            titles += [
                "".join(shown.get(number, "") for number in tag.marked())
                for tag in root.walk()
                if _HEADING.fullmatch(tag.role)
            ]
    return _words("".join(texts)), [title for title in map(_plain, titles) if title]


def _marked_texts(page: Page) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    for line in page.lines:
        for glyph in line.glyphs:
            found[glyph.marked].append(
                glyph.text + (" " if glyph.space_after or glyph.blank_guessed else "")
            )
        found[line.glyphs[-1].marked].append(" ")
    return {number: "".join(parts) for number, parts in found.items()}


def _headings(document: Document) -> list[str]:
    found = [
        f"{block.number or ''}{plain_text(block.inlines)}"
        for block in iter_blocks(document.blocks)
        if isinstance(block, Heading)
    ]
    return [title for title in map(_plain, found) if title]


def _words(text: str) -> list[str]:
    return [word for word in map(_plain, _SOFT_HYPHEN.sub("", text).split()) if word]


def _plain(text: str) -> str:
    return _MARKS.sub("", text).casefold()


def _common(first: list[str], second: list[str]) -> float:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    size = sum(block.size for block in matcher.get_matching_blocks())
    return 2 * size / max(1, len(first) + len(second))


def _f1(truth: list[str], found: list[str]) -> float:
    if not truth and not found:
        return 1.0
    hits = sum((Counter(truth) & Counter(found)).values())
    return 2 * hits / max(1, len(truth) + len(found))


def main(paths: list[str]) -> None:
    """Print a line for each file."""
    for name in paths:
        found = measure(Path(name))
        sys.stdout.write(
            f"{Path(name).name}: order {found.order:.3f}, headings F1 {found.heading_f1:.3f}"
            f" ({found.headings} in the tree)\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
