# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDFium: the open file, its pages, and pictures of them.

PDFium parses, repairs broken cross-reference tables, deciphers and renders; nothing
else of it is used. It is not thread-safe: one process reads one file.
"""

from __future__ import annotations

import ctypes
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from converters.errors import DamagedSource, EncryptedSource, ErrorCode, LimitExceeded
from converters.readers.pdf.substitute_fonts import use_own_fonts

log = logging.getLogger(__name__)

_PAGES = 20_000
_CATALOG_BYTES = 4096
_OBJECT = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj")
_TRAILER_END = b"\n%%EOF (mended)\n"
_NO_FILE = b"-"
_LARGEST_PT = 20_000.0
_LARGEST_PIXELS = 40_000_000
_HUGE_PIXELS = 1_000_000_000
"""Of one picture: no camera or scanner makes so many, and drawing them takes minutes."""
_LEAST_PIXELS = 4
"""Across and down: what is left of fewer once both edges are rounded may be nothing."""


use_own_fonts()


class Engine:
    """One open file.

    Args:
        data: the whole file.
        passwords: tried after the empty one.

    Raises:
        EncryptedSource: no password opens it.
        DamagedSource: PDFium cannot open it.
        LimitExceeded: more pages than any publication.
    """

    def __init__(self, data: bytes, passwords: tuple[str, ...] = ()) -> None:
        self.data = data
        self.passwords = passwords
        self.file = _opened(data, passwords)
        self.huge_pictures: set[tuple[int, int]] = set()
        """Pictures that were left out for their pixels: page from 0, and which on it."""
        self._free_of_huge: set[int] = set()
        """Pages that have been looked through and have none: each page is loaded several times."""
        if len(self.file) > _PAGES:
            raise LimitExceeded(
                ErrorCode.TOO_LARGE, part="pages", why="pages", number=len(self.file)
            )
        if len(self.file) == 0:
            raise DamagedSource(detail="no pages", part="file")
        # Asked for before any page is loaded; files without fields have none.
        self.file.init_forms()

    def close(self) -> None:
        """Give the memory back."""
        self.file.close()

    def __len__(self) -> int:
        return len(self.file)

    @property
    def form(self) -> pdfium.FPDF_FORMHANDLE | None:
        """The file's form (12.7); None where it has no fields."""
        return self.file.formenv.raw if self.file.formenv else None

    def place(self, destination: pdfium.FPDF_DEST) -> tuple[int, float | None]:
        """Return page (from 0; -1 for none) and points from above that a destination means.

        The page is not loaded for it: its own rotation or an origin elsewhere than at its
        corner puts the height wrong, so that only the page is told then.
        """
        file = self.file.raw
        number = pdfium.FPDFDest_GetDestPageIndex(file, destination)
        if not 0 <= number < len(self):
            return -1, None
        has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
        x, y, zoom = (ctypes.c_float() for _ in range(3))
        if not pdfium.FPDFDest_GetLocationInPage(destination, has_x, has_y, has_zoom, x, y, zoom):
            return number, None
        size = pdfium.FS_SIZEF()
        if not has_y.value or not pdfium.FPDF_GetPageSizeByIndexF(file, number, size):
            return number, None
        down = size.height - y.value
        return number, down if 0.0 <= down <= size.height else None

    @contextmanager
    def page(self, number: int) -> Iterator[EnginePage]:
        """Lend a page; it is freed afterwards, so that memory is bounded by a page.

        Raises:
            DamagedSource: this page cannot be loaded.
        """
        try:
            page = self.file[number]
        except pypdfium2.PdfiumError as error:
            raise DamagedSource(detail=str(error), part=f"page {number + 1}") from error
        try:
            self._drop_huge(page, number)
            yield EnginePage(page, number)
        finally:
            page.close()

    def _drop_huge(self, page: pypdfium2.PdfPage, number: int) -> None:
        """Take pictures that nobody could draw from a loaded page; the file stays as it is."""
        if number in self._free_of_huge:
            return
        across, down = ctypes.c_uint(), ctypes.c_uint()
        found = False
        # From the end, because numbers move up.
        for index in range(pdfium.FPDFPage_CountObjects(page.raw) - 1, -1, -1):
            item = pdfium.FPDFPage_GetObject(page.raw, index)
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
                continue
            known = pdfium.FPDFImageObj_GetImagePixelSize(item, across, down)
            if known and across.value * down.value > _HUGE_PIXELS:
                pdfium.FPDFPage_RemoveObject(page.raw, item)
                pdfium.FPDFPageObj_Destroy(item)
                self.huge_pictures.add((number, index))
                found = True
        if not found:
            self._free_of_huge.add(number)


class EnginePage:
    """A loaded page and the way from its coordinates to those of ``model``."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self.page = page
        self.number = number
        self.raw = page.raw
        left, bottom, right, top = page.get_bbox()
        across, down = right - left, top - bottom
        if not (0 < across < _LARGEST_PT and 0 < down < _LARGEST_PT):
            raise DamagedSource(detail="size of the page", part=f"page {number + 1}")
        self._box = left, bottom, right, top
        self._turned = 0
        self.turn(page.get_rotation() // 90)

    def turn(self, quarters: int) -> None:
        """Turn the page by quarters clockwise, besides what it is turned already."""
        left, bottom, right, top = self._box
        self._turned = (self._turned + quarters) % 4
        across, down = right - left, top - bottom
        self.width, self.height = (across, down) if self._turned % 2 == 0 else (down, across)
        # x' = a x + c y + e; y' = b x + d y + f, with y' downwards.
        self.matrix = {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            1: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            2: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            3: (0.0, -1.0, -1.0, 0.0, top, right),
        }[self._turned]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own coordinates in those of ``model``."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def corners(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
        """Return a box of the page's own coordinates as (x0, y0, x1, y1) of ``model``."""
        first, second = self.point(x0, y0), self.point(x1, y1)
        return (
            min(first[0], second[0]),
            min(first[1], second[1]),
            max(first[0], second[0]),
            max(first[1], second[1]),
        )

    def picture(
        self, scale: float, crop: tuple[float, float, float, float] | None = None
    ) -> Image.Image:
        """Render the page, or a part of it.

        Args:
            scale: pixels for a point.
            crop: (x0, y0, x1, y1) in the coordinates of ``model``.
        """
        x0, y0, x1, y1 = crop or (0.0, 0.0, self.width, self.height)
        # A part of no width, or off the page, is a sliver of it: PDFium refuses less.
        least = _LEAST_PIXELS / scale
        x0, y0 = (max(0.0, min(x0, self.width - least)), max(0.0, min(y0, self.height - least)))
        x1 = min(self.width, max(x1, x0 + least))
        y1 = min(self.height, max(y1, y0 + least))
        area = max(1.0, (x1 - x0) * (y1 - y0))
        scale = min(scale, (_LARGEST_PIXELS / area) ** 0.5)
        margins = (x0, self.height - y1, self.width - x1, y0)  # left, bottom, right, top
        # What ``turn`` added to the page's own rotation; margins are those of the turned page.
        turned = 90 * ((self._turned - self.page.get_rotation() // 90) % 4)
        bitmap = self.page.render(
            scale=scale, rotation=turned, crop=margins, may_draw_forms=False, draw_annots=False
        )
        try:
            image: Image.Image = bitmap.to_pil().convert("RGB")
            return image
        finally:
            bitmap.close()


def _opened(data: bytes, passwords: tuple[str, ...]) -> pypdfium2.PdfDocument:
    asked = False
    for password in (None, *passwords):
        _forget_last_error()
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            reason = getattr(error, "err_code", None)
            if reason == pdfium.FPDF_ERR_PASSWORD:
                asked = True
                continue
            if reason == pdfium.FPDF_ERR_SECURITY:
                raise EncryptedSource(ErrorCode.DRM, product="PDF") from error
            mended = _with_trailer(data)
            if mended is not None:
                return _opened(mended, passwords)
            raise DamagedSource(detail=str(error), part="file") from error
    code = ErrorCode.WRONG_PASSWORD if passwords and asked else ErrorCode.ENCRYPTED
    raise EncryptedSource(code, format="pdf")


def _forget_last_error() -> None:
    """Set PDFium's last error to that of a file that is none.

    Some failures set none at all, and would be taken for what a file before this one had.
    """
    pdfium.FPDF_LoadMemDocument64(_NO_FILE, len(_NO_FILE), None)


def _with_trailer(data: bytes) -> bytes | None:
    """Return a file that was cut off with a trailer that names its catalogue (7.5.5).

    PDFium finds the objects of a file without a table by itself, but not which is the root.
    """
    if data.endswith(_TRAILER_END):
        return None  # mended already
    at = data.rfind(b"/Catalog")
    start = data.rfind(b" obj", max(0, at - _CATALOG_BYTES), at) if at >= 0 else -1
    number = _OBJECT.search(data, max(0, start - 24), start + 4) if start >= 0 else None
    if number is None:
        return None
    root = f"{int(number[1])} {int(number[2])} R".encode()
    return data + b"\ntrailer\n<< /Root " + root + b" >>" + _TRAILER_END


def address(pointer: Any) -> int:
    """Return where a PDFium object lies, as its identity; 0 for none."""
    # Asked for every glyph: reading the pointer takes less than half of the time of a cast.
    return ctypes.c_void_p.from_buffer(pointer).value or 0
