# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts paragraph heads: the text of a paragraph never contains its own number."""

from __future__ import annotations

import re

from converters.source.hangul.model import Numbering, NumberLevel
from converters.source.hangul.number_formats import format_number

LEVELS = 10
_REFERENCE = re.compile(r"\^([1-9nN])")
DEFAULT_OUTLINE = Numbering([NumberLevel("^N", 0)] * LEVELS)
"""What Hangul 2020 prints where a section names no outline numbering, or one that the file
does not define: "1.", "2.1.", "2.2.1." and so on, on all levels."""
DEFAULT_NUMBERING = Numbering(
    [
        NumberLevel("^1.", 0),
        NumberLevel("^2.", 8),
        NumberLevel("^3)", 0),
        NumberLevel("^4)", 8),
        NumberLevel("(^5)", 0),
        NumberLevel("(^6)", 8),
        NumberLevel("^7", 1),
    ]
)
"""What a numbered paragraph prints whose numbering the file does not define."""


class Counters:
    """Counters of all numberings of a document.

    A numbering goes on where it stopped, whatever stood between; a numbering met
    for the first time begins a list of its own and takes over the counters of
    the levels above from the numbering before it.
    """

    def __init__(self) -> None:
        self._counts: dict[object, list[int]] = {}
        self._last: object = None

    def advance(self, key: object, numbering: Numbering, level: int) -> str:
        """Count one more paragraph of ``level`` (from 0) and return its printed number.

        Args:
            key: identity of the numbering within the document.
            numbering: its definition.
            level: level of the paragraph.
        """
        level = min(level, LEVELS - 1)
        counts = self._counts.get(key)
        if counts is None:
            counts = [0] * LEVELS
            previous = self._counts.get(self._last)
            if previous is not None:
                counts[:level] = previous[:level]
            self._counts[key] = counts
        self._last = key
        counts[level] = counts[level] + 1 if counts[level] else _level(numbering, level).start
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        return _printed(numbering, counts, level)


def _level(numbering: Numbering, level: int) -> NumberLevel:
    levels = numbering.levels
    return levels[level] if level < len(levels) else NumberLevel()


def _printed(numbering: Numbering, counts: list[int], level: int) -> str:
    def number(at: int) -> str:
        definition = _level(numbering, at)
        return format_number(counts[at] or definition.start, definition.number_format)

    def shown(match: re.Match[str]) -> str:
        reference = match[1]
        if reference in "nN":
            path = ".".join(number(at) for at in range(level + 1))
            return path + ("." if reference == "N" else "")
        return number(int(reference) - 1)

    return _REFERENCE.sub(shown, _level(numbering, level).pattern).strip()
