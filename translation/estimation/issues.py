# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issues of a draft: their kinds, how severe they are, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad an issue is: an error changes or loses what is said."""

    ERROR = "error"
    WARNING = "warning"


class DraftIssueId(StrEnum):
    """Kinds of issues that can be seen without a reference."""

    EMPTY = "empty"
    LOST_ENTITY = "lost-entity"
    ADDED_NUMBER = "added-number"
    HANGUL_LEFT = "hangul-left"
    SOURCE_COPIED = "source-copied"
    WRONG_SCRIPT = "wrong-script"
    REPETITION = "repetition"
    OMISSION = "omission"
    TOO_LONG = "too-long"
    BRACKETS = "brackets"


@dataclass(frozen=True, slots=True)
class DraftIssue:
    """One issue of a draft; ``params`` are names and values for its explanation."""

    issue_id: DraftIssueId
    severity: Severity
    params: tuple[tuple[str, str], ...] = ()
