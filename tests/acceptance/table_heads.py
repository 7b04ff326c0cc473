# SPDX-License-Identifier: AGPL-3.0-or-later
"""The header cells and the kinds of 200 tables of the corpus, marked by reading them.

``table_heads_truth.tsv`` was written before the rules, from the cells of each table, its shading and
weight, and what stands around it. A row names a table by its file, its number in the reader's order
from 0 and its first words; a table of another number is found by its words. ``half`` is "dev" or
"held out": the documents of one half are in none of the other, and the held-out half was scored
when the rules stood.

``kinds`` has what the table may be to a reader, parted by ``|``: "data", "form", "title", "aside",
"masthead", "figure", "chart" or "layout" (anything else that only places things). Of tables that may
be data or forms the header cells follow: ``head_rows`` (numbers of rows whose cells head columns),
``head_columns`` (numbers of columns whose cells below those rows head rows), and ``cells`` with what
differs ("r5c1=col", "r8c1=-"). ``open`` has what a careful reader may see either way and nobody is
judged by: "c0" a column, "r2" a row below the head, "all". A first column is a head where the author
sets it apart, where it groups rows, where its own head is empty or says "구분" or "항목", or where
figures stand beside it; a column of names beside other words is open. Cells over the whole width
(a title, the head of a group of rows) are open as well, and cells without text head nothing.

    python -m tests.acceptance.table_heads [-v]
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Cell,
    Document,
    Figure,
    Heading,
    Origin,
    Scope,
    Table,
)
from converters.document.notices import NoticeLog
from converters.document.walk import block_text, iter_blocks, map_blocks
from converters.limits import DEFAULT_LIMITS
from converters.passes import PASSES
from converters.sniff import sniff
from converters.source.source_file import SourceFile
from tests.conftest import CORPUS

TRUTH = Path(__file__).with_name("table_heads_truth.tsv")
_PART = "table of the truth"
_AS_TABLE = frozenset({"data", "form"})
_EXCEPTION = re.compile(r"r(\d+)c(\d+)=(col|row|-)")

_ROLES = {"title-box": "title", "flow": "chart"} | {
    role: role for role in ("masthead", "figure", "layout")
}

Head = tuple[int, str]
"""The number of a cell among those with text, and "col" or "row"."""


@dataclass(frozen=True)
class Marked:
    """One row of the truth."""

    file: str
    ordinal: int
    words: str
    held_out: bool
    kinds: frozenset[str]
    head_rows: frozenset[int]
    head_columns: frozenset[int]
    cells: dict[tuple[int, int], str]
    open: frozenset[str]


@dataclass(frozen=True)
class Judged:
    """What became of one table."""

    marked: Marked
    kind: str
    is_kind: bool
    right: frozenset[Head] = field(default_factory=frozenset)
    wrong: frozenset[Head] = field(default_factory=frozenset)
    missed: frozenset[Head] = field(default_factory=frozenset)


def marked_tables() -> list[Marked]:
    """Return the truth."""
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Marked(
            row["file"],
            int(row["ordinal"]),
            row["words"],
            row["half"] == "held out",
            frozenset(row["kinds"].split("|")),
            frozenset(map(int, filter(None, row["head_rows"].split(",")))),
            frozenset(map(int, filter(None, row["head_columns"].split(",")))),
            {(int(r), int(c)): what for r, c, what in _EXCEPTION.findall(row["cells"])},
            frozenset(filter(None, row["open"].split(","))),
        )
        for row in rows
    ]


def judge_all(corpus: Path = CORPUS) -> list[Judged]:
    """Read each document of the truth once, apply the passes and judge its tables."""
    by_file: dict[str, list[Marked]] = {}
    for marked in marked_tables():
        by_file.setdefault(marked.file, []).append(marked)
    return [
        judged
        for name, tables in by_file.items()
        for judged in judge(read_plain(corpus / name), tables, Path(name).stem)
    ]


def read_plain(path: Path) -> Document:
    """Return the Document of a file as its reader made it, before the passes."""
    data = path.read_bytes()
    load = sniff(data).format.load_reader
    assert load is not None, path
    sha256 = hashlib.sha256(data).hexdigest()
    return load()(SourceFile(path, data, sha256, DEFAULT_LIMITS, ()), NoticeLog())


def judge(document: Document, tables: list[Marked], stem: str) -> Iterator[Judged]:
    """Judge the marked tables of one document."""
    plain = [block for block in iter_blocks(document.blocks) if isinstance(block, Table)]
    document = _numbered(document)
    for change in PASSES:
        document = change(document, NoticeLog(), stem)
    became: dict[int, Block] = {}
    for block in iter_blocks(document.blocks):
        origin = block.origin
        if origin is not None and origin.part == _PART:
            became.setdefault(origin.paragraph, block)
    for marked in tables:
        number = _number_of(marked, plain)
        yield _judged(marked, plain[number], became.get(number))


def _numbered(document: Document) -> Document:
    """Return ``document`` with the number of each table as its origin, which passes hand on."""
    numbers = {
        id(table): number
        for number, table in enumerate(b for b in iter_blocks(document.blocks) if isinstance(b, Table))
    }  # fmt: skip
    met: list[int] = []

    def note(blocks: Blocks) -> Blocks:
        met.extend(numbers[id(block)] for block in blocks if isinstance(block, Table))
        return blocks

    map_blocks(document.blocks, note)
    order = iter(met)

    def number(blocks: Blocks) -> Blocks:
        return tuple(
            replace(block, origin=Origin(_PART, next(order))) if isinstance(block, Table) else block
            for block in blocks
        )

    return replace(document, blocks=map_blocks(document.blocks, number))


def _number_of(marked: Marked, plain: list[Table]) -> int:
    numbers = sorted(range(len(plain)), key=lambda number: abs(number - marked.ordinal))
    for number in numbers:
        if words_of(plain[number]) == marked.words:
            return number
    raise LookupError(f"{marked.file}: no table begins with {marked.words!r}")


def words_of(table: Table) -> str:
    """Return the first words of a table."""
    return " ".join(" ".join(map(_text, _cells(table))).split())[:30].strip()


def _cells(table: Table) -> Iterator[Cell]:
    for row in table.rows:
        yield from row.cells


def _text(cell: Cell) -> str:
    return " ".join(" ".join(map(block_text, cell.blocks)).split())


# ---------------------------------------------------------------- judging


def _judged(marked: Marked, plain: Table, block: Block | None) -> Judged:
    kind = _kind(block)
    # A form is a table whose first cells head their rows.
    kinds = {"data" if kind in _AS_TABLE else kind for kind in marked.kinds}
    is_kind = kind in kinds
    wanted, open_cells = _wanted(marked, plain)
    if is_kind and kind != "data":
        return Judged(marked, kind, is_kind)
    found = _found(plain, block) if isinstance(block, Table) and kind == "data" else frozenset()
    found = frozenset(head for head in found if head[0] not in open_cells)
    if "all" in marked.open:
        wanted = found = frozenset()
    return Judged(marked, kind, is_kind, found & wanted, found - wanted, wanted - found)


def _kind(block: Block | None) -> str:
    if isinstance(block, Table):
        return "layout" if block.presentational else "data"
    if isinstance(block, Heading) or getattr(block, "role", "") == "title":
        return "title"
    if isinstance(block, Figure):
        return "figure"
    if isinstance(block, Aside):
        return _ROLES.get(block.role, "aside")
    return "layout"


def _wanted(marked: Marked, plain: Table) -> tuple[frozenset[Head], frozenset[int]]:
    """Return the header cells of the truth, and the cells that are not judged."""
    heads: set[Head] = set()
    not_judged: set[int] = set()
    number = 0
    width = sum(cell.colspan for cell in plain.rows[0].cells)
    for row, column, cell in placed(plain):
        if not _text(cell):
            continue
        what = marked.cells.get((row, column))
        if what is None:
            if cell.colspan == width > 1 or {f"r{row}", f"c{column}"} & marked.open:
                what = "open"
            if row in marked.head_rows and (cell.colspan < width or width == 1):
                what = "col"
            elif what is None and column in marked.head_columns:
                what = "row"
        if what == "open":
            not_judged.add(number)
        elif what in ("col", "row"):
            heads.add((number, what))
        number += 1
    if not _AS_TABLE & marked.kinds:
        heads.clear()
    return frozenset(heads), frozenset(not_judged)


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Yield each cell with the row and column of the grid that it begins at."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            yield number, column, cell
            taken.update(
                (number + down, column + across)
                for down in range(cell.rowspan)
                for across in range(cell.colspan)
            )
            column += cell.colspan


def _found(plain: Table, table: Table) -> frozenset[Head]:
    """Return the header cells of a book's table by their numbers in the reader's."""
    texts = [text for text in map(_text, _cells(plain)) if text]
    heads: set[Head] = set()
    at = 0
    for row, _, cell in placed(table):
        text = _text(cell)
        if not text:
            continue
        scope = cell.scope or (Scope.COLUMN if row < table.head_rows else None)
        here = next((n for n in range(at, len(texts)) if texts[n] == text), None)
        if here is None:
            continue
        at = here + 1
        if scope is not None:
            heads.add((here, "row" if scope in (Scope.ROW, "rowgroup") else "col"))
    return frozenset(heads)


# ---------------------------------------------------------------- figures


@dataclass(frozen=True)
class Figures:
    """Figures of one half: each between 0 and 1."""

    precision: float
    recall: float
    f1: float
    of_tables: float
    """The mean F1 of the tables that have header cells or were given some."""
    kinds: float
    """The share of tables that are what they are."""


def figures_of(results: Iterable[Judged]) -> Figures:
    """Return the figures of some tables."""
    results = list(results)
    right, wrong, missed = (
        sum(len(getattr(result, name)) for result in results)
        for name in ("right", "wrong", "missed")
    )
    each = [
        _f1(len(r.right), len(r.wrong), len(r.missed))
        for r in results
        if r.right or r.wrong or r.missed
    ]
    return Figures(
        right / max(1, right + wrong),
        right / max(1, right + missed),
        _f1(right, wrong, missed),
        sum(each) / max(1, len(each)),
        sum(result.is_kind for result in results) / max(1, len(results)),
    )


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + wrong + missed)


def report(results: list[Judged], *, verbose: bool = False) -> Iterator[str]:
    """Yield the lines of a report: what differs where asked for, then the figures."""
    for result in results if verbose else ():
        if not result.is_kind or result.wrong or result.missed:
            marked = result.marked
            yield (
                f"{'held' if marked.held_out else 'dev '} {marked.file.rsplit('/', 1)[-1][-40:]}"
                f"#{marked.ordinal} {marked.words[:20]!r} {'' if result.is_kind else 'KIND '}"
                f"{result.kind} for {'|'.join(sorted(marked.kinds))}"
                f" right {len(result.right)} wrong {sorted(result.wrong)[:6]}"
                f" missed {sorted(result.missed)[:6]}"
            )
    for held_out in (False, True):
        part = [result for result in results if result.marked.held_out is held_out]
        f = figures_of(part)
        yield (
            f"{'held out' if held_out else 'dev'}: {len(part)} tables; header cells P {f.precision:.3f}"
            f" R {f.recall:.3f} F1 {f.f1:.3f}, mean of tables {f.of_tables:.3f}; kinds {f.kinds:.3f}"
        )


if __name__ == "__main__":
    for written in report(judge_all(), verbose="-v" in sys.argv):
        sys.stdout.write(f"{written}\n")
