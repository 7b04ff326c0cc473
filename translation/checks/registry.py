# SPDX-License-Identifier: AGPL-3.0-or-later
"""All checks, and what runs them.

What concerns a whole book is looked at elsewhere: the targets of notes and references, the
language of each run (xml:lang) and the validity of the EPUB, after it is written. An
alternative text is a unit of its own, so ``empty`` and ``source-copied`` see it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from translation.checks import (
    consistency,
    contacts,
    inline_codes,
    korean,
    length,
    letters,
    money,
    numbers,
    punctuation,
    spelling,
    terms,
    whitespace,
)
from translation.checks.base import Check, CheckedSegment, Finding, ProjectCheck
from translation.languages import LanguagePair

CHECKS: tuple[Check, ...] = (
    *numbers.CHECKS,
    *money.CHECKS,
    *contacts.CHECKS,
    *inline_codes.CHECKS,
    *terms.CHECKS,
    *korean.CHECKS,
    *whitespace.CHECKS,
    *punctuation.CHECKS,
    *letters.CHECKS,
    *length.CHECKS,
    *spelling.CHECKS,
)
PROJECT_CHECKS: tuple[ProjectCheck, ...] = (*consistency.PROJECT_CHECKS, *korean.PROJECT_CHECKS)
_EMPTY = tuple(check for check in CHECKS if check.check_id == "empty")


def check_ids() -> tuple[str, ...]:
    """Return the names of all checks, those of projects last."""
    return (*(check.check_id for check in CHECKS), *(check.check_id for check in PROJECT_CHECKS))


def find(segment: CheckedSegment, disabled: Collection[str] = frozenset()) -> tuple[Finding, ...]:
    """Return what the checks find in ``segment``, in the order of ``CHECKS``.

    Args:
        segment: source and target; nothing but ``empty`` is said of an empty target.
        disabled: names of checks that are not to speak.
    """
    pair = LanguagePair(*(tag.lower().split("-")[0] for tag in segment.pair))
    segment = replace(segment, pair=pair)
    checks = CHECKS if segment.target.text.strip() else _EMPTY
    return tuple(
        finding
        for check in checks
        if check.check_id not in disabled and check.applies(pair)
        for finding in check.find(segment)
    )


def find_in_project(
    segments: Iterable[CheckedSegment], disabled: Collection[str] = frozenset()
) -> Iterator[tuple[str, Finding]]:
    """Yield ids of segments and what the checks of projects find there."""
    kept = tuple(segments)
    for check in PROJECT_CHECKS:
        if check.check_id not in disabled:
            yield from check.find(kept)


def blocking(
    findings: Iterable[Finding], blocks: Collection[str], dismissed: Collection[str] = frozenset()
) -> tuple[Finding, ...]:
    """Return the findings that keep a segment from being approved.

    Args:
        findings: what was found in it.
        blocks: names of the checks that the project lets block approval.
        dismissed: keys of findings that somebody dismissed with a reason.
    """
    return tuple(f for f in findings if f.check_id in blocks and f.key not in dismissed)
