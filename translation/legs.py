# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences with codes through models, one leg after the other.

Each leg: what is finished already, the pool, faults tried again, numbers put right, codes
placed by the model's own alignment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from translation import repair
from translation.codes import Coded
from translation.engine.decoder import Care, Decoded, Decoder
from translation.engine.pieces import Span, joined
from translation.engine.pool import Progress, Result, repeats, translate
from translation.faults import FaultId, Severity, find_faults
from translation.finished import FinishedSentences
from translation.placement import Aligned, place
from translation.recall import Recall
from translation.terms.term import Glossary
from translation.translator import Asked, Recalled, Stopped, Translated

_MENDED_LATER = frozenset({FaultId.LOST_ENTITY, FaultId.ADDED_NUMBER})


class Route:
    """The models that lead from one language to another; a ``Translator``.

    Args:
        languages: of each stop: ("ko", "en"), or ("ko", "en", "ja") through English.
        decoders: one for each leg.
        identities: of the package of each leg, for what is finished; none needed without it.
        finished: sentences that were translated before.
        memory: what people confirmed.
        glossary: terms, put in where the route is one leg; a pivot would name others.
    """

    def __init__(
        self,
        languages: Sequence[str],
        decoders: Sequence[Decoder],
        *,
        identities: Sequence[str] = (),
        finished: FinishedSentences | None = None,
        memory: Recall | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        assert len(languages) == len(decoders) + 1
        assert finished is None or len(identities) == len(decoders)
        self.languages = tuple(languages)
        self.decoders = tuple(decoders)
        self._identities = tuple(identities)
        self._finished = finished
        self._memory = memory
        self._glossary = glossary if glossary and len(decoders) == 1 else None
        if self._glossary is not None:
            # What other terms made is not taken for what these would make.
            self._identities = tuple(f"{one} {self._glossary.digest}" for one in identities)

    def recall(self, asked: Sequence[Asked]) -> Sequence[Recalled | None]:
        """See ``Translator``."""
        if self._memory is None:
            return [None] * len(asked)
        return self._memory.recall(asked)

    def translate(
        self,
        sources: Sequence[Coded],
        care: Care,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Mapping[str, Translated]:
        """See ``Translator``."""
        found = {source.marked: Translated(source, 0.0) for source in sources}  # of no leg yet
        legs = len(self.decoders)
        for leg in range(legs):

            def tell(done: int, total: int, leg: int = leg) -> None:
                if progress is not None:
                    progress(done + leg * total, legs * total)

            wanted = {one.target.marked: one.target for one in found.values()}
            results = self._leg(leg, wanted, care, tell, cancelled)
            found = {marked: _after(one, results) for marked, one in found.items()}
        return found

    def _leg(
        self,
        leg: int,
        wanted: Mapping[str, Coded],
        care: Care,
        progress: Progress,
        cancelled: Stopped | None,
    ) -> dict[str, Translated]:
        """Return the translations of one leg; what is new is kept as it comes."""
        pair = self.languages[leg], self.languages[leg + 1]
        known: dict[str, Translated] = {}
        total = sum(len(source.text) for source in wanted.values())
        if self._finished is None:
            return dict(
                _through(
                    self.decoders[leg], wanted, pair, care, progress, cancelled, self._glossary
                )
            )
        keys = self._identities[leg], care.name
        known = self._finished.known(*keys, list(wanted))
        behind = sum(len(wanted[marked].text) for marked in known)
        missing = {marked: source for marked, source in wanted.items() if marked not in known}

        def tell(done: int, of: int) -> None:
            # Equal texts with other codes go through the model once: stretched to all of them.
            share = done / of if of else 1.0
            progress(behind + round(share * (total - behind)), total)

        tell(0, 1)
        new = _through(self.decoders[leg], missing, pair, care, tell, cancelled, self._glossary)
        with self._finished.keeping(*keys) as keep:
            for marked, one in new:
                keep(marked, one)
                known[marked] = one
        return known


def _after(one: Translated, results: Mapping[str, Translated]) -> Translated:
    """Return ``one`` carried on by the next leg; the worst of both is told."""
    new = results[one.target.marked]
    return Translated(
        new.target,
        min(one.score, new.score),
        tuple(sorted({*one.guessed, *new.guessed})),
        max(one.tries, new.tries),
        one.mended + new.mended,
    )


@lru_cache(maxsize=2048)
def _text(tokens: tuple[str, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of pieces, and where each stands; asked for several times in a row."""
    return joined(tokens)


def _through(
    decoder: Decoder,
    sources: Mapping[str, Coded],
    pair: tuple[str, str],
    care: Care,
    progress: Progress,
    cancelled: Callable[[], bool] | None,
    glossary: Glossary | None,
) -> Iterator[tuple[str, Translated]]:
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

    def faults(text: str, decoded: Decoded) -> int:
        return _faults(text, decoded, pair)

    for text, some in group.items():
        if not text.strip():
            yield from ((source.marked, Translated(source, 0.0)) for source in some)
    for result in translate(
        decoder,
        list(group),
        care,
        needs=needs,
        faults=faults,
        progress=progress,
        cancelled=cancelled,
    ):
        for source in group[result.source]:
            yield source.marked, _placed(source, result, decoder, pair, glossary)


def _faults(text: str, decoded: Decoded, pair: tuple[str, str]) -> int:
    """Return how much is wrong with a translation that another try may put right."""
    found = find_faults(text, _text(decoded.tokens)[0], *pair)
    errors = sum(
        fault.severity is Severity.ERROR and fault.fault_id not in _MENDED_LATER for fault in found
    )
    return errors + 2 * repeats(decoded.tokens)


def _placed(
    source: Coded,
    result: Result,
    decoder: Decoder,
    pair: tuple[str, str],
    glossary: Glossary | None,
) -> Translated:
    decoded = result.decoded
    text, spans = _text(decoded.tokens)
    if not len(decoded.attention):
        return Translated(Coded((text,) if text else ()), decoded.score, (), result.tries, 0)
    aligned = Aligned(text, spans, decoder.pieces.cut(result.source).spans, decoded.attention)
    aligned, mended = repair.mend(source.text, aligned, *pair)
    if glossary is not None:
        aligned, named = repair.put_terms(source.text, aligned, glossary)
        mended += named
    placed = place(source, aligned)
    return Translated(placed.content, decoded.score, placed.guessed, result.tries, mended)
