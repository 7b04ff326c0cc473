# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last jobs of this person, and what is left of those that were cut off."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.intake import FoundFile
from app.store.queue import ItemState, JobQueue, JobState, QueueVersionError
from app.translation_choices import TranslationChoice

_OPEN = (ItemState.WAITING, ItemState.RUNNING)


@dataclass(frozen=True, slots=True)
class RecentJob:
    """A job as a person remembers it."""

    job_id: int
    state: JobState
    started: str
    """ISO 8601, UTC."""
    out: Path
    total: int
    done: int
    failed: int
    can_go_on_in_window: bool
    """Whether its books are of a kind that the window makes."""


@dataclass(frozen=True, slots=True)
class UnfinishedJob:
    """What is left of a job that was cut off, enough to go on with it."""

    job_id: int
    arguments: dict[str, Any]
    files: tuple[FoundFile, ...]

    @property
    def recognise(self) -> bool:
        """Whether scanned pages were to be recognised."""
        return bool(self.arguments.get("recognise", True))

    @property
    def theme(self) -> str:
        """The name or the file of the theme that was asked for; empty for none."""
        return str(self.arguments.get("theme", ""))

    @property
    def into(self) -> str:
        """The translation that was asked for, as the window calls it."""
        if not self.arguments.get("translate"):
            return ""
        source, target = self.arguments["translate"]
        return TranslationChoice(source, target, bool(self.arguments.get("bilingual"))).name

    @property
    def keeps_pages(self) -> bool:
        """Whether its books keep the pages of the print."""
        return bool(self.arguments["to"] == "fixed-epub")

    @property
    def out(self) -> Path:
        """The folder of its books."""
        return Path(self.arguments["out"])


def recent_jobs(queue_file: Path, most: int) -> list[RecentJob]:
    """Return the last jobs, the newest first; none where the queue cannot be read."""
    if not queue_file.exists():
        return []
    try:
        with JobQueue(queue_file) as queue:
            return [
                RecentJob(
                    job.job_id,
                    queue.state_of(job),
                    job.started,
                    Path(job.arguments.get("out", "")),
                    job.total - job.counts.get(ItemState.GONE, 0),
                    job.counts.get(ItemState.DONE, 0),
                    job.counts.get(ItemState.FAILED, 0),
                    _is_of_the_window(job.arguments),
                )
                for job in queue.jobs()[:most]
            ]
    except (sqlite3.Error, OSError, QueueVersionError):
        return []


def _is_of_the_window(arguments: dict[str, Any]) -> bool:
    """Tell whether the window can ask for what a call asked for."""
    translate = arguments.get("translate")
    return (
        arguments.get("to") in ("epub", "fixed-epub")
        and (not translate or translate == ["ko", "en"])
        and arguments.get("care", "normal") == "normal"
        and not arguments.get("emblem")
        and not arguments.get("password_file")
    )


def unfinished(queue_file: Path, job_id: int) -> UnfinishedJob | None:
    """Return what is left of a job; None where it is gone, or at work."""
    try:
        with JobQueue(queue_file) as queue:
            job = queue.job(job_id)
            if job is None or queue.state_of(job) is not JobState.INTERRUPTED:
                return None
            below = job.arguments.get("below", {})
            files = tuple(
                FoundFile(
                    Path(item.source),
                    Path(below.get(item.source) or _below(item.target, job.arguments)),
                )
                for item in queue.items(job_id)
                if item.state in _OPEN
            )
    except (sqlite3.Error, OSError, QueueVersionError):
        return None
    return UnfinishedJob(job_id, dict(job.arguments), files)


def _below(target: str, arguments: dict[str, Any]) -> Path:
    """Return the folders between the output folder and a book."""
    try:
        return Path(target).parent.relative_to(arguments["out"])
    except (KeyError, ValueError):
        return Path()


def forget(queue_file: Path, job_id: int) -> None:
    """Take a job out of the list; its books stay. One that is at work stays too."""
    try:
        with JobQueue(queue_file) as queue:
            if not queue.lock_of(job_id).is_held():
                queue.forget(job_id)
    except (sqlite3.Error, OSError, QueueVersionError):
        return
