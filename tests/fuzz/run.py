# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: T201 - printing is what this program does
"""Converts mutants and prints what became of them.

``python -m tests.fuzz.run FOLDER [--format hwp|hwpx|docx|epub] --count 2000 [--seed 1]
[--keep DIR]``: each is
converted by the public pipeline in a worker process with a deadline and a memory
limit. A book or a typed ConversionError is right; anything else is a fault, and
the exit status is 1. The mutant's name and seed make it again; --keep stores it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import TimeoutError as DeadlineError
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from converters.conversion import ConversionRequest
from converters.errors import ConversionError
from converters.pipeline import convert
from tests.fuzz.formats import MUTANTS

_SECONDS = 30
_MEMORY = 3 << 30
_FAULTS = ("crash", "timeout", "died", "no book")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def outcome_of(data: bytes, suffix: str = "hwp") -> str:
    """Convert ``data``; returns "book", "error CODE" or "crash ..." with its place."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, f"in.{suffix}"), Path(folder, "out.epub")
        source.write_bytes(data)
        try:
            convert(ConversionRequest(source, target))
        except ConversionError as error:
            return f"error {error.code.value}"
        except BaseException as error:  # noqa: BLE001 - whatever else comes out is the finding
            place = traceback.extract_tb(error.__traceback__)[-1]
            return f"crash {type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        return "book" if target.exists() else "no book"


def cases(
    folder: Path, seed: int, count: int, largest: int, suffix: str = "hwp"
) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` mutants, spread evenly over the files of one format in ``folder``."""
    mutants = MUTANTS[suffix]
    files = [path for path in sorted(folder.rglob(f"*.{suffix}")) if path.stat().st_size <= largest]
    share, extra = divmod(count, max(len(files), 1))
    for at, path in enumerate(files):
        wanted = share + (at < extra)
        if wanted:
            # Another seed for each file, or every file would meet the same few mutators.
            for name, data in mutants(path.read_bytes(), seed * 100_003 + 7 * at, wanted):
                yield f"{path.relative_to(folder)}:{name}", data


def main() -> int:
    """Convert and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=sorted(MUTANTS), default="hwp")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", type=int, default=2_000_000, help="bytes of a source file")
    parser.add_argument("--keep", type=Path, help="store the inputs of faults here")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    slowest = (0.0, "")
    with ProcessPool(max_workers=1, max_tasks=500, initializer=_limit) as pool:
        suffix = options.format
        for name, data in cases(
            options.folder, options.seed, options.count, options.largest, suffix
        ):
            started = time.monotonic()
            future = pool.schedule(outcome_of, args=(data, suffix), timeout=_SECONDS)
            try:
                outcome = future.result()
            except DeadlineError:
                outcome = "timeout"
            except ProcessExpired as error:
                outcome = f"died {error.exitcode}"
            slowest = max(slowest, (time.monotonic() - started, name))
            tally[outcome] += 1
            if outcome.startswith(_FAULTS):
                print(f"{outcome}\t{name}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{name.replace('/', '_')[-200:]}.{suffix}").write_bytes(data)
    for outcome, number in tally.most_common():
        print(f"{number:6}  {outcome}")
    print(f"slowest {slowest[0]:.1f} s: {slowest[1]}")
    return 1 if any(outcome.startswith(_FAULTS) for outcome in tally) else 0


if __name__ == "__main__":
    sys.exit(main())
