# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several memories asked as one: one's own, and masters of the city that nobody changes here.

A match of a master says its name and may lose some percent: what another office translated
is right there, and perhaps not here. An exact match with a penalty is no longer taken unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.memory.units import Match, MemoryUnit


class Asked(Protocol):
    """What can be asked for matches: a memory, or several."""

    def __len__(self) -> int:
        """Return how many units there are."""

    def look_up(
        self,
        source: Coded,
        pair: LanguagePair,
        before: str | None = None,
        after: str | None = None,
        least: int = 70,
        limit: int = 5,
    ) -> tuple[Match, ...]:
        """See ``Memory.look_up``."""


@dataclass(frozen=True, slots=True)
class Master:
    """A memory that is only asked."""

    name: str
    memory: Memory
    penalty: int = 0
    """Percent that each of its matches loses."""


class MemoryShelf:
    """One's own memory and masters, asked together.

    Args:
        own: None where it cannot be opened.
        masters: in order of precedence where scores are equal, after one's own.
    """

    def __init__(self, own: Memory | None, masters: Sequence[Master] = ()) -> None:
        self._own = own
        self._masters = tuple(masters)

    def __len__(self) -> int:
        own = len(self._own) if self._own is not None else 0
        return own + sum(len(master.memory) for master in self._masters)

    def close(self) -> None:
        """Close all of them."""
        if self._own is not None:
            self._own.close()
        self.close_masters()

    def close_masters(self) -> None:
        """Close the masters alone."""
        for master in self._masters:
            master.memory.close()

    def look_up(
        self,
        source: Coded,
        pair: LanguagePair,
        before: str | None = None,
        after: str | None = None,
        least: int = 70,
        limit: int = 5,
    ) -> tuple[Match, ...]:
        """Return the best matches of all memories; equal translations once, of the first."""
        found: list[Match] = []
        if self._own is not None:
            found += self._own.look_up(source, pair, before, after, least, limit)
        for master in self._masters:
            asked = min(least + master.penalty, 100)
            found += (
                replace(match, score=match.score - master.penalty, memory=master.name)
                for match in master.memory.look_up(source, pair, before, after, asked, limit)
                if match.score - master.penalty >= least
            )
        found.sort(key=lambda match: -match.score)
        seen: set[tuple[str, str]] = set()
        kept: list[Match] = []
        for match in found:
            key = match.unit.source.marked, match.unit.target.marked
            # One's own memory keeps what was translated in other contexts apart.
            if not match.memory or key not in seen:
                kept.append(match)
            seen.add(key)
        return tuple(kept[:limit])

    def targets(self, pair: LanguagePair) -> Iterator[tuple[str, str]]:
        """Yield target and origin of every unit of a pair; see ``Memory.targets``."""
        if self._own is not None:
            yield from self._own.targets(pair)
        for master in self._masters:
            yield from master.memory.targets(pair)

    def find(self, text: str, in_target: bool = False, limit: int = 50) -> tuple[MemoryUnit, ...]:
        """Return units in which ``text`` stands, one's own first; see ``Memory.find``."""
        found: list[MemoryUnit] = []
        if self._own is not None:
            found += self._own.find(text, in_target, limit)
        for master in self._masters:
            found += master.memory.find(text, in_target, limit)
        return tuple(found[:limit])
