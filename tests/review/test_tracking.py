# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a second reviewer changed of a confirmed translation: seen, accepted, rejected, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.services.reviewing.merging import merge
from app.services.reviewing.session import Review
from app.services.reviewing.tracking import tracked_changes
from app.store.project import Project
from translation.inline_codes import from_marked
from translation.review.segments import Status

AT = "2026-11-30T09:00:00+00:00"


@pytest.fixture
def second(review: Review) -> Review:
    """The same project in the hands of a second person, after the first confirmed segments 2 and 4."""
    review.confirm(2, from_marked("How to apply"))
    review.confirm(4, from_marked("Ask the office."))
    return Review(review.project, author="둘째", clock=lambda: AT)


def numbers(review: Review) -> list[int]:
    return sorted(tracked_changes(review.project))


def test_what_the_second_changed_is_shown_against_what_the_first_confirmed(
    review: Review, second: Review
) -> None:
    second.edit(2, from_marked("How one applies"))
    second.confirm(2, from_marked("How to make an application"))
    second.confirm(4, from_marked("Ask the office."))
    second.confirm(7, from_marked("Note."))
    (change,) = tracked_changes(review.project).values()
    assert (change.number, change.before.text, change.now.text) == (
        2,
        "How to apply",
        "How to make an application",
    )
    assert (change.confirmed_by, change.author) == (review.author, "둘째")
    assert numbers(second) == [2]
    assert tracked_changes(review.project, [4]) == {}


def test_an_accepted_change_is_confirmed_and_a_rejected_one_is_gone(
    review: Review, second: Review
) -> None:
    second.edit(2, from_marked("How one applies"))
    second.confirm(4, from_marked("Ask at the desk."))
    assert review.settle_changes([2], accept=True) == (2,)
    assert review.settle_changes([4, 7], accept=False) == (4,)
    two, four = review.project.segment(2), review.project.segment(4)
    assert (two.target.text, two.status) == ("How one applies", Status.REVIEWED)
    assert (four.target.text, four.status) == ("Ask the office.", Status.REVIEWED)
    assert numbers(review) == []
    assert review.project.history(2)[0].why == "accept"
    review.undo()
    assert numbers(review) == [4]
    review.undo()
    assert numbers(review) == [2, 4]
    review.redo()
    assert numbers(review) == [4]


def test_what_the_second_confirmed_is_accepted_though_nothing_else_changes(
    review: Review, second: Review
) -> None:
    second.confirm(2, from_marked("How one applies"))
    assert review.settle_changes([2], accept=True) == (2,)
    assert numbers(review) == []
    second.confirm(2, from_marked("How anybody applies"))
    (change,) = tracked_changes(review.project).values()
    assert change.before.text == "How one applies"


def test_the_memory_has_what_stands_after_a_decision(review: Review, second: Review) -> None:
    second.memory = review.memory
    second.confirm(2, from_marked("Wrong words"))
    review.settle_changes([2], accept=False)
    assert [one.unit.target.text for one in review.matches(2)][:1] == ["How to apply"]


def test_the_first_may_simply_confirm_anew_and_one_who_works_alone_has_no_changes(
    review: Review, second: Review
) -> None:
    second.edit(2, from_marked("How one applies"))
    review.confirm(2, from_marked("How you apply"))
    assert numbers(review) == []
    review.edit(4, from_marked("Ask!"))
    assert numbers(review) == []


def test_changes_come_with_a_copy_that_is_merged(
    review: Review, second: Review, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    with Project(copy) as project:
        Review(project, author="둘째", clock=lambda: AT).confirm(4, from_marked("Ask at the desk."))
    merge(review.project, copy, review.author, AT)
    assert numbers(review) == [4]
    assert tracked_changes(review.project)[4].author == "둘째"


def test_a_locked_segment_is_not_settled(review: Review, second: Review) -> None:
    second.edit(2, from_marked("How one applies"))
    review.lock([2], locked=True)
    assert review.settle_changes([2], accept=False) == ()
    assert numbers(review) == [2]


def test_what_was_accepted_in_another_copy_needs_no_second_answer(
    review: Review, second: Review, tmp_path: Path
) -> None:
    """A lead accepts in a copy, be the words here already or not; and one who rejects there."""
    second.edit(2, from_marked("How one applies"))
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    with Project(copy) as project:
        Review(project, author="둘째", clock=lambda: AT).edit(4, from_marked("Ask at the desk."))
        lead = Review(project, author="팀장", clock=lambda: AT)
        assert numbers(lead) == [2, 4]
        lead.settle_changes([2, 4], accept=True)
        assert numbers(lead) == []
    found = merge(review.project, copy, "나", AT)
    assert found.conflicts == ()
    assert numbers(review) == []
    four = review.project.segment(4)
    assert (four.target.text, four.status) == ("Ask at the desk.", Status.REVIEWED)
    assert review.project.history(4)[0].author == "팀장"
    assert merge(review.project, copy, "나", AT).numbers == ()
    review.undo()
    assert numbers(review) == [2]


def test_words_that_are_the_same_here_are_accepted_by_the_copy(
    review: Review, second: Review, tmp_path: Path
) -> None:
    second.confirm(2, from_marked("How one applies"))
    assert numbers(review) == [2]
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    with Project(copy) as project:
        Review(project, author="팀장", clock=lambda: AT).settle_changes([2], accept=True)
    assert merge(review.project, copy, "나", AT).numbers == (2,)
    assert numbers(review) == []
    assert merge(review.project, copy, "나", AT).numbers == ()
