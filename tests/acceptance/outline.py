# SPDX-License-Identifier: AGPL-3.0-or-later
"""The headings that documents of the corpus bear, against those that we find.

``outline_truth/outlines.tsv`` was written by reading each document. Level 0 marks a line that may be a
heading and need not be (titles of covers, lines with their value, samples in forms): finding one is neither
right nor wrong, and a row without text says that the document has no heading. The half marked ``held
out`` was written before the rules and looked at when they stood.

A heading counts as right where its text stands in the book's outline, in order; its level is right where the
heading above it is the right one.

    python -m tests.acceptance.outline
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from converters.document.nodes import Document, Heading
from converters.document.notices import NoticeLog
from converters.document.walk import plain_text
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.conftest import CORPUS

TRUTH = Path(__file__).with_name("outline_truth") / "outlines.tsv"
_COMPARED = 50
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Entry:
    """A heading of an outline; level 0 where it may be left out."""

    level: int
    text: str


@dataclass(frozen=True)
class Judged:
    """How many headings of a document were found, and what was wrong."""

    file: str
    held_out: bool
    right: int
    level_right: int
    missed: tuple[str, ...]
    made_up: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Shares over documents together."""

    precision: float
    recall: float
    f1: float
    level_f1: float


def judge_all(corpus: Path = CORPUS) -> list[Judged]:
    """Read each document of the table and judge its outline."""
    return [
        judge(file, held_out, truth, outline_of(_read(corpus / file)))
        for file, held_out, truth in truths()
    ]


def truths() -> Iterator[tuple[str, bool, list[Entry]]]:
    """Yield each document of the table: its file, whether it is held out, its outline."""
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for file, group in groupby(rows, key=lambda row: row["file"]):
        own = list(group)
        entries = [Entry(int(row["level"]), row["heading"]) for row in own if row["heading"]]
        yield file, own[0]["held out"] == "yes", entries


def outline_of(document: Document) -> list[Entry]:
    """Return the headings that the book's contents list."""
    return [
        Entry(block.level, f"{block.number or ''} {plain_text(block.inlines)}")
        for block in document.blocks
        if isinstance(block, Heading)
    ]


def judge(file: str, held_out: bool, truth: Sequence[Entry], found: Sequence[Entry]) -> Judged:
    """Pair both outlines in order and count."""
    pairs = _pairs(truth, found)
    sure = {at: to for at, to in pairs if truth[at].level}
    above_truth = _above(truth, set(sure))
    above_found = _above(found, set(sure.values()))
    paired = {at for at, _ in pairs}
    taken = {to for _, to in pairs}
    return Judged(
        file,
        held_out,
        right=len(sure),
        level_right=sum(
            sure.get(above_truth[at], -1) == above_found[to] for at, to in sure.items()
        ),
        missed=tuple(e.text for at, e in enumerate(truth) if e.level and at not in paired),
        made_up=tuple(e.text for at, e in enumerate(found) if at not in taken),
    )


def score(results: Iterable[Judged]) -> Score:
    """Return precision, recall and F1 of all headings of ``results`` together."""
    results = list(results)
    right = sum(r.right for r in results)
    level_right = sum(r.level_right for r in results)
    true = right + sum(len(r.missed) for r in results)
    found = right + sum(len(r.made_up) for r in results)
    return Score(
        right / max(found, 1),
        right / max(true, 1),
        2 * right / max(true + found, 1),
        2 * level_right / max(true + found, 1),
    )


def _read(path: Path) -> Document:
    return read_document(path, (), DEFAULT_LIMITS, NoticeLog())


def _pairs(truth: Sequence[Entry], found: Sequence[Entry]) -> list[tuple[int, int]]:
    matcher = SequenceMatcher(
        None, [_fold(e.text) for e in truth], [_fold(e.text) for e in found], autojunk=False
    )
    return [
        (block.a + at, block.b + at)
        for block in matcher.get_matching_blocks()
        for at in range(block.size)
    ]


def _above(outline: Sequence[Entry], sure: set[int]) -> dict[int, int]:
    """Return for each sure heading the place of the sure one that it stands under; -1 for none."""
    above: dict[int, int] = {}
    opened: list[int] = []
    for at, entry in enumerate(outline):
        if not entry.level:
            continue
        while opened and outline[opened[-1]].level >= entry.level:
            opened.pop()
        if at in sure:
            above[at] = next((each for each in reversed(opened) if each in sure), -1)
        opened.append(at)
    return above


def _fold(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()[:_COMPARED]


def main() -> None:
    """Print what is wrong in each document, and the shares of both halves."""
    results = judge_all()
    for result in results:
        for text in result.missed:
            sys.stdout.write(f"{Path(result.file).name}\tmissed\t{text[:60]}\n")
        for text in result.made_up:
            sys.stdout.write(f"{Path(result.file).name}\tmade up\t{text[:60]}\n")
    for name, held_out in (("tried", False), ("held out", True)):
        half = [r for r in results if r.held_out is held_out]
        figures = score(half)
        documents = [score([r]).f1 for r in half if r.right or r.missed or r.made_up]
        sys.stdout.write(
            f"{name}: {len(half)} documents, precision {figures.precision:.3f}, "
            f"recall {figures.recall:.3f}, F1 {figures.f1:.3f}, with levels {figures.level_f1:.3f}, "
            f"mean F1 of documents {sum(documents) / max(len(documents), 1):.3f}\n"
        )


if __name__ == "__main__":
    main()
