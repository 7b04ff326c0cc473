# SPDX-License-Identifier: AGPL-3.0-or-later
"""Learns which syllables end and begin Korean words; writes the table of ``flow/spacing_table.py``.

    python -m benchmarks.korean_spacing SENTENCES.tsv.gz TABLE.py

SENTENCES has the name of its source and a Korean sentence in its first two columns. Each place
between two syllables is an example, with a space or without one; the weights are those of a
logistic regression over the syllables beside it, rounded to halves, and the strongest are
kept. The same sentences give the same table.
"""

from __future__ import annotations

import gzip
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from converters.readers.pdf.flow.spacing import features

_EXAMPLES = 900_000
_ROUNDS = 4
_KEPT = 5000
_LEAST_HANGUL = 15
_NEWS, _NEWS_TIMES = "jungyeul", 3
"""Sources whose sentences count more often: their language is nearest to publications."""
_MANUALS, _MANUALS_SHARE = ("python-docs-ko", "tldr-pages", "tensorflow-docs"), 0.55
_SHORT_LABELS = ("godot-editor", "picard")
_RUN = re.compile(r"[가-힣]+(?: [가-힣]+)*")
_WIDTH = 46

Example = tuple[tuple[str, ...], bool]


def sentences(path: Path, chance: random.Random) -> list[str]:
    """Return the Korean sentences of ``path``, as often as they shall count."""
    found: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, text = line.rstrip("\n").split("\t")[:2]
            hangul = sum("가" <= letter <= "힣" for letter in text)
            if source in _SHORT_LABELS or hangul < max(_LEAST_HANGUL, len(text) / 2):
                continue
            if source in _MANUALS and chance.random() > _MANUALS_SHARE:
                continue
            found += [text] * (_NEWS_TIMES if source.startswith(_NEWS) else 1)
    chance.shuffle(found)
    return found


def examples(text: str) -> Iterator[Example]:
    """Yield the places between two syllables of ``text``."""
    for run in _RUN.findall(text):
        words = run.split(" ")
        for number, word in enumerate(words):
            for cut in range(1, len(word)):
                yield features(word[:cut], word[cut:]), False
            if number + 1 < len(words):
                yield features(word, words[number + 1]), True


def learn(data: list[Example], chance: random.Random) -> tuple[float, dict[str, float]]:
    """Return the bias and the weight of each feature."""
    weights: defaultdict[str, float] = defaultdict(float)
    bias = 0.0
    for turn in range(_ROUNDS):
        chance.shuffle(data)
        rate = 0.125 / (1 + turn)
        for names, space in data:
            odds = bias + sum(weights[name] for name in names)
            wrong = space - 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
            for name in names:
                weights[name] += rate * wrong
            bias += 0.1 * rate * wrong
    return bias, dict(weights)


def table(bias: float, weights: dict[str, float], counts: Counter[str]) -> str:
    """Return the module's text: for each kind of feature and weight, its syllables in one string."""
    strongest = sorted(
        weights, key=lambda name: (-abs(weights[name]) * min(counts[name], 400) ** 0.5, name)
    )
    kinds: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in strongest[:_KEPT]:
        halves = max(-12, min(12, round(2 * weights[name])))
        if halves:
            kinds[name[0]][halves].append(name[1:])
    lines = [
        "# SPDX-License-Identifier: AGPL-3.0-or-later",
        '"""Which syllables end and begin Korean words: written by ``benchmarks/korean_spacing.py``."""',
        "",
        f"BIAS = {round(2 * bias)}",
        '"""Half log odds, like the weights."""',
        "WEIGHTS: dict[str, dict[int, str]] = {",
    ]
    for kind in sorted(kinds):
        lines.append(f'    "{kind}": {{')
        for halves in sorted(kinds[kind]):
            whole = "".join(sorted(kinds[kind][halves]))
            parts = [whole[at : at + _WIDTH] for at in range(0, len(whole), _WIDTH)]
            if len(parts) == 1:
                lines.append(f'        {halves}: "{whole}",')
            else:
                lines.append(f"        {halves}: (")
                lines += [f'            "{part}"' for part in parts]
                lines.append("        ),")
        lines.append("    },")
    lines.append("}")
    lines.append('"""By kind of feature and weight: syllables, or pairs of them, in one string."""')
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write the table."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    chance = random.Random(5)
    data: list[Example] = []
    for text in sentences(Path(arguments[0]), chance):
        data += examples(text)
        if len(data) > _EXAMPLES:
            break
    counts = Counter(name for names, _ in data for name in names)
    bias, weights = learn(data, chance)
    Path(arguments[1]).write_text(table(bias, weights, counts), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
