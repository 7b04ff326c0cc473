# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "exchange": a project as a file for other tools, and such a file back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.store.project import Project


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file that was taken in."""

    changed: int
    same: int
    refused: tuple[str, ...] = ()
    """Sentences: which segment, and why."""


def export(project: Project, target: Path, kind: str) -> None:
    """Write a project as ``kind``: "xliff", "xliff12", "tmx", "docx", "html"."""
    raise NotImplementedError


def take_in(project: Project, file: Path) -> Taken:
    """Take the translations of a file in, as one step."""
    raise NotImplementedError
