# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scanned pages for tests, drawn with the typeface of the program."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.pdf_writer.publication import Publication, Shown

_FONTS = Path(__file__).resolve().parents[1] / "assets" / "fonts"
_DOTS = 300
BODY = 44
"""Pixels: 10.5 points."""


@cache
def typeface(pixels: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return NanumSquare."""
    name = "NanumSquareB.ttf" if bold else "NanumSquareR.ttf"
    return ImageFont.truetype(str(_FONTS / name), pixels)


def shown(image: Image.Image) -> Shown:
    """Return a grey picture as PDF shows it."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    entries = (
        f"/Width {image.width} /Height {image.height} /ColorSpace /DeviceGray"
        " /BitsPerComponent 8 /Filter /DCTDecode"
    )
    return Shown(out.getvalue(), entries)


class ScannedSheet:
    """A sheet that is being drawn; places and sizes in pixels, 300 to an inch."""

    def __init__(self, width: int = 1500, height: int = 1100) -> None:
        self.image = Image.new("L", (width, height), 255)
        self.draw = ImageDraw.Draw(self.image)

    def lines(
        self, x: int, y: int, lines: Sequence[str], size: int = BODY, *, bold: bool = False
    ) -> ScannedSheet:
        """Draw lines under each other."""
        face = typeface(size, bold=bold)
        for number, line in enumerate(lines):
            self.draw.text((x, y + round(1.65 * size) * number), line, font=face, fill=20)
        return self

    def grid(
        self, x: int, y: int, cells: Sequence[Sequence[str]], across: int, down: int
    ) -> ScannedSheet:
        """Draw a table with rules around all of its cells."""
        rows, columns = len(cells), len(cells[0])
        for row in range(rows + 1):
            at = y + down * row
            self.draw.line((x, at, x + across * columns, at), fill=20, width=4)
        for column in range(columns + 1):
            at = x + across * column
            self.draw.line((at, y, at, y + down * rows), fill=20, width=4)
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                place = x + across * column + 20, y + down * row + 20
                self.draw.text(place, text, font=typeface(BODY), fill=20)
        return self

    def publication(self, *, skew: float = 0.0, quarters: int = 0) -> Publication:
        """Return a file whose one page is this sheet.

        Args:
            skew: degrees by which its lines go down to the right.
            quarters: by which it was laid on the glass anticlockwise.
        """
        image = self.image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
        image = image.rotate(90 * quarters, expand=True)
        size = image.width * 72 / _DOTS, image.height * 72 / _DOTS
        book = Publication()
        book.page(size).picture(0, 0, *size, shown(image))
        return book
