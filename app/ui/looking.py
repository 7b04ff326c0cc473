# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks into a watched folder in a thread of its own: a network drive may not answer at all.

Nobody waits for the thread. Where a drive never answers, it is left behind when the watch ends.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.services.batch.watching import FolderWatch
from app.services.intake import FoundFile

logger = logging.getLogger(__name__)

_LONG_S = 20.0
"""A look that lasts longer is spoken of; so is a drive that hangs."""


class Trouble(StrEnum):
    """Why nothing can be seen in the folder just now."""

    NONE = ""
    GONE = "gone"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look brought."""

    files: tuple[FoundFile, ...] = ()
    """Complete files; each once for each change."""
    trouble: Trouble = Trouble.NONE


class Looker:
    """Looks again and again until it is stopped.

    Args:
        folder: to look into.
        skipped: the folder of the books, which may lie in it.
        quiet: seconds for which a file must stand still.
    """

    def __init__(self, folder: Path, skipped: Path, quiet: float) -> None:
        self._folder = folder
        self._skipped = skipped
        self._quiet = quiet
        self._seen: queue.SimpleQueue[Sight] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self._answered = time.monotonic()
        threading.Thread(target=self._look_on, name="hanji-watch", daemon=True).start()

    def take(self) -> list[Sight]:
        """Return what was seen since the last call, at once; a long silence is trouble too."""
        taken: list[Sight] = []
        while not self._seen.empty():
            taken.append(self._seen.get())
        if not taken and time.monotonic() - self._answered > _LONG_S + self._quiet:
            taken.append(Sight(trouble=Trouble.SILENT))
        return taken

    def stop(self) -> None:
        """Look no more; returns at once."""
        self._stopped.set()

    def _look_on(self) -> None:
        watch = FolderWatch(self._folder, self._skipped, self._quiet, time.monotonic)
        while not self._stopped.is_set():
            sight = _look(self._folder, watch)
            self._answered = time.monotonic()
            self._seen.put(sight)
            self._stopped.wait(self._quiet / 2)


def _look(folder: Path, watch: FolderWatch) -> Sight:
    try:
        # The watch takes a folder that is gone for an empty one, and would forget its files.
        with os.scandir(folder):
            pass
        return Sight(watch.look())
    except (FileNotFoundError, NotADirectoryError):
        return Sight(trouble=Trouble.GONE)
    except PermissionError:
        return Sight(trouble=Trouble.FORBIDDEN)
    except OSError:
        return Sight(trouble=Trouble.UNREACHABLE)
    except Exception:  # thread runner: the next look may go well
        logger.exception("watch")
        return Sight(trouble=Trouble.UNREACHABLE)
