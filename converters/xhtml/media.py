# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which pictures a book or a web page can show, told by their bytes."""

from __future__ import annotations

from lxml import etree

SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
}
"""Core media types of pictures (EPUB 3.3, 3.2) that old devices show too."""
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_SVG = "{http://www.w3.org/2000/svg}svg"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def media_type_of(data: bytes) -> str | None:
    """Return the core media type of a picture by its first bytes, None if it is none of them."""
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if b"<svg" in data[:4096]:
        try:
            root = etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError:
            return None
        return "image/svg+xml" if root.tag == _SVG else None
    return None
