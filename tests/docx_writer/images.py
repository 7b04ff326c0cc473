# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small pictures: PNG, and metafiles with one rectangle."""

from __future__ import annotations

import io
import struct

from PIL import Image


def png(size: tuple[int, int], color: str) -> bytes:
    """Return a picture of one colour."""
    stored = io.BytesIO()
    Image.new("RGB", size, color).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _emf_record(kind: int, data: bytes) -> bytes:
    return struct.pack("<II", kind, len(data) + 8) + data


def emf() -> bytes:
    """Return an enhanced metafile: a filled rectangle ([MS-EMF])."""
    brush = _emf_record(39, struct.pack("<IIII", 1, 0, 0x00B0602E, 0))
    chosen = _emf_record(37, struct.pack("<I", 1))
    rectangle = _emf_record(43, struct.pack("<4i", 10, 10, 190, 90))
    end = _emf_record(14, struct.pack("<III", 0, 16, 20))
    body = brush + chosen + rectangle + end
    header = struct.pack("<4i4i", 0, 0, 200, 100, 0, 0, 5292, 2646)
    header += struct.pack("<IIIIHHII", 0x464D4520, 0x10000, 88 + len(body), 5, 2, 0, 0, 0)
    header += struct.pack("<I4i", 0, 1024, 768, 271, 203)
    return _emf_record(1, header) + body


def _wmf_record(kind: int, *words: int) -> bytes:
    return struct.pack("<IH", 3 + len(words), kind) + struct.pack(f"<{len(words)}h", *words)


def wmf() -> bytes:
    """Return a Windows metafile with Aldus' placeable header ([MS-WMF])."""
    placeable = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 200, 100, 96, 0)
    check = 0
    for (word,) in struct.iter_unpack("<H", placeable):
        check ^= word
    records = (
        _wmf_record(0x020B, 0, 0)  # origin of the window
        + _wmf_record(0x020C, 100, 200)  # its size
        + _wmf_record(0x02FC, 0, 0x402E, 0x00B0, 0)  # a brush
        + _wmf_record(0x012D, 0)  # chosen
        + _wmf_record(0x041B, 90, 190, 10, 10)  # the rectangle
        + _wmf_record(0)
    )
    header = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(records) // 2, 1, 7, 0)
    return placeable + struct.pack("<H", check) + header + records
