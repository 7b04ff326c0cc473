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
from converters.passes.outline.judging import is_no_heading
from converters.passes.outline.lines import is_contents_title, lines_of_document, only_item
from converters.passes.outline.nesting import levels_of
from converters.passes.outline.series import choose
from converters.passes.wording import holds_sentences, is_statement, without_emphasis

_ENOUGH_TOLD = 2
_DEEPEST = 6
_TEXT_SHARE = 0.5
# Bullets of points in 개조식; □, ■, ❏ and ◆ mark the headings above them.
_POINTS = frozenset("○◦❍●•·‧∙ㅇㆍ-–—\u00ad※*▪▸▶►→⇒")


def infer_headings(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with the headings that its styles do not tell.

    Series of lines are judged as a whole (``series``); what styles and readers tell stays a heading, and
    levels follow from how the series lie in each other (``nesting``).
    """
    del stem
    # Title boxes are concluded before; a reader of pages has looked at their type itself.
    told = sum(
        isinstance(b, Heading) and not (b.inferred and b.frame_cells) for b in document.blocks
    )
    document = replace(document, blocks=tuple(map(_as_text, document.blocks)))
    lines = lines_of_document(document.blocks)
    choose(lines, told=told if told >= _ENOUGH_TOLD else 0)
    blocks = list(document.blocks)
    for line in lines:
        block = blocks[line.at]
        # Entries are told by what they repeat, which later passes no longer see.
        if line.in_contents and isinstance(block, Paragraph) and not is_contents_title(line.text):
            blocks[line.at] = replace(block, role=block.role or "toc-entry")
    if any(line.chosen for line in lines):
        for at, level in levels_of(lines).items():
            blocks[at] = _heading(blocks[at], level, notices)
    return replace(document, blocks=tuple(blocks))


def _as_text(block: Block) -> Block:
    """Return a heading that a reader of pages concluded from size alone as text where it is none."""
    if not isinstance(block, Heading) or not block.inferred or block.frame_cells or block.number:
        return block
    if not is_no_heading(plain_text(block.inlines)):
        return block
    return Paragraph(block.inlines, block.layout, origin=block.origin)


def _heading(block: Block, level: int, notices: NoticeLog) -> Block:
    if isinstance(block, Heading):
        return replace(block, level=level)
    number = None
    item = only_item(block)
    if item is not None:
        number, block = item
    if not isinstance(block, Paragraph):
        return block
    notices.add(NoticeKind.HEADING_INFERRED, block.origin)
    return Heading(
        level, block.inlines, number, inferred=True, layout=block.layout, origin=block.origin
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
        level = min(len(open_levels), _DEEPEST)
        blocks.append(replace(block, level=level, inlines=inlines))
    return replace(document, blocks=tuple(blocks))
