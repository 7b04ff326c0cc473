# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns of a page and the order in which they are read.

A gutter is looked for in each band between things that cross it, so that a page may
change its number of columns. Nothing here asks for the order of the content stream.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from converters.readers.pdf.lines import split
from converters.readers.pdf.model import Box, TextLine, around
from converters.readers.pdf.regions.gutters import is_number, rows_of, size_of
from converters.readers.pdf.regions.model import BoxRegion, Region, TextRegion
from converters.readers.pdf.regions.prose import is_column_of_prose

_GUTTER = 0.6
"""Of the size: narrower spaces are none between columns."""
_NARROWEST = 7.0
"""Of the size: text beside other text in a narrower strip is a label, read row by row."""
_HANGING = 0.4
"""Of the size: as far as punctuation at the end of a full line may hang out."""
_MOST_CANDIDATES = 48
_DEPTH = 6
_STRONG = 6
_WIDER = 1.25
"""Times the distance of lines: paragraphs that are farther apart."""
_LEADING = 2.2
"""Of the size: lines of one text are not farther apart."""
_SOME, _MANY = 3, 10
"""Full lines below full ones that make a column one of prose beside a table in it."""
_ALIGNED = 0.85
_WIDE, _FULL = 10.0, 0.72
"""Of the size, and of the column: full lines of wider columns tell prose where a table stands too."""

_SYLLABLE = re.compile("[\uac00-\ud7a3]")

Path = tuple[tuple[int, int], ...]
"""Of a column: the gutters that part it from others, each with the side."""


@dataclass(slots=True)
class LayoutItem:
    """A line, or a region that stays whole."""

    box: Box
    line: TextLine | None = None
    region: Region | None = None


@dataclass(slots=True)
class Leaf:
    """Items of one column and one band, not yet in order."""

    items: list[LayoutItem]
    path: Path


_SENTENCE, _LINES_AROUND = 14.0, 2
"""Of the size: as wide as a line of a text is at least, and how many such stand beside a box."""


@dataclass(slots=True)
class _Band:
    left: list[LayoutItem] = field(default_factory=list)
    right: list[LayoutItem] = field(default_factory=list)
    across: list[LayoutItem] = field(default_factory=list)


Tables = Callable[[list[TextLine]], list[tuple[Region, list[TextLine]]]]


def in_order(lines: list[TextLine], blocks: list[Region], tables: Tables) -> list[Region]:
    """Return text and blocks in the order of reading.

    Args:
        lines: what stands outside all blocks.
        blocks: regions that stay whole.
        tables: finds tables without rules among the lines of one column.
    """
    items = [LayoutItem(line.box, line) for line in lines]
    items += [LayoutItem(block.box, None, block) for block in blocks]
    size = size_of(lines)
    leaves = _leaves(items, (), size, 0)
    tracks: dict[Path, list[LayoutItem]] = {}
    for leaf in leaves:
        tracks.setdefault(leaf.path, []).extend(leaf.items)
    hulls = {path: _reach(track, size) for path, track in tracks.items()}
    found: list[Region] = []
    for leaf in leaves:
        found += _regions(leaf, hulls[leaf.path], tables)
    for region in found:
        if isinstance(region, BoxRegion) and _text_runs_around(region, lines):
            region.beside = True
    return _joined(found)


def _text_runs_around(box: BoxRegion, lines: list[TextLine]) -> bool:
    """Whether lines of sentences stand level with a box, one below the other: it is no title."""
    long = [line for line in lines if line.box.width > _SENTENCE * line.size]
    return sum(_is_beside(box, [line]) for line in long) >= _LINES_AROUND


def _reach(items: list[LayoutItem], size: float) -> Box:
    """Return the box of a column; one line alone that stands out does not make it wider."""
    boxes = [item.box for item in items if item.line] or [item.box for item in items]
    hull = around(boxes)
    starts, ends = sorted(box.x0 for box in boxes), sorted((box.x1 for box in boxes), reverse=True)
    left = next((a for a, b in pairwise(starts) if b - a <= size), hull.x0)
    right = next((a for a, b in pairwise(ends) if a - b <= size), hull.x1)
    return Box(left, hull.y0, right, hull.y1)


def _regions(leaf: Leaf, hull: Box, tables: Tables) -> list[Region]:
    """Return the regions of one column, from the top down."""
    lines = [item.line for item in leaf.items if item.line is not None]
    blocks = [item.region for item in leaf.items if item.region is not None]
    for table, used in tables(lines):
        gone = {id(line) for line in used}
        lines = [line for line in lines if id(line) not in gone]
        blocks.append(table)
    blocks.sort(key=lambda block: (block.box.y0, block.box.x0))
    found: list[Region] = []
    text: list[TextLine] = []

    def close() -> None:
        if text:
            box = around([line.box for line in text])
            column = Box(hull.x0, box.y0, hull.x1, box.y1)
            found.append(TextRegion(box, list(text), column))
            text.clear()

    rows = rows_of(lines)
    waiting, places = _placed(blocks, rows)
    for at, row in enumerate(rows):
        while waiting and places[0] <= at:
            close()
            found.append(waiting.pop(0))
            places.pop(0)
        text += row
    close()
    for region in found:
        if isinstance(region, TextRegion):
            region.beside = [block.box for block in blocks if _is_beside(block, region.lines)]
    return found + waiting


def _placed(blocks: list[Region], rows: list[list[TextLine]]) -> tuple[list[Region], list[int]]:
    """Return blocks in order, each with the row before which it is read.

    One that text runs around does not part the lines of a paragraph.
    """
    places: list[tuple[int, int, Region]] = []
    for number, block in enumerate(blocks):
        middle = block.box.middle[1]
        at = next(
            (n for n, row in enumerate(rows) if _middle(row) > middle),
            len(rows),
        )
        if isinstance(block, BoxRegion) and any(_is_beside(block, row) for row in rows):
            block.beside = True
            at = next(
                (n for n, row in enumerate(rows) if _is_beside(block, row)),
                at,
            )
            while at > 0 and not _begins(rows, at, block.box):
                at -= 1
        places.append((at, number, block))
    places.sort(key=lambda place: place[:2])
    return [block for _, _, block in places], [at for at, _, _ in places]


def _middle(row: list[TextLine]) -> float:
    return sum(line.box.middle[1] for line in row) / len(row)


def _is_beside(block: Region, lines: list[TextLine]) -> bool:
    """Whether lines stand level with a block, to its left or right."""
    return any(
        block.box.down(line.box) > 0.3 * line.box.height
        and block.box.across(line.box) <= 0.3 * line.size
        for line in lines
    )


def _begins(rows: list[list[TextLine]], at: int, block: Box) -> bool:
    """Whether a row begins a paragraph: after a wider space, further in, or after a short line."""
    first, before = rows[at][0], rows[at - 1]
    last = before[-1]
    steps = [
        after[0].baseline - row[0].baseline
        for row, after in pairwise(rows[max(0, at - 4) : at + 4])
    ]
    if first.baseline - last.baseline > _WIDER * min(steps) or first.size != last.size:
        return True
    if first.box.x0 - before[0].box.x0 > 0.7 * first.size:
        return True
    right = max(row[-1].box.x1 for row in rows)
    if last.box.down(block) > 0 and block.x0 >= last.box.x1 - last.size:
        right = block.x0
    return right - last.box.x1 > 3 * last.size


def _joined(regions: list[Region]) -> list[Region]:
    """Join neighbouring texts of one column."""
    found: list[Region] = []
    for region in regions:
        last = found[-1] if found else None
        if (
            isinstance(last, TextRegion)
            and isinstance(region, TextRegion)
            and (last.column.x0, last.column.x1) == (region.column.x0, region.column.x1)
            and last.box.y1 <= region.box.y0 + region.lines[0].size
        ):
            last.lines += region.lines
            last.box = last.box.joined(region.box)
            last.column = last.column.joined(region.column)
            last.beside += region.beside
        else:
            found.append(region)
    return found


# ---------------------------------------------------------------- gutters


def _leaves(items: list[LayoutItem], path: Path, size: float, depth: int) -> list[Leaf]:
    gutter = _best_gutter(items, size, depth) if depth < _DEPTH else None
    if gutter is None:
        return [Leaf(items, path)] if items else []
    found: list[Leaf] = []
    whole: list[LayoutItem] = []

    def flush() -> None:
        if whole:
            found.extend(_leaves(list(whole), path, size, depth + 1))
            whole.clear()

    items = [part for item in items for part in _cut(item, gutter, size)]
    for band in _bands(items, gutter, size):
        if _is_columns(band, size, depth):
            flush()
            place = round(gutter / size)
            found += _leaves(band.left, (*path, (place, 0)), size, depth + 1)
            found += _leaves(band.right, (*path, (place, 1)), size, depth + 1)
        else:
            whole += [*band.left, *band.right, *band.across]
    flush()
    return found


def _best_gutter(items: list[LayoutItem], size: float, depth: int) -> float | None:
    """Return the x along which most of the items part into columns; None where none does."""
    starts: dict[int, list[float]] = {}
    for item in items:
        starts.setdefault(round(item.box.x0 / (0.5 * size)), []).append(item.box.x0)
    left = min((item.box.x0 for item in items), default=0.0)
    ranked = sorted(starts.values(), key=lambda places: (-len(places), places[0]))
    best, most = None, 0.0
    for places in ranked[:_MOST_CANDIDATES]:
        x = min(places) - 0.05 * size
        if x - left < _NARROWEST * size:
            continue
        score = sum(
            _shared_height(band)
            for band in _bands(items, x, size)
            if _is_columns(band, size, depth)
        )
        if score > most + size:
            best, most = x, score
    return best


def _cut(item: LayoutItem, x: float, size: float) -> list[LayoutItem]:
    """Cut a line that goes on over a gutter narrower than its widest spaces."""
    line = item.line
    if line is None or not line.glyphs or not item.box.x0 < x - size < x + size < item.box.x1:
        return [item]
    gaps = [(after.x0 - before.x1, after.x0) for before, after in pairwise(line.glyphs)]
    widest, start = max(gaps)
    others = max((gap for gap, at in gaps if at != start), default=0.0)
    if abs(start - x) > 0.3 * size or widest < max(_GUTTER * size, 1.2 * others):
        return [item]
    parts = split(line, [start - widest / 2])
    return [LayoutItem(part.box, part) for part in parts]


def _bands(items: list[LayoutItem], x: float, size: float) -> list[_Band]:
    """Cut items at those that lie across ``x``, from the top down."""
    bands: list[_Band] = []
    band = _Band()
    order = sorted(items, key=lambda i: (i.box.middle[1], i.box.x0))
    for at, item in enumerate(order):
        if not (band.left or band.right) and bands and _ends(bands[-1], item, order[at + 1 :]):
            bands.append(_Band(across=[item]))
        elif item.box.x0 >= x - 0.3 * size:
            band.right.append(item)
        elif item.box.x1 <= x + (_HANGING * size if item.line else 0.0):
            band.left.append(item)
        else:
            if band.left or band.right:
                bands.append(band)
            bands.append(_Band(across=[item]))
            band = _Band()
    if band.left or band.right:
        bands.append(band)
    return bands


def _ends(band: _Band, item: LayoutItem, following: list[LayoutItem]) -> bool:
    """Whether a short line is the last of a text that lies across both columns, and none of one.

    It is set as the line above it, and nothing stands beside it.
    """
    line, before = item.line, band.across[-1].line if band.across else None
    if line is None or before is None or not line.spans or not before.spans:
        return False
    size = before.size
    if abs(line.size - size) > 0.03 * size or line.style.bold != before.style.bold:
        return False
    if not 0 < line.baseline - before.baseline <= _LEADING * size:
        return False
    # Korean breaks between any two syllables: one may be left. Another sign is none of the text.
    if line.box.width < size and not _SYLLABLE.fullmatch(line.text.strip()):
        return False
    aligned = (
        abs(line.box.x0 - before.box.x0) <= 0.3 * size
        or abs(line.box.middle[0] - before.box.middle[0]) <= 0.3 * size
    )
    # What stands level with it is the other column's; and lines of a column follow as closely.
    beside = any(other.box.y0 < item.box.y1 for other in following)
    below = next((o.line for o in following if o.line is not None), None)
    goes_on = (
        below is not None
        and abs(below.size - size) <= 0.03 * size
        and below.baseline - line.baseline <= 1.1 * (line.baseline - before.baseline)
    )
    return aligned and not beside and not goes_on


def _shared_height(band: _Band) -> float:
    left, right = around([i.box for i in band.left]), around([i.box for i in band.right])
    return left.down(right)


def _is_columns(band: _Band, size: float, depth: int) -> bool:
    """Whether the two sides of a band are read one after the other."""
    if not band.left or not band.right or band.across:
        return False
    left, right = around([i.box for i in band.left]), around([i.box for i in band.right])
    if _gap(band) < _GUTTER * size or left.down(right) < 1.5 * size:
        return False
    if min(left.width, right.width) < _NARROWEST * size:
        return False
    if _is_figures(band.left) or _is_figures(band.right):
        return False
    first, second = _kind(band.left, left, size, depth), _kind(band.right, right, size, depth)
    if first and second:
        return True
    if max(first, second) < 2:
        return False
    return not _aligned(band)


def _is_figures(items: list[LayoutItem]) -> bool:
    """Whether a side is a column of numbers: that of a table, whatever stands beside it."""
    numbers = sum(item.line is not None and is_number(item.line.text) for item in items)
    return len(items) > 2 and numbers > 0.6 * len(items)


def _gap(band: _Band) -> float:
    """Return the blank between the sides; one line in ten may reach into it."""
    ends = sorted(item.box.x1 for item in band.left)
    starts = sorted(item.box.x0 for item in band.right)
    return starts[len(starts) // 10] - ends[-1 - len(ends) // 10]


def _kind(items: list[LayoutItem], box: Box, size: float, depth: int) -> int:
    """Return 2 for a column of much prose, 1 for one of some or a block, 0 for neither."""
    lines = [item.line for item in items if item.line is not None]
    blocks = [item for item in items if item.region is not None]
    if blocks and sum(i.box.height for i in blocks) >= 0.5 * box.height:
        return 1
    if is_column_of_prose(lines, box.x0, box.x1, size):
        return 2 if len(lines) >= _STRONG else 1
    runs_on = _runs_on(lines, box, size)
    if runs_on >= _SOME:
        return 2 if runs_on >= _MANY else 1
    if len(lines) >= 2 * _STRONG and depth < 2 and _best_gutter(items, size, depth + 2) is not None:
        return 2
    return 0


def _runs_on(lines: list[TextLine], box: Box, size: float) -> int:
    """Return how many lines are full and follow a full one: prose above or below a table."""
    if box.width < _WIDE * size:
        return 0
    full = [
        len(row) == 1 and row[0].box.width >= _FULL * box.width and not is_number(row[0].text)
        for row in rows_of(lines)
    ]
    return sum(before and after for before, after in pairwise(full))


def _aligned(band: _Band) -> bool:
    """Whether one side's rows stand on the baselines of the other's: labels and values."""
    sides = [[i.line for i in side if i.line] for side in (band.left, band.right)]
    # Columns of a table on one side make one row.
    baselines = [[row[0].baseline for row in rows_of(side)] for side in sides]
    few, many = sorted(baselines, key=len)
    if many:
        few = [y for y in few if many[0] - size_of(sides[0]) <= y <= many[-1] + size_of(sides[0])]
    texts = [line for side in sides for line in side]
    if not few:
        return False
    slack = 0.2 * size_of(texts)
    hits = sum(any(abs(y - other) <= slack for other in many) for y in few)
    numbers = sum(is_number(line.text) for line in texts)
    return hits >= _ALIGNED * len(few) and (len(few) < 3 or numbers > 0.2 * len(texts))
