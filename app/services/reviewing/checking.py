# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "check": findings of a project's segments, and what they say to people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.store.project import OpenFinding, Project
from translation.faults import Pair, find_faults
from translation.review.segments import ReviewSegment


def findings_of(segments: Sequence[ReviewSegment], pair: Pair) -> dict[int, list[OpenFinding]]:
    """Return what the checks find in each of ``segments``; every one has an entry."""
    found: dict[int, list[OpenFinding]] = {}
    for segment in segments:
        found[segment.number] = [
            OpenFinding(fault.fault_id.value, fault.severity.value, fault.params)
            for fault in (
                find_faults(segment.source.text, segment.target.text, *pair)
                if segment.target.parts
                else ()
            )
        ]
    return found


def check(
    project: Project,
    numbers: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Check segments, all where no numbers are given, and keep what is found."""
    pair = Pair(project.source_language, project.target_language)
    if numbers is not None:
        segments = [project.segment(number) for number in numbers]
        project.set_findings(findings_of(segments, pair))
        return
    segments = list(project.segments())
    for start in range(0, len(segments), _TOGETHER):
        some = segments[start : start + _TOGETHER]
        project.set_findings(findings_of(some, pair))
        if progress is not None:
            progress(start + len(some), len(segments))


def explain(finding: OpenFinding) -> str:
    """Say a finding in the language of the program."""
    values = ", ".join(value for _, value in finding.params)
    return f"{finding.check_id}: {values}" if values else finding.check_id


_TOGETHER = 2000
