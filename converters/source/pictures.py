# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of any source as one of the picture types that every EPUB reader shows.

JPEG, PNG and GIF pass through byte for byte; everything else is decoded by a
kept library (Pillow; metafile-render for WMF and EMF) and becomes a PNG. Types
are told by content: extensions in real documents lie.
"""

from __future__ import annotations

import hashlib
import io
import logging
import struct
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from converters.document.nodes import Resource
from converters.document.notices import NoticeKind
from converters.limits import Limits
from converters.png_encoding import encode_png

log = logging.getLogger(__name__)

_PASSED = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}
_DECODED = ("BMP", "DIB", "TIFF", "PCX", "WEBP", "ICO", "TGA", "PPM", "JPEG2000")
_METAFILE_WIDTH = 1600
_PIXELS_PER_POINT = 2.0
_PLACEABLE_WMF = b"\xd7\xcd\xc6\x9a"
_WMF = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_EMF_SIGNATURE = b" EMF"
# Below this share of a side, what is cut off is rounding and not a crop.
_CROP_TOLERANCE = 0.02

Box = tuple[float, float, float, float]


class PictureUnreadable(Exception):
    """A picture cannot be shown; ``kind`` says how the report counts it."""

    def __init__(self, kind: NoticeKind) -> None:
        super().__init__(kind)
        self.kind = kind


def key_of(data: bytes) -> str:
    """Return the name of ``data`` among a document's resources."""
    return hashlib.sha256(data).hexdigest()


def is_metafile(data: bytes) -> bool:
    """Whether ``data`` is a WMF or EMF picture."""
    return data.startswith((_PLACEABLE_WMF, *_WMF)) or data[40:44] == _EMF_SIGNATURE


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready for a book."""

    resource: Resource
    partial: bool = False
    """True where a metafile asked for more than its library can draw."""


def to_picture(
    data: bytes,
    name: str,
    limits: Limits,
    crop_pt: Box | None = None,
    shown_pt: tuple[float, float] | None = None,
    full_pt: tuple[float, float] | None = None,
) -> Picture:
    """Return ``data`` as a picture that a book may hold.

    Args:
        data: the picture's file.
        name: the source's name for it.
        limits: bounds on what is decoded.
        crop_pt: visible part (left, top, right, bottom) in points at 96 pixels
            to the inch; None for all of it.
        shown_pt: width and height at which the source shows it, for metafiles,
            which have no pixels of their own.
        full_pt: width and height of the whole picture in the measure of
            ``crop_pt``; None where that is 96 pixels to the inch.

    Raises:
        PictureUnreadable: no library here can decode it, or it is too large.
    """
    if is_metafile(data):
        return _metafile(data, name, shown_pt)
    if _is_svg(data):
        # Scripts and outside references would have to be taken out first.
        raise PictureUnreadable(NoticeKind.UNREADABLE_IMAGE)
    return Picture(_guarded(lambda: _raster(data, name, limits, crop_pt, full_pt)))


def _guarded(decode: Callable[[], Resource]) -> Resource:
    try:
        with warnings.catch_warnings():
            # Our own limit on pixels is checked before anything is decoded.
            warnings.simplefilter("ignore")
            return decode()
    except Image.DecompressionBombError as error:
        log.info("picture left out: %s", error)
        raise PictureUnreadable(NoticeKind.IMAGE_TOO_LARGE) from error
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        ZeroDivisionError,
        EOFError,
        OverflowError,
        struct.error,
        zlib.error,
    ) as error:
        log.info("picture left out: %s", error)
        raise PictureUnreadable(NoticeKind.UNREADABLE_IMAGE) from error


def _raster(
    data: bytes,
    name: str,
    limits: Limits,
    crop_pt: Box | None,
    full_pt: tuple[float, float] | None,
) -> Resource:
    image: Image.Image = Image.open(io.BytesIO(data), formats=(*_PASSED, *_DECODED))
    width, height = image.size
    if width * height > limits.image_pixels:
        raise PictureUnreadable(NoticeKind.IMAGE_TOO_LARGE)
    if width < 1 or height < 1:
        raise PictureUnreadable(NoticeKind.UNREADABLE_IMAGE)
    box = _crop_box(crop_pt, full_pt, width, height)
    media_type = _PASSED.get(image.format or "")
    if media_type and box is None and image.mode != "CMYK":
        return Resource(media_type, data, width, height, name)
    if box is not None:
        image = image.crop(box)
    if media_type == "image/jpeg":
        return _encoded(image.convert("RGB"), "JPEG", name)
    return _encoded(image, "PNG", name)


def _encoded(image: Image.Image, file_format: str, name: str) -> Resource:
    if file_format == "JPEG":
        out = io.BytesIO()
        image.save(out, "JPEG", quality=88)
        packed = out.getvalue()
    else:
        if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
            image = image.convert("RGBA" if "A" in image.getbands() else "RGB")
        image.info.clear()
        packed = encode_png(image)
    return Resource(_PASSED[file_format], packed, image.width, image.height, name)


def _crop_box(
    crop_pt: Box | None, full_pt: tuple[float, float] | None, width: int, height: int
) -> tuple[int, int, int, int] | None:
    """Return the visible part in pixels; None where it is the whole picture."""
    if crop_pt is None:
        return None
    across, down = full_pt or (width * 72 / 96, height * 72 / 96)
    left, right = (round(edge * width / across) for edge in crop_pt[::2])
    top, bottom = (round(edge * height / down) for edge in crop_pt[1::2])
    left, top = max(0, left), max(0, top)
    right, bottom = min(width, right), min(height, bottom)
    if right - left < 1 or bottom - top < 1:
        return None
    across, down = (right - left) / width, (bottom - top) / height
    if max(1 - across, 1 - down) <= _CROP_TOLERANCE:
        return None
    if left == top == 0 and abs(across - down) <= _CROP_TOLERANCE:
        # The whole picture in another measure: TIFF, for one, is measured by its own resolution.
        return None
    return left, top, right, bottom


def _metafile(data: bytes, name: str, shown_pt: tuple[float, float] | None) -> Picture:
    # Imported here: few documents hold metafiles, and the library is slow to load.
    from converters.source.metafiles import UNREADABLE, draw_metafile

    try:
        image, partial = draw_metafile(data, _pixels(shown_pt))
    except UNREADABLE as error:
        log.info("metafile %s left out: %s", name, error)
        raise PictureUnreadable(NoticeKind.METAFILE) from error
    return Picture(_guarded(lambda: _smaller(image, name)), partial)


def _pixels(shown_pt: tuple[float, float] | None) -> tuple[int, int] | None:
    if shown_pt is None or min(shown_pt) < 1:
        return None
    scale = min(_PIXELS_PER_POINT, _METAFILE_WIDTH / max(shown_pt))
    return max(1, round(shown_pt[0] * scale)), max(1, round(shown_pt[1] * scale))


def _smaller(image: Image.Image, name: str) -> Resource:
    if image.width > _METAFILE_WIDTH:
        image.thumbnail((_METAFILE_WIDTH, 4 * _METAFILE_WIDTH))
    return _encoded(image, "PNG", name)


def _is_svg(data: bytes) -> bool:
    head = data[:512].lstrip().lower()
    return head.startswith((b"<svg", b"<?xml")) and b"<svg" in head
