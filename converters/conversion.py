# SPDX-License-Identifier: AGPL-3.0-or-later
"""A conversion as it is asked for and as it ends; pure data, so that who only asks loads no reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from converters.document.balance import Balance
from converters.document.edits import NO_EDITS, Edits
from converters.document.findings import Finding
from converters.document.notices import Notice
from converters.limits import DEFAULT_LIMITS, Limits
from converters.theme import PLAIN, Theme


class OutputFormat(StrEnum):
    """What a Document can be printed as."""

    EPUB = "epub"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    JSON = "json"
    FIXED = "fixed-epub"
    """Pages as they were printed, for formats that have them; else as EPUB."""


SUFFIXES = {
    OutputFormat.EPUB: ".epub",
    OutputFormat.HTML: ".html",
    OutputFormat.MARKDOWN: ".md",
    OutputFormat.TEXT: ".txt",
    OutputFormat.JSON: ".json",
    OutputFormat.FIXED: ".epub",
}


@dataclass(frozen=True, slots=True)
class ConversionRequest:
    """One file to convert."""

    source: Path
    target: Path
    """The file to write; pictures of Markdown and JSON go to a folder beside it."""
    output: OutputFormat = OutputFormat.EPUB
    passwords: tuple[str, ...] = ()
    """Tried one after the other where the source asks for one."""
    limits: Limits = DEFAULT_LIMITS
    emblem: bytes = b""
    """A picture for the covers of books; empty for none."""
    edits: Edits = NO_EDITS
    """A person's corrections of this document."""
    recognise: bool = True
    """Whether scanned pages are recognised, where there is what can."""
    theme: Theme = PLAIN
    """How books are designed."""


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
    balance: Balance | None = None
    """None for formats whose letters nobody counts apart, and where they cannot be counted."""
    findings: tuple[Finding, ...] = ()
    """What the checks before publishing found; only of a file that is inspected."""
