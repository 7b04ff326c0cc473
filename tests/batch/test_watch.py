# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lands in a watched folder becomes a book once it is complete, and not before."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services.batch.watching import FolderWatch, is_being_written
from tests.app.command import REPOSITORY, hanji


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path, clock) -> FolderWatch:
    return FolderWatch(tmp_path, tmp_path / "out", 5, clock)


def names(watch: FolderWatch) -> list[str]:
    return [found.source.name for found in watch.look()]


def test_a_file_is_given_once_when_it_has_stood_still(watch, clock, tmp_path):
    (tmp_path / "a.hwp").write_bytes(b"one")
    assert names(watch) == []
    clock.now = 4
    (tmp_path / "a.hwp").write_bytes(b"one and two")
    assert names(watch) == []
    clock.now = 6
    assert names(watch) == []
    assert watch.is_waiting
    clock.now = 10
    assert names(watch) == ["a.hwp"]
    assert not watch.is_waiting
    clock.now = 100
    assert names(watch) == []


def test_a_changed_file_and_one_that_came_back_are_given_again(watch, clock, tmp_path):
    file = tmp_path / "a.hwp"
    file.write_bytes(b"one")
    given = []
    for step in (b"", b"longer", None, b"one"):
        if step is None:
            file.unlink()
        elif step:
            file.write_bytes(step)
        for _ in range(3):
            clock.now += 6
            given += names(watch)
    assert given == ["a.hwp"] * 3


def test_files_in_new_folders_keep_their_way_and_unfinished_names_wait(watch, clock, tmp_path):
    for name in ("~$a.docx", "a.hwp.part", "b.tmp.hwp", "c.crdownload", ".d.hwp", "out/e.hwp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "2026" / "봄").mkdir(parents=True)
    (tmp_path / "2026" / "봄" / "f.hwp").write_bytes(b"x")
    watch.look()
    clock.now = 6
    (found,) = watch.look()
    assert found.below == Path("2026/봄")


def test_an_empty_file_is_waited_for_longer(watch, clock, tmp_path):
    (tmp_path / "a.hwp").touch()
    watch.look()
    clock.now = 6
    assert names(watch) == []
    clock.now = 31
    assert names(watch) == ["a.hwp"]


@pytest.mark.linux("leases are Linux's")
def test_a_file_that_a_program_writes_is_not_complete(watch, clock, tmp_path):
    file = tmp_path / "a.hwp"
    with file.open("wb") as stream:
        stream.write(b"x")
        stream.flush()
        assert is_being_written(file)
        watch.look()
        clock.now = 6
        assert names(watch) == []
    assert not is_being_written(file)
    assert names(watch) == ["a.hwp"]


def test_once_converts_what_is_there_and_ends(make_document, tmp_path):
    make_document(tmp_path / "in" / "가" / "a.hwp")
    (tmp_path / "in" / "bad.hwp").write_bytes(b"\x89PNG")
    call = ("watch", tmp_path / "in", "-o", tmp_path / "in" / "books", "--once", "--quiet", "0.2")
    assert hanji(*call).code == 1
    books = list((tmp_path / "in" / "books").rglob("*.epub"))
    assert [book.relative_to(tmp_path / "in").as_posix() for book in books] == ["books/가/a.epub"]
    moment = books[0].stat().st_mtime_ns
    hanji(*call)
    assert books[0].stat().st_mtime_ns == moment


@pytest.mark.slow
@pytest.mark.posix("signals")
def test_what_lands_while_it_watches_becomes_a_book_and_it_stops_cleanly(make_document, tmp_path):
    (tmp_path / "in").mkdir()
    out = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-m", "app", "watch", tmp_path / "in", "-o", out, "--quiet", "0.3"],
        cwd=REPOSITORY, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        deadline = time.monotonic() + 90
        for number in range(2):
            make_document(tmp_path / "in" / "new" / f"{number}.hwp")
            book = out / "new" / f"{number}.epub"
            while not book.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert book.exists()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode in (0, 130), err
    assert "Traceback" not in err


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert hanji("watch", tmp_path / "none", "-o", tmp_path / "out").code == 2
