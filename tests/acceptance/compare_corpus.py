# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: T201 - printing is what this program does
"""Converts a corpus and compares what the books hold with what the files hold.

``python -m tests.acceptance.compare_corpus FOLDER [--peers hwp-peers.tsv]`` prints
differences and a summary; it ends with 1 where Hangul was lost. Auto-numbers
("제1장") are in our books and not in the records, so more Hangul is no fault
up to a tenth of the text.
"""

from __future__ import annotations

import argparse
import csv
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from converters.errors import ConversionError
from converters.pipeline import Conversion, ConversionRequest, OutputFormat, convert
from tests.acceptance.count_records import KINDS, Counts, count_file, files_in

_SECONDS = 120
_ENOUGH = 0.999
# Peers count markup and alternative texts too, which small files are full of.
_PEER_COUNTS = 200
_NEARLY = 0.99
_COMPARED = KINDS[2:]


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


def peers_of(table: Path) -> dict[str, int]:
    """Return the best peer's Hangul by file."""
    with table.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {
            row["file"]: int(row["best_peer_hangul"] or 0) for row in rows if row["ext"] == "hwp"
        }


def differences(ours: Conversion, raw: Counts, peer: int) -> list[str]:
    """Return what differs, in words."""
    body = raw.places["body"]
    found: list[str] = []
    hangul = ours.counts.get("hangul", 0)
    wanted = body["hangul"] + body["object_hangul"]
    if hangul < _ENOUGH * body["hangul"]:
        found.append(f"HANGUL LOST ours {hangul} records {body['hangul']}")
    elif peer >= _PEER_COUNTS and hangul < _NEARLY * peer:
        found.append(f"hangul below peer: ours {hangul} records {body['hangul']} peer {peer}")
    elif hangul > 1.1 * wanted + 50:
        found.append(f"hangul doubled? ours {hangul} records {wanted}")
    for kind in _COMPARED:
        counted = ours.counts.get(kind, 0)
        if counted != body[kind]:
            aside = raw.aside(kind)
            found.append(
                f"{kind} {counted} of {body[kind]}" + (f" (+{aside} aside)" if aside else "")
            )
    return found


def main() -> int:
    """Compare and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", type=Path)
    options = parser.parse_args()
    peers = peers_of(options.peers) if options.peers else {}
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
            found = differences(ours, raw, peers.get(name, 0))
            tally["hangul lost"] += any("LOST" in line or "peer" in line for line in found)
            sums["ours"] += ours.counts.get("hangul", 0)
            sums["records"] += raw.places["body"]["hangul"]
            if found:
                print(f"{name}: " + "; ".join(found))
    print(dict(tally), dict(sums), f"{time.process_time() - started:.1f} s")
    return 1 if tally["hangul lost"] or tally["CRASH"] else 0


if __name__ == "__main__":
    sys.exit(main())
