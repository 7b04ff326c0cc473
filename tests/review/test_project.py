# SPDX-License-Identifier: AGPL-3.0-or-later
"""A project's file: what is confirmed is there, whatever happens; nothing is taken away."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import AppError
from app.services.reviewing.session import Review, open_project
from app.store.project import Change, OpenFinding, Project
from tests.conftest import REPOSITORY
from tests.review.conftest import project_of, small_document
from translation.inline_codes import from_marked
from translation.review.segments import Origin, Status

AT = "2026-11-23T00:00:00+00:00"


def test_segments_come_back_as_they_were_put_in(project: Project) -> None:
    segments = project.segments()
    assert [one.source.marked for one in segments] == [
        "안내",
        "신청 안내",
        "접수는 3월 2일부터 합니다. ",
        "문의는 민원실로 하십시오.",
        "<1>굵은 </1>글과 <2>누리집</2>입니다.<3/>",
        "접수는 3월 2일부터 합니다.",
        "각주의 글입니다.",
    ]
    assert [one.number for one in segments] == list(range(1, 8))
    assert {one.status for one in segments} == {Status.UNTRANSLATED}
    kinds = [code.kind.value for code in project.codes_of(segments[4].unit_id)]
    assert kinds == ["bold", "link", "note"]
    assert project.exchanged().segments == segments


def test_a_step_is_undone_and_done_again_as_a_whole(project: Project) -> None:
    before = project.segments()
    both = [
        Change(3, from_marked("A."), Status.REVIEWED, origin=Origin.PERSON),
        Change(6, from_marked("A."), Status.DRAFT, origin=Origin.PROPAGATED),
    ]
    project.change(both, "나", AT, "confirm")
    project.change([Change(2, from_marked("B"), Status.EDITED)], "나", AT, "edit")
    after = project.segments()
    assert project.undo() == (2,)
    assert project.undo() == (3, 6)
    assert project.segments() == before
    assert project.undo() == ()
    assert project.redo() == (3, 6)
    assert project.redo() == (2,)
    assert project.redo() == ()
    assert project.segments() == after


def test_what_another_change_replaced_stays_in_the_history(project: Project) -> None:
    project.change([Change(2, from_marked("B"), Status.EDITED)], "나", AT, "edit")
    project.undo()
    project.change([Change(2, from_marked("C"), Status.EDITED)], "너", AT, "edit")
    assert project.redo() == ()
    history = project.history(2)
    assert [(one.after.text, one.undone, one.author) for one in history] == [
        ("C", False, "너"),
        ("B", True, "나"),
    ]
    project.undo()
    assert project.segment(2).target.text == ""


def test_undo_reaches_back_over_restarts(project_path: Path) -> None:
    for text in "ABC":
        with Project(project_path) as project:
            project.change([Change(2, from_marked(text), Status.EDITED)], "나", AT, "edit")
    with Project(project_path) as project:
        seen = [project.segment(2).target.text]
        while project.undo():
            seen.append(project.segment(2).target.text)
    assert seen == ["C", "B", "A", ""]


actions = st.lists(
    st.one_of(
        st.tuples(
            st.just("change"),
            st.lists(
                st.tuples(st.integers(1, 7), st.sampled_from("ABC"), st.sampled_from(list(Status))),
                min_size=1,
                max_size=3,
                unique_by=lambda change: change[0],
            ),
        ),
        st.just(("undo", [])),
        st.just(("redo", [])),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions)
def test_undo_and_redo_behave_like_a_stack_of_states(tmp_path: Path, steps: list) -> None:
    path = tmp_path / f"{random.random()}.hanji"
    project_of(path, small_document(), None)
    with Project(path) as project:
        states, at = [project.segments()], 0
        for action, changes in steps:
            if action == "change":
                made = [Change(n, from_marked(text), status) for n, text, status in changes]
                if project.change(made, "나", AT, "edit") is not None:
                    states, at = [*states[: at + 1], project.segments()], at + 1
            elif action == "undo":
                assert bool(project.undo()) == (at > 0)
                at = max(0, at - 1)
            else:
                assert bool(project.redo()) == (at + 1 < len(states))
                at = min(len(states) - 1, at + 1)
            assert project.segments() == states[at]


def test_statistics_count_repetitions_once_as_such(project: Project) -> None:
    bands = project.bands()
    # The last paragraph says what a sentence before has said.
    assert bands["repetition"] == (1, len("접수는 3월 2일부터 합니다."), 4)
    assert bands["new"][0] == 6
    assert sum(segments for segments, _, _ in bands.values()) == project.counts().total


def test_findings_stay_dismissed_while_they_are_the_same(project: Project) -> None:
    number = OpenFinding("numbers", "error", (("text", "3"),), (4, 5), None)
    blank = OpenFinding("double-space", "warning")
    project.set_findings({3: [number, blank], 4: [blank]})
    assert project.troubled() == {3: "error", 4: "warning"}
    project.dismiss(3, number, "말로 썼음", "나", AT)
    assert project.troubled() == {3: "warning", 4: "warning"}
    project.set_findings({3: [OpenFinding("numbers", "error", (("text", "3"),), (0, 1), None)]})
    (stored,) = project.findings(3)
    assert (stored.dismissed, stored.dismissed_by) == ("말로 썼음", "나")
    project.restore(3, number)
    assert project.troubled() == {3: "error", 4: "warning"}


def test_comments_are_kept_and_answered(project: Project) -> None:
    comment_id = project.add_comment(2, "나", AT, "제목을 확인해 주세요.")
    project.add_comment(5, "너", AT, "각주 위치")
    assert project.commented() == {2: 1, 5: 1}
    project.resolve_comment(comment_id)
    assert project.commented() == {5: 1}
    assert [one.text for one in project.comments(2)] == ["제목을 확인해 주세요."]
    assert len(project.comments()) == 2


def test_what_was_typed_is_there_after_a_restart(project_path: Path) -> None:
    with Project(project_path) as project:
        project.keep_typing(2, "Appl")
    with Project(project_path) as project:
        assert project.typed() == {2: "Appl"}
        project.change([Change(2, from_marked("Application"), Status.REVIEWED)], "나", AT, "x")
        assert project.typed() == {}


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 99, None])
def test_what_is_no_project_is_refused_by_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "책.hanji"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AppError) as refused:
        open_project(path)
    assert "책.hanji" in str(refused.value.params["path"])


def test_another_database_and_a_newer_project_are_refused(
    tmp_path: Path, project_path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    with pytest.raises(AppError, match="no review project"):
        open_project(other)
    with sqlite3.connect(project_path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(AppError, match="newer version"):
        open_project(project_path)


_TYPIST = """
import sys
from pathlib import Path
from app.services.reviewing.session import Review
from app.store.project import Project
from translation.inline_codes import from_marked
review = Review(Project(Path(sys.argv[1])), author="k")
count = int(sys.argv[2])
while True:
    for number in range(1, 8):
        text = f"text {count}"
        for end in range(1, len(text) + 1):
            review.type(number, from_marked(text[:end]))
        review.confirm(number, from_marked(text))
        print(number, text, flush=True)
        count += 1
"""


def killed_typist(path: Path, start: int, seconds: float) -> dict[int, str]:
    """Let a process type and confirm, kill it, and return what it said it had confirmed."""
    process = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(path), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    said: dict[int, str] = {}
    for line in lines:
        if line.endswith("\n"):
            number, _, text = line.strip().partition(" ")
            said[int(number)] = text
    return said


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_a_kill_while_typing_loses_nothing_confirmed(project_path: Path, times: int) -> None:
    chance = random.Random(6)
    confirmed: dict[int, str] = {}
    for attempt in range(times):
        said = killed_typist(project_path, attempt * 10_000, chance.uniform(0.0, 0.15))
        assert said
        confirmed |= said
        with Project(project_path) as project:
            for number, text in confirmed.items():
                found = project.segment(number)
                # One more may have been confirmed before it could say so.
                assert int(found.target.text.split()[1]) >= int(text.split()[1])
                assert found.status is Status.REVIEWED
                confirmed[number] = found.target.text
            check = project._connection.execute("PRAGMA integrity_check").fetchone()
            assert check == ("ok",)


def test_review_of_a_read_only_file_is_refused_by_name(project_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may write everything")
    project_path.chmod(0o400)
    project_path.parent.chmod(0o500)
    try:
        with pytest.raises(AppError):
            Review(open_project(project_path)).comment(1, "x")
    finally:
        project_path.parent.chmod(0o700)
