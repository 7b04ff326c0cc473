# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "propagate": what was confirmed elsewhere comes into this project.

Projects share the memory. Within a project, whatever documents it has, equal segments follow at once;
between projects they follow when somebody asks, as one step, and wait for a person as drafts do.
"""

from __future__ import annotations

from app.services.reviewing.remembering import with_contexts
from app.store.project import Change, Project
from translation.inline_codes import Coded, tags_of
from translation.languages import LanguagePair
from translation.memory.shelf import MemoryShelf
from translation.review.segments import Origin, ReviewSegment, Status

UNTOUCHED = frozenset({Status.UNTRANSLATED, Status.DRAFT})
"""States of segments that no person has dealt with."""
FILL = "fill"
"""What the history says of such a step."""
_EXACT = 100


def followers(project: Project, segment: ReviewSegment, target: Coded) -> list[Change]:
    """Return the changes by which equal, untouched segments of a project follow a confirmed one."""
    return [
        Change(other, target, Status.DRAFT, origin=Origin.PROPAGATED)
        for other in project.same_as(segment.number)
        if (found := project.segment(other)).status in UNTOUCHED
        and not found.locked
        and found.target != target
        and list(tags_of(found.source)) == list(tags_of(segment.source))
    ]


def equal_in_memory(project: Project, shelf: MemoryShelf) -> dict[int, Coded]:
    """Return the translations that the memories have of untouched segments, word for word.

    A memory with a penalty has none; what stands there already is left out.
    """
    pair = LanguagePair(project.source_language, project.target_language)
    found: dict[int, Coded] = {}
    for segment, before, after in with_contexts(project):
        if segment.status not in UNTOUCHED or segment.locked or not segment.source.text.strip():
            continue
        matches = shelf.look_up(segment.source, pair, before, after, least=_EXACT, limit=1)
        if matches and matches[0].unit.target != segment.target:
            found[segment.number] = matches[0].unit.target
    return found


def filling(project: Project, found: dict[int, Coded]) -> list[Change]:
    """Return the step that takes translations in; what a person dealt with since is left alone."""
    return [
        Change(number, target, Status.DRAFT, origin=Origin.PROPAGATED)
        for number, target in found.items()
        if (segment := project.segment(number)).status in UNTOUCHED and not segment.locked
    ]
