# SPDX-License-Identifier: AGPL-3.0-or-later
"""A hit: where in a passage personal data stands, before it becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass

from converters.document.findings import FindingKind, Grade


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data at a place of a passage's text."""

    kind: FindingKind
    start: int
    end: int
    grade: Grade = Grade.ERROR
    masked: bool = False
    official: bool = False
    doubt: str = ""

    def overlaps(self, other: Hit) -> bool:
        """Whether both stand on a common character."""
        return self.start < other.end and other.start < self.end
