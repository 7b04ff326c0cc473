# SPDX-License-Identifier: AGPL-3.0-or-later
"""chrF++ of translations against references (Popović 2017): n-grams of characters and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

_CHARACTERS, _WORDS = 6, 2
"""The longest n-grams of either kind."""
_BETA = 2
"""Recall counts so many times as much as precision."""


def corpus_chrf(translations: Sequence[str], references: Sequence[str]) -> float:
    """Return chrF++ of a corpus, from 0 to 100.

    Counts are added up over all sentences; precision and recall are means over the orders of
    n-grams that both sides have, as in sacrebleu.

    Args:
        translations: one for each reference.
        references: made by people.
    """
    sums = [[0, 0, 0] for _ in range(_CHARACTERS + _WORDS)]
    for said, meant in zip(translations, references, strict=True):
        for at, (own, other) in enumerate(zip(_grams(said), _grams(meant), strict=True)):
            # Of what is longer than its whole reference nothing can be right; it is not counted.
            sums[at][0] += own.total() if other else 0
            sums[at][1] += other.total()
            sums[at][2] += (own & other).total()
    orders = [counts for counts in sums if counts[0] and counts[1]]
    if not orders:
        return 0.0
    precision = sum(common / own for own, _, common in orders) / len(orders)
    recall = sum(common / other for _, other, common in orders) / len(orders)
    if not precision + recall:
        return 0.0
    return 100 * (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)


def _grams(text: str) -> Iterator[Counter[str]]:
    characters = "".join(text.split())
    for size in range(1, _CHARACTERS + 1):
        yield Counter(characters[at : at + size] for at in range(len(characters) - size + 1))
    words = list(_words(text))
    for size in range(1, _WORDS + 1):
        yield Counter(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _words(text: str) -> Iterator[str]:
    """Yield words, a sign at the end or the beginning of one apart from it."""
    for word in text.split():
        if len(word) == 1:
            yield word
        elif word[-1] in _SIGNS:
            yield from (word[:-1], word[-1])
        elif word[0] in _SIGNS:
            yield from (word[0], word[1:])
        else:
            yield word


_SIGNS = frozenset("""!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~""")
