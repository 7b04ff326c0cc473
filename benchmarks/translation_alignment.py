# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well two editions are aligned, on pages made of known pairs.

    python -m benchmarks.translation_alignment KO-EN.tsv.gz [--pages 200]

A page is 24 pairs of KO-EN in a row (name of the source, Korean, English). One sentence in
twelve is left out of one edition, one in fifteen is joined with the next in one of them, every
eighth page has a paragraph of its own, and one pair in 240 stands before its neighbour in one edition. Printed are
precision, recall and F1 of the pairs of sentences that the beads say, and the precision of what
the default confidence lets through.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from importlib.resources import files
from pathlib import Path

from translation.alignment import LEAST, align
from translation.languages import LanguagePair
from translation.terms.exchange import read_csv
from translation.terms.term import Glossary

PAIR = LanguagePair("ko", "en")
_ROWS = 24
_DOCUMENT = 10
"""Pages of a document."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--least", type=float, default=LEAST)
    arguments = parser.parse_args()
    with gzip.open(arguments.pairs, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    prose = [
        (row[1], row[2])
        for row in rows
        if len(row) == 3
        and row[0] in ("jungyeul-news-devtest", "jungyeul-nk-news", "python-docs-ko", "react-docs",
                       "tensorflow-docs")
        and len(row[1]) > 4
    ]  # fmt: skip
    terms = read_csv((files("assets") / "terms" / "city-ko-en.csv").read_bytes()).terms
    glossary = Glossary("ko", "en", terms)
    chance = random.Random(23)
    right = said = wanted = sure = sure_right = sentences = 0
    began = time.perf_counter()
    for _ in range(arguments.pages // _DOCUMENT):
        start = chance.randrange(len(prose) - _DOCUMENT * _ROWS)
        ours, theirs, truth = editions(prose[start : start + _DOCUMENT * _ROWS], chance)
        beads = align(ours, theirs, PAIR, glossary=glossary)
        sentences += len(ours)
        found = {(i, j): bead for bead in beads for i in bead.source for j in bead.target}
        right += len(found.keys() & truth)
        said += len(found)
        wanted += len(truth)
        passed = {pair for pair, bead in found.items() if bead.confidence >= arguments.least}
        sure += len(passed)
        sure_right += len(passed & truth)
    took = time.perf_counter() - began
    precision, recall = right / said, right / wanted
    print(
        f"{arguments.pages} pages, {sentences} sentences: precision {precision:.4f},"
        f" recall {recall:.4f}, F1 {2 * precision * recall / (precision + recall):.4f},"
        f" {took / arguments.pages * 1000:.0f} ms a page"
    )
    print(
        f"of confidence {arguments.least} on: precision {sure_right / sure:.4f},"
        f" recall {sure_right / wanted:.4f}"
    )


def editions(
    pairs: list[tuple[str, str]], chance: random.Random
) -> tuple[list[str], list[str], set[tuple[int, int]]]:
    """Return two editions of ``pairs``, and which of their sentences belong together."""
    ours: list[str] = []
    theirs: list[str] = []
    truth: set[tuple[int, int]] = set()
    at = 0
    while at < len(pairs):
        source, target = pairs[at]
        if not at % (8 * _ROWS):
            side = chance.choice((ours, theirs))
            side += [pair[0 if side is ours else 1] for pair in chance.sample(pairs, 4)]
        draw = chance.random()
        following = pairs[at + 1] if at + 1 < len(pairs) else None
        if draw < 1 / 24:
            ours.append(source)
        elif draw < 2 / 24:
            theirs.append(target)
        elif draw < 2 / 24 + 1 / 15 and following is not None:
            at += 1
            if chance.random() < 0.5:
                ours.append(f"{source} {following[0]}")
                theirs += [target, following[1]]
                truth |= {(len(ours) - 1, len(theirs) - 2), (len(ours) - 1, len(theirs) - 1)}
            else:
                ours += [source, following[0]]
                theirs.append(f"{target} {following[1]}")
                truth |= {(len(ours) - 2, len(theirs) - 1), (len(ours) - 1, len(theirs) - 1)}
        elif draw < 2 / 24 + 1 / 15 + 1 / 240 and following is not None:
            at += 1
            ours += [source, following[0]]
            theirs += [following[1], target]
            truth |= {(len(ours) - 2, len(theirs) - 1), (len(ours) - 1, len(theirs) - 2)}
        else:
            ours.append(source)
            theirs.append(target)
            truth.add((len(ours) - 1, len(theirs) - 1))
        at += 1
    return ours, theirs, truth


if __name__ == "__main__":
    main()
