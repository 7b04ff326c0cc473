# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread that watches a folder: a network drive may not answer at all.

Nobody waits for the thread. Where a drive never answers, it is left behind when the watch ends.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.services.batch.watching import FolderWatch
from app.services.intake import FoundFile

_LONG_S = 20.0
"""A scan that lasts longer is reported; so is a drive that hangs."""


class FolderTrouble(StrEnum):
    """The reason why the folder cannot be scanned just now."""

    NONE = ""
    GONE = "gone"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class FolderScan:
    """The result of one scan of the folder."""

    files: tuple[FoundFile, ...] = ()
    """Complete files; each once for each change."""
    trouble: FolderTrouble = FolderTrouble.NONE


class FolderWatchThread:
    """A watch of one folder, scanned again and again in a thread until it is stopped.

    Args:
        folder: to watch.
        skipped: the folder of the books, which may lie in it.
        quiet: seconds for which a file must stand still.
    """

    def __init__(self, folder: Path, skipped: Path, quiet: float) -> None:
        self._folder = folder
        self._skipped = skipped
        self._quiet = quiet
        self._scans: queue.SimpleQueue[FolderScan] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._answered = time.monotonic()
        threading.Thread(target=self._scan_on, name="hanji-watch", daemon=True).start()

    def take(self) -> list[FolderScan]:
        """Return the scans since the last call, at once; a long silence is trouble too."""
        taken: list[FolderScan] = []
        while not self._scans.empty():
            taken.append(self._scans.get())
        if not taken and time.monotonic() - self._answered > _LONG_S + self._quiet:
            taken.append(FolderScan(trouble=FolderTrouble.SILENT))
        return taken

    def stop(self) -> None:
        """End the watch; returns at once."""
        self._stopped.set()

    def _scan_on(self) -> None:
        watch = FolderWatch(self._folder, self._skipped, self._quiet, time.monotonic)
        while not self._stopped.is_set():
            scan = _scan(self._folder, watch)
            self._answered = time.monotonic()
            self._scans.put(scan)
            self._stopped.wait(self._quiet / 2)


def _scan(folder: Path, watch: FolderWatch) -> FolderScan:
    try:
        # The watch takes a folder that is gone for an empty one, and would forget its files.
        with os.scandir(folder):
            pass
        return FolderScan(watch.look())
    except (FileNotFoundError, NotADirectoryError):
        return FolderScan(trouble=FolderTrouble.GONE)
    except PermissionError:
        return FolderScan(trouble=FolderTrouble.FORBIDDEN)
    except (OSError, RuntimeError):
        # RuntimeError: a loop of links. The next scan may go well.
        return FolderScan(trouble=FolderTrouble.UNREACHABLE)
