# SPDX-License-Identifier: AGPL-3.0-or-later
"""The checks, one small class each, and their registry."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Protocol

from translation.entities import EntityKind, find_entities, is_kept
from translation.entities.numerals import values, written_values
from translation.faults.kinds import Fault, FaultId, Pair, Severity

_LETTERS = {
    "ko": re.compile(r"[가-힣]"),
    "en": re.compile(r"[A-Za-z]"),
    "vi": re.compile(r"[A-Za-zÀ-ỹ]"),
    "ja": re.compile(r"[ぁ-ヿ一-鿿]"),
    "zh": re.compile(r"[一-鿿]"),
}
_RATIOS = {
    ("ko", "en"): 2.0, ("en", "ko"): 0.5, ("ko", "ja"): 0.87, ("ko", "zh"): 0.64, ("ko", "vi"): 2.12,
}  # fmt: skip
"""Characters of a target for one of its source: medians of the 997 FLORES dev sentences.

By the median, the 5th percentile lies between 0.70 and 0.75 and the 95th between 1.30 and 1.50.
"""
_NUMBERS = re.compile(r"\d+")
_SHORT, _LONG = 0.5, 2.2  # well outside those percentiles: only gross faults are errors
_LEAST_LENGTH = 20
_BRACKETS = tuple(tuple(pair) for pair in ("()", "[]", "{}", "「」", "『』", "《》"))


class Check(Protocol):
    """Looks for one kind of fault."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """Return the fault of ``target``; None where there is none."""


class Empty:
    """Nothing was translated."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        if source.strip() and not target.strip():
            return Fault(FaultId.EMPTY, Severity.ERROR)
        return None


class LostEntity:
    """A number, date or code of the source is missing or another one."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``; the first missing one is named."""
        for entity in find_entities(source, *pair):
            if is_kept(entity, target):
                continue
            # Words and idioms often stand for a single digit ("2인조", "3차원").
            light = entity.kind is EntityKind.NUMBER and len(re.sub(r"\D", "", entity.text)) < 2
            severity = Severity.WARNING if light else Severity.ERROR
            return Fault(FaultId.LOST_ENTITY, severity, (("text", entity.text),))
        return self._fewer(source, target)

    def _fewer(self, source: str, target: str) -> Fault | None:
        """Return the number that the source says more often; one may stand for two by chance."""
        there = Counter(_NUMBERS.findall(target))
        for number, times in Counter(_NUMBERS.findall(source)).items():
            if times > 1 and there[number] < times:
                return Fault(FaultId.LOST_ENTITY, Severity.WARNING, (("text", number),))
        return None


class AddedNumber:
    """The target states a number that the source does not."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        known = values(source) | {n for text in re.findall(r"\d+", source) for n in values(text)}
        for value in sorted(written_values(target) - known):
            near = {value % 100, value + 12, value - 12}
            if value < 10 or near & known:
                continue
            return Fault(FaultId.ADDED_NUMBER, Severity.WARNING, (("number", str(value)),))
        return None


class HangulLeft:
    """Hangul stands in a target that is not Korean."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        found = re.search(r"[가-힣]+", target)
        if pair.target == "ko" or not found:
            return None
        return Fault(FaultId.HANGUL_LEFT, Severity.ERROR, (("text", found[0]),))


class SourceCopied:
    """The target is the source."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``; codes and numbers may be copied."""
        own = _LETTERS.get(pair.source)
        same = source.split() == target.split()
        if same and pair.source != pair.target and own and len(own.findall(source)) > 3:
            return Fault(FaultId.SOURCE_COPIED, Severity.ERROR)
        return None


class WrongScript:
    """Less than a third of the letters are of the target's script."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``; short texts may be names."""
        letters = sum(character.isalpha() for character in target)
        own = _LETTERS.get(pair.target)
        if own is None or letters < _LEAST_LENGTH or len(own.findall(target)) * 3 >= letters:
            return None
        return Fault(FaultId.WRONG_SCRIPT, Severity.ERROR)


class Repetition:
    """Words go round in a loop that the source has not."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        words = target.casefold().split()
        for size in (1, 2, 3, 4):
            least = 3 if size < 3 else 2
            for at in range(len(words) - size * least + 1):
                piece = words[at : at + size]
                if piece * least == words[at : at + size * least] and any(map(str.isalpha, piece)):
                    return self._fault(" ".join(piece), source)
        grams = Counter(zip(words, words[1:], words[2:], strict=False))
        gram, times = max(grams.items(), key=lambda item: item[1], default=((), 0))
        return self._fault(" ".join(gram), source) if times > 2 else None

    def _fault(self, text: str, source: str) -> Fault | None:
        words = source.split()
        if any(a == b for a, b in pairwise(words)):
            return None
        return Fault(FaultId.REPETITION, Severity.ERROR, (("text", text),))


class Omission:
    """The target is too short to say what the source says."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        share = _length_share(source, target, pair)
        if share is None or share >= _SHORT or not target.strip():
            return None
        return Fault(FaultId.OMISSION, Severity.ERROR, (("percent", str(round(share * 100))),))


class TooLong:
    """The target is far longer than what the source says."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        share = _length_share(source, target, pair)
        if share is None or share <= _LONG:
            return None
        return Fault(FaultId.TOO_LONG, Severity.ERROR, (("percent", str(round(share * 100))),))


class Brackets:
    """A bracket is open that was not in the source."""

    def find(self, source: str, target: str, pair: Pair) -> Fault | None:
        """See ``Check``."""
        for opening, closing in _BRACKETS:
            if source.count(opening) != source.count(closing):
                continue
            if target.count(opening) != target.count(closing):
                return Fault(FaultId.BRACKETS, Severity.WARNING, (("text", opening + closing),))
        return None


def _length_share(source: str, target: str, pair: Pair) -> float | None:
    """Return the length of the target by that expected; None where none can be."""
    ratio = _RATIOS.get(pair)
    if ratio is None or len(source) < _LEAST_LENGTH:
        return None
    return len(target) / (ratio * len(source))


CHECKS: tuple[Check, ...] = (
    Empty(),
    LostEntity(),
    AddedNumber(),
    HangulLeft(),
    SourceCopied(),
    WrongScript(),
    Repetition(),
    Omission(),
    TooLong(),
    Brackets(),
)


def find_faults(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[Fault, ...]:
    """Return the faults of ``target`` as a translation of ``source``."""
    pair = Pair(source_language, target_language)
    if not target.strip():
        empty = Empty().find(source, target, pair)
        return (empty,) if empty else ()
    found = (check.find(source, target, pair) for check in CHECKS)
    return tuple(fault for fault in found if fault is not None)
