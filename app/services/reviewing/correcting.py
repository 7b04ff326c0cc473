# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "a corrected source": a new project of it that keeps what was translated.

Paragraphs that are the same keep everything: targets, states, locks, comments and how they were
split. Sentences that are the same in a changed paragraph keep their targets and states. One that
was changed gets the old translation as a draft, its numbers and terms put right where that is
safe. The old project stays as it was, with the history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby
from pathlib import Path

from rapidfuzz import fuzz

from app.i18n import trn
from app.jobs.request import JobExecutor
from app.services.reviewing.creating import create
from app.services.reviewing.reading import Coming, DocumentReader
from app.services.terms import glossary_for
from app.services.translating import memory_order
from app.store.project import NewDocument, Project, ProjectDocument
from translation.inline_codes import joined, tags_of
from translation.languages import LanguagePair
from translation.memory.fuzzy_repair import LEAST, repair
from translation.memory.lexicon import Lexicon
from translation.memory.offering import in_whitespace
from translation.review.segments import (
    Comment,
    Origin,
    ReviewDocument,
    ReviewSegment,
    Status,
    segment_id_of,
)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A project of a corrected source."""

    path: Path
    kept: int
    """Segments that are as they were."""
    fuzzy: int
    """Segments whose source was changed, with the old translation as a draft."""
    fresh: int
    """Segments that are new."""
    gone: int
    """Confirmed segments of the old project whose sentence is no longer there."""

    @property
    def sentence(self) -> str:
        """Say what became of the old work."""
        kept = trn("{n} segment is kept", "{n} segments are kept", self.kept)
        fuzzy = trn(
            "{n} was changed and has the old translation as a draft",
            "{n} were changed and have the old translation as a draft",
            self.fuzzy,
        )
        fresh = trn("{n} is new", "{n} are new", self.fresh)
        gone = trn(
            "{n} confirmed one is no longer in the text",
            "{n} confirmed ones are no longer in the text",
            self.gone,
        )
        return f"{kept}, {fuzzy}, {fresh}, {gone}."


@dataclass(slots=True)
class _Carried:
    """What came of the old segments."""

    segments: list[ReviewSegment]
    from_old: dict[str, str]
    """Id of the new segment, by that of the old one it continues."""
    kept: int = 0
    fuzzy: int = 0


def take_corrected(
    executor: JobExecutor,
    project: Project,
    source: Path,
    target: Path,
    document: ProjectDocument | None = None,
    *,
    passwords: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> Corrected:
    """Make the project ``target`` of a corrected source, with the work of ``project``.

    The other documents of the project come along as they are.

    Args:
        executor: reads the source in a worker.
        project: of the source before; open, and left as it is.
        source: the corrected document.
        target: the project to write; one that is there stays and stops this.
        document: that the source corrects; the first one where none is given.
        passwords: tried where the source asks for one.
        progress: told how far it is.

    Raises:
        AppError: the source cannot be read, or the project cannot be written.
    """
    corrects = document or project.documents[0]
    old = project.exchanged(corrects)
    pair = LanguagePair(old.source_language, old.target_language)
    lexicon = Lexicon(pair, glossary_for(*_tags(pair)))
    carried: list[_Carried] = []

    def carry(review: ReviewDocument) -> ReviewDocument:
        found = _carry(old.segments, review.segments, lexicon)
        carried.append(found)
        said = _comments(old.comments, found)
        return replace(review, segments=tuple(found.segments), comments=said)

    reader = DocumentReader(
        executor,
        _tags(pair),
        memory_order,
        drafted=False,
        passwords=passwords,
        progress=progress,
    )
    corrected = reader.read(source, carry)
    made = create(
        [
            Coming(
                Path(one.shown),
                partial(_taken_along, project, one)
                if one.number != corrects.number
                else lambda: corrected,
            )
            for one in project.documents
        ],
        target,
        title=project.meta["title"] if len(project.documents) > 1 else "",
        progress=progress,
    )
    found = carried[0]
    confirmed = [one for one in old.segments if one.status.is_confirmed]
    gone = sum(one.segment_id not in found.from_old for one in confirmed)
    total = len(found.segments)
    return Corrected(made.path, found.kept, found.fuzzy, total - found.kept - found.fuzzy, gone)


def _taken_along(project: Project, document: ProjectDocument) -> NewDocument:
    """Return a document as it stands now, without its history."""
    review = project.exchanged(document)
    segments = tuple(replace(one, number=at) for at, one in enumerate(review.segments, start=1))
    return NewDocument(replace(review, segments=segments), project.parts(document), document.meta)


def _tags(pair: LanguagePair) -> tuple[str, str]:
    return pair.source, pair.target


def _comments(comments: Sequence[Comment], found: _Carried) -> tuple[Comment, ...]:
    return tuple(
        replace(one, segment_id=found.from_old[one.segment_id])
        for one in comments
        if one.segment_id in found.from_old
    )


_Unit = tuple[str, list[ReviewSegment]]
"""The text of a unit, whatever it was cut into, and its segments."""


def _units(segments: Sequence[ReviewSegment]) -> list[_Unit]:
    grouped = groupby(segments, key=lambda one: one.unit_id)
    some = [list(group) for _, group in grouped]
    return [(joined([one.source for one in unit]).marked, unit) for unit in some]


def _carry(
    old: Sequence[ReviewSegment], new: Sequence[ReviewSegment], lexicon: Lexicon
) -> _Carried:
    before, after = _units(old), _units(new)
    carried = _Carried([], {})
    steps = SequenceMatcher(
        None, [key for key, _ in before], [key for key, _ in after], autojunk=False
    ).get_opcodes()
    # A paragraph that was moved is the same one too, at another place.
    left = {
        key: unit for kind, i1, i2, _, _ in steps if kind != "equal" for key, unit in before[i1:i2]
    }
    for kind, i1, i2, j1, j2 in steps:
        if kind == "equal":
            for (_, unit), (_, fresh) in zip(before[i1:i2], after[j1:j2], strict=True):
                _adopt(carried, unit, fresh[0].unit_id)
            continue
        pool = [one for _, unit in before[i1:i2] for one in unit]
        for key, fresh in after[j1:j2]:
            moved = left.pop(key, None)
            if moved is not None:
                _adopt(carried, moved, fresh[0].unit_id)
            else:
                _sentences(carried, pool, fresh, lexicon)
    return carried


def _put(carried: _Carried, segment: ReviewSegment, unit_id: str, place: int) -> str:
    made = segment_id_of(unit_id, place)
    number = len(carried.segments) + 1
    carried.segments.append(replace(segment, segment_id=made, unit_id=unit_id, number=number))
    return made


def _adopt(carried: _Carried, unit: Sequence[ReviewSegment], unit_id: str) -> None:
    """Take the segments of an equal unit as they are, cuts and all."""
    for place, one in enumerate(unit, start=1):
        carried.from_old[one.segment_id] = _put(carried, one, unit_id, place)
        carried.kept += 1


def _sentences(
    carried: _Carried,
    pool: list[ReviewSegment],
    fresh: Sequence[ReviewSegment],
    lexicon: Lexicon,
) -> None:
    """Take what the sentences of a changed unit had, from the old sentences around it."""
    for place, segment in enumerate(fresh, start=1):
        words = segment.source.marked.strip()
        same = next((one for one in pool if one.source.marked.strip() == words), None)
        if same is not None:
            pool.remove(same)
            # A sentence that ends its paragraph now has no blank behind it, and the other way round.
            target = in_whitespace(same.target, segment.source.text)
            took = replace(same, kind=segment.kind, source=segment.source, target=target)
            carried.from_old[same.segment_id] = _put(carried, took, segment.unit_id, place)
            carried.kept += 1
            continue
        near = _nearest(pool, segment)
        if near is not None:
            one, score = near
            pool.remove(one)
            mended = repair(one.source, segment.source, one.target, lexicon)
            target = mended.target if mended is not None else one.target
            target = in_whitespace(target, segment.source.text)
            made = replace(
                segment, target=target, status=Status.DRAFT, origin=Origin.MEMORY, match=score
            )
            carried.from_old[one.segment_id] = _put(carried, made, segment.unit_id, place)
            carried.fuzzy += 1
            continue
        _put(carried, segment, segment.unit_id, place)


def _nearest(
    pool: Sequence[ReviewSegment], segment: ReviewSegment
) -> tuple[ReviewSegment, int] | None:
    scores = [
        (int(fuzz.ratio(one.source.text, segment.source.text)), -at)
        for at, one in enumerate(pool)
        if one.target.parts and list(tags_of(one.source)) == list(tags_of(segment.source))
    ]
    score, place = max(scores, default=(0, 0))
    return (pool[-place], min(score, 99)) if score >= LEAST else None
