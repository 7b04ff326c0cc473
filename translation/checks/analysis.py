# SPDX-License-Identifier: AGPL-3.0-or-later
"""Facts of a segment that several checks need, computed once and cached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from translation.checks.base import Span
from translation.checks.spoken import with_digits
from translation.checks.years import with_whole_years, year_is_kept
from translation.entities import Entity, EntityKind, find_entities, is_kept
from translation.estimation import DraftIssue, find_draft_issues
from translation.inline_codes import Coded, Tag
from translation.languages import LanguagePair
from translation.sentences.split import sentence_ends

_RECENT = 64


@lru_cache(_RECENT)
def lost_entities(source: str, target: str, pair: LanguagePair) -> tuple[Entity, ...]:
    """Return the entities of ``source`` whose value ``target`` does not state."""
    whole = with_whole_years(target, source)
    read = with_digits(whole, pair.target)
    kept: dict[tuple[EntityKind, str, str], bool] = {}
    found = entities(source, pair)
    for entity in found:
        key = _key(entity, source)
        if key not in kept:
            kept[key] = (
                is_kept(entity, target)
                or (whole != target and is_kept(entity, whole))
                or year_is_kept(entity, source, whole)
                or (read != target and is_kept(entity, read))
                or _in_kept_word(entity, source, target)
            )
    return tuple(entity for entity in found if not kept[_key(entity, source)])


def _key(entity: Entity, source: str) -> tuple[EntityKind, str, str]:
    """Return what makes an entity the same as another: what stands around it tells a year."""
    around = source[max(0, entity.start - 1) : entity.start] + source[entity.end : entity.end + 2]
    return entity.kind, entity.text, around


@lru_cache(_RECENT)
def entities(text: str, pair: LanguagePair) -> tuple[Entity, ...]:
    """Return the entities of ``text``, a source."""
    return find_entities(text, *pair)


@lru_cache(_RECENT)
def draft_issues(source: str, target: str, pair: LanguagePair) -> tuple[DraftIssue, ...]:
    """Return what ``translation.estimation`` finds."""
    return find_draft_issues(source, with_whole_years(target, source), *pair)


@lru_cache(_RECENT)
def sentences(text: str, language: str) -> int:
    """Return how many sentences ``text`` has."""
    return 1 + len(sentence_ends(text, language))


def tags_at(content: Coded) -> Iterator[tuple[Tag, int]]:
    """Yield each tag with its offset in the text."""
    at = 0
    for part in content.parts:
        if isinstance(part, Tag):
            yield part, at
        else:
            at += len(part)


def place_of(text: str, within: str) -> Span | None:
    """Return where ``text`` first stands in ``within``."""
    at = within.find(text)
    return (at, at + len(text)) if text and at >= 0 else None


_WORD = re.compile(r"[A-Za-z0-9_.+\-]+")


def _in_kept_word(entity: Entity, source: str, target: str) -> bool:
    """Whether it belongs to a Latin word that was kept: "wav2vec", "HTML5", "x86-64"."""
    start, end = entity.start, entity.end
    while start > 0 and _WORD.fullmatch(source[start - 1]):
        start -= 1
    while end < len(source) and _WORD.fullmatch(source[end]):
        end += 1
    word = source[start:end].strip(".-+")
    return any(c.isalpha() for c in word) and word in target
