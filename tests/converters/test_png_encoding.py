# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures as PNG: the same pixels, and bytes that depend on them alone."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from converters.png_encoding import encode_png


def drawing(mode: str) -> Image.Image:
    """Return a picture with even areas and slopes."""
    image = Image.new("RGBA", (60, 40))
    for x in range(60):
        for y in range(40):
            image.putpixel((x, y), (x * 4, 200 if x > y else 30, y * 6, 255 - x))
    return image.convert("RGB").quantize(16) if mode == "P" else image.convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_the_pixels_come_back(mode: str):
    image = drawing(mode)
    again = Image.open(io.BytesIO(encode_png(image)))
    again.load()
    assert again.mode == mode
    assert again.convert("RGBA").tobytes() == image.convert("RGBA").tobytes()


def test_the_compressor_is_pythons_own():
    """Pillow's wheels bring others, each with its own idea of the same pixels."""
    image = drawing("RGB")
    packed = encode_png(image)
    at = packed.index(b"IDAT") + 4
    size = int.from_bytes(packed[at - 8 : at - 4], "big")
    rows = zlib.decompress(packed[at : at + size])
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_FILTERED)
    assert packed[at : at + size] == packer.compress(rows) + packer.flush()


def test_a_transparent_colour_stays():
    image = drawing("P")
    image.info["transparency"] = 3
    assert Image.open(io.BytesIO(encode_png(image))).info["transparency"] == 3
