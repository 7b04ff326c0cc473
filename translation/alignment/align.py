# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentence alignment by length (Gale and Church, 1993) and anchors, in one dynamic programme.

Lengths of translations go together, which alone aligns close translations; anchors keep the
way where one edition has paragraphs that the other lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erfc, exp, inf, log, sqrt

from translation.alignment.anchors import Anchors, learned
from translation.languages import LanguagePair
from translation.terms.term import Glossary

_PRIORS = {
    (1, 1): 0.8,
    (1, 0): 0.02,
    (0, 1): 0.02,
    (2, 1): 0.03,
    (1, 2): 0.03,
    (2, 2): 0.0015,
    (3, 1): 0.003,
    (1, 3): 0.003,
}
_PRIOR = {shape: -log(value) for shape, value in _PRIORS.items()}
_VARIANCE = 20.0
"""Of a character; Gale and Church have 6.8 for languages that are closer."""
_WEIGHT = 6.0
"""Of the anchors against the lengths."""
_DOUBT = 1.5
"""Weight of anchors below which what is in common tells little."""
_ACROSS = 2.0
"""Of a bead that goes over the end of a paragraph."""
_BAND = 60
_BAND_PART = 0.12
_SURE = 0.6
"""Confidence of the beads from which the second pass learns words."""
_SCALE = 1.5
LEAST = 0.5
"""Confidence from which on pairs are kept unseen; see docs/translation.md for how often they are right."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that are translations of each other; one side may be empty."""

    source: range
    target: range
    confidence: float
    """From 0 to 1, by lengths and anchors; 0 where a side is empty."""


def align(
    source: Sequence[str],
    target: Sequence[str],
    languages: LanguagePair,
    *,
    source_ends: Sequence[int] = (),
    target_ends: Sequence[int] = (),
    glossary: Glossary | None = None,
    known: Sequence[tuple[str, str]] = (),
    progress: Progress | None = None,
) -> tuple[Bead, ...]:
    """Return the beads of two texts, in order, with every sentence in one of them.

    Args:
        source: sentences of one edition.
        target: sentences of the other.
        languages: of the two.
        source_ends: numbers of sentences before which a paragraph ends.
        target_ends: the same of the other edition.
        glossary: terms that anchor.
        known: pairs of sentences from which words are learned, of a memory.
        progress: told how far it is, out of how much.
    """
    if not source or not target:
        return _alone(len(source), len(target))
    ends = frozenset(source_ends), frozenset(target_ends)
    beads: tuple[Bead, ...] = ()
    for number in range(2):
        sure = [
            (" ".join(source[bead.source.start : bead.source.stop]),
             " ".join(target[bead.target.start : bead.target.stop]))
            for bead in beads
            if bead.confidence >= _SURE
        ]  # fmt: skip
        lexicon = learned([*known, *sure], languages)
        anchors = Anchors(source, target, languages, glossary, lexicon)
        beads = _Programme(source, target, anchors, *ends).beads(
            _counting(progress, number * len(source), 2 * len(source))
        )
    return beads


def _counting(progress: Progress | None, before: int, total: int) -> Callable[[int], None]:
    def told(done: int) -> None:
        if progress is not None:
            progress(before + done, total)

    return told


def _alone(sources: int, targets: int) -> tuple[Bead, ...]:
    return (
        *(Bead(range(at, at + 1), range(0), 0.0) for at in range(sources)),
        *(Bead(range(0), range(at, at + 1), 0.0) for at in range(targets)),
    )


class _Programme:
    """The dynamic programme over a band around the straight way."""

    def __init__(
        self,
        source: Sequence[str],
        target: Sequence[str],
        anchors: Anchors,
        source_ends: frozenset[int],
        target_ends: frozenset[int],
    ) -> None:
        self._anchors = anchors
        self._ends = source_ends, target_ends
        lengths = [len(text) for text in source], [len(text) for text in target]
        self._ratio = max(sum(lengths[1]), 1) / max(sum(lengths[0]), 1)
        self._left, self._right = _sums(lengths[0]), _sums(lengths[1])
        self._n, self._m = len(source), len(target)
        self._known: dict[tuple[int, int], float] = {}

    def beads(self, told: Callable[[int], None]) -> tuple[Bead, ...]:
        n, m = self._n, self._m
        band = _BAND + int(_BAND_PART * max(n, m)) + abs(n - m) // 4
        rows: list[dict[int, float]] = []
        back: list[dict[int, tuple[int, int]]] = []
        for i in range(n + 1):
            middle = i * m // n
            row: dict[int, float] = {}
            way: dict[int, tuple[int, int]] = {}
            for j in range(max(middle - band, 0), min(middle + band, m) + 1):
                if not i and not j:
                    row[0] = 0.0
                    continue
                best, shape = inf, (1, 1)
                for step in _PRIOR:
                    up, left = i - step[0], j - step[1]
                    if up < 0 or left < 0:
                        continue
                    before = row.get(left, inf) if up == i else rows[up].get(left, inf)
                    if before == inf:
                        continue
                    cost = before + self._cost(up, i, left, j, step)
                    if cost < best:
                        best, shape = cost, step
                if best < inf:
                    row[j], way[j] = best, shape
            rows.append(row)
            back.append(way)
            if not i % 50:
                told(i)
        found: list[Bead] = []
        i, j = n, m
        while i or j:
            shape = back[i].get(j) or ((1, 0) if i else (0, 1))
            up, left = i - shape[0], j - shape[1]
            sure = self._confidence(up, i, left, j) if all(shape) else 0.0
            found.append(Bead(range(up, i), range(left, j), sure))
            i, j = up, left
        return tuple(reversed(found))

    def _cost(self, i1: int, i2: int, j1: int, j2: int, shape: tuple[int, int]) -> float:
        cost = _PRIOR[shape]
        if not all(shape):
            return cost
        if i2 - i1 > 1 and any(at in self._ends[0] for at in range(i1 + 1, i2)):
            cost += _ACROSS
        if j2 - j1 > 1 and any(at in self._ends[1] for at in range(j1 + 1, j2)):
            cost += _ACROSS
        return cost + self._length(i1, i2, j1, j2) - self._anchored(i1, i2, j1, j2)

    def _length(self, i1: int, i2: int, j1: int, j2: int) -> float:
        ours = (self._left[i2] - self._left[i1]) * self._ratio
        theirs = self._right[j2] - self._right[j1]
        key = int(ours), theirs
        found = self._known.get(key)
        if found is None:
            mean = (ours + theirs) / 2 or 1.0
            delta = abs(theirs - ours) / sqrt(mean * _VARIANCE)
            found = self._known[key] = -log(max(erfc(delta / sqrt(2)), 1e-12))
        return found

    def _anchored(self, i1: int, i2: int, j1: int, j2: int) -> float:
        """Return how much sentences have in common, for each of them."""
        anchors = self._anchors
        if i2 - i1 == 1 and j2 - j1 == 1:
            shared = anchors.shared.get((i1, j1), 0.0)
            common = 2 * shared / (anchors.left[i1] + anchors.right[j1] + _DOUBT)
            return _WEIGHT * min(common, 1.0)
        # Each sentence must have its part in what is joined; what one of them shares says
        # nothing of its neighbour.
        least = 1.0
        for i in range(i1, i2):
            shared = sum(anchors.shared.get((i, j), 0.0) for j in range(j1, j2))
            least = min(least, shared / (anchors.left[i] + _DOUBT / 2))
        for j in range(j1, j2):
            shared = sum(anchors.shared.get((i, j), 0.0) for i in range(i1, i2))
            least = min(least, shared / (anchors.right[j] + _DOUBT / 2))
        return _WEIGHT * least * (i2 - i1 + j2 - j1) / 2

    def _confidence(self, i1: int, i2: int, j1: int, j2: int) -> float:
        score = self._anchored(i1, i2, j1, j2) - self._length(i1, i2, j1, j2)
        return 1 / (1 + exp(-max(min((score - 1) / _SCALE, 30.0), -30.0)))


def _sums(lengths: Sequence[int]) -> list[int]:
    sums = [0]
    for length in lengths:
        sums.append(sums[-1] + length)
    return sums
