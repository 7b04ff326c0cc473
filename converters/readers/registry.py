# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which reader reads which format: one table, loaded when needed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import EncryptedSource, ErrorCode, UnsupportedFormat
from converters.limits import Limits
from converters.sniff import Format, Sniffed


class Read(Protocol):
    """Reads one file's bytes into a Document, or raises a ConversionError."""

    def __call__(
        self,
        data: bytes,
        sha256: str,
        source: Path,
        passwords: tuple[str, ...],
        limits: Limits,
        notices: NoticeLog,
    ) -> Document:
        """Return the Document; ``source`` is where the file lies, for parts beside it."""
        ...


_READERS = {
    Format.HWP5: "converters.readers.hwp5.reader:read_document",
    Format.HWPML: "converters.readers.hwpml.reader:read_document",
    Format.HANJI_JSON: "converters.readers.hanji_json:read_document",
}
_NOT_YET = frozenset({Format.HWPX, Format.DOCX, Format.PDF, Format.EPUB, Format.DOC})


def read(
    sniffed: Sniffed,
    data: bytes,
    sha256: str,
    source: Path,
    passwords: tuple[str, ...],
    limits: Limits,
    notices: NoticeLog,
) -> Document:
    """Return the Document of a file of a sniffed format.

    Raises:
        ConversionError: no reader reads it, or the reader refused it.
    """
    target = _READERS.get(sniffed.format)
    if target is None:
        raise _refusal(sniffed)
    module, _, name = target.partition(":")
    reader = cast("Read", getattr(importlib.import_module(module), name))
    return reader(data, sha256, source, passwords, limits, notices)


def _refusal(sniffed: Sniffed) -> UnsupportedFormat | EncryptedSource:
    if sniffed.format is Format.DRM:
        return EncryptedSource(ErrorCode.DRM, product=sniffed.detail)
    if sniffed.format is Format.HWP3:
        return UnsupportedFormat(
            ErrorCode.UNSUPPORTED_VERSION,
            version=f"HWP {sniffed.detail or '3.x'}",
            format="hwp3",
        )
    if sniffed.format in _NOT_YET:
        return UnsupportedFormat(ErrorCode.UNSUPPORTED_FORMAT, format=sniffed.format.value)
    return UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected=sniffed.format.value)
