# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printed lines of a document's ends, with where each stands: what metadata is read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from converters.document.nodes import Aside, Block, Blocks, Heading, Paragraph, Table
from converters.document.walk import child_blocks, inlines_of, plain_text
from converters.passes.wording import size_rank

_LEAST_SPACED = 3
_MOST_FRAME_CELLS = 4
"""Tables of up to so many filled cells frame a cover or a masthead; larger ones hold data."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or heading as printed, spaces folded."""

    text: str
    size: int
    """``size_rank``: 0 for the body's size."""
    level: int = 0
    """Of a heading; 0 for a paragraph."""
    role: str | None = None
    row: int = 0
    """A number for the row of the innermost table; 0 outside of tables."""
    cell: int = 0
    """A number for the cell; 0 outside of tables."""
    holder: int = 0
    """A number for the innermost table or box; 0 outside of both."""
    framed: bool = True
    """False inside a table of data."""
    listed: bool = False
    lone: bool = False
    """Whether it stands alone in the first row of its table: the table's own title row."""


def first_lines(blocks: Blocks, most: int) -> list[Line]:
    """Return the first ``most`` lines of ``blocks`` in reading order, those in tables and boxes too."""
    return list(islice(_Walk().lines(blocks, Line("", 0)), most))


def last_lines(blocks: Blocks, most: int) -> list[Line]:
    """Return the last ``most`` lines of ``blocks`` in reading order, those in tables and boxes too."""
    walk = _Walk()
    parts: list[list[Line]] = []
    count = 0
    for block in reversed(blocks):
        if count >= most:
            break
        block = _end_of(block, most) if isinstance(block, Table) else block
        parts.append(list(walk.lines((block,), Line("", 0))))
        count += len(parts[-1])
    return [line for part in reversed(parts) for line in part][-most:]


def _end_of(table: Table, most: int) -> Table:
    """Return the last rows of a long ``table``: those that hold more lines than are asked for."""
    filled = 0
    for at in range(len(table.rows) - 1, -1, -1):
        filled += sum(_filled(cell.blocks) for cell in table.rows[at].cells)
        if filled > most + len(table.rows[at].cells):
            return replace(table, rows=table.rows[at:])
    return table


class _Walk:
    def __init__(self) -> None:
        self._number = 0

    def _next(self) -> int:
        self._number += 1
        return self._number

    def lines(self, blocks: Blocks, place: Line) -> Iterator[Line]:
        for block in blocks:
            if isinstance(block, Paragraph | Heading):
                yield from _line(block, place)
            elif isinstance(block, Table):
                yield from self._table(block, place)
            else:
                held = self._next() if isinstance(block, Aside) else place.holder
                listed = place.listed or not isinstance(block, Aside)
                inner = replace(place, holder=held, listed=listed, lone=False)
                for children in child_blocks(block):
                    yield from self.lines(children, inner)

    def _table(self, table: Table, place: Line) -> Iterator[Line]:
        filled = (cell for row in table.rows for cell in row.cells if _filled(cell.blocks))
        framed = place.framed and next(islice(filled, _MOST_FRAME_CELLS, None), None) is None
        holder = self._next()
        for at, written in enumerate(table.rows):
            cells = [cell for cell in written.cells if _filled(cell.blocks)]
            row = self._next()
            for cell in cells:
                inner = replace(
                    place,
                    row=row,
                    cell=self._next(),
                    holder=holder,
                    framed=framed,
                    lone=at == 0 and len(cells) == 1,
                )
                yield from self.lines(cell.blocks, inner)


def _line(block: Paragraph | Heading, place: Line) -> Iterator[Line]:
    text = closed_up(" ".join(plain_text(inlines_of(block)).split()))
    if text:
        yield Line(
            text,
            size_rank(inlines_of(block)),
            block.level if isinstance(block, Heading) else 0,
            block.role if isinstance(block, Paragraph) else None,
            place.row,
            place.cell,
            place.holder,
            place.framed,
            place.listed,
            place.lone,
        )


def _filled(blocks: Blocks) -> bool:
    return any(_has_text(block) for block in blocks)


def _has_text(block: Block) -> bool:
    return bool(plain_text(inlines_of(block)).strip()) or any(
        _filled(children) for children in child_blocks(block)
    )


def closed_up(text: str) -> str:
    """Join letters that the author set apart with spaces ("제 안 요 청 서", "강 북 구 청")."""
    parts = text.split(" ")
    if len(parts) >= _LEAST_SPACED and all(len(part) == 1 for part in parts):
        return "".join(parts)
    return text


def folded(text: str) -> str:
    """Return the letters and digits of ``text`` alone, for comparing."""
    return re.sub(r"\W+", "", text).lower()


def after_label(lines: list[Line], at: int, label: re.Pattern[str]) -> str:
    """Return what stands behind the label that ``lines[at]`` begins with; empty where nothing does.

    It is the rest of the line, else the next cell of the row.
    """
    match = label.match(lines[at].text)
    if match is None:
        return ""
    rest = lines[at].text[match.end() :].lstrip(" :：").strip()
    if rest:
        return rest
    if not lines[at].cell:
        return ""
    following = [
        line.text
        for line in lines[at + 1 : at + 8]
        if line.row == lines[at].row and line.cell != lines[at].cell
    ]
    return following[0] if following else ""
