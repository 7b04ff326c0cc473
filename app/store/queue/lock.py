# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lock of a job: one of the system, which ends with its process however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


class JobLock:
    """The lock of one job; a file beside the queue.

    Args:
        folder: of the lock files.
        job_id: names the job.
    """

    def __init__(self, folder: Path, job_id: int) -> None:
        self._file = folder / f"job-{job_id}.lock"
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock; False where another process has it.

        Raises:
            OSError: the file cannot be made.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def is_held(self) -> bool:
        """Tell whether a process, this one included, has the lock."""
        if self._descriptor is not None:
            return True
        try:
            descriptor = os.open(self._file, os.O_RDWR)
        except OSError:
            return False
        try:
            _lock(descriptor)
        except OSError:
            return True
        finally:
            os.close(descriptor)
        return False

    def release(self) -> None:
        """Let the lock go. Its file stays: taking it away could split a lock in two."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def remove(self) -> None:
        """Delete the file of a job that is forgotten."""
        self.release()
        with contextlib.suppress(OSError):
            self._file.unlink()


def _lock(descriptor: int) -> None:
    """Lock without waiting.

    Raises:
        OSError: somebody else has it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
