# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a PDF does not embed is taken from the fonts of the program, not of the machine."""

from __future__ import annotations

import ctypes
from importlib.resources import files

import pypdfium2.raw as pdfium
import pytest

from converters.readers.pdf.engine import Engine


def page(font: str) -> bytes:
    """A page in a font that is not embedded, with a predefined CMap of Korean."""
    text = "시민과 함께".encode("utf-16-be").hex()
    stream = f"BT /F1 20 Tf 40 100 Td <{text}> Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /UniKS-UTF16-H"
        " /DescendantFonts [6 0 R] >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{font}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /DW 1000"
        " /FontDescriptor 7 0 R >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{font} /Flags 4 /FontBBox [0 -120 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>".encode(),
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


@pytest.mark.parametrize("name", ["Batang", "HYSMyeongJoStd-Medium", "돋움".encode().hex()])
@pytest.mark.linux("elsewhere PDFium asks the system for fonts")
def test_a_font_that_is_only_named_is_one_of_ours(name: str) -> None:
    engine = Engine(page(name))
    try:
        shown = engine.file[0]
        text = pdfium.FPDFPage_GetObject(shown.raw, 0)
        font = pdfium.FPDFTextObj_GetFont(text)
        size = ctypes.c_size_t()
        pdfium.FPDFFont_GetFontData(font, None, 0, size)
        data = (ctypes.c_uint8 * size.value)()
        pdfium.FPDFFont_GetFontData(font, data, size.value, size)
        shown.close()
    finally:
        engine.close()
    ours = {
        path.read_bytes()
        for path in (files("assets") / "fonts").iterdir()
        if path.name.endswith("ttf")
    }
    assert bytes(data) in ours
