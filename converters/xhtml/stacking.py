# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the stacked form of a table needs: the words of the heads at each cell, and roles.

A style sheet shows a row of a table that is too wide as a stack of its cells
(``assets/css/stacked.css``). What it prints beside a cell stands in attributes, so
that no word of the table is in the book twice.
"""

from __future__ import annotations

from converters.xhtml.markup import add_class, local_name, one_line
from converters.xhtml.table_grid import GridCell, WrittenGrid
from converters.xhtml.text_width import text_width

# What is longer is cut: it only recalls what the head says in full.
_LABEL_LENGTH = 120
# Beside longer words, or longer text, there is no room: the text stands below.
_SHORT_LABEL = 30
_SHORT_TEXT = 40
_LABEL_WORD = 4.4
_LONG_LABEL_WORD = 7.0
"""Widths in em of the longest word that stays whole in the labels' share of a narrow page, and of
one that is as wide as a phone's at 100 % text."""
_CELL_ROLES = {
    "col": "columnheader",
    "colgroup": "columnheader",
    "row": "rowheader",
    "rowgroup": "rowheader",
}


def prepare_stack(grid: WrittenGrid) -> None:
    """Make a table with a head ready to be shown as stacks of cells."""
    _label(grid)
    _keep_roles(grid)


def _label(grid: WrittenGrid) -> None:
    """Give each cell of the body the words of its column's head, each row those that span it."""
    heads = _words_of_heads(grid)
    spanned: dict[int, list[str]] = {}
    leading: dict[int, int] = {}
    for cell in grid.cells:
        if cell.in_head:
            continue
        name = local_name(cell.element)
        text = _text(cell)
        starts = cell.column == leading.get(cell.row, 0)
        if starts:
            leading[cell.row] = cell.column + cell.columns
            if cell.rows > 1 and text:
                for row in range(cell.row + 1, cell.row + cell.rows):
                    spanned.setdefault(row, []).append(text)
                    leading[row] = max(leading.get(row, 0), cell.column + cell.columns)
        if cell.columns == grid.columns or (name == "th" and starts):
            continue
        said: list[str] = []
        for column in range(cell.column, cell.column + cell.columns):
            said += [words for words in heads[column] if words not in said]
        label = " · ".join(said)
        if not label:
            continue
        cell.element.set("data-label", _cut(label))
        word = max(map(text_width, label.split()), default=0.0)
        many = len(text) > _SHORT_TEXT or len(label) > _SHORT_LABEL
        if cell.content.nested or word > _LONG_LABEL_WORD or many:
            add_class(cell.element, "long")
        elif word > _LABEL_WORD:
            add_class(cell.element, "longish")
    for number, texts in spanned.items():
        if number < len(grid.rows):
            grid.rows[number].set("data-head", _cut(" · ".join(texts)))


def _words_of_heads(grid: WrittenGrid) -> list[list[str]]:
    heads: list[list[str]] = [[] for _ in range(grid.columns)]
    for cell in grid.cells:
        text = _text(cell) if cell.in_head else ""
        if not text:
            continue
        for column in range(cell.column, cell.column + cell.columns):
            # What spans the whole table names no column.
            if cell.columns < grid.columns and text not in heads[column]:
                heads[column].append(text)
    return heads


def _cut(words: str) -> str:
    return words if len(words) <= _LABEL_LENGTH else f"{words[:_LABEL_LENGTH]}…"


def _text(cell: GridCell) -> str:
    return one_line(cell.content.text())


def _keep_roles(grid: WrittenGrid) -> None:
    """Say what each element is: some browsers forget it of what is not shown as a table."""
    grid.table.set("role", "table")
    for row in grid.rows:
        group = row.getparent()
        if group is not None:
            group.set("role", "rowgroup")
        row.set("role", "row")
        for cell in row:
            cell.set("role", _CELL_ROLES.get(cell.get("scope", ""), "cell"))
