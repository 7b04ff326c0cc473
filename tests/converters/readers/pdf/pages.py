# SPDX-License-Identifier: AGPL-3.0-or-later
"""Written files as the reader sees their pages."""

from __future__ import annotations

from contextlib import closing

from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.readers.pdf.catalog import Catalog, read_catalog
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.model import Page
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.pictures import Pictures
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.model import PageLayout
from tests.pdf_writer.publication import Publication


def pages_of(data: bytes | Publication, passwords: tuple[str, ...] = ()) -> list[Page]:
    """Return the pages of a file, glyphs included."""
    data = data.file() if isinstance(data, Publication) else data
    with closing(Engine(data, passwords)) as engine:
        catalog = read_catalog(engine, data, passwords)
        reader = PageReader(engine, catalog.labels, catalog.hidden_layers)
        return [reader.read(number) for number in range(len(engine))]


def layouts_of(publication: Publication) -> list[PageLayout]:
    """Return the pages taken apart, with their pictures."""
    data = publication.file()
    found: list[PageLayout] = []
    with closing(Engine(data)) as engine:
        reader = PageReader(engine)
        pictures = Pictures(engine, DEFAULT_LIMITS, NoticeLog())
        for number in range(len(engine)):
            page = reader.read(number)
            layout = analyse(page, [])
            pictures.fill(page, layout)
            found.append(layout)
    return found


def catalog_of(data: bytes | Publication) -> Catalog:
    """Return what a file says about itself."""
    data = data.file() if isinstance(data, Publication) else data
    with closing(Engine(data)) as engine:
        return read_catalog(engine, data)


def texts(page: Page) -> list[str]:
    """Return the text of each line."""
    return [line.text for line in page.lines]
