# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far review projects have come, read without opening them for work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from translation.review.segments import Status

SUFFIX = ".hanji"
_WAIT_S = 1.0


@dataclass(frozen=True, slots=True)
class ProjectProgress:
    """The progress of one project, in segments."""

    path: Path
    title: str
    source_language: str
    target_language: str
    total: int
    confirmed: int
    approved: int
    changed: float
    """When its file was written last, in seconds since 1970."""


def progress_of(path: Path) -> ProjectProgress | None:
    """Return how far a project has come; None where the file is none, or cannot be read."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        changed = path.stat().st_mtime
        with closing(sqlite3.connect(address, timeout=_WAIT_S, uri=True)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
            counts = dict(connection.execute("SELECT status, segments FROM tally").fetchall())
    except (OSError, ValueError, sqlite3.Error):
        return None
    by_status = {status: int(counts.get(status.value, 0)) for status in Status}
    return ProjectProgress(
        path,
        str(meta.get("title", path.stem)),
        str(meta.get("source_language", "")),
        str(meta.get("target_language", "")),
        sum(by_status.values()),
        sum(n for status, n in by_status.items() if status.rank >= Status.REVIEWED.rank),
        by_status[Status.APPROVED],
        changed,
    )


def find_projects(folder: Path, known: Iterable[Path]) -> list[ProjectProgress]:
    """Return the projects of a folder and those that are known, the latest changed first."""
    paths = {path.absolute() for path in known}
    # Where a drive is gone, what is known elsewhere is shown all the same.
    with suppress(OSError):
        paths |= {path.absolute() for path in folder.rglob(f"*{SUFFIX}") if path.is_file()}
    found = [progress for path in paths if (progress := progress_of(path)) is not None]
    return sorted(found, key=lambda one: (-one.changed, str(one.path)))
