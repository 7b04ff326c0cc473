# SPDX-License-Identifier: AGPL-3.0-or-later
"""XHTML elements: names, text that XML allows, and whole pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name
QUIRK_FREE = "<!DOCTYPE html>"

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"
MATHML = "http://www.w3.org/1998/Math/MathML"

EPUB_TYPE = f"{{{OPS}}}type"
COLOPHON_ID = "hanji-colophon"
"""Id in the package of the page that a book of ours adds to the text of its source."""
XML_LANG = f"{{{XML}}}lang"
_PAGE_NAMESPACES: dict[Any, str] = {None: XHTML, "epub": OPS}
_PREFIX = f"{{{XHTML}}}"

# XML 1.0, 2.2 without the controls that it discourages: a reading system shows
# them as boxes at best.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_RETURNS = re.compile("\r\n?")
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# RFC 5646 in the shape that matters here: subtags of letters and digits.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def clean(text: str) -> str:
    """Return ``text`` without the characters that XML does not allow."""
    if "\r" in text:
        text = _RETURNS.sub("\n", text)
    return text if text.isprintable() else _NOT_XML.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` as an attribute or a label shows it: legal, spaces collapsed.

    Marks that turn the direction of what follows are left out: in a list of titles they would
    turn the next ones too.
    """
    text = clean(text)
    return " ".join((text if text.isascii() else text.translate(_TURNING)).split())


def valid_language(tag: str | None) -> str | None:
    """Return ``tag`` if it has the form of a BCP 47 tag, else None."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def sub(parent: Element, name: str, attributes: dict[str, str] | None = None) -> Element:
    """Append an XHTML element ``name`` to ``parent`` and return it."""
    return etree.SubElement(parent, _PREFIX + name, attributes)


def new(name: str, attributes: dict[str, str] | None = None) -> Element:
    """Return an XHTML element that stands alone."""
    return etree.Element(_PREFIX + name, attributes, nsmap=_PAGE_NAMESPACES)


def local_name(element: Element) -> str:
    """Return the name of ``element`` without its namespace."""
    return _local(element.tag)


@lru_cache(maxsize=1 << 10)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def rename(element: Element, name: str) -> None:
    """Make ``element`` an XHTML element ``name``."""
    element.tag = _PREFIX + name


def add_text(parent: Element, text: str) -> None:
    """Append ``text`` after all that ``parent`` holds."""
    text = clean(text)
    if not text:
        return
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_class(element: Element, name: str) -> None:
    """Add ``name`` to the classes of ``element``."""
    present = element.get("class")
    element.set("class", f"{present} {name}" if present else name)


def classes_of(element: Element) -> list[str]:
    """Return the classes of ``element``."""
    return (element.get("class") or "").split()


def new_page(title: str, language: str, styles: Sequence[str]) -> tuple[Element, Element]:
    """Return a page without content.

    Args:
        title: what the window's title shows; must not be empty.
        language: BCP 47 tag of the page.
        styles: addresses of its style sheets, relative to it.

    Returns:
        the ``html`` element and its ``body``.
    """
    root = new("html", {"lang": language, XML_LANG: language})
    head = sub(root, "head")
    sub(head, "meta", {"charset": "utf-8"})
    sub(head, "title").text = title
    for style in styles:
        sub(head, "link", {"rel": "stylesheet", "type": "text/css", "href": style})
    return root, sub(root, "body")


def page_bytes(root: Element) -> bytes:
    """Return ``root`` as the bytes of an XHTML file."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=QUIRK_FREE)
