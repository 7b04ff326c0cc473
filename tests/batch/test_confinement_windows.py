# SPDX-License-Identifier: AGPL-3.0-or-later
"""What Windows keeps a worker from, and the numbers under which it says what a file's trouble is."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from app.i18n import Language
from app.jobs import worker
from app.jobs.limits import WorkerLimits
from app.jobs.request import JobError, JobRequest
from app.jobs.worker_process import WorkerProcess
from app.messages import cause_and_action, os_reason
from app.services.batch.watching import is_being_written
from converters.conversion import ConversionRequest
from converters.errors import ErrorCode
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.windows("Job Objects, privileges and shared files")

_PRIVILEGES = """
import sys
sys.path.insert(0, ".")
from app.jobs import confinement_windows
print(confinement_windows.give_up_privileges())
"""


def test_a_worker_is_in_job_objects():
    process = WorkerProcess(WorkerLimits(), worker.run)
    try:
        process.wait_until_ready(lambda: False)
        assert process.confinement.job
    finally:
        process.close()


def test_no_privilege_is_left():
    done = subprocess.run(
        [sys.executable, "-c", _PRIVILEGES],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "True"


# ---------------------------------------------------------------- files as Windows locks them


@pytest.fixture
def locked():
    """Open files so that nobody else may read, write or delete them, as word processors do."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handles = []

    def lock(path: Path) -> None:
        read_and_write, nobody, existing = 0xC0000000, 0, 3
        handle = kernel.CreateFileW(str(path), read_and_write, nobody, None, existing, 0, None)
        assert handle != ctypes.c_void_p(-1).value
        handles.append(handle)

    yield lock
    for handle in handles:
        kernel.CloseHandle(ctypes.c_void_p(handle))


def failed(source: Path, target: Path) -> JobError:
    result = worker.run(JobRequest(1, ConversionRequest(source, target)))
    assert result.error is not None
    assert result.error.code is ErrorCode.IO
    return result.error


def test_a_document_that_is_open_elsewhere_is_named(make_document, tmp_path, locked):
    source = make_document(tmp_path / "a.hwp")
    locked(source)
    assert is_being_written(source)
    error = failed(source, tmp_path / "a.epub")
    cause, action = cause_and_action(error.code, error.params, Language.ENGLISH)
    assert cause == "Another program has the file open and lets nobody else read it."
    assert "Close it there" in action


def test_a_book_that_is_open_elsewhere_is_named_and_left(make_document, tmp_path, locked):
    source = make_document(tmp_path / "a.hwp")
    target = tmp_path / "out" / "a.epub"
    target.parent.mkdir()
    target.write_bytes(b"old")
    locked(target)
    error = failed(source, target)
    cause, _ = cause_and_action(error.code, error.params, Language.ENGLISH)
    assert cause == "The book “a.epub” could not be replaced: another program has it open."
    assert [path.name for path in target.parent.iterdir()] == ["a.epub"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (19, "the medium is write-protected"),
        (21, "the device is not there"),
        (23, "the device reports an error"),
        (32, "another program has it open"),
        (53, "the network drive does not answer"),
        (64, "the network drive has lost the file"),
        (112, "the disk is full"),
        (206, "the name is too long"),
        (5, "access is not allowed"),
    ],
)
def test_what_windows_answers_has_words(number, said):
    assert os_reason(OSError(0, "", "a", number), Language.ENGLISH) == said


def test_a_path_beyond_260_characters_is_told_from_one_that_is_not_there():
    long = OSError(errno.ENOENT, "", "C:\\" + "가\\" * 130 + "a.epub")
    assert os_reason(long, Language.ENGLISH) == "the name is too long"
    short = OSError(errno.ENOENT, "", "C:\\a.epub")
    assert os_reason(short, Language.ENGLISH) == "there is no such file or folder"
