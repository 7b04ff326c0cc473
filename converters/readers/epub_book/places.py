# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leads where in a book: notes, and the places that links of other pages name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from converters.document.nodes import NoteKind
from converters.readers.epub_book.elements import classes_of, types_of
from converters.readers.epub_book.package import BookPackage
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element

_NOTES = frozenset({"footnote", "endnote", "rearnote", "note"})
_GROUPS = frozenset({"footnotes", "endnotes", "rearnotes"})
_AT_END = frozenset({"endnote", "rearnote", "endnotes", "rearnotes"})
_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "section", "td"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What stands around the mark of a note and may have its id.
_AROUND = frozenset({"sup", "small", "span", "b", "strong"})
# The latter two are those of Chinese readers, whose marks are pictures.
_REF_CLASSES = frozenset(
    {"noteref", "footnote-ref", "footnoteref", "duokan-footnote", "zhangyue-footnote"}
)
_PICTURES = frozenset({"img", "image", "svg"})
_BACK_CLASSES = frozenset({"backlink", "footnote-back", "footnotebacklink", "footnote-backref"})
# The mark of a note as old books print it: "1", "[12]", "*", "주 3)".
_MARK = re.compile(r"[\[(（]?(?:주\s?)?(?:\d{1,4}|[*†‡§]{1,4}|[a-z]|[ivx]{1,5})[\])）.]{0,2}")

Place = tuple[str, str]
"""A part and an id in it; "" for its beginning."""


@dataclass(frozen=True, slots=True)
class SpinePage:
    """A content document of the spine."""

    part: str
    root: Element


@dataclass(slots=True)
class Places:
    """What the links of all pages were found to mean."""

    names: dict[Place, str] = field(default_factory=dict)
    """Names of the anchors that links lead to."""
    links: dict[Element, Place] = field(default_factory=dict)
    """Where the links inside the book lead."""
    noterefs: dict[Element, Element] = field(default_factory=dict)
    """Marks of notes with the elements that hold the notes."""
    bodies: dict[Element, NoteKind] = field(default_factory=dict)
    """Elements that hold notes."""
    backlinks: set[Element] = field(default_factory=set)
    ids: dict[Place, Element] = field(default_factory=dict)


def is_backlink(element: Element) -> bool:
    """Whether an element says of itself that it leads from a note back to the text."""
    return "backlink" in types_of(element) or not _BACK_CLASSES.isdisjoint(
        name.lower() for name in classes_of(element)
    )


def is_picture_mark(element: Element) -> bool:
    """Whether a link is a picture and nothing else: what some books have for the mark of a note."""
    return not text_of(element) and any(name_of(e) in _PICTURES for e in element.iter())


def is_note_group(element: Element) -> bool:
    """Whether an element is a part of the page that gathers notes."""
    return bool(_GROUPS & types_of(element)) or "footnotes" in classes_of(element)


def find_places(pages: list[SpinePage], package: BookPackage) -> Places:
    """Return what the links of ``pages`` mean."""
    finder = _Finder(pages, package)
    finder.find_notes()
    finder.find_unmentioned()
    finder.name_targets()
    return finder.places


class _Finder:
    def __init__(self, pages: list[SpinePage], package: BookPackage) -> None:
        self._pages = pages
        self.places = Places()
        self._ids = self.places.ids
        self._order: dict[Element, int] = {}
        self._anchors: list[tuple[SpinePage, Element]] = []
        for page in pages:
            self._ids[page.part, ""] = page.root
            for element in page.root.iter():
                self._order[element] = len(self._order)
                for name in (element.get("id"), element.get("name")):
                    if name and (name == element.get("id") or name_of(element) == "a"):
                        self._ids.setdefault((page.part, name), element)
                if name_of(element) == "a" and element.get("href") is not None:
                    self._anchors.append((page, element))
        for page, element in self._anchors:
            place = package.find(element.get("href", ""), page.part)
            if place is not None and place in self._ids:
                self.places.links[element] = place

    # ------------------------------------------------------------ notes

    def find_notes(self) -> None:
        """Find marks with their notes, by what the book says or by links that lead both ways."""
        places = self.places
        # A book that names marks or notes anywhere names all of them.
        said = _NOTES | _GROUPS | {"noteref"}
        named = any(said & types_of(element) for element in self._order)
        for page, element in self._anchors:
            place = places.links.get(element)
            if place is None or not place[1] or is_backlink(element):
                continue
            target = self._ids[place]
            body = self._body(target)
            if body is None or element in places.backlinks or body in _ancestors(element):
                continue
            explicit = self._is_explicit(element, target)
            named_others = named and not is_picture_mark(element)
            if not explicit and (
                named_others or not self._leads_both_ways(page, element, target, body)
            ):
                continue
            places.noterefs[element] = body
            places.bodies.setdefault(body, self._kind(body, element))
            self._note_backlinks(page, element, body)

    @staticmethod
    def _is_explicit(element: Element, target: Element) -> bool:
        """Whether a link calls itself a mark, or looks like one and leads to what is a note."""
        if "noteref" in types_of(element) or not _REF_CLASSES.isdisjoint(classes_of(element)):
            return True
        looks_like_mark = _MARK.fullmatch(text_of(element)) or is_picture_mark(element)
        return bool(_NOTES & types_of(target)) and bool(looks_like_mark)

    def _body(self, target: Element) -> Element | None:
        """Return the element that holds the note whose place is ``target``."""
        own = [target, *target.iterancestors()]
        for element in own:
            if _NOTES & types_of(element):
                return element
        body = next((e for e in own if name_of(e) in _HOLDERS | _HEADINGS), None)
        if body is None or name_of(body) in _HEADINGS:
            return None
        return body

    def _leads_both_ways(
        self, page: SpinePage, ref: Element, target: Element, body: Element
    ) -> bool:
        """Whether a short link leads to a later paragraph that leads back to it at its start."""
        is_mark = _MARK.fullmatch(text_of(ref)) or is_picture_mark(ref)
        if not is_mark or self._order[body] < self._order[ref]:
            return False
        if name_of(body) not in ("li", "p", "dd", "aside") and target is not body:
            return False
        return any(True for _ in self._returning(page, ref, body))

    def _returning(self, page: SpinePage, ref: Element, body: Element) -> Iterator[Element]:
        """Yield the links in ``body`` that lead back to ``ref`` or to what directly holds it."""
        near = [ref, *(e for e in list(ref.iterancestors())[:2] if name_of(e) in _AROUND), *ref]
        ids = {(page.part, e.get(name)) for e in near for name in ("id", "name") if e.get(name)}
        for element in body.iter():
            if element is not ref and self.places.links.get(element) in ids:
                yield element

    def _note_backlinks(self, page: SpinePage, ref: Element, body: Element) -> None:
        self.places.backlinks.update(self._returning(page, ref, body))

    def _kind(self, body: Element, ref: Element | None) -> NoteKind:
        said: set[str] = set()
        for element in (body, *body.iterancestors()):
            said |= types_of(element)
        if said & _AT_END:
            return NoteKind.ENDNOTE
        apart = ref is not None and body.getroottree().getroot() is not ref.getroottree().getroot()
        return NoteKind.ENDNOTE if apart and "footnote" not in said else NoteKind.FOOTNOTE

    def find_unmentioned(self) -> None:
        """Find notes to which no mark leads: their text must not run on in the page."""
        for page in self._pages:
            for element in page.root.iter():
                types = types_of(element)
                if types & (_NOTES - {"note"}):
                    self._add_body(element)
                elif types & _GROUPS:
                    for item in element.iter("{*}li", "li"):
                        if "note" in classes_of(item):
                            self._add_body(item)

    def _add_body(self, element: Element) -> None:
        bodies = self.places.bodies
        if element in bodies or any(e in bodies for e in _ancestors(element)):
            return
        if not any(e in bodies for e in element.iter()):
            bodies[element] = self._kind(element, None)

    # ------------------------------------------------------------ anchors

    def name_targets(self) -> None:
        """Give each place that a link leads to a name of its own in the Document."""
        places = self.places
        used: set[str] = set()
        for element, place in places.links.items():
            if element in places.noterefs or element in places.backlinks or is_backlink(element):
                continue
            if place not in places.names:
                stem = place[0].rpartition("/")[2].partition(".")[0]
                places.names[place] = unique(place[1] or stem, used)


def unique(name: str, used: set[str]) -> str:
    """Return ``name``, with a number where it is in ``used``; note it there."""
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}~{number}"
    used.add(found)
    return found


def _ancestors(element: Element) -> Iterable[Element]:
    return (element, *element.iterancestors())
