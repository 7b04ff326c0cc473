# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translation units of a Document, and the Document that their translations make.

A unit is one translatable stretch: a paragraph, also in a cell, an item, a note or a
caption; an alternative text; a field of the metadata. ``extract`` and ``merge`` go the
same way through the document, so the n-th unit of the one is the n-th of the other.

Ids are made of kind and source, not of place: a paragraph put in above changes none of
them, and what was approved for a sentence stays approved when the file is read again.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Cell,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    Inlines,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Table,
    Text,
    Unsupported,
)
from translation.inline_codes import Coded, Codes, decode, encode
from translation.labels import label_in

_ID_LENGTH = 16


class UnitKind(StrEnum):
    """Where a unit stands."""

    TITLE = "title"
    METADATA = "metadata"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    ITEM = "item"
    NOTE = "note"
    CAPTION = "caption"
    BOX = "box"
    QUOTE = "quote"
    ALT = "alt"


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A translation unit: one translatable stretch of a document, with its inline codes."""

    unit_id: str
    """16 base32 letters of kind and source, "-" and which of the equal ones it is, from 1."""
    kind: UnitKind
    source: Coded
    codes: Codes


Target = Coded | None
"""A translation; None leaves the source as it is."""

_Change = Callable[[UnitKind, Inlines], Inlines]


def extract(document: Document) -> tuple[TranslationUnit, ...]:
    """Return the units of ``document`` in reading order, metadata first.

    Stretches without a letter (numbers, marks, pictures alone) are units of nothing and
    left out.
    """
    found: list[TranslationUnit] = []
    seen: Counter[str] = Counter()

    def take(kind: UnitKind, inlines: Inlines) -> Inlines:
        source, codes = encode(inlines)
        if _has_words(source.text):
            found.append(TranslationUnit(_next_id(kind, source, seen), kind, source, codes))
        return inlines

    _walk(document, take)
    return tuple(found)


def merge(
    document: Document,
    targets: Mapping[str, Coded],
    language: str,
    left: Mapping[str, Sequence[tuple[int, int]]] | None = None,
) -> Document:
    """Return ``document`` with the units of ``targets`` (by id) in their translation.

    Args:
        document: the one that the units were extracted from.
        targets: translations; units without one keep their source.
        language: BCP 47 tag of the translations.
        left: by id, start and end of what is in the document's own language in a translation.
    """
    seen: Counter[str] = Counter()
    put = _Merger(
        lambda kind, source: _next_id(kind, source, seen),
        targets,
        document.metadata.language,
        language,
        left=left,
    )
    changed = _walk(document, put)
    return replace(changed, metadata=replace(changed.metadata, language=language))


@dataclass(frozen=True, slots=True)
class Places:
    """Which units stand where in a document, by their ids in reading order."""

    metadata: tuple[str, ...]
    blocks: tuple[tuple[str, ...], ...]
    """Of each block of the document's body."""
    notes: Mapping[str, tuple[str, ...]]
    """By the id of the note."""


def places_of(document: Document) -> Places:
    """Return where the units of ``document`` stand."""
    seen: Counter[str] = Counter()
    found: list[str] = []

    def take(kind: UnitKind, inlines: Inlines) -> Inlines:
        source, _ = encode(inlines)
        if _has_words(source.text):
            found.append(_next_id(kind, source, seen))
        return inlines

    def taken() -> tuple[str, ...]:
        ids = tuple(found)
        found.clear()
        return ids

    _metadata(document.metadata, take)
    metadata = taken()
    blocks: list[tuple[str, ...]] = []
    for block in document.blocks:
        _block(block, UnitKind.PARAGRAPH, take)
        blocks.append(taken())
    notes: dict[str, tuple[str, ...]] = {}
    for key, note in document.notes.items():
        _note(note, take)
        notes[key] = taken()
    return Places(metadata, tuple(blocks), notes)


def merge_blocks(
    blocks: Blocks,
    ids: Iterable[str],
    targets: Mapping[str, Coded],
    languages: tuple[str, str],
    kind: UnitKind = UnitKind.PARAGRAPH,
    before: Callable[[str], Inlines] | None = None,
) -> Blocks:
    """Return a part of a document with its units in their translation.

    Args:
        blocks: some of a document's, in its order.
        ids: of all their units, as ``places_of`` gave them.
        targets: translations by id; units without one keep their source.
        languages: of the document, and of the translations.
        kind: of what stands directly in the blocks.
        before: gives what to put before a unit, by its id.
    """
    names = iter(ids)
    put = _Merger(lambda _kind, _source: next(names), targets, *languages, before)
    return _blocks(blocks, kind, put)


class _Merger:
    """Changes a stretch to its translation.

    Args:
        name: gives the id of a unit, in the order of the document.
        targets: translations by id.
        own: language of the document.
        language: of the translations.
        before: gives what to put before a unit, by its id.
        left: by id, start and end of what is in the document's language in a translation.
    """

    def __init__(
        self,
        name: Callable[[UnitKind, Coded], str],
        targets: Mapping[str, Coded],
        own: str,
        language: str,
        before: Callable[[str], Inlines] | None = None,
        left: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        self._left = left or {}
        self._name = name
        self._targets = targets
        self._own = own
        self._language = language
        self._before = before
        self._translated = False

    def __call__(self, kind: UnitKind, inlines: Inlines) -> Inlines:
        source, codes = encode(inlines)
        self._translated = False
        if not _has_words(source.text):
            return inlines
        unit_id = self._name(kind, source)
        target = self._targets.get(unit_id)
        if target is None:
            made = _in_language(inlines, self._own)
        else:
            self._translated = True
            made = decode(target, _in_target(codes, self._own, self._language))
            if unit_id in self._left:
                made, _ = _spans_in_language(made, self._left[unit_id], self._own, 0)
        if self._before is not None and kind is not UnitKind.ALT:
            return (*self._before(unit_id), *made)
        return made

    def label(self, label: str) -> str:
        """Return the number of the heading that was changed last."""
        return label_in(label, self._own, self._language) if self._translated else label


def _next_id(kind: UnitKind, source: Coded, seen: Counter[str]) -> str:
    digest = hashlib.sha256(f"{kind.value}\0{source.marked}".encode("utf-8", "replace")).digest()
    key = base64.b32encode(digest).decode("ascii")[:_ID_LENGTH].lower()
    seen[key] += 1
    return f"{key}-{seen[key]}"


def _in_target(codes: Codes, source: str, target: str) -> Codes:
    """Return codes whose runs name neither language: the target's own needs no name."""

    def fresh(text: Text) -> Text:
        return replace(text, lang=None) if text.lang in (source, target) else text

    nodes = tuple(fresh(node) if isinstance(node, Text) else node for node in codes.inlines)
    return Codes(nodes, fresh(codes.base))


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _in_language(inlines: Inlines, language: str) -> Inlines:
    """Return ``inlines`` marked as text of ``language`` where they name no other."""
    return tuple(_with_language(inline, language) for inline in inlines)


def _with_language(inline: Inline, language: str) -> Inline:
    if isinstance(inline, Text):
        return inline if inline.lang else replace(inline, lang=language)
    if isinstance(inline, Link):
        return replace(inline, children=_in_language(inline.children, language))
    if isinstance(inline, Ruby):
        return replace(inline, base=_in_language(inline.base, language))
    return inline


def _spans_in_language(
    inlines: Inlines, spans: Sequence[tuple[int, int]], language: str, at: int
) -> tuple[Inlines, int]:
    """Return ``inlines``, which begin at character ``at``, with spans marked as ``language``, and their end."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            end = at + len(inline.value)
            edges = {edge for span in spans for edge in span if at < edge < end}
            for start, stop in pairwise((at, *sorted(edges), end)):
                run = replace(inline, value=inline.value[start - at : stop - at])
                is_left = any(first <= start and stop <= last for first, last in spans)
                found.append(_with_language(run, language) if is_left else run)
            at = end
        elif isinstance(inline, Link):
            children, at = _spans_in_language(inline.children, spans, language, at)
            found.append(replace(inline, children=children))
        elif isinstance(inline, Ruby):
            base, at = _spans_in_language(inline.base, spans, language, at)
            found.append(replace(inline, base=base))
        else:
            found.append(inline)
    return tuple(found), at


# ---------------------------------------------------------------- one way through a document


def _walk(document: Document, change: _Change) -> Document:
    """Return ``document`` with ``change`` applied to each stretch, in reading order."""
    metadata = _metadata(document.metadata, change)
    blocks = _blocks(document.blocks, UnitKind.PARAGRAPH, change)
    notes = {key: _note(note, change) for key, note in document.notes.items()}
    return replace(document, metadata=metadata, blocks=blocks, notes=notes)


def _metadata(metadata: Metadata, change: _Change) -> Metadata:
    return replace(
        metadata,
        title=_string(metadata.title, UnitKind.TITLE, change),
        subtitle=_string(metadata.subtitle, UnitKind.METADATA, change),
        description=_string(metadata.description, UnitKind.METADATA, change),
        subjects=tuple(_string(s, UnitKind.METADATA, change) for s in metadata.subjects),
    )


def _string(text: str, kind: UnitKind, change: _Change) -> str:
    if not text:
        return text
    return "".join(
        inline.value for inline in change(kind, (Text(text),)) if isinstance(inline, Text)
    )


def _note(note: Note, change: _Change) -> Note:
    return replace(note, blocks=_blocks(note.blocks, UnitKind.NOTE, change))


def _blocks(blocks: Blocks, kind: UnitKind, change: _Change) -> Blocks:
    return tuple(_block(block, kind, change) for block in blocks)


def _block(block: Block, kind: UnitKind, change: _Change) -> Block:
    if isinstance(block, Paragraph):
        own = UnitKind.CAPTION if block.role == "caption" else kind
        return replace(block, inlines=_inlines(block.inlines, own, change))
    if isinstance(block, Heading):
        inlines = _inlines(block.inlines, UnitKind.HEADING, change)
        if block.number and isinstance(change, _Merger):
            return replace(block, inlines=inlines, number=change.label(block.number))
        return replace(block, inlines=inlines)
    if isinstance(block, ListBlock):
        items = tuple(
            replace(item, blocks=_blocks(item.blocks, UnitKind.ITEM, change))
            for item in block.items
        )
        return replace(block, items=items)
    if isinstance(block, Table):
        caption = _blocks(block.caption, UnitKind.CAPTION, change)
        rows = tuple(Row(tuple(_cell(cell, change) for cell in row.cells)) for row in block.rows)
        alt = _string(block.alt, UnitKind.ALT, change)
        return replace(block, caption=caption, rows=rows, alt=alt)
    if isinstance(block, Figure):
        alt = _string(block.alt, UnitKind.ALT, change)
        return replace(block, alt=alt, caption=_blocks(block.caption, UnitKind.CAPTION, change))
    if isinstance(block, EquationBlock):
        return replace(block, caption=_blocks(block.caption, UnitKind.CAPTION, change))
    if isinstance(block, Aside):
        caption = _blocks(block.caption, UnitKind.CAPTION, change)
        return replace(block, caption=caption, blocks=_blocks(block.blocks, UnitKind.BOX, change))
    if isinstance(block, Quote):
        return replace(block, blocks=_blocks(block.blocks, UnitKind.QUOTE, change))
    if isinstance(block, Unsupported):
        return replace(block, text=_string(block.text, UnitKind.ALT, change))
    return block


def _cell(cell: Cell, change: _Change) -> Cell:
    return replace(cell, blocks=_blocks(cell.blocks, UnitKind.CELL, change))


def _inlines(inlines: Inlines, kind: UnitKind, change: _Change) -> Inlines:
    """Change the alternative texts of pictures in the line, and then the line."""
    described = tuple(
        replace(inline, alt=_string(inline.alt, UnitKind.ALT, change))
        if isinstance(inline, InlineImage) and inline.alt
        else inline
        for inline in inlines
    )
    return change(kind, described)
