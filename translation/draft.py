# SPDX-License-Identifier: AGPL-3.0-or-later
"""The draft of a document: units -> sentences -> memory or models -> units.

A sentence goes to the models without what is around it: bullets, numbers in brackets and
whitespace at its ends come back as they were. What has nothing to translate stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from converters.document.nodes import LineBreak
from translation.engine.decoder import Care
from translation.engine.pool import Progress
from translation.inline_codes import Coded, TagKind, coded, cut, joined, tags_of
from translation.sentences.split import sentence_ends
from translation.tag_projection import AlignedTranslation, project_tags
from translation.translator import MachineTranslation, MemoryHit, MemoryQuery, Translator
from translation.units import TranslationUnit

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
class DraftSegment:
    """A draft segment: a sentence of a unit, and its draft."""

    source: Coded
    target: Coded
    score: float | None = None
    """Mean log probability of a piece; None where no model was asked, or it tells none."""
    guessed: tuple[int, ...] = ()
    """Codes whose place nothing told."""
    tries: int = 1
    mended: int = 0
    """Numbers, dates and addresses that were put right after the model."""
    by_machine: bool = False
    """Whether a model translated it."""
    untranslated: bool = False
    """Whether it has words to translate and no model gave a translation: ``target`` is the source."""
    match: int | None = None
    """Percent of the memory's match that it is; None where it is none."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The draft of some units."""

    segments: Mapping[str, tuple[DraftSegment, ...]]
    """By the id of the unit."""

    def targets(self) -> dict[str, Coded]:
        """Return the translation of each unit; none of those of which no sentence got one."""
        return {
            unit_id: joined([segment.target for segment in segments])
            for unit_id, segments in self.segments.items()
            if not all(segment.untranslated for segment in segments)
        }

    def left(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Return start and end of what is in the source's language still in each unit's translation."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for unit_id, segments in self.segments.items():
            ends = accumulate(len(segment.target.text) for segment in segments)
            spans = tuple(
                (end - len(segment.target.text), end)
                for segment, end in zip(segments, ends, strict=True)
                if segment.untranslated
            )
            if spans:
                found[unit_id] = spans
        return found


@dataclass(frozen=True, slots=True)
class _Part:
    """What one call of a model translates, and what stays around it."""

    lead: Coded
    core: Coded
    tail: Coded


def draft(
    units: Iterable[TranslationUnit],
    translator: Translator,
    care: Care = Care.NORMAL,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Drafts:
    """Return the draft of ``units``; all their sentences go through the models as one pool.

    What the translator's memory has goes before the models.

    Raises:
        Cancelled: ``cancelled`` said so.
        EngineFailed: a model gave up.
    """
    language = translator.languages[0]
    sentences = {unit.unit_id: sentences_of(unit, language) for unit in units}
    recalled = _recalled(sentences, translator)
    parts = {
        unit_id: [
            None if (unit_id, number) in recalled else _part(sentence, language)
            for number, sentence in enumerate(some)
        ]
        for unit_id, some in sentences.items()
    }
    wanted = {
        part.core.marked: part.core
        for some in parts.values()
        for part in some
        if part is not None and is_translatable(part.core.text, language)
    }
    found = translator.translate(list(wanted.values()), care, progress, cancelled)
    return Drafts(
        {
            unit_id: tuple(
                _segment(part, found.get(part.core.marked))
                if part is not None
                else _of_memory(sentences[unit_id][number], recalled[unit_id, number])
                for number, part in enumerate(some)
            )
            for unit_id, some in parts.items()
        }
    )


def _recalled(
    sentences: Mapping[str, Sequence[Coded]], translator: Translator
) -> dict[tuple[str, int], MemoryHit]:
    """Return what the memory has, by unit and number of the sentence in it."""
    language = translator.languages[0]
    places = [
        (unit_id, number, sentence)
        for unit_id, some in sentences.items()
        for number, sentence in enumerate(some)
    ]
    texts = [sentence.text for _, _, sentence in places]
    asked = {
        (unit_id, number): MemoryQuery(
            sentence, texts[at - 1] if at else None, texts[at + 1] if at + 1 < len(texts) else None
        )
        for at, (unit_id, number, sentence) in enumerate(places)
        if is_translatable(sentence.text, language)
    }
    found = translator.look_up(list(asked.values()))
    return {place: match for place, match in zip(asked, found, strict=True) if match is not None}


def _of_memory(source: Coded, recalled: MemoryHit) -> DraftSegment:
    return DraftSegment(source, recalled.target, match=recalled.match)


def sentences_of(unit: TranslationUnit, language: str) -> list[Coded]:
    """Return the sentences of a unit; very long ones in parts."""
    text = unit.source.text
    ends = [*sentence_ends(text, language), *_line_ends(unit)]
    places = sorted({end for end in ends if 0 < end < len(text)})
    edges = [0, *places, len(text)]
    for start, end in pairwise(edges):
        places += _clauses(text, start, end)
    return cut(unit.source, places)


def _line_ends(unit: TranslationUnit) -> Iterator[int]:
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


def _segment(part: _Part, core: MachineTranslation | None) -> DraftSegment:
    source = joined([part.lead, part.core, part.tail])
    if core is None:
        return DraftSegment(source, source)
    if core.untranslated or not core.target.text.strip():
        # Whatever translator this was: no sentence is lost.
        return DraftSegment(source, source, tries=core.tries, untranslated=True)
    target = joined([part.lead, core.target, part.tail])
    twice = _twice(target)
    if twice:
        # A pair that began with the space before the sentence went to another place in it.
        lead, tail = (_without(some, twice) for some in (part.lead, part.tail))
        target = joined([lead, core.target, tail])
    guessed = core.guessed
    if Counter(tags_of(target)) != Counter(tags_of(source)):
        # Whatever translator this was: no code is lost, none is invented.
        target, guessed = _with_codes_of(source, target)
    return DraftSegment(
        source, target, core.score, guessed, core.tries, core.mended, by_machine=True
    )


def _with_codes_of(source: Coded, target: Coded) -> tuple[Coded, tuple[int, ...]]:
    """Return the words of ``target`` with the codes of ``source``, and those codes: all are guessed."""
    placed = project_tags(source, AlignedTranslation(target.text))
    return placed.content, tuple(sorted(source.numbers()))


def _twice(content: Coded) -> frozenset[int]:
    opened = Counter(tag.number for tag in tags_of(content) if tag.kind is TagKind.OPEN)
    return frozenset(number for number, times in opened.items() if times > 1)


def _without(content: Coded, numbers: frozenset[int]) -> Coded:
    return coded(
        [part for part in content.parts if isinstance(part, str) or part.number not in numbers]
    )
