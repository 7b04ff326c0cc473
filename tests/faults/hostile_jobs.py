# SPDX-License-Identifier: AGPL-3.0-or-later
"""Jobs that misbehave in a worker, each in one way. Test code only; never shipped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from app.jobs import worker
from app.jobs.request import JobRequest, JobResult
from converters.conversion import Conversion


def _done(text: str = "") -> JobResult:
    return JobResult(
        conversion=Conversion((), "0" * 64, "test", "", None, text or str(os.getpid()), "ko", {})
    )


def obey(request: JobRequest) -> JobResult:
    """Do what the name of the file says."""
    name = request.conversion.source.stem
    return _JOBS[name.split("-")[0]](request)


def well(_request: JobRequest) -> JobResult:
    return _done()


def crash(_request: JobRequest) -> JobResult:
    os.kill(os.getpid(), signal.SIGSEGV)
    return _done()


def leave(_request: JobRequest) -> JobResult:
    os._exit(3)


def hang(_request: JobRequest) -> JobResult:
    while True:
        time.sleep(0.05)


def deaf(_request: JobRequest) -> JobResult:
    """Hang and ignore the polite signal."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(0.05)


def fill(request: JobRequest) -> JobResult:
    """Really run out of memory, through the product's own worker main."""
    pieces: list[bytes] = []

    def perform(_request: JobRequest) -> Conversion:
        while True:  # bytes of zeros are never written: the limit comes before any deadline does
            pieces.append(bytes(16 * 1024 * 1024))

    original = worker._perform
    worker._perform = perform
    try:
        return worker.run(request)
    finally:
        worker._perform = original


def spam(_request: JobRequest) -> JobResult:
    print("spam on stdout")  # noqa: T201
    print("spam on stderr", file=sys.stderr)  # noqa: T201
    os.write(1, b"spam on descriptor 1\n")
    return _done()


def phone(_request: JobRequest) -> JobResult:
    """Try to reach the network and to start a program."""
    refused = []
    try:
        with socket.socket() as line:
            line.connect(("127.0.0.1", 9))
    except PermissionError:
        refused.append("connect")
    except OSError:
        pass
    try:
        socket.getaddrinfo("localhost", 80)
    except PermissionError:
        refused.append("resolve")
    try:
        subprocess.run(["true"], check=False)
    except PermissionError:
        refused.append("start")
    return _done(",".join(refused))


def once(request: JobRequest) -> JobResult:
    """Die the first time, be well the second."""
    marker = Path(request.conversion.target)
    if not marker.exists():
        marker.write_text("died")
        os._exit(7)
    return _done("second try")


_JOBS = {
    name: function
    for name, function in list(globals().items())
    if name in {"well", "crash", "leave", "hang", "deaf", "fill", "spam", "phone", "once"}
}
