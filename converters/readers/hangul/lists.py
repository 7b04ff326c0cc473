# SPDX-License-Identifier: AGPL-3.0-or-later
"""Neighbouring numbered and bulleted paragraphs become nested lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from converters.document.nodes import Block, Blocks, ListBlock, ListItem, Origin


@dataclass(slots=True)
class Item:
    """A paragraph with a head, on its way into a list."""

    level: int
    marker: str
    ordered: bool
    blocks: Blocks
    checked: bool | None = None
    origin: Origin | None = None


@dataclass(slots=True)
class _Open:
    level: int
    ordered: bool
    origin: Origin | None
    items: list[tuple[Item, list[Block]]]


def group(pieces: Iterable[Block | Item]) -> Blocks:
    """Return blocks in which each run of items is one list; deeper levels go inside their item."""
    blocks: list[Block] = []
    stack: list[_Open] = []
    for piece in pieces:
        if not isinstance(piece, Item):
            _close(stack, 0, blocks)
            blocks.append(piece)
            continue
        keep = len(stack)
        while keep and stack[keep - 1].level > piece.level:
            keep -= 1
        if (
            keep
            and stack[keep - 1].level == piece.level
            and stack[keep - 1].ordered != piece.ordered
        ):
            keep -= 1
        _close(stack, keep, blocks)
        if not stack or stack[-1].level < piece.level:
            stack.append(_Open(piece.level, piece.ordered, piece.origin, []))
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
