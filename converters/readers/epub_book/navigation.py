# SPDX-License-Identifier: AGPL-3.0-or-later
"""The book's own table of contents (EPUB 3.3, 7; OPF 2.0.1, 2.4.1), where the pages have no headings."""

from __future__ import annotations

from dataclasses import dataclass

from converters.errors import DamagedSource
from converters.readers.epub_book.elements import types_of
from converters.readers.epub_book.package import BookPackage
from converters.readers.epub_book.places import Place
from converters.source.markup_parts import parse_page, parse_part
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    level: int
    label: str
    place: Place


def contents_of(package: BookPackage) -> list[Entry]:
    """Return the table of contents: of the navigation document, else of the NCX."""
    entries: list[Entry] = []
    for item in package.items.values():
        if "nav" in item.properties and item.part:
            try:
                root, _ = parse_page(package.archive.read(item.part), item.part)
            except DamagedSource:
                continue
            for nav in root.iter("{*}nav", "nav"):
                if "toc" in types_of(nav):
                    _read_nav(nav, item.part, package, entries)
            if entries:
                return entries
    if package.ncx:
        try:
            root = parse_part(package.archive.read(package.ncx), package.ncx)
        except DamagedSource:
            return []
        for point in root.iter("{*}navPoint"):
            _read_point(point, package, entries)
    return entries


def _read_nav(nav: Element, part: str, package: BookPackage, entries: list[Entry]) -> None:
    for link in nav.iter("{*}a", "a"):
        level = sum(name_of(parent) == "ol" for parent in link.iterancestors())
        _add(entries, level, text_of(link), package.find(link.get("href", ""), part))


def _read_point(point: Element, package: BookPackage, entries: list[Entry]) -> None:
    level = 1 + sum(name_of(parent) == "navpoint" for parent in point.iterancestors())
    label = next((text_of(e) for e in point if name_of(e) == "navlabel"), "")
    href = next((e.get("src", "") for e in point if name_of(e) == "content"), "")
    _add(entries, level, label, package.find(href, package.ncx))


def _add(entries: list[Entry], level: int, label: str, place: Place | None) -> None:
    if label and place is not None:
        entries.append(Entry(max(1, min(level, _DEEPEST)), label, place))
