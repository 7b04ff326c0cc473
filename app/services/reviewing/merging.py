# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "merge": the work of another copy of a project comes into this one.

A project is one file: it is handed over as it is, worked on elsewhere, and merged back. What only one
side changed since both were the same is taken; where both did, this side stays and the conflict is
told; so is a confirmed text that would give way to one that is not, as where one side took back a step
from before the hand-over. Both histories begin with the same revisions, and the same undos and redos,
so that nobody has to remember when that was. Documents that only the other copy has come in too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from app.errors import AppError
from app.i18n import mark, tr
from app.services.reviewing.checking import Terms, check, no_terms
from app.services.reviewing.session import open_project
from app.services.reviewing.tracking import ACCEPT, REJECT
from app.services.spelling import set_words, words_of
from app.store.project import Change, Project, StoredRevision, StoredState, Turn
from translation.inline_codes import Coded, joined
from translation.review.segmentation import Piece, Resegmentation
from translation.review.segments import ReviewSegment, Status
from translation.spelling import Spelling

_SELF = mark("“{path}” is this project itself. Choose the copy that came back.")
_OTHER = mark("“{path}” is the review of another document, or into another language.")
WHY = "merge"
"""What the history says of such a step."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Segments of which a person is to say which side is right; this one stands until then.

    Both sides changed them, each otherwise; or what one has confirmed would give way to what is not.
    """

    numbers: tuple[int, ...]
    """Here; several where a unit was split or joined."""
    source: str
    mine: Coded
    theirs: Coded
    author: str
    """Who changed it there; "" where nobody did, or only an undo."""
    states: tuple[Piece, ...]
    """What would come in the place of these segments."""
    my_status: Status
    """The least far of these segments."""
    taken_back: str = ""
    """The side that only took back earlier steps: "here", "there" or "" for neither."""

    @property
    def their_status(self) -> Status:
        """The least far of what would come."""
        return min((piece.status for piece in self.states), key=lambda status: status.rank)


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of merging."""

    numbers: tuple[int, ...]
    """Of the segments that changed here."""
    comments: int
    conflicts: tuple[Conflict, ...]
    documents: tuple[str, ...] = ()
    """Names of those that only the other copy had."""

    @property
    def sentence(self) -> str:
        """What a person is told of it."""
        said = tr(
            "{changed} segments and {comments} comments came from the other copy; {conflicts}"
            " are for you to decide.",
            changed=len(self.numbers),
            comments=self.comments,
            conflicts=len(self.conflicts),
        )
        if self.documents:
            new = tr("New documents: {names}.", names=", ".join(self.documents))
            said = f"{said} {new}"
        return said


def merge(
    project: Project,
    path: Path,
    author: str,
    at: str,
    terms: Terms = no_terms,
    spelling: Spelling | None = None,
) -> Merged:
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
        known = {one.document_id for one in project.documents}
        new = [one for one in other.documents if one.document_id not in known]
        for one in new:
            project.adopt(other, one)
        sides = _Sides(project, other)
        sides.compare()
        project.change(sides.changes, author, at, WHY, sides.resegmentations)
        numbers = sides.numbers_after()
        comments = _comments(project, other)
        _false_alarms(project, other)
        own, others = words_of(project), words_of(other)
        if set(others) - set(own):
            set_words(project, (*own, *others))
        # Numbers of conflicts are those that the segments have now.
        conflicts = tuple(sides.shifted(each) for each in sides.conflicts)
    came = [
        number
        for one in project.documents[len(project.documents) - len(new) :]
        for number in range(one.first, one.last + 1)
    ]
    check(project, dict.fromkeys((*numbers, *came)), terms=terms, spelling=spelling)
    return Merged(numbers, comments, conflicts, tuple(one.shown for one in new))


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


class _Side:
    """One of two copies: its segments, and which it changed since both were the same.

    Args:
        segments: by the number that the file keeps for good.
        own: revisions of this copy.
        others: those of the other one.
        common: so many of the first revisions are the same in both.
        undone_then: steps among these that were taken back when both were the same.
    """

    def __init__(
        self,
        segments: dict[int, ReviewSegment],
        own: Sequence[StoredRevision],
        others: Sequence[StoredRevision],
        common: int,
        undone_then: set[int],
    ) -> None:
        self.units = _by_unit(segments)
        # What was done again is a step like one that was made anew.
        again = (
            one
            for one, other in zip(own[:common], others[:common], strict=True)
            if one.step in undone_then and other.undone
        )
        since = [
            one
            for one in (*again, *own[common:])
            if not one.undone and (one.born or one.before != one.after)
        ]
        self.authors = {one.key: one.author for one in since}
        """Who made the last step at a segment; there is none where it was only taken back."""
        last = {one.key: one for one in own[common:] if not one.undone}
        self.settled = {
            key: one for key, one in last.items() if one.why in (ACCEPT, REJECT) and not one.born
        }
        """The last steps at segments where these accepted or rejected somebody's change."""
        self.recut = {one.unit_id for one in since if one.born} | {
            one.unit_id
            for one, other in zip(own[:common], others[:common], strict=True)
            if one.born and one.undone and not other.undone and one.step not in undone_then
        }
        """Units that were split or joined, or in which that was taken back or done again."""

    def author_of(self, segments: dict[int, ReviewSegment]) -> str:
        """Return who changed segments; "" where nobody did, or only an undo."""
        return next((self.authors[key] for key in segments if key in self.authors), "")

    def preserves(self, mine: dict[int, ReviewSegment], theirs: dict[int, ReviewSegment]) -> bool:
        """Say whether all that the other side has confirmed may give way to ``mine``.

        It may where its words stay, or a step here put other confirmed ones there. An undo is no
        such step: whoever took it could not know that the other side relies on what it takes back.

        Args:
            mine: segments of a unit, or one of them, of this side.
            theirs: the same of the other one.
        """
        places = _places(mine)
        for start, end, _, one in _places(theirs):
            if not one.status.is_confirmed:
                continue
            over = [(key, own) for first, last, key, own in places if first < end and start < last]
            confirmed = all(own.status.is_confirmed for _, own in over)
            stepped = any(key in self.authors for key, _ in over)
            said = joined([own.target for _, own in over]).text
            kept = one.target.text.strip() in said
            if not (stepped and (kept or confirmed)) and not (kept and confirmed):
                return False
        return True


class _Sides:
    """Two copies of a project, compared with what they were when they were the same."""

    def __init__(self, mine: Project, theirs: Project) -> None:
        own, others = mine.revisions(), theirs.revisions()
        common = len(
            list(takewhile(lambda both: both[0].same_as(both[1]), zip(own, others, strict=False)))
        )
        undone_then = _undone_then(own[:common], others[:common], mine.turns(), theirs.turns())
        self._mine = _Side(mine.by_key(), own, others, common, undone_then)
        self._theirs = _Side(theirs.by_key(), others, own, common, undone_then)
        self._born = {one.key for one in (*own[common:], *others[common:]) if one.born}
        """Segments that one side cut since: the other may have others under the same keys."""
        self._base = _base(own, others, common, self._born, undone_then)
        self.changes: list[Change] = []
        self.resegmentations: list[Resegmentation] = []
        self.conflicts: list[Conflict] = []

    def compare(self) -> None:
        """Find what is to be taken over, and what a person is to be asked about."""
        for unit_id, own in self._mine.units.items():
            others = self._theirs.units.get(unit_id, {})
            if _cuts(own) == _cuts(others):
                for key, segment in own.items():
                    self._compare({key: segment}, {key: others[key]})
            elif others and _pieces(own.values()) != _pieces(others.values()):
                # Otherwise cut alike, as after an earlier merge of this copy, under other keys.
                self._compare(own, others)

    def _compare(self, own: dict[int, ReviewSegment], others: dict[int, ReviewSegment]) -> None:
        """Compare a segment, or a unit that is cut otherwise on the two sides."""
        mine, theirs = list(own.values()), list(others.values())
        cut = _cuts(own) != _cuts(others)
        if _states(mine) == _states(theirs) and not cut:
            self._settle(own)
            return
        if self._untouched(self._theirs, others, cut=cut):
            if not self._mine.author_of(own) and not self._mine.preserves(own, others):
                self._conflict(own, others, "here")
        elif not cut and mine[0].target == theirs[0].target and mine[0].locked:
            return
        elif self._untouched(self._mine, own, cut=cut):
            if any(one.locked for one in mine) or not self._theirs.preserves(others, own):
                self._conflict(own, others, "" if self._theirs.author_of(others) else "there")
            else:
                self._take(own, others)
        elif not cut and mine[0].target == theirs[0].target:
            if theirs[0].status.rank > mine[0].status.rank:
                self._take(own, others)
        else:
            self._conflict(own, others)

    def _settle(self, own: dict[int, ReviewSegment]) -> None:
        """Take over that a change was accepted there, whose words are here already."""
        for key, one in own.items():
            found = self._theirs.settled.get(key)
            if found is not None and key not in self._mine.settled:
                self.changes.append(
                    Change(one.number, author=found.author, recorded=True, why=found.why)
                )

    def _take(self, own: dict[int, ReviewSegment], others: dict[int, ReviewSegment]) -> None:
        mine, theirs = list(own.values()), list(others.values())
        if _cuts(own) == _cuts(others):
            (one,), (other,) = mine, theirs
            settled = self._theirs.settled.get(next(iter(others)))
            self.changes.append(
                Change(
                    one.number,
                    other.target,
                    other.status,
                    origin=other.origin,
                    author=self._theirs.author_of(others) or None,
                    why=settled.why if settled else "",
                )
            )
        else:
            self.resegmentations.append(
                Resegmentation(mine[0].number, mine[-1].number, _pieces(theirs))
            )

    def _untouched(self, side: _Side, segments: dict[int, ReviewSegment], *, cut: bool) -> bool:
        """Say whether segments are what they were, and cut as they were, when both were the same."""
        (unit_id,) = {one.unit_id for one in segments.values()}
        return not (cut and unit_id in side.recut) and all(
            key not in self._born and self._base.get(key, _state(one)) == _state(one)
            for key, one in segments.items()
        )

    def _conflict(
        self,
        own: dict[int, ReviewSegment],
        others: dict[int, ReviewSegment],
        taken_back: str = "",
    ) -> None:
        mine, theirs = own.values(), others.values()
        self.conflicts.append(
            Conflict(
                tuple(one.number for one in mine),
                "".join(one.source.text for one in mine),
                joined([one.target for one in mine]),
                joined([one.target for one in theirs]),
                self._theirs.author_of(others),
                _pieces(theirs),
                min((one.status for one in mine), key=lambda status: status.rank),
                taken_back,
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
        return replace(one, numbers=tuple(self._moved(number) for number in one.numbers))


def _undone_then(
    mine: Sequence[StoredRevision],
    theirs: Sequence[StoredRevision],
    my_turns: Sequence[Turn],
    their_turns: Sequence[Turn],
) -> set[int]:
    """Return the steps that were taken back when both sides were the same.

    What both have taken back, or done again, counts as if it had been so then. Where nothing tells it,
    as in a file of before undo and redo were recorded, what only one side has undone was undone since.

    Args:
        mine: revisions that both have.
        theirs: the same of the other side.
        my_turns: each undo and redo here.
        their_turns: the same there.
    """
    together = len(
        list(takewhile(lambda both: both[0] == both[1], zip(my_turns, their_turns, strict=False)))
    )
    then: dict[int, bool] = {}
    for turn in (*my_turns[together:], *their_turns[together:]):
        # The first one since then says what it was until then.
        then.setdefault(turn.step, not turn.undone)
    return {
        one.step
        for one, other in zip(mine, theirs, strict=True)
        if (one.undone if one.undone == other.undone else then.get(one.step, False))
    }


def _base(
    mine: Sequence[StoredRevision],
    theirs: Sequence[StoredRevision],
    common: int,
    born: set[int],
    undone_then: set[int],
) -> dict[int, StoredState]:
    """Return the states at which both sides were the same, of all segments that one changed."""
    base: dict[int, StoredState] = {}
    for one in mine[:common]:
        if one.step in undone_then:
            base.setdefault(one.key, one.before)
        else:
            base[one.key] = one.after
    for one in (*mine[common:], *theirs[common:]):
        if one.key not in born:
            base.setdefault(one.key, one.before)
    return base


def _cuts(segments: dict[int, ReviewSegment]) -> list[tuple[int, str]]:
    return [(key, one.source.marked) for key, one in segments.items()]


def _states(segments: Iterable[ReviewSegment]) -> list[StoredState]:
    return [_state(one) for one in segments]


def _places(segments: dict[int, ReviewSegment]) -> list[tuple[int, int, int, ReviewSegment]]:
    """Return (start, end, key, segment) of segments, in characters of their sources together."""
    found = []
    at = 0
    for key, one in segments.items():
        length = len(one.source.text)
        found.append((at, at + length, key, one))
        at += length
    return found


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
    threads: dict[int | None, int | None] = {}
    """Ids of comments there, and here."""
    added = 0
    for one in other.comments():
        mine = known.get((one.author, one.at, one.text))
        if mine is None:
            number = numbers.get(one.segment_id) or first[units[one.segment_id]]
            thread = threads.get(one.reply_to) if one.reply_to is not None else None
            threads[one.comment_id] = project.add_comment(
                number, one.author, one.at, one.text, one.anchor, thread
            )
            added += 1
        else:
            threads[one.comment_id] = mine.comment_id
    for one in other.comments():
        here = threads[one.comment_id]
        if one.resolved and one.reply_to is None and here is not None:
            project.resolve_comment(here)
    return added


def _false_alarms(project: Project, other: Project) -> None:
    numbers = {one.segment_id: one.number for one in project.segments()}
    known = {(one.number, one.finding) for one in project.false_alarms()}
    for one in other.false_alarms():
        number = numbers.get(other.segment(one.number).segment_id)
        if number is not None and (number, one.finding) not in known:
            project.dismiss(number, one.finding, one.reason, one.author, one.at)
