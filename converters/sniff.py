# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which format a file has, by its content and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """Formats that we know by their content, whether or not we read them."""

    HWP5 = "hwp5"
    HWPML = "hwpml"
    HANJI_JSON = "hanji-json"
    HWP3 = "hwp3"
    HWPX = "hwpx"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    EPUB = "epub"
    DRM = "drm"
    OLE = "ole"
    ZIP = "zip"
    IMAGE = "image"
    EMPTY = "empty"
    UNKNOWN = "unknown"


EXTENSIONS: dict[Format, frozenset[str]] = {
    Format.HWP5: frozenset({".hwp", ".hwt"}),
    Format.HWPML: frozenset({".hml"}),
    Format.HWPX: frozenset({".hwpx", ".hwtx"}),
    Format.DOCX: frozenset({".docx", ".docm", ".dotx"}),
    Format.PDF: frozenset({".pdf"}),
    Format.EPUB: frozenset({".epub"}),
    Format.HANJI_JSON: frozenset({".json"}),
}
"""Extensions that go with a format; others are noted in the report."""

HEAD_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP = b"HWP Document File"
# Heads that document-rights products put before or in place of the document.
_DRM = {
    b"SCDSA": "SoftCamp",
    b"\x9b\x20DRMONE": "Fasoo",
    b"<DRMHEADER": "Fasoo",
    b"DRMONE": "Fasoo",
    b"MarkAny": "MarkAny",
    b"<## NASCA DRM FILE": "NASCA",
    b"FSD": "Fasoo",
}
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_DRM_WITHIN = (b"DRMONE", b"NASCA DRM FILE", b"MarkAny")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_PACKAGE_STREAM = "EncryptedPackage".encode("utf-16-le")
_DRM_STREAMS = ("\x06DataSpaces".encode("utf-16-le"), _PACKAGE_STREAM)
# A transform of [MS-OFFCRYPTO] 2.2.6: rights management; others stand for a password.
_DRM_TRANSFORM = "DRMEncrypted".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the content is; ``detail`` names a product or version where that helps the user."""

    format: Format
    detail: str = ""


def sniff(data: bytes) -> Sniffed:
    """Return the format of a file's content.

    Args:
        data: the whole file (archives are told by their directory, which is at the end).
    """
    head = data[:HEAD_BYTES]
    if not head.strip(b"\0 \r\n\t"):
        return Sniffed(Format.EMPTY)
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(_HWP):
        version = re.search(rb"V(\d\.\d+)", head[:40])
        return Sniffed(Format.HWP3, version[1].decode() if version else "")
    for magic, product in _DRM.items():
        if head.startswith(magic):
            return Sniffed(Format.DRM, product)
    if any(magic in head[:512] for magic in _DRM_WITHIN):
        return Sniffed(Format.DRM)
    if head.startswith(b"PK\x03\x04"):
        return _archive(data)
    if b"%PDF-" in head[:1024]:
        return Sniffed(Format.PDF)
    if head.startswith(_PICTURES):
        return Sniffed(Format.IMAGE)
    return _text(head)


def _compound(data: bytes) -> Sniffed:
    # The directory is searched as bytes: a damaged compound file still tells what it was.
    if "FileHeader".encode("utf-16-le") in data:
        return Sniffed(Format.HWP5)
    if _PACKAGE_STREAM in data and _DRM_TRANSFORM not in data:
        # Which program's package it is shows when it is opened; documents are what we are given.
        return Sniffed(Format.DOCX, "locked")
    if any(name in data for name in _DRM_STREAMS):
        return Sniffed(Format.DRM, "Microsoft Office")
    if _WORD_STREAM in data:
        return Sniffed(Format.DOC)
    return Sniffed(Format.OLE)


def _archive(data: bytes) -> Sniffed:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        # Cut off: what it was stood in the list of its files, at the end.
        return Sniffed(Format.ZIP, "damaged")
    if "Contents/content.hpf" in names or "Contents/header.xml" in names:
        return Sniffed(Format.HWPX)
    if "META-INF/container.xml" in names:
        return Sniffed(Format.EPUB)
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    ):
        return Sniffed(Format.DOCX)
    return Sniffed(Format.ZIP)


def _text(head: bytes) -> Sniffed:
    text = _decoded(head).lstrip("\ufeff \r\n\t")
    if text.startswith("{") and '"schema"' in text and '"metadata"' in text:
        return Sniffed(Format.HANJI_JSON)
    if text.startswith("<") and "<HWPML" in text:
        return Sniffed(Format.HWPML)
    return Sniffed(Format.UNKNOWN)


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    return head.decode("utf-8", "ignore")
