# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of spelling: words that no dictionary knows, as whoever asks for the checks found them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import Severity

SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class UnknownWord(SegmentCheck):
    """A word that no dictionary knows."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a word is named once."""
        text = segment.target.text
        seen: set[str] = set()
        for start, end in segment.unknown_words:
            word = text[start:end]
            if word not in seen:
                seen.add(word)
                yield self.finding(target_span=(start, end), text=word)


CHECKS: tuple[Check, ...] = (UnknownWord(SPELLING, Severity.WARNING, IssueType.MISSPELLING),)
