# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chain: each entry's hash covers its content and the hash of the entry before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

BEGINNING = "0" * 64
"""What comes before the first entry."""
VOID = "null"
"""Payload of an entry that takes back what it corrects."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, as it is stored."""

    number: int
    at: str
    """Moment in UTC, ISO 8601."""
    author: str
    kind: str
    key: str
    day: str | None
    """In whose period it counts."""
    payload: str
    """Canonical JSON."""
    corrects: int | None
    previous: str
    hash: str = ""

    @property
    def digest(self) -> str:
        """The hash that it must have."""
        content = [
            self.number,
            self.at,
            self.author,
            self.kind,
            self.key,
            self.day,
            self.payload,
            self.corrects,
            self.previous,
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def canonical(content: Mapping[str, object] | None) -> str:
    """Return JSON that is the same for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
