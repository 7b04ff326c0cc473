# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "check": findings of a project's segments, and what they say to people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.check_messages import finding_sentence
from app.store.project import OpenFinding, Project
from translation.checks.base import AppliedTerm, CheckedSegment, Finding
from translation.checks.mending import may_be_mended, mend
from translation.checks.registry import PROJECT_CHECKS, check_ids, find, find_in_project
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.review.segments import ReviewSegment

DISABLED = "disabled_checks"
"""Name of what a project remembers: ids of checks that do not speak in it, with blanks between."""
BLOCKING = "blocking_checks"
"""The same, of checks whose findings keep a segment from being approved."""
_OF_PROJECTS = frozenset(check.check_id for check in PROJECT_CHECKS)


def all_checks() -> tuple[str, ...]:
    """Return the ids of all checks."""
    return check_ids()


Terms = Callable[[str], tuple[AppliedTerm, ...]]
"""Gives the terms of the glossaries that a source text uses."""


def no_terms(_text: str) -> tuple[AppliedTerm, ...]:
    """Return no terms: the ``Terms`` of a project without glossaries."""
    return ()


def _checked(segment: ReviewSegment, pair: LanguagePair, terms: Terms) -> CheckedSegment:
    return CheckedSegment(
        segment.segment_id,
        segment.unit_id,
        segment.kind,
        segment.source,
        segment.target,
        pair,
        terms(segment.source.text),
    )


def check(
    project: Project,
    numbers: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
    terms: Terms = no_terms,
) -> None:
    """Check segments, all where no numbers are given, and keep what is found.

    What only many segments together show is looked for when all are checked, and stays until
    the next time.
    """
    disabled = frozenset(project.meta.get(DISABLED, "").split())
    pair = LanguagePair(project.source_language, project.target_language)
    if numbers is not None:
        some = [project.segment(number) for number in numbers]
        found = _found(some, pair, terms, disabled)
        for number in found:
            found[number] += [
                stored.finding
                for stored in project.findings(number)
                if stored.finding.check_id in _OF_PROJECTS
            ]
        project.set_findings(found)
        return
    segments = project.segments()
    together = _found_together(segments, pair, terms, disabled)
    for start in range(0, len(segments), _TOGETHER):
        part = segments[start : start + _TOGETHER]
        found = _found(part, pair, terms, disabled)
        for number in found:
            found[number] += together.get(number, [])
        project.set_findings(found)
        if progress is not None:
            progress(start + len(part), len(segments))


def _found(
    segments: Sequence[ReviewSegment], pair: LanguagePair, terms: Terms, disabled: frozenset[str]
) -> dict[int, list[OpenFinding]]:
    return {
        segment.number: [_open(one) for one in find(_checked(segment, pair, terms), disabled)]
        if segment.source.text.strip()
        else []
        for segment in segments
    }


def _found_together(
    segments: Sequence[ReviewSegment], pair: LanguagePair, terms: Terms, disabled: frozenset[str]
) -> dict[int, list[OpenFinding]]:
    number_of = {segment.segment_id: segment.number for segment in segments}
    found: dict[int, list[OpenFinding]] = {}
    checked = (_checked(segment, pair, terms) for segment in segments if segment.target.parts)
    for segment_id, finding in find_in_project(checked, disabled):
        found.setdefault(number_of[segment_id], []).append(_open(finding))
    return found


def _open(finding: Finding) -> OpenFinding:
    return OpenFinding(
        finding.check_id,
        finding.severity.value,
        finding.params,
        finding.source_span,
        finding.target_span,
    )


def mended(
    project: Project, number: int, finding: OpenFinding, terms: Terms = no_terms
) -> Coded | None:
    """Return the target of a segment without what a check found; None where only a person can say."""
    if not may_be_mended(finding.check_id):
        return None
    disabled = frozenset(project.meta.get(DISABLED, "").split())
    pair = LanguagePair(project.source_language, project.target_language)
    checked = _checked(project.segment(number), pair, terms)
    for one in find(checked, disabled):
        if _open(one) == finding:
            return mend(checked, one, disabled)
    return None


def explain(finding: OpenFinding) -> str:
    """Say a finding in the language of the program."""
    return finding_sentence(finding.check_id, dict(finding.params))


_TOGETHER = 2000
