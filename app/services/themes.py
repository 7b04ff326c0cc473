# SPDX-License-Identifier: AGPL-3.0-or-later
"""The theme of a city's books: one of the designs by its name, or a small file of the organisation.

design = "report"          # plain, report, guidebook, magazine, large-print
colour = "#1f4e79"         # of lines, grounds and the cover
emblem = "emblem.png"      # for the covers; beside this file
font = "Batang.ttf"        # embedded as far as a book needs it; its licence must allow that
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.jobs.request import JobRequest, JobResult
from app.messages import os_reason
from app.services.confined_reading import is_good, judged
from app.services.emblems import read_emblem
from converters.files import open_ordinary
from converters.theme import PLAIN, Design, Theme

_UNREADABLE = mark("The theme “{path}” cannot be read: {detail}.")
_NO_THEME = mark(
    "The theme “{path}” is not one: a small TOML file with design, colour, emblem and font is. Not understood: {detail}"
)
_FONT = mark("The font “{path}” cannot be embedded: it is no font, or its licence forbids it.")
_TOO_LARGE = mark("The file “{path}” is too large for a theme: {most} KB are the most.")
_LARGEST_FILE, _LARGEST_FONT = 64 * 1024, 32 * 1024 * 1024
_KEYS = frozenset({"design", "colour", "emblem", "font"})


@dataclass(frozen=True, slots=True)
class ReadTheme:
    """A theme as it was asked for."""

    theme: Theme = PLAIN
    emblem: bytes = b""
    """For the covers; empty for none."""


def read_theme(asked: str) -> ReadTheme:
    """Return a theme.

    Args:
        asked: the name of a design, or the path of a file; empty for no theme.

    Raises:
        UsageError: there is no such file, or it is no theme.
    """
    if not asked:
        return ReadTheme()
    if asked in set(Design):
        return ReadTheme(Theme(Design(asked)))
    path = Path(asked)
    values = _values_of(path)
    try:
        theme = Theme(
            Design(values.pop("design", Design.PLAIN.value)), values.pop("colour", "").lower()
        )
    except ValueError as error:
        raise UsageError(_NO_THEME, path=asked, detail=str(error)) from error
    emblem = read_emblem(path.parent / values["emblem"]) if "emblem" in values else b""
    if "font" in values:
        theme = replace(theme, font=_read_font(path.parent / values["font"]))
    return ReadTheme(theme, emblem)


def _values_of(path: Path) -> dict[str, str]:
    data = _bytes_of(path, _LARGEST_FILE)
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(_NO_THEME, path=str(path), detail=str(error)) from error
    strange = [
        key for key, value in values.items() if key not in _KEYS or not isinstance(value, str)
    ]
    if strange:
        raise UsageError(_NO_THEME, path=str(path), detail=", ".join(strange))
    return values


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        with open_ordinary(path) as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise UsageError(_UNREADABLE, path=str(path), detail=os_reason(error)) from error
    if len(data) > most:
        raise UsageError(_TOO_LARGE, path=str(path), most=most // 1024)
    return data


def _read_font(path: Path) -> bytes:
    """Return a font that a confined worker has looked at."""
    data = _bytes_of(path, _LARGEST_FONT)
    if not is_good(path, answer_whether_font):
        raise UsageError(_FONT, path=str(path))
    return data


def answer_whether_font(request: JobRequest) -> JobResult:
    """Look at a font, in a worker, and say whether books may have it."""
    # What reads fonts is loaded in the worker alone.
    from converters.epub.themes import FontUnusable, check_font

    return judged(request, check_font, FontUnusable)
