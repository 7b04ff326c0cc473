# SPDX-License-Identifier: AGPL-3.0-or-later
"""Points that the author typed with their bullets become lists.

Reports in 개조식 type □, ○ and - by hand. Neighbouring points are a list to
whoever wrote and reads them; as plain paragraphs their levels are lost to a
screen reader. The bullet becomes the item's marker, so no character is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.lists import PendingItem, group
from converters.document.nodes import (
    PLAIN,
    Align,
    Block,
    Blocks,
    Document,
    Inlines,
    Paragraph,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import map_document

# From the highest level down, as official documents use them.
_RANKS = ("□■◇◆❏❑▣", "○●◎ㅇ◦❍◯", "-–—­", "·‧∙•▪▸▶►ㆍ⇒→")
_BULLETS = "".join(_RANKS)
_POINT = re.compile(rf"^\s*([{re.escape(_BULLETS)}])[\s\u00a0\u2002]+(?=\S)")
_PAGE_NUMBER = re.compile(r"^\s*[-–—]\s*\d+\s*[-–—]\s*$")
_FEWEST = 2


def recognise_points(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with runs of two or more typed points as nested lists."""
    del notices, stem
    return map_document(document, _with_lists)


def _with_lists(blocks: Blocks) -> Blocks:
    items = [_item(block) for block in blocks]
    if sum(item is not None for item in items) < _FEWEST:
        return blocks
    pieces: list[Block | PendingItem] = []
    at = 0
    while at < len(blocks):
        end, run = _run_from(blocks, items, at)
        if len(run) >= _FEWEST:
            pieces += run
            at = end
        else:
            pieces.append(blocks[at])
            at += 1
    return group(pieces)


def _run_from(
    blocks: Blocks, items: list[PendingItem | None], start: int
) -> tuple[int, list[PendingItem]]:
    """Return the end of the run of points that begins at ``start``, and its items.

    Blank lines between two points only set them apart on paper; they are left out.
    """
    run: list[PendingItem] = []
    at = end = start
    while at < len(blocks):
        item = items[at]
        if item is not None:
            run.append(item)
            end = at + 1
        elif not _is_blank(blocks[at]):
            break
        at += 1
    return end, run


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(
        isinstance(inline, Text) and not inline.value.strip() for inline in block.inlines
    )


def _item(block: Block) -> PendingItem | None:
    if not isinstance(block, Paragraph) or block.role is not None:
        return None
    if block.layout.align in (Align.CENTER, Align.END):
        return None
    first = next((at for at, i in enumerate(block.inlines) if isinstance(i, Text)), None)
    if first is None:
        return None
    text = block.inlines[first]
    if not isinstance(text, Text) or _PAGE_NUMBER.match(text.value):
        return None
    match = _POINT.match(text.value)
    if match is None:
        return None
    rest: Inlines = (
        *block.inlines[:first],
        replace(text, value=text.value[match.end() :]),
        *block.inlines[first + 1 :],
    )
    rank = next(level for level, bullets in enumerate(_RANKS) if match[1] in bullets)
    paragraph = replace(block, inlines=rest, layout=PLAIN)
    return PendingItem(rank, match[1], False, (paragraph,), origin=block.origin)
