# SPDX-License-Identifier: AGPL-3.0-or-later
"""QA checks for reviewers: what may be wrong with a translated segment, and where.

What a draft is judged by, without a person, is ``translation.estimation``.
"""

from translation.checks.base import AppliedTerm, CheckedSegment, Finding, IssueType
from translation.checks.registry import (
    CHECKS,
    PROJECT_CHECKS,
    blocking,
    check_ids,
    find,
    find_in_project,
)

__all__ = [
    "CHECKS",
    "PROJECT_CHECKS",
    "AppliedTerm",
    "CheckedSegment",
    "Finding",
    "IssueType",
    "blocking",
    "check_ids",
    "find",
    "find_in_project",
]
