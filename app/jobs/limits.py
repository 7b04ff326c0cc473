# SPDX-License-Identifier: AGPL-3.0-or-later
"""Limits of a worker process: memory, time, output, folders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """The limits of one worker process."""

    max_seconds: float = 300.0
    max_memory_mib: int = 1536
    max_output_mib: int = 2048
    max_jobs: int = 200
    """Jobs after which a worker makes room for a fresh one."""
    max_open_files: int = 512
    write_below: tuple[str, ...] = ()
    """Folders for books; where one is named, and Linux can, nothing else is written, temporary files
    neither. Empty: writes are free."""
    read_below: tuple[str, ...] = ()
    """Folders of sources; where one is named, and Linux can, only the system's own folders are
    read besides. Empty: reads are free."""
    by_job: bool = False
    """Take both from each job; a worker whose access does not cover the next one makes room for another.
    For pools that are open before anybody knows what will come."""
