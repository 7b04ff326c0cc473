# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a PDF as pictures with their text, for books of fixed layout."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing

from PIL import Image

from converters.document.fixed import FixedPage, PlacedText
from converters.document.nodes import Resource
from converters.document.notices import NoticeKind, NoticeLog
from converters.png_encoding import encode_png
from converters.readers.pdf.catalog import read_catalog
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.model import Page, PageKind, TextLine
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.reader import pages_apart
from converters.readers.pdf.regions.model import PageLayout, lines_in
from converters.source.source_file import SourceFile

_PX_PER_PT = 96 / 72
_WIDE_PX = 1600
"""Of the picture's shorter side: sharp on a tablet's screen."""
_FEW_COLOURS = 256
_QUALITY = 88


def read_pages(file: SourceFile, notices: NoticeLog) -> Iterator[FixedPage]:
    """Yield the pages of a PDF file; one is in memory at a time.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    with closing(Engine(file.data, file.passwords)) as engine:
        catalog = read_catalog(engine, file.data, file.passwords)
        reader = PageReader(
            engine, catalog.labels, catalog.hidden_layers, recogniser=file.recogniser
        )
        for page, layout in pages_apart(engine, reader):
            paragraphs = () if page.kind.is_unread else tuple(_paragraphs(page, layout))
            if not paragraphs and page.kind is not PageKind.EMPTY:
                notices.add(NoticeKind.PAGE_PICTURE)
            yield _fixed(engine, page, paragraphs)


def _fixed(engine: Engine, page: Page, paragraphs: tuple[tuple[PlacedText, ...], ...]) -> FixedPage:
    with engine.page(page.number) as source:
        source.turn(page.turned)
        shown = source.picture(_WIDE_PX / min(source.width, source.height))
    across, down = page.width, page.height
    if page.vertical:
        # The page was turned so that its columns lie as lines; people read it upright.
        shown = shown.transpose(Image.Transpose.ROTATE_270)
        across, down = down, across
    width, height = (max(1, round(length * _PX_PER_PT)) for length in (across, down))
    label = page.label or str(page.number + 1)
    return FixedPage(label, width, height, _resource(shown), paragraphs)


def _resource(image: Image.Image) -> Resource:
    """Return flat drawings as PNG, whose letters stay sharp, and photographs as JPEG."""
    if image.getcolors(_FEW_COLOURS) is not None:
        packed = encode_png(image.quantize(_FEW_COLOURS, dither=Image.Dither.NONE))
        kind = "image/png"
    else:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY)
        packed = out.getvalue()
        kind = "image/jpeg"
    return Resource(kind, packed, image.width, image.height)


def _paragraphs(page: Page, layout: PageLayout) -> Iterator[tuple[PlacedText, ...]]:
    """Yield the lines of each part in reading order; running heads and feet come last."""
    groups = [*lines_in(layout.regions), layout.running, layout.aside]
    for lines in groups:
        placed = tuple(_placed(line, page) for line in lines if line.text.strip())
        if placed:
            yield placed


def _placed(line: TextLine, page: Page) -> PlacedText:
    box = line.box
    x, y, width, height = box.x0, box.y0, box.width, box.height
    if page.vertical:
        x, y, width, height = page.height - box.y1, box.x0, box.height, box.width
    vertical = page.vertical or line.vertical
    x, y, width, height = (round(part * _PX_PER_PT, 1) for part in (x, y, width, height))
    return PlacedText(" ".join(line.text.split()), x, y, width, height, vertical=vertical)
