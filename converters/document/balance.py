# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the letters of a source went: what a report says of one conversion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class UnaccountedText:
    """Text of the source that is nowhere in the book, and that nothing names."""

    place: str
    text: str
    """Its first words."""
    letters: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the letters of one source went; figures count letters and digits."""

    source: int = 0
    book: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    """By kind: "running-head", "hidden", "deleted", "comment", "field-code" ..."""
    pictured: int = 0
    """Shown only as a part of a picture."""
    where: tuple[UnaccountedText, ...] = ()

    @property
    def unaccounted(self) -> int:
        """Letters that are nowhere."""
        return sum(lost.letters for lost in self.where)

    def to_json(self) -> dict[str, object]:
        """Return the ``balance`` object of the report."""
        return {
            "source": self.source,
            "book": self.book,
            "left_out": dict(self.left_out),
            "pictured": self.pictured,
            "unaccounted": self.unaccounted,
            "where": [
                {"place": lost.place, "text": lost.text} for lost in self.where[:_MOST_PLACES]
            ],
        }
