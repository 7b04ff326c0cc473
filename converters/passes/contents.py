# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed table of contents: its entries lead to their headings.

Page numbers mean nothing on a reading device, but the author's own list of
contents is part of the publication; so it stays, and each entry becomes a link.
"""

from __future__ import annotations

import re
from dataclasses import replace
from operator import is_

from converters.document.nodes import (
    Anchor,
    Block,
    Blocks,
    Document,
    Heading,
    Link,
    Paragraph,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import iter_inlines, map_document, plain_text

_PAGE_NUMBER = re.compile(r"[\s.·…‥ㆍ\-_]*\d{1,4}\s*$")
_LEADER = re.compile(r"\s*[.·…‥ㆍ․‧･]{4,}\s*")
_LEADER_LINE = re.compile(_LEADER.pattern + r"\d{1,4}\s*$")
_NOISE = re.compile(r"[\s.·…‥ㆍ,()\[\]「」『』-]+")
# Entries stand near the front; a heading deep in the text is not one of them.
_FRONT = 400


def link_contents(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with entries of its own table of contents linked to the headings."""
    del notices, stem
    headings: dict[str, int] = {}
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            headings.setdefault(_fold((block.number or "") + plain_text(block.inlines)), at)
            headings.setdefault(_fold(plain_text(block.inlines)), at)
    document = map_document(document, _without_leaders)
    links: dict[int, int] = {}
    for at, block in enumerate(document.blocks[:_FRONT]):
        target = _entry_target(block, headings)
        if target is not None and target > at:
            links[at] = target
    if len(links) < 2:
        return document
    blocks = list(document.blocks)
    for at, target in links.items():
        blocks[at] = _linked(blocks[at], f"contents:{target}")
    for target in set(links.values()):
        heading = blocks[target]
        if isinstance(heading, Heading):
            anchored = (Anchor(f"contents:{target}"), *heading.inlines)
            blocks[target] = replace(heading, inlines=anchored)
    return replace(document, blocks=tuple(blocks))


def _without_leaders(blocks: Blocks) -> Blocks:
    changed = tuple(map(_without_leader, blocks))
    return blocks if all(map(is_, changed, blocks)) else changed


def _without_leader(block: Block) -> Block:
    """Put one tab where dots lead to a page number: they fill a line that no screen has."""
    if not isinstance(block, Paragraph):
        return block
    if not _LEADER_LINE.search(plain_text(block.inlines)):
        return block
    inlines = tuple(
        replace(inline, value=_LEADER.sub("\t", inline.value))
        if isinstance(inline, Text)
        else inline
        for inline in block.inlines
    )
    return replace(block, inlines=inlines, role=block.role or "toc-entry")


def _entry_target(block: Block, headings: dict[str, int]) -> int | None:
    if not isinstance(block, Paragraph):
        return None
    text = plain_text(block.inlines)
    if not _PAGE_NUMBER.search(text) or ("\t" not in text and block.role != "toc-entry"):
        return None
    if any(isinstance(inline, Link) for inline in iter_inlines(block.inlines)):
        return None
    return headings.get(_fold(_PAGE_NUMBER.sub("", text)))


def _linked(block: Block, name: str) -> Block:
    if not isinstance(block, Paragraph):
        return block
    silent = tuple(i for i in block.inlines if not plain_text((i,)))
    shown = tuple(i for i in block.inlines if plain_text((i,)))
    return replace(block, inlines=(*silent, Link(f"#{name}", shown)), role="toc-entry")


def _fold(text: str) -> str:
    return _NOISE.sub("", text).lower()
