# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables for tests, drawn as text: a line for a row, ``|`` between cells.

Before a cell's text may stand, in this order and each followed by a blank: ``^2x3`` (rows and
columns spanned), and letters of ``S`` shaded, ``B`` bold, ``L`` large, ``C`` centred, ``H`` marked
as a header by its author, ``_`` an empty cell that only keeps distance, ``P`` a picture,
``N`` no line on any side.
"""

from __future__ import annotations

import re

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Align,
    Block,
    Cell,
    Document,
    Figure,
    Layout,
    Mark,
    Paragraph,
    Row,
    Scope,
    SizeClass,
    Table,
    Text,
)
from converters.document.walk import block_text

_CELL = re.compile(r"(?:\^(\d+)x(\d+)\s*)?(?:([SBLCH_PN]+)(?:\s|$))?(.*)")


def line(text: str, looks: str = "") -> Paragraph:
    """Return a paragraph of one run."""
    if not text:
        return Paragraph(())
    marks = frozenset({Mark.STRONG}) if "B" in looks else frozenset()
    size = SizeClass.LARGER if "L" in looks else None
    layout = Layout(align=Align.CENTER) if "C" in looks else Layout()
    return Paragraph((Text(text, marks, None, size),), layout)


def drawn(*rows: str, **fields: object) -> Table:
    """Return the table that the lines draw; ``fields`` are those of ``Table``."""
    return Table(tuple(Row(tuple(map(_cell, row.split("|")))) for row in rows), **fields)  # type: ignore[arg-type]


def _cell(source: str) -> Cell:
    found = _CELL.fullmatch(source.strip())
    assert found is not None
    rows, columns, looks, text = found[1], found[2], found[3] or "", found[4]
    blocks: tuple[Block, ...] = tuple(line(part, looks) for part in text.split(" / "))
    if "P" in looks:
        blocks = (Figure(f"picture {text}"),)
    return Cell(
        blocks,
        int(columns or 1),
        int(rows or 1),
        Scope.COLUMN if "H" in looks else None,
        shaded="S" in looks,
        spacer="_" in looks,
        unlined="N" in looks,
    )


def document(*blocks: Block) -> Document:
    """Return a document of some blocks."""
    return Document(Metadata(), blocks)


def scopes(table: Block) -> list[str]:
    """Return a line for each row: ``c``, ``r`` or ``.`` for each cell."""
    assert isinstance(table, Table)
    return [
        "".join("." if cell.scope is None else cell.scope.value[0] for cell in row.cells)
        for row in table.rows
    ]


def texts(table: Block) -> list[list[str]]:
    """Return the text of each cell, row by row."""
    assert isinstance(table, Table)
    return [[" ".join(map(block_text, cell.blocks)) for cell in row.cells] for row in table.rows]
