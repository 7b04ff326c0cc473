# SPDX-License-Identifier: AGPL-3.0-or-later
"""The soak test: a long run that is killed, starved and locked out, against an undisturbed one.

``python -m tests.batch.soak CORPUS [--documents 2000] [--kills 5] [--worker-kills 50]``

Files of the corpus are copied under many names and converted twice: in peace, and with
kill -9 of the program and of its workers at random moments, a full disk once and a
write-protected one once. At the end every document has one outcome, the same as in peace,
and the books are the same byte for byte. Linux only; the disk needs the right to mount.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent.parent
_LARGEST = {".hwp": 150_000, ".hwpx": 150_000, ".docx": 150_000, ".pdf": 60_000, ".epub": 150_000}
"""Bytes by format; the test is of the batch, not of large documents."""
_LONGEST_RUN_S = 4 * 3600


@dataclass
class Tally:
    """What happened."""

    kills: int = 0
    worker_kills: int = 0
    full: int = 0
    write_protected: int = 0
    calls: int = 0
    faults: list[str] = field(default_factory=list)


def fill_folder(corpus: Path, folder: Path, documents: int, chance: random.Random) -> None:
    """Copy documents of ``corpus`` under new names until there are enough."""
    by_format: dict[str, list[Path]] = {}
    for path in sorted(corpus.rglob("*")):
        suffix = path.suffix.lower()
        if path.is_file() and path.stat().st_size <= _LARGEST.get(suffix, -1):
            by_format.setdefault(suffix, []).append(path)
    if not by_format:
        raise SystemExit(f"no document below {corpus}")
    for files in by_format.values():
        chance.shuffle(files)
    formats = sorted(by_format)
    say(", ".join(f"{len(by_format[suffix])} {suffix}" for suffix in formats))
    for number in range(documents):
        # Each format in turn: as many of one as of another.
        turn, place_of = divmod(number, len(formats))
        files = by_format[formats[place_of]]
        source = files[turn % len(files)]
        place = folder / f"부서 {number % 7}" / f"{number:05} 문서{source.suffix.lower()}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)


class Disk:
    """A small disk of its own for the books, where mounting is allowed; else a folder."""

    def __init__(self, place: Path, size: str) -> None:
        self.place = place
        place.mkdir()
        self._size = size
        done = self._mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
        self.is_mounted = done

    def _mount(self, *arguments: str) -> bool:
        done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
        return done.returncode == 0

    def fill(self) -> None:
        """Leave no room."""
        with (self.place / "filler").open("wb", buffering=0) as stream:
            for block in (1 << 20, 4096):
                with contextlib.suppress(OSError):
                    while stream.write(bytes(block)) == block:
                        pass

    def empty(self) -> None:
        """Give the room back."""
        (self.place / "filler").unlink()

    def protect(self, *, on: bool) -> bool:
        """Make it read-only, or writable again; False where a file was being written."""
        mode = "ro" if on else "rw"
        return self._mount("-o", f"remount,{mode},size={self._size}", str(self.place))

    def close(self) -> None:
        """Let it go."""
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.place)], capture_output=True, check=False)


class Caller:
    """Calls the command again and again, in a data folder of its own."""

    def __init__(self, sources: Path, books: Path, data: Path) -> None:
        self.books = books
        self._report = data / "report.json"
        data.mkdir()
        self._environment = {**os.environ, "HANJI_DATA_DIR": str(data), "HANJI_LANG": "en"}
        self._call = ["convert", str(sources), "-o", str(books), "--report", str(self._report)]

    def start(self) -> subprocess.Popen[bytes]:
        """Begin a call."""
        self._report.unlink(missing_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "app", *self._call],
            cwd=REPOSITORY,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def items(self) -> list[dict[str, Any]]:
        """Return the items of the report of the last call."""
        found: list[dict[str, Any]] = json.loads(self._report.read_text(encoding="utf-8"))["items"]
        return found

    def job(self) -> dict[str, Any]:
        """Return the newest job of the queue."""
        done = subprocess.run(
            [sys.executable, "-m", "app", "jobs", "list", "--json"],
            cwd=REPOSITORY,
            env=self._environment,
            capture_output=True,
            check=True,
        )
        newest: dict[str, Any] = json.loads(done.stdout)[0]
        return newest


def books_of(folder: Path) -> dict[str, str]:
    """Return the hashes of all files below a folder, the index aside."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".hanji" not in path.parts:
            with path.open("rb") as stream:
                found[path.relative_to(folder).as_posix()] = file_digest(
                    stream, "sha256"
                ).hexdigest()
    return found


def workers_of(parent: int) -> list[int]:
    """Return the processes that ``parent`` has started (Linux)."""
    found: list[int] = []
    for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, tasks.read_text(encoding="ascii").split())
    return found


class Troubles:
    """Troubles at random moments of one call."""

    def __init__(
        self, caller: Caller, disk: Disk, chance: random.Random, tally: Tally, quota: int
    ) -> None:
        self._caller = caller
        self._disk = disk
        self._chance = chance
        self._tally = tally
        self._quota = quota

    def run(self, trouble: str, books: int) -> None:
        """Call once; ``trouble`` comes when there are ``books`` or more."""
        self._tally.calls += 1
        with self._caller.start() as process:
            while process.poll() is None:
                self._kill_worker(process.pid)
                made = sum(1 for _ in self._caller.books.rglob("*.epub"))
                if trouble and made >= books:
                    self._make(trouble, process)
                    trouble = ""
                time.sleep(self._chance.uniform(0.01, 0.3))

    def _kill_worker(self, parent: int) -> None:
        if self._tally.worker_kills >= self._quota or self._chance.random() > 0.35:
            return
        workers = workers_of(parent)
        if workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._chance.choice(workers), signal.SIGKILL)
                self._tally.worker_kills += 1

    def _make(self, trouble: str, process: subprocess.Popen[bytes]) -> None:
        if trouble == "kill":
            process.kill()
            process.wait()
            self._tally.kills += 1
        elif trouble == "full":
            self._disk.fill()
            self._wait(process)
            self._disk.empty()
            self._tally.full += 1
        else:
            until = time.monotonic() + 20
            while not self._disk.protect(on=True) and time.monotonic() < until:
                time.sleep(0.001)
            self._wait(process)
            self._disk.protect(on=False)
            self._tally.write_protected += 1

    @staticmethod
    def _wait(process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=3)


def soak(corpus: Path, documents: int, kills: int, worker_kills: int, seed: int = 1) -> Tally:
    """Run the test; what is wrong stands in ``faults``."""
    chance = random.Random(seed)
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="hanji-soak-") as name:
        place = Path(name)
        fill_folder(corpus, place / "in", documents, chance)
        calm = Caller(place / "in", place / "calm", place / "calm-data")
        begun = time.monotonic()
        with calm.start() as process:
            process.wait(timeout=_LONGEST_RUN_S)
        say(f"in peace: {time.monotonic() - begun:.0f} s")
        size = sum(path.stat().st_size for path in (place / "calm").rglob("*") if path.is_file())
        disk = Disk(place / "disk", f"{2 * size // 1024 + 4096}k")
        try:
            harried = Caller(place / "in", disk.place / "out", place / "harried-data")
            troubles = ["kill"] * kills + (["full", "protect"] if disk.is_mounted else [])
            chance.shuffle(troubles)
            harry = Troubles(harried, disk, chance, tally, worker_kills)
            whole = len(books_of(place / "calm"))
            for number, trouble in enumerate(troubles):
                books = int(whole * (number + chance.random()) / (len(troubles) + 1))
                harry.run(trouble, books)
            harry.run("", 0)
            expected = outcomes(calm.items(), place / "calm")
            # A worker that was killed twice over one document is a failure that passes.
            for _ in range(3):
                if outcomes(harried.items(), harried.books) == expected:
                    break
                harry.run("", 0)
            compare(calm, harried, documents, tally)
        finally:
            disk.close()
    return tally


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def outcomes(items: list[dict[str, Any]], books: Path) -> dict[str, str]:
    """Return by input the book that became of it, or the code of its failure."""
    found = {}
    for item in items:
        done = item["error"] is None
        found[item["input"]] = (
            Path(item["outputs"][0]).relative_to(books).as_posix()
            if done
            else item["error"]["code"]
        )
    return found


def compare(calm: Caller, harried: Caller, documents: int, tally: Tally) -> None:
    """Look for what differs between the two runs."""
    expected, found = outcomes(calm.items(), calm.books), outcomes(harried.items(), harried.books)
    if len(found) != documents or len(harried.items()) != documents:
        tally.faults.append(f"{len(harried.items())} outcomes of {documents} documents")
    tally.faults += [
        f"{name}: {found.get(name)} for {expected[name]}"
        for name in expected
        if found.get(name) != expected[name]
    ]
    books, made = books_of(calm.books), books_of(harried.books)
    tally.faults += [f"{name}: other bytes" for name in books if made.get(name) != books[name]]
    tally.faults += [f"{name}: nobody's file" for name in made.keys() - books.keys()]
    job = harried.job()
    if job["state"] != "finished" or sum(job["counts"].values()) != documents:
        tally.faults.append(f"the queue has {job['state']} {job['counts']}")
    states = Counter("done" if item["error"] is None else "failed" for item in harried.items())
    if dict(states) != job["counts"]:
        tally.faults.append(f"queue {job['counts']}, report {dict(states)}")
    say(f"outcomes: {dict(states)}, books: {len(made)}")


def main() -> int:
    """Run it as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--worker-kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.monotonic()
    tally = soak(given.corpus, given.documents, given.kills, given.worker_kills, given.seed)
    say(
        f"{given.documents} documents, {tally.calls} calls, {tally.kills} kills of the program,"
        f" {tally.worker_kills} of workers, disk full {tally.full}, read-only"
        f" {tally.write_protected}, {time.monotonic() - begun:.0f} s: {len(tally.faults)} faults"
    )
    for fault in tally.faults[:20]:
        say(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
