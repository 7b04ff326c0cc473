# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a file of exchange brings back, and putting it into the document under review."""

from __future__ import annotations

from dataclasses import dataclass, replace

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.inline_codes import Coded
from translation.review.segments import Comment, Origin, ReviewDocument, ReviewSegment, Status


@dataclass(frozen=True, slots=True)
class ReturnedSegment:
    """One segment as a file has it."""

    segment_id: str
    unit_id: str
    source: Coded
    target: Coded
    status: Status | None
    """None where the file says nothing of it."""
    locked: bool = False
    line: int = 0
    relocked: bool | None = None
    """Whether its tool locked or unlocked it; None where it did neither, or does not say so."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file holds."""

    source_language: str
    target_language: str
    segments: tuple[ReturnedSegment, ...]
    comments: tuple[Comment, ...] = ()
    document_id: str = ""
    """SHA-256 of the document that it was made of; "" where another tool wrote the file."""


def applied(document: ReviewDocument, returned: Returned) -> ReviewDocument:
    """Return ``document`` with the targets, statuses and comments of ``returned``.

    Locked segments stay as they are, unless the file's tool unlocked them. A segment that came back changed and without a status
    counts as edited. Comments are changed and added, never taken out: many tools drop notes.

    Raises:
        ExchangeRefused: it is of another document or language, has unknown segments, or
            segments were joined or split.
    """
    if returned.document_id and returned.document_id != document.document_id:
        raise ExchangeRefused(ExchangeCode.OTHER_DOCUMENT)
    found = returned.target_language
    if found and found.partition("-")[0].lower() != (
        document.target_language.partition("-")[0].lower()
    ):
        raise ExchangeRefused(
            ExchangeCode.OTHER_LANGUAGE, expected=document.target_language, found=found
        )
    own = {segment.segment_id: segment for segment in document.segments}
    units = {segment.unit_id for segment in document.segments}
    came: dict[str, ReturnedSegment] = {}
    for one in returned.segments:
        segment = own.get(one.segment_id)
        if segment is None:
            known = one.unit_id in units
            code = ExchangeCode.RESEGMENTED if known else ExchangeCode.UNKNOWN_SEGMENT
            raise ExchangeRefused(code, one.line, segment=one.segment_id[:80])
        if one.segment_id in came:
            raise ExchangeRefused(ExchangeCode.RESEGMENTED, one.line, segment=one.segment_id[:80])
        if _words(one.source) != _words(segment.source):
            raise ExchangeRefused(
                ExchangeCode.SOURCE_CHANGED, one.line, segment=one.segment_id[:80]
            )
        came[one.segment_id] = one
    return replace(
        document,
        segments=tuple(
            _merged(segment, came[segment.segment_id]) if segment.segment_id in came else segment
            for segment in document.segments
        ),
        comments=_comments(document, returned, set(own)),
    )


def _comments(
    document: ReviewDocument, returned: Returned, segments: set[str]
) -> tuple[Comment, ...]:
    def key(comment: Comment) -> tuple[object, ...]:
        if comment.comment_id is not None:
            return (comment.comment_id,)
        return (comment.segment_id, comment.author, comment.at, comment.text)

    came = {key(one): one for one in returned.comments if one.segment_id in segments}
    known = {key(one) for one in document.comments}
    kept = [came.get(key(one), one) for one in document.comments]
    return (*kept, *(one for name, one in came.items() if name not in known))


def _words(content: Coded) -> str:
    # Other tools fold whitespace and move codes; the words are what must be the same.
    return " ".join(content.text.split())


def _merged(segment: ReviewSegment, came: ReturnedSegment) -> ReviewSegment:
    if segment.locked and came.relocked is not False:
        return segment
    changed = came.target != segment.target
    status = came.status or (Status.EDITED if changed else segment.status)
    origin = segment.origin
    if changed and origin is Origin.NONE:
        origin = Origin.IMPORTED
    locked = segment.locked if came.relocked is None else came.relocked
    return replace(segment, target=came.target, status=status, locked=locked, origin=origin)
