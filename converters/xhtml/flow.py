# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has to be remembered while a Document is written file after file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from converters.document.nodes import Document, NoteKind
from converters.xhtml.colours import Colours
from converters.xhtml.fits import Fits
from converters.xhtml.markup import EPUB_TYPE, Element, rename
from converters.xhtml.words import Words, words_for

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class HeadingEntry:
    """A heading as the table of contents needs it."""

    level: int
    """From 1; never more than one deeper than the entry before."""
    label: str
    href: str
    """``file#id``, from the folder of the content files."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """The start of a printed page."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class CaptionEntry:
    """A table or figure with a caption."""

    label: str
    href: str


@dataclass(slots=True)
class Facts:
    """What the written content holds, for truthful accessibility metadata."""

    pictures: int = 0
    pictures_without_alt: int = 0
    """Neither described nor marked as decoration."""
    equations: int = 0
    ruby: int = 0
    tables: int = 0
    languages: set[str] = field(default_factory=set)


class Flow:
    """The state of writing one Document.

    Args:
        document: what is written; its notes are looked up while it is.
        picture_hrefs: for each resource that can be shown its address; a picture
            without one is replaced by words.
        language: BCP 47 tag of the book.
    """

    def __init__(self, document: Document, picture_hrefs: Mapping[str, str], language: str) -> None:
        self.notes = document.notes
        self.picture_hrefs = picture_hrefs
        self.language = language
        self.words: Words = words_for(language)
        self.colours = Colours()
        self.fits = Fits()
        self.facts = Facts()
        self.pictures: dict[str, None] = {}
        """Resources shown so far, in the order met."""
        self.headings: list[HeadingEntry] = []
        self.pages: list[PageEntry] = []
        self.captioned_tables: list[CaptionEntry] = []
        self.captioned_figures: list[CaptionEntry] = []
        self.footnotes: list[str] = []
        """Notes met in the current file and not yet printed."""
        self.endnotes: list[str] = []
        self.note_numbers: dict[str, int] = {}
        self.equations_in: set[str] = set()
        """Files that hold MathML."""
        self.lost_links: dict[str, None] = {}
        """Addresses that became plain text, in the order met."""
        self._file = ""
        self._note_files: dict[str, str] = {}
        self._first_refs: dict[str, str] = {}
        self._anchors: dict[str, str] = {}
        self._open_links: list[tuple[Element, str, str]] = []
        self._open_refs: list[tuple[Element, str, str]] = []
        self._open_backlinks: list[tuple[Element, str, str]] = []
        self._levels: list[int] = []
        self._refs = 0
        self._displayed = 0
        self._headers = 0

    # ------------------------------------------------------------ files

    def begin_file(self, name: str) -> None:
        """Say that what follows is written to the file ``name``."""
        self._file = name

    def _here(self, identifier: str) -> str:
        return f"{self._file}#{identifier}"

    # ------------------------------------------------------------ headings and pages

    def level_for(self, level: int) -> int:
        """Return the level of the next heading so that none is skipped on the way down."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return min(len(self._levels), _DEEPEST)

    def add_heading(self, level: int, label: str) -> str:
        """Note a heading and return its id."""
        identifier = f"h{len(self.headings) + 1}"
        self.headings.append(HeadingEntry(level, label, self._here(identifier)))
        return identifier

    def add_page(self, label: str) -> str:
        """Note the start of a printed page and return its id."""
        identifier = f"page{len(self.pages) + 1}"
        self.pages.append(PageEntry(label, self._here(identifier)))
        return identifier

    def add_table(self, caption: str) -> str:
        """Note a table with a caption and return its id."""
        identifier = f"table{len(self.captioned_tables) + 1}"
        self.captioned_tables.append(CaptionEntry(caption, self._here(identifier)))
        return identifier

    def add_figure(self, caption: str) -> str:
        """Note a figure with a caption and return its id."""
        identifier = f"figure{len(self.captioned_figures) + 1}"
        self.captioned_figures.append(CaptionEntry(caption, self._here(identifier)))
        return identifier

    def next_header_id(self) -> str:
        """Return an id for the next header cell that other cells name."""
        self._headers += 1
        return f"th{self._headers}"

    # ------------------------------------------------------------ anchors and links

    def add_anchor(self, name: str) -> str:
        """Note a bookmark and return its id; of equal names the first one is found by links."""
        identifier = f"a{len(self._anchors) + 1}"
        if name in self._anchors:
            return ""
        self._anchors[name] = self._here(identifier)
        return identifier

    def add_link(self, element: Element, name: str) -> None:
        """Note that ``element`` leads to the anchor ``name``, wherever that will be."""
        self._open_links.append((element, name, self._file))

    # ------------------------------------------------------------ equations

    def add_equation(self, parent: Element, equation: Element) -> None:
        """Append an equation and note that the current file holds it."""
        parent.append(equation)
        if equation.get("alttext") is not None:
            self.facts.equations += 1
            self.equations_in.add(self._file)

    def next_display_equation(self) -> int:
        """Return the number of the next equation that stands between paragraphs, from 1."""
        self._displayed += 1
        return self._displayed

    # ------------------------------------------------------------ notes

    def add_note_ref(self, element: Element, note_id: str) -> None:
        """Note that ``element`` is the mark of a note, and queue the note's body."""
        self._refs += 1
        identifier = f"r{self._refs}"
        element.set("id", identifier)
        self._open_refs.append((element, note_id, self._file))
        if note_id not in self.note_numbers:
            self.queue_note(note_id)
            self._first_refs[note_id] = self._here(identifier)

    def queue_note(self, note_id: str) -> None:
        """Queue the body of a note for the end of the file or of the book."""
        self.note_numbers[note_id] = len(self.note_numbers) + 1
        endnote = self.notes[note_id].kind is NoteKind.ENDNOTE
        (self.endnotes if endnote else self.footnotes).append(note_id)

    def note_id_here(self, note_id: str) -> str:
        """Return the id of the note's body, which is written to the current file."""
        identifier = f"n{self.note_numbers[note_id]}"
        self._note_files[note_id] = self._here(identifier)
        return identifier

    def add_backlink(self, element: Element, note_id: str) -> bool:
        """Make ``element`` lead back to the first mark of the note; False if it has none."""
        if note_id not in self._first_refs:
            return False
        self._open_backlinks.append((element, self._first_refs[note_id], self._file))
        return True

    # ------------------------------------------------------------ the end

    def resolve(self) -> tuple[str, ...]:
        """Give all inner links their addresses; return the names that lead nowhere, once each.

        A link without a place to go becomes plain text.
        """
        broken = self.lost_links
        for element, name, file in self._open_links:
            href = self._anchors.get(name)
            if href is None:
                _unlink(element)
                broken[f"#{name}"] = None
            else:
                element.set("href", _relative(href, file))
        for element, note_id, file in self._open_refs:
            element.set("href", _relative(self._note_files[note_id], file))
        for element, href, file in self._open_backlinks:
            element.set("href", _relative(href, file))
        return tuple(broken)


def _relative(href: str, file: str) -> str:
    return href[len(file) :] if href.startswith(f"{file}#") else href


def _unlink(element: Element) -> None:
    rename(element, "span")
    for name in ("href", "title", "role", EPUB_TYPE):
        if name in element.attrib:
            del element.attrib[name]
