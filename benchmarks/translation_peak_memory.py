# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether memory is flat in the length of a job.

``python -m benchmarks.translation_peak_memory PACKAGE PAIRS [--characters 1000000]`` translates
jobs of a tenth, a third and all of that many characters (sentences of the pairs, each once,
in a process of its own) and prints the most memory of each, beside that of the process with
the model loaded and nothing translated.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

from translation.engine.decoder import Care, Decoder
from translation.inline_codes import Coded
from translation.packages.store import PackageStore
from translation.pivot_translation import PivotTranslator


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _job(folder: Path, pairs: Path, characters: int, answer: multiprocessing.Queue) -> None:  # type: ignore[type-arg]  # of floats
    route = PivotTranslator(("ko", "en"), [Decoder(folder, threads=2)])
    sentences: dict[str, None] = {}
    total = 0
    with gzip.open(pairs, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = line.split("\t")[1].strip() if "\t" in line else ""
            if text and text not in sentences:
                sentences[text] = None
                total += len(text)
            if total >= characters:
                break
    before, started = _peak_mib(), time.perf_counter()
    route.translate([Coded((text,)) for text in sentences], Care.DRAFT)
    answer.put((before, _peak_mib(), total, len(sentences), time.perf_counter() - started))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("package", type=Path)
    arguments.add_argument("pairs", type=Path)
    arguments.add_argument("--characters", type=int, default=1_000_000)
    given = arguments.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as work:
        folder = PackageStore(Path(work)).install(given.package).folder
        for share in (10, 3, 1):
            answer = context.Queue()
            process = context.Process(
                target=_job, args=(folder, given.pairs, given.characters // share, answer)
            )
            process.start()
            before, peak, characters, count, seconds = answer.get()
            process.join()
            print(
                f"{characters:>10,} characters, {count:>7,} sentences: {peak:6.0f} MiB at most,"
                f" {before:4.0f} before, {characters / seconds:7,.0f} characters/s"
            )


if __name__ == "__main__":
    main()
