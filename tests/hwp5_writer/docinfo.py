# SPDX-License-Identifier: AGPL-3.0-or-later
"""The DocInfo stream: shapes, styles, numberings, bullets and pictures by number."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TypeVar

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.records import Record, color, wstr

_ALIGNS = {"justify": 0, "left": 1, "right": 2, "center": 3, "distribute": 4, "divide": 5}
_HEADS = {"": 0, "outline": 1, "number": 2, "bullet": 3}
_FONTS = ("함초롬바탕", "함초롬돋움")
_SCRIPTS = 7

T = TypeVar("T")


@dataclass(frozen=True)
class Look:
    """How characters look; heights are hundredths of a point."""

    height: int = 1000
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False
    dots: bool = False
    color: str = "#000000"
    face: int = 0

    def packed(self) -> bytes:
        """The record of 4.2.6."""
        attributes = (
            self.italic
            | self.bold << 1
            | self.underline << 2
            | self.superscript << 15
            | self.subscript << 16
            | self.strike << 18
            | self.dots << 21
        )
        return (
            struct.pack("<7H", *[self.face] * _SCRIPTS)
            + bytes([100] * _SCRIPTS)
            + bytes(_SCRIPTS)
            + bytes([100] * _SCRIPTS)
            + bytes(_SCRIPTS)
            + struct.pack("<iIbb", self.height, attributes, 10, 10)
            + struct.pack("<IIII", color(self.color), 0, 0xFFFFFFFF, 0xB2B2B2)
            + struct.pack("<HI", 1, 0)
        )


@dataclass(frozen=True)
class ParaLook:
    """How a paragraph stands; lengths in HWPUNIT (1/7200 inch), doubled in the file.

    ``head`` is "", "outline", "number" or "bullet"; ``level`` counts from 0;
    ``head_id`` is the 1-based number of its numbering or bullet.
    """

    align: str = "justify"
    left: int = 0
    right: int = 0
    indent: int = 0
    before: int = 0
    after: int = 0
    head: str = ""
    level: int = 0
    head_id: int = 0
    page_break_before: bool = False
    tabs: tuple[tuple[int, int, int], ...] = ()
    """(position in HWPUNIT, kind 0 left 1 right 2 centre 3 decimal, leader) each."""

    def packed(self, tab_def: int) -> bytes:
        """The record of 4.2.10."""
        attributes = (
            0x180
            | _ALIGNS[self.align] << 2
            | self.page_break_before << 19
            | _HEADS[self.head] << 23
            | self.level << 25
        )
        lengths = (self.left, self.right, self.indent, self.before, self.after)
        return (
            struct.pack("<I5ii", attributes, *(2 * length for length in lengths), 160)
            + struct.pack("<HHH4h", tab_def, self.head_id, 1, 0, 0, 0, 0)
            + struct.pack("<III", 0, 0, 160)
        )


@dataclass(frozen=True)
class Style:
    """A paragraph style."""

    name: str
    english: str
    para: ParaLook
    look: Look


class DocInfo:
    """Collects what paragraphs refer to and numbers it in the order of first use."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.paras: list[ParaLook] = []
        self.tabs: list[tuple[tuple[int, int, int], ...]] = [()]
        self.styles: list[Style] = []
        self.numberings: list[tuple[list[tuple[str, int]], int]] = []
        self.bullets: list[str] = []
        self.pictures: list[tuple[bytes, str]] = []
        self.links: list[str] = []
        self.bin_records: list[bytes] = []
        self.add_style("바탕글", "Normal")

    def look(self, look: Look) -> int:
        """Return the id of a character shape."""
        return _index(self.looks, look)

    def para(self, para: ParaLook) -> int:
        """Return the id of a paragraph shape."""
        _index(self.tabs, para.tabs)
        return _index(self.paras, para)

    def add_style(
        self, name: str, english: str = "", para: ParaLook | None = None, look: Look | None = None
    ) -> int:
        """Define a style and return its id."""
        style = Style(name, english, para or ParaLook(), look or Look())
        self.para(style.para)
        self.look(style.look)
        self.styles.append(style)
        return len(self.styles) - 1

    def style(self, name: str) -> int:
        """Return the id of a style by its Korean name."""
        return next(at for at, style in enumerate(self.styles) if style.name == name)

    def numbering(self, levels: list[tuple[str, int]], start: int = 1) -> int:
        """Define a numbering of (pattern, number format) per level; returns its 1-based id."""
        self.numberings.append((levels, start))
        return len(self.numberings)

    def bullet(self, char: str) -> int:
        """Define a bullet and return its 1-based id."""
        return _index(self.bullets, char) + 1

    def picture(self, data: bytes, extension: str) -> int:
        """Embed a picture and return the ordinal of its BIN_DATA record, from 1."""
        if (data, extension) in self.pictures:
            item = struct.pack("<HH", 1, self.pictures.index((data, extension)) + 1)
            return self.bin_records.index(item + wstr(extension)) + 1
        self.pictures.append((data, extension))
        item = struct.pack("<HH", 1, len(self.pictures)) + wstr(extension)
        self.bin_records.append(item)
        return len(self.bin_records)

    def linked_picture(self, path: str) -> int:
        """Refer to a picture outside of the file."""
        return _index(self.bin_records, struct.pack("<H", 0) + wstr(path) + wstr(path)) + 1

    def records(self, sections: int) -> list[Record]:
        """Return the records of the stream."""
        counts = [len(self.bin_records), *[len(_FONTS)] * _SCRIPTS, 3, len(self.looks)]
        counts += [len(self.tabs), len(self.numberings), len(self.bullets)]
        counts += [len(self.paras), len(self.styles), 0, 0, 0]
        found = [
            Record(tag.DOCUMENT_PROPERTIES, 0, struct.pack("<7H3I", sections, *[1] * 6, 0, 0, 0)),
            Record(tag.ID_MAPPINGS, 0, struct.pack(f"<{len(counts)}i", *counts)),
        ]
        items = [(tag.BIN_DATA, data) for data in self.bin_records]
        items += [(tag.FACE_NAME, b"\x00" + wstr(name)) for _ in range(7) for name in _FONTS]
        items += [(tag.BORDER_FILL, data) for data in (_border(0), _border(1), _shaded())]
        items += [(tag.CHAR_SHAPE, look.packed()) for look in self.looks]
        items += [(tag.TAB_DEF, _tab_def(tabs)) for tabs in self.tabs]
        items += [(tag.NUMBERING, _numbering(*each)) for each in self.numberings]
        items += [(tag.BULLET, _HEAD + char.encode("utf-16-le")[:2]) for char in self.bullets]
        items += [(tag.PARA_SHAPE, p.packed(self.tabs.index(p.tabs))) for p in self.paras]
        items += [(tag.STYLE, self._style(style)) for style in self.styles]
        found += [Record(kind, 1, data) for kind, data in items]
        found.append(Record(tag.COMPATIBLE_DOCUMENT, 0, struct.pack("<I", 0)))
        found.append(Record(tag.LAYOUT_COMPATIBILITY, 1, bytes(20)))
        return found

    def _style(self, style: Style) -> bytes:
        ids = (self.para(style.para), self.look(style.look), 0)
        following = self.styles.index(style)
        kind = struct.pack("<BBhHHH", 0, following, 1042, *ids)
        return wstr(style.name) + wstr(style.english) + kind


# Alignment and width follow the paragraph; no adjustment, 50 % distance, no character shape.
_HEAD = struct.pack("<IhhI", 0x0C, 0, 50, 0xFFFFFFFF)


def _numbering(levels: list[tuple[str, int]], start: int) -> bytes:
    data = b""
    for pattern, number_format in [*levels, *[("", 0)] * (7 - len(levels))]:
        data += struct.pack("<IhhI", 0x0C | number_format << 5, 0, 50, 0xFFFFFFFF) + wstr(pattern)
    return data + struct.pack("<H7I", start, start, *[1] * 6)


def _tab_def(tabs: tuple[tuple[int, int, int], ...]) -> bytes:
    data = struct.pack("<II", 0, len(tabs))
    for position, kind, leader in tabs:
        data += struct.pack("<IBBH", 2 * position, kind, leader, 0)
    return data


def _border(line: int) -> bytes:
    sides = struct.pack("<BBI", line, 1, 0) * 4
    return struct.pack("<H", 0) + sides + struct.pack("<BBI", 1, 0, 0) + struct.pack("<II", 0, 0)


def _shaded() -> bytes:
    sides = struct.pack("<BBI", 1, 1, 0) * 4
    fill = struct.pack("<IIIiI", 1, color("#e5e5e5"), 0, -1, 0) + b"\0"
    return struct.pack("<H", 0) + sides + struct.pack("<BBI", 1, 0, 0) + fill


def _index(known: list[T], item: T) -> int:
    if item not in known:
        known.append(item)
    return known.index(item)
