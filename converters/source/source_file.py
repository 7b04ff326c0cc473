# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.limits import Limits


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word that an OCR program sees on a picture; its box is in pixels from the upper left."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    line: int
    """Words of one line have one number."""
    confidence: float
    """Percent."""


Recogniser = Callable[[bytes, int], Sequence[RecognisedWord]]
"""Recognises a PNG picture of so many dots per inch; returns nothing where it fails."""


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
    recogniser: Recogniser | None = field(default=None, repr=False)
    """For pages that are only pictures; None where no OCR is installed."""
    opened: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The container or package in it, decrypted, by kind: its reader opens it, and who counts
    its letters goes over the same."""


Read = Callable[[SourceFile, NoticeLog], Document]
"""Reads a file into a Document and counts what is lost; raises a ConversionError to refuse it."""
