# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds the parts of the application and puts them together, once for each use."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import OutputFolderError, UsageError
from app.i18n import mark
from app.jobs.cluster.address import ClusterAddress
from app.jobs.limits import WorkerLimits
from app.jobs.request import JobExecutor
from app.messages import os_reason
from app.services.output_index import OutputIndex

NO_CLUSTERS = mark(
    "Clusters need a part that is not installed ({detail}). Install Hanji with its extra “cluster”."
)
_NO_FOLDER = mark("The output folder “{folder}” cannot be used: {detail}. Choose another one.")
_WORKER_SHARE_MIB = 700
"""Memory that an ordinary worker takes at most; decides how many there are by default."""
_MOST_WORKERS = 16


def default_workers() -> int:
    """Return how many files at once suit this machine."""
    processors = os.cpu_count() or 1
    return max(1, min(processors, _free_memory_mib() // _WORKER_SHARE_MIB, _MOST_WORKERS))


def _free_memory_mib() -> int:
    """Return the memory that may be used, or plenty where nobody tells."""
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as lines:
            for line in lines:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) // 1024
    except (OSError, ValueError):
        pass
    return _WORKER_SHARE_MIB * _MOST_WORKERS


@contextmanager
def open_executor(
    workers: int, limits: WorkerLimits, cluster: ClusterAddress | None = None
) -> Iterator[JobExecutor]:
    """Give an executor and end its workers afterwards, however it goes.

    Without folders in ``limits``, each worker may reach those of its jobs.

    Args:
        workers: how many files at once; a cluster knows that itself.
        limits: what one worker may use.
        cluster: whose machines do the work; this one without it.

    Raises:
        AppError: the cluster cannot be used, or what it needs is not installed.
    """
    if cluster is not None:
        with _cluster(cluster, limits) as remote:
            yield remote
        return
    if not (limits.write_below or limits.read_below):
        limits = replace(limits, by_job=True)
    # Process pools are loaded with the first job: the window opens without them.
    from app.jobs.local import LocalExecutor

    executor = LocalExecutor(workers, limits)
    try:
        yield executor
    finally:
        executor.close()


@contextmanager
def _cluster(address: ClusterAddress, limits: WorkerLimits) -> Iterator[JobExecutor]:
    try:
        from app.jobs.cluster.client import ClusterExecutor
    except ImportError as error:
        raise UsageError(NO_CLUSTERS, detail=error.name or str(error)) from error
    executor = ClusterExecutor(address, limits)
    try:
        yield executor
    finally:
        executor.close()


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder that books can go to, with the index of what is there."""

    path: Path
    index: OutputIndex


def open_output_folder(folder: Path) -> OutputFolder:
    """Make ``folder`` where it does not exist and look at what is there.

    Raises:
        OutputFolderError: it cannot be made or written to.
    """
    absolute = folder.absolute()
    try:
        absolute.mkdir(parents=True, exist_ok=True)
        if not os.access(absolute, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        detail = os_reason(error)
        raise OutputFolderError(_NO_FOLDER, folder=str(folder), detail=detail) from error
    return OutputFolder(absolute, OutputIndex(absolute))
