# SPDX-License-Identifier: AGPL-3.0-or-later
"""Segments that came back split or joined: the document follows them, or they follow it.

A file may cut a unit otherwise than the document does now: its tool split or joined segments, or the
reviewer did so after the file was written. The words of the unit's sources must be the same. What is cut
alike is matched by its place; where it is not, the file's cuts are taken over with its translations,
unless these say what the document says already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.returned import Returned, ReturnedSegment
from translation.inline_codes import cut, joined
from translation.review.segmentation import Piece, Resegmentation, resegmented
from translation.review.segments import Comment, Origin, ReviewDocument, ReviewSegment, Status


@dataclass(frozen=True, slots=True)
class FollowedSegmentation:
    """A document and a file that are cut alike, and what is to be done to cut the project so."""

    document: ReviewDocument
    """Without the segments that are replaced."""
    returned: Returned
    """Without the segments that replace them; ids are those of the document."""
    resegmentations: tuple[Resegmentation, ...] = ()
    _places: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Of the file's segments that were cut otherwise: unit, and characters before them in it."""

    def numbers_after(self, changed: Iterable[int]) -> tuple[int, ...]:
        """Return the numbers of all that changed, as they are once the project is cut so."""
        found = [
            number + sum(_grown(one) for one in self.resegmentations if one.last < number)
            for number in changed
        ]
        grown = 0
        for one in self.resegmentations:
            found += range(one.first + grown, one.first + grown + len(one.pieces))
            grown += _grown(one)
        return tuple(sorted(found))

    def comments(self, document: ReviewDocument) -> tuple[Comment, ...]:
        """Return the file's comments on what it cut otherwise, on segments of ``document``."""
        known = {(one.author, one.at, one.text) for one in document.comments}
        return tuple(
            replace(one, segment_id=_at(document, *self._places[one.segment_id]))
            for one in self.returned.comments
            if one.segment_id in self._places and (one.author, one.at, one.text) not in known
        )


def _grown(one: Resegmentation) -> int:
    return len(one.pieces) - (one.last - one.first + 1)


def _at(document: ReviewDocument, unit_id: str, place: int) -> str:
    found = ""
    start = 0
    for segment in document.segments:
        if segment.unit_id == unit_id and start <= place:
            found = segment.segment_id
            start += len(segment.source.text)
    return found


def follow_segmentation(document: ReviewDocument, returned: Returned) -> FollowedSegmentation:
    """Return ``document`` and ``returned`` so that both are cut alike.

    Units that the file changed otherwise than by cutting stay as they are, to be refused by
    ``returned.applied`` with the reason.

    Raises:
        ExchangeRefused: a locked segment came back split or joined.
    """
    own: dict[str, list[ReviewSegment]] = {}
    for segment in document.segments:
        own.setdefault(segment.unit_id, []).append(segment)
    came: dict[str, list[ReturnedSegment]] = {}
    for one in returned.segments:
        came.setdefault(one.unit_id, []).append(one)
    kept: list[ReturnedSegment] = []
    made: list[Resegmentation] = []
    places: dict[str, tuple[str, int]] = {}
    for unit_id, some in came.items():
        segments = own.get(unit_id, [])
        if _alike(segments, some):
            kept += some
            continue
        cuts = resegmented(segments, [one.source.text for one in some])
        if cuts is None:
            kept += some
            continue
        for start, mine, theirs in _runs(segments, some, cuts):
            if len(mine) == len(theirs) == 1:
                kept.append(replace(theirs[0], segment_id=mine[0].segment_id))
            elif _words(one.target.text for one in mine) != _words(
                one.target.text for one in theirs
            ):
                made.append(_resegmentation(start, mine, theirs, cuts))
            places |= {one.segment_id: (unit_id, start) for one in theirs}
    replaced = {number for one in made for number in range(one.first, one.last + 1)}
    return FollowedSegmentation(
        replace(
            document,
            segments=tuple(one for one in document.segments if one.number not in replaced),
        ),
        replace(returned, segments=tuple(kept)),
        tuple(sorted(made, key=lambda one: one.first)),
        places,
    )


def _alike(own: Sequence[ReviewSegment], came: Sequence[ReturnedSegment]) -> bool:
    """Say whether each segment that came is one of ours, with its words."""
    known = {one.segment_id: _words([one.source.text]) for one in own}
    return all(known.get(one.segment_id) == _words([one.source.text]) for one in came) and len(
        {one.segment_id for one in came}
    ) == len(came)


def _words(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def _runs(
    own: Sequence[ReviewSegment], came: Sequence[ReturnedSegment], cuts: Sequence[int]
) -> list[tuple[int, list[ReviewSegment], list[ReturnedSegment]]]:
    """Return what stands between the cuts that both have: its place, our segments, theirs."""
    own_edges = [0]
    for segment in own:
        own_edges.append(own_edges[-1] + len(segment.source.text))
    edges = [0, *cuts, own_edges[-1]]
    # Blanks at an edge may stand on either side of it.
    text = "".join(one.source.text for one in own)
    place = {at: at + len(text[at:]) - len(text[at:].lstrip()) for at in (*own_edges, *edges)}
    common = sorted({place[at] for at in own_edges} & {place[at] for at in edges} | {place[0]})
    return [
        (
            start,
            [one for one, at in zip(own, own_edges, strict=False) if start <= place[at] < end],
            [one for one, at in zip(came, edges, strict=False) if start <= place[at] < end],
        )
        for start, end in pairwise(common)
    ]


def _resegmentation(
    start: int,
    own: Sequence[ReviewSegment],
    came: Sequence[ReturnedSegment],
    cuts: Sequence[int],
) -> Resegmentation:
    if any(one.locked for one in own):
        raise ExchangeRefused(
            ExchangeCode.RESEGMENTED, came[0].line, segment=came[0].segment_id[:80]
        )
    whole = joined([one.source for one in own])
    # Place 0 of a run may be behind blanks that stand before its first word.
    before = start - (len(whole.text) - len(whole.text.lstrip()))
    inside = [at - before for at in cuts if start < at < before + len(whole.text)]
    return Resegmentation(
        own[0].number,
        own[-1].number,
        tuple(
            Piece(source, one.target, _status(one), Origin.IMPORTED)
            for source, one in zip(cut(whole, inside), came, strict=True)
        ),
    )


def _status(one: ReturnedSegment) -> Status:
    if not one.target.parts:
        return Status.UNTRANSLATED
    return one.status or Status.EDITED
