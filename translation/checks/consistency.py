# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of a whole project: one source, one target."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from translation.checks.base import CheckedSegment, Finding, IssueType, ProjectCheck
from translation.estimation import Severity

_WHITESPACE = re.compile(r"\s+")
_SHOWN = 60


def _plain(text: str) -> str:
    return _WHITESPACE.sub(" ", text).strip().casefold()


def _letters(text: str) -> str:
    """Return ``text`` without what may differ between equal sentences: marks and numbers."""
    return "".join(character for character in text.casefold() if character.isalpha())


@dataclass(frozen=True, slots=True)
class TargetsDiffer:
    """One source was translated in several ways; those unlike the usual one are named."""

    check_id: str
    severity: Severity
    issue_type: IssueType

    def find(self, segments: Iterable[CheckedSegment]) -> Iterator[tuple[str, Finding]]:
        """See ``ProjectCheck``."""
        by_source: defaultdict[str, list[CheckedSegment]] = defaultdict(list)
        for segment in segments:
            if segment.target.text.strip() and segment.source.text.strip():
                by_source[_plain(segment.source.text)].append(segment)
        for equal in by_source.values():
            counts = Counter(_plain(segment.target.text) for segment in equal)
            if len(counts) < 2:
                continue
            usual = max(counts, key=lambda text: counts[text])
            shown = next(s.target.text for s in equal if _plain(s.target.text) == usual)
            for segment in equal:
                if _plain(segment.target.text) != usual:
                    yield segment.segment_id, _of_whole(self, segment, shown)


@dataclass(frozen=True, slots=True)
class SourcesDiffer:
    """Different sources have one target: one of them may have been copied by mistake."""

    check_id: str
    severity: Severity
    issue_type: IssueType

    def find(self, segments: Iterable[CheckedSegment]) -> Iterator[tuple[str, Finding]]:
        """See ``ProjectCheck``; sources that differ in marks, whitespace and numbers are equal."""
        by_target: defaultdict[str, list[CheckedSegment]] = defaultdict(list)
        for segment in segments:
            if _letters(segment.target.text):
                by_target[_plain(segment.target.text)].append(segment)
        for equal in by_target.values():
            first = equal[0]
            for segment in equal[1:]:
                if _letters(segment.source.text) != _letters(first.source.text):
                    yield segment.segment_id, _of_whole(self, segment, first.source.text)


def _of_whole(check: ProjectCheck, segment: CheckedSegment, other: str) -> Finding:
    return Finding(
        check.check_id,
        check.severity,
        (("text", other[:_SHOWN]),),
        (0, len(segment.source.text)),
        (0, len(segment.target.text)),
    )


PROJECT_CHECKS: tuple[ProjectCheck, ...] = (
    TargetsDiffer("targets-differ", Severity.WARNING, IssueType.INCONSISTENCY),
    SourcesDiffer("sources-differ", Severity.WARNING, IssueType.INCONSISTENCY),
)
