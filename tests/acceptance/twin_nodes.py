# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: T201 - printing is what this program does
"""Compares HWP 5 documents with their HWPX twins, node by node.

    python -m tests.acceptance.twin_nodes CORPUS [--explain] [--only NAME]

Both files of a pair go through the same reading and the same passes. Their nodes
(``document_nodes``) are aligned by what they are and by their words, so that one missing
paragraph is one difference. Differences that lie in the files stand in
``twin_differences.toml`` with the evidence; --explain prints every one, the status is 1
where something differs beyond that list or the list says more than is so.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from converters import pipeline
from converters.document.notices import NoticeLog
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from tests.acceptance.document_nodes import Node, nodes_of
from tests.acceptance.twins import Pair, pairs

LIST = Path(__file__).with_name("twin_differences.toml")
_SHOWN = 160
_EVERY = "*"


@dataclass(frozen=True)
class Difference:
    """One facet of one node in which twins differ."""

    what: str
    """"KIND.FACET", or "KIND.only-hwp" and "KIND.only-hwpx" for a node that one side lacks."""
    place: int
    """Of the node in the HWP file's row."""
    hwp: str
    hwpx: str


@dataclass(frozen=True)
class Comparison:
    """What the comparison of one pair found."""

    name: str
    nodes: int
    unequal: int
    """Nodes with a difference."""
    differences: tuple[Difference, ...]

    def tally(self) -> Counter[str]:
        """Return the differences counted by what differs."""
        return Counter(difference.what for difference in self.differences)


def compared(pair: Pair) -> Comparison:
    """Read both files of a pair and compare them.

    Raises:
        ConversionError: one of them cannot be read.
    """
    return compare(pair.name, _row(pair.hwp), _row(pair.other))


def _row(path: Path) -> list[Node]:
    log = NoticeLog()
    return nodes_of(pipeline.read_document(path, (), DEFAULT_LIMITS, log), log)


def compare(name: str, hwp: list[Node], hwpx: list[Node]) -> Comparison:
    """Compare two rows of nodes."""
    nodes = unequal = 0
    found: list[Difference] = []
    for place, first, second in _aligned(hwp, hwpx):
        nodes += max(node.size for node in (first, second) if node is not None)
        differences = list(_differences(place, first, second))
        unequal += bool(differences)
        found += differences
    return Comparison(name, nodes, unequal, tuple(found))


def _aligned(hwp: list[Node], hwpx: list[Node]) -> Iterator[tuple[int, Node | None, Node | None]]:
    """Yield nodes that belong together; None stands where one side has none."""
    ours, theirs = ([(node.kind, node.words) for node in row] for row in (hwp, hwpx))
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        # Between the nodes that agree in their words, neighbours of one kind belong together.
        first = [node.kind for node in hwp[start:end]]
        second = [node.kind for node in hwpx[other_start:other_end]]
        inner = difflib.SequenceMatcher(None, first, second, autojunk=False)
        for tag, i, j, k, m in inner.get_opcodes():
            if tag == "equal":
                for at in range(j - i):
                    yield start + i + at, hwp[start + i + at], hwpx[other_start + k + at]
            else:
                yield from ((at, hwp[at], None) for at in range(start + i, start + j))
                yield from (
                    (start + i, None, hwpx[at]) for at in range(other_start + k, other_start + m)
                )


def _differences(place: int, first: Node | None, second: Node | None) -> Iterator[Difference]:
    if second is None:
        if first is not None:
            yield Difference(f"{first.kind}.only-hwp", place, _said(first), "")
        return
    if first is None:
        yield Difference(f"{second.kind}.only-hwpx", place, "", _said(second))
        return
    for name in sorted(first.facets.keys() | second.facets.keys()):
        ours, theirs = first.facets.get(name, ""), second.facets.get(name, "")
        if ours != theirs:
            yield Difference(f"{first.kind}.{name}", place, ours, theirs)


def _said(node: Node) -> str:
    return f"{node.words} {node.facets}"


# ---------------------------------------------------------------- the list


@dataclass(frozen=True)
class Cause:
    """Why files differ: one entry of the list."""

    name: str
    why: str
    pairs: dict[str, dict[str, int]]


def causes(path: Path = LIST) -> list[Cause]:
    """Return what is known to lie in the files."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["cause"] if path.exists() else []
    return [Cause(entry["name"], entry["why"], entry["pairs"]) for entry in entries]


def listed(known: list[Cause], name: str) -> Counter[str]:
    """Return the differences of one pair that the list explains."""
    found: Counter[str] = Counter()
    for cause in known:
        for key in (_EVERY, name):
            found.update(cause.pairs.get(key, {}))
    return found


def main() -> int:
    """Print what differs; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--explain", action="store_true", help="print every difference")
    parser.add_argument("--only", default="", help="pairs with this in their name")
    options = parser.parse_args()
    known = causes()
    wrong = number = nodes = unequal = 0
    for pair in pairs(options.corpus):
        if pair.kind != "hwpx" or options.only not in pair.name:
            continue
        try:
            comparison = compared(pair)
        except ConversionError as error:
            print(f"refused {pair.name}: {error}")
            continue
        number += 1
        nodes += comparison.nodes
        unequal += comparison.unequal
        tally = comparison.tally()
        expected = listed(known, pair.name)
        if tally != expected:
            wrong += 1
            print(f"{pair.name}\n  found  {dict(tally)}\n  listed {dict(expected)}")
        if options.explain:
            for difference in comparison.differences:
                print(f"  {difference.place:5} {difference.what}")
                print(f"        hwp  {difference.hwp[:_SHOWN]!r}")
                print(f"        hwpx {difference.hwpx[:_SHOWN]!r}")
    print(f"{number} pairs, {nodes} nodes, {unequal} differ; {wrong} pairs not as listed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
