# SPDX-License-Identifier: AGPL-3.0-or-later
"""The navigation document (EPUB 3.3, 7) and the NCX for devices of the EPUB 2 age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from converters.xhtml.flow import CaptionEntry, HeadingEntry, PageEntry
from converters.xhtml.markup import EPUB_TYPE, XML_LANG, Element, new_page, page_bytes, sub
from converters.xhtml.words import Words

_NCX = "http://www.daisy.org/z3986/2005/ncx/"


@dataclass(frozen=True, slots=True)
class CaptionList:
    """The tables or the figures of a book that have captions, in reading order."""

    kind: str
    """"lot" or "loi" (EPUB Structural Semantics Vocabulary)."""
    label: str
    entries: Sequence[CaptionEntry]


def navigation_document(
    entries: Sequence[HeadingEntry],
    pages: Sequence[PageEntry],
    lists: Sequence[CaptionList],
    landmarks: Sequence[tuple[str, str, str]],
    words: Words,
    language: str,
    styles: Sequence[str],
) -> bytes:
    """Return ``nav.xhtml``.

    Args:
        entries: headings of all levels in reading order, at least one.
        pages: starts of printed pages in reading order.
        lists: of tables and figures with captions; empty ones are left out.
        landmarks: (epub:type, address, label) of the places to jump to.
        words: labels in the book's language.
        language: BCP 47 tag of the book.
        styles: addresses of style sheets.
    """
    root, body = new_page(words.contents, language, styles)
    nav = sub(
        body,
        "nav",
        {EPUB_TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-title"},
    )
    sub(nav, "h1", {"id": "toc-title"}).text = words.contents
    _write_tree(nav, entries)
    for listed in lists:
        if listed.entries:
            _write_captions(body, listed)
    if pages:
        hidden = _hidden_nav(body, "page-list", words.pages)
        hidden.set("role", "doc-pagelist")
        rows = sub(hidden, "ol")
        for page in pages:
            sub(sub(rows, "li"), "a", {"href": page.href}).text = page.label
    rows = sub(_hidden_nav(body, "landmarks", words.landmarks), "ol")
    for kind, href, label in landmarks:
        sub(sub(rows, "li"), "a", {EPUB_TYPE: kind, "href": href}).text = label
    return page_bytes(root)


def _write_captions(body: Element, listed: CaptionList) -> None:
    nav = sub(
        body,
        "nav",
        {EPUB_TYPE: listed.kind, "id": listed.kind, "aria-labelledby": f"{listed.kind}-title"},
    )
    sub(nav, "h2", {"id": f"{listed.kind}-title"}).text = listed.label
    rows = sub(nav, "ol")
    for entry in listed.entries:
        sub(sub(rows, "li"), "a", {"href": entry.href}).text = entry.label


def _hidden_nav(body: Element, kind: str, label: str) -> Element:
    return sub(body, "nav", {EPUB_TYPE: kind, "hidden": "", "aria-label": label})


def _write_tree(nav: Element, entries: Sequence[HeadingEntry]) -> None:
    lists: list[Element] = [sub(nav, "ol")]
    for entry in entries:
        while len(lists) > max(entry.level, 1):
            lists.pop()
        while len(lists) < entry.level and len(lists[-1]):
            lists.append(sub(lists[-1][-1], "ol"))
        row = sub(lists[-1], "li")
        sub(row, "a", {"href": entry.href}).text = entry.label


def ncx_document(
    entries: Sequence[HeadingEntry],
    pages: Sequence[PageEntry],
    title: str,
    identifier: str,
    language: str,
) -> bytes:
    """Return ``toc.ncx`` with the same entries (OPF 2.0.1, 2.4.1)."""
    namespaces: dict[Any, str] = {None: _NCX}
    root = etree.Element(
        f"{{{_NCX}}}ncx", {"version": "2005-1", XML_LANG: language}, nsmap=namespaces
    )
    head = etree.SubElement(root, f"{{{_NCX}}}head")
    depth = max(entry.level for entry in entries)
    for name, content in (
        ("dtb:uid", identifier),
        ("dtb:depth", str(depth)),
        ("dtb:totalPageCount", str(len(pages))),
        ("dtb:maxPageNumber", str(len(pages))),
    ):
        etree.SubElement(head, f"{{{_NCX}}}meta", {"name": name, "content": content})
    _write_label(etree.SubElement(root, f"{{{_NCX}}}docTitle"), title)
    parents = [etree.SubElement(root, f"{{{_NCX}}}navMap")]
    places: dict[str, int] = {}  # by address: one place has one number
    for order, entry in enumerate(entries, start=1):
        del parents[max(entry.level, 1) :]
        place = places.setdefault(entry.href, len(places) + 1)
        point = _ncx_point(parents[-1], "navPoint", f"p{order}", place, entry.label, entry.href)
        parents.append(point)
    if pages:
        listed = etree.SubElement(root, f"{{{_NCX}}}pageList")
        for order, page in enumerate(pages, start=1):
            place = places.setdefault(page.href, len(places) + 1)
            point = _ncx_point(listed, "pageTarget", f"t{order}", place, page.label, page.href)
            point.set("type", "normal" if page.label.isdecimal() else "special")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _ncx_point(
    parent: Element, tag: str, identifier: str, order: int, label: str, href: str
) -> Element:
    point = etree.SubElement(
        parent, f"{{{_NCX}}}{tag}", {"id": identifier, "playOrder": str(order)}
    )
    named = etree.SubElement(point, f"{{{_NCX}}}navLabel")
    etree.SubElement(named, f"{{{_NCX}}}text").text = label
    etree.SubElement(point, f"{{{_NCX}}}content", {"src": href})
    return point


def _write_label(parent: Element, text: str) -> None:
    etree.SubElement(parent, f"{{{_NCX}}}text").text = text
