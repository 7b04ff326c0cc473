# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document as one HTML page that needs no other file."""

from __future__ import annotations

import base64

from lxml import etree

from converters.document.nodes import Document
from converters.xhtml.blocks import write_blocks
from converters.xhtml.flow import Flow
from converters.xhtml.markup import (
    EPUB_TYPE,
    XML_LANG,
    Element,
    new_page,
    one_line,
    sub,
    valid_language,
)
from converters.xhtml.media import media_type_of
from converters.xhtml.notes import queue_unmentioned, write_endnotes, write_footnotes
from converters.xhtml.styles import base_rules

_DEFAULT_LANGUAGE = "ko"
# A web page, unlike a book, has no reading system that sets its ground and its width.
_PAGE_RULES = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 0 auto; padding: 1rem 1.2rem 4rem; }
"""


def to_html(document: Document) -> bytes:
    """Return ``document`` as an HTML page with its pictures and styles inside."""
    language = valid_language(document.metadata.language) or _DEFAULT_LANGUAGE
    flow = Flow(document, _data_uris(document), language)
    root, body = new_page("", language, [])
    main = sub(body, "main")
    write_blocks(flow, main, document.blocks)
    queue_unmentioned(flow)
    write_footnotes(flow, main)
    if flow.endnotes:
        write_endnotes(flow, main)
    flow.resolve()
    head = root[0]
    title = one_line(document.metadata.title)
    head[1].text = title or (flow.headings[0].label if flow.headings else flow.words.untitled)
    sub(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    sub(head, "style").text = _rules(flow)
    return _html_bytes(root)


def _rules(flow: Flow) -> str:
    rules = base_rules() + flow.fits.rules() + flow.colours.rules() + _PAGE_RULES
    dark = flow.colours.dark_rules()
    return f"{rules}@media (prefers-color-scheme: dark) {{\n{dark}}}\n" if dark else rules


def _data_uris(document: Document) -> dict[str, str]:
    uris: dict[str, str] = {}
    for key, resource in document.resources.items():
        media_type = media_type_of(resource.data)
        if media_type:
            packed = base64.b64encode(resource.data).decode("ascii")
            uris[key] = f"data:{media_type};base64,{packed}"
    return uris


def _html_bytes(root: Element) -> bytes:
    """Return the tree in HTML syntax, in which names have no namespaces."""
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
        for name in (EPUB_TYPE, XML_LANG):
            if name in element.attrib:
                del element.attrib[name]
    etree.cleanup_namespaces(root)
    # libxml2 would add a second declaration of the encoding to a page that it is told of.
    text = etree.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n".encode()
