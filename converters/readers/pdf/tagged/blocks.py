# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of a page by the structure element that they belong to (ISO 32000-2, 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from converters.readers.pdf.lines import line_of
from converters.readers.pdf.model import Glyph, Page, Tag, TextLine

_HEADS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_BLOCKS = _HEADS | {
    "P", "LI", "Caption", "Note", "FENote", "TOCI", "BlockQuote", "TD", "TH", "Code", "Figure",
    "Formula", "BibEntry",
}  # fmt: skip
_GROUPS = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "Aside", "L", "TOC", "Table", "TR", "THead",
    "TBody", "TFoot", "Index", "DocumentFragment",
})  # fmt: skip
_CLEAR = frozenset({"NonStruct", "Private"})
"""Without a meaning of their own: what is in them belongs to what they are in (14.8.4.2)."""
STRUCTURE = _HEADS | {"L", "LI", "Table", "TOC", "TOCI", "Figure", "Caption", "Note"}
"""Roles that say more than that something is a paragraph."""


@dataclass(slots=True)
class Block:
    """An element that stands for itself in the flow, and its lines."""

    tag: Tag
    role: str
    table: Tag | None = None
    """The table in which it is a cell or part of one."""
    cell: Tag | None = None
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Blocks:
    """All of a page in the order of its tags."""

    order: list[Block]
    stray: list[TextLine]
    """Lines that no element claims."""
    claimed: int
    """Visible characters below the tree."""
    characters: int
    origin: dict[int, TextLine]
    """By the identity of a part of a line: the whole line."""


def blocks_of(page: Page) -> Blocks:
    """Return the lines of ``page``, which still have their glyphs, by element."""
    order: list[Block] = []
    owner = {marked: block for tag in page.tags for block, marked in _walk(tag, None, order)}
    found = Blocks(order, [], 0, 0, {})
    for line in page.lines:
        _share(line, owner, found)
    return found


def _walk(tag: Tag, block: Block | None, order: list[Block]) -> Iterator[tuple[Block, int]]:
    """Yield each id of marked content with its block; the blocks go into ``order``."""
    role = tag.role
    table = block.table if block is not None else None
    cell = block.cell if block is not None else None
    inside = block
    if role == "Table":
        table, cell = tag, None
    elif role in ("TD", "TH"):
        cell = tag
    if role in _GROUPS:
        # Lists and tables inside an item or a cell end its own text.
        inside = None
    elif role in _BLOCKS and not _is_part(tag, block):
        inside = Block(tag, role, table, cell)
        order.append(inside)
    for child in tag.children:
        if isinstance(child, Tag):
            if inside is None and table is not None:
                yield from _walk(child, Block(child, "", table, cell), order)
            else:
                yield from _walk(child, inside, order)
            continue
        if inside is None or not inside.role:
            inside = Block(tag, "P", table, cell)
            order.append(inside)
        yield inside, child


def _is_part(tag: Tag, block: Block | None) -> bool:
    """Whether a paragraph is only the first of its item or cell: one block then."""
    if block is None or tag.role != "P" or block.role not in ("LI", "TD", "TH", "TOCI", "Note"):
        return False
    return (
        block.role in ("TD", "TH")
        or next((t for t in block.tag.walk() if t.role == "P"), None) is tag
    )


def _share(line: TextLine, owner: dict[int, Block], found: Blocks) -> None:
    """Give a line to its block, or its parts to theirs."""
    found.characters += len(line.glyphs)
    found.claimed += sum(glyph.marked in owner for glyph in line.glyphs)
    owners = _owners(line.glyphs, owner)
    if owners is None:
        found.stray.append(line)
        return
    if all(block is owners[0] for block in owners):
        owners[0].lines.append(line)
        return
    pairs = zip(owners, line.glyphs, strict=True)
    for _, group in groupby(pairs, key=lambda pair: id(pair[0])):
        part = list(group)
        piece = line_of([glyph for _, glyph in part])
        found.origin[id(piece)] = line
        part[0][0].lines.append(piece)


def _owners(glyphs: list[Glyph], owner: dict[int, Block]) -> list[Block] | None:
    """Return the block of each glyph; what is not marked goes with its neighbour."""
    known = [owner.get(glyph.marked) for glyph in glyphs]
    last = next((block for block in known if block is not None), None)
    if last is None:
        return None
    whole: list[Block] = []
    for block in known:
        last = block or last
        whole.append(last)
    return whole
