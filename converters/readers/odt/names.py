# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names, lengths and numbers of OpenDocument's XML (ODF 1.3 part 3, 1.4 and 18.3)."""

from __future__ import annotations

import re

from converters.xhtml.markup import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_OASIS}office:1.0}}"
STYLE = f"{{{_OASIS}style:1.0}}"
TEXT = f"{{{_OASIS}text:1.0}}"
TABLE = f"{{{_OASIS}table:1.0}}"
DRAW = f"{{{_OASIS}drawing:1.0}}"
FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
SVG = f"{{{_OASIS}svg-compatible:1.0}}"
META = f"{{{_OASIS}meta:1.0}}"
CHART = f"{{{_OASIS}chart:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
"""Extensions of LibreOffice."""
XLINK = "{http://www.w3.org/1999/xlink}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
MATH = "{http://www.w3.org/1998/Math/MathML}math"

_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,9})?)\s*(pt|cm|mm|in|pc|px)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0, "px": 0.75}
_PERCENT = re.compile(r"(-?\d{1,4}(?:\.\d{1,6})?)\s*%")
_MOST = 10_000


def points(length: str) -> float | None:
    """Return a length in points; None where it says none (18.3.18)."""
    match = _LENGTH.fullmatch(length.strip())
    if match is None:
        return None
    value = float(match[1]) * _POINTS[match[2]]
    return value if abs(value) < _MOST else None


def percent(text: str) -> float | None:
    """Return a percentage as a number; None where it says none (18.3.23)."""
    match = _PERCENT.fullmatch(text.strip())
    return float(match[1]) if match else None


def whole(element: Element, name: str, default: int, most: int) -> int:
    """Return a whole number from 0 to ``most`` of an attribute; ``default`` where it says none."""
    text = element.get(name, "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return default
    return min(int(text), most)
