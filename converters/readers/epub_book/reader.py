# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book -> Document (EPUB 3.3; OPF and OPS 2.0.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Block,
    Blocks,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    PageMark,
    Paragraph,
    Resource,
    Source,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import inlines_of, iter_blocks
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.readers.epub_book.blocks import read_into, read_item
from converters.readers.epub_book.collector import Collector
from converters.readers.epub_book.contents_headings import HEADINGS, contents_headings
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import BLOCKS, classes_of, types_of
from converters.readers.epub_book.hiding import hidden_elements
from converters.readers.epub_book.metadata import PackageMetadata
from converters.readers.epub_book.navigation import Entry, contents_of
from converters.readers.epub_book.package import BookPackage, ManifestItem, opened
from converters.readers.epub_book.pictures import PictureStore
from converters.readers.epub_book.places import SpinePage, find_places, is_backlink
from converters.readers.epub_book.runs import Style, style_inside
from converters.source.markup_parts import decode, parse_page
from converters.source.pictures import PictureUnreadable
from converters.source.source_file import SourceFile
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element, one_line

_MARK_END = re.compile(r"[\])）.:]*\s*")
# One line is the title of the book, and no division of it.
_LEAST_ENTRIES = 2
_PICTURES = frozenset({"img", "image", "svg"})


@dataclass(frozen=True, slots=True)
class BookChapter:
    """One content document of a book, as it is read."""

    number: int
    """From 0, in reading order."""
    count: int
    """Of all chapters."""
    part: str
    blocks: Blocks
    resources: Mapping[str, Resource]
    """Pictures of this chapter and of those before it."""


class BookHearer(Protocol):
    """Is told of a book while it is read."""

    def contents(
        self,
        metadata: Metadata,
        entries: Sequence[Entry],
        parts: Sequence[str],
        cover: Resource | None,
    ) -> None:
        """What the book says of itself, its table of contents, and the parts of its chapters."""

    def chapter(self, chapter: BookChapter) -> None:
        """A chapter has been read."""


def read_document(file: SourceFile, notices: NoticeLog, hear: BookHearer | None = None) -> Document:
    """Return the Document of an EPUB file.

    Args:
        file: the book.
        notices: what the reader has to say.
        hear: told of the contents first, and of each chapter as soon as it is read.

    Raises:
        EncryptedSource: rights management protects the book.
        DamagedSource: there is no package document or nothing that can be read.
        LimitExceeded: it is larger than the limits.
    """
    return _Reader(opened(file), file, notices).read(hear)


_OF_EVENTS = frozenset(("on", "On", "oN", "ON"))
"""How names of attributes begin that run a script."""


class _Reader:
    def __init__(self, package: BookPackage, file: SourceFile, notices: NoticeLog) -> None:
        self._package = package
        self._file = file
        self._notices = notices
        self._elements = 0
        self._metadata = PackageMetadata(package.root).read()
        self._parts: dict[Element, str] = {}
        self._styles: dict[str, str] = {}
        self._spine: list[SpinePage | ManifestItem] = []
        for item in package.spine:
            self._load(item)
        self._pages = [entry for entry in self._spine if isinstance(entry, SpinePage)]
        if not self._spine:
            raise DamagedSource(detail="nothing to read", part=package.part)
        self._context = EpubContext(
            PictureStore(package, file.limits, notices),
            find_places(self._pages, package),
            file.limits,
            notices,
            self._metadata.language,
        )

    # ------------------------------------------------------------ pages

    def _load(self, item: ManifestItem) -> None:
        """Take an item of the spine, but for the cover and the contents page: a book makes its own."""
        if "nav" in item.properties or item is self._package.own_colophon:
            return
        if not item.is_page:
            self._spine.append(item)
            return
        try:
            root, repaired = parse_page(self._package.archive.read(item.part), item.part)
        except DamagedSource:
            self._notices.add(NoticeKind.DAMAGED_PART, detail=item.part or item.href)
            return
        if repaired:
            self._notices.add(NoticeKind.DAMAGED_PART, detail=item.part)
        self._elements += sum(1 for _ in root.iter())
        if self._elements > self._file.limits.records:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part=item.part)
        for element in root.iter():
            for key in element.attrib:
                if key[:2] in _OF_EVENTS:
                    self._notices.add(NoticeKind.SCRIPT, detail=item.part)
                    break
        if not self._is_cover(item.part, root):
            self._spine.append(SpinePage(item.part, root))
            self._parts[root] = item.part

    def _is_cover(self, part: str, root: Element) -> bool:
        """Whether a page is a cover: called one, with a picture and no text but the book's name."""
        body = _body_of(root)
        # First, because it is soon told: what has more text is none, and a book is pages of text.
        if not self._is_named_by(text_of(body)):
            return False
        said = self._package.guide.get("cover") == part or "cover" in types_of(body)
        said = said or any("cover" in types_of(element) for element in body.iter())
        if not said:
            return False
        pictures = [e for e in body.iter() if name_of(e) in _PICTURES]
        if pictures and not any("cover" in types_of(picture) for picture in pictures):
            self._notices.add(NoticeKind.BACKGROUND_IMAGE, detail=f"{part} (cover)")
        return bool(pictures)

    def _is_named_by(self, text: str) -> bool:
        """Whether nothing is in ``text`` but what the package says of the book, once each."""
        metadata = self._metadata
        said = (metadata.title, metadata.subtitle, *metadata.creators, metadata.publisher)
        left = "".join(text.split())
        if len(left) > sum(map(len, said)):
            return False
        for name in sorted(("".join(name.split()) for name in said), key=len, reverse=True):
            left = left.replace(name, "", 1)
        return not left

    # ------------------------------------------------------------ the whole

    def read(self, hear: BookHearer | None = None) -> Document:
        """Return the Document."""
        context = self._context
        if hear is not None:
            parts = [entry.part for entry in self._spine]
            hear.contents(self._metadata, contents_of(self._package), parts, self._cover())
        for page in self._pages:
            context.unshown |= hidden_elements(page.root, self._sheets(page))
        self._place_headings()
        blocks: list[Block] = []
        for number, entry in enumerate(self._spine):
            read = self._page(entry) if isinstance(entry, SpinePage) else self._picture(entry)
            blocks += read
            if hear is not None:
                chapter = BookChapter(
                    number, len(self._spine), entry.part, read, context.pictures.resources
                )
                hear.chapter(chapter)
        notes = self._notes()
        waiting = context.take_pending()
        if waiting:
            blocks.append(Paragraph(tuple(waiting)))
        return Document(
            metadata=self._metadata,
            blocks=tuple(blocks),
            notes=notes,
            hidden=tuple(context.hidden),
            resources=context.pictures.resources,
            source=Source(
                self._file.sha256, "epub", self._package.version, _pages_in(tuple(blocks)) or None
            ),
        )

    def _cover(self) -> Resource | None:
        """Return the picture that shelves show; None where there is none that can be read."""
        named = (i for i in self._package.items.values() if "cover-image" in i.properties)
        item = next(named, None)
        if item is None:
            return None
        apart = PictureStore(self._package, self._file.limits, NoticeLog())
        try:
            return apart.resources[apart.load(item.href, self._package.part)]
        except (PictureUnreadable, DamagedSource):
            return None

    def _style(self, root: Element) -> Style:
        language = self._metadata.language
        body = _body_of(root)
        style = style_inside(root, Style(), language)
        return style if body is root else style_inside(body, style, language)

    def _begin(self, part: str) -> None:
        self._context.part = part
        self._context.paragraph = 0

    def _page(self, page: SpinePage) -> Blocks:
        self._begin(page.part)
        context = self._context
        for script in page.root.iter("{*}script", "script"):
            if not any(name_of(parent) == "body" for parent in script.iterancestors()):
                self._notices.add(NoticeKind.SCRIPT, detail=page.part)
        context.page_anchor()
        body = _body_of(page.root)
        style = self._style(page.root)
        collector = Collector(context, style)
        collector.headings_at(body)
        context.pending += context.anchors_at(body)
        read_into(body, collector, context, style)
        return collector.finish()

    def _picture(self, item: ManifestItem) -> Blocks:
        """Return a page that is a picture (EPUB 3.3, 6.2: SVG content documents)."""
        self._begin(item.part)
        try:
            key = self._context.pictures.load(item.href, self._package.part)
        except PictureUnreadable as error:
            self._context.notice(error.kind, item.href)
            return (Unsupported(error.kind.value, origin=self._context.origin()),)
        self._context.notice(NoticeKind.ALT_TEXT_MISSING)
        return (Figure(key, origin=self._context.origin()),)

    def _sheets(self, page: SpinePage) -> list[str]:
        """Return the style sheets of a page, in their order."""
        found = []
        for element in page.root.iter():
            name = name_of(element)
            if name == "style":
                found.append("".join(map(str, element.itertext())))
            elif name == "link" and "stylesheet" in element.get("rel", "").lower().split():
                place = self._package.find(element.get("href", ""), page.part)
                if place is not None:
                    found.append(self._sheet(place[0]))
        return found

    def _sheet(self, part: str) -> str:
        if part not in self._styles:
            try:
                self._styles[part] = decode(self._package.archive.read(part))
            except DamagedSource:
                self._styles[part] = ""
        return self._styles[part]

    def _place_headings(self) -> None:
        """Take headings from the table of contents where the pages have none of their own."""
        context, places = self._context, self._context.places
        roots = {page.part: page.root for page in self._pages}
        entries = [entry for entry in contents_of(self._package) if entry.place[0] in roots]
        if len(entries) < _LEAST_ENTRIES:
            return
        if any(name_of(e) in HEADINGS for page in self._pages for e in page.root.iter()):
            found = contents_headings(entries, self._pages, places.ids, context.unshown)
            if not found.missing:
                return
            entries, context.levels = found.missing, found.shifts
        for entry in entries:
            element = places.ids.get(entry.place)
            if element is None or not entry.place[1]:
                element = _body_of(roots[entry.place[0]])
            while name_of(element) not in BLOCKS:
                parent = element.getparent()
                if parent is None:
                    break
                element = parent
            heading = Heading(entry.level, (Text(one_line(entry.label)),), inferred=True)
            self._context.headings.setdefault(element, []).append(heading)
            self._notices.add(NoticeKind.HEADING_INFERRED)

    # ------------------------------------------------------------ notes

    def _notes(self) -> dict[str, Note]:
        """Return the notes in the order of their marks; a note may mention another one."""
        context = self._context
        read: dict[Element, Note] = {}
        unmentioned = iter(context.places.bodies)
        while True:
            waiting = list(context.note_ids)[len(read) :]
            for body in waiting:
                read[body] = self._note(body)
            if waiting:
                continue
            following = next((body for body in unmentioned if body not in read), None)
            if following is None:
                break
            context.note_ref(following, _own_mark(following))
        return {context.note_ids[body]: note for body, note in read.items()}

    def _note(self, body: Element) -> Note:
        context = self._context
        root = body.getroottree().getroot()
        self._begin(self._parts.get(root, ""))
        context.pending += context.note_place(body)
        style = self._style(root)
        if name_of(body) == "p":
            collector = Collector(context, style)
            collector.paragraph(body, style_inside(body, style, context.language))
            blocks = collector.finish()
        else:
            blocks = read_item(body, context, style)
        waiting = context.take_pending()
        if waiting:
            blocks = (*blocks, Paragraph(tuple(waiting)))
        mark = context.marks[body]
        if not any("lead" in classes_of(element) for element in body):
            blocks = _without_mark(blocks, mark)
        return Note(context.places.bodies[body], mark, blocks)


def _body_of(root: Element) -> Element:
    return next((child for child in root if name_of(child) == "body"), root)


def _own_mark(body: Element) -> str:
    for element in body.iter():
        if element is not body and is_backlink(element):
            return one_line(text_of(element))
    return ""


def _without_mark(blocks: Blocks, mark: str) -> Blocks:
    """Return a note without the mark that its text repeats."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not first.inlines:
        return blocks
    run = first.inlines[0]
    if not isinstance(run, Text):
        return blocks
    value = run.value
    bare = mark.strip("[]()（）. ")
    for start in (mark, bare):
        if start and value.startswith(start) and not value[len(start) : len(start) + 1].isalnum():
            value = value[len(start) :]
            break
    match = _MARK_END.match(value)
    value = value[match.end() :] if match else value
    rest = ((replace(run, value=value),) if value else ()) + first.inlines[1:]
    return (replace(first, inlines=rest), *blocks[1:])


def _pages_in(blocks: Blocks) -> int:
    """Return how many starts of printed pages there are."""
    return sum(
        isinstance(block, PageBreak) + sum(isinstance(i, PageMark) for i in inlines_of(block))
        for block in iter_blocks(blocks)
    )
