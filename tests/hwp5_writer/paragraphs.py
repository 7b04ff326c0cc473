# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paragraphs as records: header, text units, character shapes, line segments, controls."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Protocol

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.docinfo import DocInfo, Look, ParaLook
from tests.hwp5_writer.records import Record, control_id

SECTION_BREAK, COLUMNS_BREAK, PAGE_BREAK, COLUMN_BREAK = 1, 2, 4, 8
_CHARACTERS = {"\n": 10, "\u00ad": 24, "\u00a0": 30, "\u2007": 31}


class Piece(Protocol):
    """What may stand in a paragraph."""

    def write(self, line: LineWriter) -> None:
        """Append itself to the paragraph that ``line`` writes."""


class Para:
    """A paragraph: strings and pieces, with the style or look that it has.

    ``breaks`` is the sum of the break constants of this module; ``page_starts``
    marks its line as the first of a printed page.
    """

    def __init__(
        self,
        *pieces: str | Piece,
        look: ParaLook | None = None,
        chars: Look | None = None,
        style: str = "바탕글",
        breaks: int = 0,
        page_starts: bool = False,
    ) -> None:
        self.pieces = pieces
        self.look = look
        self.chars = chars
        self.style = style
        self.breaks = breaks
        self.page_starts = page_starts


class LineWriter:
    """Writes the units of one paragraph and the records of its controls."""

    def __init__(self, info: DocInfo, level: int, chars: Look) -> None:
        self.info = info
        self.level = level
        self.chars = chars
        self.memos: list[tuple[int, list[Para]]] = []
        self.units = bytearray()
        self.mask = 0
        self.shapes: list[tuple[int, int]] = []
        self.ranges: list[tuple[int, int, int]] = []
        self.controls: list[Record] = []

    def text(self, text: str, look: Look | None = None) -> None:
        """Append characters; "\\n" is a line break, "\\t" a tab."""
        self.shape(look)
        for char in text:
            if char == "\t":
                self.inline(9, struct.pack("<IBB6x", 4000, 0, 1))
            elif char in _CHARACTERS:
                self._unit(_CHARACTERS[char])
            else:
                self.units += char.encode("utf-16-le", "surrogatepass")

    def shape(self, look: Look | None) -> None:
        """What follows has the character shape ``look``, or the paragraph's own."""
        number = self.info.look(look or self.chars)
        if not self.shapes or self.shapes[-1][1] != number:
            position = len(self.units) // 2
            if self.shapes and self.shapes[-1][0] == position:
                self.shapes.pop()
            self.shapes.append((position, number))

    def inline(self, code: int, payload: bytes) -> None:
        """Append a control of eight units without records."""
        self.shape(None if not self.shapes else self.info.looks[self.shapes[-1][1]])
        self._unit(code)
        self.units += payload.ljust(12, b"\0") + struct.pack("<H", code)

    def control(
        self, code: int, name: str, data: bytes, children: Iterable[Record] = (), shown: str = ""
    ) -> None:
        """Append an extended control and its records.

        Args:
            code: control character.
            name: four letters of the CTRL_HEADER.
            data: what follows the letters in the CTRL_HEADER.
            children: records below it; their levels are absolute.
            shown: four letters in the text, where they differ from the header's.
        """
        self.inline(code, control_id(shown or name))
        self.controls.append(Record(tag.CTRL_HEADER, self.level + 1, control_id(name) + data))
        self.controls.extend(children)

    def list_of(self, paras: Sequence[str | Para], head: bytes) -> list[Record]:
        """Return a LIST_HEADER (count and attributes are added) and its paragraphs, for a control."""
        level = self.level + 2
        found = [Record(tag.LIST_HEADER, level, struct.pack("<I", len(paras)) + head)]
        found += paragraph_records(paras, self.info, level, self.memos)
        return found

    def _unit(self, code: int) -> None:
        self.units += struct.pack("<H", code)
        self.mask |= 1 << code


def paragraph_records(
    paras: Sequence[str | Para],
    info: DocInfo,
    level: int,
    memos: list[tuple[int, list[Para]]],
) -> list[Record]:
    """Return the records of a list of paragraphs; memos found in them go to ``memos``."""
    found: list[Record] = []
    for at, para in enumerate(paras):
        whole = Para(para) if isinstance(para, str) else para
        found += _records_of(whole, info, level, memos, last=at == len(paras) - 1)
    return found


def _records_of(
    para: Para, info: DocInfo, level: int, memos: list[tuple[int, list[Para]]], *, last: bool
) -> list[Record]:
    style = info.styles[info.style(para.style)]
    line = LineWriter(info, level, para.chars or style.look)
    line.memos = memos
    line.shape(None)
    for piece in para.pieces:
        if isinstance(piece, str):
            line.text(piece)
        else:
            piece.write(line)
    line.units += struct.pack("<H", 13)
    count = len(line.units) // 2
    header = struct.pack(
        "<IIHBBHHHIH",
        count | last << 31,
        line.mask,
        info.para(para.look or style.para),
        info.style(para.style),
        para.breaks,
        len(line.shapes),
        0,
        1,
        0,
        0,
    )
    found = [Record(tag.PARA_HEADER, level, header)]
    # A paragraph of nothing but its end has no text record.
    if count > 1:
        found.append(Record(tag.PARA_TEXT, level + 1, bytes(line.units)))
    shapes = b"".join(struct.pack("<II", *shape) for shape in line.shapes)
    found.append(Record(tag.PARA_CHAR_SHAPE, level + 1, shapes))
    flags = 0x00060000 | para.page_starts
    segment = struct.pack("<9i", 0, 0, 1000, 1000, 850, 600, 0, 42520, flags)
    found.append(Record(tag.PARA_LINE_SEG, level + 1, segment))
    if line.ranges:
        ranges = b"".join(struct.pack("<III", *one) for one in line.ranges)
        found.append(Record(tag.PARA_RANGE_TAG, level + 1, ranges))
    return found + line.controls
