# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast models of Firefox Translations run in Hanji, beside fxtranslate's own loop.

``python -m benchmarks.translation_firefox [--folder MODEL] [--sentences 400]`` translates the same sentences both ways,
turn by turn, and prints the ratio. Without a folder as Mozilla publishes it, the tiny random model of the tests is
taken: a sentence costs it next to nothing, so that what Hanji adds shows at its worst.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.package_writer.firefox import WORDS, tiny_firefox
from translation.engine.decoder import Care
from translation.engine.firefox import FirefoxModel
from translation.engine.firefox_files import (
    FOLDER,
    MODEL,
    SHORTLIST,
    SOURCE_PIECES,
    TARGET_PIECES,
)
from translation.packages.firefox import package_firefox
from translation.packages.model import try_model
from translation.packages.store import PackageStore

_ROUNDS = 5


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--sentences", type=int, default=400)
    asked = arguments.parse_args()
    chance = random.Random(3)
    # Each is another one: what was asked before is remembered.
    sentences = [
        f"{number} {' '.join(chance.choices(WORDS, k=12))}." for number in range(asked.sentences)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = asked.folder or tiny_firefox(folder / "koen", lively=True)
        made = package_firefox(given, folder / "koen.argosmodel")
        package = PackageStore(folder / "models", trial=try_model).install(made.path)
        cores = os.cpu_count() or 1
        bare = _bare(package.folder / FOLDER)
        rounds: list[tuple[float, float, float]] = []
        for _ in range(_ROUNDS):
            # A model anew each time, loaded before the clock starts: it remembers its answers.
            one, all_ = FirefoxModel(package.folder), FirefoxModel(package.folder, threads=cores)
            rounds.append(
                (
                    _timed(lambda: [bare(text) for text in sentences]),
                    _timed(lambda one=one: _through(one, sentences)),  # type: ignore[misc]
                    _timed(lambda all_=all_: _through(all_, sentences)),  # type: ignore[misc]
                )
            )
    own, alone, together = (statistics.median(times) for times in zip(*rounds, strict=True))
    rate = len(sentences) / own
    print(f"fxtranslate's own loop, one thread: {rate:,.0f} sentences a second")
    print(f"Hanji, one thread: {own / alone:.2f} times that")
    print(f"Hanji, {cores} threads: {own / together:.2f} times that")


def _bare(place: Path) -> Callable[[str], str]:
    from fxtranslate import Translator

    shortlist = place / SHORTLIST
    translator = Translator(
        model=(place / MODEL).read_bytes(),
        src_vocab=(place / SOURCE_PIECES).read_bytes(),
        trg_vocab=(place / TARGET_PIECES).read_bytes(),
        shortlist=shortlist.read_bytes() if shortlist.is_file() else None,
    )
    return lambda text: str(translator.translate(text))


def _through(model: FirefoxModel, sentences: list[str]) -> None:
    model.collect(model.submit(sentences, [], Care.NORMAL))


def _timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
