# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPML file -> format-shaped document -> Document.

Source: Hancom "HWPML 3.0" rev 1.2. One XML file holds it all; pictures are
Base64 in its tail.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable

from lxml import etree

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import DamagedSource
from converters.limits import Limits
from converters.readers.hwpml.body import BodyParser
from converters.readers.hwpml.shapes import flag, parse_shapes
from converters.source.hangul.lower import lower
from converters.source.hangul.model import BinaryItem, HangulDocument, Section
from converters.source.properties import FileProperties
from converters.source.source_file import SourceFile
from converters.source.xml import parse_xml


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of a HWPML file.

    Raises:
        DamagedSource: not well-formed, or without a body.
        LimitExceeded: larger than the limits.
    """
    return lower(read_hwpml(file.data, file.limits), file.sha256, notices, file.limits)


def read_hwpml(data: bytes, limits: Limits) -> HangulDocument:
    """Parse a HWPML file.

    Raises:
        DamagedSource: not well-formed, or without a body.
        UnsafeSource: its document type does more than to name characters.
        LimitExceeded: larger than the limits.
    """
    root = parse_xml(data, "HWPML", named_characters=True)
    if root.tag != "HWPML":
        raise DamagedSource(detail=f"root element {root.tag}", part="HWPML")
    shapes = parse_shapes(root)
    shapes.binaries = _binaries(root, limits)
    ordinals = {item.name: ordinal for ordinal, item in shapes.binaries.items()}
    parser = BodyParser(limits, ordinals)
    sections = [
        Section(f"BODY/SECTION{at}", parser.paras(element, 0))
        for at, element in enumerate(root.iterfind("BODY/SECTION"))
    ]
    if not any(section.paras for section in sections):
        raise DamagedSource(detail="no paragraph", part="BODY")
    return HangulDocument(
        shapes=shapes,
        sections=sections,
        properties=_properties(root),
        format="hwpml",
        format_version=root.get("Version", ""),
        scripts=sum(bool(code.text) for code in root.iter("SCRIPTFUNCTION")),
        too_deep=parser.too_deep,
    )


def _binaries(root: etree._Element, limits: Limits) -> dict[int, BinaryItem]:
    """Return the items that pictures name by ``BinItem``: the BinData ids, as ordinals."""
    stored = {item.get("Id", ""): item for item in root.iterfind("TAIL/BINDATASTORAGE/BINDATA")}
    found: dict[int, BinaryItem] = {}
    for item in root.iterfind("HEAD/MAPPINGTABLE/BINDATALIST/BINITEM"):
        key = item.get("BinData", "")
        linked = "" if item.get("Type") != "Link" else item.get("APath") or item.get("RPath", "")
        ordinal = len(found) + 1
        found[ordinal] = BinaryItem(
            name=str(ordinal),
            extension=item.get("Format", "").lower(),
            linked_path=linked or "",
            load=_loader(stored.get(key), limits),
        )
    return found


def _loader(element: etree._Element | None, limits: Limits) -> Callable[[], bytes | None]:
    def load() -> bytes | None:
        if element is None:
            return None
        try:
            data = base64.b64decode(element.text or "", validate=False)
            if flag(element, "Compress"):
                data = zlib.decompressobj(-15).decompress(data, limits.stream_bytes)
        except (binascii.Error, ValueError, zlib.error):
            return None
        return data

    return load


def _properties(root: etree._Element) -> FileProperties:
    def text(name: str) -> str:
        return (root.findtext(f"HEAD/DOCSUMMARY/{name}") or "").strip()

    return FileProperties(
        title=text("TITLE"),
        subject=text("SUBJECT"),
        author=text("AUTHOR"),
        keywords=text("KEYWORDS"),
        comments=text("COMMENTS"),
    )
