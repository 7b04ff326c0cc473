# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of others on the covers of books: an organisation's emblem, and a whole cover of its own."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageOps

from converters.png_encoding import encode_png

_LARGEST_BYTES = 4 * 1024 * 1024
_LARGEST_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG")
_WIDEST, _HIGHEST = 1600, 2560
"""Pixels of a cover: what stores ask for, and enough for any screen."""
_QUALITY = 88
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


def check_cover(data: bytes) -> None:
    """Refuse what cannot be a cover.

    Raises:
        EmblemUnreadable: as ``check_emblem``.
    """
    own_cover(data)


def own_cover(data: bytes) -> tuple[bytes, str]:
    """Return a picture as a cover and its media type: upright, no larger than stores ask for.

    It is written anew, so that nothing but its pixels goes into the book: a photograph may say
    where it was taken.

    Args:
        data: a PNG or JPEG file.

    Raises:
        EmblemUnreadable: as ``check_emblem``.
    """
    if len(data) > _LARGEST_BYTES:
        raise EmblemUnreadable("size")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if not 0 < opened.width * opened.height <= _LARGEST_PIXELS:
                raise EmblemUnreadable("pixels")
            is_photograph = opened.format == "JPEG"
            upright = ImageOps.exif_transpose(opened)
            shown = upright.convert("RGBA")
    except _DECODER_ERRORS as error:
        raise EmblemUnreadable("picture") from error
    image = Image.new("RGB", shown.size, (255, 255, 255))
    image.paste(shown, (0, 0), shown)
    image.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.LANCZOS)
    if not is_photograph:
        return encode_png(image), "image/png"
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue(), "image/jpeg"


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
