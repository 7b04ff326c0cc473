# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the memory's matches become: repaired, or assembled where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translation.inline_codes import Coded, coded, tags_of
from translation.memory import assembly, fuzzy_repair
from translation.memory.lexicon import Lexicon
from translation.memory.units import EXACT, Match, MemoryUnit


def repaired(match: Match, source: Coded, lexicon: Lexicon) -> Match:
    """Return ``match`` with its numbers and terms put right, where it can be."""
    if match.adapted is not None or not fuzzy_repair.LEAST <= match.score < EXACT:
        return match
    found = fuzzy_repair.repair(match.unit.source, source, match.unit.target, lexicon)
    if found is None:
        return match
    return replace(match, adapted=found.target, replaced=found.replaced, complete=found.complete)


def offered(matches: Sequence[Match], source: Coded, lexicon: Lexicon) -> tuple[Match, ...]:
    """Return what a person is shown: matches repaired, and a phrase assembled where all are weak."""
    found = tuple(repaired(match, source, lexicon) for match in matches)
    if any(match.score >= fuzzy_repair.LEAST for match in found) or list(tags_of(source)):
        return found
    made = assembly.assemble(source.text, lexicon)
    if made is None:
        return found
    target = Coded((made,))
    unit = MemoryUnit(lexicon.pair, source, target)
    return (Match(assembly.SCORE, unit, (), target, assembled=True), *found)


def in_whitespace(target: Coded, text: str) -> Coded:
    """Return ``target`` between the whitespace at the ends of the source."""
    parts = list(target.parts)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    lead = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :]
    return coded([lead, *parts, tail])
