# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spans that comments are about: kept by their words, so that they survive what is done around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["source", "target"]


@dataclass(frozen=True, slots=True)
class SpanAnchor:
    """The words that a comment is about."""

    side: Side
    start: int
    """Characters before them when the comment was made, codes aside."""
    quote: str

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where the words stand now, nearest to where they stood; None where they are gone."""
        if not self.quote:
            return None
        places = []
        at = text.find(self.quote)
        while at >= 0:
            places.append(at)
            at = text.find(self.quote, at + 1)
        if not places:
            return None
        start = min(places, key=lambda place: abs(place - self.start))
        return start, start + len(self.quote)


def anchor_of(side: str | None, start: int | None, quote: str | None) -> SpanAnchor | None:
    """Return an anchor of what a file says; None where that is none."""
    if not quote or start is None or start < 0:
        return None
    if side == "source":
        return SpanAnchor("source", start, quote)
    return SpanAnchor("target", start, quote) if side == "target" else None
