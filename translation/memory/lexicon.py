# SPDX-License-Identifier: AGPL-3.0-or-later
"""Known translations of phrases: terms of the glossaries, and short units of the memory."""

from __future__ import annotations

import re

from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.shelf import Asked
from translation.memory.units import EXACT
from translation.terms.term import Glossary

_MOST_WORDS = 6
"""A longer unit of the memory is a sentence, and says more than its words."""
_SENTENCE = re.compile(r"[.!?。？！:;]\s*$")
_PREDICATE = re.compile(r"(?:다|요|까|죠|지|고|며|면|서|게|도록|니|데|는|은|던|려|러)$")
"""Endings of Korean verbs: "있다" and "없다" are no names that may stand for each other."""


class Lexicon:
    """Translations of phrases for one pair of languages.

    Args:
        pair: languages.
        glossary: goes first.
        memory: its short units that are no sentences; None leaves them out.
    """

    def __init__(
        self, pair: LanguagePair, glossary: Glossary | None = None, memory: Asked | None = None
    ) -> None:
        self.pair = pair
        self.glossary = glossary or Glossary(pair.source, pair.target, ())
        self._memory = memory
        self._known: dict[str, tuple[str, ...]] = {}

    def phrase(self, text: str) -> tuple[str, ...]:
        """Return translations of the whole of ``text``, the best first; empty where none is known."""
        asked = " ".join(text.split())
        if not asked or len(asked.split()) > _MOST_WORDS:
            return ()
        for match in self.glossary.matches(asked):
            if (match.start, match.end) == (0, len(asked)):
                return match.term.targets
        if self._memory is None or _PREDICATE.search(asked) or _SENTENCE.search(asked):
            return ()
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = tuple(
                dict.fromkeys(
                    text
                    for match in self._memory.look_up(Coded((asked,)), self.pair, least=EXACT)
                    if (text := match.unit.target.text.strip())
                    and len(text.split()) <= _MOST_WORDS
                    and not _SENTENCE.search(text)
                )
            )
        return found
