# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue's file: what was recorded is there for whoever opens it next."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.store.queue import Call, ItemState, JobQueue, JobState, PlannedItem, QueueVersionError
from app.store.queue.schema import STEPS

CALL = Call({"paths": ["/in"], "out": "/out", "force": False}, "to=epub")
ITEMS = (PlannedItem(0, "/in/a.hwp", "/out/a.epub"), PlannedItem(1, "/in/b.hwp", "/out/b.epub"))
RESULT = {"input": "a.hwp", "sha256": "12", "status": "converted"}


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "data" / "queue.sqlite"


def begun(queue: JobQueue) -> int:
    opened = queue.open_job(CALL, "1")
    assert opened is not None
    job_id, lock = opened
    queue.plan(job_id, ITEMS)
    queue.begin(job_id, "/out/a.epub")
    queue.record(job_id, "/out/a.epub", "1", RESULT, None)
    queue.begin(job_id, "/out/b.epub")
    lock.release()
    return job_id


def test_a_job_that_was_cut_off_is_gone_on_with_by_the_same_call(file):
    with JobQueue(file) as queue:
        job_id = begun(queue)
    with JobQueue(file) as queue:
        job = queue.job(job_id)
        assert job is not None
        assert queue.state_of(job) is JobState.INTERRUPTED
        opened = queue.open_job(CALL, "1")
        assert opened is not None
        assert opened[0] == job_id
        assert queue.state_of(job) is JobState.RUNNING
        known = queue.plan(job_id, ITEMS)
        assert [known[n].state for n in (0, 1)] == [ItemState.DONE, ItemState.WAITING]
        assert known[0].result == RESULT
        queue.begin(job_id, "/out/b.epub")
        assert queue.items(job_id)[1].attempts == 2


def test_another_call_and_a_finished_one_begin_a_job_of_their_own(file):
    with JobQueue(file) as queue:
        job_id = begun(queue)
        other = queue.open_job(Call({**CALL.arguments, "out": "/elsewhere"}, "to=epub"), "1")
        shaped = queue.open_job(Call(CALL.arguments, "to=html"), "1")
        queue.finish(job_id)
        again = queue.open_job(CALL, "1")
        ids = {job_id, *(opened[0] for opened in (other, shaped, again) if opened)}
        assert len(ids) == 4


def test_a_job_at_work_is_left_alone(file):
    with JobQueue(file) as first, JobQueue(file) as second:
        mine = first.open_job(CALL, "1")
        theirs = second.open_job(CALL, "1")
        assert mine is not None
        assert theirs is not None
        assert mine[0] != theirs[0]
        assert second.open_job(CALL, "1", mine[0]) is None
        mine[1].release()
        assert second.open_job(CALL, "1", mine[0]) is not None


def test_a_finished_job_that_is_resumed_tries_its_failures_again(file):
    with JobQueue(file) as queue:
        job_id = begun(queue)
        queue.record(job_id, "/out/b.epub", "1", {"input": "b.hwp"}, {"detail": "x"})
        assert queue.items(job_id)[1].error == {"detail": "x"}
        queue.finish(job_id)
        assert queue.open_job(CALL, "1", job_id) is not None
        known = queue.plan(job_id, ITEMS)
        assert [known[n].state for n in (0, 1)] == [ItemState.DONE, ItemState.WAITING]


def test_a_file_in_the_place_of_another_has_no_outcome_yet(file):
    with JobQueue(file) as queue:
        job_id = begun(queue)
        known = queue.plan(job_id, [PlannedItem(0, "/in/c.hwp", "/out/a.epub")])
        assert (known[0].state, known[0].result) == (ItemState.WAITING, None)
        states = {item.target: item.state for item in queue.items(job_id)}
        assert states["/out/b.epub"] is ItemState.GONE


def test_paths_that_are_no_utf8_come_back_as_they_were(file):
    odd = "/in/\udcff백서'.hwp"
    with JobQueue(file) as queue:
        opened = queue.open_job(Call({"paths": [odd], "out": "/o"}, ""), "1")
        assert opened is not None
        known = queue.plan(opened[0], [PlannedItem(0, odd, odd + ".epub")])
        queue.record(opened[0], odd + ".epub", "1", {"input": odd}, None)
        assert known[0].source == odd
        assert queue.items(opened[0])[0].result == {"input": odd}


def test_a_forgotten_job_takes_its_rows_along(file):
    with JobQueue(file) as queue:
        job_id = begun(queue)
        assert queue.forget(job_id)
        assert not queue.forget(job_id)
        assert queue.items(job_id) == []
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT COUNT(*) FROM attempt").fetchone() == (0,)


def test_the_file_of_a_newer_program_is_left_alone(file):
    JobQueue(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(QueueVersionError):
        JobQueue(file)
    assert file.read_bytes() == before
