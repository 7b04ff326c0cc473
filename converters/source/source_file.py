# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every reader takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class RecognisedLetter:
    """A letter that an OCR program sees on a picture; its box is in pixels from the upper left."""

    text: str
    """Mostly one character."""
    x0: int
    y0: int
    x1: int
    y1: int
    line: int
    """Place of its line among those asked for."""
    confidence: float
    """Percent."""
    starts_word: bool = False
    """Whether the program sees a blank before it; Hangul it often parts where there is none."""


PixelBox = tuple[int, int, int, int]
"""(x0, y0, x1, y1) in pixels from the upper left; the right and lower edge are outside."""


class Recogniser(Protocol):
    """Recognises lines on a picture of grey levels; returns nothing where it fails."""

    def __call__(
        self, picture: Image, dots: int, lines: Sequence[PixelBox], *, latin: bool = False
    ) -> Sequence[RecognisedLetter]:
        """Return the letters on ``lines``, each in its order.

        Args:
            picture: the page.
            dots: its dots per inch.
            lines: a box around each line, whose place here is the ``line`` of its letters.
            latin: whether Latin letters are looked for and no Hangul.
        """


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
    """For pages that are only pictures; None where they stay pictures."""
    opened: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The container or package in it, decrypted, by kind: its reader opens it, and who counts
    its letters goes over the same."""


Read = Callable[[SourceFile, NoticeLog], Document]
"""Reads a file into a Document and counts what is lost; raises a ConversionError to refuse it."""
