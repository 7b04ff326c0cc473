# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of one work: what is confirmed in one fills the other; due dates and sums are in the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.services.reviewing.overview import find_projects, progress_of, set_due
from app.services.reviewing.propagating import equal_in_memory
from app.services.reviewing.session import Review
from app.store.project import Project
from tests.review.conftest import project_of, small_document
from translation.inline_codes import from_marked
from translation.review.segments import Origin, Status


def test_what_is_confirmed_in_one_file_fills_untouched_segments_of_another(
    review: Review, tmp_path: Path
) -> None:
    review.propagates = False
    review.confirm(3, from_marked("Open from 2 March. "))
    review.confirm(4, from_marked("Ask the office."))
    other = tmp_path / "other.hanji"
    project_of(other, small_document(), lambda source: from_marked(f"EN {source.marked}"))
    with Project(other) as project:
        project.set_meta("document_id", "e" * 64)
        second = Review(project, review.memory, author="나")
        second.edit(4, from_marked("My own words."))
        found = equal_in_memory(project, second.shelf)
        assert set(found) == {3, 6}
        assert second.fill(found) == (3, 6)
        three = project.segment(3)
        assert (three.target.text.strip(), three.status, three.origin) == (
            "Open from 2 March.",
            Status.DRAFT,
            Origin.PROPAGATED,
        )
        assert project.segment(4).target.text == "My own words."
        assert equal_in_memory(project, second.shelf) == {}
        second.undo()
        assert project.segment(6).target.text.startswith("EN ")


def test_a_segment_that_somebody_took_meanwhile_is_left_alone(review: Review) -> None:
    review.edit(3, from_marked("Mine."))
    assert review.fill({3: from_marked("Theirs."), 4: from_marked("Ask.")}) == (4,)


def test_a_day_is_remembered_in_the_project_and_taken_away(review: Review) -> None:
    path = review.project.path
    set_due(path, date(2026, 12, 24))
    found = progress_of(path)
    assert found is not None
    assert found.due == date(2026, 12, 24)
    assert not found.is_done
    set_due(path, None)
    assert find_projects(path.parent, ())[0].due is None
    review.project.set_meta("due", "no day")
    assert progress_of(path).due is None
