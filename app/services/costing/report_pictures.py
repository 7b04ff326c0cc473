# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of a report: the QR symbol of the anchor, and the emblem of the office, both as PNG."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

from converters.epub.emblems import emblem_of

_MODULE = 8
"""Pixels of a module of the symbol."""
_TALLEST = 600
"""Pixels of an emblem: as much as paper shows of it."""


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """A PNG picture with its size in pixels."""

    png: bytes
    pixels: tuple[int, int]


def qr_picture(code: str) -> ReportPicture:
    """Return a code as a QR symbol with its quiet zone (ISO/IEC 18004), error correction M."""
    symbol = segno.make_qr(code, error="m")
    out = io.BytesIO()
    symbol.save(out, kind="png", scale=_MODULE)
    width, height = symbol.symbol_size(scale=_MODULE)
    return ReportPicture(out.getvalue(), (int(width), int(height)))


def emblem_picture(data: bytes) -> ReportPicture:
    """Return an emblem, decoded and written anew; nothing but its pixels is taken over.

    Raises:
        EmblemUnreadable: it is no picture that can stand on a cover.
    """
    picture = emblem_of(data)
    picture.thumbnail((3 * _TALLEST, _TALLEST))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return ReportPicture(out.getvalue(), picture.size)
