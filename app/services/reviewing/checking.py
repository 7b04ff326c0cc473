# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "check": findings of a project's segments, and what they say to people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.check_messages import finding_sentence
from app.services.spelling import spelling_for
from app.store.project import OpenFinding, Project
from translation.checks.base import AppliedTerm, CheckedSegment, Finding
from translation.checks.mending import may_be_mended, mend
from translation.checks.registry import PROJECT_CHECKS, check_ids, find, find_in_project
from translation.checks.spelling import SPELLING
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.review.segments import ReviewSegment
from translation.spelling import Spelling

DISABLED = "disabled_checks"
"""Name of what a project remembers: ids of checks that do not speak in it, with blanks between."""
BLOCKING = "blocking_checks"
"""The same, of checks whose findings keep a segment from being approved."""
UNCHECKED = "unchecked_from"
"""The same, of the number of the first document that was not checked; empty for none."""
_OF_PROJECTS = frozenset(check.check_id for check in PROJECT_CHECKS)


def all_checks() -> tuple[str, ...]:
    """Return the ids of all checks."""
    return check_ids()


Terms = Callable[[str], tuple[AppliedTerm, ...]]
"""Gives the terms of the glossaries that a source text uses."""


def no_terms(_text: str) -> tuple[AppliedTerm, ...]:
    """Return no terms: the ``Terms`` of a project without glossaries."""
    return ()


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the checks of a project know besides the segments."""

    pair: LanguagePair
    terms: Terms
    spelling: Spelling
    disabled: frozenset[str]


def _setting(project: Project, terms: Terms, spelling: Spelling | None) -> _Setting:
    disabled = frozenset(project.meta.get(DISABLED, "").split())
    if SPELLING in disabled:
        # No dictionary is opened for what nobody wants to hear.
        spelling = Spelling(None)
    return _Setting(
        LanguagePair(project.source_language, project.target_language),
        terms,
        spelling or spelling_for(project),
        disabled,
    )


def _checked(segment: ReviewSegment, setting: _Setting) -> CheckedSegment:
    source, target = segment.source.text, segment.target.text
    return CheckedSegment(
        segment.segment_id,
        segment.unit_id,
        segment.kind,
        segment.source,
        segment.target,
        setting.pair,
        setting.terms(source),
        unknown_words=setting.spelling.unknown(target, source),
    )


def check(
    project: Project,
    numbers: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
    terms: Terms = no_terms,
    spelling: Spelling | None = None,
    *,
    empties: bool = False,
) -> None:
    """Check segments, all where no numbers are given, and keep what is found.

    What only many segments together show is looked for when all are checked, and stays until
    the next time.

    Args:
        project: whose segments are checked.
        numbers: of the segments.
        progress: is told how many are checked, of how many.
        terms: those of the glossaries.
        spelling: knows glossaries and memory; without it, what the project itself knows.
        empties: whether a segment without a translation is a finding. While the work goes on its
            state says so already.
    """
    setting = _setting(project, terms, spelling)
    if numbers is not None:
        some = [project.segment(number) for number in numbers]
        found = _found(some, setting, empties=empties)
        for number in found:
            found[number] += [
                stored.finding
                for stored in project.findings(number)
                if stored.finding.check_id in _OF_PROJECTS
            ]
        project.set_findings(found)
        return
    segments = project.segments()
    together = _found_together(segments, setting)
    for start in range(0, len(segments), _TOGETHER):
        part = segments[start : start + _TOGETHER]
        found = _found(part, setting, empties=empties)
        for number in found:
            found[number] += together.get(number, [])
        project.set_findings(found)
        if progress is not None:
            progress(start + len(part), len(segments))


def finish_checks(
    project: Project, progress: Callable[[str, int, int], None] | None, terms: Terms
) -> None:
    """Check the documents that came in and were not checked, as where the program was ended then.

    Args:
        project: open.
        progress: is told the stage "check", how many are checked, of how many.
        terms: those of the glossaries.
    """
    number = project.meta.get(UNCHECKED, "")
    if not number.isdecimal():
        return
    waiting = project.documents[int(number) - 1 :]
    if waiting:
        check(
            project,
            # All of them together show more than some do.
            range(waiting[0].first, waiting[-1].last + 1) if waiting[0].number > 1 else None,
            (lambda *done: progress("check", *done)) if progress else None,
            terms,
        )
    project.set_meta(UNCHECKED, "")


def _found(
    segments: Sequence[ReviewSegment], setting: _Setting, *, empties: bool
) -> dict[int, list[OpenFinding]]:
    return {
        segment.number: [_open(one) for one in find(_checked(segment, setting), setting.disabled)]
        if segment.source.text.strip() and (empties or segment.target.parts)
        else []
        for segment in segments
    }


def _found_together(
    segments: Sequence[ReviewSegment], setting: _Setting
) -> dict[int, list[OpenFinding]]:
    number_of = {segment.segment_id: segment.number for segment in segments}
    found: dict[int, list[OpenFinding]] = {}
    # Spelling is no matter of many segments together.
    alone = replace(setting, spelling=Spelling(None))
    checked = (_checked(segment, alone) for segment in segments if segment.target.parts)
    for segment_id, finding in find_in_project(checked, setting.disabled):
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
    # A mend is judged by what the other checks say; nobody mends spelling so.
    setting = _setting(project, terms, Spelling(None))
    checked = _checked(project.segment(number), setting)
    for one in find(checked, setting.disabled):
        if _open(one) == finding:
            return mend(checked, one, setting.disabled)
    return None


def explain(finding: OpenFinding) -> str:
    """Say a finding in the language of the program."""
    return finding_sentence(finding.check_id, dict(finding.params))


_TOGETHER = 2000
