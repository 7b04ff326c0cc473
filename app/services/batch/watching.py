# SPDX-License-Identifier: AGPL-3.0-or-later
"""A watched folder: which of the files in it are complete and not yet seen to.

The folder is looked through again and again instead of waiting for news of the
system: network drives send none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.services.intake import FoundFile, find_files

_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".download")
_PATIENCE_WITH_EMPTY = 6
"""An empty file is mostly one to come: it must stand still so many times as long."""


@dataclass(frozen=True, slots=True)
class _Look:
    size: int
    changed_ns: int


@dataclass(slots=True)
class _Waiting:
    look: _Look
    since: float
    """When it was first seen so, in seconds of the clock."""


class FolderWatch:
    """A watch over a folder: tells which of its files are complete.

    Args:
        folder: to watch, with all folders below it.
        skipped: the folder of the books, which may lie in it.
        quiet: seconds for which size and time of a file must stand still.
        clock: seconds that never go back.
    """

    def __init__(
        self, folder: Path, skipped: Path, quiet: float, clock: Callable[[], float]
    ) -> None:
        self._folder = folder
        self._skipped = skipped
        self._quiet = quiet
        self._clock = clock
        self._waiting: dict[Path, _Waiting] = {}
        self._given: dict[Path, _Look] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether a file is there that is not complete yet."""
        return bool(self._waiting)

    def look(self) -> tuple[FoundFile, ...]:
        """Return the files that are complete since the last look; each once for each change."""
        now = self._clock()
        complete: list[FoundFile] = []
        seen: set[Path] = set()
        for found in find_files([self._folder], self._skipped).files:
            look = _look_at(found.source)
            if look is None or _is_unfinished(found.source.name):
                continue
            seen.add(found.source)
            if self._given.get(found.source) == look:
                continue
            waiting = self._waiting.get(found.source)
            if waiting is None or waiting.look != look:
                self._waiting[found.source] = _Waiting(look, now)
                continue
            quiet = self._quiet * (1 if look.size else _PATIENCE_WITH_EMPTY)
            if now - waiting.since >= quiet and not is_being_written(found.source):
                complete.append(found)
                self._given[found.source] = look
                del self._waiting[found.source]
        for gone in self._waiting.keys() - seen:
            del self._waiting[gone]
        for gone in self._given.keys() - seen:
            del self._given[gone]
        return tuple(complete)


def _look_at(path: Path) -> _Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return _Look(found.st_size, found.st_mtime_ns)


def _is_unfinished(name: str) -> bool:
    """Tell the names that browsers and office programs give to what is not whole yet."""
    parts = name.lower().split(".")
    return name.startswith(("~", ".")) or any(f".{part}" in _UNFINISHED for part in parts[1:])


def is_being_written(path: Path) -> bool:
    """Tell whether a program has the file open for writing, where the system says so.

    Linux says it of files of the same user, by refusing a lease; Windows by refusing to
    share. Elsewhere, and on most network drives, nobody does, and standing still decides.
    """
    if sys.platform == "linux":
        return _refuses_lease(path)
    if sys.platform == "win32":
        return _refuses_sharing(path)
    return False


def _refuses_lease(path: Path) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        # The conversion will say why it cannot be read.
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        # Another user's file, or a file system without leases.
        return False
    finally:
        os.close(descriptor)
    return False


def _refuses_sharing(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    read, share_read, open_existing = 0x80000000, 0x1, 3
    sharing_violation = 32
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), read, share_read, None, open_existing, 0, None)
    if handle is None or handle == ctypes.c_void_p(-1).value:
        return bool(ctypes.get_last_error() == sharing_violation)
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return False
