# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hostile files through the product's own workers, restrictions and all.

``python -m tests.fuzz.confined FOLDER [--format FORMAT --count N --seed 1] [--seconds 30]``
converts every file below FOLDER, or with --format N mutants of its files. It counts what
became of them, and what must not be: an answer later than the deadline, memory above the
cap, a file outside the folder of the books, a try at the network or at another program, a
fault of ours. The exit status is 1 then. --keep DIR stores the inputs of faults.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobRequest, JobResult
from converters.conversion import ConversionRequest
from converters.errors import ErrorCode
from tests.fuzz import watched
from tests.fuzz.run import cases
from tests.fuzz.watched import WatchedResult

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
    if isinstance(result, WatchedResult):
        if result.network_calls:
            found.append(f"{result.network_calls} calls of the network")
        if result.programs:
            found.append(f"{result.programs} programs")
        found += [f"opened {path} for writing" for path in result.writes_elsewhere]
    return found


def files_of(folder: Path) -> set[Path]:
    """Return all files below a folder."""
    return {path for path in folder.rglob("*") if path.is_file()}


@dataclass
class _Case:
    """One file on its way."""

    name: str
    source: Path
    begun: float


@dataclass
class _Tally:
    """What became of the files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    peak: tuple[int, str] = (0, "")
    calls: int = 0
    faults: int = 0


class _Place:
    """Folders of a run: all that a worker could reach by mistake lies below one of them."""

    def __init__(self, root: Path, keep: Path | None) -> None:
        self._root = root
        self._keep = keep
        self.sources, self.books, self.temporary = (root / name for name in ("in", "out", "tmp"))
        for folder in (self.sources, self.books, self.temporary):
            folder.mkdir()

    def request(self, number: int, name: str, data: bytes, suffix: str) -> ConversionRequest:
        """Lay a file ready."""
        folder = self.sources / str(number)
        folder.mkdir()
        (self.books / str(number)).mkdir()
        source = folder / f"a{suffix}"
        source.write_bytes(data)
        return ConversionRequest(source, self.books / str(number) / "a.epub")

    def strangers(self, number: int) -> list[Path]:
        """Return files that have no business where they are; take the case's own away."""
        own = self.sources / str(number)
        shutil.rmtree(self.books / str(number))
        shutil.rmtree(own)
        written = (path for path in files_of(self._root) if self._is_strange(path))
        return sorted(written)

    def _is_strange(self, path: Path) -> bool:
        if path.is_relative_to(self.temporary):
            return False
        for folder in (self.sources, self.books):
            if path.is_relative_to(folder):
                parts = path.relative_to(folder).parts
                return len(parts) != 2 or (folder is self.sources and path.stem != "a")
        return True

    def keep(self, name: str, source: Path) -> None:
        """Store the input of a fault."""
        if self._keep is not None:
            self._keep.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, self._keep / (name.replace("/", "_")[-150:] + source.suffix))


def _settle(
    case: _Case, number: int, result: JobResult, place: _Place, limits: WorkerLimits, tally: _Tally
) -> None:
    took = time.monotonic() - case.begun
    tally.slowest = max(tally.slowest, (took, case.name))
    tally.peak = max(tally.peak, (result.peak_rss_mib or 0, case.name))
    tally.outcomes[result.error.code.value if result.error else "book"] += 1
    if isinstance(result, WatchedResult):
        tally.calls += result.network_calls
    troubles = troubles_of(result, took, limits)
    if troubles:
        place.keep(case.name, case.source)
    troubles += [f"wrote {path}" for path in place.strangers(number)]
    for trouble in troubles:
        tally.faults += 1
        say(f"{case.name}: {trouble}")


def convert_all(
    given: argparse.Namespace, place: _Place, limits: WorkerLimits, tally: _Tally
) -> None:
    """Convert every case, as many at once as there are workers."""
    executor = LocalExecutor(given.workers, limits, watched.run)
    under_way: dict[Future[JobResult], tuple[int, _Case]] = {}

    def settle_some(at_most: int) -> None:
        while len(under_way) > at_most:
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                number, case = under_way.pop(future)
                _settle(case, number, future.result(), place, limits, tally)

    for number, (shown, data) in enumerate(hostile(given.folder, given)):
        suffix = Path(shown).suffix if not given.format else f".{given.format}"
        request = place.request(number, shown, data, suffix)
        settle_some(given.workers - 1)
        future = executor.submit(JobRequest(number, request))
        under_way[future] = number, _Case(shown, request.source, time.monotonic())
    settle_some(0)
    executor.close()


def main() -> int:
    """Convert and count; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", help="mutants of files of this format")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--largest", type=int, default=20_000_000, help="bytes of a source file")
    parser.add_argument("--keep", type=Path, help="store the inputs of faults here")
    given = parser.parse_args()
    tally = _Tally()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hanji-confined-") as name:
        place = _Place(Path(name), given.keep)
        os.environ["TMPDIR"] = str(place.temporary)
        limits = WorkerLimits(
            given.seconds,
            1536,
            write_below=(str(place.books),),
            read_below=(str(place.sources),),
        )
        convert_all(given, place, limits, tally)
        left = len(files_of(place.temporary))
    for outcome, number in tally.outcomes.most_common():
        say(f"{number:6}  {outcome}")
    say(f"slowest {tally.slowest[0]:.1f} s: {tally.slowest[1]}")
    say(f"peak {tally.peak[0]} of {limits.max_memory_mib} MiB: {tally.peak[1]}")
    say(f"{tally.calls} network calls, {left} temporary files left, {tally.faults} faults")
    say(f"{sum(tally.outcomes.values())} files in {time.monotonic() - begun:.0f} s")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
