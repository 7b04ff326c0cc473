# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words to complete what is typed: of terms, the memory, the draft and the project's confirmed texts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_TAIL = re.compile(r"[^\W_][\w'’-]*\Z")
_SHORTEST = 3
"""Letters of the shortest word that is worth completing."""
_LONGEST = 40
"""Languages without blanks have no words to complete."""
_MOST = 8


class SuggestionOrigin(StrEnum):
    """Where a suggestion comes from; the first are offered first."""

    TERM = "term"
    MEMORY = "memory"
    DRAFT = "draft"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word, or the words of a term, that may be meant."""

    text: str
    origin: SuggestionOrigin


@dataclass(frozen=True, slots=True)
class Nearby:
    """What belongs to the segment that is worked on."""

    terms: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    """Targets of the memory's matches, best first."""
    draft: str = ""


def word_before(text: str) -> str:
    """Return the beginning of a word at the end of ``text``; "" where there is none."""
    found = _TAIL.search(text[-_LONGEST - 1 :])
    return found[0] if found and len(found[0]) <= _LONGEST else ""


class ProjectWords:
    """The words of a project's confirmed translations, with how often they stand there."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            self._counts.update(_words(text))
        self._sorted: list[tuple[str, str]] | None = None

    def add(self, text: str) -> None:
        """Add a translation that was confirmed."""
        self._counts.update(_words(text))
        self._sorted = None

    def take(self, others: ProjectWords) -> None:
        """Have the words of others too."""
        self._counts |= others._counts
        self._sorted = None

    def beginning_with(self, beginning: str) -> list[str]:
        """Return the words that begin so, the most frequent first."""
        if self._sorted is None:
            self._sorted = sorted((word.casefold(), word) for word in self._counts)
        wanted = beginning.casefold()
        found: list[str] = []
        for folded, word in self._sorted[bisect_left(self._sorted, (wanted, "")) :]:
            if not folded.startswith(wanted):
                break
            found.append(word)
        return sorted(found, key=lambda word: (-self._counts[word], word))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if _SHORTEST <= len(word) <= _LONGEST]


def suggestions(beginning: str, nearby: Nearby, words: ProjectWords) -> list[Suggestion]:
    """Return what ``beginning`` may become, the likeliest first.

    Without a beginning only terms and the words of the best match are offered, in their order.
    """
    wanted = beginning.casefold()
    offered: dict[str, Suggestion] = {}

    def offer(texts: Iterable[str], origin: SuggestionOrigin) -> None:
        for text in texts:
            folded = text.casefold()
            if folded.startswith(wanted) and len(text) > len(beginning) and folded not in offered:
                offered[folded] = Suggestion(text, origin)

    offer(nearby.terms, SuggestionOrigin.TERM)
    for match in nearby.matches if beginning else nearby.matches[:1]:
        offer(_words(match), SuggestionOrigin.MEMORY)
    if beginning:
        offer(_words(nearby.draft), SuggestionOrigin.DRAFT)
        offer(words.beginning_with(beginning), SuggestionOrigin.PROJECT)
    return list(offered.values())[:_MOST]
