# SPDX-License-Identifier: AGPL-3.0-or-later
"""A project handed over, worked on by two, and merged: nothing of either is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import AppError
from app.services.reviewing.merging import merge, resolve
from app.services.reviewing.session import Review
from app.store.project import OpenFinding, Project
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Text
from tests.app.command import hanji
from tests.review.conftest import project_of
from translation.inline_codes import from_marked
from translation.review.segments import Status

AT = "2026-11-30T09:00:00+00:00"


@pytest.fixture
def theirs(review: Review, tmp_path: Path) -> Iterator[Review]:
    """The same project on another machine, after some common work."""
    review.confirm(2, from_marked("Applying"))
    review.edit(4, from_marked("Ask us."))
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    with Project(copy) as project:
        yield Review(project, author="둘째", clock=lambda: AT)


def target(review: Review, number: int) -> tuple[str, Status]:
    found = review.project.segment(number)
    return found.target.text, found.status


def merged(review: Review, theirs: Review):
    return merge(review.project, theirs.project.path, "나", AT)


def test_what_only_one_changed_is_taken_and_undone_at_once(review: Review, theirs: Review) -> None:
    review.edit(7, from_marked("Mine."))
    theirs.propagates = False
    theirs.approve([2])
    theirs.confirm(3, from_marked("From 2 March. "))
    theirs.comment(3, "확인")
    found = merged(review, theirs)
    assert (found.numbers, found.comments, found.conflicts) == ((2, 3), 1, ())
    assert target(review, 2) == ("Applying", Status.APPROVED)
    assert target(review, 3) == ("From 2 March. ", Status.REVIEWED)
    assert target(review, 7) == ("Mine.", Status.EDITED)
    # Who did it is in the history.
    assert [one.author for one in review.project.history(3)] == ["둘째"]
    assert merged(review, theirs).numbers == ()
    assert merged(review, theirs).comments == 0
    review.undo()
    assert target(review, 2) == ("Applying", Status.REVIEWED)
    assert target(review, 3) == ("", Status.UNTRANSLATED)


def test_what_both_changed_stays_and_is_told_until_somebody_decides(
    review: Review, theirs: Review
) -> None:
    review.confirm(4, from_marked("Ask the office."))
    theirs.confirm(4, from_marked("Ask the help desk."))
    (conflict,) = merged(review, theirs).conflicts
    assert (conflict.numbers, conflict.author) == ((4,), "둘째")
    assert (conflict.mine.text, conflict.theirs.text) == ("Ask the office.", "Ask the help desk.")
    assert target(review, 4) == ("Ask the office.", Status.REVIEWED)
    resolve(review.project, [conflict], "나", AT)
    assert target(review, 4) == ("Ask the help desk.", Status.REVIEWED)
    review.undo()
    assert target(review, 4) == ("Ask the office.", Status.REVIEWED)


def test_equal_words_are_no_conflict_and_the_further_state_wins(
    review: Review, theirs: Review
) -> None:
    review.confirm(4, from_marked("Ask."))
    theirs.confirm(4, from_marked("Ask."))
    theirs.approve([4])
    found = merged(review, theirs)
    assert (found.numbers, found.conflicts) == ((4,), ())
    assert target(review, 4) == ("Ask.", Status.APPROVED)


def test_what_one_undid_is_undone_for_both(review: Review, theirs: Review) -> None:
    theirs.undo()
    assert theirs.project.segment(4).target.text == ""
    assert merged(review, theirs).numbers == (4,)
    assert target(review, 4)[0] == ""


def test_splits_are_merged_and_two_of_them_are_a_conflict(review: Review, theirs: Review) -> None:
    theirs.split(3, 4)
    theirs.confirm(4, from_marked("second"))
    review.confirm(7, from_marked("Note."))
    found = merged(review, theirs)
    assert found.conflicts == ()
    assert [one.source.text for one in review.project.segments(3, 5)] == [
        "접수는 ",
        "3월 2일부터 합니다. ",
        "문의는 민원실로 하십시오.",
    ]
    assert target(review, 4) == ("second", Status.REVIEWED)
    assert target(review, 5) == ("Ask us.", Status.EDITED)
    assert target(review, 8) == ("Note.", Status.REVIEWED)


def test_a_unit_that_both_cut_stays_as_it_is_here(review: Review, theirs: Review) -> None:
    theirs.join(3)
    review.split(3, 4)
    before = review.project.segments()
    (conflict,) = merged(review, theirs).conflicts
    assert review.project.segments() == before
    assert conflict.numbers == (3, 4, 5)
    resolve(review.project, [conflict], "나", AT)
    assert len(review.project.segments()) == 6


def test_my_split_stays_where_they_did_nothing_there(review: Review, theirs: Review) -> None:
    review.split(3, 4)
    theirs.confirm(7, from_marked("Note."))
    found = merged(review, theirs)
    assert (found.numbers, found.conflicts) == ((8,), ())


def test_false_alarms_and_answers_come_along(review: Review, theirs: Review) -> None:
    finding = OpenFinding("numbers", "error", (("text", "3"),))
    theirs.project.dismiss(3, finding, "맞음", "둘째", AT)
    merged(review, theirs)
    assert [one.reason for one in review.project.false_alarms()] == ["맞음"]


def test_another_document_and_the_project_itself_are_refused(
    review: Review, tmp_path: Path
) -> None:
    with pytest.raises(AppError, match="itself"):
        merge(review.project, review.project.path, "나", AT)
    other = tmp_path / "other.hanji"
    project_of(
        other, Document(Metadata(title="x", language="ko"), (Paragraph((Text("글"),)),)), None
    )
    with Project(other) as opened:
        opened.set_meta("document_id", "e" * 64)
    with pytest.raises(AppError, match="another document"):
        merge(review.project, other, "나", AT)


def test_the_command_merges_and_lists_what_both_changed(review: Review, theirs: Review) -> None:
    review.confirm(4, from_marked("Mine."))
    theirs.confirm(4, from_marked("Theirs."))
    done = hanji("review", "merge", review.project.path, theirs.project.path)
    assert done.code == 0, done.err
    assert "Theirs." in done.out


def test_a_cut_that_was_merged_once_is_no_conflict_the_second_time(
    review: Review, theirs: Review
) -> None:
    review.split(4, 2)
    copy = theirs.project.path
    theirs.project.close()
    shutil.copy(review.project.path, copy)
    with Project(copy) as project:
        other = Review(project, author="둘째", clock=lambda: AT)
        other.join(4)
        other.confirm(4, from_marked("Ask the office."))
        assert merged(review, other).conflicts == ()
        review.undo()
        review.redo()
        again = merged(review, other)
        assert (again.numbers, again.conflicts) == ((), ())
