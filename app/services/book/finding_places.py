# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where in a book a finding or a loss is: the chapter and the block that a preview goes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.services.book.preview_folder import PreviewFolder
from converters.document.findings import Finding, Where
from converters.document.nodes import Block, Figure, Heading, InlineImage, Origin
from converters.document.walk import block_text, inlines_of, iter_blocks, iter_inlines

_MOST_SEARCHED = 60
"""Chapters that are read in search of words."""


def place_of(
    finding: Finding, folder: PreviewFolder, parts: Sequence[str]
) -> tuple[int, int] | None:
    """Return chapter and block of a finding; None where it has no place in the text."""
    place = finding.place
    words = [_folded(text) for text in (finding.text, place.nearby) if text.strip()]
    if place.part in parts:
        number = parts.index(place.part)
        found = _in_chapter(folder, number, words, "") if words else None
        if found is None:
            found = _by_number(folder, number, place.paragraph, place.where is Where.PICTURE)
        if found is None:
            found = _in_chapter(folder, number, (), place.chapter)
        return number, found or 0
    return find_words(folder, range(len(parts)), words, place.chapter)


def find_words(
    folder: PreviewFolder, chapters: Iterable[int], words: Sequence[str], heading: str = ""
) -> tuple[int, int] | None:
    """Return chapter and block of the first block with any of ``words``, else of the heading."""
    for searched, number in enumerate(chapters):
        if searched >= _MOST_SEARCHED:
            return None
        found = _in_chapter(folder, number, [_folded(text) for text in words if text], heading)
        if found is not None:
            return number, found
    return None


def _in_chapter(
    folder: PreviewFolder, number: int, words: Sequence[str], heading: str
) -> int | None:
    chapter = folder.chapter(number)
    if chapter is None:
        return None
    blocks = list(iter_blocks(chapter.document.blocks))
    texts = [_folded(_text_of(block)) for block in blocks]
    for wanted in words:
        for at, text in enumerate(texts):
            if wanted in text and inlines_of(blocks[at]) + _pictures(blocks[at]):
                return at
    for wanted in words:
        # What is nearby is often more than the block: the block is then a part of it.
        for at, text in enumerate(texts):
            if len(text) > 4 and text in wanted:
                return at
    if heading:
        for at, block in enumerate(blocks):
            if isinstance(block, Heading) and _folded(heading) in texts[at]:
                return at
    return None


def _by_number(folder: PreviewFolder, number: int, paragraph: int, picture: bool) -> int | None:
    """Return the block that the reader counted as ``paragraph`` of its chapter."""
    chapter = folder.chapter(number)
    if chapter is None:
        return None
    blocks = list(iter_blocks(chapter.document.blocks))
    found = [at for at, one in enumerate(blocks) if _paragraph_of(one) == paragraph]
    shown = [at for at in found if isinstance(blocks[at], Figure)] if picture else []
    return next(iter(shown or found), None)


def _paragraph_of(block: Block) -> int:
    origin = getattr(block, "origin", None)
    return origin.paragraph if isinstance(origin, Origin) else -1


def _pictures(block: Block) -> tuple[object, ...]:
    return (block,) if isinstance(block, Figure) else ()


def _text_of(block: Block) -> str:
    """Return the block's own words, the name of its picture, and what is read out for it."""
    if isinstance(block, Figure):
        return f"{block.resource} {block.alt}"
    pictures = (one.alt for one in iter_inlines(inlines_of(block)) if isinstance(one, InlineImage))
    if not inlines_of(block):
        return ""
    return " ".join((block_text(block), *pictures))


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
