# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts a stream into records, and reads fields from them within their bounds.

A record header is a little-endian u32: tag in bits 0-9, level in 10-19, size in
20-31; size 0xFFF means that the next u32 is the size (HWP 5.0 rev 1.3, 4.1).
Fields that a shorter (older) record lacks read as zero; a longer (newer)
record's tail is ignored.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from converters.errors import ErrorCode, LimitExceeded


class Tag(IntEnum):
    """Record tags that we read (4.1.2; 0x10 is HWPTAG_BEGIN)."""

    DOCUMENT_PROPERTIES = 16
    ID_MAPPINGS = 17
    BIN_DATA = 18
    FACE_NAME = 19
    BORDER_FILL = 20
    CHAR_SHAPE = 21
    TAB_DEF = 22
    NUMBERING = 23
    BULLET = 24
    PARA_SHAPE = 25
    STYLE = 26
    PARA_HEADER = 66
    PARA_TEXT = 67
    PARA_CHAR_SHAPE = 68
    PARA_LINE_SEG = 69
    PARA_RANGE_TAG = 70
    CTRL_HEADER = 71
    LIST_HEADER = 72
    PAGE_DEF = 73
    FOOTNOTE_SHAPE = 74
    SHAPE_COMPONENT = 76
    TABLE = 77
    SC_LINE = 78
    SC_RECTANGLE = 79
    SC_ELLIPSE = 80
    SC_ARC = 81
    SC_POLYGON = 82
    SC_CURVE = 83
    SC_OLE = 84
    SC_PICTURE = 85
    SC_CONTAINER = 86
    CTRL_DATA = 87
    EQEDIT = 88
    SC_TEXTART = 90
    FORM_OBJECT = 91
    MEMO_LIST = 93
    VIDEO_DATA = 98


class Record(NamedTuple):
    """One record: ``data`` is its payload."""

    tag: int
    level: int
    data: bytes


def cut(stream: bytes, allowed: int) -> list[Record]:
    """Return the records of ``stream`` in order; a cut last one keeps what is there.

    Args:
        stream: inflated content of DocInfo or a section.
        allowed: how many records one stream may have.

    Raises:
        LimitExceeded: there are more.
    """
    records: list[Record] = []
    unpack = struct.Struct("<I").unpack_from
    position, end = 0, len(stream)
    while position + 4 <= end:
        (head,) = unpack(stream, position)
        position += 4
        size = head >> 20
        if size == 0xFFF:
            if position + 4 > end:
                break
            (size,) = unpack(stream, position)
            position += 4
        records.append(Record(head & 0x3FF, head >> 10 & 0x3FF, stream[position : position + size]))
        position += size
        if len(records) > allowed:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part="records")
    return records


def children(records: list[Record], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (index, end index) of each record directly below the one before ``start``.

    A child owns the records after it that are deeper than itself; levels that
    skip a step or lie are taken as they come.
    """
    index = start
    while index < end:
        level = records[index].level
        after = index + 1
        while after < end and records[after].level > level:
            after += 1
        yield index, after
        index = after


def unpack(layout: struct.Struct, data: bytes, offset: int = 0) -> tuple[int, ...]:
    """Read ``layout`` from ``data``; what lies beyond its end reads as zero."""
    missing = offset + layout.size - len(data)
    if missing > 0:
        data = data[offset:].ljust(layout.size, b"\0")
        offset = 0
    return layout.unpack_from(data, offset)


class Fields:
    """Reads a record of variable length from front to back, never past its end."""

    __slots__ = ("data", "position")

    def __init__(self, data: bytes, position: int = 0) -> None:
        self.data = data
        self.position = position

    def left(self) -> int:
        """Bytes not read yet."""
        return max(0, len(self.data) - self.position)

    def u8(self) -> int:
        """Read an unsigned byte; 0 past the end."""
        return self._number(1, signed=False)

    def u16(self) -> int:
        """Read an unsigned 16-bit number; 0 past the end."""
        return self._number(2, signed=False)

    def i16(self) -> int:
        """Read a signed 16-bit number; 0 past the end."""
        return self._number(2, signed=True)

    def u32(self) -> int:
        """Read an unsigned 32-bit number; 0 past the end."""
        return self._number(4, signed=False)

    def i32(self) -> int:
        """Read a signed 32-bit number; 0 past the end."""
        return self._number(4, signed=True)

    def skip(self, size: int) -> None:
        """Pass over ``size`` bytes."""
        self.position += size

    def text(self) -> str:
        """Read a u16 count of UTF-16 units and that many of them; cut at the record's end."""
        size = 2 * self.u16()
        raw = self.data[self.position : self.position + size]
        self.position += size
        return decode_utf16(raw)

    def _number(self, size: int, *, signed: bool) -> int:
        raw = self.data[self.position : self.position + size]
        self.position += size
        if len(raw) < size:
            return 0
        return int.from_bytes(raw, "little", signed=signed)


def decode_utf16(raw: bytes) -> str:
    """Decode little-endian UTF-16; units that form no character are dropped."""
    return raw.decode("utf-16-le", "ignore").replace("\0", "")
