# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a project puts into the memory that all projects share: what is confirmed, and only that."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator

from app.store.project import Project, ProjectDocument
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit, context_of
from translation.review.segments import Origin, ReviewSegment

logger = logging.getLogger(__name__)


def context_around(project: Project, number: int) -> tuple[str | None, str | None]:
    """Return the contexts of a segment: the one before and the one after, in its document."""
    document = project.document(number)
    first, last = max(number - 1, document.first), min(number + 1, document.last)
    around = {one.number: one for one in project.segments(first, last)}
    before, after = around.get(number - 1), around.get(number + 1)
    return (
        context_of(before.source.text) if before else None,
        context_of(after.source.text) if after else None,
    )


def with_contexts(project: Project) -> Iterator[tuple[ReviewSegment, str | None, str | None]]:
    """Yield all segments of a project, each with the contexts before and after it."""
    for document in project.documents:
        segments = project.segments(document.first, document.last)
        contexts = [None, *(context_of(one.source.text) for one in segments), None]
        yield from zip(segments, contexts, contexts[2:], strict=False)


def origin_prefixes(project: Project) -> tuple[str, ...]:
    """Return how the origins of the units of a project begin: one for each document."""
    return tuple(_prefix(one) for one in project.documents)


def _prefix(document: ProjectDocument) -> str:
    return f"{document.document_id[:16]}/"


def remember(
    project: Project, memory: Memory, numbers: Iterable[int], author: str, at: str
) -> None:
    """Put confirmed segments into the memory, in the place of what they were before."""
    for number in numbers:
        segment = project.segment(number)
        if not segment.status.is_confirmed or segment.origin is Origin.COPIED:
            continue
        before, after = context_around(project, number)
        unit = MemoryUnit(
            _pair(project),
            segment.source,
            segment.target,
            before,
            after,
            _origin_of(project, segment),
            author,
            at,
            at,
        )
        try:
            _forget_one(project, memory, segment, but=segment.target)
            memory.add([unit])
        except sqlite3.Error as error:
            logger.warning("segment %s is not in the memory: %s", segment.segment_id, error)


def forget(project: Project, memory: Memory, numbers: Iterable[int], author: str, at: str) -> None:
    """Take segments that are no longer confirmed out of the memory; what is, is in it."""
    for number in numbers:
        segment = project.segment(number)
        confirmed = segment.status.is_confirmed
        try:
            _forget_one(project, memory, segment, but=segment.target if confirmed else None)
        except sqlite3.Error as error:
            logger.warning("segment %s stays in the memory: %s", segment.segment_id, error)
        if confirmed:
            remember(project, memory, [number], author, at)


def _forget_one(
    project: Project, memory: Memory, segment: ReviewSegment, but: Coded | None
) -> None:
    origin = _origin_of(project, segment)
    exact = memory.look_up(segment.source, _pair(project), least=99, limit=1000)
    memory.remove(
        match.unit.unit_id
        for match in exact
        if match.unit.origin == origin
        and match.unit.target != but
        and match.unit.unit_id is not None
    )


def _pair(project: Project) -> LanguagePair:
    return LanguagePair(project.source_language, project.target_language)


def _origin_of(project: Project, segment: ReviewSegment) -> str:
    document = project.document(segment.number)
    return f"{_prefix(document)}{document.own_id(segment.segment_id)}"
