# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fuzzy repair and assembly are worth, on pairs held apart from the memory.

    python -m benchmarks.translation_fuzzy_repair KO-EN.tsv.gz [--every 20] [--samples 12]

Every so many pairs of KO-EN (name of the source, Korean, English) are held apart; the others are
the memory, and its short units and the glossary that ships the lexicon. Printed are, for those
held apart that have a match of 75 to 99 percent, the chrF++ of the match as it is and as it is
repaired, against the translation of a person; and for short phrases without such a match, what
is assembled.
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
from importlib.resources import files
from pathlib import Path
from statistics import mean

from translation.estimation.chrf import corpus_chrf
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory import Memory, MemoryUnit
from translation.memory.assembly import assemble
from translation.memory.fuzzy_repair import LEAST
from translation.memory.lexicon import Lexicon
from translation.memory.offering import repaired
from translation.terms.exchange import read_csv
from translation.terms.term import Glossary

PAIR = LanguagePair("ko", "en")
_WORSE = 3.0
"""Points of chrF++ that count as damage."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--every", type=int, default=20)
    parser.add_argument("--samples", type=int, default=12)
    arguments = parser.parse_args()
    with gzip.open(arguments.pairs, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[1:3] for line in lines]
    pairs = list(dict.fromkeys((row[0], row[1]) for row in rows if len(row) == 2))
    known = {source for at, (source, _) in enumerate(pairs) if at % arguments.every}
    held = [
        (source, target)
        for at, (source, target) in enumerate(pairs)
        if not at % arguments.every and source not in known
    ]
    shipped = read_csv((files("assets") / "terms" / "city-ko-en.csv").read_bytes()).terms
    with (
        tempfile.TemporaryDirectory() as folder,
        Memory(Path(folder) / "memory.sqlite") as memory,
    ):
        memory.add(
            MemoryUnit(PAIR, Coded((source,)), Coded((target,)))
            for at, (source, target) in enumerate(pairs)
            if at % arguments.every
        )
        lexicon = Lexicon(PAIR, Glossary("ko", "en", shipped), memory)
        _measure(held, memory, lexicon, arguments.samples)


def chrf(text: str, person: str) -> float:
    """Return chrF++ of one sentence."""
    return corpus_chrf([text], [person])


def _measure(held: list[tuple[str, str]], memory: Memory, lexicon: Lexicon, samples: int) -> None:
    fuzzy = 0
    whole: list[tuple[float, float]] = []
    part: list[tuple[float, float]] = []
    phrases: list[float] = []
    unmatched = 0
    shown: list[str] = []
    made: list[str] = []
    for source, target in held:
        asked = Coded((source,))
        matches = memory.look_up(asked, PAIR, least=LEAST, limit=3)
        if matches:
            fuzzy += 1
            best = max(
                (repaired(match, asked, lexicon) for match in matches),
                key=lambda match: (match.adapted is not None and match.complete, match.score),
            )
            if best.adapted is None:
                continue
            before = chrf(best.unit.target.text, target)
            after = chrf(best.adapted.text, target)
            (whole if best.complete else part).append((before, after))
            if best.complete:
                shown.append(
                    f"{source}\n    {best.unit.target.text}\n    {best.adapted.text}\n    {target}"
                    f"\n    {before:.0f} -> {after:.0f}"
                )
            continue
        unmatched += len(source) <= 60
        phrase = assemble(source, lexicon)
        if phrase is not None:
            phrases.append(chrf(phrase, target))
            made.append(f"{source}\n    {phrase}\n    {target}")
    print(f"held apart {len(held)}, with a match of {LEAST} to 99 %: {fuzzy}")
    for name, some in (("repaired wholly", whole), ("in part", part)):
        if some:
            worse = sum(after < before - _WORSE for before, after in some)
            print(
                f"{name}: {len(some)}, chrF++ {mean(b for b, _ in some):.1f} ->"
                f" {mean(a for _, a in some):.1f}; equal to the person's"
                f" {sum(b > 99.9 for b, _ in some)} -> {sum(a > 99.9 for _, a in some)};"
                f" worse by {_WORSE} or more: {worse}"
            )
    if phrases:
        print(
            f"short, no match: {unmatched}; assembled {len(phrases)}, chrF++ {mean(phrases):.1f},"
            f" equal {sum(score > 99.9 for score in phrases)}"
        )
    chance = random.Random(1)
    for some in (shown, made):
        for line in chance.sample(some, min(samples, len(some))):
            print(line)


if __name__ == "__main__":
    main()
