# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: T201 - printing is what this program does
"""Counts what HWP 5 files hold, straight over their records.

``python -m tests.acceptance.count_records FOLDER`` prints tab-separated values.
It shares no code with the reader that it judges: container by olefile, the rest
here. What lies in headers, footers, hidden comments, memos and master pages is
counted apart, because a book does not print it.
"""

from __future__ import annotations

import re
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import olefile
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KINDS = (
    "hangul", "object_hangul", "tables", "cells", "merged_cells", "images", "equations",
    "footnotes", "endnotes", "text_boxes", "ruby", "links", "bookmarks",
)  # fmt: skip
PLACES = ("body", "running", "hidden", "memo", "master")
_MAX_STREAM = 512 << 20
_PARA_HEADER, _PARA_TEXT, _CTRL, _LIST = 66, 67, 71, 72
_COMPONENT, _TABLE, _PICTURE, _EQUATION, _TEXT_ART, _MEMO = 76, 77, 85, 88, 90, 93
_SINGLE = frozenset({0, 10, 13, *range(24, 32)})
_SYLLABLE = re.compile("[가-힣]")
_PLACE_OF = {"head": "running", "foot": "running", "tcmt": "hidden"}
_KIND_OF = {
    "tbl ": "tables",
    "fn  ": "footnotes",
    "en  ": "endnotes",
    "tdut": "ruby",
    "%hlk": "links",
    "bokm": "bookmarks",
}


@dataclass
class Node:
    """A record and those below it."""

    tag: int
    data: bytes
    children: list[Node] = field(default_factory=list)


@dataclass
class Counts:
    """What one file holds; ``status`` is "ok" or why it could not be counted."""

    status: str = "ok"
    places: dict[str, Counter[str]] = field(default_factory=lambda: {p: Counter() for p in PLACES})

    def aside(self, kind: str) -> int:
        """How many of ``kind`` lie outside of the printed body."""
        return sum(self.places[place][kind] for place in PLACES[1:])


def count_file(path: Path) -> Counts:
    """Count what the file at ``path`` holds."""
    counts = Counts()
    if not olefile.isOleFile(path):
        counts.status = "not-ole"
        return counts
    try:
        with olefile.OleFileIO(path) as ole:
            counts.status = _count_container(ole, counts)
    except (OSError, zlib.error, struct.error, IndexError, ValueError) as error:
        counts.status = f"damaged: {type(error).__name__}"
    return counts


def _count_container(ole: olefile.OleFileIO, counts: Counts) -> str:
    if not ole.exists("FileHeader"):
        return "not-hwp5"
    head = ole.openstream("FileHeader").read()
    (flags,) = struct.unpack_from("<I", head, 36)
    if flags & 2:
        return "password"
    if flags & (1 << 4 | 1 << 8 | 1 << 10):
        return "drm"
    folder = "ViewText" if flags & 4 else "BodyText"
    names = [path for path in ole.listdir() if path[0] == folder and len(path) == 2]
    if not names:
        return "no-section"
    for path in sorted(names, key=lambda p: int(re.sub(r"\D", "", p[1]) or 0)):
        data = ole.openstream(path).read()
        if flags & 4:
            data = _undistributed(data)
        if flags & 1:
            data = zlib.decompressobj(-15).decompress(data, _MAX_STREAM)
        for node in _tree(data).children:
            _visit(node, "body", counts)
    return "ok"


def _undistributed(data: bytes) -> bytes:
    """Undo the cipher of distribution documents ("distribution document" rev 1.2)."""
    (seed,) = struct.unpack_from("<I", data, 4)
    state = seed
    mask = bytearray()
    while len(mask) < 256:
        state = (state * 0x343FD + 0x269EC3) & 0xFFFFFFFF
        value = state >> 16 & 0xFF
        state = (state * 0x343FD + 0x269EC3) & 0xFFFFFFFF
        mask.extend([value] * ((state >> 16 & 0xF) + 1))
    at = 4 + (seed & 15)
    key = bytes(data[4 + at + i] ^ mask[at + i] for i in range(16))
    body = data[260:]
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
    return decryptor.update(body[: len(body) // 16 * 16])


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        at += 4
        size = head >> 20
        if size == 0xFFF and at + 4 <= len(data):
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        yield head & 0x3FF, head >> 10 & 0x3FF, data[at : at + size]
        at += size


def _tree(data: bytes) -> Node:
    root = Node(-1, b"")
    path: list[tuple[int, Node]] = [(-1, root)]
    for tag, level, body in _records(data):
        while path[-1][0] >= level:
            path.pop()
        node = Node(tag, body)
        path[-1][1].children.append(node)
        path.append((level, node))
    return root


def _visit(top: Node, where: str, counts: Counts) -> None:
    """Count a record and all below it, without recursion: files may nest deeply."""
    waiting = [(top, where)]
    while waiting:
        node, place = waiting.pop()
        found = counts.places[place]
        if node.tag == _PARA_TEXT:
            found["hangul"] += _syllables(_text(node.data))
        elif node.tag == _PICTURE:
            found["images"] += 1
        elif node.tag == _EQUATION:
            found["equations"] += 1
            found["object_hangul"] += _syllables(_string(node.data, 4))
        elif node.tag == _TEXT_ART:
            found["object_hangul"] += _syllables(node.data.decode("utf-16-le", "ignore"))
        elif node.tag == _COMPONENT:
            found["text_boxes"] += any(child.tag == _LIST for child in node.children)
        elif node.tag == _CTRL:
            place = _control(node, place, counts)
        inner = place
        for child in node.children:
            if node.tag == _PARA_HEADER and place == "body":
                # Lists that hang on a paragraph without a control are memos where a
                # MEMO_LIST stands before them, master pages otherwise.
                if child.tag == _MEMO:
                    inner = "memo"
                elif child.tag == _LIST and inner == "body":
                    inner = "master"
            waiting.append((child, inner))


def _control(node: Node, place: str, counts: Counts) -> str:
    """Count a control; returns the place of what hangs below it."""
    name = node.data[3::-1].decode("latin-1")
    found = counts.places[place]
    if name in _KIND_OF:
        found[_KIND_OF[name]] += 1
    if name == "tbl ":
        _cells(node, found)
    elif name == "tdut":
        base = _string(node.data, 4)
        reading = _string(node.data, 6 + 2 * _units(node.data, 4))
        found["object_hangul"] += _syllables(base + reading)
    elif name == "tcps":
        found["object_hangul"] += _syllables(_string(node.data, 4))
    if place != "body":
        return place
    if name == "secd":
        return "master"
    return _PLACE_OF.get(name, "body")


def _cells(node: Node, found: Counter[str]) -> None:
    """Count the cells: the lists after the TABLE record; one before it is the caption."""
    inside = False
    for child in node.children:
        inside = inside or child.tag == _TABLE
        if inside and child.tag == _LIST and len(child.data) >= 16:
            column_span, row_span = struct.unpack_from("<HH", child.data, 12)
            found["cells"] += 1
            found["merged_cells"] += column_span > 1 or row_span > 1


def _units(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0]) if at + 2 <= len(data) else 0


def _string(data: bytes, at: int) -> str:
    return data[at + 2 : at + 2 + 2 * _units(data, at)].decode("utf-16-le", "ignore")


def _text(data: bytes) -> str:
    """Return the characters of a PARA_TEXT record without its controls."""
    kept = bytearray()
    at = 0
    while at + 2 <= len(data):
        (unit,) = struct.unpack_from("<H", data, at)
        if unit >= 32:
            kept += data[at : at + 2]
        at += 2 if unit >= 32 or unit in _SINGLE else 16
    return kept.decode("utf-16-le", "ignore")


def _syllables(text: str) -> int:
    return len(_SYLLABLE.findall(text))


def files_in(folder: Path) -> list[Path]:
    """Return the .hwp files below ``folder`` in a fixed order."""
    return sorted(path for path in folder.rglob("*.hwp") if path.is_file())


def main(folder: Path) -> None:
    """Print one line a file."""
    hangul_aside = [f"{place}_hangul" for place in PLACES[1:]]
    print("file", "status", *KINDS, *hangul_aside, *[f"aside_{k}" for k in KINDS[2:]], sep="\t")
    for path in files_in(folder):
        counts = count_file(path)
        body = [counts.places["body"][kind] for kind in KINDS]
        hangul = [counts.places[place]["hangul"] for place in PLACES[1:]]
        aside = [counts.aside(kind) for kind in KINDS[2:]]
        print(path.relative_to(folder), counts.status, *body, *hangul, *aside, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
