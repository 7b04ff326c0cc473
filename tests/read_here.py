# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a confined worker does with a file, done here: hundreds of tests read files."""

from __future__ import annotations

from pathlib import Path

from app.jobs.reading import ANSWER
from app.jobs.request import JobRequest, JobResult
from app.jobs.worker_process import JobFunction
from converters.conversion import ConversionRequest


def read_here(source: Path, folder: Path, function: JobFunction) -> JobResult:
    """Do what ``app.jobs.reading.read_in_worker`` does, without a process; by the same files."""
    target = folder.resolve() / ANSWER
    return function(JobRequest(0, ConversionRequest(source.absolute(), target)))
