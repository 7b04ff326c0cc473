# SPDX-License-Identifier: AGPL-3.0-or-later
"""All formats, in the order in which a content is shown to them."""

from __future__ import annotations

from converters.readers.docx.format import FORMAT as DOCX
from converters.readers.epub_book.format import FORMAT as EPUB
from converters.readers.hanji_json.format import FORMAT as HANJI_JSON
from converters.readers.hwp5.format import FORMAT as HWP5
from converters.readers.hwpml.format import FORMAT as HWPML
from converters.readers.hwpx.format import FORMAT as HWPX
from converters.readers.odt.format import FORMAT as ODT
from converters.readers.pdf.format import FORMAT as PDF
from converters.refused_formats import (
    COMPOUND,
    DOC,
    DRM,
    DRM_IN_COMPOUND,
    EMPTY,
    HWP3,
    IMAGE,
    UNKNOWN,
    ZIP,
)
from converters.source.format_spec import FormatSpec

READ_FORMATS: tuple[FormatSpec, ...] = (HWP5, HWPX, HWPML, DOCX, ODT, PDF, EPUB, HANJI_JSON)
"""Formats that become books, in the order in which people are told of them."""

# What stands in place of a document goes first, what only says how a file is packed last.
ALL_FORMATS: tuple[FormatSpec, ...] = (
    *(EMPTY, HWP3, DRM),
    *READ_FORMATS,
    *(DRM_IN_COMPOUND, DOC, COMPOUND, ZIP, IMAGE, UNKNOWN),
)

_BY_ID = {spec.id: spec for spec in reversed(ALL_FORMATS)}

DOCUMENT_FORMATS: tuple[FormatSpec, ...] = tuple(
    spec for spec in READ_FORMATS if spec.taken_from_folders
)
"""Formats whose files are taken out of a folder."""

DOCUMENT_SUFFIXES: frozenset[str] = frozenset(
    suffix for spec in DOCUMENT_FORMATS for suffix in spec.suffixes
)
"""Extensions of what is taken out of a folder.

A file given by its own name is always taken: content decides."""


def format_of(format_id: str) -> FormatSpec | None:
    """Return the format that stands in a report as ``format_id``; None for an unknown one."""
    return _BY_ID.get(format_id)
