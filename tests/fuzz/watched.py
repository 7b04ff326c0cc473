# SPDX-License-Identifier: AGPL-3.0-or-later
"""The product's worker with a guard that counts what no document may bring it to do."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

from app.jobs import worker
from app.jobs.request import JobRequest, JobResult

_NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddr")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, slots=True)
class WatchedResult(JobResult):
    """A result with what the guard has seen."""

    network_calls: int = 0
    """Sockets made, names looked up; refused or not."""
    programs: int = 0
    """Programs that were to be started, the one for recognising pages aside."""
    writes_elsewhere: tuple[str, ...] = ()
    """Files opened for writing outside the book's folder."""


class _Guard:
    """Counts by the interpreter's audit events; one for each worker, set up by its first job."""

    network = 0
    programs = 0
    writes: list[str]
    allowed: tuple[str, ...] = ()
    stands = False


def _see(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(("socket.__new__", *_NETWORK)):
        _Guard.network += 1
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        _Guard.programs += 1
    elif event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & _WRITES
        if writes and isinstance(path, str | bytes) and not _is_allowed(os.fsdecode(path)):
            _Guard.writes.append(f"{os.fsdecode(path)} ({mode})")


def _is_allowed(path: str) -> bool:
    # Streams of this process are opened by number; the switch of the peak is the kernel's.
    return path.startswith((*_Guard.allowed, "/dev/null", "/proc/self/"))


def run(request: JobRequest) -> WatchedResult:
    """Do one job as the product's worker does, and count."""
    _Guard.network = _Guard.programs = 0
    _Guard.writes = []
    books = Path(request.conversion.target).parent
    _Guard.allowed = (f"{books}{os.sep}", f"{tempfile.gettempdir()}{os.sep}")
    if not _Guard.stands:
        _Guard.stands = True
        sys.addaudithook(_see)
    done = worker.run(request)
    kept = {part.name: getattr(done, part.name) for part in fields(JobResult)}
    return WatchedResult(
        **kept,
        network_calls=_Guard.network,
        programs=_Guard.programs,
        writes_elsewhere=tuple(_Guard.writes),
    )
