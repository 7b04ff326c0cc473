# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is a translator does not approve, and what is approved is changed by approvers alone."""

from __future__ import annotations

import pytest

from app.errors import AppError
from app.services.reviewing.session import Review
from translation.inline_codes import from_marked
from translation.review.segments import Status


@pytest.fixture
def approved(review: Review) -> Review:
    review.confirm(2, from_marked("Applying"))
    review.approve([2])
    return review


def in_role(review: Review, role: str) -> Review:
    return Review(review.project, author=role or "나", role=role)


@pytest.mark.parametrize(
    ("role", "approves", "rejects"),
    [
        ("", True, True),
        ("translator", False, False),
        ("reviewer", False, True),
        ("approver", True, True),
    ],
)
def test_each_role_does_its_own(
    review: Review, role: str, *, approves: bool, rejects: bool
) -> None:
    person = in_role(review, role)
    assert person.confirm(3, from_marked("From 2 March. "))
    for right, do in ((approves, lambda: person.approve([3])), (rejects, lambda: person.reject(3))):
        if right:
            do()
        else:
            with pytest.raises(AppError):
                do()
    assert (person.may_approve, person.may_reject) == (approves, rejects)


@pytest.mark.parametrize("role", ["translator", "reviewer"])
def test_what_is_approved_stays_for_others(approved: Review, role: str) -> None:
    person = in_role(approved, role)
    segment = approved.project.segment(2)
    assert not person.may_change(segment)
    assert person.edit(2, from_marked("Other")) == ()
    assert person.confirm(2, from_marked("Other")) == ()
    assert person.replace([(2, from_marked("Other"))]) == ()
    assert person.split(2, 2) == ()
    assert person.join(2) == ()
    with pytest.raises(AppError):
        person.reject(2)
    after = approved.project.segment(2)
    assert (after.target, after.status) == (segment.target, Status.APPROVED)
    assert in_role(approved, "approver").edit(2, from_marked("Other")) == (2,)
