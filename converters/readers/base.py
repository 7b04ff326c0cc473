# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.limits import Limits


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be read."""

    path: Path
    """Where it lies; readers open nothing but the parts that belong to it."""
    data: bytes = field(repr=False)
    """All of it."""
    sha256: str
    limits: Limits
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Tried one after the other where the content asks for one."""


Read = Callable[[SourceFile, NoticeLog], Document]
"""Reads a file into a Document and counts what is lost; raises a ConversionError to refuse it."""
