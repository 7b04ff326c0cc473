# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "track changes": what a second person changed of what a first one had confirmed.

It is derived from the history: nobody has to switch anything on, and nobody can forget to. A change is
open until it is accepted or rejected, or until the first person confirms anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.store.project import Change, Project, StoredRevision
from translation.inline_codes import Coded, from_marked
from translation.review.segments import Status

ACCEPT = "accept"
"""What the history says of an accepted change."""
REJECT = "reject_change"


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """A change of a confirmed translation that nobody has accepted or rejected yet."""

    number: int
    before: Coded
    """What was confirmed."""
    status_before: Status
    confirmed_by: str
    now: Coded
    author: str
    """Who changed it last."""
    at: str


def tracked_changes(
    project: Project, numbers: Iterable[int] | None = None
) -> dict[int, TrackedChange]:
    """Return the open changes of segments, of all where no numbers are given, by their numbers."""
    found: dict[int, TrackedChange] = {}
    # Nobody has a change at what one person alone worked on: most of a large project.
    wanted = project.of_several() if numbers is None else list(numbers)
    by_key = sorted(project.revisions(wanted), key=lambda one: one.key)
    places = project.places({one.key for one in by_key})
    for key, some in groupby(by_key, key=lambda one: one.key):
        change = _tracked(places.get(key, 0), [one for one in some if not one.undone])
        if change is not None:
            found[change.number] = change
    return found


def _tracked(number: int, revisions: Sequence[StoredRevision]) -> TrackedChange | None:
    base: StoredRevision | None = None
    changed: StoredRevision | None = None
    for one in revisions:
        confirmed = Status(one.after.status).is_confirmed
        if one.why in (ACCEPT, REJECT) or (
            confirmed and (base is None or one.author == base.author)
        ):
            base = one
        if one.after.target != one.before.target:
            changed = one
    if (
        not number
        or base is None
        or changed is None
        or changed.author == base.author
        or changed.after.target == base.after.target
    ):
        return None
    return TrackedChange(
        number,
        from_marked(base.after.target),
        Status(base.after.status),
        base.author,
        from_marked(changed.after.target),
        changed.author,
        changed.at,
    )


def accepted(changes: Iterable[TrackedChange]) -> list[Change]:
    """Return the step by which changes are accepted: each is the confirmed translation now."""
    return [
        Change(
            one.number, one.now, max(Status.REVIEWED, one.status_before, key=_rank), recorded=True
        )
        for one in changes
    ]


def rejected(changes: Iterable[TrackedChange]) -> list[Change]:
    """Return the step by which changes are rejected: what was confirmed is back, as it was."""
    return [Change(one.number, one.before, one.status_before) for one in changes]


def _rank(status: Status) -> int:
    return status.rank
