# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a book is cut into files.

A reading system lays out one file at a time, so small files open quickly and a
chapter begins on a new page; too many of them make it slow again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from converters.document.nodes import Block, Blocks, Heading, PageBreak, Paragraph, Text
from converters.document.walk import inlines_of, iter_blocks, iter_inlines
from converters.xhtml.inlines import visible_inlines

LARGEST_BYTES = 120_000
"""Estimated size above which a file is cut again."""
SMALLEST_BYTES = 6_000
"""A chapter below this size shares a file with the one before it."""
_SHARED_BYTES = 40_000
_BLOCK_BYTES = 60
_INLINE_BYTES = 20
# UTF-8 of a Hangul syllable; other text is smaller.
_CHARACTER_BYTES = 3


@dataclass(frozen=True, slots=True)
class Chapter:
    """The content of one file."""

    blocks: Blocks
    whole: bool
    """True where it is one chapter under one heading, from beginning to end."""


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int
    size: int
    whole: bool


def split_chapters(blocks: Blocks, level: int = 0) -> tuple[Chapter, ...]:
    """Return ``blocks`` cut into the files of a book, at least one.

    Args:
        blocks: of the whole book.
        level: a person's choice: cut before each heading down to this level, however small the
            chapters are. 0: before headings of the highest level; small ones share a file.

    A part that is too large is cut before its deeper headings, and at last between any two blocks.
    """
    sizes = [_size_of(block) for block in blocks]
    whole = _Range(0, len(blocks), sum(sizes), whole=False)
    ranges = list(_cut(blocks, sizes, whole, 0, level))
    kept = ranges if level else _shared(ranges)
    return tuple(Chapter(blocks[part.start : part.end], part.whole) for part in kept) or (
        Chapter((), whole=False),
    )


def _size_of(block: Block) -> int:
    size = 0
    for inner in iter_blocks((block,)):
        size += _BLOCK_BYTES
        for inline in iter_inlines(inlines_of(inner)):
            size += _INLINE_BYTES
            if isinstance(inline, Text):
                size += len(inline.value) * _CHARACTER_BYTES
    return size


def _cut(
    blocks: Blocks, sizes: list[int], part: _Range, above: int, chosen: int
) -> Iterable[_Range]:
    """Yield ``part`` cut at its highest headings below level ``above``, as far as needed.

    Down to the level ``chosen`` (0: none) it is needed.
    """
    levels = [
        block.level
        for block in blocks[part.start : part.end]
        if isinstance(block, Heading) and block.level > above
    ]
    is_small = part.size <= LARGEST_BYTES
    is_wanted = bool(levels) and (min(levels) <= chosen if chosen else not above)
    if is_small and not is_wanted:
        yield part
    elif levels:
        level = min(levels)
        for piece in _pieces(blocks, sizes, part, level):
            yield from _cut(blocks, sizes, piece, level, chosen)
    else:
        yield from _slices(blocks, sizes, part)


def _pieces(blocks: Blocks, sizes: list[int], part: _Range, level: int) -> Iterable[_Range]:
    starts = [part.start]
    for index in range(part.start, part.end):
        block = blocks[index]
        if isinstance(block, Heading) and block.level == level:
            # The page on which the heading stands begins in the heading's file, as does the
            # part whose first heading it is: alone, that part's heading would fill a page.
            while index > starts[-1] and _belongs_to_next(blocks[index - 1], level):
                index -= 1
            if index > starts[-1]:
                starts.append(index)
    for start, end in zip(starts, [*starts[1:], part.end], strict=True):
        headed = any(
            isinstance(block, Heading) and block.level == level for block in blocks[start:end]
        )
        yield _Range(start, end, sum(sizes[start:end]), headed)


def _belongs_to_next(block: Block, level: int) -> bool:
    if isinstance(block, Heading):
        return block.level < level
    return isinstance(block, PageBreak) or (
        isinstance(block, Paragraph) and not visible_inlines(block.inlines)
    )


def _slices(blocks: Blocks, sizes: list[int], part: _Range) -> Iterable[_Range]:
    start, size = part.start, 0
    for index in range(part.start, part.end):
        after_heading = index > start and isinstance(blocks[index - 1], Heading)
        if size and size + sizes[index] > LARGEST_BYTES and not after_heading:
            yield _Range(start, index, size, whole=False)
            start, size = index, 0
        size += sizes[index]
    yield _Range(start, part.end, size, whole=False)


def _shared(ranges: list[_Range]) -> list[_Range]:
    shared: list[_Range] = []
    for part in ranges:
        last = shared[-1] if shared else None
        if (
            last is not None
            and min(last.size, part.size) < SMALLEST_BYTES
            and last.size + part.size <= _SHARED_BYTES
        ):
            shared[-1] = _Range(last.start, part.end, last.size + part.size, whole=False)
        else:
            shared.append(part)
    return shared
