# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document as an EPUB 3.3 book."""

from __future__ import annotations

from dataclasses import dataclass

from converters.document.book_edits import NO_BOOK_EDIT, BookEdit
from converters.document.nodes import Document
from converters.epub.chapters import Chapter, split_chapters
from converters.epub.colophon import colophon_page
from converters.epub.cover import colour_of, cover_picture, lines_not_drawn
from converters.epub.emblems import own_cover
from converters.epub.metadata import Access, add_metadata, book_identifier
from converters.epub.navigation import CaptionList, navigation_document, ncx_document
from converters.epub.package import Package
from converters.epub.pictures import PictureFile, is_animated, picture_files
from converters.epub.themes import FONT_NAME, font_suffix, subset_of, theme_rules
from converters.theme import PLAIN, Theme
from converters.xhtml.blocks import write_blocks
from converters.xhtml.flow import Flow, HeadingEntry
from converters.xhtml.markup import (
    COLOPHON_ID,
    EPUB_TYPE,
    Element,
    new_page,
    one_line,
    page_bytes,
    sub,
    valid_language,
)
from converters.xhtml.notes import queue_unmentioned, write_endnotes, write_footnotes
from converters.xhtml.styles import base_rules

XHTML_TYPE = "application/xhtml+xml"
_ENDNOTES = "notes.xhtml"
NAV = "nav.xhtml"
_STYLE = "book.css"
_COVER_PAGE = "cover.xhtml"
_COLOPHON_PAGE = "colophon.xhtml"
_COVERS = {"image/png": "images/cover.png", "image/jpeg": "images/cover.jpg"}
"""The cover's file by its media type."""
_COVER_ID = "cover-image"
_DEFAULT_LANGUAGE = "ko"
# Below this the contents page would show what the first screen shows anyway.
_LEAST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Book:
    """A written book."""

    data: bytes
    """The EPUB file."""
    broken_links: tuple[str, ...]
    """Targets of links that became plain text, once each: ``#name`` or an address."""


@dataclass(frozen=True, slots=True)
class _Cover:
    """The picture that shelves show."""

    data: bytes
    media_type: str = "image/png"
    is_typeset: bool = True
    """Whether it was drawn here; else it is a person's own picture."""

    @property
    def name(self) -> str:
        """Its path from the folder of the content files."""
        return _COVERS[self.media_type]


@dataclass(frozen=True, slots=True)
class _Page:
    """A content file before its links are known."""

    name: str
    root: Element
    title: Element


def write_book(
    document: Document,
    emblem: bytes = b"",
    theme: Theme = PLAIN,
    chosen: BookEdit = NO_BOOK_EDIT,
) -> Book:
    """Return ``document`` as a book; equal documents give equal bytes.

    Args:
        document: the publication.
        emblem: a picture for the cover; empty for none.
        theme: how the book is designed.
        chosen: what a person chose for this book; it comes before emblem and theme.

    Raises:
        EmblemUnreadable: a picture for the cover is none.

    The book is reflowable EPUB 3.3 with a cover made from the metadata, a full
    table of contents, notes as pop-ups, a list of printed pages where the
    document marks them, and accessibility metadata that is true of its content.
    """
    language = valid_language(document.metadata.language) or _DEFAULT_LANGUAGE
    pictures = picture_files(document.resources)
    flow = Flow(document, {key: file.name for key, file in pictures.items()}, language)
    theme = chosen.theme(theme)
    pages = _content_pages(document, flow, chosen.split_level)
    broken = flow.resolve()
    title = _title_of(document, flow)
    _set_titles(pages, flow, title)
    contents = [(page.name, page_bytes(page.root)) for page in pages]
    used = [pictures[key] for key in flow.pictures]

    package = Package(
        book_identifier(document, b"".join(content for _, content in contents)), language
    )
    add_metadata(package, document, title, flow, _access(flow, used))
    package.add_old_cover(_COVER_ID)
    if chosen.cover:
        cover = _Cover(*own_cover(chosen.cover), is_typeset=False)
    else:
        emblem = chosen.emblem or emblem
        cover = _Cover(cover_picture(document.metadata, title, emblem, theme))
    themed = theme_rules(theme, colour_of(document.metadata, theme))
    _add_front(package, document, flow, title, pages[0].name, cover, themed)
    for name, content in contents:
        properties = "mathml" if name in flow.equations_in else ""
        item_id = name.partition(".")[0]
        package.add_file(item_id, name, XHTML_TYPE, content, properties)
        package.add_to_spine(item_id)
    colophon = colophon_page(document, title, flow.words, language, [_STYLE])
    package.add_file(COLOPHON_ID, _COLOPHON_PAGE, XHTML_TYPE, colophon)
    package.add_to_spine(COLOPHON_ID)
    if theme.font:
        _add_font(package, theme.font, [content for _, content in contents])
    for picture in used:
        package.add_file(picture.item_id, picture.name, picture.media_type, picture.data)
    return Book(package.to_bytes(), broken)


# ---------------------------------------------------------------- content


def _add_font(package: Package, font: bytes, pages: list[bytes]) -> None:
    """Embed what pages need of a font."""
    suffix = font_suffix(font)
    texts = set("".join(page.decode() for page in pages))
    package.add_file(
        "theme-font", f"{FONT_NAME}{suffix}", f"font/{suffix[1:]}", subset_of(font, texts)
    )


def _content_pages(document: Document, flow: Flow, split_level: int) -> list[_Page]:
    chapters = split_chapters(document.blocks, split_level)
    pages = []
    for number, chapter in enumerate(chapters, start=1):
        last = number == len(chapters)
        pages.append(_chapter_page(flow, chapter, f"c{number:04d}.xhtml", last=last))
    if flow.endnotes:
        page, body = _begin_page(flow, _ENDNOTES, "backmatter")
        write_endnotes(flow, body)
        pages.append(page)
    return pages


def _chapter_page(flow: Flow, chapter: Chapter, name: str, *, last: bool) -> _Page:
    page, body = _begin_page(flow, name, "bodymatter")
    known = len(flow.headings)
    section = sub(body, "section")
    write_blocks(flow, section, chapter.blocks)
    if chapter.whole and len(flow.headings) > known:
        section.set(EPUB_TYPE, "chapter")
        section.set("role", "doc-chapter")
        section.set("aria-labelledby", flow.headings[known].href.partition("#")[2])
    if last:
        queue_unmentioned(flow)
    write_footnotes(flow, section)
    return page


def _begin_page(flow: Flow, name: str, part: str) -> tuple[_Page, Element]:
    flow.begin_file(name)
    root, body = new_page("", flow.language, [_STYLE])
    body.set(EPUB_TYPE, part)
    return _Page(name, root, root[0][1]), body


def _title_of(document: Document, flow: Flow) -> str:
    """Return the title, or what stands first in the book where there is none."""
    title = one_line(document.metadata.title)
    if title:
        return title
    return flow.headings[0].label if flow.headings else flow.words.untitled


def _set_titles(pages: list[_Page], flow: Flow, title: str) -> None:
    """Give each file the title of its first heading; equal titles are numbered."""
    first: dict[str, str] = {}
    for entry in flow.headings:
        first.setdefault(entry.href.partition("#")[0], entry.label)
    used: dict[str, int] = {}
    current = title
    for page in pages:
        current = first.get(page.name, current)
        used[current] = used.get(current, 0) + 1
        page.title.text = current if used[current] == 1 else f"{current} ({used[current]})"


def _access(flow: Flow, pictures: list[PictureFile]) -> Access:
    facts = flow.facts
    return Access(
        headings=bool(flow.headings),
        pages=bool(flow.pages),
        pictures=facts.pictures > 0,
        described=facts.pictures > 0 and facts.pictures_without_alt == 0,
        moving=any(map(is_animated, pictures)),
        equations=facts.equations > 0,
        ruby=facts.ruby > 0,
    )


# ---------------------------------------------------------------- front


def _add_front(
    package: Package,
    document: Document,
    flow: Flow,
    title: str,
    start: str,
    cover: _Cover,
    themed: str,
) -> None:
    """Add style sheet, cover, navigation and NCX; cover and contents open the spine."""
    words = flow.words
    entries = flow.headings or [HeadingEntry(1, title, start)]
    lists = [
        CaptionList("lot", words.tables, flow.captioned_tables),
        CaptionList("loi", words.figures, flow.captioned_figures),
    ]
    landmarks = [
        ("cover", _COVER_PAGE, words.cover),
        ("toc", f"{NAV}#toc", words.contents),
        *((each.kind, f"{NAV}#{each.kind}", each.label) for each in lists if each.entries),
        ("bodymatter", start, words.start),
        ("colophon", _COLOPHON_PAGE, words.colophon.heading),
    ]
    nav = navigation_document(entries, flow.pages, lists, landmarks, words, flow.language, [_STYLE])
    ncx = ncx_document(entries, flow.pages, title, package.identifier, flow.language)
    package.add_file(
        "css",
        _STYLE,
        "text/css",
        (base_rules() + themed + flow.fits.rules() + flow.colours.rules()).encode(),
    )
    package.add_file("nav", NAV, XHTML_TYPE, nav, "nav")
    package.add_file("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx)
    package.add_file(_COVER_ID, cover.name, cover.media_type, cover.data, "cover-image")
    page = _cover_page(document, flow, title, cover)
    package.add_file("cover", _COVER_PAGE, XHTML_TYPE, page)
    package.add_to_spine("cover")
    package.add_to_spine("nav", linear=len(entries) >= _LEAST_ENTRIES)


def _cover_page(document: Document, flow: Flow, title: str, cover: _Cover) -> bytes:
    metadata, words = document.metadata, flow.words
    root, body = new_page(f"{words.cover}: {title}", flow.language, [_STYLE])
    body.set(EPUB_TYPE, "frontmatter")
    body.set("class", "cover")
    said = [title, metadata.publisher or ", ".join(metadata.creators), metadata.date[:4]]
    alt = f"{words.cover}: " + ", ".join(filter(None, map(one_line, said)))
    section = sub(body, "section", {EPUB_TYPE: "cover"})
    for line in lines_not_drawn(metadata, title) if cover.is_typeset else ():
        sub(section, "p", {"class": "title"}).text = line
    sub(section, "img", {"src": cover.name, "alt": alt, "role": "doc-cover"})
    return page_bytes(root)
