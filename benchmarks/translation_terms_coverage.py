# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the glossary that ships knows of documents, and how often it is wrong about a word.

    python -m benchmarks.translation_terms_coverage TEXT... [--containing 보도자료] [--samples 0]

TEXT are text files (``hanji convert --to text``) or folders of them. Printed are how many of
their paragraphs and words have a term, the terms that are most often met, and, for a person to
judge, samples of places.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

from translation.terms.exchange import read_csv
from translation.terms.term import Glossary

_WORD = re.compile(r"[가-힣]+")
_AROUND = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--containing", default="")
    parser.add_argument("--samples", type=int, default=0)
    arguments = parser.parse_args()
    shipped = read_csv((files("assets") / "terms" / "city-ko-en.csv").read_bytes()).terms
    glossary = Glossary("ko", "en", shipped)
    paths = [
        path
        for given in arguments.texts
        for path in (sorted(given.rglob("*.txt")) if given.is_dir() else [given])
    ]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    texts = [text for text in texts if arguments.containing in text]
    met: Counter[str] = Counter()
    places: list[str] = []
    words = covered = paragraphs = with_terms = 0
    for text in texts:
        for line in text.splitlines():
            if not _WORD.search(line):
                continue
            found = glossary.matches(line)
            paragraphs += 1
            with_terms += bool(found)
            words += len(_WORD.findall(line))
            covered += sum(len(_WORD.findall(line[one.start : one.end])) for one in found)
            met.update(one.term.source for one in found)
            places += (
                f"{line[max(0, one.start - _AROUND) : one.start]}[{line[one.start : one.end]}]"
                f"{line[one.end : one.end + _AROUND]} -> {one.term.targets[0]}"
                for one in found
            )
    print(
        f"{len(texts)} documents, {paragraphs} paragraphs with Korean, {with_terms} with a term"
        f" ({with_terms / max(paragraphs, 1):.0%}); {words} words, {covered} in terms"
        f" ({covered / max(words, 1):.1%}); {len(met)} of {len(shipped)} terms met"
    )
    print(", ".join(f"{term} {count}" for term, count in met.most_common(30)))
    for place in random.Random(1).sample(places, min(arguments.samples, len(places))):
        print(place)


if __name__ == "__main__":
    main()
