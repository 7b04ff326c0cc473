# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which format a file has, by its content and never by its name."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """Formats that we know by their content, whether or not we read them."""

    HWP5 = "hwp5"
    HWPML = "hwpml"
    HANJI_JSON = "hanji-json"
    HWP3 = "hwp3"
    HWPX = "hwpx"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    EPUB = "epub"
    DRM = "drm"
    OLE = "ole"
    ZIP = "zip"
    EMPTY = "empty"
    UNKNOWN = "unknown"
