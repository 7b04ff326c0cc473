# SPDX-License-Identifier: AGPL-3.0-or-later
"""File access of a worker: the folders that its jobs may read and write.

A pool may be open before its jobs are known; what a job needs is then added, or the worker replaced.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from app.jobs.limits import WorkerLimits
from app.jobs.request import Action, JobRequest

_MOST = 64
"""Folders of one worker: more would cost more than a fresh worker."""


@dataclass(frozen=True, slots=True)
class FileAccess:
    """Folders that a worker may read from and write to, each with everything below it."""

    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()

    def covers(self, other: FileAccess) -> bool:
        """Whether this access allows all that ``other`` does."""
        return _cover(self.reads, other.reads) and _cover(self.writes, other.writes)

    def united_with(self, other: FileAccess) -> FileAccess:
        """Return the access to the folders of both; that of ``other`` alone beyond ``_MOST`` folders."""
        reads = tuple(dict.fromkeys((*self.reads, *other.reads)))
        writes = tuple(dict.fromkeys((*self.writes, *other.writes)))
        return other if len(reads) + len(writes) > _MOST else FileAccess(reads, writes)

    def applied_to(self, limits: WorkerLimits) -> WorkerLimits:
        """Return ``limits`` with these folders; unchanged where there are none."""
        if not self.reads:
            return limits
        return replace(
            limits,
            read_below=tuple(map(str, self.reads)),
            write_below=tuple(map(str, self.writes)),
        )


def access_needed_by(request: JobRequest) -> FileAccess:
    """Return the access that a job needs: its source's real folder, and that of its book."""
    wanted = request.conversion
    source = wanted.source.absolute()
    # A loop of links leads nowhere; the conversion says so.
    with contextlib.suppress(OSError, RuntimeError):
        source = source.resolve()
    writes: tuple[Path, ...] = ()
    if request.action is Action.CONVERT:
        writes = (_existing(wanted.target.absolute().parent),)
    elif request.action in (Action.BOOK, Action.PAGE):
        # Folders of previews lie together and are gone with the window: one worker serves them all.
        writes = (_existing(wanted.target.absolute().parent),)
    elif request.action is Action.LAYOUT:
        writes = (_existing(wanted.target.absolute()),)
    return FileAccess((source.parent,), writes)


def _existing(folder: Path) -> Path:
    """Return a folder, or where it is to be made: only what is there can be named to the kernel."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), folder)


def _cover(known: tuple[Path, ...], wanted: tuple[Path, ...]) -> bool:
    return all(any(path.is_relative_to(folder) for folder in known) for path in wanted)
