# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page of a PDF as it is printed."""

from __future__ import annotations

from contextlib import closing

from converters.readers.pdf.engine import Engine
from converters.source.page_pictures import PagePicture, page_picture
from converters.source.source_file import SourceFile


def draw_page(file: SourceFile, number: int, width: int) -> PagePicture | None:
    """Return page ``number`` (from 0), ``width`` pixels wide; None where there is no such page.

    Raises:
        ConversionError: the file or this page cannot be read.
    """
    with closing(Engine(file.data, file.passwords)) as engine:
        if not 0 <= number < len(engine):
            return None
        with engine.page(number) as page:
            return page_picture(page.picture(width / max(1.0, page.width)))
