# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of length and of repetition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.adapters import DraftIssueFound
from translation.checks.analysis import sentences
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import DraftIssueId, Severity
from translation.languages import LanguagePair

_DOUBLED = re.compile(r"(?<![\w'’\-])([^\W\d_]{2,}|a|I)[ \u00a0]+\1(?![\w'’\-])", re.IGNORECASE)
_DOUBLED_HAN = re.compile(r"([一-鿿ぁ-ヿ]{3,})\1")
_MAY_BE_DOUBLED = frozenset({"that", "had", "very", "really", "many", "much", "long", "bye", "no", "so", "ha"})  # fmt: skip
_DOUBLING = ("vi",)
"""Languages that double words to make others of them (từ từ, luôn luôn)."""


@dataclass(frozen=True, slots=True)
class Empty(SegmentCheck):
    """There is no translation."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        if segment.source.text.strip() and not segment.target.text.strip():
            yield self.finding((0, len(segment.source.text)))


@dataclass(frozen=True, slots=True)
class Longest(SegmentCheck):
    """The target is longer than its place allows."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        length = len(segment.target.text)
        if segment.longest is not None and length > segment.longest:
            yield self.finding(
                None, (segment.longest, length), length=str(length), longest=str(segment.longest)
            )


@dataclass(frozen=True, slots=True)
class SentenceCount(SegmentCheck):
    """The target has far more or far fewer sentences than the source."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; one may become two, and two one."""
        own = sentences(segment.source.text, segment.pair.source)
        other = sentences(segment.target.text, segment.pair.target)
        if abs(own - other) > max(1, own // 3):
            yield self.finding(source=str(own), target=str(other))


@dataclass(frozen=True, slots=True)
class WordDoubled(SegmentCheck):
    """A word stands twice in a row."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.target not in _DOUBLING

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; what the source doubles may be doubled."""
        if _DOUBLED.search(segment.source.text):
            return
        pattern = _DOUBLED_HAN if segment.pair.target in ("ja", "zh") else _DOUBLED
        for found in pattern.finditer(segment.target.text):
            if found[1].casefold() not in _MAY_BE_DOUBLED:
                yield self.finding(None, found.span(), text=found[0])


CHECKS: tuple[Check, ...] = (
    Empty("empty", Severity.ERROR, IssueType.OMISSION),
    DraftIssueFound("too-short", Severity.ERROR, IssueType.OMISSION, DraftIssueId.OMISSION),
    DraftIssueFound("too-long", Severity.ERROR, IssueType.ADDITION, DraftIssueId.TOO_LONG),
    Longest("longest", Severity.ERROR, IssueType.LENGTH),
    SentenceCount("sentence-count", Severity.WARNING, IssueType.OMISSION),
    WordDoubled("word-doubled", Severity.ERROR, IssueType.DUPLICATION),
    DraftIssueFound("loop", Severity.ERROR, IssueType.DUPLICATION, DraftIssueId.REPETITION),
)
