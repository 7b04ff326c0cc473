# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compound files ([MS-CFB] version 3): streams by path -> bytes.

512-byte sectors, mini stream for streams below 4096 bytes, DIFAT sectors where
the header's 109 FAT entries do not suffice. The same input gives the same bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096
FREE = 0xFFFFFFFF
END_OF_CHAIN = 0xFFFFFFFE
FAT_SECTOR = 0xFFFFFFFD
DIFAT_SECTOR = 0xFFFFFFFC
_HEADER_FATS = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: dict[str, _Entry] = field(default_factory=dict)
    left: int = FREE
    right: int = FREE
    child: int = FREE
    color: int = _BLACK
    start: int = END_OF_CHAIN
    number: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        size = len(self.data)
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name,
            len(name) + 2,
            self.kind,
            self.color,
            self.left,
            self.right,
            self.child,
            b"",
            0,
            0,
            0,
            self.start,
            size,
        )


def write_compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file with ``streams``; "/" in a path separates storages."""
    root = _tree_of(streams)
    entries = _numbered(root)
    body, fat, mini_fat_start, mini_fat_count = _lay_out(root, entries)
    directory_start = _append(
        body, fat, b"".join(e.packed() for e in entries) + _padding(len(entries))
    )
    header = _finish(body, fat, directory_start, mini_fat_start, mini_fat_count)
    return header + bytes(body)


def _padding(entries: int) -> bytes:
    unused = struct.pack("<68xIII", FREE, FREE, FREE).ljust(128, b"\0")
    return unused * (-entries % 4)


def _tree_of(streams: dict[str, bytes]) -> _Entry:
    root = _Entry("Root Entry", _ROOT)
    for path, data in streams.items():
        *storages, name = path.split("/")
        at = root
        for storage in storages:
            at = at.children.setdefault(storage, _Entry(storage, _STORAGE))
        at.children[name] = _Entry(name, _STREAM, data)
    return root


def _order(entry: _Entry) -> tuple[int, str]:
    """Shorter names first, then by upper case ([MS-CFB] 2.6.4)."""
    return len(entry.name.encode("utf-16-le")), entry.name.upper()


def _numbered(root: _Entry) -> list[_Entry]:
    """Give every entry its number and hang siblings into red-black trees."""
    entries = [root]

    def visit(storage: _Entry) -> None:
        children = sorted(storage.children.values(), key=_order)
        for entry in children:
            entry.number = len(entries)
            entries.append(entry)
        storage.child = _balanced(children)
        for entry in children:
            visit(entry)

    visit(root)
    return entries


def _balanced(entries: list[_Entry]) -> int:
    """Return the number of the root of a balanced tree.

    All levels are black but an incomplete last one, which is red: so every way
    down meets equally many black entries, and no red one has a red child.
    """
    full_levels = (len(entries) + 1).bit_length() - 1

    def build(low: int, high: int, level: int) -> int:
        if low >= high:
            return FREE
        middle = (low + high) // 2
        entry = entries[middle]
        entry.color = _BLACK if level < full_levels else _RED
        entry.left = build(low, middle, level + 1)
        entry.right = build(middle + 1, high, level + 1)
        return entry.number

    return build(0, len(entries), 0)


def _lay_out(root: _Entry, entries: list[_Entry]) -> tuple[bytearray, list[int], int, int]:
    """Place all streams; returns sectors, FAT, and the mini FAT's start and length."""
    body, fat = bytearray(), list[int]()
    mini, mini_fat = bytearray(), list[int]()
    for entry in entries:
        if entry.kind != _STREAM or not entry.data:
            continue
        if len(entry.data) < MINI_CUTOFF:
            entry.start = _append(mini, mini_fat, entry.data, MINI_SECTOR)
        else:
            entry.start = _append(body, fat, entry.data)
    root.data = bytes(mini)
    if not mini:
        return body, fat, END_OF_CHAIN, 0
    root.start = _append(body, fat, root.data)
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    table += b"\xff" * (-len(table) % SECTOR)
    return body, fat, _append(body, fat, table), len(table) // SECTOR


def _append(body: bytearray, fat: list[int], data: bytes, size: int = SECTOR) -> int:
    """Append ``data`` as one run of sectors; returns its first sector."""
    start = len(fat)
    count = -(-len(data) // size)
    body += data.ljust(count * size, b"\0")
    fat.extend([*range(start + 1, start + count), END_OF_CHAIN])
    return start


def _finish(
    body: bytearray, fat: list[int], directory: int, mini_fat: int, mini_fat_count: int
) -> bytes:
    """Append FAT and DIFAT sectors and return the header."""
    per_sector = SECTOR // 4
    fats = difats = 0
    while True:
        needed = -(-(len(fat) + fats + difats) // per_sector)
        wanted = max(0, -(-(needed - _HEADER_FATS) // (per_sector - 1)))
        if (needed, wanted) == (fats, difats):
            break
        fats, difats = needed, wanted
    first_fat = len(fat)
    first_difat = first_fat + fats
    fat.extend([FAT_SECTOR] * fats + [DIFAT_SECTOR] * difats)
    table = struct.pack(f"<{len(fat)}I", *fat)
    body += table.ljust(fats * SECTOR, b"\xff")
    numbers = list(range(first_fat, first_difat))
    for at in range(difats):
        begin = _HEADER_FATS + at * (per_sector - 1)
        part = numbers[begin : begin + per_sector - 1]
        part += [FREE] * (per_sector - 1 - len(part))
        following = first_difat + at + 1 if at + 1 < difats else END_OF_CHAIN
        body += struct.pack(f"<{per_sector}I", *part, following)
    in_header = numbers[:_HEADER_FATS]
    in_header += [FREE] * (_HEADER_FATS - len(in_header))
    return struct.pack(
        f"<8s16sHHHHH6sIIIIIIIII{_HEADER_FATS}I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        fats,
        directory,
        0,
        MINI_CUTOFF,
        mini_fat,
        mini_fat_count,
        first_difat if difats else END_OF_CHAIN,
        difats,
        *in_header,
    )
