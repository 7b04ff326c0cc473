# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one place that writes to the terminal: results to stdout, everything else to stderr."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO


def prepare() -> None:
    """Make both streams UTF-8, also on a Windows console, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def result(text: str) -> None:
    """Write a line of machine output."""
    _write(sys.stdout, text)


def say(text: str) -> None:
    """Write a line for the person."""
    _write(sys.stderr, text)


def _write(stream: TextIO | None, text: str) -> None:
    # pythonw leaves no stream to write to, and a reader may hang up; that ends no conversion.
    if stream is None:
        return
    try:
        stream.write(text + "\n")
        stream.flush()
    except (OSError, ValueError):
        _discard(stream)


def _discard(stream: TextIO) -> None:
    """Send whatever else comes to nowhere, so that Python's own last flush finds no fault."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def is_terminal() -> bool:
    """Tell whether a person watches stderr."""
    return bool(sys.stderr and sys.stderr.isatty()) and os.environ.get("TERM") != "dumb"


def one_line(text: str) -> str:
    """Return ``text`` without line breaks and control characters, for one line of a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
