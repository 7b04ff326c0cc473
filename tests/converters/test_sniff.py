# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formats are told by content, whatever the file is called."""

import io
import zipfile

import olefile
import pytest

from converters import formats, refused_formats
from converters.sniff import sniff
from converters.source.format_spec import FormatSpec
from tests.hwp5_writer.compound import write_compound


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", refused_formats.EMPTY),
        (b"\0" * 4096, refused_formats.EMPTY),
        (b"HWP Document File V3.00 \x1a\x01\x02", refused_formats.HWP3),
        (b"SCDSA004" + bytes(100), refused_formats.DRM),
        (b"%PDF-1.7\n", formats.PDF),
        (b"\xef\xbb\xbf<?xml version='1.0'?><HWPML Version='2.91'>", formats.HWPML),
        ("<?xml version='1.0' encoding='utf-16'?><HWPML>".encode("utf-16"), formats.HWPML),
        (b'{"schema":1,"metadata":{}}', formats.HANJI_JSON),
        (b"<html><body>404</body></html>", refused_formats.UNKNOWN),
        (zipped("mimetype", "Contents/content.hpf"), formats.HWPX),
        (zipped("[Content_Types].xml", "word/document.xml"), formats.DOCX),
        (zipped("mimetype", "META-INF/container.xml"), formats.EPUB),
        (zipped("readme.txt"), refused_formats.ZIP),
        (b"PK\x03\x04 cut", refused_formats.ZIP),
    ],
)
def test_content_decides(data: bytes, expected: FormatSpec) -> None:
    assert sniff(data).format is expected


def test_hwp3_tells_its_version() -> None:
    assert sniff(b"HWP Document File V3.00 \x1a\x01").detail == "3.00"


def test_write_compounds_are_told_by_their_streams() -> None:
    assert sniff(write_compound({"FileHeader": b"x"})).format is formats.HWP5
    assert sniff(write_compound({"WordDocument": b"x"})).format is refused_formats.DOC
    assert sniff(write_compound({"Other": b"x"})).format is refused_formats.COMPOUND


def test_fixture_write_compound_is_one() -> None:
    assert olefile.isOleFile(write_compound({"FileHeader": b"x"}))
