# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alternative texts of a translation: what a machine drafted and nobody read describes nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from converters.document.nodes import (
    Block,
    Blocks,
    Document,
    Figure,
    Heading,
    Inline,
    InlineImage,
    Link,
    Paragraph,
)
from converters.document.walk import map_document


def without_drafted_descriptions(
    document: Document, drafts: Collection[str] | None = None
) -> Document:
    """Return ``document`` without the alternative texts of pictures that are drafts.

    Who hears a draft takes it for what the picture shows, and the book would claim that its
    pictures are described.

    Args:
        document: a translation.
        drafts: alternative texts that nobody has approved; None for all.
    """

    def is_draft(alt: str) -> bool:
        return drafts is None or alt in drafts

    def bare(inline: Inline) -> Inline:
        if isinstance(inline, Link):
            return replace(inline, children=tuple(map(bare, inline.children)))
        if isinstance(inline, InlineImage) and is_draft(inline.alt):
            return replace(inline, alt="")
        return inline

    def changed(block: Block) -> Block:
        if isinstance(block, Figure) and is_draft(block.alt):
            return replace(block, alt="")
        if isinstance(block, Paragraph | Heading):
            return replace(block, inlines=tuple(map(bare, block.inlines)))
        return block

    def change(blocks: Blocks) -> Blocks:
        return tuple(map(changed, blocks))

    return map_document(document, change)
