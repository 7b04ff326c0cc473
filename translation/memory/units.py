# SPDX-License-Identifier: AGPL-3.0-or-later
"""Units of a memory and what a look-up returns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.grams import normalised

IN_CONTEXT = 101
EXACT = 100
NEARLY = 99
"""The best score of what is not the same text, numbers and codes."""


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One sentence and its translation.

    Two units of equal pair, source, target and context are one.
    """

    pair: LanguagePair
    source: Coded
    target: Coded
    before: str | None = None
    """``context_of`` the source segment before it; None where it is unknown."""
    after: str | None = None
    origin: str = ""
    """Where it comes from: a file of exchange, a document, an engine."""
    author: str = ""
    created: str = ""
    """ISO 8601, given by the caller; the memory asks no clock."""
    changed: str = ""
    usage: int = 0
    """How often its translation was taken."""
    unit_id: int | None = None
    """Its number in the memory; None until it is read from one."""


Edit = tuple[str, int, int, int, int]
"""(replace, insert or delete; start and end in the unit's source text; those in the asked one)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that is like what was asked for."""

    score: int
    """101 equal and in the same context, 100 equal, below: percent of equal characters."""
    unit: MemoryUnit
    difference: tuple[Edit, ...]
    """What to change in the unit's source text to get the asked text."""
    adapted: Coded | None = None
    """The target with the numbers and terms of the asked text, where that is safe."""
    replaced: tuple[tuple[str, str], ...] = ()
    """What a repair of terms put in the place of what (``fuzzy_repair``); empty for bare numbers."""
    complete: bool = True
    """Whether ``adapted`` leaves nothing of the difference to a person."""
    memory: str = ""
    """Name of the master that it is from; empty for one's own."""
    assembled: bool = False
    """Whether nobody ever translated it: it is put together from terms and short units."""


def context_of(text: str) -> str:
    """Return a short hash of a neighbouring segment, equal for equal words."""
    return hashlib.sha256(normalised(text).encode("utf-8", "replace")).hexdigest()[:16]
