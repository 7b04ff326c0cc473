# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memory look-up for drafts: what people confirmed goes before what a machine makes.

Taken as it is: a segment in the same context (101), an equal one (100), and one that
differs in numbers and terms only, when these can be put in safely. Any other fuzzy match reads
as if it were right and may say the opposite ("할 수 있다", "할 수 없다"): it is taken from
``least`` percent on, which by default none reaches; reviewers see it beside the segment.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from translation.inline_codes import Coded, tags_of
from translation.languages import LanguagePair
from translation.memory import assembly, fuzzy_repair
from translation.memory.lexicon import Lexicon
from translation.memory.offering import in_whitespace, repaired
from translation.memory.shelf import Asked
from translation.memory.units import EXACT, Match, context_of
from translation.terms.term import Glossary
from translation.translator import MemoryHit, MemoryQuery


class MemoryLookup:
    """Look-ups in a memory for one pair of languages; many threads may ask it.

    Args:
        memory: what people confirmed; None where there is none yet.
        pair: languages.
        least: percent of the worst fuzzy match that is taken.
        glossary: its terms repair matches.
        assembles: whether a short phrase without a match is put together from its parts.
    """

    def __init__(
        self,
        memory: Asked | None,
        pair: LanguagePair,
        least: int = EXACT,
        *,
        glossary: Glossary | None = None,
        assembles: bool = False,
    ) -> None:
        self._memory = memory
        self._pair = pair
        self._least = least
        self._assembles = assembles
        self._lexicon = Lexicon(pair, glossary, memory)
        self._lock = threading.Lock()

    def look_up(self, asked: Sequence[MemoryQuery]) -> list[MemoryHit | None]:
        """Return what to take for each segment; None where there is nothing."""
        with self._lock:
            if not self._assembles and not (self._memory and len(self._memory)):
                return [None] * len(asked)
        found = []
        for segment in asked:
            with self._lock:
                found.append(self._one(segment))
        return found

    def _one(self, segment: MemoryQuery) -> MemoryHit | None:
        before, after = (
            None if text is None else context_of(text) for text in (segment.before, segment.after)
        )
        matches = (
            self._memory.look_up(
                segment.source,
                self._pair,
                before,
                after,
                least=min(self._least, fuzzy_repair.LEAST),
                limit=3,
            )
            if self._memory is not None
            else ()
        )
        for match in matches:
            target = self._target(repaired(match, segment.source, self._lexicon), segment.source)
            if target is not None:
                return MemoryHit(in_whitespace(target, segment.source.text), match.score)
        if self._assembles and not list(tags_of(segment.source)):
            made = assembly.assemble(segment.source.text, self._lexicon)
            if made is not None:
                target = in_whitespace(Coded((made,)), segment.source.text)
                return MemoryHit(target, assembly.SCORE)
        return None

    def _target(self, match: Match, source: Coded) -> Coded | None:
        if match.score >= EXACT:
            return match.unit.target
        if match.adapted is not None and match.complete:
            return match.adapted
        same = list(tags_of(match.unit.source)) == list(tags_of(source))
        return match.unit.target if same and match.score >= self._least else None
