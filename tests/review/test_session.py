# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's work: confirm, follow, approve, undo; and the memory that learns from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import AppError
from app.services.reviewing.building import build, source_document, translated_document
from app.services.reviewing.session import Review
from app.store.project import OpenFinding
from tests.acceptance.translated import structure
from tests.checkers import epubcheck
from tests.review.conftest import small_document
from translation.inline_codes import from_marked
from translation.memory.store import Memory
from translation.review.segments import Origin, Status

SENTENCE = from_marked("Applications are received from 2 March.")


def test_equal_segments_follow_and_go_back_together(review: Review) -> None:
    assert review.confirm(6, SENTENCE) == (6, 3)
    follower = review.project.segment(3)
    assert follower.target == SENTENCE
    assert (follower.status, follower.origin) == (Status.DRAFT, Origin.PROPAGATED)
    assert review.undo() == (6, 3)
    assert not review.project.segment(3).target.parts


def test_what_a_person_touched_does_not_follow(review: Review) -> None:
    review.edit(3, from_marked("My own."))
    assert review.confirm(6, SENTENCE) == (6,)
    review.propagates = False
    review.undo()
    review.undo()
    assert review.confirm(6, SENTENCE) == (6,)


def test_the_memory_learns_what_is_confirmed_and_forgets_what_is_undone(
    review: Review, memory: Memory
) -> None:
    review.confirm(2, from_marked("Applying"))
    assert [unit.target.text for unit in memory] == ["Applying"]
    review.confirm(2, from_marked("How to apply"))
    assert [unit.target.text for unit in memory] == ["How to apply"]
    review.undo()
    assert [unit.target.text for unit in memory] == ["Applying"]
    review.undo()
    assert len(memory) == 0
    review.redo()
    assert [unit.target.text for unit in memory] == ["Applying"]


def test_matches_come_from_other_segments_and_know_their_context(review: Review) -> None:
    review.propagates = False
    review.confirm(3, SENTENCE)
    (match,) = review.matches(6)
    assert match.score == 100
    (own,) = review.matches(3)
    assert own.score == 101
    assert [unit.target for unit in review.concordance("3월 2일")] == [SENTENCE]
    assert review.concordance("March", in_target=True)
    assert review.concordance("  ") == ()


def test_nothing_locked_or_empty_is_changed_or_approved(review: Review) -> None:
    review.lock([2], locked=True)
    assert review.confirm(2, from_marked("x")) == ()
    assert review.edit(2, from_marked("x")) == ()
    assert review.confirm(4, from_marked("")) == ()
    changed, refused = review.approve([2, 4])
    assert changed == ()
    assert [one.number for one in refused] == [2, 4]


def test_a_blocking_finding_stands_in_the_way_until_it_is_dismissed(review: Review) -> None:
    review.blocking = frozenset({"numbers"})
    review.confirm(3, from_marked("From spring on."))
    number = OpenFinding("numbers", "error", (("text", "3"),))
    review.project.set_findings({3: [number, OpenFinding("long", "warning")]})
    changed, (refused,) = review.approve([3])
    assert (changed, refused.findings) == ((), (number,))
    review.dismiss(3, number, "봄이라고 옮김")
    assert review.approve([3])[0] == (3,)
    assert review.project.segment(3).status is Status.APPROVED


def test_confirming_again_what_is_approved_keeps_the_approval(review: Review) -> None:
    review.confirm(2, from_marked("Applying"))
    review.approve([2])
    review.confirm(2, from_marked("Applying"))
    assert review.project.segment(2).status is Status.APPROVED
    review.confirm(2, from_marked("How to apply"))
    assert review.project.segment(2).status is Status.REVIEWED


def test_time_left_follows_the_pace(review: Review) -> None:
    assert review.seconds_left() is None
    for number in range(1, 8):
        review.project.count_visit(number, 600.0)
    review.confirm(5, from_marked("<1>x</1><2>y</2><3/>"))
    counts = review.project.counts()
    assert counts.total == 7
    assert counts.done() == 1


# ------------------------------------------------------------ the book


def all_done(review: Review) -> None:
    for segment in review.project.segments():
        tags = "".join(str(part) for part in segment.source.parts if not isinstance(part, str))
        review.confirm(segment.number, from_marked(f"English {segment.number}{tags}"))
    review.approve(range(1, 8))


def test_a_book_needs_approval_or_says_what_is_a_draft(review: Review, tmp_path: Path) -> None:
    target = tmp_path / "book.epub"
    with pytest.raises(AppError, match="not approved"):
        build(review.project, target)
    assert not target.exists()
    review.confirm(3, SENTENCE)
    review.confirm(4, from_marked("Ask the civil service office."))
    review.approve([4])
    built = build(review.project, target, drafts=True)
    assert (built.segments, built.drafts) == (7, 6)
    document = translated_document(
        review.project,
        review.project.segments(),
        [one for one in review.project.segments() if one.status is not Status.APPROVED],
    )
    texts = str(document.blocks)
    assert "[unreviewed draft] Applications are received" in texts
    assert "have not" in texts or "no person has approved" in texts
    # What has no translation is still Korean, and says so.
    assert "lang='ko'" in texts


@pytest.mark.parametrize("both", [False, True])
def test_an_approved_book_is_whole(review: Review, tmp_path: Path, both: bool) -> None:
    all_done(review)
    target = tmp_path / "book.epub"
    built = build(review.project, target, both=both)
    assert built.drafts == 0
    if not both:
        made = translated_document(review.project, review.project.segments(), ())
        assert structure(made) == structure(small_document())
    first = target.read_bytes()
    build(review.project, target, both=both)
    assert target.read_bytes() == first


@pytest.mark.epubcheck
@pytest.mark.parametrize("both", [False, True])
def test_an_approved_book_is_valid(review: Review, tmp_path: Path, both: bool) -> None:
    all_done(review)
    target = tmp_path / "book.epub"
    build(review.project, target, both=both)
    assert epubcheck.check(target.read_bytes(), tmp_path) == []


def test_the_source_is_the_document_that_was_read(review: Review) -> None:
    assert source_document(review.project) == small_document()
