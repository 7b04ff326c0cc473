# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDFium's functions that are asked for every glyph or text object, called directly.

They take and give plain numbers: addresses of PDFium's objects and of arrays that it fills.
Bound so, a call takes about half as long as one with pointer objects, and there are a
thousand of them on a page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def _bound(function: Any, result: type, *arguments: type) -> Callable[..., Any]:
    at = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(at)


unicode_of = _bound(pdfium.FPDFText_GetUnicode, _UINT, _ADDRESS, _INT)
"""Of a text page, by the index of a character."""
object_of = _bound(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
"""None for a character that PDFium has made up."""
map_error_of = _bound(pdfium.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
generated = _bound(pdfium.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
loose_box = _bound(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
"""Fills four floats: left, top, right, bottom."""
origin_of = _bound(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
matrix_of = _bound(pdfium.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
"""Fills six floats."""
size_of = _bound(pdfium.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
font_of = _bound(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
"""Of a text object."""
mode_of = _bound(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
fill_color = _bound(
    pdfium.FPDFPageObj_GetFillColor, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)
marked_of = _bound(pdfium.FPDFPageObj_GetMarkedContentID, _INT, _ADDRESS)
kind_of = _bound(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
