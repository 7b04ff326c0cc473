# SPDX-License-Identifier: AGPL-3.0-or-later
"""Splitting and joining the segments of a unit, as XLIFF 2 has it (``canResegment``).

Whatever is done, the texts of a unit's segments one after the other stay the same, codes included: a
pair of codes around a cut is closed before and opened after it, and is one again when joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translation.inline_codes import Coded, cut, joined
from translation.review.segments import Origin, ReviewSegment, Status

_CONFIRMED = (Status.REVIEWED, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment that comes in the place of others."""

    source: Coded
    target: Coded
    status: Status
    origin: Origin = Origin.NONE
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Resegmentation:
    """Neighbouring segments of one unit, and what comes in their place."""

    first: int
    """Number of the first that goes."""
    last: int
    pieces: tuple[Piece, ...]


def split(segment: ReviewSegment, source_at: int, target_at: int = 0) -> Resegmentation | None:
    """Return ``segment`` in two; None where it is locked or a part would have no words.

    Args:
        segment: to split.
        source_at: characters of the source's text before the cut; blanks after it stay with the
            first part, as they do between sentences.
        target_at: the same of the target. At its beginning or end the whole target goes with the
            first part, and the second has none yet.
    """
    sources = _parted(segment.source, source_at)
    if segment.locked or sources is None:
        return None
    targets = _parted(segment.target, target_at) or (segment.target, Coded(()))
    return Resegmentation(
        segment.number,
        segment.number,
        tuple(
            Piece(source, target, _status_of(segment.status, target), segment.origin, sure)
            for source, target in zip(sources, targets, strict=True)
            for sure in (segment.confidence if target.parts else None,)
        ),
    )


def _parted(content: Coded, at: int) -> tuple[Coded, Coded] | None:
    text = content.text
    at = max(0, min(at, len(text)))
    at += len(text[at:]) - len(text[at:].lstrip())
    if not text[:at].strip() or not text[at:].strip():
        return None
    first, second = cut(content, [at])
    return first, second


def _status_of(whole: Status, target: Coded) -> Status:
    """Return the state of a part: what was confirmed is to be looked at again."""
    if not target.parts:
        return Status.UNTRANSLATED
    return Status.EDITED if whole in _CONFIRMED else whole


def join(segments: Sequence[ReviewSegment], blank: str = " ") -> Resegmentation | None:
    """Return neighbouring segments as one; None where one is locked or they are of two units.

    Two confirmed segments are confirmed together, as far as the less far one was.

    Args:
        segments: in their order.
        blank: what stands between two sentences of the target language; put in where the source
            has a blank and neither target does.
    """
    if (
        len(segments) < 2
        or any(one.locked for one in segments)
        or len({one.unit_id for one in segments}) > 1
    ):
        return None
    target = Coded(())
    for before, one in zip((None, *segments), segments, strict=False):
        missing = before is not None and _blank_is_missing(before.source, target, one.target)
        target = joined([target, one.target], blank if missing else "")
    states = [one.status for one in segments]
    if not target.parts:
        status = Status.UNTRANSLATED
    elif len(set(states)) == 1 or all(state in _CONFIRMED for state in states):
        status = min(states, key=lambda state: state.rank)
    else:
        status = Status.EDITED
    origins = {one.origin for one in segments}
    return Resegmentation(
        segments[0].number,
        segments[-1].number,
        (
            Piece(
                joined([one.source for one in segments]),
                target,
                status,
                origins.pop() if len(origins) == 1 else Origin.PERSON,
            ),
        ),
    )


def _blank_is_missing(source: Coded, first: Coded, second: Coded) -> bool:
    return (
        source.text[-1:].isspace()
        and bool(first.text and second.text)
        and not first.text[-1].isspace()
        and not second.text[0].isspace()
    )


def resegmented(
    segments: Sequence[ReviewSegment], sources: Sequence[str]
) -> tuple[int, ...] | None:
    """Return where other boundaries cut the text of a unit, in characters; None for another text.

    Args:
        segments: all segments of a unit.
        sources: the texts of its segments as another tool cut them; blanks may differ.
    """
    whole = "".join(one.source.text for one in segments)
    letters = [at for at, letter in enumerate(whole) if not letter.isspace()]
    counts = [sum(not letter.isspace() for letter in text) for text in sources]
    if "".join("".join(sources).split()) != "".join(whole.split()) or 0 in counts:
        return None
    places: list[int] = []
    done = 0
    for count in counts[:-1]:
        done += count
        places.append(letters[done])
    return tuple(places)
