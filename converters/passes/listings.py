# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines in a typewriter's font that read like a program become one listing.

A listing set line by line in paragraphs loses its blanks and its lines in a book, and a screen
reader takes each for a sentence. A font alone is no proof: letters of old offices and forms are
set so as well; some lines must have what only programs, commands and markup have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converters.document.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Document,
    LineBreak,
    Paragraph,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import map_document

_FEWEST_LINES = 3
_ENOUGH = 1 / 3
_LONGEST_LINE = 160
_CODE = re.compile(
    r"[{};]\s*$|\w\(.*\)|[=!<>]=|\w\s*[+\-*|&]?=\s*\S|->|=>|::|/\*|//|</?\w+[^>]*>|^\s*[$#>]\s?\S"
    r"|^\s*(?:def|class|import|from|return|if|else|elif|for|while|end|public|private|static|void|int"
    r"|var|let|const|function|select|insert|update|create|begin)\b|^\s*[\"']?\w+[\"']?\s*:\s*[\"'\d\[{]"
)
_STATEMENT = re.compile(r"[가-힣]\s*[.?!]\s*$")


def find_listings(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with each listing as a CodeBlock."""
    del notices, stem
    return map_document(document, _with_listings)


def _with_listings(blocks: Blocks) -> Blocks:
    if not any(map(_is_typewritten, blocks)):
        return blocks
    done: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if _is_typewritten(block) or (run and _is_blank(block)):
            run.append(block)
            continue
        done += _closed(run)
        run = []
        done.append(block)
    return (*done, *_closed(run))


def _closed(run: Sequence[Block]) -> Sequence[Block]:
    """Return the listing that the paragraphs are, with the blank lines after it; or the paragraphs."""
    end = len(run)
    while end and _is_blank(run[end - 1]):
        end -= 1
    lines = [line for block in run[:end] for line in _text(block).split("\n")]
    filled = [line for line in lines if line.strip()]
    if len(filled) < _FEWEST_LINES or any(len(line) > _LONGEST_LINE for line in filled):
        return run
    if sum(bool(_CODE.search(line)) for line in filled) < _ENOUGH * len(filled):
        return run
    if sum(bool(_STATEMENT.search(line)) for line in filled) > _ENOUGH * len(filled):
        return run
    first = run[0]
    return [CodeBlock("\n".join(lines), origin=first.origin), *run[end:]]


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.inlines


def _is_typewritten(block: Block) -> bool:
    """Whether all of a paragraph is in such a font, and nothing in it but text would be lost."""
    if not isinstance(block, Paragraph) or block.role or not block.inlines:
        return False
    told = False
    for inline in block.inlines:
        if isinstance(inline, LineBreak):
            continue
        if not isinstance(inline, Text):
            return False
        if inline.value.strip():
            if inline.font != "monospace":
                return False
            told = True
    return told


def _text(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(
        inline.value if isinstance(inline, Text) else "\n" for inline in block.inlines
    ).rstrip()
