# SPDX-License-Identifier: AGPL-3.0-or-later
"""Neighbouring numbered and bulleted paragraphs become nested lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from converters.document.nodes import Block, Blocks, ListBlock, ListItem, Origin


@dataclass(slots=True)
class PendingItem:
    """A paragraph with a head, on its way into a list."""

    level: int
    marker: str
    ordered: bool
    blocks: Blocks
    checked: bool | None = None
    indent_pt: float = 0.0
    """Where a bullet stands: bullets of one level nest by this, as the page shows them."""
    origin: Origin | None = None

    @property
    def depth(self) -> float:
        """How deep the item lies: level first, then indent."""
        return self.level * _LEVEL + min(self.indent_pt, _LEVEL - 1)


_LEVEL = 1000.0
# Less is the width of a bullet and no step.
_STEP_PT = 4.0


@dataclass(slots=True)
class _Open:
    depth: float
    ordered: bool
    origin: Origin | None
    items: list[tuple[PendingItem, list[Block]]]


def group(pieces: Iterable[Block | PendingItem]) -> Blocks:
    """Return blocks in which each run of items is one list; deeper levels go inside their item."""
    blocks: list[Block] = []
    stack: list[_Open] = []
    for piece in pieces:
        if not isinstance(piece, PendingItem):
            _close(stack, 0, blocks)
            blocks.append(piece)
            continue
        keep = len(stack)
        while keep and stack[keep - 1].depth > piece.depth + _STEP_PT:
            keep -= 1
        opens = not keep or piece.depth > stack[keep - 1].depth + _STEP_PT
        if not opens and stack[keep - 1].ordered != piece.ordered:
            keep -= 1
            opens = True
        _close(stack, keep, blocks)
        if opens:
            stack.append(_Open(piece.depth, piece.ordered, piece.origin, []))
        stack[-1].items.append((piece, []))
    _close(stack, 0, blocks)
    return tuple(blocks)


def _close(stack: list[_Open], keep: int, blocks: list[Block]) -> None:
    """Close the lists above ``keep``; each goes into the last item below it."""
    while len(stack) > keep:
        top = stack.pop()
        items = tuple(
            ListItem(item.marker, (*item.blocks, *inner), item.checked) for item, inner in top.items
        )
        done = ListBlock(top.ordered, items, top.origin)
        if stack:
            stack[-1].items[-1][1].append(done)
        else:
            blocks.append(done)
