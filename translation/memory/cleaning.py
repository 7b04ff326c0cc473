# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cleaning of a memory: units that say nothing new, and pairs that are hardly translations.

Nothing is taken out here: a person sees each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from translation.entities import find_entities, is_kept
from translation.entities.kinds import EntityKind
from translation.memory.grams import normalised
from translation.memory.units import MemoryUnit

_LETTERS = {
    "ko": re.compile(r"[가-힣]"),
    "ja": re.compile(r"[\u3040-\u30ff\u3400-\u9fff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}
_LATIN = re.compile(r"[A-Za-zÀ-ỹ]")
_ANY = re.compile(r"[^\W\d_]")
_TIMES = 3.0
"""A translation so many times longer or shorter than others of its length is unlikely."""
_SHORT = 12
"""Characters below which lengths tell nothing."""
_KNOWN = frozenset({EntityKind.NUMBER, EntityKind.MONEY, EntityKind.DATE, EntityKind.PHONE})


class Reason(StrEnum):
    """Why a unit is shown; the first that holds."""

    EMPTY = "empty"
    DUPLICATE = "duplicate"
    SAME = "same"
    LANGUAGE = "language"
    LENGTH = "length"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A unit that may go."""

    unit: MemoryUnit
    reason: Reason


def suspects(units: Iterable[MemoryUnit]) -> Iterator[Suspect]:
    """Yield the units of one pair of languages that may go, the older of two equal ones.

    Equal are units with the same source and target, whatever their contexts: the younger stays,
    and with it its context.
    """
    some = list(units)
    ratios = [
        len(unit.target.text) / len(unit.source.text)
        for unit in some
        if len(unit.source.text) >= _SHORT and unit.target.text
    ]
    usual = median(ratios) if len(ratios) >= 20 else None
    latest: dict[tuple[str, str], MemoryUnit] = {}
    for unit in some:
        key = _key(unit)
        best = latest.get(key)
        if best is None or (unit.changed, unit.unit_id or 0) >= (best.changed, best.unit_id or 0):
            latest[key] = unit
    for unit in some:
        reason = _reason(unit, usual)
        if reason is None and latest[_key(unit)] is not unit:
            reason = Reason.DUPLICATE
        if reason is not None:
            yield Suspect(unit, reason)


def _key(unit: MemoryUnit) -> tuple[str, str]:
    return normalised(unit.source.marked), normalised(unit.target.marked)


def _reason(unit: MemoryUnit, usual: float | None) -> Reason | None:
    source, target = unit.source.text.strip(), unit.target.text.strip()
    if not source or not target:
        return Reason.EMPTY
    into = unit.pair.target.partition("-")[0]
    if source == target and len(source.split()) > 1 and _letters(unit.pair.source).search(source):
        return Reason.SAME
    letters = _ANY.findall(target)
    right = _letters(unit.pair.target).findall(target)
    if len(letters) >= 6 and len(right) * 3 < len(letters) and into in (*_LETTERS, "en", "vi"):
        return Reason.LANGUAGE
    if usual is not None and len(source) >= _SHORT:
        ratio = len(target) / len(source) / usual
        if not 1 / _TIMES <= ratio <= _TIMES:
            return Reason.LENGTH
    numbers = [
        entity
        for entity in find_entities(source, unit.pair.source, unit.pair.target)
        if entity.kind in _KNOWN and any(letter.isdigit() for letter in entity.text)
    ]
    if any(not is_kept(entity, target) for entity in numbers):
        return Reason.NUMBERS
    return None


def _letters(language: str) -> re.Pattern[str]:
    return _LETTERS.get(language.partition("-")[0], _LATIN)
