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

from app.services.reviewing.exchanging import export, take_in
from app.services.reviewing.session import Review
from app.store.project import Project
from tests.review.conftest import project_of, second_document, small_document
from translation.inline_codes import Coded, from_marked
from translation.review.segments import Status

_TEXTS = st.sampled_from(["", "A", "B", "둘", "C D", "E F G"])
_PLACES = st.integers(1, 99)
_CONFIRMED = (Status.REVIEWED, Status.APPROVED)


@dataclass(frozen=True)
class Known:
    """What a segment must hold."""

    source: str
    target: str = ""
    status: Status = Status.UNTRANSLATED


def parted(text: str, at: int) -> tuple[str, str] | None:
    """Return a text in two; a blank at the cut ends the first."""
    first, second = text[:at], text[at:]
    words = second.lstrip()
    first += second[: len(second) - len(words)]
    return (first, words) if first.strip() and words.strip() else None


class ReviewWalk(RuleBasedStateMachine):
    """A person at an editor: a segment is chosen, typed into, undone, confirmed, split, joined, left.

    The model is plain: what each segment last became, and the states that can be gone back to.
    """

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="walk"))
        self.path = self.folder / "0.hanji"
        shutil.copy(self.template, self.path)
        self.done: list[tuple[Known, ...]] = []
        self.undone: list[tuple[Known, ...]] = []
        self.confirmed: set[str] = set()
        self.kills = 0
        self.open()
        self.known = self.found()

    def open(self) -> None:
        """Begin a session on the file."""
        self.project = Project(self.path)
        self.review = Review(self.project, author="나", clock=lambda: "2026-11-29T00:00:00+00:00")
        self.review.propagates = False

    def found(self) -> tuple[Known, ...]:
        return tuple(
            Known(one.source.text, one.target.text, one.status) for one in self.project.segments()
        )

    def teardown(self) -> None:
        told = {
            revision.after.text
            for number in range(1, len(self.known) + 1)
            for revision in self.project.history(number)
        }
        assert self.confirmed <= told
        self.project.close()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ the editor

    @initialize(number=_PLACES)
    def begin(self, number: int) -> None:
        self.show(number)

    def show(self, number: int) -> None:
        """Show a segment in the editor."""
        self.number = number = (number - 1) % len(self.known) + 1
        self.shown = self.project.segment(number).target
        assert self.shown.text == self.known[number - 1].target
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

    def became(self, after: Known) -> None:
        """Let the segment in the editor be another."""
        self.cut(self.number, 1, (after,))

    def cut(self, number: int, count: int, pieces: tuple[Known, ...]) -> None:
        """Put ``pieces`` in the place of ``count`` segments from ``number`` on."""
        after = (*self.known[: number - 1], *pieces, *self.known[number - 1 + count :])
        if after != self.known:
            self.done.append(self.known)
            self.undone.clear()
            self.known = after

    @property
    def here(self) -> Known:
        return self.known[self.number - 1]

    def leave(self) -> None:
        """Leave the segment as the window does."""
        self.review.leave(self.number, self.content, self.shown)
        text = self.content.text
        if self.content != self.shown:
            status = Status.EDITED if text else Status.UNTRANSLATED
            self.became(replace(self.here, target=text, status=status))

    @rule()
    def confirm(self) -> None:
        self.review.confirm(self.number, self.content)
        text = self.content.text
        if text:
            before = self.here
            kept = before.status is Status.APPROVED and before.target == text
            self.became(before if kept else replace(before, target=text, status=Status.REVIEWED))
            self.confirmed.add(text)
            self.show(self.number)

    @rule()
    def approve(self) -> None:
        self.leave()
        self.review.approve([self.number])
        if self.here.target:
            self.became(replace(self.here, status=Status.APPROVED))
        self.show(self.number)

    @rule()
    def reject(self) -> None:
        self.leave()
        self.review.reject(self.number)
        self.became(replace(self.here, status=Status.EDITED))
        self.show(self.number)

    @rule(number=_PLACES)
    def go_to(self, number: int) -> None:
        self.leave()
        self.show(number)

    @rule(source_at=st.integers(0, 12), target_at=st.integers(0, 4))
    def split(self, source_at: int, target_at: int) -> None:
        self.leave()
        whole = self.here
        sources = parted(whole.source, source_at)
        assert bool(self.review.split(self.number, source_at, target_at)) == (sources is not None)
        if sources is not None:
            targets = parted(whole.target, target_at) or (whole.target, "")
            looked_at = Status.EDITED if whole.status in _CONFIRMED else whole.status
            self.cut(
                self.number,
                1,
                tuple(
                    Known(source, target, looked_at if target else Status.UNTRANSLATED)
                    for source, target in zip(sources, targets, strict=True)
                ),
            )
        self.show(self.number)

    @rule()
    def join(self) -> None:
        self.leave()
        both = self.known[self.number - 1 : self.number + 1]
        units = set(self.units_now()[self.number - 1 : self.number + 1])
        can = len(both) == 2 and len(units) == 1
        assert bool(self.review.join(self.number)) == can
        if can:
            first, second = both
            apart = (
                first.source[-1:].isspace()
                and first.target
                and second.target
                and not first.target[-1].isspace()
            )
            target = f"{first.target}{' ' if apart else ''}{second.target}"
            states = {first.status, second.status}
            status = Status.EDITED
            if not target:
                status = Status.UNTRANSLATED
            elif len(states) == 1 or states <= set(_CONFIRMED):
                status = min(states, key=lambda state: state.rank)
            self.cut(self.number, 2, (Known(first.source + second.source, target, status),))
        self.show(self.number)

    def units_now(self) -> list[str]:
        return [one.unit_id for one in self.project.segments()]

    @rule()
    def undo_step(self) -> None:
        self.leave()
        self.review.undo()
        if self.done:
            self.undone.append(self.known)
            self.known = self.done.pop()
        self.show(self.number)

    @rule()
    def redo_step(self) -> None:
        self.leave()
        self.review.redo()
        if self.undone:
            self.done.append(self.known)
            self.known = self.undone.pop()
        self.show(self.number)

    @rule(kind=st.sampled_from(["xliff", "xliff12", "html"]))
    def export_and_take_in(self, kind: str) -> None:
        self.leave()
        file = self.folder / f"out.{kind}"
        export(self.project, file, kind)
        assert take_in(self.project, file, "너", "2026-11-29T00:00:00+00:00").changed == 0
        self.show(self.number)

    # ------------------------------------------------------------ the end of a session

    @rule(number=_PLACES)
    def close_and_open(self, number: int) -> None:
        self.leave()
        self.project.close()
        self.open()
        assert self.project.typed() == {}
        assert self.review.unfinished() == {}
        self.show(number)

    @rule(number=_PLACES, wanted=st.booleans(), kept=st.booleans())
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
            changed = self.content.text != self.here.target
            assert found == ({self.number: self.content} if changed else {})
        if wanted:
            self.review.recover()
            for one, typed in found.items():
                text = typed.text
                status = Status.EDITED if text else Status.UNTRANSLATED
                self.number = one
                self.became(replace(self.here, target=text, status=status))
        else:
            self.review.discard()
        assert self.project.typed() == {}
        self.show(number)

    @invariant()
    def segments_are_what_they_became(self) -> None:
        assert self.found() == self.known
        assert self.project.counts().total == len(self.known)

    @invariant()
    def only_the_segment_in_the_editor_may_be_unfinished(self) -> None:
        assert set(self.project.typed()) <= {getattr(self, "number", 0)}


def walk(folder: Path, examples: int, steps: int) -> None:
    """Walk at random."""
    ReviewWalk.template = folder / "template.hanji"
    project_of(ReviewWalk.template, small_document(), None, second_document())
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
