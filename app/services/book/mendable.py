# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person may mend in a document: its headings, pictures, tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from converters.document.edits import Spot
from converters.document.nodes import (
    Block,
    Document,
    Figure,
    Heading,
    InlineImage,
    Paragraph,
    Scope,
    Table,
)
from converters.document.walk import (
    block_text,
    every_flow,
    inlines_of,
    iter_blocks,
    iter_inlines,
    plain_text,
)
from converters.editing import Places, words_of

_AROUND = 160
"""Letters of the text around a picture that a person sees."""


@dataclass(frozen=True, slots=True)
class MendableHeading:
    """A heading as the document has it."""

    spot: Spot
    text: str
    level: int
    inferred: bool
    """Whether no style said so and we concluded it."""


@dataclass(frozen=True, slots=True)
class MendablePicture:
    """A picture as the document has it; the same picture stands here once."""

    key: str
    """Its sha256."""
    alt: str
    decorative: bool
    caption: str
    before: str
    after: str
    """The text around it, where it stands first."""
    times: int
    """How often it stands in the document."""


@dataclass(frozen=True, slots=True)
class MendableTable:
    """A table as the document has it."""

    spot: Spot
    words: str
    """Those of its first row."""
    rows: int
    columns: int
    head_rows: int
    head_columns: int
    caption: str


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block that a person points at, in the document as its reader gives it."""

    spot: Spot
    text: str
    level: int
    """0 for what is no heading."""
    is_text: bool
    """Whether it is a heading or a paragraph."""


class Mendable:
    """The things of one document that may be mended.

    Args:
        document: as its reader gives it, without any corrections.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._places = Places(document)
        self._known = [
            block for flow in every_flow(document) for block in iter_blocks(flow) if words_of(block)
        ]
        self.headings = tuple(
            MendableHeading(spot, words_of(block), block.level, block.inferred)
            for block, spot in self._each(Heading)
            if isinstance(block, Heading)
        )
        self.tables = tuple(
            _table(block, spot) for block, spot in self._each(Table) if isinstance(block, Table)
        )
        self.pictures = tuple(self._pictures())

    def find(self, spot: Spot) -> FoundBlock | None:
        """Return the block of the document that the book shows with these words; None for none."""
        block = self._places.find(spot)
        if block is None:
            return None
        level = block.level if isinstance(block, Heading) else 0
        is_text = isinstance(block, Heading | Paragraph)
        return FoundBlock(self._places.spot_of(block), words_of(block), level, is_text)

    def _each(self, kind: type[Block]) -> list[tuple[Block, Spot]]:
        return [
            (block, self._places.spot_of(block)) for block in self._known if isinstance(block, kind)
        ]

    def _pictures(self) -> list[MendablePicture]:
        found: dict[str, MendablePicture] = {}
        texts = [(block, _own_text(block)) for block in self._all()]
        for at, (block, _) in enumerate(texts):
            for key, alt, decorative, caption in _pictures_in(block):
                if key not in self.document.resources:
                    continue
                if key in found:
                    known = found[key]
                    found[key] = MendablePicture(
                        key, known.alt or alt, known.decorative and decorative,
                        known.caption or caption, known.before, known.after, known.times + 1,
                    )  # fmt: skip
                    continue
                before = _joined(text for _, text in reversed(texts[max(0, at - 12) : at]))
                after = _joined(text for _, text in texts[at + 1 : at + 13])
                found[key] = MendablePicture(key, alt, decorative, caption, before, after, 1)
        return list(found.values())

    def _all(self) -> list[Block]:
        return [b for flow in every_flow(self.document) for b in iter_blocks(flow)]


def _own_text(block: Block) -> str:
    return plain_text(inlines_of(block)).strip()


def _joined(texts: object) -> str:
    for text in texts:  # type: ignore[attr-defined]
        if text:
            return str(text)[:_AROUND]
    return ""


def _pictures_in(block: Block) -> list[tuple[str, str, bool, str]]:
    if isinstance(block, Figure):
        caption = " ".join(block_text(one) for one in block.caption)
        return [(block.resource, block.alt, block.decorative, caption)]
    return [
        (one.resource, one.alt, one.decorative, "")
        for one in iter_inlines(inlines_of(block))
        if isinstance(one, InlineImage)
    ]


def _table(block: Table, spot: Spot) -> MendableTable:
    columns = sum(cell.colspan for cell in block.rows[0].cells) if block.rows else 0
    below = block.rows[block.head_rows :]
    heads = 0
    if below and all(row.cells and row.cells[0].scope is Scope.ROW for row in below):
        heads = min(row.cells[0].colspan for row in below)
    caption = " ".join(block_text(one) for one in block.caption)
    return MendableTable(
        spot, words_of(block), len(block.rows), columns, block.head_rows, heads, caption
    )
