# SPDX-License-Identifier: AGPL-3.0-or-later
"""The part of a file's structure tree that speaks of one page (ISO 32000-2, 14.7.2)."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

from converters.readers.pdf.engine import EnginePage
from converters.readers.pdf.model import Tag

_TEXT_BYTES = 8192
_MOST_CALLS = 40_000
"""Children looked at for a page: a tree may hang all paragraphs of a file below one element."""
_DEEPEST = 60


def read_tags(page: EnginePage) -> list[Tag]:
    """Return the elements that have content on ``page``; nothing where the file has no tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        reader = _TreeReader()
        found: list[Tag] = []
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            if element:
                tag = reader.read(element, 0)
                if tag is not None:
                    found.append(tag)
        return [] if reader.gave_up else found
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _TreeReader:
    def __init__(self) -> None:
        self._calls = 0
        self.gave_up = False

    def read(self, element: pdfium.FPDF_STRUCTELEMENT, depth: int) -> Tag | None:
        """Return an element and what is below it; None where it has nothing on the page."""
        children: list[Tag | int] = []
        role = _text(pdfium.FPDF_StructElement_GetType, element)
        for index in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
            self._calls += 1
            if self._calls > _MOST_CALLS or depth > _DEEPEST:
                self.gave_up = True
                return None
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                tag = self.read(child, depth + 1)
                if tag is not None:
                    children.append(tag)
                continue
            marked = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if marked >= 0:
                children.append(marked)
            elif role == "TR":
                children.append(Tag("TD"))  # PDFium leaves elements without content out
        if role == "TR" and not any(isinstance(c, Tag) and c.children for c in children):
            return None
        # A figure may have no content on a page but a path that nobody marked; it still has Alt.
        if not children and role not in ("Figure", "TD", "TH"):
            return None
        tag = Tag(
            role,
            children,
            _text(pdfium.FPDF_StructElement_GetActualText, element),
            _text(pdfium.FPDF_StructElement_GetAltText, element),
        )
        if role in ("TD", "TH"):
            _read_cell(element, tag)
        return tag


def _read_cell(element: pdfium.FPDF_STRUCTELEMENT, tag: Tag) -> None:
    """Take the spans and the scope of a cell (14.8.5.7)."""
    for index in range(max(0, pdfium.FPDF_StructElement_GetAttributeCount(element))):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
        tag.rowspan = max(tag.rowspan, _number(attribute, b"RowSpan"))
        tag.colspan = max(tag.colspan, _number(attribute, b"ColSpan"))
    scope = ctypes.create_string_buffer(64)
    wide = ctypes.cast(scope, ctypes.POINTER(ctypes.c_ushort))
    length = pdfium.FPDF_StructElement_GetStringAttribute(element, b"Scope", wide, len(scope))
    if 2 < length <= len(scope):
        tag.scope = scope.raw[: length - 2].decode("utf-16-le", "replace")


def _number(attribute: pdfium.FPDF_STRUCTELEMENT_ATTR, name: bytes) -> int:
    value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name)
    if not value:
        return 1
    number = ctypes.c_float()
    if not pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
        return 1
    return int(min(max(number.value, 1), 1000))


def _text(ask: Callable[[Any, Any, int], int], element: pdfium.FPDF_STRUCTELEMENT) -> str:
    buffer = ctypes.create_string_buffer(_TEXT_BYTES)
    wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    length = ask(element, wide, _TEXT_BYTES)
    if not 2 < length <= _TEXT_BYTES:
        return ""
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").replace("\0", "")
