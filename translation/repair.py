# SPDX-License-Identifier: AGPL-3.0-or-later
"""Automatic post-editing: numbers, dates, addresses and terms that a model changed, put right.

The model's alignment tells which of its words stand for the number; these are replaced by
the number as the target language writes it. Where nothing tells, nothing is changed: the
detectors of ``estimation`` names what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from translation.engine.tokenizer import Span
from translation.entities import Entity, EntityKind, find_entities, is_kept
from translation.tag_projection import AlignedTranslation, best_aligned_span
from translation.terms.term import Glossary, TermMatch, forms_in

_MAY_NEED = re.compile(r"\d|@|://|www\.")
_LEAST = 0.5
"""Of the attention of the best place; less is a guess, and a wrong number is worse than none."""
_NUMBER = re.compile(r"[\d.,:/\-–~]*\d")
_DOTTED = re.compile(r"\d+(?:\. ?\d+)+")
"""Parts of a date, which a model may write apart: "2024. 1. 2"."""
_BEHIND = "-–,;: "
"""Marks that keep a number and the next word apart: without them both would be one word."""


def is_needed(source: str, target: str, language: str, into: str) -> bool:
    """Say whether a translation changed a number, a date, an address or a code."""
    if _MAY_NEED.search(source) is None:
        return False
    return any(
        entity.accepted and not is_kept(entity, target)
        for entity in find_entities(source, language, into)
    )


def mend(
    source: str, aligned: AlignedTranslation, language: str, into: str
) -> tuple[AlignedTranslation, int]:
    """Return ``aligned`` with what the model changed put right, and how many places that were."""
    mended = 0
    for entity in find_entities(source, language, into):
        if not entity.accepted or is_kept(entity, aligned.text):
            continue
        span = _place(entity, source, aligned, language, into)
        if span is not None:
            aligned = _replaced(aligned, span, entity.accepted[0])
            mended += 1
    return aligned, mended


def terms_missing(glossary: Glossary, source: str, target: str) -> Iterator[TermMatch]:
    """Yield the terms of ``source`` that have none of their forms in ``target``."""
    for match in glossary.matches(source):
        forms = match.term.targets
        if forms and next(forms_in(target, forms), None) is None:
            yield match


def put_terms(
    source: str, aligned: AlignedTranslation, glossary: Glossary
) -> tuple[AlignedTranslation, int]:
    """Return ``aligned`` with the glossary's words for what the model called otherwise.

    As with numbers: where the alignment is not sure, nothing is changed, and the check of
    terms says so.
    """
    changed = 0
    for match in terms_missing(glossary, source, aligned.text):
        found = best_aligned_span(Span(match.start, match.end), aligned)
        if found is None or found[0] < _LEAST:
            continue
        span = _whole_words(found[1], aligned.text)
        form = match.term.targets[0]
        if span.start == 0 and aligned.text[:1].isupper():
            form = form[:1].upper() + form[1:]
        aligned = _replaced(aligned, span, form)
        changed += 1
    return aligned, changed


def _place(
    entity: Entity, source: str, aligned: AlignedTranslation, language: str, into: str
) -> Span | None:
    found = best_aligned_span(Span(entity.start, entity.end), aligned)
    if found is None or found[0] < _LEAST:
        return None
    # What another number of the source became is not given away for this one.
    others = [
        other
        for other in find_entities(source, language, into)
        if other != entity and is_kept(other, aligned.text)
    ]
    for pattern in (_DOTTED, _NUMBER) if entity.kind is EntityKind.DATE else (_NUMBER,):
        span = _whole_words(_whole_number(found[1], aligned.text, pattern), aligned.text)
        shown = aligned.text[: span.start] + entity.accepted[0] + aligned.text[span.end :]
        if all(is_kept(other, shown) for other in others):
            return span
    return None


def _whole_number(span: Span, text: str, pattern: re.Pattern[str]) -> Span:
    """Return ``span`` grown by the digits it touches, without the marks behind them."""
    for number in pattern.finditer(text):
        if number.start() < span.end and span.start < number.end():
            span = Span(min(span.start, number.start()), max(span.end, number.end()))
    end = span.end
    while end > span.start and text[end - 1] in _BEHIND:
        end -= 1
    return Span(span.start, end) if end > span.start else span


def _whole_words(span: Span, text: str) -> Span:
    """Return ``span`` grown to the ends of its words: half of one beside a number is none."""
    start, end = span.start, span.end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _replaced(aligned: AlignedTranslation, span: Span, text: str) -> AlignedTranslation:
    """Return ``aligned`` with other words at ``span``; its first piece stands for all of them."""
    grown = len(text) - (span.end - span.start)
    spans: list[Span] = []
    given = False
    for piece in aligned.target:
        if piece.end <= span.start:
            spans.append(piece)
        elif piece.start >= span.end:
            spans.append(Span(piece.start + grown, piece.end + grown))
        else:
            start = min(piece.start, span.start)
            end = max(piece.end, span.end) + grown
            spans.append(Span(start, end) if not given else Span(end, end))
            given = True
    shown = aligned.text[: span.start] + text + aligned.text[span.end :]
    return replace(aligned, text=shown, target=tuple(spans))
