# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures the issue finder: ``python -m benchmarks.translation_quality_estimation MT``.

AUC of the confidence for the worst tenth by sentence chrF, sentences of even index (those of
odd index were fitted), and for the worst tenth by that chrF less the mean of the sentence over
all systems, which leaves out how hard the sentence is; sentences with an error by system; damage put into the references.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sacrebleu.metrics.chrf import CHRF

from translation.estimation import DraftIssueId, Severity, find_draft_issues
from translation.estimation.confidence import confidence
from translation.languages import LanguagePair
from translation.training.confidence import PAIRS, lines

WEAK, STRONG = ("argos", "opusmt", "nllb"), ("google", "microsoft")


def auc(bad: np.ndarray, doubt: np.ndarray) -> float:
    """Return the chance that a bad one is doubted more than a good one; ties count half."""
    first, second = doubt[bad], doubt[~bad]
    return float(np.mean((first[:, None] > second[None]) + 0.5 * (first[:, None] == second[None])))


def _number(text: str) -> str:
    return re.sub(r"\d\d+", lambda found: str(int(found[0]) * 3 + 7), text, count=1)


def _clause(text: str) -> str:
    words = text.split()
    return " ".join(words[: len(words) * 2 // 5])


def _repeat(text: str) -> str:
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half] + words[half - 2 : half] * 3 + words[half:])


DAMAGE: dict[str, tuple[Callable[[str], str], tuple[DraftIssueId, ...]]] = {
    "number": (_number, (DraftIssueId.LOST_ENTITY, DraftIssueId.ADDED_NUMBER)),
    "clause": (_clause, (DraftIssueId.OMISSION,)),
    "repeat": (_repeat, (DraftIssueId.REPETITION,)),
    "hangul": (lambda text: text + " 그리고", (DraftIssueId.HANGUL_LEFT,)),
}


def main(folder: Path) -> None:
    """Print the rows."""
    for pair in PAIRS:
        name = f"{pair.source}-{pair.target}"
        sources, references = (lines(folder / f"test/flores/flores-test.{code}") for code in pair)
        scores, doubts = {}, {}
        for path in sorted((folder / "test/outputs").glob(f"{name}.*")):
            system, errors = path.suffix[1:], 0
            targets, score, doubt = lines(path), [], []
            for source, target, reference in zip(sources, targets, references, strict=True):
                issues = find_draft_issues(source, target, *pair)
                errors += any(issue.severity is Severity.ERROR for issue in issues)
                score.append(CHRF().sentence_score(target, [reference]).score)
                doubt.append(1 - confidence(source, target, pair, None, issues))
            scores[system], doubts[system] = np.array(score[::2]), np.array(doubt[::2])
            print(f"{name} {system}: with an error {errors / len(sources):.1%}")
        usual = np.mean(list(scores.values()), axis=0)
        for group, systems in (("all", tuple(scores)), ("weak", WEAK), ("strong", STRONG)):
            present = [system for system in systems if system in scores]
            score = np.concatenate([scores[system] for system in present])
            doubt = np.concatenate([doubts[system] for system in present])
            relative = np.concatenate([scores[system] - usual for system in present])
            plain, own = (auc(s <= np.quantile(s, 0.1), doubt) for s in (score, relative))
            print(f"{name} AUC {group}: {plain:.3f}, by the sentence's mean {own:.3f}")
        _seeded(name, pair, sources, references)


def _seeded(name: str, pair: LanguagePair, sources: list[str], references: list[str]) -> None:
    for kind, (damage, wanted) in DAMAGE.items():
        found = count = false = 0
        for source, reference in zip(sources, references, strict=True):
            damaged = damage(reference)
            if damaged == reference or (kind == "hangul" and pair.target == "ko"):
                continue
            count += 1
            found += any(f.issue_id in wanted for f in find_draft_issues(source, damaged, *pair))
            false += any(f.issue_id in wanted for f in find_draft_issues(source, reference, *pair))
        if count:
            precision = found / max(1, found + false)
            print(f"{name} {kind}: {count}, recall {found / count:.3f}, precision {precision:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
