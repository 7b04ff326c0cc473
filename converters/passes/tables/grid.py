# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table as a grid: each cell with its place, its text and how it is set apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from operator import is_

from converters.document.nodes import Align, Cell, Paragraph, Row, Scope, Table
from converters.document.walk import block_text, has_content, iter_blocks, plain_text
from converters.passes.wording import is_strong, paragraphs_of

# Units of figures in full; anything longer beside a figure is a text that begins with one.
_FIGURE = re.compile(
    r"[△▲▽▼↑↓+\-−–±≈~<>≤≥*†‡]*\s*[$₩€£¥]?\s*\d[\d.,:/~\-– ]*\s*"
    r"(?:%p?|％|[a-zA-Z]{1,3}|천?만?[원명건개억조회대곳점세평톤배매부권종식정척인채필두]|천원|[십백천]?만원|[백천]?만|억원|조원|십억원|km|㎞|㎡|㎥|㎢|㎏|ℓ|p)?\s*[*†‡]*"
)
_BRACKETS = re.compile(r"^[(\[<｛{]\s*(.*?)\s*[)\]>｝}]$")
_SMALL_PRINT = re.compile(r"^(?:주?\d\)|[*※†‡]+)\s*|(?:\s주?\d\)|[*†‡]+)$")
_FILLER = re.compile(
    r"[-–—―=·.…*xX○●◎△×√☑☐□■/〃\"”]+|[nN]\.?/?[aA]\.?|\([xX]\)|해당\s?없음|없음|미상"
)
_YEAR = re.compile(
    r"['‘’]?\s?(?:(?:19|20)\d\d|(?<=['‘’])\d\d)\s*(?:년도?|[pe]|\.)?(?:\s*[-~–]\s*(?:19|20)?\d\d년?)?"
)
CORNER = re.compile(
    r"구분|항목|분류|종류|유형|지역|국가|기관|부서|연도|년도|연월|월|category|item|type|country|region|year"
)
"""First words of a head that stand above the names of the rows."""
_MOST = 0.5
_RANGE = re.compile(
    r"[<>≤≥~]?\s?\d[\d,.]*\s?\D{0,3}\s?[-–~∼]\s?\d[\d,.]*\s?[^\d\s]{0,8}|[<>≤≥]\s?\d[\d,.]*"
)
_BLANK_FORM = re.compile(
    r"(?:\d{0,4}\s?년|[월일시분세원명]|개월|인|서명|도장|[\s()（）:：.·_/\-~∼…])*"
)


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure with its sign and unit: "△1,234천원", "(12.3)"."""
    inner = _SMALL_PRINT.sub("", text).strip()
    match = _BRACKETS.match(inner)
    return _FIGURE.fullmatch(match[1] if match else inner) is not None


def is_range(text: str) -> bool:
    """Whether a cell's text is a range of figures or a bound ("20-29", "<1948"), which names a group."""
    return _RANGE.fullmatch(text.strip()) is not None


def is_year(text: str) -> bool:
    """Whether a cell's text is a year, which heads a column as often as it is a figure."""
    return _YEAR.fullmatch(text.strip()) is not None


def is_filler(text: str) -> bool:
    """Whether a cell's text only says that there is nothing, or yes and no: "-", "N/A", "○"."""
    return _FILLER.fullmatch(text.strip()) is not None


def is_blank(text: str) -> bool:
    """Whether a cell waits to be filled in: nothing, or no more than brackets and dots."""
    return _BLANK_FORM.fullmatch(text) is not None


def is_word(text: str, words: re.Pattern[str]) -> bool:
    """Whether a text is one of ``words``, spaces and case aside."""
    return words.fullmatch(re.sub(r"\s+", "", text).lower()) is not None


def cell_text(cell: Cell) -> str:
    """Return the visible text of a cell, spaces folded."""
    if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
        return " ".join(plain_text(cell.blocks[0].inlines).split())
    return " ".join(" ".join(map(block_text, cell.blocks)).split())


class Placed:
    """A cell of the grid; rows and columns count from 0."""

    def __init__(self, row: int, column: int, cell: Cell) -> None:
        self.row = row
        self.column = column
        self.cell = cell
        self.scope: Scope | None = cell.scope
        """What it heads, as far as is known."""

    @cached_property
    def text(self) -> str:
        """Its visible text, spaces folded."""
        return cell_text(self.cell)

    @cached_property
    def is_filled(self) -> bool:
        """Whether it prints anything."""
        return has_content(self.cell.blocks)

    @cached_property
    def strong(self) -> bool:
        """Whether all its text is strong."""
        paragraphs = paragraphs_of(self.cell.blocks)
        return bool(paragraphs) and all(is_strong(p.inlines) for p in paragraphs)

    @cached_property
    def centred(self) -> bool:
        """Whether all its lines are centred."""
        if self.cell.align is Align.CENTER:
            return True
        paragraphs = paragraphs_of(self.cell.blocks)
        return bool(paragraphs) and all(p.layout.align is Align.CENTER for p in paragraphs)

    @property
    def end_row(self) -> int:
        """The row after its last."""
        return self.row + self.cell.rowspan

    @property
    def end_column(self) -> int:
        """The column after its last."""
        return self.column + self.cell.colspan


class Grid:
    """All cells of a table by row and column."""

    def __init__(self, table: Table) -> None:
        self.height = len(table.rows)
        self.rows: list[list[Placed]] = []
        """The cells that begin in each row."""
        self._at: dict[tuple[int, int], Placed] = {}
        for number, row in enumerate(table.rows):
            self.rows.append(list(self._place(number, row)))
        self.width = max((column for _, column in self._at), default=-1) + 1

    def _place(self, number: int, row: Row) -> Iterator[Placed]:
        column = 0
        for cell in row.cells:
            while (number, column) in self._at:
                column += 1
            placed = Placed(number, column, cell)
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    self._at[number + down, column + across] = placed
            yield placed
            column += cell.colspan

    def at(self, row: int, column: int) -> Placed | None:
        """Return the cell that covers a position; None outside of the table."""
        return self._at.get((row, column))

    def texts(self, row: int) -> list[Placed]:
        """Return the cells that begin in a row and have text."""
        return [placed for placed in self.rows[row] if placed.text]

    def is_band(self, row: int) -> bool:
        """Whether a row is one cell with text over the whole width."""
        cells = self.rows[row]
        return len(cells) == 1 and cells[0].cell.colspan == self.width > 1 and bool(cells[0].text)

    def below(self, row: int) -> Iterator[Placed]:
        """Yield the cells with text that begin in ``row`` or below, bands left out."""
        for number in range(row, self.height):
            if not self.is_band(number):
                yield from self.texts(number)


def with_scopes(table: Table, grid: Grid) -> Table:
    """Return ``table`` with the scopes of ``grid``; the same object where none differs."""
    rows = []
    for row, placed in zip(table.rows, grid.rows, strict=True):
        cells = tuple(
            cell if cell.scope is found.scope else replace(cell, scope=found.scope)
            for cell, found in zip(row.cells, placed, strict=True)
        )
        rows.append(row if all(map(is_, cells, row.cells)) else Row(cells))
    if all(map(is_, rows, table.rows)):
        return table
    return replace(table, rows=tuple(rows))


def holds_blocks(cell: Cell, kinds: type | tuple[type, ...]) -> bool:
    """Whether a cell holds a block of some kinds, at any depth."""
    return any(isinstance(block, kinds) for block in iter_blocks(cell.blocks))


Look = Callable[[Placed], bool]
"""Whether a cell is set apart in one way."""


def _is_shaded(placed: Placed) -> bool:
    return placed.cell.shaded


def _is_strong(placed: Placed) -> bool:
    return placed.strong


LOOKS: tuple[Look, ...] = (_is_shaded, _is_strong)
"""The ways in which authors set header cells apart."""


def are_figures(cells: Sequence[Placed]) -> bool:
    """Whether most cells that say anything are figures."""
    values = [placed for placed in cells if not is_filler(placed.text)]
    return bool(values) and sum(is_figure(placed.text) for placed in values) > _MOST * len(values)


def is_pairs(grid: Grid, row: int) -> bool:
    """Whether each cell of a row with words stands before one that waits to be filled in."""
    cells = grid.rows[row]
    told = [bool(placed.text) and not is_blank(placed.text) for placed in cells]
    return len(cells) > 1 and all(
        not here or (at + 1 < len(cells) and not told[at + 1]) for at, here in enumerate(told)
    )
