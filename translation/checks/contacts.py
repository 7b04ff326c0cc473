# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of addresses on the net, telephones and what programs read: kept as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.adapters import EntityLost
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.entities import Entity, EntityKind
from translation.estimation import Severity

_URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'*+;=%]*[A-Za-z0-9/]")
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_PLACEHOLDER = re.compile(
    r"%(?:\(\w+\)|\d+\$)?[-+#0]?\d*(?:\.\d+)?[sdifgxXu](?![A-Za-z])"
    r"|\$?\{[A-Za-z_][\w.]*\}|\{\d*\}|%[A-Z_]{2,}%"
)
_PATH = re.compile(r"(?<![\w:/.])(?:[A-Za-z]:\\|~?/)(?:[\w.\-]+[/\\])+[A-Za-z0-9_.\-]*[A-Za-z0-9_]")


_MEASURE = re.compile(r"[\d.]+[a-z]{1,2}")
"""A number with its unit (100m), which may be written out."""


def _is_code(entity: Entity) -> bool:
    return entity.kind is EntityKind.CODE and not _MEASURE.fullmatch(entity.text)


@dataclass(frozen=True, slots=True)
class Kept(SegmentCheck):
    """What a pattern matches in the source stands in the target just so."""

    pattern: re.Pattern[str]

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own, other = segment.source.text, segment.target.text
        missing = Counter(self.pattern.findall(own)) - Counter(self.pattern.findall(other))
        for found in self.pattern.finditer(own):
            if missing[found[0]] > 0 and other.count(found[0]) < own.count(found[0]):
                missing[found[0]] = 0
                yield self.finding(found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class Added(SegmentCheck):
    """What a pattern matches in the target stands in the source too."""

    pattern: re.Pattern[str]

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in self.pattern.finditer(segment.target.text):
            if found[0] not in segment.source.text:
                yield self.finding(None, found.span(), text=found[0])


CHECKS: tuple[Check, ...] = (
    EntityLost("url-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.URL),
    Added("url-added", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES, _URL),
    EntityLost("email-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.EMAIL),
    Added("email-added", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES, _EMAIL),
    EntityLost("phone-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.PHONE),
    EntityLost("code-number-lost", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES, _is_code),
    Kept("placeholder-lost", Severity.ERROR, IssueType.MARKUP, _PLACEHOLDER),
    Added("placeholder-added", Severity.ERROR, IssueType.MARKUP, _PLACEHOLDER),
    Kept("path-lost", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES, _PATH),
)  # fmt: skip
