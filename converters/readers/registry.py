# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which reader reads which format: one table, loaded when needed."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import cast

from converters.document.fixed import FixedPage
from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import (
    ConversionError,
    DamagedSource,
    EncryptedSource,
    ErrorCode,
    UnsupportedFormat,
)
from converters.sniff import Format, Sniffed
from converters.source.source_file import Read, SourceFile

_READERS = {
    Format.HWP5: "converters.readers.hwp5.reader:read_document",
    Format.HWPX: "converters.readers.hwpx.reader:read_document",
    Format.HWPML: "converters.readers.hwpml.reader:read_document",
    Format.DOCX: "converters.readers.docx.reader:read_document",
    Format.EPUB: "converters.readers.epub_book.reader:read_document",
    Format.PDF: "converters.readers.pdf.reader:read_document",
    Format.HANJI_JSON: "converters.readers.hanji_json:read_document",
}
_VIEWS = {Format.PDF: "converters.readers.pdf.debug_view:draw_pages"}
_PAGES = {Format.PDF: "converters.readers.pdf.fixed:read_pages"}
_NOT_YET = frozenset({Format.DOC})


def read(sniffed: Sniffed, file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of a file of a sniffed format.

    Raises:
        ConversionError: no reader reads it, or the reader refused it.
    """
    target = _READERS.get(sniffed.format)
    if target is None:
        raise _refusal(sniffed)
    module, _, name = target.partition(":")
    reader = cast("Read", getattr(importlib.import_module(module), name))
    return reader(file, notices)


def draw_pages(sniffed: Sniffed, file: SourceFile) -> Iterator[bytes]:
    """Yield a PNG of each page with what the reader made of it; nothing for formats without pages.

    Raises:
        ConversionError: the reader refused it.
    """
    target = _VIEWS.get(sniffed.format)
    if target is not None:
        module, _, name = target.partition(":")
        yield from getattr(importlib.import_module(module), name)(file)


def read_pages(
    sniffed: Sniffed, file: SourceFile, notices: NoticeLog
) -> Iterator[FixedPage] | None:
    """Return the printed pages of a file; None for formats that have none.

    Raises:
        ConversionError: the reader refused it.
    """
    target = _PAGES.get(sniffed.format)
    if target is None:
        return None
    module, _, name = target.partition(":")
    pages: Iterator[FixedPage] = getattr(importlib.import_module(module), name)(file, notices)
    return pages


def _refusal(sniffed: Sniffed) -> ConversionError:
    if sniffed.format is Format.DRM:
        return EncryptedSource(ErrorCode.DRM, product=sniffed.detail)
    if sniffed.format is Format.ZIP and sniffed.detail:
        return DamagedSource(detail="the archive has no list of its files")
    if sniffed.format is Format.HWP3:
        return UnsupportedFormat(
            ErrorCode.UNSUPPORTED_VERSION,
            version=f"HWP {sniffed.detail or '3.x'}",
            format="hwp3",
        )
    if sniffed.format in _NOT_YET:
        return UnsupportedFormat(ErrorCode.UNSUPPORTED_FORMAT, format=sniffed.format.value)
    return UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected=sniffed.format.value)
