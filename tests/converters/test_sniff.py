# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formats are told by content, whatever the file is called."""

import io
import zipfile

import olefile
import pytest

from converters.sniff import Format, sniff
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
        (b"", Format.EMPTY),
        (b"\0" * 4096, Format.EMPTY),
        (b"HWP Document File V3.00 \x1a\x01\x02", Format.HWP3),
        (b"SCDSA004" + bytes(100), Format.DRM),
        (b"%PDF-1.7\n", Format.PDF),
        (b"\xef\xbb\xbf<?xml version='1.0'?><HWPML Version='2.91'>", Format.HWPML),
        ("<?xml version='1.0' encoding='utf-16'?><HWPML>".encode("utf-16"), Format.HWPML),
        (b'{"schema":1,"metadata":{}}', Format.HANJI_JSON),
        (b"<html><body>404</body></html>", Format.UNKNOWN),
        (zipped("mimetype", "Contents/content.hpf"), Format.HWPX),
        (zipped("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (zipped("mimetype", "META-INF/container.xml"), Format.EPUB),
        (zipped("readme.txt"), Format.ZIP),
        (b"PK\x03\x04 cut", Format.ZIP),
    ],
)
def test_content_decides(data: bytes, expected: Format) -> None:
    assert sniff(data).format is expected


def test_hwp3_tells_its_version() -> None:
    assert sniff(b"HWP Document File V3.00 \x1a\x01").detail == "3.00"


def test_write_compounds_are_told_by_their_streams() -> None:
    assert sniff(write_compound({"FileHeader": b"x"})).format is Format.HWP5
    assert sniff(write_compound({"WordDocument": b"x"})).format is Format.DOC
    assert sniff(write_compound({"Other": b"x"})).format is Format.OLE


def test_fixture_write_compound_is_one() -> None:
    assert olefile.isOleFile(write_compound({"FileHeader": b"x"}))
