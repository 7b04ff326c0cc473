# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alternative texts that describe nothing are taken away: they would hide that nobody described."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from converters.document.nodes import (
    Block,
    Blocks,
    Document,
    Figure,
    Heading,
    Inline,
    InlineImage,
    Inlines,
    Link,
    Paragraph,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, map_document

# What programs write: their own names, names and numbers of objects, names of files (WCAG 2, F30).
_GENERATED = re.compile(
    r"(?:(?:microsoft\s+)?(?:equation|excel|word|powerpoint|visio|chart|photo\s?editor)[\w .]*(?:\.\w+)+"
    r"|(?:microsoft\s+)?equation(?:\s?editor)?[\s.]*\d[\d.]*|mathtype[\w .]*|(?:ole\s?)?object\s?\d*|paint\.picture"
    r"|(?:picture|image|figure|graphic|photo|grafik|bild|shape|group|text\s?box|rectangle|diagram|chart|img|dsc|scan|screenshot)"
    r"[\s_#-]*\d*|(?:그림|사진|이미지|개체|도형|묶음|글상자|직사각형|차트|표)\s?\d*(?:입니다\.?)?|.*\.(?:png|jpe?g|gif|bmp|tiff?|[we]mf|svg|webp|psd|ai|hwpx?|docx?))",
    re.IGNORECASE,
)
_LONGEST_NAME = 120
_SAME = 3
"""One text on so many different pictures is the name of whoever made them, or of a folder."""


def keep_true_descriptions(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with no alternative text but what describes its picture.

    Left out by name are: names of programs, objects and files; the name of the file's author;
    one text on three or more different pictures.
    """
    del stem
    pictures = [each for each in _pictures(document) if each.alt and not each.decorative]
    by_text: dict[str, set[str]] = defaultdict(set)
    for each in pictures:
        by_text[_folded(each.alt)].add(each.resource)
    authors = {_folded(name) for name in document.metadata.creators}
    untrue = {
        text
        for text, resources in by_text.items()
        if len(resources) >= _SAME
        or text in authors
        or (len(text) <= _LONGEST_NAME and _GENERATED.fullmatch(text))
    }
    if not untrue:
        return document

    def change(blocks: Blocks) -> Blocks:
        return tuple(_without(block, untrue, notices) for block in blocks)

    return map_document(document, change)


def _pictures(document: Document) -> list[Figure | InlineImage]:
    found: list[Figure | InlineImage] = []
    for blocks in (document.blocks, *(note.blocks for note in document.notes.values())):
        for block in iter_blocks(blocks):
            if isinstance(block, Figure):
                found.append(block)
            found += [i for i in iter_inlines(inlines_of(block)) if isinstance(i, InlineImage)]
    return found


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without(block: Block, untrue: set[str], notices: NoticeLog) -> Block:
    if isinstance(block, Figure) and not block.decorative and _folded(block.alt) in untrue:
        notices.add(NoticeKind.ALT_TEXT_MISSING, block.origin, block.alt)
        return replace(block, alt="")
    if isinstance(block, Paragraph | Heading) and any(
        isinstance(inline, InlineImage) for inline in iter_inlines(block.inlines)
    ):
        return replace(
            block,
            inlines=tuple(_bare(inline, block, untrue, notices) for inline in block.inlines),
        )
    return block


def _bare(
    inline: Inline, block: Paragraph | Heading, untrue: set[str], notices: NoticeLog
) -> Inline:
    if isinstance(inline, Link):
        children: Inlines = tuple(_bare(each, block, untrue, notices) for each in inline.children)
        return replace(inline, children=children)
    if isinstance(inline, InlineImage) and not inline.decorative and _folded(inline.alt) in untrue:
        notices.add(NoticeKind.ALT_TEXT_MISSING, block.origin, inline.alt)
        return replace(inline, alt="")
    return inline
