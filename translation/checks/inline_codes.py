# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of inline codes: bold words, links, notes, equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.analysis import tags_at
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import Severity
from translation.inline_codes import Coded, Tag, TagKind, tags_of


def _counts(content: Coded) -> Counter[Tag]:
    return Counter(tags_of(content))


@dataclass(frozen=True, slots=True)
class CodeLost(SegmentCheck):
    """A code of the source is not in the target."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; the words of the source that it is around are pointed at."""
        missing = _counts(segment.source) - _counts(segment.target)
        told: set[int] = set()
        for tag, at in tags_at(segment.source):
            if missing[tag] and tag.number not in told:
                told.add(tag.number)
                yield self.finding((at, at), text=str(tag))


@dataclass(frozen=True, slots=True)
class CodeAdded(SegmentCheck):
    """A code of the target is not in the source, or there more often."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        extra = _counts(segment.target) - _counts(segment.source)
        told: set[int] = set()
        for tag, at in tags_at(segment.target):
            if extra[tag] and tag.number not in told:
                told.add(tag.number)
                yield self.finding(None, (at, at), text=str(tag))


@dataclass(frozen=True, slots=True)
class CodeOrder(SegmentCheck):
    """The codes of the target come in another order; languages may ask for that."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own = [tag for tag in tags_of(segment.source) if tag.kind is not TagKind.CLOSE]
        other = [(t, at) for t, at in tags_at(segment.target) if t.kind is not TagKind.CLOSE]
        if Counter(own) != Counter(tag for tag, _ in other):
            return
        for expected, (tag, at) in zip(own, other, strict=True):
            if expected != tag:
                yield self.finding(None, (at, at), text=str(tag))
                return


@dataclass(frozen=True, slots=True)
class CodeNesting(SegmentCheck):
    """A pair is not closed, not opened or lies across another one."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a source that does not nest asks nothing of its target."""
        if _badly_nested(segment.source) is None:
            found = _badly_nested(segment.target)
            if found is not None:
                tag, at = found
                yield self.finding(None, (at, at), text=str(tag))


def _badly_nested(content: Coded) -> tuple[Tag, int] | None:
    opened: list[tuple[Tag, int]] = []
    for tag, at in tags_at(content):
        if tag.kind is TagKind.OPEN:
            opened.append((tag, at))
        elif tag.kind is TagKind.CLOSE:
            if not opened or opened[-1][0].number != tag.number:
                return tag, at
            opened.pop()
    return opened[0] if opened else None


@dataclass(frozen=True, slots=True)
class WhitespaceInsideCode(SegmentCheck):
    """Whitespace stands inside the ends of a pair where the source has none."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own = {tag for tag, _ in _inner_whitespace(segment.source)}
        for tag, at in _inner_whitespace(segment.target):
            if tag not in own:
                yield self.finding(None, (at, at), text=str(tag))


def _inner_whitespace(content: Coded) -> Iterator[tuple[Tag, int]]:
    text = content.text
    for tag, at in tags_at(content):
        if (tag.kind is TagKind.OPEN and text[at : at + 1].isspace()) or (
            tag.kind is TagKind.CLOSE and text[max(0, at - 1) : at].isspace()
        ):
            yield tag, at


@dataclass(frozen=True, slots=True)
class CodeEmpty(SegmentCheck):
    """A pair that is around words in the source is around none in the target."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own = {number: a for number, a, b in _pairs(segment.source) if a < b}
        for number, start, end in _pairs(segment.target):
            if start == end and number in own:
                yield self.finding(None, (start, end), text=f"<{number}>")


def _pairs(content: Coded) -> Iterator[tuple[int, int, int]]:
    opened: dict[int, int] = {}
    for tag, at in tags_at(content):
        if tag.kind is TagKind.OPEN:
            opened[tag.number] = at
        elif tag.kind is TagKind.CLOSE and tag.number in opened:
            yield tag.number, opened.pop(tag.number), at


CHECKS: tuple[Check, ...] = (
    CodeLost("code-lost", Severity.ERROR, IssueType.MARKUP),
    CodeAdded("code-added", Severity.ERROR, IssueType.MARKUP),
    CodeOrder("code-order", Severity.WARNING, IssueType.MARKUP),
    CodeNesting("code-nesting", Severity.ERROR, IssueType.MARKUP),
    WhitespaceInsideCode("code-blanks", Severity.WARNING, IssueType.WHITESPACE),
    CodeEmpty("code-empty", Severity.ERROR, IssueType.MARKUP),
)
