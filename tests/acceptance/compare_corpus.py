# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: T201 - printing is what this program does
"""Compares what books hold with what the records of their sources hold.

``python -m tests.acceptance.compare_corpus FOLDER [--peers hwp-peers.tsv]`` converts
the .hwp files below FOLDER, prints differences and a summary, and ends with 1 where
one of these does not hold for a file; the tests ask the same of ``compare``:

- Tables, cells, merged cells, pictures, equations, footnotes and endnotes are as many
  as the records of the printed body hold (``count_records``).
- No Hangul of the body is missing. Printed numbers ("제1장", "가.") are in our books and
  not in the records, so more of it is no fault up to a tenth; beyond, text is doubled.
- With a table of other readers: the Hangul is at least 99.9 % of what an independent
  reader found, without running heads, which it counts and a book does not print.
- The best peer of that table is asked too (99 %), but only where it counts the same as
  that reader does. Some peers count markup and substitutes for pictures ("그림"): one
  that finds more Hangul than stands in the records at all is no measure. In
  selfintroduce.hwp a peer has 214 where both independent readers have 210.

Text boxes, links, bookmarks and ruby are told and not judged: the counter counts other
things there than a reader meets (fields without a target, boxes without text, ...).
"""

from __future__ import annotations

import argparse
import csv
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from converters.conversion import Conversion, ConversionRequest, OutputFormat
from converters.errors import ConversionError
from converters.pipeline import convert
from tests.acceptance.count_records import KINDS, Counts, count_file, files_in

EXACT = ("tables", "cells", "merged_cells", "images", "equations", "footnotes", "endnotes")
"""Kinds that must be equal; the others of the counter are told only."""
_TOLD = tuple(kind for kind in KINDS[2:] if kind not in EXACT)
_SECONDS = 120
_READER = 0.999
_PEER = 0.99
_DOUBLED = 1.1


@dataclass(frozen=True)
class Reading:
    """What others found in a file, in syllables."""

    reader: int
    """An independent reader of the records: body, notes, boxes, running heads."""
    peer: int
    """The best of the programs that read the format."""

    def peer_counts_the_same(self, raw: Counts) -> bool:
        """Return whether the peer counts text only, not markup and substitutes of its own."""
        return 0 < self.peer <= self.reader + raw.places["body"]["object_hangul"]


@dataclass
class Comparison:
    """What differs in one file, in words; a good book has nothing in the first two."""

    hangul: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


class _TooSlow(Exception):
    """A conversion took longer than it may."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooSlow


def convert_one(path: Path, folder: Path) -> Conversion | str:
    """Convert ``path`` to plain text below ``folder``; returns what became of it."""
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(_SECONDS)
    try:
        return convert(ConversionRequest(path, folder / "out.txt", OutputFormat.TEXT))
    except ConversionError as error:
        return f"error {error.code.value}"
    except _TooSlow:
        return "error deadline"
    except Exception as error:  # noqa: BLE001 - a crash is one of the outcomes that are counted
        return f"CRASH {type(error).__name__}: {error}"
    finally:
        signal.alarm(0)


def readings_of(table: Path) -> dict[str, Reading]:
    """Return what others found, by file."""
    with table.open(encoding="utf-8", newline="") as lines:
        return {
            row["file"]: Reading(int(row["raw_reader_hangul"]), int(row["best_peer_hangul"] or 0))
            for row in csv.DictReader(lines, delimiter="\t")
            if row["ext"] == "hwp" and row["raw_reader_hangul"]
        }


def compare(ours: Mapping[str, int], raw: Counts, others: Reading | None = None) -> Comparison:
    """Compare the counts of a book with those of its source."""
    body = raw.places["body"]
    found = Comparison()
    hangul = ours.get("hangul", 0)
    whole = body["hangul"] + body["object_hangul"]
    if hangul < body["hangul"]:
        found.hangul.append(f"hangul lost: {hangul} of {body['hangul']}")
    elif hangul > _DOUBLED * whole + 50:
        found.hangul.append(f"hangul doubled? {hangul} of {whole}")
    if others is not None:
        found.hangul += _less_than(others, hangul, raw)
    for kind in (*EXACT, *_TOLD):
        counted = ours.get(kind, 0)
        if counted != body[kind]:
            aside = raw.aside(kind)
            line = f"{kind} {counted} of {body[kind]}" + (f" (+{aside} aside)" if aside else "")
            (found.wrong if kind in EXACT else found.told).append(line)
    return found


def _less_than(others: Reading, hangul: int, raw: Counts) -> list[str]:
    reader = others.reader - raw.places["running"]["hangul"]
    if hangul < _READER * reader:
        return [f"hangul below the independent reader: {hangul} of {reader}"]
    peer = others.peer - raw.places["running"]["hangul"]
    if others.peer_counts_the_same(raw) and hangul < _PEER * peer:
        return [f"hangul below the best peer: {hangul} of {peer}"]
    return []


def main() -> int:
    """Compare and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", type=Path)
    options = parser.parse_args()
    readings = readings_of(options.peers) if options.peers else {}
    tally: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for path in files_in(options.folder):
            name = path.relative_to(options.folder).as_posix()
            raw = count_file(path)
            ours = convert_one(path, Path(folder))
            if isinstance(ours, str):
                tally[ours if ours.startswith("error") else "CRASH"] += 1
                if raw.status == "ok" or not ours.startswith("error"):
                    print(f"{name}: {ours}; records: {raw.status}")
                continue
            tally["converted"] += 1
            if raw.status != "ok":
                print(f"{name}: converted; records: {raw.status}")
                continue
            found = compare(ours.counts, raw, readings.get(name))
            tally["FAULTY"] += bool(found.hangul or found.wrong)
            sums["ours"] += ours.counts.get("hangul", 0)
            sums["records"] += raw.places["body"]["hangul"]
            faults = [f"FAULT {line}" for line in (*found.hangul, *found.wrong)]
            if faults or found.told:
                print(f"{name}: " + "; ".join((*faults, *found.told)))
    print(dict(tally), dict(sums), f"{time.process_time() - started:.1f} s")
    return 1 if tally["FAULTY"] or tally["CRASH"] else 0


if __name__ == "__main__":
    sys.exit(main())
