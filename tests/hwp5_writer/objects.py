# SPDX-License-Identifier: AGPL-3.0-or-later
"""Equations and drawing objects: boxes, lines, pictures, groups (4.3.9)."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.paragraphs import LineWriter, Para
from tests.hwp5_writer.records import Record, control_id, wstr

Paras = Sequence[str | Para]

_INSTANCE = 0x5BB840E0


def object_header(
    width: int, height: int, *, inline: bool, category: int, description: str, caption: bool = False
) -> bytes:
    """The fields that tables, drawings and equations begin with (4.3.9, table 69)."""
    attributes = 0x002A2210 | inline | category << 26 | caption << 29
    data = struct.pack("<IiiIIi4HIi", attributes, 0, 0, width, height, 0, 0, 0, 0, 0, _INSTANCE, 0)
    return data + wstr(description)


def caption_records(line: LineWriter, caption: Paras, width: int, side: int) -> list[Record]:
    """The list of a caption; side 2 is above, 3 below."""
    place = struct.pack("<IIIHI", 0, side, 8504, 850, width) + bytes(8)
    return line.list_of(caption, place)


@dataclass
class Equation:
    """An equation in a line."""

    script: str

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        data = struct.pack("<I", 0) + wstr(self.script)
        data += struct.pack("<IIiH", 1000, 0, 85, 0)
        data += wstr("Equation Version 60") + wstr("HancomEQN")
        body = Record(tag.EQEDIT, line.level + 2, data)
        head = object_header(3000, 1500, inline=True, category=3, description="수식입니다.")
        line.control(11, "eqed", head, [body])


@dataclass
class Shape:
    """A drawing object that carries no picture: what makes it one is its detail record."""

    name: str = "$rec"
    detail_tag: int = tag.SC_RECTANGLE
    detail: bytes = b""
    paras: Paras = ()
    description: str = ""
    caption: Paras = ()
    width: int = 14000
    height: int = 4000
    inline: bool = True

    def write(self, line: LineWriter) -> None:
        """Append the object."""
        head = object_header(
            self.width,
            self.height,
            inline=self.inline,
            category=1,
            description=self.description,
            caption=bool(self.caption),
        )
        children: list[Record] = []
        if self.caption:
            children += caption_records(line, self.caption, self.width, 3)
        children += self.component(line, line.level + 2, top=True)
        line.control(11, "gso ", head, children)

    def component(self, line: LineWriter, level: int, *, top: bool) -> list[Record]:
        """Return the records of the object itself, at ``level``."""
        found = [Record(tag.SHAPE_COMPONENT, level, self.shape_component(top=top))]
        if self.paras:
            found += self._text(line, level + 1)
        found.append(Record(self.detail_tag, level + 1, self.details(line)))
        return found

    def details(self, line: LineWriter) -> bytes:
        """The detail record: by default the corners of a rectangle."""
        w, h = self.width, self.height
        return self.detail or struct.pack("<B8i", 0, 0, 0, w, 0, w, h, 0, h)

    def shape_component(self, *, top: bool) -> bytes:
        """The record of 4.3.9.2; its id stands twice on the outermost object."""
        w, h = self.width, self.height
        matrix = struct.pack("<6d", 1, 0, 0, 0, 1, 0)
        data = control_id(self.name) * (2 if top else 1)
        data += struct.pack("<iiHHIIIIIH", 0, 0, 0, 1, w, h, w, h, 0x00080000, 0)
        data += struct.pack("<iiH", w // 2, h // 2, 1) + matrix * 3
        if self.name in ("$pic", "$con", "$ole"):
            return data
        data += struct.pack("<IiIB", 0, 33, 0xD1000041, 0)
        data += struct.pack("<IIIiI", 1, 0xFFFFFF, 0, -1, 0) + b"\0"
        return data + struct.pack("<IIii", 0, 0xB2B2B2, 0, 0) + struct.pack("<IBB", 0, 0, 0)

    def _text(self, line: LineWriter, level: int) -> list[Record]:
        inner = LineWriter(line.info, level - 2, line.chars)
        inner.memos = line.memos
        place = struct.pack("<I4HI", 0x20, 283, 283, 283, 283, self.width) + bytes(13)
        return inner.list_of(self.paras, place)


class TextBox(Shape):
    """A rectangle with text (글상자)."""

    def __init__(self, *paras: str | Para, caption: Paras = (), inline: bool = False) -> None:
        super().__init__(paras=paras, description="사각형입니다.", caption=caption, inline=inline)


class Line(Shape):
    """A line across the page."""

    def __init__(self) -> None:
        super().__init__("$lin", tag.SC_LINE, struct.pack("<iiiiHH", 0, 0, 42520, 0, 0, 0))


@dataclass
class Picture(Shape):
    """A picture; ``link`` refers to a file outside instead of embedding ``data``."""

    name: str = "$pic"
    detail_tag: int = tag.SC_PICTURE
    data: bytes = b""
    extension: str = "png"
    link: str = ""

    def details(self, line: LineWriter) -> bytes:
        """The record of 4.3.9.4: corners, crop, margins, and the ordinal of the picture."""
        if self.link:
            ordinal = line.info.linked_picture(self.link)
        else:
            ordinal = line.info.picture(self.data, self.extension)
        w, h = self.width, self.height
        corners = struct.pack("<8i", 0, 0, w, 0, w, h, 0, h)
        # All of the picture, at 75 units a pixel (96 dpi).
        right, bottom = (75 * pixels for pixels in _size_of(self.data))
        crop = struct.pack("<4i4H", 0, 0, right, bottom, 0, 0, 0, 0)
        image = struct.pack("<bbBHBII", 0, 0, 0, ordinal, 0, _INSTANCE, 0)
        return struct.pack("<IiI", 0, 0, 0) + corners + crop + image


def _size_of(data: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except OSError:
        return 0, 0


@dataclass
class Group(Shape):
    """Objects that move together (묶음 개체)."""

    members: Sequence[Shape] = field(default_factory=tuple)
    name: str = "$con"

    def component(self, line: LineWriter, level: int, *, top: bool) -> list[Record]:
        """Return the container, then its members one level below."""
        ids = b"".join(control_id(member.name) for member in self.members)
        data = self.shape_component(top=top)
        data += struct.pack("<H", len(self.members)) + ids + struct.pack("<I", 0)
        found = [Record(tag.SHAPE_COMPONENT, level, data)]
        for member in self.members:
            found += member.component(line, level + 1, top=False)
        return found
