# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of the glossary's terms; titles and names of departments are terms too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from translation.checks.analysis import place_of
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import Severity

_ENDINGS = r"(?:e?s|ed|ing|'s|’s|’)?"


@lru_cache(4096)
def form_pattern(form: str) -> re.Pattern[str]:
    """Return what finds ``form`` in a text: also its plural, and with other spaces or hyphens."""
    words = [re.escape(word) for word in re.split(r"[\s\-]+", form.strip()) if word]
    if not words:
        return re.compile(r"(?!)")
    if not re.search(r"[A-Za-z]", form):
        return re.compile(r"\s?".join(words))
    if words[-1].endswith("y"):
        words[-1] = words[-1][:-1] + "(?:y|ie)"
    phrase = r"[\s\-]+".join(words)
    return re.compile(rf"(?<!\w){phrase}{_ENDINGS}(?![A-Za-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TermLost(SegmentCheck):
    """A term of the source is not translated as the glossary says."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own, other = segment.source.text, segment.target.text
        for term in segment.terms:
            if not term.target_forms or not form_pattern(term.source).search(own):
                continue
            if not any(form_pattern(form).search(other) for form in term.target_forms):
                yield self.finding(
                    place_of(term.source, own),
                    text=term.source,
                    wanted=", ".join(term.target_forms),
                )


@dataclass(frozen=True, slots=True)
class TermForbidden(SegmentCheck):
    """A form stands in the target that the glossary forbids."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a forbidden form inside a right one is not one."""
        other = segment.target.text
        for term in segment.terms:
            right = [
                m.span() for form in term.target_forms for m in form_pattern(form).finditer(other)
            ]
            for form in term.forbidden_forms:
                for found in form_pattern(form).finditer(other):
                    if not any(a <= found.start() and found.end() <= b for a, b in right):
                        yield self.finding(
                            place_of(term.source, segment.source.text),
                            found.span(),
                            text=found[0],
                            wanted=", ".join(term.target_forms),
                        )


CHECKS: tuple[Check, ...] = (
    TermLost("term-lost", Severity.ERROR, IssueType.TERMINOLOGY),
    TermForbidden("term-forbidden", Severity.ERROR, IssueType.TERMINOLOGY),
)
