# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of whitespace and of characters that cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import Severity
from translation.languages import LanguagePair

_DOUBLE = re.compile(r"(?<=\S)[ \u00a0\u3000]{2,}(?=\S)")
_LEADING = re.compile(r"^\s+")
_TRAILING = re.compile(r"\s+$")
_BEFORE_MARK = re.compile(r"(?<=[^\s(\[{])[ \u00a0]+(?=[,.;:!?…、。](?:\s|$))")
_ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]+")
_NO_BLANK_AFTER = re.compile(
    r"(?<=[a-zà-ỹ가-힣])(?:[,;!?](?=[A-Za-zÀ-ỹ가-힣])|\.(?=[A-ZÀ-Ỵ][a-zà-ỹ]|[가-힣]))"
)
_HAN = r"[ぁ-ヿ一-鿿、。]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[ \u00a0]+(?={_HAN})")
_TOKEN = re.compile(r"\S*$")
_SPACED = ("en", "vi", "ko")


@dataclass(frozen=True, slots=True)
class Unlike(SegmentCheck):
    """Something invisible stands in the target and not in the source."""

    pattern: re.Pattern[str]
    languages: tuple[str, ...] = ()
    """Of targets; all where there is none."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return not self.languages or pair.target in self.languages

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        if segment.pair.source == segment.pair.target or not self._in(segment.source.text):
            for found in self.pattern.finditer(segment.target.text):
                yield self.finding(None, found.span())

    def _in(self, text: str) -> bool:
        return bool(self.pattern.search(text))


@dataclass(frozen=True, slots=True)
class EdgeWhitespace(SegmentCheck):
    """Whitespace at an end of the target is not that of the source."""

    pattern: re.Pattern[str]

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own = self.pattern.search(segment.source.text)
        other = self.pattern.search(segment.target.text)
        if bool(own) != bool(other):
            yield self.finding(own.span() if own else None, other.span() if other else None)


@dataclass(frozen=True, slots=True)
class Count(SegmentCheck):
    """The target has more or fewer of a character than the source."""

    character: str

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own, other = (t.text.count(self.character) for t in (segment.source, segment.target))
        if own != other:
            at = segment.target.text.find(self.character)
            span = (at, at + 1) if at >= 0 else None
            yield self.finding(None, span, source=str(own), target=str(other))


@dataclass(frozen=True, slots=True)
class NoWhitespaceAfter(SegmentCheck):
    """A word follows a punctuation mark without a space."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.target in _SPACED

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; names of files and of what programs know are in the source too."""
        text = segment.target.text
        for found in _NO_BLANK_AFTER.finditer(text):
            before = _TOKEN.search(text[max(0, found.start() - 40) : found.start()])
            after = re.match(r"[A-Za-z0-9_.]*", text[found.end() :])
            word = f"{before[0] if before else ''}{found[0]}{after[0] if after else ''}"
            if word.strip("\"'()[]“”.,") not in segment.source.text:
                yield self.finding(None, found.span(), text=word[-30:])


CHECKS: tuple[Check, ...] = (
    Unlike("blanks-doubled", Severity.WARNING, IssueType.WHITESPACE, _DOUBLE),
    EdgeWhitespace("blanks-leading", Severity.WARNING, IssueType.WHITESPACE, _LEADING),
    EdgeWhitespace("blanks-trailing", Severity.WARNING, IssueType.WHITESPACE, _TRAILING),
    Unlike("blank-before-mark", Severity.WARNING, IssueType.WHITESPACE, _BEFORE_MARK),
    NoWhitespaceAfter("blank-after-mark", Severity.WARNING, IssueType.WHITESPACE),
    Unlike("zero-width", Severity.WARNING, IssueType.WHITESPACE, _ZERO_WIDTH),
    Unlike("blank-between-characters", Severity.WARNING, IssueType.WHITESPACE, _BETWEEN_HAN, ("ja", "zh")),
    Count("tabs", Severity.WARNING, IssueType.WHITESPACE, "\t"),
    Count("line-breaks", Severity.WARNING, IssueType.WHITESPACE, "\n"),
)  # fmt: skip
