# SPDX-License-Identifier: AGPL-3.0-or-later
"""Data records of HWP 5 (HWP 5.0 spec rev 1.3, chapter 4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

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
DISTRIBUTE_DOC_DATA = 28
COMPATIBLE_DOCUMENT = 30
LAYOUT_COMPATIBILITY = 31
PARA_HEADER = 66
PARA_TEXT = 67
PARA_CHAR_SHAPE = 68
PARA_LINE_SEG = 69
PARA_RANGE_TAG = 70
CTRL_HEADER = 71
LIST_HEADER = 72
PAGE_DEF = 73
FOOTNOTE_SHAPE = 74
PAGE_BORDER_FILL = 75
SHAPE_COMPONENT = 76
TABLE = 77
SC_LINE = 78
SC_RECTANGLE = 79
SC_PICTURE = 85
SC_CONTAINER = 86
CTRL_DATA = 87
EQEDIT = 88
MEMO_LIST = 93


@dataclass(frozen=True)
class Record:
    """One record: what it is, how deep it hangs, and its bytes."""

    tag: int
    level: int
    data: bytes = b""

    def packed(self) -> bytes:
        """The record with its header."""
        size = len(self.data)
        head = self.tag | self.level << 10 | min(size, 0xFFF) << 20
        if size < 0xFFF:
            return struct.pack("<I", head) + self.data
        return struct.pack("<II", head, size) + self.data


def packed(records: list[Record]) -> bytes:
    """Return a stream of ``records``."""
    return b"".join(record.packed() for record in records)


def wstr(text: str) -> bytes:
    """A string with its length in UTF-16 units before it."""
    data = text.encode("utf-16-le", "surrogatepass")
    return struct.pack("<H", len(data) // 2) + data


def control_id(name: str) -> bytes:
    """A control's four letters as they lie in the file: backwards."""
    return name.encode("ascii").ljust(4)[::-1]


def color(value: str) -> int:
    """``#rrggbb`` as COLORREF."""
    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return red | green << 8 | blue << 16
