# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bytes of a book's XML parts as trees, also where an old or a careless writer made them."""

from __future__ import annotations

import html.entities
import re

from lxml import etree

from converters.errors import DamagedSource, UnsafeSource
from converters.source.xml import parse_xml
from converters.xhtml.markup import Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]+)""")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DOCTYPE = re.compile("<!DOCTYPE", re.IGNORECASE)
_LONGEST_DOCTYPE = 1 << 20
_NESTED_ENTITY = re.compile(
    r"""<!ENTITY\s+[^\s%"'>]+\s+(["'])(?:(?!\1)[^&])*+&(?!#|amp;|lt;|gt;|quot;|apos;)"""
)
"""An entity made of others, which is how a few lines become gigabytes."""
_HEAD_BYTES = 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


_MOST_REPAIRED = 32 << 20
"""Bytes of a page; the HTML parser takes a second for eight million, and no page has as many."""


def parse_part(data: bytes, part: str) -> Element:
    """Return the root of an XML part; a document type is taken off and never acted on.

    XHTML 1.1 and NCX parts of EPUB 2 begin with one by rule (OPS 2.0.1, 2.1), and
    their named entities are those of XHTML.

    Raises:
        DamagedSource: not well-formed.
        UnsafeSource: the document type declares entities that are made of each other.
    """
    text = _without_prolog(decode(data), part)
    try:
        return parse_xml(text.encode(), part)
    except DamagedSource:
        mapped = _ENTITY.sub(_character, text)
        if mapped == text:
            raise
        return parse_xml(mapped.encode(), part)


def parse_page(data: bytes, part: str) -> tuple[Element, bool]:
    """Return the root of a content document, and whether it had to be repaired.

    Raises:
        DamagedSource: not even the HTML parser finds anything in it, or it is too large a page to
            be repaired.
    """
    try:
        return parse_part(data, part), False
    except DamagedSource:
        return _repaired(data, part), True


def _repaired(data: bytes, part: str) -> Element:
    if len(data) > _MOST_REPAIRED:
        raise DamagedSource(detail=f"{len(data) >> 20} MiB", part=part)
    # NUL apart: a part full of them takes the expression seconds.
    text = _CONTROLS.sub("", _without_prolog(decode(data), part).replace("\0", ""))
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )
    try:
        # The stubs say Element, but a text without any markup gives None.
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedSource(detail=str(error)[:200], part=part) from error
    if root is None:
        raise DamagedSource(detail="no element", part=part)
    return root


def decode(data: bytes) -> str:
    """Return the text of a part by its mark, its declaration, or as UTF-8 (EPUB 3.3, 3.1)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    match = _ENCODING.search(data[:_HEAD_BYTES])
    named = match[1].decode("ascii") if match else "utf-8"
    for encoding in (named, "utf-8", "cp949"):
        try:
            return data.decode(encoding).lstrip("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", "replace")


def _without_prolog(text: str, part: str) -> str:
    """Return ``text`` without its XML declaration and its document type, subset included."""
    text = _DECLARATION.sub("", text, count=1).lstrip() if "<?xml" in text[:200] else text.lstrip()
    first = re.search(r"<[A-Za-z]", text)
    doctype = _DOCTYPE.search(text, 0, first.start() if first else len(text))
    if doctype is None:
        return text
    end = _end_of_doctype(text, doctype.start())
    if _NESTED_ENTITY.search(text, doctype.start(), end):
        raise UnsafeSource("entities", part)
    return text[: doctype.start()] + text[end:]


def _end_of_doctype(text: str, start: int) -> int:
    """Return where the document type ends: quotes and an inner subset may hold ">"."""
    quote, depth = "", 0
    last = min(len(text), start + _LONGEST_DOCTYPE)
    for index in range(start, last):
        character = text[index]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
        elif character == ">" and depth <= 0:
            return index + 1
    return last


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_ENTITIES:
        return match[0]
    value = html.entities.html5.get(f"{name};")
    if value is None:
        # Entities of the book's own document type are not looked up: they are shown as typed.
        return f"&amp;{name};"
    return "".join(_MARKUP.get(character, character) for character in value)
