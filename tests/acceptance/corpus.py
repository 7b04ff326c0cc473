# SPDX-License-Identifier: AGPL-3.0-or-later
"""The corpus of HWP documents, and what ``hanji convert`` makes of all of it at once."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.app.command import Outcome, hanji_afresh
from tests.conftest import CORPUS

HWP = CORPUS / "hwp"
PEERS = CORPUS.parent / "tools" / "hwp-peers.tsv"
UNREADABLE = {"hwp3": "unsupported-version", "password": "encrypted"}
"""Kinds of the MANIFEST that no book can come of, and the code that says so."""
_SUFFIXES = (".hwp", ".hml")
_SECONDS = 1200


@cache
def kinds() -> dict[str, str]:
    """Return the kind of each document by its path; other tools' outputs are left out.

    Empty where there is no corpus: the tests that ask are skipped then.
    """
    if not HWP.is_dir():
        return {}
    with (HWP / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        return {
            row["file"]: row["kind"]
            for row in csv.DictReader(lines, delimiter="\t")
            if row["file"].endswith(_SUFFIXES)
        }


@dataclass(frozen=True)
class Run:
    """One run of the command over the whole corpus."""

    folder: Path
    """The books, in the folders of the corpus."""
    outcome: Outcome
    items: dict[str, dict[str, Any]]
    """The report's items by the path in the corpus; only the documents of the MANIFEST."""
    log: str
    """What the program wrote into its log file."""

    def books(self) -> dict[str, Path]:
        """Return the books by the path of their source."""
        return {
            name: Path(item["outputs"][0])
            for name, item in self.items.items()
            if item["status"] == "converted"
        }


def convert_all(folder: Path, jobs: int = 2, **environ: str) -> Run:
    """Convert the corpus as an office would: one command, one folder."""
    report = folder / "report.json"
    log = folder / "log"
    environ |= {"HANJI_LOG_DIR": str(log), "HANJI_CONFIG_DIR": str(folder / "config")}
    outcome = hanji_afresh(
        *("convert", HWP, "--out", folder / "books", "--report", report, "--jobs", jobs),
        timeout=_SECONDS,
        **environ,
    )
    items = {
        Path(item["input"]).relative_to(HWP).as_posix(): item
        for item in json.loads(report.read_text(encoding="utf-8"))["items"]
        if item["input"].endswith(_SUFFIXES)
    }
    written = "".join(path.read_text(encoding="utf-8") for path in log.rglob("*") if path.is_file())
    return Run(folder / "books", outcome, items, written)


_FEATURES = ("tables", "merged_cells", "images", "equations", "footnotes", "links", "headings")
_LARGEST = 400_000


def sample(run: Run, count: int) -> dict[str, Path]:
    """Return ``count`` books: the richest of each feature, the others by a fixed lot.

    Very large ones are left out: a browser draws every page of what is drawn.
    """
    books = {
        name: book for name, book in sorted(run.books().items()) if book.stat().st_size <= _LARGEST
    }
    chosen: list[str] = []
    for feature in _FEATURES:
        rest = [name for name in books if name not in chosen]
        chosen.append(max(rest, key=lambda name: (run.items[name]["counts"][feature], name)))
    rest = [name for name in books if name not in chosen]
    chosen += random.Random(count).sample(rest, count - len(chosen))
    return {name: books[name] for name in sorted(chosen)}
