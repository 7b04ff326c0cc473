# SPDX-License-Identifier: AGPL-3.0-or-later
"""Segments under review, in the terms of XLIFF 2: units hold segments, segments hold codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from converters.document.nodes import (
    Anchor,
    Inline,
    InlineImage,
    InlineMath,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    Ruby,
    Text,
)
from translation.inline_codes import Coded, Codes, joined
from translation.review.anchors import SpanAnchor
from translation.units import TranslationUnit, UnitKind


class Status(StrEnum):
    """How far a segment has come. ``locked`` stands beside it, not in its place."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    """Made by a machine or taken from a memory; nobody has looked at it."""
    EDITED = "edited"
    """A person has changed it and not yet confirmed it."""
    REVIEWED = "reviewed"
    """A person has confirmed it."""
    APPROVED = "approved"
    """It may be published."""

    @property
    def rank(self) -> int:
        """Return its place on the way, from 0."""
        return list(Status).index(self)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has confirmed it, or approved it."""
        return self in (Status.REVIEWED, Status.APPROVED)


class Origin(StrEnum):
    """Where a target came from at first; editing does not change it."""

    NONE = ""
    MACHINE = "machine"
    MEMORY = "memory"
    PERSON = "person"
    PROPAGATED = "propagated"
    """From an equal segment that a person confirmed."""
    IMPORTED = "imported"
    COPIED = "copied"
    """From the source: there was nothing to translate."""


class CodeKind(StrEnum):
    """What a code does to its words, or is between them."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    STYLE = "style"
    LINK = "link"
    RUBY = "ruby"
    NOTE = "note"
    IMAGE = "image"
    EQUATION = "equation"
    BREAK = "break"
    ANCHOR = "anchor"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class InlineCodeInfo:
    """What people and other tools are told of a code."""

    number: int
    kind: CodeKind
    paired: bool
    shown: str = ""
    """A few words: the address of a link, the description of a picture."""


@dataclass(frozen=True, slots=True)
class ReviewUnit:
    """A paragraph, cell, note ... whose segments are reviewed in each other's sight."""

    unit_id: str
    kind: UnitKind
    codes: tuple[InlineCodeInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSegment:
    """One sentence of a unit."""

    segment_id: str
    """Id of the unit, "." and its number in it, from 1."""
    unit_id: str
    number: int
    """In the whole project, from 1: what people call it by."""
    kind: UnitKind
    source: Coded
    target: Coded
    status: Status = Status.UNTRANSLATED
    locked: bool = False
    origin: Origin = Origin.NONE
    match: int | None = None
    """Percent of the memory's match that it began as."""
    confidence: float | None = None
    """Of the machine in its draft, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a segment."""

    segment_id: str
    author: str
    at: str
    """Moment in UTC, ISO 8601."""
    text: str
    resolved: bool = False
    """Answered; a thread is when its first comment is."""
    comment_id: int | None = None
    anchor: SpanAnchor | None = None
    """The words that it is about; the whole segment without them."""
    reply_to: int | None = None
    """Id of the first comment of the thread, of a reply."""


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """All that is exchanged with other tools: a document's units and segments, in its order."""

    title: str
    source_language: str
    target_language: str
    document_id: str
    """SHA-256 of the document that the segments are of."""
    units: tuple[ReviewUnit, ...]
    segments: tuple[ReviewSegment, ...]
    comments: tuple[Comment, ...] = ()


_MARKS = {
    Mark.STRONG: CodeKind.BOLD,
    Mark.EMPHASIS: CodeKind.ITALIC,
    Mark.UNDERLINE: CodeKind.UNDERLINE,
    Mark.STRIKE: CodeKind.STRIKE,
    Mark.SUPERSCRIPT: CodeKind.SUPERSCRIPT,
    Mark.SUBSCRIPT: CodeKind.SUBSCRIPT,
}
_SHOWN = 60


def describe_codes(codes: Codes) -> tuple[InlineCodeInfo, ...]:
    """Return what to say of each code of a unit."""
    return tuple(
        _look(number, node, codes.base) for number, node in enumerate(codes.inlines, start=1)
    )


def _look(number: int, node: Inline, base: Text) -> InlineCodeInfo:
    if isinstance(node, Text):
        added = [kind for mark, kind in _MARKS.items() if mark in node.marks - base.marks]
        kind = added[0] if len(added) == 1 and replace(node, marks=base.marks) == base else None
        return InlineCodeInfo(number, kind or (added or [CodeKind.STYLE])[0], paired=True)
    if isinstance(node, Link):
        return InlineCodeInfo(number, CodeKind.LINK, paired=True, shown=node.target[:_SHOWN])
    if isinstance(node, Ruby):
        return InlineCodeInfo(number, CodeKind.RUBY, paired=True, shown=node.annotation[:_SHOWN])
    if isinstance(node, NoteRef):
        return InlineCodeInfo(number, CodeKind.NOTE, paired=False, shown=node.note_id[:_SHOWN])
    if isinstance(node, InlineImage):
        return InlineCodeInfo(number, CodeKind.IMAGE, paired=False, shown=node.alt[:_SHOWN])
    if isinstance(node, InlineMath):
        return InlineCodeInfo(number, CodeKind.EQUATION, paired=False)
    if isinstance(node, LineBreak):
        return InlineCodeInfo(number, CodeKind.BREAK, paired=False)
    if isinstance(node, Anchor):
        return InlineCodeInfo(number, CodeKind.ANCHOR, paired=False)
    return InlineCodeInfo(number, CodeKind.OTHER, paired=False)


def review_unit(unit: TranslationUnit) -> ReviewUnit:
    """Return what a review keeps of a unit."""
    return ReviewUnit(unit.unit_id, unit.kind, describe_codes(unit.codes))


def segment_id_of(unit_id: str, number: int) -> str:
    """Return the id of segment ``number``, from 1, of a unit."""
    return f"{unit_id}.{number}"


def targets_of(segments: Iterable[ReviewSegment]) -> dict[str, Coded]:
    """Return the translation of each unit whose segments all have one, for ``units.merge``.

    A unit with a gap stays in its own language: half a paragraph in each serves nobody.
    """
    by_unit: dict[str, list[ReviewSegment]] = {}
    for segment in segments:
        by_unit.setdefault(segment.unit_id, []).append(segment)
    return {
        unit_id: joined([one.target for one in some])
        for unit_id, some in by_unit.items()
        if all(one.target.parts or not one.source.text.strip() for one in some)
    }
