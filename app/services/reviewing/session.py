# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "review": a person's work on the segments of one project.

Every call writes what it changes before it returns. What is confirmed feeds the memory
that all projects share, and equal segments that nobody has touched follow it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app import paths, settings
from app.errors import AppError
from app.i18n import mark, tr
from app.services.person import person
from app.services.reviewing import remembering
from app.services.reviewing.checking import BLOCKING
from app.services.reviewing.propagating import FILL, filling, followers
from app.services.reviewing.tracking import (
    ACCEPT,
    REJECT,
    accepted,
    rejected,
    tracked_changes,
)
from app.services.spelling import set_words, spelling_for, words_of
from app.services.terms import applied
from app.store.project import (
    Change,
    OpenFinding,
    Project,
    ProjectDamaged,
    ProjectVersionError,
    Revision,
)
from app.store_messages import store_reason
from translation.checks.base import AppliedTerm
from translation.inline_codes import Coded, from_marked
from translation.languages import LanguagePair
from translation.memory.lexicon import Lexicon
from translation.memory.offering import offered
from translation.memory.shelf import Master, MemoryShelf
from translation.memory.store import Memory, MemoryVersionError
from translation.memory.units import Match, MemoryUnit
from translation.review import segmentation
from translation.review.anchors import SpanAnchor
from translation.review.segmentation import Resegmentation
from translation.review.segments import Origin, ReviewSegment, Status
from translation.spelling import Spelling, folded
from translation.terms.term import Glossary

logger = logging.getLogger(__name__)

_NO_PROJECT = mark("There is no project “{path}”.")
_DAMAGED = mark(
    "“{path}” is no review project, or it is damaged. Open the copy that you keep, or create the"
    " project again from its document."
)
_NEWER = mark("“{path}” was made by a newer version of Hanji. Open it with that version.")
_UNUSABLE = mark("The project “{path}” cannot be opened: {detail}.")

_WITHOUT_BLANKS = ("zh", "ja", "th", "lo", "km", "my")
"""Languages that write no blank between sentences."""
_OFFERED = 9
ROLE_WORDS = {
    "": mark("Everything"),
    "translator": mark("Translator"),
    "reviewer": mark("Reviewer"),
    "approver": mark("Who approves"),
}
_NOT_THIS_ROLE = mark(
    "Your role is “{role}”: this is for somebody else to do. Roles are chosen in the settings."
)
"""Matches; each has a digit key."""


def now() -> str:
    """Return this moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_project(path: Path) -> Project:
    """Open a project.

    Raises:
        AppError: there is none, it is damaged or newer, or cannot be written.
    """
    try:
        return Project(path)
    except FileNotFoundError as error:
        raise AppError(_NO_PROJECT, path=str(path)) from error
    except ProjectDamaged as error:
        raise AppError(_DAMAGED, path=str(path)) from error
    except ProjectVersionError as error:
        raise AppError(_NEWER, path=str(path)) from error
    except (sqlite3.Error, OSError) as error:
        raise AppError(_UNUSABLE, path=str(path), detail=store_reason(error)) from error


def open_memory() -> Memory | None:
    """Open the memory that all projects share; None, and a line in the log, where it fails."""
    path = paths.memory_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return Memory(path)
    except (OSError, sqlite3.Error, MemoryVersionError) as error:
        logger.warning("the memory %s cannot be used: %s", path, error)
        return None


def drafted(history: Sequence[Revision], target: Coded) -> Coded:
    """Return what a segment began with: the draft, or its part of one that was split.

    Args:
        history: of the segment, the latest first.
        target: what stands there now.
    """
    found = target
    for revision in history:
        if revision.resegmented and not revision.undone:
            return revision.after
        found = revision.before
    return found


@dataclass(frozen=True, slots=True)
class ApprovalRefused:
    """A segment that was not approved, with the findings that block it."""

    number: int
    findings: tuple[OpenFinding, ...]
    """Those that block; empty where there is no translation."""


class Review:
    """A review session: a person's work on a project.

    Args:
        project: open; closed by whoever opened it.
        memory: shared by all projects; None works without one.
        masters: memories of the city that are asked too.
        author: who is at work.
        blocking: ids of the checks whose findings block approval; those that the project
            remembers where None.
        glossary: terms of the project's languages.
        role: "translator", "reviewer", "approver", or "" who may do everything; that of the
            settings where None.
        clock: gives the moment.
    """

    def __init__(
        self,
        project: Project,
        memory: Memory | None = None,
        *,
        masters: Sequence[Master] = (),
        author: str = "",
        blocking: frozenset[str] | None = None,
        glossary: Glossary | None = None,
        role: str | None = None,
        clock: Callable[[], str] = now,
    ) -> None:
        self.project = project
        self.memory = memory
        self.shelf = MemoryShelf(memory, masters)
        chosen = settings.load()
        self.author = author or chosen.translator or person()
        self.role = chosen.review_role if role is None else role
        remembered = frozenset(project.meta.get(BLOCKING, chosen.blocking_checks).split())
        self.blocking = remembered if blocking is None else blocking
        self.propagates = True
        """Whether equal segments that nobody has touched follow a confirmed one."""
        self._clock = clock
        self.pair = LanguagePair(project.source_language, project.target_language)
        self.glossary = glossary or Glossary(*self.pair_tags, ())
        self._spelling: tuple[Glossary, Spelling] | None = None
        self._names: frozenset[str] | None = None

    @property
    def may_approve(self) -> bool:
        """Whether this person approves, and may change what is approved."""
        return self.role in ("", "approver")

    @property
    def may_reject(self) -> bool:
        """Whether this person sends segments back."""
        return self.role != "translator"

    def may_change(self, segment: ReviewSegment) -> bool:
        """Whether this person may change the target of a segment."""
        approved = segment.status is Status.APPROVED
        return not segment.locked and (self.may_approve or not approved)

    @property
    def pair_tags(self) -> tuple[str, str]:
        """Languages of source and target."""
        return self.project.source_language, self.project.target_language

    def terms(self, text: str) -> tuple[AppliedTerm, ...]:
        """Return the terms that a source text uses, as the checks want them."""
        return applied(self.glossary, text)

    @property
    def spelling(self) -> Spelling:
        """What is spelt right in the project; it knows the glossary, and names of the memory."""
        if self._spelling is None or self._spelling[0] is not self.glossary:
            made = spelling_for(self.project, self.glossary, self._is_name)
            self._spelling = self.glossary, made
        return self._spelling[1]

    def take_names(self, names: frozenset[str]) -> None:
        """Take these for the names of the memory, instead of asking it for each word."""
        self._names = names
        self.forget_spelling()

    def _is_name(self, word: str) -> bool:
        if self._names is not None:
            return folded(word) in self._names
        # What was just confirmed here proves nothing: it may be misspelt.
        own = remembering.origin_prefixes(self.project)
        return any(
            word in one.target.text and not one.origin.startswith(own)
            for one in self.shelf.find(word, in_target=True)
        )

    def change_words(self, word: str, *, right: bool) -> None:
        """Take a word for right in this project from now on, or no longer."""
        own = words_of(self.project)
        set_words(self.project, (*own, word) if right else tuple(w for w in own if w != word))
        self.forget_spelling()

    def forget_spelling(self) -> None:
        """Ask for words and dictionaries anew: they are other ones now."""
        self._spelling = None

    # ------------------------------------------------------------ segments

    def type(self, number: int, target: Coded) -> None:
        """Keep what stands in the editor, so that a kill loses nothing; forget what was undone."""
        if self.project.segment(number).target == target:
            self.project.drop_typing(number)
        else:
            self.project.keep_typing(number, target.marked)

    def leave(self, number: int, target: Coded, shown: Coded) -> tuple[int, ...]:
        """Leave a segment: what was typed becomes its target, unconfirmed; return what changed.

        Args:
            number: of the segment.
            target: what stands in the editor.
            shown: what stood there when the segment was chosen. Where it still does, nothing was
                typed, or all of it was undone: the segment stays as it is.
        """
        if target == shown:
            self.project.drop_typing(number)
            return ()
        return self.edit(number, target)

    def unfinished(self) -> dict[int, Coded]:
        """Return what stood in the editor when the program was killed, by segment.

        What is no change, or stands in a locked segment, is forgotten.
        """
        found: dict[int, Coded] = {}
        for number, marked in self.project.typed().items():
            segment, typed = self.project.segment(number), from_marked(marked)
            if segment.locked or segment.target == typed:
                self.project.drop_typing(number)
            else:
                found[number] = typed
        return found

    def recover(self) -> tuple[int, ...]:
        """Make what is unfinished the target, unconfirmed, each as a step; return what changed."""
        found = self.unfinished()
        return tuple(n for number, typed in found.items() for n in self.edit(number, typed))

    def discard(self) -> None:
        """Forget what is unfinished: the segments stay as they are."""
        for number in self.unfinished():
            self.project.drop_typing(number)

    def edit(self, number: int, target: Coded, why: str = "edit") -> tuple[int, ...]:
        """Make what was typed the target, unconfirmed; return what changed."""
        segment = self.project.segment(number)
        if not self.may_change(segment) or segment.target == target:
            self.project.drop_typing(number)
            return ()
        status = Status.EDITED if target.parts else Status.UNTRANSLATED
        self._change([Change(number, target, status, origin=Origin.PERSON)], why)
        return (number,)

    def confirm(self, number: int, target: Coded) -> tuple[int, ...]:
        """Confirm ``target`` as the translation of a segment; return what changed.

        Equal segments that nobody has touched get it too, in the same step, and wait for a
        person as before: their status stays.
        """
        segment = self.project.segment(number)
        if not self.may_change(segment) or not target.parts:
            return ()
        origin = segment.origin if segment.target == target else Origin.PERSON
        kept = segment.status is Status.APPROVED and segment.target == target
        changes = [
            Change(number, target, None if kept else Status.REVIEWED, origin=origin),
            *(followers(self.project, segment, target) if self.propagates else ()),
        ]
        self._change(changes, "confirm")
        self._remember([number])
        return tuple(change.number for change in changes)

    def fill(self, found: dict[int, Coded]) -> tuple[int, ...]:
        """Take in what the memory has of untouched segments, as one step; return what changed."""
        changes = filling(self.project, found)
        self._change(changes, FILL)
        return tuple(change.number for change in changes)

    def approve(
        self, numbers: Iterable[int]
    ) -> tuple[tuple[int, ...], tuple[ApprovalRefused, ...]]:
        """Approve segments; return those that changed, and those that were refused and why.

        Raises:
            AppError: this person's role is another one.
        """
        self._demand(right=self.may_approve)
        changes: list[Change] = []
        refused: list[ApprovalRefused] = []
        for number in numbers:
            segment = self.project.segment(number)
            blocking = tuple(
                stored.finding
                for stored in self.project.findings(number)
                if stored.dismissed is None and stored.finding.check_id in self.blocking
            )
            if blocking or (not segment.target.parts and segment.source.text.strip()):
                refused.append(ApprovalRefused(number, blocking))
            elif not segment.locked:
                changes.append(Change(number, status=Status.APPROVED))
        self._change(changes, "approve")
        self._remember([change.number for change in changes])
        return tuple(change.number for change in changes), tuple(refused)

    def reject(self, number: int) -> tuple[int, ...]:
        """Send a segment back to be edited.

        Raises:
            AppError: this person's role is another one.
        """
        self._demand(right=self.may_reject and (self.may_approve or not self._is_approved(number)))
        self._change([Change(number, status=Status.EDITED)], "reject")
        return (number,)

    def settle_changes(self, numbers: Iterable[int], *, accept: bool) -> tuple[int, ...]:
        """Accept or reject what somebody changed of a confirmed translation; return what changed."""
        found = tracked_changes(self.project, numbers).values()
        mine = [one for one in found if self.may_change(self.project.segment(one.number))]
        changes = accepted(mine) if accept else rejected(mine)
        self._change(changes, ACCEPT if accept else REJECT)
        settled = tuple(change.number for change in changes)
        self._forget(settled)
        return settled

    def lock(self, numbers: Sequence[int], *, locked: bool) -> None:
        """Keep segments from changes, or let them again.

        Raises:
            AppError: this person's role is another one.
        """
        self._demand(right=self.may_reject)
        self._change([Change(number, locked=locked) for number in numbers], "lock")

    def replace(self, changes: Iterable[tuple[int, Coded]]) -> tuple[int, ...]:
        """Put new targets in, as one step: replaced words, or what a bureau sent back."""
        made = [
            Change(number, target, Status.EDITED, origin=Origin.PERSON)
            for number, target in changes
            if self.may_change(found := self.project.segment(number)) and found.target != target
        ]
        self._change(made, "replace")
        return tuple(change.number for change in made)

    def split(self, number: int, source_at: int, target_at: int = 0) -> tuple[int, ...]:
        """Make two segments of one; return their numbers, none where it cannot be split there.

        Args:
            number: of the segment.
            source_at: characters of the source before the cut.
            target_at: the same of the target; at its beginning or end all of it stays in the first.
        """
        if not self.may_approve and self._is_approved(number):
            return ()
        made = segmentation.split(self.project.segment(number), source_at, target_at)
        return self._resegment(made, "split")

    def join(self, number: int) -> tuple[int, ...]:
        """Make one of a segment and the next; return its number, none where that cannot be.

        Only segments of one paragraph can be joined, and no locked ones.
        """
        both = (number, min(number + 1, self.project.document(number).last))
        if not self.may_approve and any(map(self._is_approved, both)):
            return ()
        blank = "" if self.pair.target.partition("-")[0] in _WITHOUT_BLANKS else " "
        made = segmentation.join(self.project.segments(number, number + 1), blank)
        return self._resegment(made, "join")

    def _demand(self, *, right: bool) -> None:
        if not right:
            raise AppError(_NOT_THIS_ROLE, role=tr(ROLE_WORDS[self.role]))

    def _is_approved(self, number: int) -> bool:
        return self.project.segment(number).status is Status.APPROVED

    def _resegment(self, made: Resegmentation | None, why: str) -> tuple[int, ...]:
        if made is None:
            return ()
        self.project.change((), self.author, self._clock(), why, (made,))
        return tuple(range(made.first, made.first + len(made.pieces)))

    def undo(self) -> tuple[int, ...]:
        """Take back the last step, of whatever session; return what changed."""
        changed = self.project.undo()
        self._forget(changed)
        return changed

    def redo(self) -> tuple[int, ...]:
        """Do the last undone step again; return what changed."""
        changed = self.project.redo()
        self._remember(changed)
        return changed

    def _change(self, changes: Sequence[Change], why: str) -> None:
        if changes:
            self.project.change(changes, self.author, self._clock(), why)

    # ------------------------------------------------------------ memory

    def take_masters(self, masters: Sequence[Master]) -> None:
        """Ask other masters from now on; those before are closed."""
        self.shelf.close_masters()
        self.shelf = MemoryShelf(self.memory, masters)

    def matches(self, number: int) -> tuple[Match, ...]:
        """Return what the memory has for a segment, best first."""
        before, after = remembering.context_around(self.project, number)
        source = self.project.segment(number).source
        found = self.shelf.look_up(source, self.pair, before, after, limit=_OFFERED)
        return offered(found, source, Lexicon(self.pair, self.glossary, self.shelf))

    def concordance(self, text: str, *, in_target: bool = False) -> tuple[MemoryUnit, ...]:
        """Return units of the memory that have ``text`` in them."""
        if not text.strip():
            return ()
        found = self.shelf.find(text, in_target)
        return tuple(unit for unit in found if unit.pair == self.pair)

    def learn(self, numbers: Iterable[int]) -> None:
        """Put segments that were confirmed elsewhere, by a bureau, into the memory."""
        self._remember(numbers)

    def _remember(self, numbers: Iterable[int]) -> None:
        if self.memory is not None:
            remembering.remember(self.project, self.memory, numbers, self.author, self._clock())

    def _forget(self, numbers: Iterable[int]) -> None:
        if self.memory is not None:
            remembering.forget(self.project, self.memory, numbers, self.author, self._clock())

    # ------------------------------------------------------------ talk

    def comment(
        self, number: int, text: str, anchor: SpanAnchor | None = None, reply_to: int | None = None
    ) -> int:
        """Say something of a segment, of some words in it, or in answer to a comment; return its id."""
        return self.project.add_comment(number, self.author, self._clock(), text, anchor, reply_to)

    def dismiss(self, number: int, finding: OpenFinding, reason: str) -> None:
        """Dismiss a finding of a segment: a person says that it is no fault."""
        self.project.dismiss(number, finding, reason, self.author, self._clock())

    def seconds_left(self) -> float | None:
        """Return how long the rest will take at the pace so far; None while that is unknown."""
        seconds, characters = self.project.pace()
        if characters < _ENOUGH:
            return None
        counts = self.project.counts()
        left = sum(
            count
            for status, count in counts.characters.items()
            if status.rank < Status.REVIEWED.rank
        )
        return seconds / characters * left


_ENOUGH = 300
"""Characters that tell a pace."""
