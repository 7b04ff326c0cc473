# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "merge": the work of another copy of a project comes into this one.

A project is one file: it is handed over as it is, worked on elsewhere, and merged back. What only one
side changed since both were the same is taken; where both did, this side stays and the conflict is
told. Both histories begin with the same revisions, so that nobody has to remember when that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from app.errors import AppError
from app.i18n import mark, tr
from app.services.reviewing.checking import Terms, check, no_terms
from app.services.reviewing.session import open_project
from app.store.project import Change, Project, StoredRevision, StoredState
from translation.inline_codes import Coded, joined
from translation.review.segmentation import Piece, Resegmentation
from translation.review.segments import ReviewSegment

_SELF = mark("“{path}” is this project itself. Choose the copy that came back.")
_OTHER = mark("“{path}” is the review of another document, or into another language.")
WHY = "merge"
"""What the history says of such a step."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Segments that both sides changed, each otherwise; this side stands."""

    numbers: tuple[int, ...]
    """Here; several where a unit was split or joined."""
    source: str
    mine: Coded
    theirs: Coded
    author: str
    """Who changed it there."""
    states: tuple[Piece, ...]
    """What would come in the place of these segments."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of merging."""

    numbers: tuple[int, ...]
    """Of the segments that changed here."""
    comments: int
    conflicts: tuple[Conflict, ...]

    @property
    def sentence(self) -> str:
        """What a person is told of it."""
        return tr(
            "{changed} segments and {comments} comments came from the other copy; {conflicts}"
            " were changed in both.",
            changed=len(self.numbers),
            comments=self.comments,
            conflicts=len(self.conflicts),
        )


def merge(project: Project, path: Path, author: str, at: str, terms: Terms = no_terms) -> Merged:
    """Take what another copy of a project has into this one, as one step.

    Raises:
        AppError: it cannot be opened, is this file, or of another document.
    """
    if path.resolve() == project.path.resolve():
        raise AppError(_SELF, path=str(path))
    with open_project(path) as other:
        if (other.meta["document_id"], other.target_language) != (
            project.meta["document_id"],
            project.target_language,
        ):
            raise AppError(_OTHER, path=str(path))
        sides = _Sides(project, other)
        sides.compare()
        project.change(sides.changes, author, at, WHY, sides.resegmentations)
        numbers = sides.numbers_after()
        comments = _comments(project, other)
        _false_alarms(project, other)
        # Numbers of conflicts are those that the segments have now.
        conflicts = tuple(sides.shifted(one) for one in sides.conflicts)
    check(project, numbers, terms=terms)
    return Merged(numbers, comments, conflicts)


def resolve(project: Project, conflicts: Sequence[Conflict], author: str, at: str) -> None:
    """Let the other side stand in ``conflicts``, as one step."""
    changes: list[Change] = []
    cut: list[Resegmentation] = []
    for one in conflicts:
        if len(one.numbers) == len(one.states) == 1:
            (piece,) = one.states
            changes.append(
                Change(
                    one.numbers[0],
                    piece.target,
                    piece.status,
                    origin=piece.origin,
                    author=one.author,
                )
            )
        else:
            cut.append(Resegmentation(one.numbers[0], one.numbers[-1], one.states))
    project.change(changes, author, at, WHY, cut)


def _state(segment: ReviewSegment) -> StoredState:
    return StoredState(segment.target.marked, segment.status.value)


class _Sides:
    """Two copies of a project, compared with what they were when they were the same."""

    def __init__(self, mine: Project, theirs: Project) -> None:
        self._mine, self._theirs = mine.by_key(), theirs.by_key()
        own, others = mine.revisions(), theirs.revisions()
        common = len(
            list(takewhile(lambda both: both[0].same_as(both[1]), zip(own, others, strict=False)))
        )
        self._born = {one.key for one in (*own[common:], *others[common:]) if one.born}
        """Segments that one side cut since: the other may have others under the same keys."""
        self._base = _base(own, others, common, self._born)
        self._authors = {one.key: one.author for one in others[common:] if not one.undone}
        self.changes: list[Change] = []
        self.resegmentations: list[Resegmentation] = []
        self.conflicts: list[Conflict] = []

    def compare(self) -> None:
        """Find what is to be taken over, and what both sides changed."""
        mine, theirs = _by_unit(self._mine), _by_unit(self._theirs)
        for unit_id, own in mine.items():
            others = theirs.get(unit_id, {})
            if _cuts(own) == _cuts(others):
                for key, segment in own.items():
                    self._compare(key, segment, others[key])
            elif others:
                self._compare_cut(own, others)

    def _compare(self, key: int, mine: ReviewSegment, theirs: ReviewSegment) -> None:
        here, there = _state(mine), _state(theirs)
        base = None if key in self._born else self._base.get(key, here)
        if there in (here, base) or mine.locked:
            return
        same_words = mine.target == theirs.target
        if here == base or (same_words and theirs.status.rank > mine.status.rank):
            self.changes.append(
                Change(
                    mine.number,
                    theirs.target,
                    theirs.status,
                    origin=theirs.origin,
                    author=self._authors.get(key),
                )
            )
        elif not same_words:
            self._conflict([mine], [theirs], self._authors.get(key, ""))

    def _compare_cut(
        self, mine: dict[int, ReviewSegment], theirs: dict[int, ReviewSegment]
    ) -> None:
        own, others = list(mine.values()), list(theirs.values())
        if _pieces(own) == _pieces(others):
            # Cut alike, as after an earlier merge of this copy: under other keys, and no conflict.
            return
        if self._untouched(theirs) or any(one.locked for one in own):
            return
        if self._untouched(mine):
            self.resegmentations.append(
                Resegmentation(own[0].number, own[-1].number, _pieces(others))
            )
            return
        author = next((self._authors[key] for key in theirs if key in self._authors), "")
        self._conflict(own, others, author)

    def _untouched(self, segments: dict[int, ReviewSegment]) -> bool:
        """Say whether segments of a unit are what they were when both sides were the same."""
        return all(
            key not in self._born and self._base.get(key, _state(one)) == _state(one)
            for key, one in segments.items()
        )

    def _conflict(
        self, mine: Sequence[ReviewSegment], theirs: Sequence[ReviewSegment], author: str
    ) -> None:
        self.conflicts.append(
            Conflict(
                tuple(one.number for one in mine),
                "".join(one.source.text for one in mine),
                joined([one.target for one in mine]),
                joined([one.target for one in theirs]),
                author,
                _pieces(theirs),
            )
        )

    def _moved(self, number: int) -> int:
        return number + sum(
            len(one.pieces) - (one.last - one.first + 1)
            for one in self.resegmentations
            if one.last < number
        )

    def numbers_after(self) -> tuple[int, ...]:
        """Return the numbers of all that changed, as they are once the step is made."""
        found = [self._moved(one.number) for one in self.changes]
        for one in self.resegmentations:
            first = self._moved(one.first)
            found += range(first, first + len(one.pieces))
        return tuple(sorted(found))

    def shifted(self, one: Conflict) -> Conflict:
        """Return a conflict with the numbers that its segments have once the step is made."""
        numbers = tuple(self._moved(number) for number in one.numbers)
        return Conflict(numbers, one.source, one.mine, one.theirs, one.author, one.states)


def _base(
    mine: Sequence[StoredRevision],
    theirs: Sequence[StoredRevision],
    common: int,
    born: set[int],
) -> dict[int, StoredState]:
    """Return the states at which both sides were the same, of all segments that one changed."""
    base: dict[int, StoredState] = {}
    for one, other in zip(mine[:common], theirs[:common], strict=True):
        # What only one side has undone was undone since.
        if one.undone and other.undone:
            base.setdefault(one.key, one.before)
        else:
            base[one.key] = one.after
    for one in (*mine[common:], *theirs[common:]):
        if one.key not in born:
            base.setdefault(one.key, one.before)
    return base


def _cuts(segments: dict[int, ReviewSegment]) -> list[tuple[int, str]]:
    return [(key, one.source.marked) for key, one in segments.items()]


def _by_unit(segments: dict[int, ReviewSegment]) -> dict[str, dict[int, ReviewSegment]]:
    found: dict[str, dict[int, ReviewSegment]] = {}
    for key, one in segments.items():
        found.setdefault(one.unit_id, {})[key] = one
    return found


def _pieces(segments: Iterable[ReviewSegment]) -> tuple[Piece, ...]:
    return tuple(
        Piece(one.source, one.target, one.status, one.origin, one.confidence) for one in segments
    )


def _comments(project: Project, other: Project) -> int:
    """Add the comments of the other side, and take over what was answered there."""
    known = {(one.author, one.at, one.text): one for one in project.comments()}
    numbers = {one.segment_id: one.number for one in project.segments()}
    first = {one.unit_id: one.number for one in reversed(project.segments())}
    units = {one.segment_id: one.unit_id for one in other.segments()}
    added = 0
    for one in other.comments():
        mine = known.get((one.author, one.at, one.text))
        if mine is None:
            number = numbers.get(one.segment_id) or first[units[one.segment_id]]
            comment_id = project.add_comment(number, one.author, one.at, one.text)
            project.resolve_comment(comment_id, resolved=one.resolved)
            added += 1
        elif one.resolved and not mine.resolved and mine.comment_id is not None:
            project.resolve_comment(mine.comment_id)
    return added


def _false_alarms(project: Project, other: Project) -> None:
    numbers = {one.segment_id: one.number for one in project.segments()}
    known = {(one.number, one.finding) for one in project.false_alarms()}
    for one in other.false_alarms():
        number = numbers.get(other.segment(one.number).segment_id)
        if number is not None and (number, one.finding) not in known:
            project.dismiss(number, one.finding, one.reason, one.author, one.at)
