# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker cannot get out: no socket, no write elsewhere, no more than its share."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.jobs import confinement_linux
from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobRequest, JobResult
from converters.conversion import ConversionRequest
from converters.errors import ErrorCode
from tests.app.command import hanji
from tests.batch import confined_jobs

pytestmark = pytest.mark.linux("the restrictions are Linux's")
needs_landlock = pytest.mark.skipif(
    sys.platform != "linux" or confinement_linux.landlock_version() < 3,
    reason="this kernel has no Landlock",
)
Ask = Callable[..., JobResult]


@pytest.fixture
def places(tmp_path) -> dict[str, Path]:
    made = {name: tmp_path / name for name in ("books", "sources", "elsewhere")}
    for folder in made.values():
        folder.mkdir()
        (folder / "secret.txt").write_text("secret", encoding="utf-8")
    return made


@pytest.fixture
def ask(places, tmp_path, monkeypatch) -> Iterator[Ask]:
    # The system's folder for temporary files, which is none of a worker's.
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    limits = WorkerLimits(
        max_seconds=20,
        max_memory_mib=700,
        write_below=(str(places["books"]),),
        read_below=(str(places["sources"]),),
    )
    executor = LocalExecutor(1, limits, confined_jobs.attempt)

    def asked(what: str, where: object = "") -> JobResult:
        request = ConversionRequest(Path("a"), Path("b"), passwords=(f"{what} {where}",))
        return executor.submit(JobRequest(1, request)).result(timeout=60)

    yield asked
    executor.close()


def said(result: JobResult) -> str:
    assert result.conversion is not None, result.error
    return result.conversion.title


@pytest.fixture
def ask_by_job(places, tmp_path, monkeypatch) -> Iterator[Callable[..., JobResult]]:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    limits = WorkerLimits(max_seconds=20, max_memory_mib=700, by_job=True)
    executor = LocalExecutor(1, limits, confined_jobs.attempt)

    def asked(what: str, where: object, sources: Path, books: Path) -> JobResult:
        wanted = (f"{what} {where}",)
        request = ConversionRequest(sources / "a", books / "b", passwords=wanted)
        return executor.submit(JobRequest(1, request)).result(timeout=60)

    yield asked
    executor.close()


@needs_landlock
def test_a_pool_that_was_open_before_its_jobs_has_the_access_of_each(ask_by_job, places):
    sources, books, elsewhere = places["sources"], places["books"], places["elsewhere"]
    refused = f"refused {errno.EACCES}"
    assert said(ask_by_job("write", books / "new", sources, books)) == "made"
    assert said(ask_by_job("write", sources / "new", sources, books)) == refused
    assert said(ask_by_job("read", elsewhere / "secret.txt", sources, books)) == refused
    # A job in another folder gets a worker that may read there.
    assert said(ask_by_job("read", elsewhere / "secret.txt", elsewhere, books)) != refused
    assert said(ask_by_job("write", elsewhere / "new", elsewhere, books)) == refused


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
def test_no_socket_not_even_from_c(ask, family):
    assert said(ask("socket", int(getattr(socket, family)))) == f"refused {errno.EACCES}"


@needs_landlock
def test_writes_reach_only_the_folder_of_the_books(ask, places, tmp_path):
    assert said(ask("write", places["books"] / "new")) == "made"
    for folder in (places["sources"], places["elsewhere"], tmp_path, tmp_path / "temporary"):
        assert said(ask("write", folder / "new")) == f"refused {errno.EACCES}"
        assert not (folder / "new").exists()
    assert said(ask("write", places["sources"] / "secret.txt")) == f"refused {errno.EACCES}"
    assert said(ask("move", places["sources"] / "secret.txt")).startswith("refused")


@needs_landlock
def test_reads_reach_the_sources_and_not_the_rest(ask, places):
    assert said(ask("read", places["sources"] / "secret.txt")) == "secret"
    assert said(ask("read", places["elsewhere"] / "secret.txt")) == f"refused {errno.EACCES}"


@needs_landlock
def test_no_other_program_and_no_signal_to_the_parent(ask, places):
    script = places["sources"] / "run.sh"
    script.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    script.chmod(0o700)
    assert said(ask("start", script)) == "refused"
    if confinement_linux.landlock_version() >= 6:
        assert said(ask("signal", os.getpid())) == f"refused {errno.EACCES}"


def test_open_files_have_a_bound(ask):
    told = said(ask("files"))
    assert told.startswith(f"refused {errno.EMFILE} after ")
    assert int(told.split()[-1]) < WorkerLimits().max_open_files


def test_memory_has_a_bound(ask):
    assert said(ask("memory", 1)) == f"got {1 << 20}"
    result = ask("memory", 1000)
    assert result.error is not None
    assert result.error.code is ErrorCode.MEMORY


def test_without_landlock_a_worker_works_all_the_same(monkeypatch):
    class Old:
        def syscall(self, *_: object) -> int:
            return -1

        def prctl(self, *_: object) -> int:
            return -1

    monkeypatch.setattr(confinement_linux, "_libc", Old)
    assert confinement_linux.landlock_version() == 0
    assert not confinement_linux.restrict_files(["/tmp"], [])


def test_sources_behind_links_are_read(make_document, tmp_path):
    real = make_document(tmp_path / "far" / "real.hwp")
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "link.hwp").symlink_to(real)
    done = hanji("convert", tmp_path / "near" / "link.hwp", "-o", tmp_path / "out")
    assert done.code == 0, done.err


def test_the_confinement_of_windows_can_be_imported_here():
    from app.jobs import confinement_windows

    assert not confinement_windows.enter_jobs(100)
    assert not confinement_windows.give_up_privileges()
