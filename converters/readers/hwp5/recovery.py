# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a damaged compound file as far as its sectors still tell (MS-CFB 2).

olefile refuses files whose chains or directory tree are broken. Documents that
were cut in copying are common, and most of their text is whole; so this reader
takes the directory entry by entry and each stream as far as its chain goes.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from converters.errors import DamagedSource

_HEADER = struct.Struct("<8x16xHHHHH10xIIIIIIIII")
_ENTRY = struct.Struct("<64sHBBIII36xIQ")
_FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks and not places."""
_STREAM, _ROOT = 2, 5
_ENTRY_SIZE = 128
_SECTION = re.compile(r"Section\d+$")
_BINARY = re.compile(r"BIN[0-9A-F]{4}\.", re.IGNORECASE)


def turns_back(table: Sequence[int], start: int) -> bool:
    """Whether a chain of sectors comes to one of its sectors a second time.

    Args:
        table: the sector that follows each sector.
        start: the first one.
    """
    seen: set[int] = set()
    while start < len(table):
        if start in seen:
            return True
        seen.add(start)
        start = table[start]
    return False


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class RecoveredCompound:
    """The streams of a damaged compound file; the part of olefile's interface that we use.

    Args:
        data: the whole file.

    Raises:
        DamagedSource: not even the directory can be found.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise DamagedSource(detail="header is cut", part="compound file")
        self._data = data
        fields = _HEADER.unpack_from(data.ljust(_HEADER.size, b"\0"))
        shift, mini_shift = fields[3], fields[4]
        self._size = 1 << shift if shift in (9, 12) else 512
        self._mini_size = 1 << mini_shift if mini_shift == 6 else 64
        self._cutoff = fields[8] or 4096
        self.looped: list[str] = []
        """What in the container itself turns back: the list of tables, the directory."""
        self._fat = self._read_fat()
        if turns_back(self._fat, fields[6]):
            self.looped.append("directory")
        entries = self._entries(fields[6])
        if not entries:
            raise DamagedSource(detail="no directory", part="compound file")
        self._mini_fat = self._table(self._chain(fields[9]))
        root = next((entry for entry in entries if entry.kind == _ROOT), None)
        self._mini = self._joined(self._chain(root.start)) if root is not None else b""
        self._streams = _paths(entries)

    def listdir(self) -> list[list[str]]:
        """Return the path of each stream."""
        return [path.split("/") for path in self._streams]

    def get_size(self, path: list[str] | str) -> int:
        """Return the length that a stream claims."""
        return self._streams[_key(path)].size

    def turns_back(self, path: list[str]) -> bool:
        """Whether the chain of a stream comes to a sector a second time."""
        entry = self._streams[_key(path)]
        table = self._mini_fat if entry.size < self._cutoff else self._fat
        return turns_back(table, entry.start)

    def openstream(self, path: list[str] | str) -> io.BytesIO:
        """Return a stream as far as its sectors can be followed."""
        entry = self._streams[_key(path)]
        if entry.size < self._cutoff:
            data = self._mini_stream(entry)
        else:
            data = self._joined(self._chain(entry.start))
        return io.BytesIO(data[: entry.size])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _joined(self, sectors: list[int]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _table(self, sectors: list[int]) -> list[int]:
        data = self._joined(sectors)
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    def _read_fat(self) -> list[int]:
        """Read the allocation table: the first 109 sectors from the header, more through the DIFAT."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, seen = struct.unpack_from("<I", self._data, 68)[0], set()
        while following < _FREE and following not in seen:
            seen.add(following)
            more = self._table([following])
            if not more:
                break
            sectors += more[:-1]
            following = more[-1]
        if following in seen:
            self.looped.append("DIFAT")
        most = len(self._data) // self._size
        return self._table([sector for sector in sectors if sector < most])

    def _chain(self, start: int) -> list[int]:
        chain: list[int] = []
        seen: set[int] = set()
        sector, most = start, len(self._data) // self._size
        while sector < min(_FREE, most) and sector not in seen:
            seen.add(sector)
            chain.append(sector)
            sector = self._fat[sector] if sector < len(self._fat) else _FREE
        return chain

    def _entries(self, start: int) -> list[_Entry]:
        data = self._joined(self._chain(start))
        found = []
        for offset in range(0, len(data) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            raw, length, kind, _, left, right, child, first, size = _ENTRY.unpack_from(data, offset)
            name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "ignore")
            found.append(_Entry(name, kind, left, right, child, first, size & 0xFFFFFFFF))
        return found if any(entry.kind == _STREAM for entry in found) else []

    def _mini_stream(self, entry: _Entry) -> bytes:
        parts: list[bytes] = []
        sector, seen = entry.start, set[int]()
        while sector < _FREE and sector not in seen:
            seen.add(sector)
            parts.append(self._mini[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector = self._mini_fat[sector] if sector < len(self._mini_fat) else _FREE
        return b"".join(parts)


def _key(path: list[str] | str) -> str:
    return path if isinstance(path, str) else "/".join(path)


def _paths(entries: list[_Entry]) -> dict[str, _Entry]:
    """Return streams by path: by the tree where it holds, else by what their names say."""
    found: dict[str, _Entry] = {}
    placed: set[int] = set()
    stack = [(entry.child, "") for entry in entries if entry.kind == _ROOT][:1]
    while stack:
        index, prefix = stack.pop()
        if index >= len(entries) or index in placed:
            continue
        placed.add(index)
        entry = entries[index]
        path = prefix + entry.name
        if entry.kind == _STREAM:
            found[path] = entry
        else:
            stack.append((entry.child, path + "/"))
        stack += [(entry.left, prefix), (entry.right, prefix)]
    for index, entry in enumerate(entries):
        if entry.kind == _STREAM and index not in placed and entry.name:
            found.setdefault(_guessed(entry.name), entry)
    return found


def _guessed(name: str) -> str:
    if _SECTION.match(name):
        return f"BodyText/{name}"
    return f"BinData/{name}" if _BINARY.match(name) else name
