# SPDX-License-Identifier: AGPL-3.0-or-later
"""The machine's draft of a document: units -> sentences -> models -> codes placed -> units.

A sentence goes to the models without what is around it: bullets, numbers in brackets and
blanks at its ends come back as they were. What has nothing to translate stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converters.document.nodes import LineBreak
from translation import repair
from translation.codes import Coded, TagKind, coded, cut, joined, tags_of
from translation.engine.decoder import Care, Decoded, Decoder
from translation.engine.pieces import joined as text_of
from translation.engine.pool import Progress, Result, translate
from translation.placement import Aligned, place
from translation.sentences.split import sentence_ends
from translation.units import Unit

_LEAD = re.compile(
    r"[\s□■○●◯◎◦▪▫•·∙⦁‧\-–—―※☞▶▷◆◇★☆*❍❏➢➤►❖♦✓✔→⇒│|]*"
    r"(?:[(\[]?(?:\d{1,3}|[가나다라마바사아자차카타파하])[.)\]]\s+|[①-⑳㉮-㉻⑴-⒇]\s*)?"
)
_TAIL = re.compile(r"[\s│|]+$")
_LONGEST = 280
"""Characters; longer sentences go in parts, cut at a clause where there is one."""
_CLAUSE = re.compile(r"[,;:，、；：·]\s|(?:고|며|여|서|면|나|지만|는데)\s|\s")
_ENDED = re.compile(r"(?:[.!?。？！:)]|[다요함음임됨])\s*$")
_WORD = {"ko": re.compile(r"[가-힣ㄱ-ㅎ]"), "zh": re.compile(r"[\u3400-\u9fff]"), "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")}  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence of a unit, and its draft."""

    source: Coded
    target: Coded
    score: float | None = None
    """Mean log probability of a piece; None where no model was asked."""
    guessed: tuple[int, ...] = ()
    """Codes whose place nothing told."""
    tries: int = 1
    mended: int = 0
    """Numbers, dates and addresses that were put right after the model."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The draft of some units."""

    segments: Mapping[str, tuple[Segment, ...]]
    """By the id of the unit."""

    def targets(self) -> dict[str, Coded]:
        """Return the translation of each unit."""
        return {
            unit_id: joined([segment.target for segment in segments])
            for unit_id, segments in self.segments.items()
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """What one call of a model translates, and what stays around it."""

    lead: Coded
    core: Coded
    tail: Coded


@dataclass(frozen=True, slots=True)
class _Core:
    target: Coded
    score: float
    guessed: tuple[int, ...]
    tries: int
    mended: int


class Route:
    """The models that lead from one language to another, one after the other.

    Args:
        languages: of each stop: ("ko", "en"), or ("ko", "en", "ja") through English.
        decoders: one for each leg.
    """

    def __init__(self, languages: Sequence[str], decoders: Sequence[Decoder]) -> None:
        assert len(languages) == len(decoders) + 1
        self.languages = tuple(languages)
        self.decoders = tuple(decoders)

    @property
    def source(self) -> str:
        """The language that is translated."""
        return self.languages[0]

    @property
    def target(self) -> str:
        """The language of the translation."""
        return self.languages[-1]


def draft(
    units: Iterable[Unit],
    route: Route,
    care: Care = Care.NORMAL,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Drafts:
    """Return the draft of ``units``; all their sentences go through the models as one pool.

    Raises:
        Cancelled: ``cancelled`` said so.
        EngineFailed: a model gave up.
    """
    parts = {
        unit.unit_id: [_part(piece, route.source) for piece in sentences_of(unit, route.source)]
        for unit in units
    }
    wanted = {
        part.core.marked: part.core
        for some in parts.values()
        for part in some
        if is_translatable(part.core.text, route.source)
    }
    cores = _translated(wanted, route, care, progress, cancelled)
    return Drafts(
        {
            unit_id: tuple(_segment(part, cores.get(part.core.marked)) for part in some)
            for unit_id, some in parts.items()
        }
    )


def sentences_of(unit: Unit, language: str) -> list[Coded]:
    """Return the sentences of a unit; very long ones in parts."""
    text = unit.source.text
    ends = [*sentence_ends(text, language), *_line_ends(unit)]
    places = sorted({end for end in ends if 0 < end < len(text)})
    edges = [0, *places, len(text)]
    for start, end in pairwise(edges):
        places += _clauses(text, start, end)
    return cut(unit.source, places)


def _line_ends(unit: Unit) -> Iterator[int]:
    """Yield where a forced line break stands behind the end of a sentence."""
    text = ""
    for part in unit.source.parts:
        if isinstance(part, str):
            text += part
        elif isinstance(unit.codes.of(part.number), LineBreak) and _ENDED.search(text):
            yield len(text)


def _clauses(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a long sentence is cut, at the last clause before the limit."""
    while end - start > _LONGEST:
        found = [m.end() for m in _CLAUSE.finditer(text, start + _LONGEST // 3, start + _LONGEST)]
        commas = [at for at in found if text[at - 2] in ",;:，、；："]
        start = (commas or found or [start + _LONGEST])[-1]
        yield start


def is_translatable(text: str, language: str) -> bool:
    """Say whether a text has words of ``language``: numbers and foreign names alone stay."""
    pattern = _WORD.get(language.partition("-")[0], _LETTER)
    return pattern.search(text) is not None


def _part(sentence: Coded, language: str) -> _Part:
    text = sentence.text
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    tail = _TAIL.search(text, start)
    end = tail.start() if tail else len(text)
    if not is_translatable(text[start:end], language):
        start, end = 0, len(text)
    pieces = cut(sentence, [start, end])
    empty = Coded(())
    if start and end < len(text):
        return _Part(pieces[0], pieces[1], pieces[2])
    if start:
        return _Part(pieces[0], pieces[1], empty)
    if 0 < end < len(text):
        return _Part(empty, pieces[0], pieces[1])
    return _Part(empty, sentence, empty)


def _segment(part: _Part, core: _Core | None) -> Segment:
    source = joined([part.lead, part.core, part.tail])
    if core is None:
        return Segment(source, source)
    target = joined([part.lead, core.target, part.tail])
    twice = _twice(target)
    if twice:
        # A pair that began with the blank before the sentence went to another place in it.
        lead, tail = (_without(some, twice) for some in (part.lead, part.tail))
        target = joined([lead, core.target, tail])
    return Segment(source, target, core.score, core.guessed, core.tries, core.mended)


def _twice(content: Coded) -> frozenset[int]:
    opened = Counter(tag.number for tag in tags_of(content) if tag.kind is TagKind.OPEN)
    return frozenset(number for number, times in opened.items() if times > 1)


def _without(content: Coded, numbers: frozenset[int]) -> Coded:
    return coded(
        [part for part in content.parts if isinstance(part, str) or part.number not in numbers]
    )


# ---------------------------------------------------------------- models


def _translated(
    wanted: Mapping[str, Coded],
    route: Route,
    care: Care,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, _Core]:
    """Return the translations of different sources with codes, by what they are marked as."""
    found = {marked: _Core(core, 0.0, (), 1, 0) for marked, core in wanted.items()}  # of no leg yet
    legs = len(route.decoders)
    for leg, decoder in enumerate(route.decoders):
        pair = route.languages[leg], route.languages[leg + 1]

        def tell(done: int, total: int, leg: int = leg) -> None:
            if progress is not None:
                progress(done + leg * total, legs * total)

        sources = {core.target.marked: core.target for core in found.values()}
        results = dict(_leg(sources, decoder, pair, care, tell, cancelled))
        found = {marked: _after(core, results) for marked, core in found.items()}
    return found


def _after(core: _Core, results: Mapping[str, _Core]) -> _Core:
    """Return ``core`` carried on by the next leg; the worst of both is told."""
    new = results[core.target.marked]
    return _Core(
        new.target,
        min(core.score, new.score),
        tuple(sorted({*core.guessed, *new.guessed})),
        max(core.tries, new.tries),
        core.mended + new.mended,
    )


def _leg(
    sources: Mapping[str, Coded],
    decoder: Decoder,
    pair: tuple[str, str],
    care: Care,
    progress: Progress,
    cancelled: Callable[[], bool] | None,
) -> Iterator[tuple[str, _Core]]:
    """Yield (marked source, translation) of one leg."""
    group: dict[str, list[Coded]] = {}
    for source in sources.values():
        group.setdefault(source.text, []).append(source)
    coded_ones = {source.text for source in sources.values() if len(source.parts) != 1}

    def needs(text: str, decoded: Decoded) -> bool:
        return text in coded_ones or repair.is_needed(text, text_of(decoded.tokens)[0], *pair)

    for text, some in group.items():
        if not text.strip():
            yield from ((source.marked, _Core(source, 0.0, (), 1, 0)) for source in some)
    for result in translate(
        decoder, list(group), care, needs=needs, progress=progress, cancelled=cancelled
    ):
        for source in group[result.source]:
            yield source.marked, _placed(source, result, decoder, pair)


def _placed(source: Coded, result: Result, decoder: Decoder, pair: tuple[str, str]) -> _Core:
    decoded = result.decoded
    text, spans = text_of(decoded.tokens)
    if not len(decoded.attention):
        return _Core(Coded((text,) if text else ()), decoded.score, (), result.tries, 0)
    aligned = Aligned(text, spans, decoder.pieces.cut(result.source).spans, decoded.attention)
    aligned, mended = repair.mend(source.text, aligned, *pair)
    placed = place(source, aligned)
    return _Core(placed.content, decoded.score, placed.guessed, result.tries, mended)
