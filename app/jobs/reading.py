# SPDX-License-Identifier: AGPL-3.0-or-later
"""One file of strangers, read in a confined worker that is started for it and ends with it."""

from __future__ import annotations

from pathlib import Path

from app.jobs.limits import WorkerLimits
from app.jobs.request import JobRequest, JobResult
from app.jobs.worker_process import JobFunction
from converters.conversion import ConversionRequest

ANSWER = "answer.json"
"""Name of the answer's file."""
_LIMITS = WorkerLimits(by_job=True, max_memory_mib=3072)
"""What an office keeps may be large, and is held whole."""


def read_in_worker(source: Path, folder: Path, function: JobFunction) -> JobResult:
    """Let a worker read a file and leave its answer in a folder; it has ended on return.

    Args:
        source: that nothing else is read beside.
        folder: for the answer, and for nothing else.
        function: what the worker does: it finds both in its job's request (source, target).
    """
    # Worker processes are loaded with the first such file.
    from app.jobs.local import LocalExecutor

    target = folder.resolve() / ANSWER
    executor = LocalExecutor(1, _LIMITS, function)
    try:
        request = JobRequest(0, ConversionRequest(source.absolute(), target))
        return executor.submit(request).result()
    finally:
        executor.close()
