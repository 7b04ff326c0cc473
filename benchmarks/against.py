# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversions of this checkout and of another one, file by file in turn, in CPU seconds per format.

    python -m benchmarks.against --against OTHER_CHECKOUT CORPUS... [--runs N] [--most N] [--slow S]

CORPUS is a file or a folder. Each checkout has one process, warm, that converts what it is told.
They take turns at every file, the one that begins changing each time, so that a busy machine is
busy for both; of N runs of a file the fastest counts. Printed for each format: files that both
convert, the median of either checkout in milliseconds, the median of the files' ratios
(this : other), the ratio of the sums, and the worst file. Files that took the other checkout
over S seconds are tried once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from converters.sniff import sniff

HERE = Path(__file__).parent.parent
_WARM_UP = 3

_CONVERTER = """
import json, sys, time
from pathlib import Path
from converters import pipeline
from converters.errors import ConversionError
for line in sys.stdin:
    source, target = map(Path, json.loads(line))
    start = time.process_time()
    try:
        pipeline.convert(pipeline.ConversionRequest(source, target))
    except ConversionError:
        seconds = None
    else:
        seconds = time.process_time() - start
    print(json.dumps(seconds), flush=True)
"""


class Converter:
    """The converting process of one checkout."""

    def __init__(self, tree: Path, target: Path) -> None:
        self._target = target
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CONVERTER],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def convert(self, source: Path) -> float | None:
        """Return the CPU seconds that a file takes; None where it is refused."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([str(source), str(self._target)]), file=self._process.stdin, flush=True)
        seconds: float | None = json.loads(self._process.stdout.readline())
        return seconds

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@dataclass(frozen=True, slots=True)
class Pair:
    """A file that both checkouts convert, and the CPU seconds of either."""

    source: Path
    other: float
    ours: float

    @property
    def ratio(self) -> float:
        """How much more of the time of the other checkout this one takes."""
        return self.ours / self.other


def files_by_format(corpora: list[Path], most: int) -> dict[str, list[Path]]:
    """Return up to ``most`` files of each format that is read, spread evenly over the corpora."""
    found: dict[str, list[Path]] = defaultdict(list)
    for corpus in corpora:
        for path in sorted(corpus.rglob("*")) if corpus.is_dir() else [corpus]:
            if path.is_file():
                spec = sniff(path.read_bytes()).format
                if spec.refusal is None:
                    found[spec.id].append(path)
    spread = {}
    for name, paths in sorted(found.items()):
        step = max(1, len(paths) / most)
        spread[name] = [paths[int(at * step)] for at in range(min(most, len(paths)))]
    return spread


def measure(
    paths: list[Path], other: Converter, ours: Converter, runs: int, slow: float
) -> list[Pair]:
    """Convert each file with both, in turn."""
    for path in paths[:_WARM_UP]:
        other.convert(path)
        ours.convert(path)
    pairs = []
    for number, path in enumerate(paths):
        times: dict[Converter, list[float]] = {other: [], ours: []}
        for run in range(runs):
            turn = (other, ours) if (number + run) % 2 else (ours, other)
            for converter in turn:
                seconds = converter.convert(path)
                if seconds is not None:
                    times[converter].append(seconds)
            if not (times[other] and times[ours]) or times[other][-1] > slow:
                break
        if times[other] and times[ours]:
            pairs.append(Pair(path, min(times[other]), min(times[ours])))
    return pairs


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most", type=int, default=150, help="files of each format")
    parser.add_argument("--slow", type=float, default=2.0, help="seconds")
    arguments = parser.parse_args()
    print(f"{'format':10} {'files':>5} {'other':>9} {'this':>9} {'ratio':>6} {'sums':>6}  worst")
    with tempfile.TemporaryDirectory() as folder:
        other = Converter(arguments.against.absolute(), Path(folder, "other.epub"))
        ours = Converter(HERE, Path(folder, "ours.epub"))
        for name, paths in files_by_format(arguments.corpora, arguments.most).items():
            pairs = measure(paths, other, ours, arguments.runs, arguments.slow)
            if not pairs:
                continue
            worst = max(pairs, key=lambda pair: pair.ratio)
            before, now = sum(pair.other for pair in pairs), sum(pair.ours for pair in pairs)
            print(
                f"{name:10} {len(pairs):5} {1000 * median(pair.other for pair in pairs):6.1f} ms"
                f" {1000 * median(pair.ours for pair in pairs):6.1f} ms"
                f" {median(pair.ratio for pair in pairs):6.2f} {now / before:6.2f}"
                f"  {worst.ratio:.2f} {worst.source.name}",
                flush=True,
            )
        other.close()
        ours.close()


if __name__ == "__main__":
    main()
