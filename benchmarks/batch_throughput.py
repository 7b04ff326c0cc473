# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much faster a batch is with several workers than with one.

``python -m benchmarks.batch_throughput CORPUS [--documents 1000] [--workers 2] [--rounds 3]``
prints the best of the rounds for one worker and for several, and their ratio. The machine
should have nothing else to do: the ratio suffers first.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.batch.soak import fill_folder

REPOSITORY = Path(__file__).parent.parent


def seconds_for(sources: Path, place: Path, workers: int) -> float:
    """Return the wall time of one call over ``sources`` into an empty folder."""
    environment = {**os.environ, "HANJI_DATA_DIR": str(place / "data")}
    call = ["convert", str(sources), "-o", str(place / "out"), "--jobs", str(workers)]
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "app", *call],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - begun


def main() -> None:
    """Run it as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    best: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="hanji-throughput-") as name:
        sources = Path(name) / "in"
        fill_folder(given.corpus, sources, given.documents, random.Random(1))
        for number in range(given.rounds):
            # In turn, so that what else the machine does meets both.
            for workers in (1, given.workers):
                place = Path(name) / f"{number}-{workers}"
                place.mkdir()
                took = seconds_for(sources, place, workers)
                best[workers] = min(best.get(workers, took), took)
    for workers, took in best.items():
        rate = given.documents / took
        sys.stdout.write(f"{workers} at once: {took:.1f} s, {rate:.1f} documents a second\n")
    ratio = best[1] / best[given.workers]
    sys.stdout.write(f"ratio: {ratio:.2f}\n")


if __name__ == "__main__":
    main()
