# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anchors: what two sentences share, whatever their languages.

Numbers, Latin words, terms of a glossary, names that are romanised, and pairs of words that
often stood in sentences of known pairs together. Each anchor weighs by how rare it is in the
two texts: what every sentence has tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from translation.entities.numerals import spoken_values, written_values
from translation.entities.romanization import romanize
from translation.languages import LanguagePair
from translation.terms.term import PARTICLES, Glossary, forms_in

_KOREAN = re.compile(r"[가-힣]+")
_PARTICLE = re.compile(rf"(?<=[가-힣])(?:{PARTICLES})$")
_ENDING = re.compile(r"(?:했|하였|되었|됐|하|되|한|된|할|될|함|됨)[가-힣]*$")
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’\-]+")
_PLURAL = re.compile(r"(?:'s|’s|ies|es|s|ed|ing|d)$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.\-]+")
_LEAST_TOGETHER = 2
_LEAST_DICE = 0.35
_MOST_PARTNERS = 4
_STOP = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "for",
        "that",
        "on",
        "with",
        "as",
        "be",
        "are",
        "by",
        "this",
        "it",
        "an",
        "from",
        "at",
        "or",
        "was",
        "will",
        "which",
        "have",
        "has",
    ]
)
_COMMON = 0.2
"""A word in more of the sentences than this is no anchor."""
_MOST_WEIGHT = 5.0
_FEW = 60


def stems(text: str, language: str) -> frozenset[str]:
    """Return the words of a sentence without their endings, roughly."""
    if language.startswith("ko"):
        found = set()
        for word in _KOREAN.findall(text):
            stem = _PARTICLE.sub("", _PARTICLE.sub("", word))
            stem = _ENDING.sub("", stem) or stem
            found.add(stem[:4])
        return frozenset(found)
    return frozenset(
        stem
        for word in _ENGLISH.findall(text)
        if (stem := _PLURAL.sub("", word.casefold())) and word.casefold() not in _STOP
    )


def learned(
    pairs: Iterable[tuple[str, str]], languages: LanguagePair
) -> Mapping[str, frozenset[str]]:
    """Return words that translate each other, from sentences that do (Dice's coefficient)."""
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for source, target in pairs:
        ours, theirs = stems(source, languages.source), stems(target, languages.target)
        if len(ours) > 40 or len(theirs) > 60:
            continue
        left.update(ours)
        right.update(theirs)
        both.update((one, other) for one in ours for other in theirs)
    partners: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), count in both.items():
        dice = 2 * count / (left[one] + right[other])
        if count >= _LEAST_TOGETHER and dice >= _LEAST_DICE:
            partners[one].append((dice, other))
    return {
        one: frozenset(other for _, other in sorted(found, reverse=True)[:_MOST_PARTNERS])
        for one, found in partners.items()
    }


class Anchors:
    """How much sentences of two texts have in common.

    Args:
        source: sentences of one text.
        target: sentences of the other.
        languages: of the two.
        glossary: terms that anchor too.
        lexicon: see ``learned``.
    """

    def __init__(
        self,
        source: Sequence[str],
        target: Sequence[str],
        languages: LanguagePair,
        glossary: Glossary | None = None,
        lexicon: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.shared: dict[tuple[int, int], float] = {}
        """Weight of what sentences have in common, by their places."""
        self.left = [0.0] * len(source)
        """Weight of the anchors of each source sentence that may be found in the other text."""
        self.right = [0.0] * len(target)
        theirs = [_keys(text, languages.target) for text in target]
        places: dict[str, set[int]] = defaultdict(set)
        for at, keys in enumerate(theirs):
            for key in keys:
                places[key].add(at)
        if glossary is not None:
            self._add_terms(source, target, glossary)
        ours = [_keys(text, languages.source) for text in source]
        often: Counter[str] = Counter(key for keys in ours for key in keys)
        lexicon = lexicon or {}
        for at, keys in enumerate(ours):
            for key in keys:
                found = places.get(key)
                if found:
                    self._add(at, found, often[key], len(source), len(target))
            for stem in stems(source[at], languages.source):
                partners = lexicon.get(stem, ())
                stood = set().union(*(places.get(f"w:{other}", set()) for other in partners))
                if stood:
                    self._add(at, stood, often[f"w:{stem}"], len(source), len(target))

    def _add(self, at: int, found: set[int], often: int, sources: int, targets: int) -> None:
        if len(found) > max(_COMMON * targets, 3):
            return
        rare = max(len(found) / targets, often / sources)
        if len(found) == 1 and often <= 1:
            # In a text of a few sentences what stands once is still rare.
            rare = min(rare, 1 / _FEW)
        weight = min(log(1 / rare), _MOST_WEIGHT) if rare < 1 else 0.2
        self.left[at] += weight
        for other in found:
            self.shared[at, other] = self.shared.get((at, other), 0.0) + weight
            self.right[other] += weight / len(found)

    def _add_terms(self, source: Sequence[str], target: Sequence[str], glossary: Glossary) -> None:
        used: dict[str, tuple[tuple[str, ...], list[int]]] = {}
        for at, text in enumerate(source):
            for match in glossary.matches(text):
                if match.term.targets:
                    used.setdefault(match.term.source, (match.term.targets, []))[1].append(at)
        for forms, places in used.values():
            found = {
                at
                for at, text in enumerate(target)
                if next(forms_in(text, forms), None) is not None
            }
            for at in places if found else ():
                self._add(at, found, len(places), len(source), len(target))


def _keys(text: str, language: str) -> frozenset[str]:
    """Return the anchors of a sentence that both languages write alike, and its words."""
    found = {f"w:{stem}" for stem in stems(text, language)}
    written = written_values(text)
    found |= {f"n:{value}" for value in written}
    # "a" is one and "second" two: words tell numbers only from some size on, and months.
    found |= {f"n:{value}" for value in spoken_values(text) if value > 2}
    if language.startswith("ko"):
        for word in _KOREAN.findall(text):
            stem = _PARTICLE.sub("", word)
            if 2 <= len(stem) <= 5:
                found.add(f"r:{romanize(stem)}")
                if stem[-1] in "시군구동도":
                    found.add(f"r:{romanize(stem[:-1])}")
        found |= {f"r:{word.casefold()}" for word in _LATIN.findall(text)}
    else:
        for word in _LATIN.findall(text):
            found.add(f"r:{word.casefold()}")
            if "-" in word:
                found.add(f"r:{word.replace('-', '').casefold()}")
    return frozenset(found)
