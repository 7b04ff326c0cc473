# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markup as Word writes it: its prefixes, its marks of editing sessions, escaped text."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

OFFICE = "http://schemas.openxmlformats.org/"
MICROSOFT = "http://schemas.microsoft.com/office/"
NAMESPACES = {
    "wpc": f"{MICROSOFT}word/2010/wordprocessingCanvas",
    "mc": f"{OFFICE}markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": f"{OFFICE}officeDocument/2006/relationships",
    "m": f"{OFFICE}officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp14": f"{MICROSOFT}word/2010/wordprocessingDrawing",
    "wp": f"{OFFICE}drawingml/2006/wordprocessingDrawing",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w": f"{OFFICE}wordprocessingml/2006/main",
    "w14": f"{MICROSOFT}word/2010/wordml",
    "w15": f"{MICROSOFT}word/2012/wordml",
    "wpg": f"{MICROSOFT}word/2010/wordprocessingGroup",
    "wps": f"{MICROSOFT}word/2010/wordprocessingShape",
    "a": f"{OFFICE}drawingml/2006/main",
    "pic": f"{OFFICE}drawingml/2006/picture",
    "c": f"{OFFICE}drawingml/2006/chart",
}
_XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
RSID = ' w:rsidR="00A41C7E" w:rsidRPr="00B21D05"'
"""Which editing session wrote a run: Word sets it everywhere."""


class Markup(str):
    """A piece of finished markup, told from text that is still to be escaped."""

    __slots__ = ()


def part(root: str, inner: str) -> bytes:
    """Return a whole part of WordprocessingML."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    return f'{head}<{root} {_XMLNS} mc:Ignorable="w14 w15 wp14">{inner}</{root}>'.encode()


def shown(text: str) -> str:
    """Return ``text`` escaped."""
    return escape(text)


def quoted(text: str) -> str:
    """Return ``text`` as the value of an attribute, with its quotation marks."""
    return quoteattr(text)


def flags(*names: str) -> str:
    """Return empty elements: ``flags("w:b", "w:i")``."""
    return "".join(f"<{name}/>" for name in names)


def values(**found: str | int | None) -> str:
    """Return ``w:`` elements with a value each; those with None are left out."""
    return "".join(
        f"<w:{name} w:val={quoted(str(value))}/>"
        for name, value in found.items()
        if value is not None
    )
