# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that may stand in a paragraph besides characters (4.3.10), tables apart."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.docinfo import Look
from tests.hwp5_writer.paragraphs import LineWriter, Para, Piece
from tests.hwp5_writer.records import Record, control_id, wstr

Paras = Sequence[str | Para]

_LIST_ATTRIBUTES = struct.pack("<I", 0)
_PARAMETER_SET = 0x021B
_NAME_ITEM = 0x4000
_INSTANCE = 0x5BB840E0


@dataclass
class Text:
    """Characters of one look."""

    text: str
    look: Look
    highlighter: int | None = None
    """Colour of a highlighter over them."""

    def write(self, line: LineWriter) -> None:
        """Append the characters and return to the paragraph's own look."""
        start = len(line.units) // 2
        line.text(self.text, self.look)
        if self.highlighter is not None:
            line.ranges.append((start, len(line.units) // 2, 2 << 24 | self.highlighter))
        line.shape(None)


@dataclass
class Tab:
    """A tab with its leader: 0 none, 1 solid, 2 dashes, 3 dots."""

    leader: int = 0
    kind: int = 1

    def write(self, line: LineWriter) -> None:
        """Append the tab."""
        line.inline(9, struct.pack("<IBB6x", 4000, self.leader, self.kind))


@dataclass
class Raw:
    """A control as bytes, for what no other class says."""

    code: int
    name: str
    data: bytes = b""
    children: tuple[Record, ...] = ()

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        line.control(self.code, self.name, self.data, self.children)


# ---------------------------------------------------------------- page furniture


@dataclass
class Columns:
    """A column definition (cold)."""

    count: int = 1

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        attributes = self.count << 2 | 1 << 12
        line.control(2, "cold", struct.pack("<HhHHBBI", attributes, 1134, 0, 0, 0, 0, 0)[:12])


@dataclass
class Header:
    """A header; ``pages`` 0 all, 1 even, 2 odd."""

    paras: Paras
    pages: int = 0
    name: str = "head"

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        size = struct.pack("<IIIBB", 0, 42520, 4252, 0, 0).ljust(30, b"\0")
        line.control(
            16, self.name, struct.pack("<II", self.pages, 1), line.list_of(self.paras, size)
        )


@dataclass
class Footer(Header):
    """A footer."""

    name: str = "foot"


@dataclass
class PageNumber:
    """The place of the printed page number (pgnp): 5 is the middle of the foot."""

    position: int = 5

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        line.control(21, "pgnp", struct.pack("<IHHHH", self.position << 8, 0, 0, 0, ord("-")))


@dataclass
class PageHide:
    """Hide header, footer and page number on this page (pghd)."""

    what: int = 0x3F

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        line.control(21, "pghd", struct.pack("<I", self.what))


@dataclass
class NewNumber:
    """Continue counting at ``number`` (nwno); kinds as with AutoNumber."""

    number: int
    kind: int = 0

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        line.control(21, "nwno", struct.pack("<IH", self.kind, self.number))


@dataclass
class AutoNumber:
    """A number that the program keeps (atno): 0 page, 1 footnote, 2 endnote, 3 figure, 4 table."""

    kind: int
    number: int = 1
    suffix: str = ""

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        suffix = ord(self.suffix) if self.suffix else 0
        line.control(18, "atno", struct.pack("<IHHHH", self.kind, self.number, 0, 0, suffix))


# ---------------------------------------------------------------- notes and asides


@dataclass
class Footnote:
    """A footnote; its number is set in front of the first paragraph, as Hancom does."""

    paras: Paras
    number: int = 1
    name: str = "fn"
    kind: int = 1

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        first, *rest = self.paras
        whole = Para(first) if isinstance(first, str) else first
        marked = Para(
            AutoNumber(self.kind, self.number, ")"),
            " ",
            *whole.pieces,
            look=whole.look,
            chars=whole.chars,
            style=whole.style,
        )
        data = struct.pack("<IHHII", self.number, 0, ord(")"), 0, _INSTANCE)
        body = line.list_of([marked, *rest], _LIST_ATTRIBUTES + bytes(8))
        line.control(17, self.name, data, body)


@dataclass
class Endnote(Footnote):
    """An endnote."""

    name: str = "en"
    kind: int = 2


@dataclass
class HiddenComment:
    """A hidden comment (숨은 설명)."""

    paras: Paras

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        line.control(15, "tcmt", b"", line.list_of(self.paras, _LIST_ATTRIBUTES + bytes(8)))


# ---------------------------------------------------------------- characters


@dataclass
class Ruby:
    """Base text with a reading (덧말)."""

    base: str
    reading: str
    below: bool = False

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        data = wstr(self.base) + wstr(self.reading) + struct.pack("<IIIII", self.below, 0, 0, 0, 3)
        line.control(23, "tdut", data)


@dataclass
class Overlap:
    """Characters on top of each other (글자 겹침); border 1 is a circle."""

    characters: str
    border: int = 1

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        shapes = struct.pack("<BbBB", self.border, -3, 0, 10) + b"\xff" * 40
        line.control(23, "tcps", wstr(self.characters) + shapes)


@dataclass
class IndexMark:
    """A mark for the index."""

    first: str
    second: str = ""

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        line.control(22, "idxm", wstr(self.first) + wstr(self.second) + bytes(2))


@dataclass
class Bookmark:
    """A bookmark; its name is in a parameter set below the control."""

    name: str

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        named = Record(tag.CTRL_DATA, line.level + 2, name_set(self.name))
        line.control(22, "bokm", b"", [named])


def name_set(name: str) -> bytes:
    """The parameter set that names a bookmark or a field."""
    return struct.pack("<HHHHH", _PARAMETER_SET, 1, 0, _NAME_ITEM, 1) + wstr(name)


# ---------------------------------------------------------------- fields


@dataclass
class Field:
    """A field around its shown pieces; ``command`` as the format keeps it."""

    name: str
    command: str
    pieces: Sequence[str | Piece]
    attributes: int = 0x8000
    label: str = ""
    header_name: str = ""
    memo: int = 0

    def write(self, line: LineWriter) -> None:
        """Append start, content and end."""
        data = struct.pack("<IB", self.attributes, 0) + wstr(self.command)
        data += struct.pack("<II", _INSTANCE, self.memo)
        named = [Record(tag.CTRL_DATA, line.level + 2, name_set(self.label))] if self.label else []
        line.control(3, self.header_name or self.name, data, named, shown=self.name)
        for piece in self.pieces:
            if isinstance(piece, str):
                line.text(piece)
            else:
                piece.write(line)
        line.inline(4, control_id(self.name))


class Hyperlink(Field):
    """A link to a web page, or to "#bookmark" of the document."""

    def __init__(self, target: str, *pieces: str | Piece) -> None:
        if target.startswith("#"):
            command = f"?{target};0;0;0;"
        elif target.startswith("mailto:"):
            command = target.replace(":", "\\:") + ";2;0;0;"
        else:
            command = target.replace(":", "\\:") + ";1;0;0;"
        super().__init__("%hlk", command, pieces, attributes=0xA800)


class CrossReference(Field):
    """A reference to a bookmark's page or text."""

    def __init__(self, target: str, *pieces: str | Piece) -> None:
        super().__init__("%xrf", f"?#{target};0;0;1;0;", pieces, attributes=2)


class ClickHere(Field):
    """A place to fill in (누름틀); shows its guide while nobody has."""

    def __init__(self, guide: str, *pieces: str | Piece, label: str = "") -> None:
        direction = f"Direction:wstring:{len(guide)}:{guide} HelpState:wstring:0: "
        command = f"Clickhere:set:{len(direction)}:{direction}"
        shown = pieces or (guide,)
        super().__init__("%clk", command, shown, 0x8000 if pieces else 0, label)


class Memo(Field):
    """A memo on its pieces. The header calls it unknown, as Hancom's own files do."""

    def __init__(self, number: int, paras: Paras, *pieces: str | Piece, author: str = "") -> None:
        command = f"MEMO/655353/1/239261456/31259664/{author}/\\;;"
        super().__init__("%%me", command, pieces, 0x8001, header_name="%unk", memo=number)
        self.paras = [Para(p) if isinstance(p, str) else p for p in paras]

    def write(self, line: LineWriter) -> None:
        """Append the field; its text goes to the end of the section."""
        line.memos.append((self.memo, self.paras))
        super().write(line)
