# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures as PNG files whose bytes are the same on every system.

Pillow's wheels bring a compressor each of its own, and their streams differ for equal pixels. Pillow
chooses the filter of each row, which depends on nothing else; what it filtered is compressed by the
zlib of Python, which also packs the books. (PNG, third edition: 10 compression, 11 chunks.)
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LENGTH, _KIND, _CHECK = 4, 4, 4
_LEVEL = 6


def encode_png(image: Image.Image) -> bytes:
    """Return a picture as a PNG file; equal pictures give equal bytes."""
    stored = io.BytesIO()
    image.save(stored, "PNG", compress_level=0)
    before: list[bytes] = []
    pixels: list[bytes] = []
    after: list[bytes] = []
    for kind, data in _chunks(stored.getvalue()):
        if kind == b"IDAT":
            pixels.append(data)
        else:
            (after if pixels else before).append(_chunk(kind, data))
    # Rows of palettes are not filtered; the differences in all others are small numbers.
    strategy = zlib.Z_DEFAULT_STRATEGY if image.mode in ("1", "P") else zlib.Z_FILTERED
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, 9, strategy)
    packed = packer.compress(zlib.decompress(b"".join(pixels))) + packer.flush()
    return b"".join((_SIGNATURE, *before, _chunk(b"IDAT", packed), *after))


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(file):
        size, kind = struct.unpack_from(">I4s", file, at)
        start = at + _LENGTH + _KIND
        yield kind, file[start : start + size]
        at = start + size + _CHECK


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
