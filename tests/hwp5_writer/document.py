# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole HWP 5 file."""

from __future__ import annotations

import datetime
import struct
import zlib

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.ciphers import distribution_stream, password_key, password_stream
from tests.hwp5_writer.compound import write_compound
from tests.hwp5_writer.docinfo import DocInfo
from tests.hwp5_writer.paragraphs import LineWriter, Para, paragraph_records
from tests.hwp5_writer.records import Record, packed
from tests.hwp5_writer.summary import summary_stream

_STUB = "이 문서는 상위 버전의 배포용 문서입니다. 문서를 읽으려면 최신 버전의 한글이 필요합니다."


class _SectionStart:
    """Section definition with page, notes and borders: the first thing in a section."""

    def __init__(self, outline: int, start_page: int) -> None:
        self.outline = outline
        self.start_page = start_page

    def write(self, line: LineWriter) -> None:
        data = struct.pack("<IHHHIHH", 0, 1134, 0, 0, 8000, self.outline, self.start_page)
        data = data.ljust(43, b"\0")
        level = line.level + 2
        page = struct.pack("<10I", 59528, 84188, 8504, 8504, 5668, 4252, 4252, 4252, 0, 0)
        note = struct.pack(
            "<IHHHHIHHHBBI", 0, 0, 0, ord(")"), 1, 0xFFFFFFFF, 850, 567, 283, 1, 1, 0
        )
        border = struct.pack("<I4HH", 1, 1417, 1417, 1417, 1417, 1)
        children = [Record(tag.PAGE_DEF, level, page)]
        children += [Record(tag.FOOTNOTE_SHAPE, level, note)] * 2
        children += [Record(tag.PAGE_BORDER_FILL, level, border)] * 3
        line.control(2, "secd", data, children)
        line.control(2, "cold", struct.pack("<HHHHHBBI", 0x1004, 0, 0, 0, 0, 0, 0, 0)[:12])


class HwpWriter:
    """Collects paragraphs and writes them as a file.

    Args:
        version: as in "5.0.3.4".
        compressed: whether streams are deflated.
        distribution: write a distribution document (배포용).
        password: write a password-protected document; ASCII passwords only.
    """

    def __init__(
        self,
        *,
        version: tuple[int, int, int, int] = (5, 0, 3, 4),
        compressed: bool = True,
        distribution: bool = False,
        password: str = "",
    ) -> None:
        self.version = version
        self.compressed = compressed
        self.distribution = distribution
        self.password = password
        self.info = DocInfo()
        self.summary: dict[int, str | int | datetime.datetime] = {}
        self.preview = ""
        self.flags = 0
        self.extra_streams: dict[str, bytes] = {}
        self._sections: list[list[Para]] = [[]]
        self._outlines = [0]

    def add(self, *paras: str | Para) -> None:
        """Append paragraphs to the last section."""
        self._sections[-1] += [Para(p) if isinstance(p, str) else p for p in paras]

    def outline(self, numbering: int) -> None:
        """Let the last section count its outline by the numbering of this 1-based id."""
        self._outlines[-1] = numbering

    def new_section(self) -> None:
        """Begin another section."""
        self._sections.append([])
        self._outlines.append(self._outlines[-1])

    def section_records(self) -> list[list[Record]]:
        """Return the records of every section."""
        found: list[list[Record]] = []
        memos: list[tuple[int, list[Para]]] = []
        for paras, outline in zip(self._sections, self._outlines, strict=True):
            first, *rest = paras or [Para()]
            opened = Para(
                _SectionStart(outline, 0),
                *first.pieces,
                look=first.look,
                chars=first.chars,
                style=first.style,
                breaks=first.breaks | 3,
                page_starts=first.page_starts,
            )
            found.append(paragraph_records([opened, *rest], self.info, 0, memos))
        for number, body in memos:
            found[-1].append(Record(tag.MEMO_LIST, 1, struct.pack("<I", number)))
            head = struct.pack("<I", len(body)) + bytes(12)
            found[-1].append(Record(tag.LIST_HEADER, 1, head))
            found[-1] += paragraph_records(body, self.info, 1, [])
        return found

    def streams(self) -> dict[str, bytes]:
        """Return the plain streams: not deflated, not encrypted."""
        sections = self.section_records()
        found = {"DocInfo": packed(self.info.records(len(sections)))}
        found |= {f"BodyText/Section{at}": packed(each) for at, each in enumerate(sections)}
        for at, (data, extension) in enumerate(self.info.pictures, 1):
            found[f"BinData/BIN{at:04X}.{extension}"] = data
        return found

    def to_bytes(self) -> bytes:
        """Return the file."""
        found = {"FileHeader": self._file_header()}
        key = password_key(self.password) if self.password else b""
        for name, plain in self.streams().items():
            stored = deflated(plain) if self.compressed else plain
            if self.distribution and name.startswith("BodyText/"):
                found[name.replace("BodyText", "ViewText")] = distribution_stream(stored)
                stub = self._stub()
                stored = deflated(stub) if self.compressed else stub
            found[name] = password_stream(stored, key) if key else stored
        if self.summary:
            found["\x05HwpSummaryInformation"] = summary_stream(self.summary)
        if self.preview:
            found["PrvText"] = self.preview.encode("utf-16-le")
        found |= self.extra_streams
        return write_compound(found)

    def _stub(self) -> bytes:
        """The body that programs without the cipher show instead."""
        opened = Para(_SectionStart(0, 0), _STUB)
        return packed(paragraph_records([opened], self.info, 0, []))

    def _file_header(self) -> bytes:
        major, minor, build, revision = self.version
        version = major << 24 | minor << 16 | build << 8 | revision
        flags = self.flags | self.compressed | bool(self.password) << 1 | self.distribution << 2
        head = b"HWP Document File".ljust(32, b"\0")
        head += struct.pack("<IIII", version, flags, 0, 4 if self.password else 0)
        return head.ljust(256, b"\0")


def deflated(data: bytes) -> bytes:
    """Raw DEFLATE, as the format wants it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
