# SPDX-License-Identifier: AGPL-3.0-or-later
"""Headings that the author only made look like headings; levels without gaps."""

from __future__ import annotations

from dataclasses import replace

from converters.document.lists import PendingItem, group
from converters.document.nodes import (
    Block,
    Document,
    Heading,
    InlineMath,
    Paragraph,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import plain_text
from converters.passes.wording import (
    holds_sentences,
    is_statement,
    is_strong,
    number_rank,
    size_rank,
    without_emphasis,
)

_LONGEST = 60
# With more of them than this share of the paragraphs they are a style of text, not headings.
_MOST_SHARE = 0.34
_DEEPEST_INFERRED = 4
_ENOUGH_TOLD = 2
_TEXT_SHARE = 0.5
# Bullets of points in 개조식; □, ■, ❏ and ◆ mark the headings above them.
_POINTS = frozenset("○◦❍●•·‧∙ㅇㆍ-–—\u00ad※*▪▸▶►→⇒")


def infer_headings(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with headings concluded from looks, where its styles tell next to none.

    A candidate is a short line that is no statement, and is larger than the
    body, or strong and numbered. Levels follow size, then the rank of the number.
    """
    del stem
    # Title boxes are concluded before; a reader of pages has looked at their type itself.
    told = sum(
        isinstance(b, Heading) and not (b.inferred and b.frame_cells) for b in document.blocks
    )
    if told >= _ENOUGH_TOLD:
        return document
    keys = {at: _key(block) for at, block in enumerate(document.blocks)}
    found = {at: key for at, key in keys.items() if key is not None}
    paragraphs = sum(isinstance(b, Paragraph) and bool(b.inlines) for b in document.blocks)
    if not found or len(found) > max(3, _MOST_SHARE * paragraphs):
        return document
    boxes = [b.level for b in document.blocks if isinstance(b, Heading)]
    base = min(boxes) if boxes else 0
    order = sorted(set(found.values()))
    levels = {key: min(base + at + 1, base + _DEEPEST_INFERRED) for at, key in enumerate(order)}
    blocks = tuple(
        _heading(block, levels[found[at]], notices) if at in found else block
        for at, block in enumerate(document.blocks)
    )
    return replace(document, blocks=blocks)


def _key(block: Block) -> tuple[int, int] | None:
    """Return (size from large to small, rank of the number) of a candidate; None for others."""
    if not isinstance(block, Paragraph) or block.role not in (None, "title"):
        return None
    text = plain_text(block.inlines).strip()
    if not 1 < len(text) <= _LONGEST or is_statement(text) or not any(map(str.isalpha, text)):
        return None
    size, rank = size_rank(block.inlines), number_rank(text)
    strong = is_strong(block.inlines)
    if size >= 1 and (strong or rank is not None or size >= 2):
        return -size, rank or 0
    if strong and rank is not None:
        return 0, rank
    return None


def _heading(block: Block, level: int, notices: NoticeLog) -> Block:
    if not isinstance(block, Paragraph):
        return block
    notices.add(NoticeKind.HEADING_INFERRED, block.origin)
    return Heading(
        min(level, 6), block.inlines, inferred=True, layout=block.layout, origin=block.origin
    )


def demote_numbered_text(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with numbered paragraphs as lists again where only their outline said heading.

    Exams number whole questions with the outline, and reports in 개조식 give
    outline levels to their points (❏ ❍ -). A level of the outline whose
    paragraphs are sentences, hold equations or carry the bullets of points is
    a list, and so is every level below it. What a style made for headings
    marks stays a heading, and so does a long one.
    """
    del notices, stem
    by_level: dict[int, list[Heading]] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.outlined:
            by_level.setdefault(block.level, []).append(block)
    texts = [level for level, headings in by_level.items() if _is_text_level(headings)]
    if not texts:
        return document
    first = min(texts)
    pieces = [
        _as_item(block)
        if isinstance(block, Heading) and block.outlined and block.level >= first
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=group(pieces))


def _is_text_level(headings: list[Heading]) -> bool:
    texts = sum(map(_reads_as_text, headings))
    points = sum((heading.number or "").strip() in _POINTS for heading in headings)
    return max(texts, points) > _TEXT_SHARE * len(headings)


def _reads_as_text(heading: Heading) -> bool:
    text = plain_text(heading.inlines).strip()
    has_equation = any(isinstance(inline, InlineMath) for inline in heading.inlines)
    return has_equation or is_statement(text) or holds_sentences(text)


def _as_item(heading: Heading) -> Block | PendingItem:
    paragraph = Paragraph(heading.inlines, heading.layout, origin=heading.origin)
    if not heading.number:
        return paragraph
    ordered = any(map(str.isalnum, heading.number))
    return PendingItem(heading.level, heading.number, ordered, (paragraph,), origin=heading.origin)


def tidy_headings(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with headings that begin at level 1, skip no level, and need no emphasis."""
    del notices, stem
    open_levels: list[int] = []
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Heading):
            blocks.append(block)
            continue
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        inlines = without_emphasis(block.inlines)
        blocks.append(replace(block, level=len(open_levels), inlines=inlines))
    return replace(document, blocks=tuple(blocks))
