# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in a document that was read, as plain values to compare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from converters.conversion import ConversionRequest, OutputFormat
from converters.document.nodes import (
    Aside,
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    ListBlock,
    Ruby,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import block_text, inlines_of, iter_blocks, iter_inlines, plain_text
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import convert, read_document
from tests.docx_writer.publications import PUBLICATIONS

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Reading:
    """A document as the program reads it, passes included, and what it counted."""

    document: Document
    notices: Counter[str]

    def blocks(self, kind: type[Kind]) -> list[Kind]:
        """Return all blocks of a kind, those inside others too."""
        return [b for b in iter_blocks(self.document.blocks) if isinstance(b, kind)]

    def inlines(self, kind: type[Kind]) -> list[Kind]:
        """Return all inlines of a kind in the body."""
        found: list[Inline] = []
        for block in iter_blocks(self.document.blocks):
            found += iter_inlines(inlines_of(block))
        return [i for i in found if isinstance(i, kind)]

    def headings(self) -> list[tuple[int, str, str]]:
        """Return level, number and text of each heading."""
        return [(h.level, h.number or "", plain_text(h.inlines)) for h in self.blocks(Heading)]

    def items(self) -> list[tuple[str, str]]:
        """Return marker and first line of each item, lists inside lists too."""
        return [
            (item.marker, block_text(item.blocks[0]) if item.blocks else "")
            for found in _lists(self.document.blocks)
            for item in found.items
        ]

    def depths(self) -> list[int]:
        """Return how deep each item stands, from 1."""
        return list(_depths(self.document.blocks, 1))

    def lines(self) -> list[str]:
        """Return the text of each paragraph and heading that has one."""
        texts = [plain_text(inlines_of(b)) for b in iter_blocks(self.document.blocks)]
        return [text for text in texts if text]

    def ruby(self) -> list[tuple[str, str]]:
        """Return base and reading of each."""
        return [(plain_text(r.base), r.annotation) for r in self.inlines(Ruby)]

    def grids(self) -> list[list[list[tuple[str, int, int]]]]:
        """Return the tables: text, columns and rows of each cell."""
        return [[[_cell(c) for c in row.cells] for row in t.rows] for t in self.blocks(Table)]

    def hidden(self) -> list[tuple[str, str]]:
        """Return what the page does not show, with the reason."""
        return [(h.why, "|".join(map(block_text, h.blocks))) for h in self.document.hidden]

    def notes(self) -> list[tuple[str, str, str]]:
        """Return kind, mark and text of each note."""
        return [
            (n.kind.value, n.mark, "|".join(map(block_text, n.blocks)))
            for n in self.document.notes.values()
        ]

    def boxes(self, role: str) -> list[str]:
        """Return the text of each box of a role."""
        return [block_text(a) for a in self.blocks(Aside) if a.role == role]

    def texts_with(self, mark: object) -> list[str]:
        """Return the runs that carry a mark."""
        return [t.value for t in self.inlines(Text) if mark in t.marks]


def _lists(blocks: tuple[Block, ...]) -> list[ListBlock]:
    return [b for b in iter_blocks(blocks) if isinstance(b, ListBlock)]


def _depths(blocks: tuple[Block, ...], depth: int) -> list[int]:
    found: list[int] = []
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                found += [depth, *_depths(item.blocks, depth + 1)]
    return found


def _cell(cell: Cell) -> tuple[str, int, int]:
    return "|".join(filter(None, map(block_text, cell.blocks))), cell.colspan, cell.rowspan


def read(name: str, folder: Path) -> Reading:
    """Read a publication as the program does."""
    return read_file(_written(name, folder))


def read_file(path: Path) -> Reading:
    """Read a file as the program does."""
    log = NoticeLog()
    document = read_document(path, (), DEFAULT_LIMITS, log)
    counts: Counter[str] = Counter()
    for notice in log.notices():
        counts[notice.kind.value] += notice.count
    return Reading(document, counts)


def book(name: str, folder: Path) -> bytes:
    """Return the book of a publication."""
    target = folder / f"{name}.epub"
    convert(ConversionRequest(_written(name, folder), target, OutputFormat.EPUB))
    return target.read_bytes()


def _written(name: str, folder: Path) -> Path:
    source = folder / f"{name}.{'docm' if name == 'macros' else 'docx'}"
    source.write_bytes(PUBLICATIONS[name]())
    return source
