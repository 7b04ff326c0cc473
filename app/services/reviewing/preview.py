# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages around a segment: of the source, and of the book as it will be.

Only what stands near the segment is made into a page, so that it is there at once however
long the document is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from converters.document.nodes import (
    Blocks,
    Document,
    Figure,
    Heading,
    InlineImage,
    Resource,
    Text,
    Unsupported,
)
from converters.document.walk import inlines_of, iter_blocks, iter_inlines
from converters.exports.html import to_html
from translation.inline_codes import Coded
from translation.units import UnitKind, merge_blocks, places_of

HERE = "hanji-here"
"""Name of the anchor before the segment's unit."""
UNIT = "hanji-unit-"
"""Begins the name of the anchor before each unit; its place among ``Preview.units_near`` follows."""
_OPEN, _CLOSE = "\ue0f1", "\ue0f2"
"""Characters of private use around such a place: an anchor that no link leads to would not be written."""
_SIGN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_TAG_OR_SIGN = re.compile(f"<[^>]*>|{_SIGN.pattern}")
_AROUND = 6
"""Blocks before and after."""
_MOST_CELLS = 1500
"""A table beyond this is shown without its neighbours."""


class Preview:
    """A renderer of pages around a segment of one document.

    Args:
        document: the source.
        language: of the translation.
    """

    def __init__(self, document: Document, language: str) -> None:
        self._document = document
        self._languages = document.metadata.language, language
        self._places = places_of(document)
        self._block_of = {
            unit_id: at for at, ids in enumerate(self._places.blocks) for unit_id in ids
        }
        self._note_of = {unit_id: key for key, ids in self._places.notes.items() for unit_id in ids}

    def pages(self, unit_id: str, targets: Mapping[str, Coded]) -> tuple[str, str]:
        """Return the page of the source and that of the translation around a unit, as HTML."""
        return self._page(unit_id, {}), self._page(unit_id, targets, translated=True)

    def units_near(self, unit_id: str) -> tuple[str, ...]:
        """Return the ids of the units that a page around ``unit_id`` shows."""
        if unit_id in self._note_of:
            return self._places.notes[self._note_of[unit_id]]
        if unit_id not in self._block_of:
            return self._places.metadata
        first, last = self._range(self._block_of[unit_id])
        return tuple(one for ids in self._places.blocks[first:last] for one in ids)

    def _range(self, at: int) -> tuple[int, int]:
        sizes = [len(ids) for ids in self._places.blocks]
        first = last = at
        total = sizes[at]
        while first > 0 and at - first < _AROUND and total + sizes[first - 1] < _MOST_CELLS:
            first -= 1
            total += sizes[first]
        while (
            last + 1 < len(sizes) and last - at < _AROUND and total + sizes[last + 1] < _MOST_CELLS
        ):
            last += 1
            total += sizes[last]
        return first, last + 1

    def _page(self, unit_id: str, targets: Mapping[str, Coded], *, translated: bool = False) -> str:
        near = self.units_near(unit_id)
        places = {one: at for at, one in enumerate(near)}

        def before(name: str) -> tuple[Text, ...]:
            return (Text(f"{_OPEN}{places[name]}{_CLOSE}"),) if name in places else ()

        languages = self._languages
        document = self._document
        blocks: Blocks
        if unit_id in self._note_of:
            note = document.notes[self._note_of[unit_id]]
            ids = self._places.notes[self._note_of[unit_id]]
            blocks = merge_blocks(note.blocks, ids, targets, languages, UnitKind.NOTE, before)
        elif unit_id in self._block_of:
            first, last = self._range(self._block_of[unit_id])
            blocks = merge_blocks(
                document.blocks[first:last], near, targets, languages, before=before
            )
        else:
            blocks = self._front(targets)
        language = languages[1] if translated else languages[0]
        part = replace(
            document,
            metadata=replace(document.metadata, language=language),
            blocks=blocks,
            notes={},
            comments={},
            hidden=(),
            running=(),
        )
        part = replace(part, resources=_used(part))
        page = to_html(part).decode("utf-8")
        here = str(places.get(unit_id, -1))

        def anchor(sign: re.Match[str]) -> str:
            if sign[1] is None:
                # A tag: cells and pictures repeat texts in their attributes.
                return _SIGN.sub("", sign[0])
            marked = f'<a name="{HERE}"></a>' if sign[1] == here else ""
            return f'{marked}<a name="{UNIT}{sign[1]}"></a>'

        return _TAG_OR_SIGN.sub(anchor, page)

    def _front(self, targets: Mapping[str, Coded]) -> Blocks:
        """Return the metadata as people see it on the first page of a book."""
        metadata = self._document.metadata
        texts = [metadata.title, metadata.subtitle, metadata.description, *metadata.subjects]
        shown = [text for text in texts if text]
        names = iter(self._places.metadata)
        made: list[str] = []
        at = 0
        for text in shown:
            if not any(letter.isalpha() for letter in text):
                made.append(text)
                continue
            target = targets.get(next(names, ""))
            sign = f"{_OPEN}{at}{_CLOSE}"
            made.append(sign + (target.text if target is not None else text))
            at += 1
        return tuple(Heading(min(at, 2), (Text(text),)) for at, text in enumerate(made, start=1))


def _used(document: Document) -> dict[str, Resource]:
    """Return the pictures that the blocks show: all others would only cost time."""
    names: set[str] = set()
    for block in iter_blocks(document.blocks):
        if isinstance(block, Figure | Unsupported) and block.resource:
            names.add(block.resource)
        for inline in iter_inlines(inlines_of(block)):
            if isinstance(inline, InlineImage):
                names.add(inline.resource)
    return {key: one for key, one in document.resources.items() if key in names}
