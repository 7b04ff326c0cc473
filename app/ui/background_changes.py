# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes between the window and its background: orders one way, changes the other."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import AppError
from app.services.conversion import Options
from app.services.intake import FoundFile
from app.services.progress import fraction
from app.services.report import ReportItem


@dataclass(frozen=True, slots=True)
class ConversionOrder:
    """The order to convert one file of the list."""

    number: int
    found: FoundFile
    options: Options
    into: str = ""
    """Translation that is wanted: "", "en", or "ko-en" for both languages side by side."""


@dataclass(frozen=True, slots=True)
class ReviewOrder:
    """The order to make a review project of files, or to put them into one that is there."""

    sources: tuple[Path, ...]
    project: Path
    languages: tuple[str, str] = ("ko", "en")
    """From and into; a file of another tool says them itself."""
    drafted: bool = True
    """Whether a machine drafts what the memory does not have."""
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Tried one after the other for each locked document; written nowhere."""


@dataclass(slots=True)
class Changes:
    """Changes since the last tick, for the window to show."""

    started: list[int] = field(default_factory=list)
    progress: dict[int, tuple[str, float]] = field(default_factory=dict)
    finished: list[tuple[int, ReportItem]] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    found: list[tuple[tuple[FoundFile, ...], int]] = field(default_factory=list)
    refused: list[AppError] = field(default_factory=list)
    reviews: list[Path] = field(default_factory=list)
    """Projects that are ready."""
    preparing: tuple[str, int, int] | None = None
    """Document of a review project that is being read, which one it is, and of how many."""
    waiting_for: list[Path] = field(default_factory=list)
    """Folders in which another run of the program makes books just now."""
    entered: list[str] = field(default_factory=list)
    """What was done in the ledger, in words."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (
            self.started
            or self.progress
            or self.finished
            or self.cancelled
            or self.found
            or self.refused
            or self.reviews
            or self.preparing
            or self.entered
            or self.waiting_for
        )


class ChangeBuffer:
    """A buffer of changes: filled in the threads of the run, emptied in the GUI thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changes = Changes()

    def take(self) -> Changes:
        """Return what was gathered and begin anew."""
        with self._lock:
            taken, self._changes = self._changes, Changes()
        return taken

    def started(self, number: int) -> None:
        """Note that a file was started."""
        with self._lock:
            self._changes.started.append(number)

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Note how far a file has come; the latest counts."""
        with self._lock:
            self._changes.progress[number] = (stage, fraction(stage, done, total))

    def finished(self, number: int, item: ReportItem) -> None:
        """Note the outcome of a file."""
        with self._lock:
            self._changes.finished.append((number, item))

    def cancelled(self, number: int) -> None:
        """Note that a file was taken back."""
        with self._lock:
            self._changes.cancelled.append(number)

    def found(self, files: tuple[FoundFile, ...], ignored: int) -> None:
        """Note files that were found, and how many others were ignored."""
        with self._lock:
            self._changes.found.append((files, ignored))

    def preparing(self, name: str, number: int, total: int) -> None:
        """Note which document of a review project is being read."""
        with self._lock:
            self._changes.preparing = name, number, total

    def reviewed(self, path: Path) -> None:
        """Note a review project that is ready."""
        with self._lock:
            self._changes.reviews.append(path)

    def entered(self, sentences: Iterable[str]) -> None:
        """Note what was entered in the ledger, in words."""
        with self._lock:
            self._changes.entered += sentences

    def waiting_for(self, folder: Path) -> None:
        """Note that another run has the folder."""
        with self._lock:
            self._changes.waiting_for.append(folder)

    def refused(self, error: AppError) -> None:
        """Note an error to tell the person."""
        with self._lock:
            self._changes.refused.append(error)
