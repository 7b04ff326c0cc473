# SPDX-License-Identifier: AGPL-3.0-or-later
"""A good HWP 5 file taken apart, so that single records can be damaged."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field

import olefile

from tests.hwp5_writer.compound import write_compound
from tests.hwp5_writer.document import deflated
from tests.hwp5_writer.records import Record


@dataclass
class Lie:
    """A record that lies about itself: its header is written as given, whatever its bytes."""

    tag: int
    level: int
    size: int
    data: bytes

    def packed(self) -> bytes:
        """The record with the size that it claims."""
        head = self.tag & 0x3FF | (self.level & 0x3FF) << 10
        if self.size < 0xFFF:
            return struct.pack("<I", head | self.size << 20) + self.data
        return struct.pack("<II", head | 0xFFF << 20, self.size & 0xFFFFFFFF) + self.data


AnyRecord = Record | Lie


@dataclass
class Source:
    """A file and its parts; ``records`` only of streams that could be cut."""

    data: bytes
    streams: dict[str, bytes] = field(default_factory=dict)
    records: dict[str, list[Record]] = field(default_factory=dict)
    compressed: bool = True

    @classmethod
    def of(cls, data: bytes) -> Source:
        """Take ``data`` apart; a file that is no container is only its bytes."""
        source = cls(data)
        if not olefile.isOleFile(data=data):
            return source
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            source.streams = {"/".join(p): ole.openstream(p).read() for p in ole.listdir()}
        head = source.streams.get("FileHeader", b"").ljust(40, b"\0")
        source.compressed = bool(head[36] & 1)
        if head[36] & 6:  # enciphered: only its bytes and streams are damaged
            return source
        for name, stream in source.streams.items():
            if name == "DocInfo" or name.startswith("BodyText/"):
                source.records[name] = list(_cut(source.inflated(stream)))
        return source

    def inflated(self, stream: bytes) -> bytes:
        """Return a stream as the records lie in it."""
        return zlib.decompressobj(-15).decompress(stream) if self.compressed else stream

    def with_records(self, name: str, records: list[AnyRecord]) -> bytes:
        """Return the file with other records in one stream."""
        return self.with_plain(name, b"".join(record.packed() for record in records))

    def with_plain(self, name: str, plain: bytes) -> bytes:
        """Return the file with another plain stream."""
        return self.with_stream(name, deflated(plain) if self.compressed else plain)

    def with_stream(self, name: str, stored: bytes) -> bytes:
        """Return the file with another stored stream."""
        return write_compound(self.streams | {name: stored})


def _cut(data: bytes) -> list[Record]:
    found: list[Record] = []
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        at += 4
        size = head >> 20
        if size == 0xFFF and at + 4 <= len(data):
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        found.append(Record(head & 0x3FF, head >> 10 & 0x3FF, data[at : at + size]))
        at += size
    return found
