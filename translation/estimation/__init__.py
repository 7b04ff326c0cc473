# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quality estimation: how good a draft is, judged without a reference translation.

Detectors find the gross issues of a draft (a lost number, an omission), ``confidence`` says
how far it can be relied on. Drafts are tried again, repaired, counted and sorted by it. The
QA checks that a reviewer sees are in ``translation.checks``, which reports these issues too.
"""

from translation.estimation.detectors import DETECTORS, find_draft_issues
from translation.estimation.issues import DraftIssue, DraftIssueId, Severity

__all__ = ["DETECTORS", "DraftIssue", "DraftIssueId", "Severity", "find_draft_issues"]
