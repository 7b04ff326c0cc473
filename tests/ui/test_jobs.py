# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs of the window are jobs like those of the command; what was cut off can be gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app import paths
from app.jobs.request import JobError
from app.services.batch.recent import recent_jobs, unfinished
from app.services.intake import find_files
from app.services.output_lock import FolderLock
from app.services.report import Failure, ReportItem, Status
from app.store.queue import Call, ItemState, JobQueue, JobState, PlannedItem
from app.ui.background_commands import call_arguments
from app.ui.detail.passwords_dialog import PasswordsDialog
from app.ui.queue.rows import ON_THE_WAY, RowState
from converters.errors import ErrorCode
from tests.app.command import hanji
from tests.conftest import REPOSITORY

LONG = 60_000


def all_done(window) -> bool:
    return not any(row.state in ON_THE_WAY for row in window.model.rows)


def jobs() -> list[dict]:
    return json.loads(hanji("jobs", "list", "--json").out)


def cut_off(folder, books) -> int:
    """Leave a job of the documents in a folder, as a killed window leaves it."""
    from app.jobs.limits import WorkerLimits
    from app.services.conversion import Options

    files = find_files([folder], books).files
    call = Call(call_arguments(files, books, Options(), "", WorkerLimits()), Options().fingerprint)
    with JobQueue(paths.queue_file()) as queue:
        opened = queue.open_job(call, "1")
        assert opened is not None
        job_id, lock = opened
        items = [
            PlannedItem(n, str(file.source), str(books / file.below / f"{file.source.stem}.epub"))
            for n, file in enumerate(files)
        ]
        queue.plan(job_id, items)
        queue.begin(job_id, items[0].target)
        lock.release()
    return job_id


@pytest.mark.slow
def test_a_run_of_the_window_is_a_job_of_the_command(window, qtbot, add, make_document, tmp_path):
    (tmp_path / "in").mkdir()
    make_document(tmp_path / "in" / "a.hwp")
    (tmp_path / "in" / "b.hwp").write_bytes(b"nothing")
    add(tmp_path / "in", count=2)
    window.batch.start_all()
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    qtbot.waitUntil(lambda: [job["state"] for job in jobs()] == ["finished"], timeout=60_000)
    (job,) = jobs()
    assert job["counts"] == {"done": 1, "failed": 1}
    # The command tries the failure again, and finds the book where the window made it.
    make_document(tmp_path / "in" / "b.hwp")
    resumed = hanji("jobs", "resume", job["id"])
    assert resumed.code == 0, resumed.err
    assert jobs()[0]["counts"] == {"done": 2}


def test_folders_are_kept_when_the_command_goes_on(window, make_document, tmp_path, books):
    make_document(tmp_path / "in" / "하위" / "a.hwp")
    job_id = cut_off(tmp_path / "in", books)
    assert hanji("jobs", "resume", job_id).code == 0
    assert (books / "하위" / "a.epub").is_file()


def test_the_window_waits_until_another_run_has_left_the_folder(
    window, qtbot, add, said, make_document, tmp_path, books
):
    books.mkdir()
    other = FolderLock(books)
    assert other.take()
    add(make_document(tmp_path / "a.hwp"), make_document(tmp_path / "b.hwp"))
    window.batch.start_all()
    qtbot.waitUntil(lambda: any("다른 변환" in one.text for one in said), timeout=60_000)
    assert [row.state for row in window.model.rows] == [RowState.QUEUED] * 2
    window.background.cancel(window.model.rows[1].number)
    qtbot.waitUntil(lambda: window.model.rows[1].state is RowState.CANCELLED, timeout=60_000)
    other.release()
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    assert window.model.rows[0].state is RowState.CONVERTED
    assert not (books / "b.epub").exists()


def test_the_folder_is_free_again_after_a_run(window, qtbot, add, make_document, tmp_path, books):
    add(make_document(tmp_path / "a.hwp"))
    window.batch.start_all()
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)

    def free() -> bool:
        lock = FolderLock(books)
        taken = lock.take()
        lock.release()
        return taken

    qtbot.waitUntil(free, timeout=60_000)


def test_what_was_cut_off_is_offered_and_gone_on_with(
    window, qtbot, make_document, tmp_path, books
):
    for name in ("a", "b"):
        make_document(tmp_path / "in" / f"{name}.hwp")
    job_id = cut_off(tmp_path / "in", books)
    window.look_back()
    qtbot.waitUntil(window.home.isVisible, timeout=60_000)
    (line,) = window.home.overview.jobs
    assert (line.job_id, line.cut_off, line.total) == (job_id, True, 2)
    go_on = next(button for button in window.home.buttons if button.text() == "이어서 하기")
    qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: [row.state for row in window.model.rows] == [RowState.CONVERTED] * 2, timeout=LONG
    )
    qtbot.waitUntil(lambda: jobs()[0]["state"] == "finished", timeout=60_000)
    assert jobs()[0]["id"] == job_id


def test_what_was_cut_off_can_be_forgotten(window, qtbot, make_document, tmp_path, books):
    make_document(tmp_path / "in" / "a.hwp")
    cut_off(tmp_path / "in", books)
    window.look_back()
    qtbot.waitUntil(window.home.isVisible, timeout=60_000)
    forget = next(button for button in window.home.buttons if button.text() == "지우기")
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.home.isVisible(), timeout=60_000)
    assert recent_jobs(paths.queue_file(), 3) == []


WINDOW = """
import sys
from pathlib import Path
from app.ui.start import open_window
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
def begin():
    shell = next(w for w in QApplication.topLevelWidgets() if hasattr(w, "convert"))
    if shell.convert.model.rows:
        shell.convert.batch.start_all()
    else:
        QTimer.singleShot(100, begin)
if __name__ == "__main__":
    import app.ui.start as start
    shown = start.Window.show
    def show(self):
        shown(self)
        QTimer.singleShot(200, begin)
    start.Window.show = show
    sys.exit(open_window([Path(sys.argv[1])]))
"""


@pytest.mark.slow
@pytest.mark.posix
def test_a_killed_window_offers_to_go_on_and_does(
    shell, window, qtbot, make_document, tmp_path, books
):
    from app import settings as stored

    for number in range(20):
        make_document(tmp_path / "in" / f"{number:02}.hwp", "제목", *["문단입니다."] * 800)
    stored.save(stored.Settings(out_folder=str(books)))
    script = tmp_path / "window.py"
    script.write_text(WINDOW, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "in")],
        cwd=REPOSITORY, env=environment, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while len(list(books.glob("*.epub"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    (job,) = recent_jobs(paths.queue_file(), 3)
    assert job.state is JobState.INTERRUPTED
    assert 0 < job.done < 20
    window.look_back()
    qtbot.waitUntil(window.home.isVisible, timeout=60_000)
    window.batch.go_on(job.job_id)
    qtbot.waitUntil(
        lambda: len(list(books.glob("*.epub"))) == 20 and all_done(window), timeout=120_000
    )
    assert unfinished(paths.queue_file(), job.job_id) is None
    with JobQueue(paths.queue_file()) as queue:
        qtbot.waitUntil(lambda: queue.job(job.job_id).finished is not None, timeout=60_000)
        assert queue.job(job.job_id).counts == {ItemState.DONE: 20}


# ------------------------------------------------------------ samples, failures, passwords, report


def test_a_new_person_makes_books_of_the_samples_with_one_click(window, qtbot, books):
    qtbot.mouseClick(window.drop_area.samples, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.model.rows) == 3 and all_done(window), timeout=LONG)
    assert [row.state for row in window.model.rows] == [RowState.CONVERTED] * 3


def test_all_failed_are_tried_again_at_once(window, qtbot, add, make_document, tmp_path):
    bad = [tmp_path / "a.hwp", tmp_path / "b.hwp"]
    for path in bad:
        path.write_bytes(b"x")
    add(*bad)
    window.batch.start_all()
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    for path in bad:
        make_document(path)
    window.view.table.clearSelection()
    window._refresh()
    assert window.detail.summary.retry.isVisible()
    qtbot.mouseClick(window.detail.summary.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    assert [row.state for row in window.model.rows] == [RowState.CONVERTED] * 2


def lock(window) -> None:
    for row in window.model.rows:
        failure = Failure(row.name, JobError(ErrorCode.ENCRYPTED))
        window.model.set_outcome(row.number, ReportItem(row.name, Status.FAILED, error=failure))
    window._refresh()


def test_one_dialog_unlocks_many_documents(window, qtbot, add, make_document, tmp_path):
    add(*(make_document(tmp_path / f"{name}.hwp") for name in "abc"))
    lock(window)
    assert window.footer._status.text().endswith("암호 필요 3개")
    heard = []
    window.background.start = lambda orders, _folder: heard.extend(orders)
    window.batch.ask_passwords()
    (dialog,) = window.findChildren(PasswordsDialog)
    assert not dialog.go.isEnabled()
    dialog.field.setText("비밀")
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert [order.number for order in heard] == [0, 2]
    assert all(order.options.passwords == ("비밀",) for order in heard)
    # Documents that come later in this run are opened with it too.
    assert window.batch._passwords == ("비밀",)


def test_after_a_wrong_password_one_is_still_in_the_field(
    window, qtbot, add, make_document, tmp_path
):
    add(make_document(tmp_path / "a.hwp"))
    lock(window)
    window.view.choose(0)
    window.window().activateWindow()
    window.background.start = lambda *_: None
    window._use_password("틀림", False)
    window.view.table.setFocus()
    failure = Failure("a.hwp", JobError(ErrorCode.WRONG_PASSWORD))
    window.background._buffer.finished(0, ReportItem("a.hwp", Status.FAILED, error=failure))
    field = window.detail.file.password.field
    qtbot.waitUntil(lambda: window.window().focusWidget() is field, timeout=60_000)


@pytest.mark.parametrize(("suffix", "magic"), [(".html", b"<!DOCTYPE"), (".xlsx", b"PK")])
def test_the_report_is_offered_beside_the_books_under_the_batchs_name(
    window, qtbot, add, make_document, tmp_path, books, monkeypatch, suffix, magic
):
    add(
        make_document(tmp_path / "시정 백서" / "a.hwp"),
        make_document(tmp_path / "시정 백서" / "b.hwp"),
    )
    window.batch.start_all()
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    asked = []

    def choose(_parent, _title, first, kinds):
        asked.append((first, kinds))
        return str(tmp_path / f"보고서{suffix}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.act("report")
    ((first, kinds),) = asked
    assert first.startswith(str(books / "시정 백서 "))
    assert "*.html" in kinds
    assert (tmp_path / f"보고서{suffix}").read_bytes().startswith(magic)


def test_escape_asks_before_it_stops(window, qtbot, add, make_document, tmp_path):
    add(make_document(tmp_path / "a.hwp"))
    asked = []
    window.notifier.confirm = lambda *words: asked.append(words) and False
    window.batch.stop()
    assert not asked
    window.model.set_state(0, RowState.QUEUED)
    window.batch.stop()
    assert len(asked) == 1
    assert "1개" in asked[0][2]
