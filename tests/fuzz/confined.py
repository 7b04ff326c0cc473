# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile files through the product's own workers, walls and all.

``python -m tests.fuzz.confined FOLDER [--format FORMAT --count N --seed 1] [--seconds 30]``
converts every file below FOLDER, or with --format N mutants of its files. It counts what
became of them, and what must not be: an answer later than the deadline, memory above the
cap, a file outside the folder of the books, a fault of ours. The exit status is 1 then.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobRequest, JobResult
from converters.errors import ErrorCode
from converters.pipeline import ConversionRequest
from tests.fuzz.run import cases

_GRACE_S = 10.0
"""For a worker that has to be replaced, twice."""
_FAULTS = (ErrorCode.INTERNAL, ErrorCode.WORKER_DIED)


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def hostile(folder: Path, given: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents."""
    if given.format:
        yield from cases(folder, given.seed, given.count, given.largest, given.format)
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size <= given.largest:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def troubles_of(result: JobResult, seconds: float, limits: WorkerLimits) -> list[str]:
    """Return what must not be."""
    found = []
    if result.error is not None and result.error.code in _FAULTS:
        last = result.error.trace.strip().splitlines()[-3:]
        found.append(f"{result.error.code.value} {result.error.params} {' / '.join(last)}")
    if seconds > limits.max_seconds + _GRACE_S:
        found.append(f"{seconds:.0f} s")
    if (result.peak_rss_mib or 0) > limits.max_memory_mib:
        found.append(f"{result.peak_rss_mib} MiB")
    return found


def files_of(folder: Path) -> set[Path]:
    """Return all files below a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


def main() -> int:
    """Convert and count; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", help="mutants of files of this format")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--largest", type=int, default=20_000_000, help="bytes of a source file")
    given = parser.parse_args()
    tally: Counter[str] = Counter()
    faults = 0
    slowest, peak = (0.0, ""), 0
    with tempfile.TemporaryDirectory(prefix="hanji-confined-") as name:
        place = Path(name)
        sources, books = place / "in", place / "out"
        sources.mkdir()
        books.mkdir()
        limits = WorkerLimits(
            given.seconds, 1536, write_below=(str(books),), read_below=(str(sources),)
        )
        executor = LocalExecutor(1, limits)
        for number, (shown, data) in enumerate(hostile(given.folder, given)):
            source = sources / f"a{Path(shown).suffix or '.' + str(given.format)}"
            source.write_bytes(data)
            request = ConversionRequest(source, books / "a.epub")
            begun = time.monotonic()
            result = executor.submit(JobRequest(number, request)).result()
            took = time.monotonic() - begun
            slowest, peak = max(slowest, (took, shown)), max(peak, result.peak_rss_mib or 0)
            tally[result.error.code.value if result.error else "book"] += 1
            troubles = troubles_of(result, took, limits)
            outside = files_of(place) - files_of(books) - {source}
            troubles += [f"wrote {path}" for path in sorted(outside)]
            for path in (*files_of(books), source):
                path.unlink()
            for trouble in troubles:
                faults += 1
                say(f"{shown}: {trouble}")
        executor.close()
    for outcome, number in tally.most_common():
        say(f"{number:6}  {outcome}")
    say(f"slowest {slowest[0]:.1f} s: {slowest[1]}; peak {peak} MiB; {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
