# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organisation's emblem on the cover of its books."""

from __future__ import annotations

import io
import struct

from PIL import Image

from converters.png_encoding import encode_png

_LARGEST_BYTES = 4 * 1024 * 1024
_LARGEST_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG")
_DECODER_ERRORS = (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)


class EmblemUnreadable(ValueError):
    """A file is no picture that can stand on a cover."""


def check_emblem(data: bytes) -> None:
    """Refuse what cannot stand on a cover.

    Raises:
        EmblemUnreadable: it is no PNG or JPEG, or a very large one.
    """
    emblem_of(data)


def emblem_of(data: bytes) -> Image.Image:
    """Return the picture of an emblem, with its transparent parts.

    Raises:
        EmblemUnreadable: as ``check_emblem``.
    """
    if len(data) > _LARGEST_BYTES:
        raise EmblemUnreadable("size")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if not 0 < image.width * image.height <= _LARGEST_PIXELS:
                raise EmblemUnreadable("pixels")
            return image.convert("RGBA")
    except _DECODER_ERRORS as error:
        raise EmblemUnreadable("picture") from error


def with_emblem(
    cover: Image.Image, palette: bytes, data: bytes, box: tuple[int, int, int, int]
) -> bytes:
    """Return a cover as a PNG with an emblem at the lower right of ``box``; the same each time.

    Args:
        cover: of mode "P".
        palette: its colours, three bytes each.
        data: the emblem.
        box: left, top, right and bottom in pixels: the emblem fills it as far as its shape goes.

    Raises:
        EmblemUnreadable: as ``check_emblem``.
    """
    emblem = emblem_of(data)
    left, top, right, bottom = box
    scale = min((right - left) / emblem.width, (bottom - top) / emblem.height)
    size = max(1, round(emblem.width * scale)), max(1, round(emblem.height * scale))
    emblem = emblem.resize(size, Image.Resampling.LANCZOS)
    colored = cover.copy()
    colored.putpalette(palette)
    whole = colored.convert("RGB")
    whole.paste(emblem, (right - size[0], bottom - size[1]), emblem)
    return encode_png(whole)
