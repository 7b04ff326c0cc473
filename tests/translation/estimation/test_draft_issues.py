# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issues that reviewers look for are found, and good translations pass."""

from __future__ import annotations

import pytest

from translation.estimation import DraftIssueId, find_draft_issues

SOURCE = "시는 2026년 5월에 (주민) 25명과 함께 공원을 새로 연다."


@pytest.mark.parametrize(
    ("target", "issue"),
    [
        ("", DraftIssueId.EMPTY),
        (SOURCE, DraftIssueId.SOURCE_COPIED),
        ("In May 2026 the city opens a park with 26 (residents).", DraftIssueId.LOST_ENTITY),
        ("In May 2026 the city opens 70 parks with 25 (residents).", DraftIssueId.ADDED_NUMBER),
        ("In May 2026 the city opens a 공원 with 25 (residents).", DraftIssueId.HANGUL_LEFT),
        (
            "市は2026年5月に(住民)25人とともに公園を新しく開く、また来てくださいね。",
            DraftIssueId.WRONG_SCRIPT,
        ),
        ("In May 2026 the park park park opens with 25 (residents).", DraftIssueId.REPETITION),
        ("May 2026, 25 (people).", DraftIssueId.OMISSION),
        ("In May 2026 the city opens a park with 25 (residents). " * 4, DraftIssueId.TOO_LONG),
        ("In May 2026 the city opens a park with 25 (residents.", DraftIssueId.BRACKETS),
    ],
)
def test_an_issue_is_found(target, issue):
    assert issue in {found.issue_id for found in find_draft_issues(SOURCE, target, "ko", "en")}


@pytest.mark.parametrize(
    "target",
    [
        "In May 2026 the city opens a new park with twenty-five (residents).",
        "The city will open a park in 2026, in May, with 25 (local) people.",
    ],
)
def test_a_good_translation_has_none(target):
    assert find_draft_issues(SOURCE, target, "ko", "en") == ()
