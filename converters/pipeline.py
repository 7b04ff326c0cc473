# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of one file, on one screen: sniff, read, passes, print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from converters.document.notices import Notice
from converters.limits import DEFAULT_LIMITS, Limits


class OutputFormat(StrEnum):
    """What a Document can be printed as."""

    EPUB = "epub"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    JSON = "json"


SUFFIXES = {
    OutputFormat.EPUB: ".epub",
    OutputFormat.HTML: ".html",
    OutputFormat.MARKDOWN: ".md",
    OutputFormat.TEXT: ".txt",
    OutputFormat.JSON: ".json",
}

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stage is "read", "passes" or "write"."""


@dataclass(frozen=True, slots=True)
class ConversionRequest:
    """One file to convert."""

    source: Path
    target: Path
    """The file to write; resources of Markdown and JSON go to a folder beside it."""
    output: OutputFormat = OutputFormat.EPUB
    passwords: tuple[str, ...] = ()
    """Tried one after the other where the source asks for one."""
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one file that could be converted."""

    outputs: tuple[Path, ...]
    sha256: str
    format: str
    format_version: str
    pages: int | None
    title: str
    language: str
    counts: dict[str, int]
    notices: tuple[Notice, ...] = field(default=())


def convert(request: ConversionRequest, progress: Progress | None = None) -> Conversion:
    """Convert one file.

    Raises:
        ConversionError: the file cannot be converted; nothing was written.
    """
    raise NotImplementedError
