# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values of the queue: calls, jobs and items."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """How far a job is."""

    RUNNING = "running"
    INTERRUPTED = "interrupted"
    """Nobody works on it, and it is not done."""
    FINISHED = "finished"


class ItemState(StrEnum):
    """How far an item is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    GONE = "gone"
    """Its file was not there any more when the job went on."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the command, enough to make it again.

    Passwords are not among it, only the name of their file.
    """

    arguments: Mapping[str, Any]
    """Plain JSON values by the names of the options; paths are absolute."""
    shaping: str
    """All besides the inputs that shapes the books, as a word."""

    @property
    def key(self) -> str:
        """Equal for calls that ask for the same."""
        asked = {
            "paths": self.arguments.get("paths"),
            "out": self.arguments.get("out"),
            "force": bool(self.arguments.get("force")),
            "shaping": self.shaping,
        }
        text = json.dumps(asked, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One file of a job before anything became of it."""

    number: int
    source: str
    """Absolute path."""
    target: str
    """Absolute path; names the item within its job."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One file of a job."""

    number: int
    source: str
    target: str
    state: ItemState
    attempts: int
    """How often its turn came; more than once where a run was cut off."""
    sha256: str
    """Of the input; empty where it could not be read."""
    version: str
    """Of the program that said what became of it."""
    result: dict[str, Any] | None
    """The report's item."""
    error: dict[str, Any] | None
    """The parameters of a failure's sentences."""


@dataclass(frozen=True, slots=True)
class StoredJob:
    """One job."""

    job_id: int
    arguments: dict[str, Any]
    version: str
    started: str
    """ISO 8601, UTC; so is ``finished``."""
    finished: str | None
    counts: Mapping[ItemState, int]

    @property
    def total(self) -> int:
        """How many files it has."""
        return sum(self.counts.values())
