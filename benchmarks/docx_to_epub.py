# SPDX-License-Identifier: AGPL-3.0-or-later
"""DOCX -> EPUB against pandoc and calibre, in CPU seconds, in one run.

    python -m benchmarks.docx_to_epub CORPUS [--pandoc PROGRAM] [--calibre PROGRAM]

CORPUS is a folder with .docx files, PROGRAM the peer's ``pandoc`` and
``ebook-convert``. All write a whole EPUB 3. Ours is measured twice: warm, one
process over all files as a batch runs them, and whole, one ``python -m app
convert`` for each file with its start. The peers have no batch of their own:
each file is a process, as a script would run them. Whole processes are slow to
measure, so they take every n-th file; each ratio is over the files that both read.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

_WARM_UP = 5
_LONGEST = 120


@dataclass
class Measured:
    """CPU seconds by file; the largest resident set in MiB."""

    seconds: dict[Path, float] = field(default_factory=dict)
    peak: float = 0.0


def warm(files: list[Path], folder: Path) -> Measured:
    """One process over all files."""
    # Imported here: the process that starts the others stays small.
    from converters import pipeline
    from converters.conversion import ConversionRequest
    from converters.errors import ConversionError

    found = Measured()
    for number, path in enumerate([*files[:_WARM_UP], *files]):
        start = time.process_time()
        try:
            pipeline.convert(ConversionRequest(path, folder / "book.epub"))
        except ConversionError:
            continue
        if number >= _WARM_UP:
            found.seconds[path] = time.process_time() - start
    found.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def whole(files: list[Path], folder: Path, command: Callable[[Path, Path], list[str]]) -> Measured:
    """One process for each file; those that write no book are left out."""
    found = Measured()
    for path in files:
        target = folder / "whole" / "book.epub"
        target.parent.mkdir(exist_ok=True)
        target.unlink(missing_ok=True)
        used, peak = _cost(command(path, target), folder)
        if any(target.parent.rglob("*.epub")):
            found.seconds[path] = used
            found.peak = max(found.peak, peak)
        for left in target.parent.rglob("*.epub"):
            left.unlink()
    return found


def _cost(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak MiB of one process and those that it waits for."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"},
    )
    deadline = time.monotonic() + _LONGEST
    while True:
        ended, _status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        if time.monotonic() > deadline:
            process.kill()
            deadline = float("inf")
        time.sleep(0.005)


def _percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def row(name: str, found: Measured, base: Measured) -> str:
    """One line of the table; ratios are of the same statistic over the files that both read."""
    both = [path for path in found.seconds if path in base.seconds]
    if not both:
        return f"{name:30} read none"
    theirs, ours = [[m.seconds[path] for path in both] for m in (found, base)]
    figures = [statistics.median(theirs), statistics.fmean(theirs), _percentile(theirs, 0.95)]
    ratios = [
        statistics.median(theirs) / statistics.median(ours),
        sum(theirs) / sum(ours),
        _percentile(theirs, 0.95) / _percentile(ours, 0.95),
    ]
    columns = " ".join(f"{1000 * value:9.1f}" for value in figures)
    times = " ".join(f"{ratio:8.1f}" for ratio in ratios)
    return f"{name:30} {len(both):5} {columns} {times} {found.peak:9.0f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pandoc", metavar="PROGRAM")
    parser.add_argument("--calibre", metavar="PROGRAM")
    parser.add_argument("--every", type=int, default=3, help="pandoc, whole: every n-th file")
    parser.add_argument("--calibre-every", type=int, default=30)
    wanted = parser.parse_args()
    files = sorted(wanted.corpus.rglob("*.docx"))
    head = ("files", "median ms", "mean ms", "p95 ms", "x median", "x total", "x p95", "peak MiB")
    print(f"{'':30} {head[0]:>5} " + " ".join(f"{h:>9}" for h in head[1:4]), end=" ")
    print(" ".join(f"{h:>8}" for h in head[4:7]), f"{head[7]:>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: a program started by a large process seems as large as that.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            base = pool.submit(warm, files, folder).result()
        print(row("hanji, warm batch", base, base), flush=True)

        def ours(path: Path, target: Path) -> list[str]:
            return [sys.executable, "-m", "app", "convert", str(path), "--out", str(target.parent)]

        some = files[:: wanted.every]
        print(row("hanji, whole process", whole(some, folder, ours), base), flush=True)
        if wanted.pandoc:

            def pandoc(path: Path, target: Path) -> list[str]:
                return [wanted.pandoc, str(path), "-t", "epub3", "-o", str(target)]

            print(row("pandoc, whole process", whole(some, folder, pandoc), base), flush=True)
        if wanted.calibre:

            def calibre(path: Path, target: Path) -> list[str]:
                return [wanted.calibre, str(path), str(target), "--epub-version=3"]

            few = files[:: wanted.calibre_every]
            print(row("calibre, whole process", whole(few, folder, calibre), base), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
