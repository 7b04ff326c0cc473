# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of what Korean alone has: particles, levels of politeness, articles, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translation.checks.adapters import DraftIssueFound, EntityLost
from translation.checks.base import (
    Check,
    CheckedSegment,
    Finding,
    IssueType,
    ProjectCheck,
    SegmentCheck,
)
from translation.checks.particles import disagreeing
from translation.entities import EntityKind
from translation.estimation import DraftIssueId, Severity
from translation.languages import LanguagePair

_END = r"(?=[.!?。…]|[\"'”’)]*\s*$)"
_FORMAL = re.compile(rf"[가-힣](?:니다|니까|시오){_END}")
_INFORMAL = re.compile(rf"[가-힣](?:(?<!세)요|죠){_END}")
"""Not 세요: it asks politely beside both levels."""
_NOUNS = re.compile(r"(?:필|개|중|수|주|동|소|긴|강|부|민|가|고)요$")
"""Nouns that end as the polite verbs do: 필요, 개요, 중요."""
_BOTH = re.compile(r"[가-힣A-Za-z0-9](을\(를\)|은\(는\)|이\(가\)|와\(과\)|\(으\)로|를\(을\)|는\(은\)|가\(이\)|과\(와\)|을/를|은/는|이/가)")  # fmt: skip
_JAMO = re.compile(r"(?<=[가-힣])[ㄱ-ㅣ]|[ㄱ-ㅣ](?=[가-힣])")
_ARTICLE = re.compile(r"\bArticles? (\d+)")
_ROAD = re.compile(r"\b[A-Z][a-z]{2,}(?:daero|beongil)\b|\b[A-Z][a-z]{2,}(?:ro|gil) \d|\b\d+(?:-\d+)?,? [A-Z][a-z]{2,}(?:ro|gil)\b")  # fmt: skip
_KOREAN_ROAD = re.compile(r"[가-힣](?:대로|로|길)(?:\s?\d|[,.\s]|$)")
_DISTRICT = re.compile(r"\b[A-Z][a-z]{3,}(?:gu|dong|myeon)\b(?!-)")
_KOREAN_DISTRICT = re.compile(r"[가-힣](?:구|동|면)(?![가-힣]{3})")


@dataclass(frozen=True, slots=True)
class KoreanTarget(SegmentCheck):
    """A check of Korean that was written here."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.target == "ko"


def _level(text: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return the first ending of each level: 합쇼체 and 해요체."""
    informal = next(
        (m for m in _INFORMAL.finditer(text) if not _NOUNS.search(text[m.start() : m.end()])), None
    )
    return _FORMAL.search(text), informal


@dataclass(frozen=True, slots=True)
class PoliteLevel(KoreanTarget):
    """합쇼체 and 해요체 stand side by side."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; the second one is pointed at."""
        formal, informal = _level(segment.target.text)
        if formal and informal:
            last = max(formal, informal, key=lambda found: found.start())
            yield self.finding(None, last.span(), text=last[0])


@dataclass(frozen=True, slots=True)
class Particle(KoreanTarget):
    """A particle does not agree with the word before it."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for one in disagreeing(segment.target.text):
            severity = None if one.certain else Severity.WARNING
            span = (one.start, one.end)
            yield self.finding(None, span, severity, text=one.written, wanted=one.right)


@dataclass(frozen=True, slots=True)
class ParticleUndecided(KoreanTarget):
    """Both forms of a particle were left: 을(를)."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in _BOTH.finditer(segment.target.text):
            yield self.finding(None, found.span(1), text=found[1])


@dataclass(frozen=True, slots=True)
class LooseJamo(KoreanTarget):
    """A letter stands alone beside a syllable: a typing error."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in _JAMO.finditer(segment.target.text):
            if found[0] not in segment.source.text:
                yield self.finding(None, found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class ArticleWritten(SegmentCheck):
    """An Article of the source is no 조 in the Korean target."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair == ("en", "ko")

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in _ARTICLE.finditer(segment.source.text):
            if not re.search(rf"(?<!\d){found[1]}\s?조", segment.target.text):
                yield self.finding(found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class NameForm(SegmentCheck):
    """A road or a district is romanised without its hyphen (Sejong-daero, Jongno-gu)."""

    pattern: re.Pattern[str]
    korean: re.Pattern[str]

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.source == "ko" and pair.target in ("en", "vi")

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        if not self.korean.search(segment.source.text):
            return
        for found in self.pattern.finditer(segment.target.text):
            yield self.finding(None, found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class PoliteLevelOfProject:
    """A segment speaks at another level than most of the book."""

    check_id: str
    severity: Severity
    issue_type: IssueType

    def find(self, segments: Iterable[CheckedSegment]) -> Iterator[tuple[str, Finding]]:
        """See ``ProjectCheck``; where neither level has three quarters, nothing is said."""
        levels: list[tuple[str, bool, re.Match[str]]] = []
        for segment in segments:
            if segment.pair.target.lower().split("-")[0] == "ko":
                formal, informal = _level(segment.target.text)
                if formal and not informal:
                    levels.append((segment.segment_id, True, formal))
                elif informal and not formal:
                    levels.append((segment.segment_id, False, informal))
        counts = Counter(is_formal for _, is_formal, _ in levels)
        for usual in (True, False):
            if len(levels) > counts[usual] >= 0.75 * len(levels):
                for segment_id, is_formal, found in levels:
                    if is_formal is not usual:
                        params = (("text", found[0]),)
                        yield (
                            segment_id,
                            Finding(self.check_id, self.severity, params, None, found.span()),
                        )


CHECKS: tuple[Check, ...] = (
    DraftIssueFound("hangul-left", Severity.ERROR, IssueType.UNTRANSLATED, DraftIssueId.HANGUL_LEFT, lambda pair: pair.target != "ko"),
    PoliteLevel("polite-level", Severity.WARNING, IssueType.REGISTER),
    Particle("particle", Severity.ERROR, IssueType.GRAMMAR),
    ParticleUndecided("particle-undecided", Severity.WARNING, IssueType.GRAMMAR),
    LooseJamo("loose-jamo", Severity.WARNING, IssueType.CHARACTERS),
    EntityLost("article-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.ARTICLE),
    ArticleWritten("article-written", Severity.WARNING, IssueType.LOCALE_VIOLATION),
    EntityLost("address-lost", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.ADDRESS),
    NameForm("road-form", Severity.WARNING, IssueType.LOCALE_VIOLATION, _ROAD, _KOREAN_ROAD),
    NameForm("district-form", Severity.WARNING, IssueType.LOCALE_VIOLATION, _DISTRICT, _KOREAN_DISTRICT),
)  # fmt: skip
PROJECT_CHECKS: tuple[ProjectCheck, ...] = (
    PoliteLevelOfProject("polite-level-project", Severity.WARNING, IssueType.REGISTER),
)
