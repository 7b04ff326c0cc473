# SPDX-License-Identifier: AGPL-3.0-or-later
"""A section's records become paragraphs: text, character shapes, controls in their places.

Source: HWP 5.0 file structure rev 1.3, 4.3 (paragraphs) and table 6 (control
characters).
"""

from __future__ import annotations

import re
import struct

from converters.limits import CellCount, Limits
from converters.readers.hwp5 import controls
from converters.readers.hwp5.records import Record, Tag, children, decode_utf16, unpack
from converters.source.hangul.model import (
    AutoNumber,
    Control,
    FieldEnd,
    Overlap,
    PageStart,
    Para,
    Paras,
    RubyControl,
    Run,
)
from converters.source.hangul.pages import PageTracker

_PARA_HEADER = struct.Struct("<8xHBB6xI")
_NUMBER = struct.Struct("<I")
_LINE = struct.Struct("<Ii28x")
_COLUMNS, _COLUMN_COUNT = b"cold"[::-1], struct.Struct("<4xH")
_CONTROL_CHARACTER = re.compile("[\0-\x1f]")
# One unit wide; all other control characters take eight (table 6).
_SINGLE = frozenset({0, 10, 13, 24, 25, 26, 27, 28, 29, 30, 31})
_PRINTED = {9: "\t", 10: "\n", 24: "-", 30: "\u00a0", 31: "\u2002"}
_EXTENDED = frozenset({1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23})
_FIELD_END = 4
_CONTROL_UNITS = 8
_SECTION_BREAK, _PAGE_BREAK, _COLUMN_BREAK = 0x1, 0x4, 0x8

_Piece = Run | PageStart | Control


class SectionParser:
    """Parses paragraph lists; one for each document.

    Args:
        limits: bounds on nesting and on the number of cells.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells = CellCount(limits)
        self.too_deep = 0
        """Lists left out because they lay deeper than the limit."""
        self.memos: dict[int, Paras] = {}
        """Bodies of memos by their numbers, in the order of the file."""
        self.masters: list[Paras] = []
        """Master pages outside section definitions."""

    def section(self, records: list[Record]) -> tuple[Paras, int]:
        """Return the paragraphs of a section and its number of printed pages (0 if unknown)."""
        pages = PageTracker()
        paras: Paras = []
        for index, end in children(records, 0, len(records)):
            record = records[index]
            if record.tag == Tag.PARA_HEADER:
                paras.append(self._paragraph(records, index, end, 0, pages))
        return paras, pages.count

    def lists(self, records: list[Record], start: int, end: int, depth: int) -> Paras:
        """Return all paragraphs between two records, whatever list they belong to."""
        if depth > self.limits.nesting:
            self.too_deep += 1
            return []
        return [
            self._paragraph(records, index, after, depth, None)
            for index, after in children(records, start, end)
            if records[index].tag == Tag.PARA_HEADER
        ]

    def _new_master(self) -> Paras:
        self.masters.append([])
        return self.masters[-1]

    def _paragraph(
        self, records: list[Record], index: int, end: int, depth: int, pages: PageTracker | None
    ) -> Para:
        para_shape, style, breaks, instance = unpack(_PARA_HEADER, records[index].data)
        text, shapes, lines, tags = "", b"", b"", b""
        found: list[Control | None] = []
        memo: Paras | None = None
        loose: Paras = []
        for child, after in children(records, index + 1, end):
            record = records[child]
            if record.tag == Tag.CTRL_HEADER:
                control = controls.parse_control(self, records, child, after, depth)
                found.append(control)
                if pages is not None and record.data[:4] == _COLUMNS:
                    pages.set_columns(unpack(_COLUMN_COUNT, record.data)[0] >> 2 & 0xFF)
            elif record.tag == Tag.PARA_TEXT:
                text = _units(record.data)
            elif record.tag == Tag.PARA_CHAR_SHAPE:
                shapes = record.data
            elif record.tag == Tag.PARA_LINE_SEG:
                lines = record.data
            elif record.tag == Tag.PARA_RANGE_TAG:
                tags = record.data
            elif record.tag == Tag.MEMO_LIST:
                memo = self.memos.setdefault(unpack(_NUMBER, record.data)[0], [])
            elif record.tag == Tag.LIST_HEADER:
                # Lists below a paragraph, outside any control: memo bodies, and master pages.
                loose = memo if memo is not None else self._new_master()
                memo = None
            elif record.tag == Tag.PARA_HEADER:
                loose += self.lists(records, child, after, depth + 1)
        para = Para(
            para_shape=para_shape,
            style=style,
            instance=instance,
            page_break=bool(breaks & _PAGE_BREAK),
            section_break=bool(breaks & _SECTION_BREAK),
        )
        starts: list[int] = []
        if pages is not None:
            starts = pages.starts(
                list(_LINE.iter_unpack(lines[: len(lines) // _LINE.size * _LINE.size])),
                page_break=para.page_break or para.section_break,
                column_break=bool(breaks & _COLUMN_BREAK),
            )
        ranges = _deletions(tags), _highlights(tags)
        para.content = _content(text, _pairs(shapes), starts, found, ranges)
        return para


def _units(data: bytes) -> str:
    """Return PARA_TEXT with one character for each 16-bit unit, as positions count them."""
    text = data[: len(data) & ~1].decode("utf-16-le", "surrogatepass")
    if 2 * len(text) != len(data) & ~1:
        text = "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) & ~1])))
    return text


def _pairs(data: bytes) -> list[tuple[int, int]]:
    """Return PARA_CHAR_SHAPE as (position, id), in rising order of positions."""
    usable = data[: len(data) // 8 * 8]
    return sorted(struct.iter_unpack("<II", usable), key=lambda pair: pair[0])


def _deletions(data: bytes) -> list[tuple[int, int]]:
    """Return the ranges (start, end) of text that a tracked change deletes (4.3.5)."""
    ranges = []
    for start, end, tag in struct.iter_unpack("<III", data[: len(data) // 12 * 12]):
        if tag >> 24 == _TRACKED_DELETION and start < end:
            ranges.append((start, end))
    return ranges


def _highlights(data: bytes) -> list[tuple[int, int]]:
    """Return the ranges (start, end) of text under a highlighter; white ones are memos' (4.3.5)."""
    return [
        (start, end)
        for start, end, tag in struct.iter_unpack("<III", data[: len(data) // 12 * 12])
        if tag >> 24 == _HIGHLIGHTER and tag & _WHITE != _WHITE and start < end
    ]


_HIGHLIGHTER, _WHITE = 2, 0xFFFFFF
# 0x10 is an insertion; the body holds the final text of tracked documents anyway.
_TRACKED_DELETION = 0x11
_Ranges = tuple[list[tuple[int, int]], list[tuple[int, int]]]
"""Of deletions and of highlighted text."""


class _Assembler:
    """Collects runs and controls while the text of one paragraph is gone through."""

    __slots__ = ("_cuts", "_deletions", "_highlights", "_next_cut", "_shape", "content")

    def __init__(
        self,
        shapes: list[tuple[int, int]],
        starts: list[int],
        ranges: _Ranges,
    ) -> None:
        deletions, highlights = ranges
        # What happens at a position: a new shape (id), or a page start (-1).
        cuts = [(position, shape) for position, shape in shapes]
        cuts += [(position, -1) for position in starts]
        for start, end in (*deletions, *highlights):
            cuts += [(start, -2), (end, -2)]
        cuts.sort(key=lambda cut: cut[0])
        self._cuts = cuts
        self._next_cut = 0
        self._shape = shapes[0][1] if shapes else 0
        self._deletions = deletions
        self._highlights = highlights
        self.content: list[_Piece] = []

    def text(self, value: str, position: int) -> None:
        """Add plain text that stands at ``position`` (in units)."""
        offset = 0
        while self._next_cut < len(self._cuts):
            at, what = self._cuts[self._next_cut]
            if at >= position + len(value):
                break
            inside = max(at - position, 0)
            self._run(value[offset:inside], position + offset)
            offset = inside
            self._next_cut += 1
            if what == -1:
                self.content.append(PageStart())
            elif what >= 0:
                self._shape = what
        self._run(value[offset:], position + offset)

    def control(self, control: Control, position: int) -> None:
        """Add a control that stands at ``position``."""
        self._pass_cuts(position)
        if isinstance(control, AutoNumber | RubyControl | Overlap) and control.char_shape < 0:
            control.char_shape = self._shape
        self.content.append(control)

    def finish(self) -> list[_Piece]:
        """Return the content, with page starts that lie behind the last character."""
        self._pass_cuts(1 << 32)
        return self.content

    def _pass_cuts(self, position: int) -> None:
        while self._next_cut < len(self._cuts) and self._cuts[self._next_cut][0] <= position:
            what = self._cuts[self._next_cut][1]
            self._next_cut += 1
            if what == -1:
                self.content.append(PageStart())
            elif what >= 0:
                self._shape = what

    def _run(self, value: str, position: int) -> None:
        if not value:
            return
        deleted = any(start <= position < end for start, end in self._deletions)
        highlighted = any(start <= position < end for start, end in self._highlights)
        last = self.content[-1] if self.content else None
        known = (self._shape, deleted, highlighted)
        if isinstance(last, Run) and (last.char_shape, last.deleted, last.highlighted) == known:
            last.text += value
        else:
            self.content.append(Run(value, *known))


def _content(
    text: str,
    shapes: list[tuple[int, int]],
    starts: list[int],
    found: list[Control | None],
    ranges: _Ranges,
) -> list[_Piece]:
    """Put runs and controls in reading order; controls pair with characters by their order."""
    assembler = _Assembler(shapes, starts, ranges)
    waiting = iter(found)
    position, end = 0, len(text)
    while position < end:
        match = _CONTROL_CHARACTER.search(text, position)
        if match is None:
            assembler.text(text[position:], position)
            break
        at = match.start()
        if at > position:
            assembler.text(text[position:at], position)
        code = ord(text[at])
        if code in _PRINTED:
            assembler.text(_PRINTED[code], at)
        elif code == _FIELD_END:
            assembler.control(FieldEnd(), at)
        elif code in _EXTENDED:
            control = next(waiting, None)
            if control is not None:
                assembler.control(control, at)
        position = at + (1 if code in _SINGLE else _CONTROL_UNITS)
    content = assembler.finish()
    # Controls out of step with the text are kept: losing them would lose their text.
    content.extend(control for control in waiting if control is not None)
    for piece in content:
        if isinstance(piece, Run) and not piece.text.isascii():
            piece.text = _joined_surrogates(piece.text)
    return content


_SURROGATE = re.compile("[\ud800-\udfff]")


def _joined_surrogates(text: str) -> str:
    if _SURROGATE.search(text) is None:
        return text
    return decode_utf16(text.encode("utf-16-le", "surrogatepass"))
