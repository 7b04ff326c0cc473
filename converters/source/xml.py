# SPDX-License-Identifier: AGPL-3.0-or-later
"""XML from documents: the one parser, without entities, DTDs or the network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from lxml import etree

from converters.errors import DamagedSource, ErrorCode, UnsafeSource
from converters.source.doctype import NotOnlyCharacters, without_doctype
from converters.xhtml.markup import Element

_RESOURCE_LIMIT = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2: elements in elements, or a text beyond its bounds."""
_PROLOG = 4096
_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")


def stream_xml(source: IO[bytes], part: str) -> Iterator[Element]:
    """Yield the children of the root element one by one.

    An element is emptied once the next one is asked for, so that memory does
    not grow with the document.

    Args:
        source: a whole XML document.
        part: what it is called in its source, for messages.

    Raises:
        DamagedSource: not well-formed, or too deep.
        UnsafeSource: with a document type.
    """
    try:
        root: Element | None = None
        events = etree.iterparse(
            source,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if root is None:
                root = element
                _refuse_doctype(root, part)
            elif event == "end" and element.getparent() is root:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del root[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        source.seek(0)
        raise _refusal(error, part, source.read(_PROLOG)) from error


def parse_xml(data: bytes, part: str, *, named_characters: bool = False) -> Element:
    """Return the root element of ``data``.

    Args:
        data: a whole XML document in any encoding it declares.
        part: what it is called in its source, for messages.
        named_characters: whether a document type that only names characters is read.

    Raises:
        DamagedSource: not well-formed, or too deep.
        UnsafeSource: with a document type, which no document of ours needs and attacks do.
    """
    if named_characters:
        try:
            data = without_doctype(data)
        except NotOnlyCharacters as error:
            raise UnsafeSource("entities", part) from error
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.strip(b"\0"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(error, part, data[:_PROLOG]) from error
    _refuse_doctype(root, part)
    return root


def _refuse_doctype(root: Element, part: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeSource("entities", part)


def _refusal(error: Exception, part: str, prolog: bytes) -> DamagedSource | UnsafeSource:
    """Name why the parser gave up."""
    if any("<!DOCTYPE".encode(encoding) in prolog for encoding in _ENCODINGS):
        # Entities that contain each other are no well-formed XML either.
        return UnsafeSource("entities", part)
    detail = str(error)[:200]
    deep = isinstance(error, etree.XMLSyntaxError) and getattr(error, "code", 0) == _RESOURCE_LIMIT
    if deep and "depth" in detail:
        return DamagedSource(detail=detail, part=part, code=ErrorCode.TOO_DEEP)
    return DamagedSource(detail=detail, part=part)


def text_of(element: Element) -> str:
    """Return all text inside an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def name_of(element: Element) -> str:
    """Return the local name in lower case, "" for what is no element."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local_name(tag: str) -> str:
    """Return the name in a tag: a document has few, and each thousands of times."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
