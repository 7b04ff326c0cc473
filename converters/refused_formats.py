# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formats that are known and not read, each with its reason and its way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from converters.errors import (
    ConversionError,
    DamagedSource,
    EncryptedSource,
    ErrorCode,
    UnsupportedFormat,
)
from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec, Refusal

_HWP3_HEAD = b"HWP Document File"
# Heads that document-rights products put before or in place of the document.
_DRM_HEADS = {
    b"SCDSA": "SoftCamp",
    b"\x9b\x20DRMONE": "Fasoo",
    b"<DRMHEADER": "Fasoo",
    b"DRMONE": "Fasoo",
    b"MarkAny": "MarkAny",
    b"<## NASCA DRM FILE": "NASCA",
    b"FSD": "Fasoo",
}
_DRM_WITHIN = (b"DRMONE", b"NASCA DRM FILE", b"MarkAny")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")


def _not_a_document(format_id: str) -> Refusal:
    return Refusal(
        lambda _: UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected=format_id),
        cause=mark("The file is not a document that can become a book; it looks like {name}."),
        action=mark("Check that the right file was chosen."),
    )


def _empty(content: Content) -> str | None:
    return None if content.head.strip(b"\0 \r\n\t") else ""


EMPTY = FormatSpec(
    id="empty",
    name=mark("an empty file"),
    recognise=_empty,
    refusal=Refusal(
        lambda _: UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected="empty"),
        cause=mark("The file is empty."),
        action=mark("Copy it again from where it came from."),
    ),
)


def _hwp3(content: Content) -> str | None:
    if not content.head.startswith(_HWP3_HEAD):
        return None
    version = re.search(rb"V(\d\.\d+)", content.head[:40])
    return version[1].decode() if version else ""


HWP3 = FormatSpec(
    id="hwp3",
    name="HWP 3.x",
    recognise=_hwp3,
    suffixes=(".hwp",),
    refusal=Refusal(
        lambda version: UnsupportedFormat(
            ErrorCode.UNSUPPORTED_VERSION, version=f"HWP {version or '3.x'}", format="hwp3"
        ),
        cause=mark("The document is in the old Hangul 3.x format, which is not read."),
        action=mark(
            "Open it in Hangul and save it as an HWP 5 or HWPX document, then convert that."
        ),
    ),
)


def _drm_head(content: Content) -> str | None:
    for head, product in _DRM_HEADS.items():
        if content.head.startswith(head):
            return product
    return "" if any(magic in content.head[:512] for magic in _DRM_WITHIN) else None


def _drm_error(product: str) -> ConversionError:
    return EncryptedSource(ErrorCode.DRM, product=product)


DRM = FormatSpec(
    id="drm",
    name=mark("a protected document"),
    recognise=lambda content: None if content.is_compound else _drm_head(content),
    refusal=Refusal(_drm_error),
)
DRM_IN_COMPOUND = replace(
    DRM,
    recognise=lambda content: (
        "Microsoft Office"
        if content.has_stream("\x06DataSpaces") or content.has_stream("EncryptedPackage")
        else None
    ),
    container=Container.COMPOUND,
)
"""A document of an office program under rights management ([MS-OFFCRYPTO] 2.2)."""

DOC = FormatSpec(
    id="doc",
    name="DOC",
    recognise=lambda content: "" if content.has_stream("WordDocument") else None,
    suffixes=(".doc",),
    container=Container.COMPOUND,
    refusal=Refusal(
        lambda _: UnsupportedFormat(ErrorCode.UNSUPPORTED_FORMAT, format="doc"),
        cause=mark("The document is in the old Word format (.doc), which is not read."),
        action=mark("Open it in Word or Hangul and save it as .docx or .hwp."),
    ),
)


def _compound(content: Content) -> str | None:
    if not content.is_compound:
        return None
    return "damaged" if content.is_cut else ""


def _container_error(format_id: str) -> Callable[[str], ConversionError]:
    def error(detail: str) -> ConversionError:
        if detail:
            # Cut off: what it was stands in the list of its parts, which is not there.
            return DamagedSource(detail="the file ends before the list of its parts")
        return UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected=format_id)

    return error


COMPOUND = FormatSpec(
    id="ole",
    name=mark("a file of another office program"),
    recognise=_compound,
    container=Container.COMPOUND,
    refusal=replace(_not_a_document("ole"), error=_container_error("ole")),
)


def _zip(content: Content) -> str | None:
    if not content.is_archive:
        return None
    return "" if content.parts else "damaged"


ZIP = FormatSpec(
    id="zip",
    name=mark("a ZIP archive"),
    recognise=_zip,
    suffixes=(".zip",),
    container=Container.ZIP,
    refusal=replace(_not_a_document("zip"), error=_container_error("zip")),
)
IMAGE = FormatSpec(
    id="image",
    name=mark("a picture"),
    recognise=lambda content: "" if content.head.startswith(_PICTURES) else None,
    refusal=_not_a_document("image"),
)
UNKNOWN = FormatSpec(
    id="unknown",
    name=mark("an unknown file"),
    recognise=lambda _: "",
    refusal=Refusal(lambda _: UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected="unknown")),
)
"""Whatever no other format recognises; always the last one asked."""
