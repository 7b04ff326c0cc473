# SPDX-License-Identifier: AGPL-3.0-or-later
"""Detectors of the issues of a draft, one small class each, and their registry."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Protocol

from translation.entities import EntityKind, find_entities, is_kept
from translation.entities.numerals import values, written_values
from translation.estimation.issues import DraftIssue, DraftIssueId, Severity
from translation.languages import LanguagePair

_LETTERS = {
    "ko": re.compile(r"[가-힣]"),
    "en": re.compile(r"[A-Za-z]"),
    "vi": re.compile(r"[A-Za-zÀ-ỹ]"),
    "ja": re.compile(r"[ぁ-ヿ一-鿿]"),
    "zh": re.compile(r"[一-鿿]"),
    "th": re.compile(r"[ก-๛]"),
    "ru": re.compile(r"[Ѐ-ӿ]"),
    "mn": re.compile(r"[Ѐ-ӿ]"),
}
_KANA = re.compile(r"[ぁ-ヿ]")
_WITHOUT_KANA = 30
"""Letters that no Japanese sentence has without kana; titles may."""
_LEAST_CHINESE, _KANA_SHARE = 8, 0.2
"""Letters of a Chinese text, of which no such share is kana."""
_RATIOS = {
    ("ko", "en"): 2.0, ("en", "ko"): 0.5, ("ko", "ja"): 0.87, ("ko", "zh"): 0.64, ("ko", "vi"): 2.12,
}  # fmt: skip
"""Characters of a target for one of its source: medians of the 997 FLORES dev sentences.

By the median, the 5th percentile lies between 0.70 and 0.75 and the 95th between 1.30 and 1.50.
"""
_NUMBERS = re.compile(r"\d+")
_SHORT, _LONG = 0.5, 2.2  # well outside those percentiles: only gross ones are errors
_LEAST_LENGTH = 20
_BRACKETS = tuple(tuple(pair) for pair in ("()", "[]", "{}", "「」", "『』", "《》"))


class IssueDetector(Protocol):
    """Looks for one kind of issue."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """Return the issue of ``target``; None where there is none."""


class EmptyTarget:
    """Nothing was translated."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        if source.strip() and not target.strip():
            return DraftIssue(DraftIssueId.EMPTY, Severity.ERROR)
        return None


class LostEntity:
    """A number, date or code of the source is missing or another one."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``; the first missing one is named."""
        for entity in find_entities(source, *pair):
            if is_kept(entity, target):
                continue
            # Words and idioms often stand for a single digit ("2인조", "3차원").
            light = entity.kind is EntityKind.NUMBER and len(re.sub(r"\D", "", entity.text)) < 2
            severity = Severity.WARNING if light else Severity.ERROR
            return DraftIssue(DraftIssueId.LOST_ENTITY, severity, (("text", entity.text),))
        return self._fewer(source, target)

    def _fewer(self, source: str, target: str) -> DraftIssue | None:
        """Return the number that the source says more often; one may stand for two by chance."""
        there = Counter(_NUMBERS.findall(target))
        for number, times in Counter(_NUMBERS.findall(source)).items():
            if times > 1 and there[number] < times:
                return DraftIssue(DraftIssueId.LOST_ENTITY, Severity.WARNING, (("text", number),))
        return None


class AddedNumber:
    """The target states a number that the source does not."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        known = values(source) | {n for text in re.findall(r"\d+", source) for n in values(text)}
        for value in sorted(written_values(target) - known):
            near = {value % 100, value + 12, value - 12}
            if value < 10 or near & known:
                continue
            return DraftIssue(
                DraftIssueId.ADDED_NUMBER, Severity.WARNING, (("number", str(value)),)
            )
        return None


class HangulLeft:
    """Hangul stands in a target that is not Korean."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        found = re.search(r"[가-힣]+", target)
        if pair.target == "ko" or not found:
            return None
        return DraftIssue(DraftIssueId.HANGUL_LEFT, Severity.ERROR, (("text", found[0]),))


class SourceCopied:
    """The target is the source."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``; codes and numbers may be copied."""
        own = _LETTERS.get(pair.source)
        same = source.split() == target.split()
        if same and pair.source != pair.target and own and len(own.findall(source)) > 3:
            return DraftIssue(DraftIssueId.SOURCE_COPIED, Severity.ERROR)
        return None


class WrongScript:
    """Less than a third of the letters are of the target's script, or it is Chinese for Japanese or the reverse."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``; short texts may be names."""
        letters = sum(character.isalpha() for character in target)
        own = _LETTERS.get(pair.target)
        kana = len(_KANA.findall(target))
        if pair.target == "zh" and letters >= _LEAST_CHINESE and kana > _KANA_SHARE * letters:
            return DraftIssue(DraftIssueId.WRONG_SCRIPT, Severity.ERROR)
        if own is None or letters < _LEAST_LENGTH:
            return None
        chinese = pair.target == "ja" and letters >= _WITHOUT_KANA and not kana
        if not chinese and len(own.findall(target)) * 3 >= letters:
            return None
        return DraftIssue(DraftIssueId.WRONG_SCRIPT, Severity.ERROR)


class Repetition:
    """Words go round in a loop that the source has not."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        words = target.casefold().split()
        for size in (1, 2, 3, 4):
            least = 3 if size < 3 else 2
            for at in range(len(words) - size * least + 1):
                piece = words[at : at + size]
                if piece * least == words[at : at + size * least] and any(map(str.isalpha, piece)):
                    return self._issue(" ".join(piece), source)
        grams = Counter(zip(words, words[1:], words[2:], strict=False))
        gram, times = max(grams.items(), key=lambda item: item[1], default=((), 0))
        return self._issue(" ".join(gram), source) if times > 2 else None

    def _issue(self, text: str, source: str) -> DraftIssue | None:
        words = source.split()
        if any(a == b for a, b in pairwise(words)):
            return None
        return DraftIssue(DraftIssueId.REPETITION, Severity.ERROR, (("text", text),))


class Omission:
    """The target is too short to say what the source says."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        share = _length_share(source, target, pair)
        if share is None or share >= _SHORT or not target.strip():
            return None
        return DraftIssue(
            DraftIssueId.OMISSION, Severity.ERROR, (("percent", str(round(share * 100))),)
        )


class TooLong:
    """The target is far longer than what the source says."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        share = _length_share(source, target, pair)
        if share is None or share <= _LONG:
            return None
        return DraftIssue(
            DraftIssueId.TOO_LONG, Severity.ERROR, (("percent", str(round(share * 100))),)
        )


class Brackets:
    """A bracket is open that was not in the source."""

    def find(self, source: str, target: str, pair: LanguagePair) -> DraftIssue | None:
        """See ``IssueDetector``."""
        for opening, closing in _BRACKETS:
            if source.count(opening) != source.count(closing):
                continue
            if target.count(opening) != target.count(closing):
                return DraftIssue(
                    DraftIssueId.BRACKETS, Severity.WARNING, (("text", opening + closing),)
                )
        return None


def _length_share(source: str, target: str, pair: LanguagePair) -> float | None:
    """Return the length of the target by that expected; None where none can be."""
    ratio = _RATIOS.get(pair)
    if ratio is None or len(source) < _LEAST_LENGTH:
        return None
    return len(target) / (ratio * len(source))


DETECTORS: tuple[IssueDetector, ...] = (
    EmptyTarget(),
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


def find_draft_issues(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[DraftIssue, ...]:
    """Return the issues of ``target`` as a translation of ``source``."""
    pair = LanguagePair(source_language, target_language)
    if not target.strip():
        empty = EmptyTarget().find(source, target, pair)
        return (empty,) if empty else ()
    found = (check.find(source, target, pair) for check in DETECTORS)
    return tuple(issue for issue in found if issue is not None)
