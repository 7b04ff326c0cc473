# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each page as a picture with what the reader made of it drawn on top.

For people who look for the reason of a wrong book: every part has a frame in the colour of
its kind and its number in reading order; running lines and what was left out are marked too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing

from PIL import Image, ImageDraw, ImageFont

from converters.readers.pdf.catalog import read_catalog
from converters.readers.pdf.engine import Engine
from converters.readers.pdf.model import Box, Page
from converters.readers.pdf.page import PageReader
from converters.readers.pdf.reader import pages_apart
from converters.readers.pdf.regions.model import (
    BoxRegion,
    FigureRegion,
    PageLayout,
    Region,
    TableRegion,
)
from converters.source.source_file import SourceFile

_SCALE = 1.5
"""Pixels for a point."""
_TEXT, _TABLE, _FIGURE, _BOX = "#1f5fbf", "#c0392b", "#1e8449", "#8e44ad"
_RUNNING, _ASIDE = "#7f8c8d", "#d68910"
_LETTERS_PX = 13
_FADED = 0.45
"""How much of the page's own colours stays."""


def draw_pages(file: SourceFile) -> Iterator[bytes]:
    """Yield a PNG for each page of a PDF file.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    with closing(Engine(file.data, file.passwords)) as engine:
        catalog = read_catalog(engine, file.data, file.passwords)
        reader = PageReader(engine, catalog.labels, catalog.hidden_layers)
        for page, layout in pages_apart(engine, reader):
            yield _drawn(engine, page, layout)


def _drawn(engine: Engine, page: Page, layout: PageLayout) -> bytes:
    with engine.page(page.number) as source:
        source.turn(page.turned)
        image = source.picture(_SCALE)
    image = Image.blend(Image.new("RGB", image.size, "white"), image, _FADED)
    pen = _Pen(image)
    for line in layout.running:
        pen.frame(line.box, _RUNNING, "running")
    for line in layout.aside:
        pen.frame(line.box, _ASIDE, "aside")
    pen.regions(layout.regions, "")
    pen.legend(f"page {page.number + 1}, {layout.label or '-'}, {layout.kind.value}")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


class _Pen:
    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)
        self._font = ImageFont.load_default(_LETTERS_PX)

    def regions(self, regions: list[Region], prefix: str) -> None:
        """Frame regions with their numbers; what a box holds has the box's number before its own."""
        for number, region in enumerate(regions, 1):
            name = f"{prefix}{number}"
            if isinstance(region, TableRegion):
                for cell in region.cells:
                    self._rectangle(cell.box, _TABLE, 1)
                    for figure in cell.figures:
                        self._rectangle(figure.box, _FIGURE, 2)
                head = f", head {region.head_rows}" if region.head_rows else ""
                ruled = "" if region.ruled else ", no rules"
                size = f"{region.rows}x{region.columns}"
                self.frame(region.box, _TABLE, f"{name} table {size}{head}{ruled}")
            elif isinstance(region, FigureRegion):
                self.frame(region.box, _FIGURE, f"{name} {region.placed.kind}")
            elif isinstance(region, BoxRegion):
                self.frame(region.box.grown(1.5), _BOX, f"{name} box")
                self.regions(region.regions, f"{name}.")
            else:
                self.frame(region.box, _TEXT, f"{name} text")
                for line in region.lines:
                    self._underline(line.box, _TEXT)

    def frame(self, box: Box, color: str, name: str) -> None:
        """Draw a frame with its name in the corner."""
        self._rectangle(box, color, 2)
        x, y = box.x0 * _SCALE, box.y0 * _SCALE - _LETTERS_PX - 3
        self._label(max(0.0, x), max(0.0, y), name, color)

    def legend(self, text: str) -> None:
        """Write what the page is into its corner."""
        self._label(2, 2, text, "#000000")

    def _label(self, x: float, y: float, text: str, color: str) -> None:
        box = self._draw.textbbox((x + 2, y), text, font=self._font)
        self._draw.rectangle((box[0] - 2, box[1] - 1, box[2] + 2, box[3] + 1), fill=color)
        self._draw.text((x + 2, y), text, fill="white", font=self._font)

    def _rectangle(self, box: Box, color: str, width: int) -> None:
        x0, y0, x1, y1 = (edge * _SCALE for edge in (box.x0, box.y0, box.x1, box.y1))
        self._draw.rectangle((x0, y0, max(x0, x1), max(y0, y1)), outline=color, width=width)

    def _underline(self, box: Box, color: str) -> None:
        y = box.y1 * _SCALE
        self._draw.line((box.x0 * _SCALE, y, box.x1 * _SCALE, y), fill=color)
