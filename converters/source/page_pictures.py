# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of an original as plain pixels, for people who set a book beside what it was made of.

Pixels need no decoder: who shows them reads two numbers and a rectangle of bytes
(PPM, "P6"), whatever the document was that they come from.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from converters.source.source_file import SourceFile

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as its format shows it."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
    """Three bytes a pixel, row by row from above."""

    def to_ppm(self) -> bytes:
        """Return the picture as a PPM file."""
        return b"P6 %d %d 255\n" % (self.width, self.height) + self.rgb


DrawPage = Callable[[SourceFile, int, int], PagePicture | None]
"""Draws a page (from 0) at a width in pixels; None where the file has no picture of it."""


def page_picture(image: Image) -> PagePicture:
    """Return a decoded picture as pixels."""
    shown = image.convert("RGB")
    return PagePicture(shown.width, shown.height, shown.tobytes())


def shown_picture(data: bytes, most_px: int) -> bytes:
    """Return a picture (JPEG, PNG, GIF) decoded and written anew, no wider or higher than ``most_px``.

    Empty where it cannot be decoded. Who shows it then decodes what this process wrote, and never
    a picture of a hundred million pixels.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF"))
            image.draft("RGB", (most_px, most_px))
            is_photo = image.format == "JPEG"
            image.thumbnail((most_px, most_px))
            shown = image.convert("RGB" if is_photo else "RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    out = io.BytesIO()
    if is_photo:
        shown.save(out, "JPEG", quality=85)
    else:
        shown.save(out, "PNG", compress_level=1)
    return out.getvalue()


def preview_picture(data: bytes) -> PagePicture | None:
    """Return the preview that a program stored in its file; None where it cannot be read."""
    # Formats are declared where no picture is ever decoded.
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # A small file that says it is a huge picture is no preview.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP"))
            if image.width * image.height > _MOST_PIXELS:
                return None
            return page_picture(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
