# SPDX-License-Identifier: AGPL-3.0-or-later
"""Headings that the table of contents knows and the pages do not mark as such.

Books made for print set the titles of their chapters as paragraphs of a class, and mark
perhaps the one of their imprint. Each line of the contents whose place has no heading
becomes one there, if the page begins with the line's words or with a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from converters.readers.epub_book.navigation import Entry
from converters.readers.epub_book.places import Place, SpinePage
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PICTURES = frozenset({"img", "image", "svg"})
_UNSHOWN = frozenset({"head", "title", "style", "script"})
_FIRST_WORDS = 200
_LEAST_COMMON = 0.6
_NUMBER = re.compile(r"^(?:제?\d{1,3}[장편부절화과]?|(?:chapter|part)(?:\d+|[ivx]+))")


@dataclass(slots=True)
class ContentsHeadings:
    """What the contents say of the headings of the pages."""

    missing: list[Entry]
    """Lines whose place has no heading but their words."""
    shifts: dict[Element, int]
    """How much deeper each marked heading is by the contents than by its element."""


@dataclass(slots=True)
class _Region:
    """What stands from the place of one line of the contents to that of the next."""

    entry: Entry
    elements: list[Element]


def contents_headings(
    entries: list[Entry],
    pages: list[SpinePage],
    ids: dict[Place, Element],
    hidden: set[Element],
) -> ContentsHeadings:
    """Return what the table of contents says of the headings of ``pages``.

    Args:
        entries: its lines.
        pages: the pages of the book.
        ids: elements by their places.
        hidden: elements that no page shows.
    """
    found = ContentsHeadings([], {})
    for region in _regions(entries, pages, ids):
        shown = [e for e in region.elements if name_of(e) not in _UNSHOWN and e not in hidden]
        marked = [e for e in shown if name_of(e) in HEADINGS and text_of(e)]
        if not marked and _begins_with(region.entry.label, shown):
            found.missing.append(region.entry)
        if marked and _is_same(_letters(region.entry.label), _letters(text_of(marked[0]))):
            shift = region.entry.level - int(name_of(marked[0])[1])
            found.shifts.update(dict.fromkeys(marked, shift))
    return found


def _regions(
    entries: list[Entry], pages: list[SpinePage], ids: dict[Place, Element]
) -> Iterable[_Region]:
    for page in pages:
        order = {element: at for at, element in enumerate(page.root.iter())}
        starts: list[tuple[int, Entry]] = []
        for entry in entries:
            if entry.place[0] == page.part:
                target = ids.get(entry.place)
                if target is not None and target in order:
                    starts.append((order[target], entry))
        elements = list(order)
        starts.sort(key=lambda start: start[0])
        ends = (*(at for at, _ in starts[1:]), len(elements))
        for at, (first, entry) in enumerate(starts):
            last = ends[at]
            yield _Region(entry, elements[first:last])


def _begins_with(label: str, shown: list[Element]) -> bool:
    """Whether the first words of a region are those of a line, or a picture stands before all words."""
    wanted = _letters(label)
    said = ""
    for element in shown:
        if name_of(element) in _PICTURES and not said:
            return True
        said += _letters(element.text or "")
        if len(said) >= _FIRST_WORDS:
            break
        if _is_same(wanted, said):
            return True
        said += "" if len(element) else _letters(element.tail or "")
    return bool(wanted) and said.startswith(wanted)


def _is_same(label: str, said: str) -> bool:
    """Whether two lines of letters are one title: with a number more or less, say."""
    if not label or not said:
        return False
    if _NUMBER.sub("", label) == _NUMBER.sub("", said) != "":
        return True
    shorter, longer = sorted((label, said), key=len)
    return shorter in longer and len(shorter) >= _LEAST_COMMON * len(longer)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
