# SPDX-License-Identifier: AGPL-3.0-or-later
"""How Korean publications number and size their headings: shared by the passes that look for them."""

from __future__ import annotations

import re

from converters.document.nodes import (
    Blocks,
    Inline,
    Inlines,
    Link,
    Mark,
    Paragraph,
    Ruby,
    SizeClass,
    Text,
)
from converters.document.walk import iter_blocks, iter_inlines, plain_text

_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
# From the highest rank down, in the order of the rules for official documents.
_NUMBERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        1,
        re.compile(
            rf"(?:제\s?\d{{1,3}}\s?[편부장]|[{_ROMAN}]{{1,3}}|[IVX]{{1,5}}(?=[.\s]))[.．]?(?=\s|$)"
        ),
    ),
    (2, re.compile(r"제\s?\d{1,3}\s?[절관](?=\s|$)")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)(?=\s?\D|$)")),
    (4, re.compile(r"[가-하][.．](?=\s|$)")),
    (5, re.compile(r"\d{1,2}\)(?=\s?\D|$)")),
    (6, re.compile(r"[□■◆◇❏❑▣](?=\s)")),
)
_LONE_NUMBER = re.compile(
    rf"^(?:제\s?\d{{1,3}}\s?[편부장절]|[{_ROMAN}]{{1,3}}|[IVX]{{1,5}}|\d{{1,2}}|[가-하]|붙임\s?\d*|참고\s?\d*|별첨\s?\d*)[.)．]?$"
)
# How statements end; headings of Korean publications are noun phrases.
_STATEMENT = re.compile(r"(?:(?:다|요|까|함|음|임|됨)\s?[.!]|\?|[,:;])\s*(?:\[\d+점\])?\s*$")
_SENTENCE_INSIDE = re.compile(
    r"[가-힣](?:다|요|까|함|음|임|됨)\s?[.!?](?=\s+\S)|[a-z][.!?]\s+[A-Z]|[a-z]{2}[.!?][\"'”’)]?$"
)
_MOST = 0.6
_SIZES = {
    SizeClass.SMALLER: -2,
    SizeClass.SMALL: -1,
    None: 0,
    SizeClass.LARGE: 1,
    SizeClass.LARGER: 2,
    SizeClass.HUGE: 3,
}


def number_rank(text: str) -> int | None:
    """Return how high the number at the front of ``text`` ranks: 1 for Ⅰ and 제1장, 6 for □."""
    stripped = text.lstrip()
    for rank, pattern in _NUMBERS:
        if pattern.match(stripped):
            return rank
    return None


def is_lone_number(text: str) -> bool:
    """Whether ``text`` is nothing but a heading's number ("Ⅰ", "제1장", "01", "붙임 2")."""
    return _LONE_NUMBER.match(text.strip()) is not None


def is_statement(text: str) -> bool:
    """Whether ``text`` ends as a sentence or goes on elsewhere."""
    return _STATEMENT.search(text) is not None


def holds_sentences(text: str) -> bool:
    """Whether a sentence of ``text`` ends before ``text`` does, or an English one with it."""
    return _SENTENCE_INSIDE.search(text) is not None


def size_rank(inlines: Inlines) -> int:
    """Return the size that most visible text has at least: -2 to 3, 0 for the body's size."""
    lengths: dict[int, int] = {}
    for inline in iter_inlines(inlines):
        if isinstance(inline, Text) and inline.value.strip():
            rank = _SIZES[inline.size]
            lengths[rank] = lengths.get(rank, 0) + len(inline.value.strip())
    total, seen = sum(lengths.values()), 0
    for rank in sorted(lengths, reverse=True):
        seen += lengths[rank]
        if seen >= _MOST * total:
            return rank
    return 0


def is_strong(inlines: Inlines) -> bool:
    """Whether all visible text is strong."""
    runs = [i for i in iter_inlines(inlines) if isinstance(i, Text) and i.value.strip()]
    return bool(runs) and all(Mark.STRONG in run.marks for run in runs)


def lines_of(blocks: Blocks) -> list[str]:
    """Return the visible text of each paragraph and heading in ``blocks``, spaces folded."""
    found = []
    for block in iter_blocks(blocks):
        inlines = getattr(block, "inlines", ())
        text = " ".join(plain_text(inlines).split())
        if text:
            found.append(text)
    return found


def paragraphs_of(blocks: Blocks) -> list[Paragraph]:
    """Return the paragraphs of ``blocks``, at any depth, that show any text."""
    return [
        block
        for block in iter_blocks(blocks)
        if isinstance(block, Paragraph) and plain_text(block.inlines).strip()
    ]


def without_emphasis(inlines: Inlines) -> Inlines:
    """Return a heading's inlines without what makes it a heading already: size, weight, font."""
    return tuple(_plainer(inline) for inline in inlines)


def _plainer(inline: Inline) -> Inline:
    if isinstance(inline, Text):
        if not (inline.size or inline.font or Mark.STRONG in inline.marks):
            return inline
        return Text(inline.value, inline.marks - {Mark.STRONG}, inline.color, None, inline.lang)
    if isinstance(inline, Link):
        return Link(inline.target, without_emphasis(inline.children), inline.title)
    if isinstance(inline, Ruby):
        return Ruby(without_emphasis(inline.base), inline.annotation, inline.below)
    return inline
