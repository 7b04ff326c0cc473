# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables (4.3.9.1)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.objects import Paras, caption_records, object_header
from tests.hwp5_writer.paragraphs import LineWriter, Para
from tests.hwp5_writer.records import Record

_WIDTH = 42520
_ROW_HEIGHT = 1700
_SHADED, _BORDERED = 3, 2
_HEADER_BIT = 1 << 18
_MIDDLE = 1 << 21


@dataclass
class Cell:
    """A cell; ``header`` marks it as a heading of its row or column."""

    paras: Paras
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    shaded: bool = False


@dataclass
class Table:
    """Rows of cells, each row from left to right without the cells that spans cover."""

    rows: Sequence[Sequence[str | Para | Cell]]
    caption: Paras = ()
    caption_below: bool = False
    repeat_header: bool = True
    inline: bool = True
    widths: Sequence[int] = ()
    description: str = "표입니다."

    def write(self, line: LineWriter) -> None:
        """Append the control."""
        placed, columns = self._placed()
        widths = list(self.widths) or [_WIDTH // columns] * columns
        head = object_header(
            sum(widths),
            _ROW_HEIGHT * len(self.rows),
            inline=self.inline,
            category=2,
            description=self.description,
            caption=bool(self.caption),
        )
        children: list[Record] = []
        if self.caption:
            side = 3 if self.caption_below else 2
            children += caption_records(line, self.caption, sum(widths), side)
        children.append(self._table(line.level + 2, placed, columns))
        for row, column, cell in placed:
            width = sum(widths[column : column + cell.colspan])
            border = _SHADED if cell.shaded or cell.header else _BORDERED
            attributes = _MIDDLE | (_HEADER_BIT if cell.header else 0)
            place = struct.pack("<IHHHH", attributes, column, row, cell.colspan, cell.rowspan)
            place += struct.pack("<II4HH", width, _ROW_HEIGHT * cell.rowspan, *[141] * 4, border)
            children += line.list_of(cell.paras or [Para()], place + struct.pack("<I", width))
        line.control(11, "tbl ", head, children)

    def _table(self, level: int, placed: list[tuple[int, int, Cell]], columns: int) -> Record:
        per_row = [sum(row == at for row, _, _ in placed) for at in range(len(self.rows))]
        data = struct.pack(
            "<IHHH4H", 2 | self.repeat_header << 2, len(self.rows), columns, 0, *[141] * 4
        )
        data += struct.pack(f"<{len(per_row)}H", *per_row) + struct.pack("<HH", _BORDERED, 0)
        return Record(tag.TABLE, level, data)

    def _placed(self) -> tuple[list[tuple[int, int, Cell]], int]:
        """Return (row, column, cell) of every cell, and the number of columns."""
        taken: set[tuple[int, int]] = set()
        placed: list[tuple[int, int, Cell]] = []
        for row, cells in enumerate(self.rows):
            column = 0
            for item in cells:
                cell = item if isinstance(item, Cell) else Cell([item])
                while (row, column) in taken:
                    column += 1
                placed.append((row, column, cell))
                taken |= {
                    (row + down, column + right)
                    for down in range(cell.rowspan)
                    for right in range(cell.colspan)
                }
        return placed, max(column for _, column in taken) + 1
