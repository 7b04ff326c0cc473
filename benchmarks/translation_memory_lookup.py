# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast the translation memory is with many units, and what it misses.

    python -m benchmarks.translation_memory_lookup --pairs KO-EN.tsv.gz [--units 1000000]

The texts are sentences of PAIRS (name of the source, Korean, English) recombined: the first
words of one and the last words of another. Printed are the time to build, the size, the
times of look-ups of changed texts, and the part of what brute force finds at 70 percent or
more in a memory of 50,000 units that a look-up finds too.
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory import Memory, MemoryUnit
from translation.memory.grams import normalised

PAIR = LanguagePair("ko", "en")
_QUERIES = 200
_SUBSET = 50_000


def sentences(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of sentences of 10 to 200 characters."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t")[1:3] for line in lines)
        return [(row[0], row[1]) for row in rows if 10 <= len(row[0]) <= 200]


def units(pairs: list[tuple[str, str]], count: int) -> Iterator[MemoryUnit]:
    """Yield ``count`` units of recombined sentences, the same each time."""
    chance = random.Random(5)
    for _ in range(count):
        (one, target), (two, _) = chance.choice(pairs), chance.choice(pairs)
        head, tail = one.split(), two.split()
        words = head[: max(len(head) // 2, 1)] + tail[len(tail) // 2 :]
        yield MemoryUnit(PAIR, Coded((" ".join(words),)), Coded((target,)), origin="benchmark")


def changed(text: str, chance: random.Random) -> str:
    """Return ``text`` with one word in eight, five or three left out or doubled."""
    words = text.split()
    for _ in range(max(len(words) // chance.choice((8, 5, 3)), 1)):
        place = chance.randrange(len(words))
        words[place : place + 1] = chance.choice(([], [words[place], words[place]]))
        if not words:
            return text
    return " ".join(words)


def asked(pairs: list[tuple[str, str]], count: int) -> list[str]:
    """Return texts to look up: changed ones of units spread over the memory."""
    chance = random.Random(6)
    every = max(count // _QUERIES, 1)
    found = islice(units(pairs, count), 0, every * _QUERIES, every)
    return [changed(unit.source.text, chance) for unit in found]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--units", type=int, default=1_000_000)
    given = parser.parse_args()
    pairs = sentences(given.pairs)
    with tempfile.TemporaryDirectory() as folder:
        _recall(Path(folder) / "subset.db", pairs)
        path = Path(folder) / "memory.db"
        with Memory(path) as memory:
            start = time.perf_counter()
            new = memory.add(units(pairs, given.units))
            print(f"{new} units built in {time.perf_counter() - start:.0f} s", flush=True)
            print(f"{path.stat().st_size / 2**20:.0f} MiB", flush=True)
            times = []
            for text in asked(pairs, given.units):
                start = time.perf_counter()
                memory.look_up(Coded((text,)), PAIR)
                times.append((time.perf_counter() - start) * 1000)
            times.sort()
            half, most = times[len(times) // 2], times[len(times) * 95 // 100]
            print(f"look-up p50 {half:.1f} ms, p95 {most:.1f} ms, worst {times[-1]:.1f} ms")


def _recall(path: Path, pairs: list[tuple[str, str]]) -> None:
    texts = list({normalised(unit.source.text) for unit in units(pairs, _SUBSET)})
    queries = asked(pairs, _SUBSET)
    best = found = all_there = all_found = 0
    with Memory(path) as memory:
        memory.add(units(pairs, _SUBSET))
        for text in queries:
            near = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=70, limit=5)
            got = memory.look_up(Coded((text,)), PAIR)
            seen = {normalised(match.unit.source.text) for match in got}
            if near:
                best += 1
                found += bool(got) and got[0].score >= int(near[0][1]) - (near[0][1] == 100)
            all_there += len(near)
            all_found += sum(other in seen for other, _, _ in near)
    print(f"recall in {_SUBSET}: best match {found} of {best}, all {all_found} of {all_there}")


if __name__ == "__main__":
    main()
