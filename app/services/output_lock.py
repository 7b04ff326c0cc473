# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run at a time for an output folder: the second waits, for it would not see what the first makes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import AppError
from app.i18n import mark
from app.services.output_index import FOLDER

logger = logging.getLogger(__name__)

_FILE = "lock"
_POLL_S = 0.2
BUSY = mark("Another run of Hanji is making books in “{folder}”. Try again when it has ended.")


@contextmanager
def hold(out_folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of an output folder; it is the system's, and gone with the process.

    Args:
        out_folder: where the books go; it is there.
        waiting: called once where another run holds it.
    """
    place = out_folder / FOLDER
    lock = FileLock(place / _FILE)
    try:
        place.mkdir(exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire(poll_interval=_POLL_S)
    except (OSError, NotImplementedError) as error:
        # Some network drives know no locks; books are made all the same.
        logger.warning("output folder not locked: %s", error)
    try:
        yield
    finally:
        lock.release()


class FolderLock:
    """The lock of an output folder for who does not wait; taken and let go in one thread.

    Args:
        out_folder: where the books go; it is there.
    """

    def __init__(self, out_folder: Path) -> None:
        self.folder = out_folder
        self._lock = FileLock(out_folder / FOLDER / _FILE)

    def take(self) -> bool:
        """Take the lock at once; False where another run has it."""
        try:
            (self.folder / FOLDER).mkdir(exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            # Some network drives know no locks; books are made all the same.
            logger.warning("output folder not locked: %s", error)
        return True

    def release(self) -> None:
        """Let the lock go."""
        self._lock.release()


@contextmanager
def hold_at_once(out_folder: Path) -> Iterator[None]:
    """Hold the lock of an output folder for one step that does not wait.

    Raises:
        AppError: another run holds it.
    """
    lock = FolderLock(out_folder)
    if not lock.take():
        raise AppError(BUSY, folder=str(out_folder))
    try:
        yield
    finally:
        lock.release()
