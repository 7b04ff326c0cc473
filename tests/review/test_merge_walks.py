# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random walks of two people on two copies that are merged: what either confirmed is not lost."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from app.services.reviewing.merging import Conflict, merge, resolve
from app.services.reviewing.session import Review
from app.store.project import Project
from tests.review.conftest import project_of, second_document, small_document
from translation.inline_codes import Coded, from_marked
from translation.review.segments import Status

_PLACES = st.integers(1, 99)
_AT = "2026-11-30T00:00:00+00:00"
State = list[tuple[str, str, Status]]


class MergeWalk(RuleBasedStateMachine):
    """One person here, another with a copy, who hands it back; every confirmed text is another one."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="merge-walk"))
        self.words = itertools.count(1)
        self.projects: list[Project] = []
        self.reviews: list[Review] = []
        for name in ("here", "there"):
            path = self.folder / f"{name}.hanji"
            shutil.copy(self.template, path)
        self.open(0)
        self.open(1)
        self.handed = 0
        self.undone_then: set[int] = set()
        self.sources = "".join(source for source, _, _ in self.found(0))

    def open(self, side: int) -> None:
        path = self.folder / f"{('here', 'there')[side]}.hanji"
        project = Project(path)
        review = Review(project, author=("나", "둘째")[side], clock=lambda: _AT)
        review.propagates = False
        self.projects[side : side + 1] = [project]
        self.reviews[side : side + 1] = [review]

    def teardown(self) -> None:
        for project in self.projects:
            project.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def found(self, side: int) -> State:
        return [
            (one.source.text, one.target.text, one.status) for one in self.projects[side].segments()
        ]

    def place(self, side: int, number: int) -> int:
        return (number - 1) % len(self.projects[side].segments()) + 1

    def confirmed_texts(self, side: int) -> dict[str, tuple[int, int]]:
        """Return the confirmed texts that stand on a side, with the place of each in the source."""
        found: dict[str, tuple[int, int]] = {}
        at = 0
        for source, target, status in self.found(side):
            words = [word for word in target.split() if word.startswith("t")]
            if status.is_confirmed:
                found.update(dict.fromkeys(words, (at, at + len(source))))
            at += len(source)
        return found

    def replaced(self, word: str, place: tuple[int, int], merged_from: int) -> bool:
        """Say whether a text rightly went: a person here changed it, or confirmed ones are there now.

        Args:
            word: of the text.
            place: where in the source it stood.
            merged_from: how many revisions there were before the merge.
        """
        over: dict[int, Status] = {}
        at = 0
        for key, one in self.projects[0].by_key().items():
            if at < place[1] and place[0] < at + len(one.source.text):
                over[key] = one.status
            at += len(one.source.text)
        if all(status.is_confirmed for status in over.values()):
            return True
        return any(
            one.before != one.after
            and ((word in one.before.target.split()) or (one.key in over and self.since(at)))
            for at, one in enumerate(self.projects[0].revisions()[:merged_from])
            if not one.undone
        )

    def stepped_there(self, word: str) -> bool:
        """Say whether somebody did something with a text there, and did not only take it back."""
        return any(
            word in one.after.target.split() and self.since(at)
            for at, one in enumerate(self.projects[1].revisions())
            if not one.undone
        )

    def since(self, at: int) -> bool:
        """Say whether a revision that holds was made, or done again, since the hand-over."""
        return at >= self.handed or at in self.undone_then

    # ------------------------------------------------------------ what each does

    @rule(side=st.integers(0, 1), number=_PLACES)
    def confirm(self, side: int, number: int) -> None:
        number = self.place(side, number)
        self.reviews[side].confirm(number, from_marked(f"t{next(self.words)} "))

    @rule(side=st.integers(0, 1), number=_PLACES)
    def edit(self, side: int, number: int) -> None:
        self.reviews[side].edit(self.place(side, number), from_marked(f"e{next(self.words)} "))

    @rule(side=st.integers(0, 1), number=_PLACES)
    def approve(self, side: int, number: int) -> None:
        self.reviews[side].approve([self.place(side, number)])

    @rule(side=st.integers(0, 1), number=_PLACES)
    def reject(self, side: int, number: int) -> None:
        self.reviews[side].reject(self.place(side, number))

    @rule(side=st.integers(0, 1), number=_PLACES, at=st.integers(1, 12))
    def split(self, side: int, number: int, at: int) -> None:
        self.reviews[side].split(self.place(side, number), at)

    @rule(side=st.integers(0, 1), number=_PLACES)
    def join(self, side: int, number: int) -> None:
        self.reviews[side].join(self.place(side, number))

    @rule(side=st.integers(0, 1), steps=st.integers(1, 4))
    def undo(self, side: int, steps: int) -> None:
        # Also what was done before the file was handed over, and what a merge brought.
        for _ in range(steps):
            self.reviews[side].undo()

    @rule(side=st.integers(0, 1))
    def redo(self, side: int) -> None:
        self.reviews[side].redo()

    # ------------------------------------------------------------ the merge

    @rule(theirs_stand=st.booleans())
    def merge_and_hand_over(self, theirs_stand: bool) -> None:
        before = self.found(0)
        mine, theirs = self.confirmed_texts(0), self.confirmed_texts(1)
        before_merge = len(self.projects[0].revisions())
        merged = merge(self.projects[0], self.projects[1].path, "나", _AT)
        after = self.found(0)
        assert "".join(source for source, _, _ in after) == self.sources
        told = _told(merged.conflicts) | _words(after)
        for word, place in (*mine.items(), *theirs.items()):
            assert word in told or self.replaced(word, place, before_merge), word
        for word in mine.keys() & _words(after) - self.confirmed_texts(0).keys():
            assert self.stepped_there(word), f"{word} is not confirmed any more"
        if merged.numbers:
            self.reviews[0].undo()
            assert self.found(0) == before, "one key takes the whole merge back"
            self.reviews[0].redo()
            assert self.found(0) == after
        again = merge(self.projects[0], self.projects[1].path, "나", _AT)
        assert self.found(0) == after, "a second merge brings nothing"
        assert _told(again.conflicts) == _told(merged.conflicts)
        if theirs_stand and merged.conflicts:
            resolve(self.projects[0], merged.conflicts, "나", _AT)
            assert _told(merged.conflicts) <= _words(self.found(0))
            assert "".join(source for source, _, _ in self.found(0)) == self.sources
        self.hand_over()

    def hand_over(self) -> None:
        """Give the file to the other again: both are the same from here on."""
        self.projects[1].close()
        path = self.folder / "there.hanji"
        shutil.copy(self.projects[0].path, path)
        self.open(1)
        revisions = self.projects[0].revisions()
        self.handed = len(revisions)
        self.undone_then = {at for at, one in enumerate(revisions) if one.undone}


def _words(state: State) -> set[str]:
    return {word for _, target, _ in state for word in target.split()}


def _told(conflicts: tuple[Conflict, ...]) -> set[str]:
    """Return the words that the other side has in conflicts."""
    return {
        word
        for one in conflicts
        for target in (one.theirs, *(piece.target for piece in one.states))
        for word in _text(target).split()
    }


def _text(target: Coded) -> str:
    return target.text


def walk(folder: Path, examples: int, steps: int) -> None:
    """Walk at random."""
    MergeWalk.template = folder / "template.hanji"
    project_of(MergeWalk.template, small_document(), None, second_document())
    run_state_machine_as_test(
        MergeWalk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_walks_of_two_lose_nothing(tmp_path: Path) -> None:
    walk(tmp_path, 25, 14)


@pytest.mark.slow
def test_a_thousand_walks_of_two_lose_nothing(tmp_path: Path) -> None:
    walk(tmp_path, 1000, 20)
