# SPDX-License-Identifier: AGPL-3.0-or-later
"""Features of quality estimation: what can be measured of a source and its translation."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence

from translation.entities.romanization import romanize
from translation.estimation.issues import DraftIssue, Severity
from translation.languages import LanguagePair

NAMES = ("errors", "warnings", "short", "long", "repeated", "copied", "names", "length")
_EXPECTED = {("ko", "en"): 2.0, ("en", "ko"): 0.5}
_NAME = re.compile(r"\b[A-Z][a-z]{3,}")
_HANGUL_WORD = re.compile(r"[가-힣]{2,}")
_ALIKE = 0.6


def features(
    source: str, target: str, pair: LanguagePair, issues: Sequence[DraftIssue]
) -> tuple[float, ...]:
    """Return the values in the order of ``NAMES``, each about 0 to 3."""
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    expected = _EXPECTED.get(pair, 1.0) * max(1, len(source))
    ratio = math.log(max(1, len(target)) / expected)
    words = target.casefold().split()
    repeated = 1 - len(set(words)) / len(words) if words else 0.0
    own = set(re.findall(r"[a-z]{2,}", source.casefold()))
    latin = re.findall(r"[a-z]{2,}", target.casefold())
    copied = sum(word in own for word in latin) / len(latin) if latin and pair.target == "ko" else 0
    return (
        min(3.0, errors),
        min(3.0, len(issues) - errors),
        min(3.0, max(0.0, -ratio)),
        min(3.0, max(0.0, ratio)),
        repeated,
        copied,
        _unheard_names(source, target, pair),
        min(3.0, len(source) / 100),
    )


def _unheard_names(source: str, target: str, pair: LanguagePair) -> float:
    """Return the share of the Latin names that sound like no Hangul word of the other side."""
    latin, korean = (target, source) if pair.target == "en" else (source, target)
    names = [_skeleton(name) for name in _NAME.findall(latin)]
    heard = [_skeleton(romanize(word)) for word in _HANGUL_WORD.findall(korean)]
    if not names:
        return 0.0
    return sum(all(_alike(name, word) < _ALIKE for word in heard) for name in names) / len(names)


def _skeleton(word: str) -> str:
    """Return the consonants, those that Korean does not tell apart as one."""
    plain = re.sub(r"[aeiouyw]", "", word.casefold()).translate(
        str.maketrans("lfvzcgqbd", "rppjkkkpt")
    )
    return re.sub(r"(.)\1+", r"\1", plain)


def _alike(name: str, word: str) -> float:
    first, second = (
        Counter(itertools.pairwise(name)),
        Counter(itertools.pairwise(word)),
    )
    return (first & second).total() / first.total() if first else 1.0
