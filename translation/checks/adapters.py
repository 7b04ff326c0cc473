# SPDX-License-Identifier: AGPL-3.0-or-later
"""QA checks made of detectors that drafts are judged by too: draft issues, lost entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translation.checks.analysis import draft_issues, lost_entities, place_of
from translation.checks.base import CheckedSegment, Finding, SegmentCheck
from translation.entities import Entity
from translation.estimation import DraftIssueId, Severity
from translation.languages import LanguagePair


@dataclass(frozen=True, slots=True)
class DraftIssueFound(SegmentCheck):
    """An issue of a draft (``translation.estimation``) as a finding."""

    issue_id: DraftIssueId
    only: Callable[[LanguagePair], bool] = lambda _: True

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return self.only(pair)

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a issue may be milder than usual and then is a warning."""
        source, target = segment.source.text, segment.target.text
        for issue in draft_issues(source, target, segment.pair):
            if issue.issue_id is not self.issue_id:
                continue
            params = dict(issue.params)
            named = params.get("text", params.get("number", ""))
            milder = Severity.WARNING in (issue.severity, self.severity)
            yield self.finding(
                None,
                place_of(named, target),
                Severity.WARNING if milder else Severity.ERROR,
                **params,
            )


@dataclass(frozen=True, slots=True)
class EntityLost(SegmentCheck):
    """An entity of the source is missing in the target, or another one."""

    takes: Callable[[Entity], bool]

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a single digit often becomes a word and is a mere warning."""
        lost = lost_entities(segment.source.text, segment.target.text, segment.pair)
        for entity in filter(self.takes, lost):
            light = len(re.sub(r"\D", "", entity.text)) == 1 and entity.text.isdecimal()
            yield self.finding(
                (entity.start, entity.end),
                severity=Severity.WARNING if light else None,
                text=entity.text,
            )
