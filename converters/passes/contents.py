# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed table of contents: its entries lead to their headings.

Page numbers mean nothing on a reading device, but the author's own list of
contents is part of the publication; so it stays, and each entry becomes a link.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import is_

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Document,
    Heading,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import (
    inlines_of,
    iter_blocks,
    iter_inlines,
    map_blocks,
    map_document,
    plain_text,
)
from converters.passes.outline.lines import is_contents_title
from converters.passes.outline.markers import marker_of

_PAGE_NUMBER = re.compile(r"[\s.·…‥ㆍ\-_]*\d{1,4}\s*$")
_LEADER = re.compile(r"\s*[.·…‥ㆍ․‧･]{4,}\s*")
_LEADER_LINE = re.compile(_LEADER.pattern + r"\d{1,4}\s*$")
_REMARK = re.compile(r"\s*(?:[(（][^()（）]*[)）]?|※.*)\s*$")
_NOISE = re.compile(r"[\s.·…‥ㆍ,()\[\]「」『』-]+")
# Entries stand near the front; a heading deep in the text is not one of them.
_FRONT = 400


def link_contents(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with entries of its own table of contents linked to the headings."""
    del notices, stem
    document = map_document(document, _without_leaders, holding={Paragraph})
    headings: defaultdict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            text = plain_text(block.inlines)
            for name in _names(f"{block.number or ''} {text}") | _names(text):
                headings[name].append(at)
    links = _links(document.blocks, headings)
    if len(links) < 2:
        return document
    blocks = list(document.blocks)
    for at in {at for at, _ in links}:
        blocks[at] = map_blocks((blocks[at],), partial(_with_links, links, at))[0]
    for target in set(links.values()):
        heading = blocks[target]
        if isinstance(heading, Heading):
            anchored = (Anchor(f"contents:{target}"), *heading.inlines)
            blocks[target] = replace(heading, inlines=anchored)
    return replace(document, blocks=tuple(blocks))


_Links = dict[tuple[int, Inlines], int]
"""The heading of each entry, by the place of the block that it stands in and what it says."""


def _links(blocks: Blocks, headings: Mapping[str, Sequence[int]]) -> _Links:
    links: _Links = {}
    last = 0
    below_title = False
    for at, block in enumerate(blocks[:_FRONT]):
        holder = isinstance(block, Table | Aside | ListBlock)
        entries = [b for b in iter_blocks((block,)) if isinstance(b, Paragraph) and b.inlines]
        first = plain_text(inlines_of(block)).strip()
        if holder and entries:
            first = next((t for e in entries if (t := plain_text(e.inlines).strip())), "")
        listed = holder and (below_title or is_contents_title(first))
        found: _Links = {}
        for entry in entries:
            if not listed and not (block is entry and _is_entry(entry)):
                continue
            target = _target(plain_text(entry.inlines), headings, max(last, at))
            if target is not None and not _has_link(entry):
                found[at, entry.inlines] = last = target
        # A box below "목차" that names few headings is something else.
        if not listed or 2 * len(found) >= len(entries) - 1:
            links |= found
        if first:
            below_title = not holder and is_contents_title(first)
    return links


def _is_entry(block: Paragraph) -> bool:
    text = plain_text(block.inlines)
    if block.role == "toc-entry":
        return True
    return _PAGE_NUMBER.search(text) is not None and "\t" in text


def _has_link(block: Paragraph) -> bool:
    return any(isinstance(inline, Link) for inline in iter_inlines(block.inlines))


def _target(text: str, headings: Mapping[str, Sequence[int]], after: int) -> int | None:
    """Return the next heading that an entry names, with or without the number of its page."""
    tried = [text, _PAGE_NUMBER.sub("", text)]
    for words in (*tried, *(_REMARK.sub("", each) for each in tried)):
        places = headings.get(_fold(words), ())
        later = next((place for place in places if place > after), None)
        if later is not None:
            return later
    return None


def _names(text: str) -> set[str]:
    """Return how a contents may call a heading: with and without its number and its remark."""
    marker = marker_of(text)
    said = {text, marker.rest} if marker is not None else {text}
    return {name for each in said for name in (_fold(each), _fold(_REMARK.sub("", each))) if name}


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


def _with_links(links: _Links, at: int, blocks: Blocks) -> Blocks:
    return tuple(
        _linked(block, f"contents:{links[at, block.inlines]}")
        if isinstance(block, Paragraph) and (at, block.inlines) in links
        else block
        for block in blocks
    )


def _linked(block: Paragraph, name: str) -> Block:
    silent = tuple(i for i in block.inlines if not plain_text((i,)))
    shown = tuple(i for i in block.inlines if plain_text((i,)))
    return replace(block, inlines=(*silent, Link(f"#{name}", shown)), role="toc-entry")


def _fold(text: str) -> str:
    return _NOISE.sub("", text).lower()
