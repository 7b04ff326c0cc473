# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of a PDF as PDFium gives them for each page, annotations and forms too."""

from __future__ import annotations

from collections.abc import Iterator

from converters.errors import DamagedSource
from converters.readers.pdf.engine import Engine
from converters.source.letters import SourceText
from converters.source.source_file import SourceFile


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the lines of every page in the order of its content stream."""
    engine = Engine(file.data, file.passwords)
    try:
        for number in range(len(engine)):
            place = f"page {number + 1}"
            try:
                with engine.page(number) as page:
                    text = page.page.get_textpage()
                    lines = text.get_text_bounded().splitlines()
                    text.close()
            except DamagedSource:
                # The reader names a page that cannot be read as a loss of its own.
                continue
            for line in lines:
                yield SourceText(place, line, page=True)
    finally:
        engine.close()
