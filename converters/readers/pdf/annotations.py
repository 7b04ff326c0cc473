# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people put over a page's text: underlines and strikes, and what they wrote.

Values of form fields and free notes are text of the page to whoever looks at it, but stand in
no content stream of it (ISO 32000-2, 12.5.6.6, 12.5.6.10, 12.7).
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence

import pypdfium2.raw as pdfium

from converters.readers.pdf.engine import Engine, EnginePage
from converters.readers.pdf.lines import set_spans
from converters.readers.pdf.model import Box, Glyph, Style, TextLine

_MOST = 20_000
_HIDDEN = 2 | 32
"""Flags of annotations that no one sees: hidden, no view (12.5.3)."""


_TEXT_BYTES = 64 * 1024
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s+Tf\b")
_PASSWORD = 1 << 13
"""Flag of text fields that show no letters (12.7.5.3)."""
_WRITTEN_IN = (
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
)
_TICKED = {
    pdfium.FPDF_FORMFIELD_CHECKBOX: ("\u2610", "\u2611"),
    pdfium.FPDF_FORMFIELD_RADIOBUTTON: ("\u25cb", "\u25cf"),
}
"""How boxes and buttons look off and on."""
_LARGEST_PT, _OF_HEIGHT = 12.0, 0.7
"""Size of letters whose field leaves it to the program."""
_LEADING, _ASCENT, _DESCENT = 1.2, 0.88, 0.12
_WIDE, _NARROW = 1.0, 0.5
"""Advances, of the size, of Hangul and of other letters: nobody says how wide they are."""


def mark_lines(page: EnginePage, lines: list[TextLine]) -> None:
    """Underline and strike the letters of ``lines`` that annotations of ``page`` lie over."""
    for annotation in _annotations(page):
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        under = kind in (pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY)
        over = kind == pdfium.FPDF_ANNOT_STRIKEOUT
        if under or over:
            for box in _boxes(page, annotation):
                _mark(lines, box, under=under, over=over)


def written_glyphs(page: EnginePage, engine: Engine, shown: Sequence[Glyph]) -> list[Glyph]:
    """Return the letters of filled form fields and free notes, laid where they are seen.

    Args:
        page: loaded.
        engine: the file that it is a page of.
        shown: the page's own letters: programs may have written a value among them as well.
    """
    found: list[Glyph] = []
    order = 1 + max((glyph.order for glyph in shown), default=0)
    for annotation in _annotations(page):
        text = _written(annotation, engine)
        rect = pdfium.FS_RECTF()
        if not text.strip() or not pdfium.FPDFAnnot_GetRect(annotation, rect):
            continue
        box = Box(*page.corners(rect.left, rect.bottom, rect.right, rect.top))
        if box.width <= 0 or box.height <= 0 or _is_shown(text, box, shown):
            continue
        found += _laid(text, box, _size(annotation), order + len(found))
    return found


def _annotations(page: EnginePage) -> Iterator[pdfium.FPDF_ANNOTATION]:
    """Lend the annotations of a page that somebody sees."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                yield annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _written(annotation: pdfium.FPDF_ANNOTATION, engine: Engine) -> str:
    """Return what stands in a field or a free note; empty for other annotations."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _text(
            lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(
                annotation, b"Contents", buffer, size
            )
        )
    form = engine.form
    if kind != pdfium.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in _TICKED:
        return _TICKED[field][pdfium.FPDFAnnot_IsChecked(form, annotation)]
    if field not in _WRITTEN_IN or pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return ""
    return _text(
        lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
    )


def _text(ask: Callable[[object, int], int]) -> str:
    """Return the text that PDFium writes into a buffer: UTF-16 with a zero behind it."""
    buffer = ctypes.create_string_buffer(_TEXT_BYTES)
    wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    length = min(ask(wide, _TEXT_BYTES), _TEXT_BYTES)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")


def _size(annotation: pdfium.FPDF_ANNOTATION) -> float:
    """Return the size that an annotation's letters are to have; 0 where it says none."""
    look = _text(
        lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, b"DA", buffer, size)
    )
    found = _SIZE.search(look)
    return float(found[1]) if found else 0.0


def _is_shown(text: str, box: Box, shown: Sequence[Glyph]) -> bool:
    inside = "".join(
        glyph.text
        for glyph in shown
        if box.holds((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
    )
    return "".join(text.split()) in inside


def _laid(text: str, box: Box, size: float, order: int) -> list[Glyph]:
    """Return the letters of ``text`` in a box: one line in its middle, several from its top."""
    lines = text.splitlines()
    size = min(size, box.height) or min(_LARGEST_PT, _OF_HEIGHT * box.height / len(lines))
    style = Style("", round(max(size, 1.0), 1))
    step = min(_LEADING * style.size, box.height / len(lines))
    top = box.y0 if len(lines) > 1 else box.middle[1] - style.size / 2
    found: list[Glyph] = []
    for number, line in enumerate(lines):
        widths = [style.size * (_WIDE if character >= "\u1100" else _NARROW) for character in line]
        squeezed = min(1.0, box.width / max(sum(widths), 1.0))
        x, upper = box.x0, top + number * step
        before: Glyph | None = None
        for character, width in zip(line, widths, strict=True):
            width *= squeezed
            if character.isspace():
                if before is not None:
                    before.space_after = True
            else:
                before = Glyph(
                    character,
                    x,
                    x + width,
                    upper,
                    upper + style.size * (_ASCENT + _DESCENT),
                    upper + style.size * _ASCENT,
                    style,
                    order + len(found),
                )
                found.append(before)
            x += width
    return found


def _boxes(page: EnginePage, annotation: pdfium.FPDF_ANNOTATION) -> list[Box]:
    points = pdfium.FS_QUADPOINTSF()
    found: list[Box] = []
    for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _MOST)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, points):
            across = [points.x1, points.x2, points.x3, points.x4]
            down = [points.y1, points.y2, points.y3, points.y4]
            found.append(Box(*page.corners(min(across), min(down), max(across), max(down))))
    return found


def _mark(lines: list[TextLine], box: Box, *, under: bool, over: bool) -> None:
    for line in lines:
        if line.box.down(box) <= 0 or line.box.across(box) <= 0:
            continue
        for glyph in line.glyphs:
            if box.holds((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2):
                glyph.underline = glyph.underline or under
                glyph.strike = glyph.strike or over
        set_spans(line)
