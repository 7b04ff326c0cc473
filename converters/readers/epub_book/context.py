# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has to be remembered while the pages of a book are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from converters.document.nodes import Anchor, Blocks, Heading, HiddenText, NoteRef, Origin
from converters.document.notices import NoticeKind, NoticeLog
from converters.limits import CellCount, Limits
from converters.readers.epub_book.elements import is_hidden
from converters.readers.epub_book.pictures import PictureStore
from converters.readers.epub_book.places import Places, unique
from converters.xhtml.markup import Element


@dataclass(slots=True)
class EpubContext:
    """The state of reading one book."""

    pictures: PictureStore
    places: Places
    limits: Limits
    notices: NoticeLog
    language: str
    part: str = ""
    """The page that is being read."""
    paragraph: int = 0
    """Blocks of the page's outer flow read so far."""
    elements: int = 0
    nesting: int = 0
    """Lists, tables and boxes around the place."""
    depth: int = 0
    """Elements of any kind around the place."""
    cells: CellCount = field(init=False)
    pending: list[Anchor] = field(default_factory=list)
    """Places on containers, for the next line inside them."""
    hidden: list[HiddenText] = field(default_factory=list)
    note_ids: dict[Element, str] = field(default_factory=dict)
    """Notes by the element that holds them, in the order of their marks."""
    marks: dict[Element, str] = field(default_factory=dict)
    headings: dict[Element, list[Heading]] = field(default_factory=dict)
    """Headings that only the navigation document knows, by where they belong."""
    levels: dict[Element, int] = field(default_factory=dict)
    """How much deeper marked headings are by the navigation document than by their elements."""
    unshown: set[Element] = field(default_factory=set)
    """Elements that style sheets hide."""
    anchored: set[str] = field(default_factory=set)
    _note_places: dict[Element, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = CellCount(self.limits)

    def origin(self) -> Origin:
        """Return where the block being read stands."""
        return Origin(self.part, self.paragraph)

    def notice(self, kind: NoticeKind, detail: str = "") -> None:
        """Count a notice at this place."""
        self.notices.add(kind, self.origin(), detail)

    def hides(self, element: Element) -> bool:
        """Whether the page does not show an element."""
        return element in self.unshown or is_hidden(element)

    def hide(self, blocks: Blocks) -> None:
        """Keep apart what a page does not show."""
        self.hidden.append(HiddenText("hidden", blocks))
        self.notice(NoticeKind.HIDDEN_TEXT)

    def anchors_at(self, element: Element, *, always: bool = False) -> list[Anchor]:
        """Return the anchor of ``element`` if a link leads to it, or if it is a bookmark."""
        found = []
        for identifier in dict.fromkeys((element.get("id"), element.get("name"))):
            if not identifier:
                continue
            place = (self.part, identifier)
            name = self.places.names.get(place)
            if name is None and always:
                name = unique(identifier, set(self.places.names.values()) | self.anchored)
                self.places.names[place] = name
            if name is not None and name not in self.anchored:
                self.anchored.add(name)
                found.append(Anchor(name))
        return found

    def page_anchor(self) -> None:
        """Note the beginning of the page where a link leads to it."""
        name = self.places.names.get((self.part, ""))
        if name is not None and name not in self.anchored:
            self.anchored.add(name)
            self.pending.append(Anchor(name))

    def take_pending(self) -> list[Anchor]:
        """Return the places that wait for a line."""
        waiting, self.pending = self.pending, []
        return waiting

    def note_ref(self, body: Element, mark: str) -> NoteRef | str:
        """Return the reference to a note, or for a second mark the name of the note's place."""
        if body in self.note_ids:
            if body not in self._note_places:
                used = set(self.places.names.values()) | self.anchored
                self._note_places[body] = unique(f"note-{self.note_ids[body]}", used)
                self.anchored.add(self._note_places[body])
            return self._note_places[body]
        self.note_ids[body] = f"n{len(self.note_ids) + 1}"
        self.marks[body] = mark
        return NoteRef(self.note_ids[body])

    def note_place(self, body: Element) -> list[Anchor]:
        """Return the anchor of a note that has more than one mark."""
        name = self._note_places.get(body)
        return [] if name is None else [Anchor(name)]
