# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paragraphs of the caption style go with their table or picture; quotations are set apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

from converters.document.nodes import (
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Inlines,
    LineBreak,
    Paragraph,
    Quote,
    Table,
)
from converters.document.walk import plain_text

# What a caption above it may belong to.
_CAPTIONED = (Table, Figure)


def with_captions(blocks: Blocks) -> Blocks:
    """Return ``blocks`` with captions inside what they name, and quotations as such.

    A caption stands above the table or below the picture that it names, as
    office programs place it; one between a picture and a table is the picture's.
    One below a table is that table's where neither has another partner.
    """
    if not any(isinstance(block, Paragraph) and block.role for block in blocks):
        return blocks
    done: list[Block] = []
    for at, block in enumerate(blocks):
        last = done[-1] if done else None
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Table) and last is not None and _is_caption(last):
            done[-1] = replace(block, caption=(last,))
        elif isinstance(block, Paragraph) and block.role == "caption":
            if isinstance(last, Figure) and not last.caption and block.inlines:
                done[-1] = replace(last, caption=(block,))
            elif _lacks_caption(last) and block.inlines and not isinstance(following, _CAPTIONED):
                done[-1] = replace(last, caption=(block,), caption_below=True)
            else:
                done.append(block)
        elif isinstance(block, Paragraph) and block.role == "quote":
            inner = replace(block, role=None)
            if isinstance(last, Quote):
                done[-1] = replace(last, blocks=(*last.blocks, inner))
            else:
                done.append(Quote((inner,), block.origin))
        elif isinstance(block, Paragraph) and block.role == "code":
            text = _lines(block.inlines)
            if isinstance(last, CodeBlock):
                done[-1] = replace(last, text=f"{last.text}\n{text}")
            else:
                done.append(CodeBlock(text, origin=block.origin))
        else:
            done.append(block)
    return tuple(done)


def _lacks_caption(block: Block | None) -> TypeGuard[Table]:
    return isinstance(block, Table) and not block.caption


def _lines(inlines: Inlines) -> str:
    """Return preformatted text with the author's line breaks."""
    return "".join(
        "\n" if isinstance(inline, LineBreak) else plain_text((inline,)) for inline in inlines
    )


def _is_caption(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "caption" and bool(block.inlines)
