# SPDX-License-Identifier: AGPL-3.0-or-later
"""The folders that one job needs, for pools that were open before the job was known."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from app.jobs.limits import WorkerLimits
from app.jobs.request import Action, JobRequest

_MOST = 64
"""Folders of one worker: more would cost more than a fresh worker."""


@dataclass(frozen=True, slots=True)
class Walls:
    """What a worker may reach."""

    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()

    def hold(self, other: Walls) -> bool:
        """Whether ``other`` needs nothing beyond these."""
        return _cover(self.reads, other.reads) and _cover(self.writes, other.writes)

    def and_(self, other: Walls) -> Walls:
        """Return walls around both; only around ``other`` where there would be too many folders."""
        reads = tuple(dict.fromkeys((*self.reads, *other.reads)))
        writes = tuple(dict.fromkeys((*self.writes, *other.writes)))
        return other if len(reads) + len(writes) > _MOST else Walls(reads, writes)

    def put_up(self, limits: WorkerLimits) -> WorkerLimits:
        """Return ``limits`` with these folders; as they are where there are none."""
        if not self.reads:
            return limits
        return replace(
            limits,
            read_below=tuple(map(str, self.reads)),
            write_below=tuple(map(str, self.writes)),
        )


def walls_of(request: JobRequest) -> Walls:
    """Return what a job needs: the folder where its source really lies, and that of its book."""
    wanted = request.conversion
    source = wanted.source.absolute()
    # A loop of links leads nowhere; the conversion says so.
    with contextlib.suppress(OSError, RuntimeError):
        source = source.resolve()
    writes: tuple[Path, ...] = ()
    if request.action is Action.CONVERT:
        writes = (_existing(wanted.target.absolute().parent),)
    elif request.action is Action.LAYOUT:
        writes = (_existing(wanted.target.absolute()),)
    return Walls((source.parent,), writes)


def _existing(folder: Path) -> Path:
    """Return a folder, or where it is to be made: only what is there can be named to the kernel."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), folder)


def _cover(known: tuple[Path, ...], wanted: tuple[Path, ...]) -> bool:
    return all(any(path.is_relative_to(folder) for folder in known) for path in wanted)
