# SPDX-License-Identifier: AGPL-3.0-or-later
"""XML of strangers, read within limits: no entities, no network, no document types loaded."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from translation.exchange.errors import ExchangeCode, ExchangeRefused

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
MOST_BYTES: Final = 256 << 20
"""Of a file that is held as a whole."""
MOST_DEPTH: Final = 200
"""Of elements in each other; real files stay below 40."""
_CONTROLS = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DETAIL = 200


def element_name(element: etree._Element) -> str:
    """Return the local name of ``element``; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of ``element``; "" for none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def line_of(element: etree._Element) -> int:
    """Return the line that ``element`` begins in, from 1; 0 where it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def legal(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 cannot hold."""
    return _CONTROLS.sub("", text)


def parse(data: bytes, *, most_bytes: int = MOST_BYTES) -> etree._Element:
    """Return the root of ``data``, a whole document in the encoding that it declares.

    Comments and processing instructions are left out. A document type that only names a
    system identifier is passed over and never loaded.

    Raises:
        ExchangeRefused: too large, too deep, not well-formed, or with entities.
    """
    if len(data) > most_bytes:
        raise ExchangeRefused(ExchangeCode.TOO_LARGE, most=most_bytes >> 20)
    root: etree._Element | None = None
    for event, element in _events(data):
        if event == "start" and root is None:
            root = element
    if root is None:
        raise ExchangeRefused(ExchangeCode.NOT_XML, detail="no element")
    return root


def elements(data: bytes, name: str, *, most_bytes: int = MOST_BYTES) -> Iterator[etree._Element]:
    """Yield the root as it begins, then every element called ``name`` as it ends.

    What was yielded is emptied afterwards, so a large file needs little memory.

    Raises:
        ExchangeRefused: as ``parse``.
    """
    if len(data) > most_bytes:
        raise ExchangeRefused(ExchangeCode.TOO_LARGE, most=most_bytes >> 20)
    root: etree._Element | None = None
    for event, element in _events(data):
        if event == "start":
            if root is None:
                root = element
                yield root
        elif element_name(element) == name:
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]


def _events(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    depth = 0
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if event == "start":
                if depth == 0:
                    _refuse_entities(element)
                depth += 1
                if depth > MOST_DEPTH:
                    raise ExchangeRefused(ExchangeCode.TOO_DEEP, line_of(element), most=MOST_DEPTH)
            else:
                depth -= 1
            yield event, element
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 0
        raise ExchangeRefused(ExchangeCode.NOT_XML, line, detail=str(error)[:_DETAIL]) from error


def _refuse_entities(root: etree._Element) -> None:
    kind = root.getroottree().docinfo.internalDTD
    if kind is not None and kind.entities():  # type: ignore[attr-defined]
        raise ExchangeRefused(ExchangeCode.ENTITIES, line_of(root))


def pack(root: etree._Element) -> bytes:
    """Return ``root`` as UTF-8 with a declaration, the same bytes each time."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
