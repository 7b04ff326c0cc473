# SPDX-License-Identifier: AGPL-3.0-or-later
"""Jobs that try the restrictions of a worker from within C or with the audit hook out of the way."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from app.jobs.request import JobError, JobRequest, JobResult
from converters.conversion import Conversion
from converters.errors import ErrorCode


def attempt(request: JobRequest) -> JobResult:
    """Do what the name of the source says; the title tells how it went."""
    what, _, where = request.conversion.passwords[0].partition(" ")
    try:
        said = _DEEDS[what](where)
    except MemoryError:
        return JobResult(error=JobError(ErrorCode.MEMORY))
    except OSError as error:
        said = f"refused {error.errno}"
    return JobResult(conversion=Conversion((), "0" * 64, "test", "", None, said, "ko", {}))


def _socket(family: str) -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    made = libc.socket(int(family), 1, 0)
    return "made" if made >= 0 else f"refused {ctypes.get_errno()}"


def _write(where: str) -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    made = libc.open(where.encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    return "made" if made >= 0 else f"refused {ctypes.get_errno()}"


def _move(where: str) -> str:
    Path(where).rename(where + ".moved")
    return "moved"


def _read(where: str) -> str:
    return Path(where).read_text(encoding="utf-8")


def _start(where: str) -> str:
    ended = ctypes.CDLL(None).system(where.encode())
    return "started" if ended == 0 else "refused"


def _signal(number: str) -> str:
    os.kill(int(number), 0)
    return "sent"


def _files(_: str) -> str:
    opened = []
    try:
        while len(opened) < 100_000:
            opened.append(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return f"refused {error.errno} after {len(opened)}"
    return "all opened"


def _memory(size: str) -> str:
    held = bytearray(int(size) << 20)
    return f"got {len(held)}"


_DEEDS = {
    "socket": _socket,
    "write": _write,
    "move": _move,
    "read": _read,
    "start": _start,
    "signal": _signal,
    "files": _files,
    "memory": _memory,
}
