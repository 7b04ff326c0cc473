# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values that go into a project's file and come out of it; none is a row of the database itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from translation.inline_codes import Coded
from translation.review.segments import Origin, Status


@dataclass(frozen=True, slots=True)
class Change:
    """A new state of one segment; what is None stays."""

    number: int
    target: Coded | None = None
    status: Status | None = None
    locked: bool | None = None
    origin: Origin | None = None
    author: str | None = None
    """Whose change it is, where not that of the step's author."""
    recorded: bool = False
    """Whether the history has it even where the state stays the same."""
    why: str = ""
    """What the history says of it, where not what it says of the step."""


@dataclass(frozen=True, slots=True)
class StoredState:
    """What a revision found or left: target, marked, and status."""

    target: str
    status: str


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A revision as the file has it, by which two copies of a project are compared."""

    step: int
    key: int
    """The number by which the file knows the segment for good."""
    unit_id: str
    author: str
    at: str
    why: str
    before: StoredState
    after: StoredState
    undone: bool
    born: bool
    """Whether the step brought the segment, splitting or joining others."""

    def same_as(self, other: StoredRevision) -> bool:
        """Say whether both are the same change; one side may have undone it since."""
        return (self.step, self.key, self.author, self.at, self.before, self.after) == (
            other.step,
            other.key,
            other.author,
            other.at,
            other.before,
            other.after,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """A step was taken back, or done again."""

    step: int
    undone: bool
    """Whether it was taken back."""
    mark: str
    """Like no other: two copies of a file have equal ones from before they parted."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of one segment, as its history tells it."""

    step: int
    """Changes of one step were made, and are undone, together."""
    number: int
    author: str
    at: str
    """Moment in UTC, ISO 8601."""
    why: str
    before: Coded
    after: Coded
    status_before: Status
    status_after: Status
    undone: bool
    resegmented: bool = False
    """Whether the step split or joined segments: ``before`` is then what stood there together."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """What a check found in a segment."""

    check_id: str
    severity: str
    params: tuple[tuple[str, str], ...] = ()
    source_span: tuple[int, int] | None = None
    """Characters of the source's text, start and end."""
    target_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding, and why somebody dismissed it."""

    number: int
    finding: OpenFinding
    dismissed: str | None = None
    """The reason; None while it stands."""
    dismissed_by: str = ""


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """A finding that somebody said is none, with the source that it was said of."""

    number: int
    """Of the first segment with that source."""
    segments: int
    """With that source."""
    finding: OpenFinding
    reason: str
    author: str
    at: str
    """Moment in UTC, ISO 8601."""


class SegmentLine(NamedTuple):
    """What a list shows of a segment; texts are marked (``Coded.marked``), not taken apart."""

    number: int
    kind: str
    source: str
    target: str
    status: str
    locked: int
    match: int | None
    confidence: float | None

    @property
    def is_open(self) -> bool:
        """Whether a person is still to confirm it."""
        return not self.locked and not Status(self.status).is_confirmed


@dataclass(frozen=True, slots=True)
class Counts:
    """Progress of a project, in segments and in characters of the source."""

    segments: dict[Status, int] = field(default_factory=dict)
    characters: dict[Status, int] = field(default_factory=dict)
    words: dict[Status, int] = field(default_factory=dict)
    locked: int = 0

    @property
    def total(self) -> int:
        """All segments."""
        return sum(self.segments.values())

    def done(self, least: Status = Status.REVIEWED) -> int:
        """Return the segments that have come at least so far."""
        return sum(count for status, count in self.segments.items() if status.rank >= least.rank)
