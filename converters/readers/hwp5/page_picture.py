# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture of the first page that Hangul keeps in its files (HWP 5.0, 3.2.6)."""

from __future__ import annotations

from converters.errors import ConversionError
from converters.readers.hwp5.container import opened
from converters.source.page_pictures import PagePicture, preview_picture
from converters.source.source_file import SourceFile


def draw_page(file: SourceFile, number: int, _width: int) -> PagePicture | None:
    """Return Hangul's own preview for the first page; None for all others and where there is none.

    Raises:
        ConversionError: the file cannot be opened.
    """
    container = opened(file)
    try:
        data = container.preview() if number == 0 else b""
    except ConversionError:
        return None
    return preview_picture(data) if data else None
