# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far review projects have come, read without opening them for work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from translation.review.segments import Status

SUFFIX = ".hanji"
DUE = "due"
"""Name of what a project remembers: the day when it is to be done, ISO 8601."""
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
    due: date | None = None
    """When it is to be done."""
    documents: int = 1

    @property
    def is_done(self) -> bool:
        """Whether every segment is confirmed."""
        return self.confirmed == self.total


def progress_of(path: Path) -> ProjectProgress | None:
    """Return how far a project has come; None where the file is none, or cannot be read."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        changed = path.stat().st_mtime
        with closing(sqlite3.connect(address, timeout=_WAIT_S, uri=True)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
            counts = dict(connection.execute("SELECT status, segments FROM tally").fetchall())
            documents = _documents(connection)
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
        _date(str(meta.get(DUE, ""))),
        documents,
    )


def _documents(connection: sqlite3.Connection) -> int:
    try:
        return int(connection.execute("SELECT count(*) FROM project_document").fetchone()[0])
    except sqlite3.OperationalError:
        # Of a version in which a project was one document; reading it does not change it.
        return 1


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def set_due(path: Path, due: date | None) -> None:
    """Remember when a project is to be done; None: no day is set.

    Raises:
        AppError: it cannot be opened or written.
    """
    # Lists of projects are shown without what a review of one needs.
    from app.services.reviewing.session import open_project

    with open_project(path) as project:
        project.set_meta(DUE, due.isoformat() if due else "")


def find_projects(folder: Path, known: Iterable[Path]) -> list[ProjectProgress]:
    """Return the projects of a folder and those that are known, the latest changed first."""
    paths = {path.absolute() for path in known}
    # Where a drive is gone, what is known elsewhere is shown all the same.
    with suppress(OSError):
        paths |= {path.absolute() for path in folder.rglob(f"*{SUFFIX}") if path.is_file()}
    found = [progress for path in paths if (progress := progress_of(path)) is not None]
    return sorted(found, key=lambda one: (-one.changed, str(one.path)))
