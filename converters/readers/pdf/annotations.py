# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markup that people put over a page's text: underlines and strikes (ISO 32000-2, 12.5.6.10)."""

from __future__ import annotations

import pypdfium2.raw as pdfium

from converters.readers.pdf.engine import EnginePage
from converters.readers.pdf.lines import set_spans
from converters.readers.pdf.model import Box, TextLine

_MOST = 20_000
_HIDDEN = 2 | 32
"""Flags of annotations that no one sees: hidden, no view (12.5.3)."""


def mark_lines(page: EnginePage, lines: list[TextLine]) -> None:
    """Underline and strike the letters of ``lines`` that annotations of ``page`` lie over."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            under = kind in (pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_SQUIGGLY)
            over = kind == pdfium.FPDF_ANNOT_STRIKEOUT
            if (under or over) and not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                for box in _boxes(page, annotation):
                    _mark(lines, box, under=under, over=over)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


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
