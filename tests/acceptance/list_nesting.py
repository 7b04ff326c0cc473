# SPDX-License-Identifier: AGPL-3.0-or-later
"""The depth of points that authors typed (가., 1), ○, -, ※), against that of the book's lists.

``outline_truth/lists.tsv`` has runs of neighbouring points as they stand in the documents, each with its depth
in the run. A point is right where a list of the book has it, with its marker, as deep below the run's
highest point.

    python -m tests.acceptance.list_nesting
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from converters.document.nodes import Blocks, Document, ListBlock, Paragraph
from converters.document.notices import NoticeLog
from converters.document.walk import child_blocks, plain_text
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.conftest import CORPUS

TRUTH = Path(__file__).with_name("outline_truth") / "lists.tsv"
_COMPARED = 30


@dataclass(frozen=True)
class JudgedPoints:
    """How many points of a document lie as deep as they should."""

    file: str
    held_out: bool
    right: int
    wrong: tuple[str, ...]


def judge_points(corpus: Path = CORPUS) -> list[JudgedPoints]:
    """Read each document of the table and judge its points."""
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    results = []
    for file, group in groupby(rows, key=lambda row: row["file"]):
        document = read_document(corpus / file, (), DEFAULT_LIMITS, NoticeLog())
        results.append(judge(file, list(group), document))
    return results


def judge(file: str, rows: list[dict[str, str]], document: Document) -> JudgedPoints:
    """Judge the points of one document."""
    items = list(_items(document.blocks, 0))
    right, wrong = 0, []
    for _, group in groupby(rows, key=lambda row: row["run"]):
        run = list(group)
        found = [_depth_of(_fold(row["point"]), items) for row in run]
        highest = min(filter(None, found), default=1)
        for row, depth in zip(run, found, strict=True):
            if depth and depth - highest + 1 == int(row["depth"]):
                right += 1
            else:
                wrong.append(row["point"])
    return JudgedPoints(file, rows[0]["held out"] == "yes", right, tuple(wrong))


def _depth_of(point: str, items: list[tuple[str, int]]) -> int:
    """Return how deep the item that begins with ``point`` lies; 0 where no list has it."""
    return next((depth for text, depth in items if text.startswith(point)), 0)


def share_right(results: Iterable[JudgedPoints]) -> float:
    """Return the share of points that are right."""
    results = list(results)
    right = sum(r.right for r in results)
    return right / max(right + sum(len(r.wrong) for r in results), 1)


def _items(blocks: Blocks, depth: int) -> Iterator[tuple[str, int]]:
    """Yield the items of all lists with their depths, from 1."""
    for block in blocks:
        if not isinstance(block, ListBlock):
            for inner in child_blocks(block):
                yield from _items(inner, depth)
            continue
        for item in block.items:
            first = item.blocks[0] if item.blocks else None
            text = plain_text(first.inlines) if isinstance(first, Paragraph) else ""
            yield _bare(f"{item.marker}{text}"), depth + 1
            yield from _items(item.blocks, depth + 1)


def _fold(point: str) -> str:
    return _bare(point)[:_COMPARED]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def main() -> None:
    """Print the points that are wrong, and the shares of both halves."""
    results = judge_points()
    for result in results:
        for text in result.wrong:
            sys.stdout.write(f"{Path(result.file).name}\t{text[:60]}\n")
    for name, held_out in (("tried", False), ("held out", True)):
        half = [r for r in results if r.held_out is held_out]
        points = sum(r.right + len(r.wrong) for r in half)
        sys.stdout.write(
            f"{name}: {len(half)} documents, {points} points, {share_right(half):.3f} right\n"
        )


if __name__ == "__main__":
    main()
