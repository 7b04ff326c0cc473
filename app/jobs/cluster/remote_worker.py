# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker of another machine: runs the jobs of messages.

A Dask worker only hands out: each document is read in a confined process of its own, as it is
without a cluster, so that a hostile file ends that process and no worker.
"""

from __future__ import annotations

import contextlib
import multiprocessing.util
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.jobs.cluster.wire_format import JobMessage, ResultMessage, version
from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor


class _Pool:
    """Confined processes with some limits, and the one folder that they reach."""

    def __init__(self, limits: WorkerLimits) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="hanji-cluster-")
        # The real name: the kernel restricts real folders.
        root = Path(self._kept.name).resolve()
        # One folder for all jobs, or each of them would need a fresh process with its own access.
        self.folder = root / "jobs"
        self.folder.mkdir()
        below = (str(self.folder),)
        self.executor = LocalExecutor(
            _threads(), replace(limits, read_below=below, write_below=below, by_job=False)
        )

    def close(self) -> None:
        """End the processes and take the folder away."""
        self.executor.close()
        self._kept.cleanup()


class _Pools:
    """The pools of this process, by their limits; as a rule there is one."""

    lock = threading.Lock()
    open: dict[WorkerLimits, _Pool] = {}  # noqa: RUF012 - one for the process

    @classmethod
    def of(cls, limits: WorkerLimits) -> _Pool:
        """Return the pool with some limits."""
        with cls.lock:
            if limits not in cls.open:
                cls.open[limits] = _Pool(limits)
            return cls.open[limits]

    @classmethod
    def close(cls) -> None:
        """End all processes."""
        with cls.lock:
            pools, cls.open = tuple(cls.open.values()), {}
        for pool in pools:
            pool.close()


# A process of multiprocessing runs no functions of atexit, and waits for its children at its end.
multiprocessing.util.Finalize(None, _Pools.close, exitpriority=100)


def _threads() -> int:
    """Return how many messages come at once."""
    from distributed import get_worker

    try:
        return int(get_worker().state.nthreads)
    except ValueError:
        # Not inside a worker: a test.
        return 1


def run_jobs(messages: tuple[JobMessage, ...]) -> tuple[ResultMessage, ...]:
    """Do some small jobs; a task of Dask costs as much as a small document.

    All are handed over before the first is waited for: while one is packed, the next is read.
    """
    with contextlib.ExitStack() as folders:
        begun = [_begin(message, folders) for message in messages]
        return tuple(end() for end in begun)


def _begin(message: JobMessage, folders: contextlib.ExitStack) -> Callable[[], ResultMessage]:
    """Hand a message's job to a confined process; return what waits for it."""
    if message.version != version():
        return lambda: ResultMessage(version())
    pool = _Pools.of(message.limits)
    folder = folders.enter_context(tempfile.TemporaryDirectory(dir=pool.folder))
    request = message.unpacked(Path(folder))
    future = pool.executor.submit(request)
    return lambda: ResultMessage.of(future.result(), request.conversion.target)
