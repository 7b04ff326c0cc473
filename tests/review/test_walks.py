# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random walks through a review: whatever is typed, undone, left or killed, what was confirmed stays."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.services.reviewing.session import Review
from app.store.project import Project
from tests.review.conftest import project_of, small_document
from translation.inline_codes import Coded, from_marked
from translation.review.segments import Status

_SEGMENTS = (1, 2, 3, 4)
_TEXTS = st.sampled_from(["", "A", "B", "둘", "C D"])


@dataclass(frozen=True)
class Known:
    """What a segment must hold."""

    target: str = ""
    status: Status = Status.UNTRANSLATED


class ReviewWalk(RuleBasedStateMachine):
    """A person at an editor: a segment is chosen, typed into, undone, confirmed, left, killed.

    The model is plain: what each segment last became, and the steps that can be undone.
    """

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="walk"))
        self.path = self.folder / "0.hanji"
        shutil.copy(self.template, self.path)
        self.known = dict.fromkeys(_SEGMENTS, Known())
        self.done: list[dict[int, tuple[Known, Known]]] = []
        self.undone: list[dict[int, tuple[Known, Known]]] = []
        self.kills = 0
        self.open()

    def open(self) -> None:
        """Begin a session on the file."""
        self.project = Project(self.path)
        self.review = Review(self.project, author="나", clock=lambda: "2026-11-29T00:00:00+00:00")
        self.review.propagates = False

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ the editor

    @initialize(number=st.sampled_from(_SEGMENTS))
    def begin(self, number: int) -> None:
        self.show(number)

    def show(self, number: int) -> None:
        """Show a segment in the editor."""
        self.number = number
        self.shown = self.project.segment(number).target
        assert self.shown.text == self.known[number].target
        self.texts, self.at = [self.shown], 0

    @property
    def content(self) -> Coded:
        return self.texts[self.at]

    @rule(text=_TEXTS, kept=st.booleans())
    def type(self, text: str, kept: bool) -> None:
        self.texts = [*self.texts[: self.at + 1], from_marked(text)]
        self.at += 1
        self.keep(kept)

    @rule(kept=st.booleans())
    def undo_typing(self, kept: bool) -> None:
        self.at = max(self.at - 1, 0)
        self.keep(kept)

    @rule(kept=st.booleans())
    def redo_typing(self, kept: bool) -> None:
        self.at = min(self.at + 1, len(self.texts) - 1)
        self.keep(kept)

    @rule(text=_TEXTS, kept=st.booleans())
    def type_and_think_better_of_it(self, text: str, kept: bool) -> None:
        self.type(text, True)
        self.undo_typing(kept)

    def keep(self, kept: bool) -> None:
        """Let the pause come after which typing is on the disk; or not."""
        if kept:
            self.review.type(self.number, self.content)

    # ------------------------------------------------------------ steps

    def became(self, number: int, after: Known) -> None:
        before = self.known[number]
        if after != before:
            self.done.append({number: (before, after)})
            self.undone.clear()
            self.known[number] = after

    def leave(self) -> None:
        """Leave the segment as the window does."""
        self.review.leave(self.number, self.content, self.shown)
        text = self.content.text
        if self.content != self.shown:
            self.became(self.number, Known(text, Status.EDITED if text else Status.UNTRANSLATED))

    @rule()
    def confirm(self) -> None:
        self.review.confirm(self.number, self.content)
        text = self.content.text
        if text:
            before = self.known[self.number]
            kept = before.status is Status.APPROVED and before.target == text
            self.became(self.number, before if kept else Known(text, Status.REVIEWED))
            self.show(self.number)

    @rule()
    def approve(self) -> None:
        self.leave()
        self.review.approve([self.number])
        if self.known[self.number].target:
            self.became(self.number, replace(self.known[self.number], status=Status.APPROVED))
        self.show(self.number)

    @rule()
    def reject(self) -> None:
        self.leave()
        self.review.reject(self.number)
        self.became(self.number, replace(self.known[self.number], status=Status.EDITED))
        self.show(self.number)

    @rule(number=st.sampled_from(_SEGMENTS))
    def go_to(self, number: int) -> None:
        self.leave()
        self.show(number)

    @rule()
    def undo_step(self) -> None:
        self.leave()
        self.review.undo()
        if self.done:
            step = self.done.pop()
            self.undone.append(step)
            self.known |= {number: before for number, (before, _) in step.items()}
        self.show(self.number)

    @rule()
    def redo_step(self) -> None:
        self.leave()
        self.review.redo()
        if self.undone:
            step = self.undone.pop()
            self.done.append(step)
            self.known |= {number: after for number, (_, after) in step.items()}
        self.show(self.number)

    # ------------------------------------------------------------ the end of a session

    @rule(number=st.sampled_from(_SEGMENTS))
    def close_and_open(self, number: int) -> None:
        self.leave()
        self.project.close()
        self.open()
        assert self.project.typed() == {}
        assert self.review.unfinished() == {}
        self.show(number)

    @rule(number=st.sampled_from(_SEGMENTS), wanted=st.booleans(), kept=st.booleans())
    def kill_and_open(self, number: int, wanted: bool, kept: bool) -> None:
        self.keep(kept)
        # What a kill leaves is the files as they lie there.
        self.kills += 1
        after = self.folder / f"{self.kills}.hanji"
        for file in self.folder.glob(f"{self.path.name}*"):
            shutil.copy(file, after.with_name(after.name + file.name[len(self.path.name) :]))
        self.project.close()
        self.path = after
        self.open()
        found = self.review.unfinished()
        # Nothing but what was being typed is asked for, and only where it is a change.
        assert set(found) <= {self.number}
        if kept:
            changed = self.content.text != self.known[self.number].target
            assert found == ({self.number: self.content} if changed else {})
        if wanted:
            self.review.recover()
            for one, typed in found.items():
                text = typed.text
                state = Known(text, Status.EDITED if text else Status.UNTRANSLATED)
                self.became(one, state)
        else:
            self.review.discard()
        assert self.project.typed() == {}
        self.show(number)

    @invariant()
    def segments_are_what_they_became(self) -> None:
        for number in _SEGMENTS:
            segment = self.project.segment(number)
            assert Known(segment.target.text, segment.status) == self.known[number]

    @invariant()
    def only_the_segment_in_the_editor_may_be_unfinished(self) -> None:
        assert set(self.project.typed()) <= {getattr(self, "number", 0)}


def walk(folder: Path, examples: int, steps: int) -> None:
    """Walk at random."""
    ReviewWalk.template = folder / "template.hanji"
    project_of(ReviewWalk.template, small_document(), None)
    run_state_machine_as_test(
        ReviewWalk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_walks_lose_and_restore_nothing(tmp_path: Path) -> None:
    walk(tmp_path, 40, 20)


@pytest.mark.slow
def test_five_thousand_walks_lose_and_restore_nothing(tmp_path: Path) -> None:
    walk(tmp_path, 5000, 20)
