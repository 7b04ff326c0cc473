# SPDX-License-Identifier: AGPL-3.0-or-later
"""Printed pages as an EPUB 3.3 book of fixed layout (EPUB 3.3, 8.2): pictures with text on them.

The text is there to be searched, copied and read aloud; it is not seen, the picture shows it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from converters.document.fixed import FixedPage, PlacedText
from converters.document.nodes import Document, Heading, Inlines, PageBreak, PageMark, Paragraph
from converters.document.walk import iter_blocks, iter_inlines, plain_text
from converters.epub.metadata import Access, add_metadata, book_identifier
from converters.epub.navigation import navigation_document, ncx_document
from converters.epub.package import Package
from converters.epub.writer import NAV, XHTML_TYPE, Book
from converters.xhtml.flow import Flow, HeadingEntry, PageEntry
from converters.xhtml.markup import (
    Element,
    clean,
    new_page,
    one_line,
    page_bytes,
    sub,
    valid_language,
)

_STYLE = "page.css"
_RULES = """html, body { margin: 0; padding: 0; }
body { position: relative; overflow: hidden; }
img { position: absolute; left: 0; top: 0; width: 100%; height: 100%; }
p { margin: 0; }
span { position: absolute; white-space: pre; line-height: 1; color: transparent; }
span.v { writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; }
"""
_DEFAULT_LANGUAGE = "ko"
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}
_DEEPEST = 6


def write_fixed_book(document: Document, pages: Iterable[FixedPage]) -> Book:
    """Return a book of ``pages``; title, language and contents are those of ``document``."""
    language = valid_language(document.metadata.language) or _DEFAULT_LANGUAGE
    flow = Flow(document, {}, language)
    title = one_line(document.metadata.title) or flow.words.untitled
    package = Package(book_identifier(document, b"fixed"), language)
    entries: list[PageEntry] = []
    readable = True
    for number, page in enumerate(pages, 1):
        name, item_id = f"p{number:04d}.xhtml", f"p{number:04d}"
        picture = f"images/{item_id}.{_SUFFIXES[page.picture.media_type]}"
        shown = f"{item_id}-picture"
        cover = "cover-image" if number == 1 else ""
        package.add_file(shown, picture, page.picture.media_type, page.picture.data, cover)
        heading = f"{title} ({page.label})"
        package.add_file(item_id, name, XHTML_TYPE, _page(page, picture, heading, flow))
        package.add_to_spine(item_id)
        entries.append(PageEntry(page.label, name))
        readable = readable and bool(page.paragraphs)
    first = entries[0].href
    contents = _contents(document, entries) or [HeadingEntry(1, title, first)]
    landmarks = [
        ("toc", f"{NAV}#toc", flow.words.contents),
        ("bodymatter", first, flow.words.start),
    ]
    nav = navigation_document(contents, entries, [], landmarks, flow.words, language, [])
    ncx = ncx_document(contents, entries, title, package.identifier, language)
    package.add_file("css", _STYLE, "text/css", _RULES.encode())
    package.add_file("nav", NAV, XHTML_TYPE, nav, "nav")
    package.add_file("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx)
    package.add_to_spine("nav", linear=False, properties="rendition:layout-reflowable")
    package.add_old_cover("p0001-picture")
    access = Access(
        headings=False,
        pages=True,
        pictures=True,
        described=False,
        moving=False,
        equations=False,
        ruby=False,
        fixed=True,
        text_complete=readable,
    )
    add_metadata(package, document, title, flow, access)
    for name, value in (("layout", "pre-paginated"), ("spread", "auto"), ("orientation", "auto")):
        package.add_property(f"rendition:{name}", value)
    return Book(package.to_bytes(), ())


def _page(page: FixedPage, picture: str, title: str, flow: Flow) -> bytes:
    root, body = new_page(title, flow.language, [_STYLE])
    size = f"width={page.width}, height={page.height}"
    sub(root[0], "meta", {"name": "viewport", "content": size})
    body.set("style", f"width: {page.width}px; height: {page.height}px")
    alt = "" if page.paragraphs else f"{flow.words.picture}: {flow.words.no_description}"
    sub(body, "img", {"src": picture, "alt": alt})
    for lines in page.paragraphs:
        paragraph = sub(body, "p")
        for line in lines:
            _add_line(paragraph, line)
    return page_bytes(root)


def _add_line(paragraph: Element, line: PlacedText) -> None:
    text = clean(line.text)
    long, high = (line.height, line.width) if line.vertical else (line.width, line.height)
    size = max(1.0, high * 0.8)
    # Whatever font the reading system takes, a line ends about where the picture's does.
    spacing = (long - size * _ems(text)) / max(1, len(text))
    style = (
        f"left: {line.x:g}px; top: {line.y:g}px; font-size: {size:.1f}px; "
        f"letter-spacing: {spacing:.2f}px"
    )
    element = sub(paragraph, "span", {"style": style})
    if line.vertical:
        element.set("class", "v")
    element.text = text
    element.tail = "\n"


def _ems(text: str) -> float:
    """Return about how many ems a line is long: 1 for letters of East Asia, half for others."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text)


def _contents(document: Document, pages: list[PageEntry]) -> list[HeadingEntry]:
    """Return the headings of ``document`` with the page that each stands on."""
    found: list[HeadingEntry] = []
    at = 0
    level = 0
    for block in iter_blocks(document.blocks):
        if isinstance(block, PageBreak):
            at = _page_of(block.label, pages, at)
        elif isinstance(block, Paragraph):
            for label in _marks(block.inlines):
                at = _page_of(label, pages, at)
        elif isinstance(block, Heading):
            for label in _marks(block.inlines):
                at = _page_of(label, pages, at)
            label = one_line(" ".join(filter(None, (block.number, plain_text(block.inlines)))))
            if label:
                level = min(block.level, level + 1, _DEEPEST)
                found.append(HeadingEntry(level, label, pages[at].href))
    return found


def _marks(inlines: Inlines) -> list[str]:
    return [inline.label for inline in iter_inlines(inlines) if isinstance(inline, PageMark)]


def _page_of(label: str, pages: list[PageEntry], at: int) -> int:
    """Return the next page with that label: labels of later parts may begin again."""
    for number in range(at, len(pages)):
        if pages[number].label == label:
            return number
    return at
