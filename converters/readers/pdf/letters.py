# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of a PDF as PDFium gives them for each page, annotations and forms too."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from converters.errors import DamagedSource
from converters.readers.pdf.engine import Engine, EnginePage
from converters.source.letters import SourceText
from converters.source.source_file import SourceFile

_PAGES = "lines of pages"


class PageLines(dict[int, list[str]]):
    """Lines of pages by number, as PDFium has them, taken while the reader has the page loaded.

    Loading a page takes as long as many a step of reading it.
    """

    def take(self, page: EnginePage) -> None:
        """Keep the lines of a page, in the order of its content stream."""
        if page.number not in self:
            try:
                text = page.page.get_textpage()
            except pypdfium2.PdfiumError:
                # PDFium finds no text, and the reader has none either.
                self[page.number] = []
                return
            self[page.number] = text.get_text_bounded().splitlines()
            text.close()


def lines_of_pages(file: SourceFile) -> PageLines:
    """Return what is known of a file's pages so far; more may be put in."""
    known: PageLines = file.opened.setdefault(_PAGES, PageLines())
    return known


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the lines of every page in the order of its content stream."""
    known = lines_of_pages(file)
    engine = Engine(file.data, file.passwords)
    try:
        for number in range(len(engine)):
            if number not in known:
                try:
                    with engine.page(number) as page:
                        known.take(page)
                except DamagedSource:
                    # The reader names a page that cannot be read as a loss of its own.
                    continue
            for line in known.pop(number):
                yield SourceText(f"page {number + 1}", line, page=True)
    finally:
        engine.close()
