# SPDX-License-Identifier: AGPL-3.0-or-later
"""The guard that counts sees what it is there for."""

from __future__ import annotations

import subprocess
import sys

from tests.app.command import REPOSITORY

_TRIES = """
import contextlib, socket, subprocess, sys, tempfile
from pathlib import Path
from app.jobs import worker
from app.jobs.request import JobRequest, JobResult
from converters.conversion import ConversionRequest
from tests.fuzz import watched

place = Path(sys.argv[1])

def tries(request):
    with contextlib.suppress(OSError):
        socket.socket().close()
    with contextlib.suppress(OSError):
        subprocess.run(["true"])
    (place / "elsewhere.txt").write_text("x")
    (place / "books" / "a.epub").write_text("x")
    return JobResult()

worker.run = tries
(place / "books").mkdir()
tempfile.tempdir = str(place / "tmp")
done = watched.run(JobRequest(1, ConversionRequest(place / "a.hwp", place / "books" / "a.epub")))
print(done.network_calls > 0, done.programs > 0, len(done.writes_elsewhere))
"""


def test_sockets_programs_and_writes_elsewhere_are_counted(tmp_path):
    # In a process of its own: an audit hook stays for good.
    done = subprocess.run(
        [sys.executable, "-c", _TRIES, tmp_path],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == ["True", "True", "1"]
