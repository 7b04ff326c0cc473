# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures of a page as pictures for the book (ISO 32000-2, 8.9).

A plain picture keeps its own pixels; what has a mask, stands askew, is cut off or has
letters over it is rendered as the page shows it, and so is every drawing.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Mapping, Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from converters.document.nodes import Resource
from converters.document.notices import NoticeKind, NoticeLog
from converters.limits import Limits
from converters.png_encoding import encode_png
from converters.readers.pdf.drawings import picture_objects
from converters.readers.pdf.engine import Engine, EnginePage
from converters.readers.pdf.model import Box, LeftOut, Page, Placed
from converters.readers.pdf.regions.model import (
    FigureRegion,
    PageLayout,
    figures_in,
    lines_in,
)
from converters.source.pictures import PictureUnreadable, to_picture

_RENDERED = 2.0
"""Pixels for a point: sharp on a reader's screen, at the size of the page."""
_FINEST = 4.5
"""Pixels for a point; finer pictures (324 dpi and more) are rendered at ``_SCANNED``."""
_SCANNED = 3.0
_SMALLEST_PX = 2
_WHOLE_PAGE = 0.8
_SAME_PLACE_PT = 1.5
_MARGIN_PT = 1.0
"""Around drawings, whose strokes are wider than their paths."""
_RAW_BYTES = 64 * 1024 * 1024
_JPEG, _LOSSY = b"\xff\xd8", ("DCTDecode", "JPXDecode")
_PLAIN_SPACES = (
    pdfium.FPDF_COLORSPACE_DEVICEGRAY,
    pdfium.FPDF_COLORSPACE_DEVICERGB,
    pdfium.FPDF_COLORSPACE_CALGRAY,
    pdfium.FPDF_COLORSPACE_CALRGB,
    pdfium.FPDF_COLORSPACE_ICCBASED,
    pdfium.FPDF_COLORSPACE_INDEXED,
)


class Pictures:
    """Makes the pictures of one file's figures.

    Args:
        engine: the open file.
        limits: bounds on what is decoded.
        notices: where a picture that cannot be had is counted.
        lines: of pages by number, as PDFium has them.
    """

    def __init__(
        self,
        engine: Engine,
        limits: Limits,
        notices: NoticeLog,
        lines: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        self._engine = engine
        self._limits = limits
        self._notices = notices
        self._lines = lines if lines is not None else {}

    def fill(self, page: Page, layout: PageLayout) -> None:
        """Give each figure of ``layout`` its picture; the page is loaded only for that."""
        if page.kind.is_unread:
            _show_whole(page, layout)
            self._notices.add(NoticeKind.PAGE_PICTURE)
        elif page.recognised:
            self._notices.add(NoticeKind.PAGE_RECOGNISED)
            for word in page.doubts:
                where = f"page {page.number + 1}"
                self._notices.add(NoticeKind.WORD_DOUBTFUL, where=where, detail=word)
        if page.garbled:
            # Nobody vouches for what its codes mean: what one sees is shown, or was recognised.
            why = "pictured" if page.kind.is_unread else "unknown-code"
            layout.left_out += [LeftOut(why, line) for line in self._lines.get(page.number, ())]
        figures = list(figures_in(layout.regions))
        if not figures:
            return
        with self._engine.page(page.number) as source:
            source.turn(page.turned)
            for figure in figures:
                figure.picture = self.figure_resource(source, figure, upright=not page.vertical)
                if figure.picture is None:
                    self._notices.add(NoticeKind.UNREADABLE_IMAGE)

    def figure_resource(
        self, page: EnginePage, region: FigureRegion, *, upright: bool = True
    ) -> Resource | None:
        """Return the picture of ``region``; None where nothing can be decoded or rendered.

        Args:
            page: where it stands.
            region: the figure.
            upright: False where the page is turned only for its vertical lines.
        """
        name = f"page{page.number + 1}"
        item = _object_of(page, region)
        try:
            if item is not None and upright and not region.lines:
                data = _own_bytes(page, item, region.placed.box, self._limits.image_pixels)
                if data is not None:
                    return to_picture(data, name, self._limits).resource
            shown = _rendered(page, region, item)
            if not upright:
                shown = shown.transpose(Image.Transpose.ROTATE_270)
            data = _file_of(shown, lossy=item is not None and _is_lossy(item))
            return to_picture(data, name, self._limits).resource
        except PictureUnreadable:
            return None


def _show_whole(page: Page, layout: PageLayout) -> None:
    """Make one figure of a page whose text cannot be read, unless it is one already."""
    sheet = Box(0.0, 0.0, page.width, page.height)
    whole = [
        figure
        for figure in figures_in(layout.regions)
        if figure.placed.kind == "picture" and figure.box.share_of(sheet) > _WHOLE_PAGE
    ]
    shown = whole[0] if whole else FigureRegion(sheet, Placed(sheet, "page"))
    # Whatever stood beside the picture is a part of it now.
    layout.left_out += [
        LeftOut("pictured", line.text) for lines in lines_in(layout.regions) for line in lines
    ]
    shown.lines = []
    layout.regions = [shown]


def _object_of(page: EnginePage, region: FigureRegion) -> pdfium.FPDF_PAGEOBJECT | None:
    """Return the page object of a figure that is one picture and nothing else."""
    if region.placed.kind != "picture" or region.placed.index < 0:
        return None
    if not _alike(region.box, region.placed.box):
        return None
    for index, item in enumerate(picture_objects(page)):
        if index == region.placed.index:
            return item
    return None


def _alike(first: Box, second: Box) -> bool:
    pairs = zip(
        (first.x0, first.y0, first.x1, first.y1),
        (second.x0, second.y0, second.x1, second.y1),
        strict=True,
    )
    return all(abs(one - other) <= _SAME_PLACE_PT for one, other in pairs)


# ---------------------------------------------------------------- a picture's own pixels


def _own_bytes(
    page: EnginePage, item: pdfium.FPDF_PAGEOBJECT, box: Box, most_pixels: int
) -> bytes | None:
    """Return a picture file of the object's own pixels; None where the page shows it otherwise."""
    facts = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImageMetadata(item, page.raw, ctypes.byref(facts)):
        return None
    across, down = facts.width, facts.height
    if across * down > most_pixels:
        return None  # the page shows it smaller, and is drawn line by line
    if min(across, down) < _SMALLEST_PX or facts.colorspace not in _PLAIN_SPACES:
        return None
    if across > _FINEST * box.width and down > _FINEST * box.height:
        return None
    if not _stands_upright(page, item, box) or _is_cut(page, item, box):
        return None
    if pdfium.FPDFPageObj_HasTransparency(item):
        return None  # a mask, a soft mask or a blend
    if _filters(item) == ["DCTDecode"]:
        raw = _raw(item)
        if raw is not None and raw.startswith(_JPEG):
            return raw
    bitmap = pdfium.FPDFImageObj_GetBitmap(item)
    if not bitmap:
        return None
    image = _image_of(bitmap)
    if facts.bits_per_pixel == 1:
        image = image.convert("L").point(lambda level: 255 if level > 127 else 0).convert("1")
    return _file_of(image, lossy=_is_lossy(item))


def _stands_upright(page: EnginePage, item: pdfium.FPDF_PAGEOBJECT, box: Box) -> bool:
    """Whether the picture is neither turned nor mirrored on the page as a reader sees it."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return False
    a, b, c, d, _, _ = page.matrix
    across = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
    down = a * matrix.c + c * matrix.d, b * matrix.c + d * matrix.d
    # A form around the picture scales it; one that turned it would change the box's sides.
    straight = abs(across[1]) < 0.01 * abs(across[0]) and abs(down[0]) < 0.01 * abs(down[1])
    if not straight or across[0] <= 0 or down[1] >= 0 or box.height <= 0:
        return False
    inner = abs(across[0]) / abs(down[1])
    return bool(abs(inner - box.width / box.height) < 0.03 * inner)


def _is_cut(page: EnginePage, item: pdfium.FPDF_PAGEOBJECT, box: Box) -> bool:
    """Whether the page or a clipping path leaves a part of the picture out."""
    sheet = Box(0.0, 0.0, page.width, page.height).grown(_SAME_PLACE_PT)
    if sheet.share_of(box) < 0.99:
        return True
    path = pdfium.FPDFPageObj_GetClipPath(item)
    if not path:
        return False
    for number in range(max(0, pdfium.FPDFClipPath_CountPaths(path))):
        if _clips(page, path, number, box):
            return True
    return False


def _clips(page: EnginePage, path: pdfium.FPDF_CLIPPATH, number: int, box: Box) -> bool:
    count = pdfium.FPDFClipPath_CountPathSegments(path, number)
    if count <= 0:
        return False
    if count > 6:
        return True  # no rectangle
    x, y = ctypes.c_float(), ctypes.c_float()
    xs: list[float] = []
    ys: list[float] = []
    for at in range(count):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, number, at)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        across, down = page.point(x.value, y.value)
        xs.append(across)
        ys.append(down)
    if not xs:
        return False
    hole = Box(min(xs), min(ys), max(xs), max(ys)).grown(_SAME_PLACE_PT)
    return hole.share_of(box) < 0.98


def _filters(item: pdfium.FPDF_PAGEOBJECT) -> list[str]:
    found: list[str] = []
    buffer = ctypes.create_string_buffer(64)
    for index in range(max(0, min(8, pdfium.FPDFImageObj_GetImageFilterCount(item)))):
        length = pdfium.FPDFImageObj_GetImageFilter(item, index, buffer, len(buffer))
        found.append(buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("ascii", "replace"))
    return found


def _is_lossy(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    return any(name in _LOSSY for name in _filters(item))


def _raw(item: pdfium.FPDF_PAGEOBJECT) -> bytes | None:
    length = pdfium.FPDFImageObj_GetImageDataRaw(item, None, 0)
    if not 0 < length <= _RAW_BYTES:
        return None
    buffer = ctypes.create_string_buffer(length)
    if pdfium.FPDFImageObj_GetImageDataRaw(item, buffer, length) != length:
        return None
    return buffer.raw


def _image_of(bitmap: pdfium.FPDF_BITMAP) -> Image.Image:
    wrapped = pypdfium2.PdfBitmap.from_raw(bitmap)
    wrapped.warn_on_close = False  # the pixels are copied first
    try:
        image: Image.Image = wrapped.to_pil().copy()
        return image
    finally:
        wrapped.close()


# ---------------------------------------------------------------- as the page shows it


def _rendered(
    page: EnginePage, region: FigureRegion, item: pdfium.FPDF_PAGEOBJECT | None
) -> Image.Image:
    box = region.box.grown(_MARGIN_PT) if region.placed.kind == "drawing" else region.box
    scale = _RENDERED
    if item is not None:
        # A scan keeps its small print; a coarse picture is not blown up.
        across, down = ctypes.c_uint(), ctypes.c_uint()
        if pdfium.FPDFImageObj_GetImagePixelSize(item, across, down) and box.width > 0:
            scale = min(_SCANNED, max(1.0, across.value / box.width))
    return page.picture(scale, (box.x0, box.y0, box.x1, box.y1))


def _file_of(image: Image.Image, *, lossy: bool) -> bytes:
    """Return JPEG for what was lossy before, PNG for everything else."""
    if lossy:
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=88)
        return out.getvalue()
    if image.mode == "RGB":
        image = _with_palette(image)
    return encode_png(image)


def _with_palette(image: Image.Image) -> Image.Image:
    """Return the very same pixels with a palette where they have few colours: drawings do."""
    few = image.getcolors(256)
    if few is None:
        return image
    less = image.quantize(len(few), method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    same = ImageChops.difference(less.convert("RGB"), image).getbbox() is None
    return less if same else image
