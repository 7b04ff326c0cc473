# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF -> pages -> regions -> Document (ISO 32000-2)."""

from __future__ import annotations

from collections.abc import Iterator

from converters.document.nodes import Document, Source
from converters.document.notices import NoticeKind, NoticeLog
from converters.errors import DamagedSource
from converters.readers.pdf.catalog import read_catalog
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.flow.document import document_of
from converters.readers.pdf.flow.furniture import Furniture
from converters.readers.pdf.letters import lines_of_pages
from converters.readers.pdf.model import Page
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.pictures import Pictures
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.model import PageLayout
from converters.readers.pdf.tables import tables_turn_back
from converters.readers.pdf.tagged.layout import Trust, tagged_layout
from converters.source.source_file import SourceFile

_SAMPLE = 48
"""Pages from which running heads are learnt; a longer file's are read again later."""


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of a PDF file.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    looped = tables_turn_back(file.data)
    try:
        engine = Engine(file.data, file.passwords)
    except DamagedSource as error:
        if looped:
            error.params["why"] = "xref-loop"
        raise
    if looped:
        notices.add(NoticeKind.XREF_LOOP)
    try:
        source = Source(file.sha256, "pdf", pages=len(engine))
        catalog = read_catalog(engine, file.data, file.passwords)
        if catalog.scripts:
            notices.add(NoticeKind.SCRIPT, count=catalog.scripts)
        if catalog.attachments:
            notices.add(NoticeKind.ATTACHMENT, count=catalog.attachments)
        pages = PageReader(
            engine,
            catalog.labels,
            catalog.hidden_layers,
            recogniser=file.recogniser,
            look=lines_of_pages(file).take,
        )
        pictures = Pictures(engine, file.limits, notices, lines_of_pages(file))
        document = document_of(
            layouts(engine, pages, pictures),
            catalog.metadata,
            source,
            notices,
            outline=catalog.outline,
        )
        for page, _ in sorted(engine.huge_pictures):
            notices.add(NoticeKind.IMAGE_TOO_LARGE, detail=f"page{page + 1}")
        return document
    finally:
        engine.close()


def layouts(engine: Engine, reader: PageReader, pictures: Pictures) -> Iterator[PageLayout]:
    """Yield all pages taken apart, with the pictures of their figures."""
    for page, layout in pages_apart(engine, reader):
        pictures.fill(page, layout)
        yield layout


def pages_apart(engine: Engine, reader: PageReader) -> Iterator[tuple[Page, PageLayout]]:
    """Yield all pages and their parts; besides a sample, one page is in memory at a time."""
    step = max(1, len(engine) // _SAMPLE)
    sample: dict[int, Page] = {}
    trust = Trust()
    # Two neighbours at a time: left and right pages have their own heads.
    for start in range(0, len(engine), 2 * step):
        for number in (start, start + 1):
            if number < len(engine):
                sample[number] = reader.read(number, recognise=step == 1)
                trust.add(sample[number])
                if step > 1:
                    # The glyphs of a hundred pages weigh more than reading these again.
                    _drop_glyphs(sample[number])
    furniture = Furniture(list(sample.values()))
    if step > 1:
        sample.clear()
    by_tags = trust.holds()
    for number in range(len(engine)):
        page = sample.pop(number, None) or reader.read(number)
        running = furniture.take(page)
        yield page, tagged_layout(page, running) if by_tags else analyse(page, running)


def _drop_glyphs(page: Page) -> None:
    for line in (*page.lines, *page.aside):
        line.glyphs = []
