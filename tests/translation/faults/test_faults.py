# SPDX-License-Identifier: AGPL-3.0-or-later
"""Faults that reviewers look for are found, and good translations pass."""

from __future__ import annotations

import pytest

from translation.faults import FaultId, find_faults

SOURCE = "시는 2026년 5월에 (주민) 25명과 함께 공원을 새로 연다."


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("", FaultId.EMPTY),
        (SOURCE, FaultId.SOURCE_COPIED),
        ("In May 2026 the city opens a park with 26 (residents).", FaultId.LOST_ENTITY),
        ("In May 2026 the city opens 70 parks with 25 (residents).", FaultId.ADDED_NUMBER),
        ("In May 2026 the city opens a 공원 with 25 (residents).", FaultId.HANGUL_LEFT),
        (
            "市は2026年5月に(住民)25人とともに公園を新しく開く、また来てくださいね。",
            FaultId.WRONG_SCRIPT,
        ),
        ("In May 2026 the park park park opens with 25 (residents).", FaultId.REPETITION),
        ("May 2026, 25 (people).", FaultId.OMISSION),
        ("In May 2026 the city opens a park with 25 (residents). " * 4, FaultId.TOO_LONG),
        ("In May 2026 the city opens a park with 25 (residents.", FaultId.BRACKETS),
    ],
)
def test_a_fault_is_found(target, fault):
    assert fault in {found.fault_id for found in find_faults(SOURCE, target, "ko", "en")}


@pytest.mark.parametrize(
    "target",
    [
        "In May 2026 the city opens a new park with twenty-five (residents).",
        "The city will open a park in 2026, in May, with 25 (local) people.",
    ],
)
def test_a_good_translation_has_none(target):
    assert find_faults(SOURCE, target, "ko", "en") == ()
