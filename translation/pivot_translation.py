# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pivot translation: sentences with inline codes through one model, or two by way of English.

For each model: the sentence cache, the pool, drafts with issues tried again, numbers put
right, codes projected by the model's own alignment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from translation import repair
from translation.engine.answers import is_no_answer
from translation.engine.decoder import Care, Decoded, TranslationModel
from translation.engine.pool import Progress, Result, repeats, translate
from translation.engine.tokenizer import Span, joined
from translation.estimation import DraftIssueId, Severity, find_draft_issues
from translation.inline_codes import Coded
from translation.memory.lookup import MemoryLookup
from translation.sentence_cache import SentenceCache
from translation.tag_projection import AlignedTranslation, project_tags
from translation.terms.term import Glossary
from translation.translator import MachineTranslation, MemoryHit, MemoryQuery, Stopped

_MENDED_LATER = frozenset({DraftIssueId.LOST_ENTITY, DraftIssueId.ADDED_NUMBER})
_NO_ANSWER = 1000
"""Issues of no answer: any other try is better."""


class PivotTranslator:
    """The models that lead from one language to another; a ``Translator``.

    Args:
        languages: of each stop: ("ko", "en"), or ("ko", "en", "ja") through English.
        decoders: the models, in their order.
        identities: of the package of each model, for the cache; none needed without it.
        cache: sentences that were translated before.
        memory: what people confirmed.
        glossary: terms, put in where the route is one model; a pivot would name others.
    """

    def __init__(
        self,
        languages: Sequence[str],
        decoders: Sequence[TranslationModel],
        *,
        identities: Sequence[str] = (),
        cache: SentenceCache | None = None,
        memory: MemoryLookup | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        assert len(languages) == len(decoders) + 1
        assert cache is None or len(identities) == len(decoders)
        self.languages = tuple(languages)
        self.decoders = tuple(decoders)
        self._identities = tuple(identities)
        self._cache = cache
        self._memory = memory
        self._glossary = glossary if glossary and len(decoders) == 1 else None
        if self._glossary is not None:
            # What other terms made is not taken for what these would make.
            self._identities = tuple(f"{one} {self._glossary.digest}" for one in identities)

    def look_up(self, asked: Sequence[MemoryQuery]) -> Sequence[MemoryHit | None]:
        """See ``Translator``."""
        if self._memory is None:
            return [None] * len(asked)
        return self._memory.look_up(asked)

    def translate(
        self,
        sources: Sequence[Coded],
        care: Care,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Mapping[str, MachineTranslation]:
        """See ``Translator``."""
        found = {
            source.marked: MachineTranslation(source, 0.0) for source in sources
        }  # of no model yet
        steps = len(self.decoders)
        for step in range(steps):

            def tell(done: int, total: int, step: int = step) -> None:
                if progress is not None:
                    progress(done + step * total, steps * total)

            wanted = {
                one.target.marked: one.target for one in found.values() if not one.untranslated
            }
            results = self._translate_step(step, wanted, care, tell, cancelled)
            found = {marked: _after(one, results) for marked, one in found.items()}
        # Of a sentence that one model of several has nothing for, its own words stay, not English ones.
        return {
            source.marked: replace(one, target=source) if one.untranslated else one
            for source in sources
            for one in (found[source.marked],)
        }

    def _translate_step(
        self,
        step: int,
        wanted: Mapping[str, Coded],
        care: Care,
        progress: Progress,
        cancelled: Stopped | None,
    ) -> dict[str, MachineTranslation]:
        """Return the translations of one model; what is new is kept as it comes."""
        pair = self.languages[step], self.languages[step + 1]
        known: dict[str, MachineTranslation] = {}
        total = sum(len(source.text) for source in wanted.values())
        if self._cache is None:
            return dict(
                _through(
                    self.decoders[step], wanted, pair, care, progress, cancelled, self._glossary
                )
            )
        keys = self._identities[step], care.name
        known = self._cache.known(*keys, list(wanted))
        behind = sum(len(wanted[marked].text) for marked in known)
        missing = {marked: source for marked, source in wanted.items() if marked not in known}

        def tell(done: int, of: int) -> None:
            # Equal texts with other codes go through the model once: stretched to all of them.
            share = done / of if of else 1.0
            progress(behind + round(share * (total - behind)), total)

        tell(0, 1)
        new = _through(self.decoders[step], missing, pair, care, tell, cancelled, self._glossary)
        with self._cache.keeping(*keys) as keep:
            for marked, one in new:
                keep(marked, one)
                known[marked] = one
        return known


def _after(
    one: MachineTranslation, results: Mapping[str, MachineTranslation]
) -> MachineTranslation:
    """Return ``one`` carried on by the next model; the worst of both is told."""
    if one.untranslated:
        return one
    new = results[one.target.marked]
    return MachineTranslation(
        new.target,
        None if one.score is None or new.score is None else min(one.score, new.score),
        tuple(sorted({*one.guessed, *new.guessed})),
        max(one.tries, new.tries),
        one.mended + new.mended,
        new.untranslated,
    )


@lru_cache(maxsize=2048)
def _text(tokens: tuple[str, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of pieces, and where each stands; asked for several times in a row."""
    return joined(tokens)


def _through(
    decoder: TranslationModel,
    sources: Mapping[str, Coded],
    pair: tuple[str, str],
    care: Care,
    progress: Progress,
    cancelled: Callable[[], bool] | None,
    glossary: Glossary | None,
) -> Iterator[tuple[str, MachineTranslation]]:
    """Yield (marked source, translation) of one model."""
    group: dict[str, list[Coded]] = {}
    for source in sources.values():
        group.setdefault(source.text, []).append(source)
    coded_ones = {source.text for source in sources.values() if len(source.parts) != 1}

    def needs(text: str, decoded: Decoded) -> bool:
        if text in coded_ones:
            return True
        target = _text(decoded.tokens)[0]
        if repair.is_needed(text, target, *pair):
            return True
        return glossary is not None and any(repair.terms_missing(glossary, text, target))

    def issues(text: str, decoded: Decoded) -> int:
        return _count_issues(text, decoded, pair)

    for text, some in group.items():
        if not text.strip():
            yield from ((source.marked, MachineTranslation(source, 0.0)) for source in some)
    for result in translate(
        decoder,
        list(group),
        care,
        needs=needs,
        issues=issues,
        progress=progress,
        cancelled=cancelled,
    ):
        for source in group[result.source]:
            yield source.marked, _placed(source, result, decoder, pair, glossary)


def _count_issues(text: str, decoded: Decoded, pair: tuple[str, str]) -> int:
    """Return how much is wrong with a translation that another try may put right."""
    said = _text(decoded.tokens)[0]
    if is_no_answer(text, said):
        return _NO_ANSWER
    found = find_draft_issues(text, said, *pair)
    errors = sum(
        issue.severity is Severity.ERROR and issue.issue_id not in _MENDED_LATER for issue in found
    )
    return errors + 2 * repeats(decoded.tokens)


def _placed(
    source: Coded,
    result: Result,
    decoder: TranslationModel,
    pair: tuple[str, str],
    glossary: Glossary | None,
) -> MachineTranslation:
    decoded = result.decoded
    text, spans = _text(decoded.tokens)
    if is_no_answer(result.source, text):
        return MachineTranslation(source, None, tries=result.tries, untranslated=True)
    mended = 0
    if len(decoded.attention):
        aligned = AlignedTranslation(
            text, spans, decoder.pieces.cut(result.source).spans, decoded.attention
        )
        aligned, mended = repair.mend(source.text, aligned, *pair)
        if glossary is not None:
            aligned, named = repair.put_terms(source.text, aligned, glossary)
            mended += named
    else:
        aligned = AlignedTranslation(text)
    placed = project_tags(source, aligned)
    return MachineTranslation(placed.content, decoded.score, placed.guessed, result.tries, mended)
