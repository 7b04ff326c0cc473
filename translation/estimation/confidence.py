# SPDX-License-Identifier: AGPL-3.0-or-later
"""Confidence: how far a translation can be relied on, from 0 to 1, without a reference."""

from __future__ import annotations

import math
from collections.abc import Sequence

from translation.estimation.features import features
from translation.estimation.issues import DraftIssue
from translation.languages import LanguagePair

_WEIGHTS = {
    ("ko", "en"): (-1.126, 0.856, 0.396, 2.28, -0.836, 0.69, 0.0, -0.446, -1.816),
    ("en", "ko"): (-1.673, 0.349, 0.093, 1.261, -0.384, -0.011, 0.966, -0.018, -0.694),
}
"""Bias and weights of ``features.NAMES`` for a sentence to be among the worst tenth; fitted by
``translation.training.confidence``. Other pairs take the first."""
_USUAL_SCORE, _SCORE_WEIGHT = -0.5, 2.0
"""Mean log probability of a token, and odds for each unit below it: set by hand, not fitted."""


def confidence(
    source: str, target: str, pair: LanguagePair, score: float | None, issues: Sequence[DraftIssue]
) -> float:
    """Return the chance that ``target`` is not among the worst tenth.

    Args:
        source: the source text.
        target: its translation.
        pair: their languages.
        score: the model's mean log probability of a token; None where it is not known.
        issues: what ``find_draft_issues`` found.
    """
    bias, *weights = _WEIGHTS.get(pair, _WEIGHTS["ko", "en"])
    measured = features(source, target, pair, issues)
    odds = bias + sum(w * value for w, value in zip(weights, measured, strict=True))
    if score is not None and math.isfinite(score):
        odds += _SCORE_WEIGHT * max(-2.0, min(2.0, _USUAL_SCORE - score))
    return 1 / (1 + math.exp(odds))
