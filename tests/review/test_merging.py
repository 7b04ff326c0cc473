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


def test_what_was_undone_before_the_hand_over_and_done_again_there_is_taken(
    review: Review, tmp_path: Path
) -> None:
    review.edit(4, from_marked("Ask us."))
    review.undo()
    theirs = handed_over(review, tmp_path)
    theirs.redo()
    found = merged(review, theirs)
    assert (found.numbers, found.conflicts) == ((4,), ())
    assert target(review, 4) == ("Ask us.", Status.EDITED)
    assert target(theirs, 4) == target(review, 4)
    theirs.project.close()


def test_what_i_did_again_since_the_hand_over_stays(review: Review, tmp_path: Path) -> None:
    review.edit(4, from_marked("Ask us."))
    review.undo()
    theirs = handed_over(review, tmp_path)
    review.redo()
    found = merged(review, theirs)
    assert (found.numbers, found.conflicts) == ((), ())
    assert target(review, 4) == ("Ask us.", Status.EDITED)
    theirs.project.close()


def test_what_i_did_again_and_they_translated_otherwise_is_a_conflict(
    review: Review, tmp_path: Path
) -> None:
    review.edit(4, from_marked("Ask us."))
    review.undo()
    theirs = handed_over(review, tmp_path)
    review.redo()
    theirs.confirm(4, from_marked("Call us."))
    (conflict,) = merged(review, theirs).conflicts
    assert (conflict.mine.text, conflict.theirs.text) == ("Ask us.", "Call us.")
    assert conflict.taken_back == ""
    theirs.project.close()


def test_what_was_done_again_and_taken_back_again_is_as_it_was(
    review: Review, tmp_path: Path
) -> None:
    review.edit(4, from_marked("Ask us."))
    review.undo()
    theirs = handed_over(review, tmp_path)
    theirs.redo()
    theirs.undo()
    review.redo()
    found = merged(review, theirs)
    assert (found.numbers, found.conflicts) == ((), ())
    assert target(review, 4)[0] == "Ask us."
    theirs.project.close()


def test_a_split_that_was_undone_and_done_again_there_is_split_here(
    review: Review, tmp_path: Path
) -> None:
    review.split(2, 4)
    split = [one.source.text for one in review.project.segments()]
    review.undo()
    theirs = handed_over(review, tmp_path)
    theirs.redo()
    assert merged(review, theirs).conflicts == ()
    assert [one.source.text for one in review.project.segments()] == split
    theirs.project.close()


def test_an_undone_confirmation_is_asked_about_and_not_taken(
    review: Review, theirs: Review
) -> None:
    theirs.undo()
    theirs.undo()
    assert target(theirs, 2) == ("", Status.UNTRANSLATED)
    found = merged(review, theirs)
    # What nobody confirmed is undone for both; what somebody confirmed is asked about.
    assert found.numbers == (4,)
    (conflict,) = found.conflicts
    assert (conflict.numbers, conflict.taken_back) == ((2,), "there")
    assert (conflict.mine.text, conflict.theirs.text) == ("Applying", "")
    assert (conflict.my_status, conflict.their_status) == (Status.REVIEWED, Status.UNTRANSLATED)
    assert target(review, 2) == ("Applying", Status.REVIEWED)
    resolve(review.project, found.conflicts, "나", AT)
    assert target(review, 2) == ("", Status.UNTRANSLATED)


def test_a_later_confirmation_undone_there_does_not_bring_the_earlier_one_unasked(
    review: Review, tmp_path: Path
) -> None:
    review.confirm(2, from_marked("First"))
    review.confirm(2, from_marked("Second"))
    theirs = handed_over(review, tmp_path)
    theirs.undo()
    (conflict,) = merged(review, theirs).conflicts
    assert (conflict.mine.text, conflict.theirs.text) == ("Second", "First")
    assert target(review, 2) == ("Second", Status.REVIEWED)
    theirs.project.close()


def test_what_is_still_confirmed_there_is_asked_about_where_i_took_it_back(
    review: Review, theirs: Review
) -> None:
    review.undo()
    review.undo()
    (conflict,) = merged(review, theirs).conflicts
    assert (conflict.numbers, conflict.taken_back) == ((2,), "here")
    resolve(review.project, [conflict], "나", AT)
    assert target(review, 2) == ("Applying", Status.REVIEWED)


def test_a_confirmed_text_that_was_changed_and_not_confirmed_there_is_asked_about(
    review: Review, theirs: Review
) -> None:
    theirs.edit(2, from_marked("Applications"))
    found = merged(review, theirs)
    assert (found.numbers, [one.numbers for one in found.conflicts]) == ((), [(2,)])
    assert target(review, 2) == ("Applying", Status.REVIEWED)


def test_a_segment_sent_back_there_is_sent_back_here_with_its_words(
    review: Review, theirs: Review
) -> None:
    theirs.reject(2)
    found = merged(review, theirs)
    assert (found.numbers, found.conflicts) == ((2,), ())
    assert target(review, 2) == ("Applying", Status.EDITED)


def handed_over(review: Review, tmp_path: Path) -> Review:
    copy = tmp_path / "second.hanji"
    shutil.copy(review.project.path, copy)
    return Review(Project(copy), author="둘째", clock=lambda: AT)


def test_a_split_that_was_undone_there_is_undone_here(review: Review, tmp_path: Path) -> None:
    review.split(3, 4)
    whole = [one.source.text for one in review.project.segments()]
    theirs = handed_over(review, tmp_path)
    theirs.undo()
    found = merged(review, theirs)
    assert found.conflicts == ()
    assert len(review.project.segments()) == len(whole) - 1
    assert [one.source.text for one in review.project.segments()] == [
        one.source.text for one in theirs.project.segments()
    ]
    assert merged(review, theirs).numbers == ()
    review.undo()
    assert [one.source.text for one in review.project.segments()] == whole
    theirs.project.close()


def test_a_join_that_was_undone_there_is_undone_here(review: Review, tmp_path: Path) -> None:
    review.join(3)
    theirs = handed_over(review, tmp_path)
    theirs.undo()
    theirs.confirm(7, from_marked("Note."))
    assert merged(review, theirs).conflicts == ()
    assert [one.source.text for one in review.project.segments()] == [
        one.source.text for one in theirs.project.segments()
    ]
    assert target(review, 7) == ("Note.", Status.REVIEWED)
    theirs.project.close()


def test_an_undone_split_whose_parts_were_confirmed_is_asked_about(
    review: Review, tmp_path: Path
) -> None:
    review.split(3, 4)
    review.confirm(3, from_marked("Applications "))
    review.confirm(4, from_marked("from 2 March. "))
    theirs = handed_over(review, tmp_path)
    for _ in range(3):
        theirs.undo()
    (conflict,) = merged(review, theirs).conflicts
    assert (conflict.taken_back, conflict.numbers) == ("there", (3, 4, 5))
    assert target(review, 4) == ("from 2 March. ", Status.REVIEWED)
    theirs.project.close()


def test_what_was_confirmed_there_of_a_locked_segment_is_asked_about(
    review: Review, theirs: Review
) -> None:
    review.lock([3], locked=True)
    theirs.confirm(3, from_marked("From 2 March. "))
    (conflict,) = merged(review, theirs).conflicts
    assert conflict.theirs.text == "From 2 March. "


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
