# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks that other parts of the translation already have, as checks for reviewers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translation.checks.analysis import faults, lost_entities, place_of
from translation.checks.base import CheckedSegment, Finding, SegmentCheck
from translation.entities import Entity
from translation.faults import FaultId, Pair, Severity


@dataclass(frozen=True, slots=True)
class FaultFound(SegmentCheck):
    """One fault of ``translation.faults``."""

    fault_id: FaultId
    only: Callable[[Pair], bool] = lambda _: True

    def applies(self, pair: Pair) -> bool:
        """See ``Check``."""
        return self.only(pair)

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a fault may be milder than usual and then is a warning."""
        source, target = segment.source.text, segment.target.text
        for fault in faults(source, target, segment.pair):
            if fault.fault_id is not self.fault_id:
                continue
            params = dict(fault.params)
            named = params.get("text", params.get("number", ""))
            milder = Severity.WARNING in (fault.severity, self.severity)
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
