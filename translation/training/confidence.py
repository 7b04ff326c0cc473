# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fits the weights of ``issues/confidence.py``: ``python -m translation.training.confidence MT``.

MT is the folder of the test sets. Sentences of odd index are fitted, against sentence chrF
to the references; a sentence is bad if it is in the worst tenth of all systems' outputs.
"""

from __future__ import annotations

import html
import sys
from pathlib import Path

import numpy as np
from sacrebleu.metrics.chrf import CHRF

from translation.estimation import find_draft_issues
from translation.estimation.features import NAMES, features
from translation.languages import LanguagePair

PAIRS = (LanguagePair("ko", "en"), LanguagePair("en", "ko"))
_ROUNDS = 3000
_RATE = 0.5
_DECAY = 1e-3


def lines(path: Path) -> list[str]:
    """Return the lines; what one system escaped for HTML is text again."""
    return [html.unescape(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]


def examples(
    folder: Path, pair: LanguagePair
) -> dict[str, list[tuple[tuple[float, ...], float, bool]]]:
    """Return for each system and sentence its features, its chrF and whether it has an error."""
    sources, references = (lines(folder / f"test/flores/flores-test.{code}") for code in pair)
    chrf = CHRF()
    found = {}
    for path in sorted((folder / "test/outputs").glob(f"{pair.source}-{pair.target}.*")):
        rows = []
        for source, target, reference in zip(sources, lines(path), references, strict=True):
            issues = find_draft_issues(source, target, *pair)
            measured = features(source, target, pair, issues)
            rows.append((measured, chrf.sentence_score(target, [reference]).score, measured[0] > 0))
        found[path.suffix[1:]] = rows
    return found


def main(folder: Path) -> None:
    """Print the weights of each pair, the bias first."""
    for pair in PAIRS:
        rows = [row for system in examples(folder, pair).values() for row in system[1::2]]
        score = np.array([row[1] for row in rows])
        bad = (score <= np.quantile(score, 0.1)).astype(float)
        data = np.array([(1.0, *row[0]) for row in rows])
        weights = np.zeros(data.shape[1])
        for _ in range(_ROUNDS):
            wrong = 1 / (1 + np.exp(-data @ weights)) - bad
            weights -= _RATE * (data.T @ wrong / len(bad) + _DECAY * weights)
        sys.stdout.write(
            f'    ("{pair.source}", "{pair.target}"): {tuple(round(float(w), 3) for w in weights)},\n'
        )
    sys.stdout.write(f"# bias, {', '.join(NAMES)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
