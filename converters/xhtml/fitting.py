# SPDX-License-Identifier: AGPL-3.0-or-later
"""How tables fit pages of any width: what they ask for, and their form where a page is narrower.

A reading system that turns pages cannot scroll a table sideways. So each written
table is measured, in em of its own text: what must not break (a figure, a date, a
telephone number) and how little a column of words may have. The style sheet gives
the columns that much, makes the text smaller down to a limit, and below it stacks
the cells of each row, each under the words of its column's head. Only style rules
do so, as queries of the width around the table: the book holds one table, whole,
and without them it wraps its words as before.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Template

from converters.xhtml.equations import is_equation, least_width_of, width_of
from converters.xhtml.markup import Element, add_class, local_name, new, one_line
from converters.xhtml.text_width import text_width

# How small the text of a table may get, in em of the text around it; inside another
# table there is no such choice: the outer one has made its text smaller already.
_SMALLEST = 0.7
_LARGEST = 0.92
_NESTED = 0.85
# Up to this width in em a table fits a phone's page at 200 % text.
_ALWAYS_FITS = 11
_PADDING = 0.7
# The least widths in em of columns of words: in a table with a head, which can be
# stacked in its place, in one without, and of the words of a head itself.
_WORDS = 4.0
_BARE_WORDS = 2.5
_HEAD_WORDS = 2.2
_EMPTY = 0.8
_PICTURE = 2.0
# A longer figure may break after its signs after all.
_LONGEST_FIGURE = 8.0
_LABEL_LENGTH = 60
# A longer text stands below the words of its head instead of beside them.
_LONG_TEXT = 40
_STEP = 2
# What the style sheet leaves of indents inside cells, in em.
_INDENT = 1.0
_LIST_INDENT = 1.7

_BOLD = 1.1
# A text no wider than this stays in one line.
_SHORT = 3.2
_FIGURE = re.compile(
    r"[(\[<△▲▽▼+\-\u2212–~≒±₩$€¥]*\d[\d.,:/\-–~%‰+()\[\]<>\s]*[A-Za-z℃㎡㎢㎥㎞㎝㎜㎏%]{0,3}"
    r"[가-힣]?[)\]>.]*"
)
_AMOUNT = re.compile(r"[(△▲▽▼+\-\u2212₩$€¥\s]*\d{1,3}(?:,\d{3})*(?:\.\d+)?\s*[%)]*|\d+(?:\.\d+)?%?")
_TELLING_AMOUNT = re.compile(r"\d[,.]\d")
_DIGITS = re.compile(r"\d[\d,.]*")
_NOTHING = frozenset({"", "-", "–", "—", "−", "·", "…", "x", "X", "0"})
_SIZES = {"s-large": 1.2, "s-larger": 1.45, "s-huge": 1.45}
_LINES = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "br", "figure"})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A written cell and where it stands."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int
    in_head: bool


@dataclass(slots=True)
class _Grid:
    """The written cells of a table by their places."""

    table: Element
    cells: list[_Cell] = field(default_factory=list)
    rows: list[Element] = field(default_factory=list)
    columns: int = 0
    head: int = 0
    """Rows of the head."""


class Fits:
    """Gives tables and columns their classes of width and collects the rules of those in use."""

    def __init__(self) -> None:
        self._tables: set[tuple[int, bool]] = set()
        self._columns: set[int] = set()
        self._equations: set[tuple[int, int]] = set()

    def table_class(self, need: int, *, nested: bool) -> str:
        """Return the class of a table that asks for ``need`` em of its own text."""
        self._tables.add((need, nested))
        return f"{'i' if nested else 'n'}{need}"

    def equation_class(self, equation: Element) -> str:
        """Return the class of an equation in a box of its own."""
        need, least = _stepped(width_of(equation)), math.ceil(least_width_of(equation))
        self._equations.add((need, least))
        return f"e{need}-{least}"

    def column_class(self, least: float) -> str:
        """Return the class of a column that must have ``least`` em, rounded up to half an em."""
        halves = max(1, math.ceil(least * 2 - 0.05))
        self._columns.add(halves)
        return f"w{halves * 5}"

    def rules(self) -> str:
        """Return style rules for the classes given so far."""
        rules = []
        if self._columns:
            inner = "".join(
                f".w{halves * 5}{{min-width:{halves / 2:g}em}}\n"
                for halves in sorted(self._columns)
            )
            rules.append(f"@supports (container-type: inline-size) {{\n{inner}}}\n")
        for need, nested in sorted(self._tables):
            name = self.table_class(need, nested=nested)
            limit = need * (_NESTED if nested else _SMALLEST)
            if not nested:
                size = f"clamp({_SMALLEST}em, 100cqw / {need}, {_LARGEST}em)"
                rules.append(f".{name} {{ font-size: {_LARGEST}em; font-size: {size}; }}\n")
            rules.append(_stacked_rules().substitute(table=f".{name}", width=f"{limit:g}em"))
        for need, least in sorted(self._equations):
            name = f".e{need}-{least}"
            rules.append(
                f"{name} {{ font-size: clamp({_SMALLEST}em, 100cqw / {need}, 1em); }}\n"
                f"@container (max-width: {need * _SMALLEST:g}em) {{\n"
                f"{name} {{ font-size: clamp(0.4em, 100cqw / {least}, {_LARGEST}em); }}\n"
                f"{name}, {name} .open {{ display: inline; }}\n"
                f"{name} mtable.open, {name} mtr.open {{ display: block; }}\n"
                f"{name}.open > :not(.open), {name} .open > :not(.open) "
                "{ display: inline math; }\n"
                f"{name}.open > mo, {name} .open > mo {{ margin-inline: 0.15em; }}\n}}\n"
            )
        return "".join(rules)


def _stepped(need: float) -> int:
    return math.ceil(need / _STEP) * _STEP


@cache
def _stacked_rules() -> Template:
    return Template((files("assets") / "css" / "stacked.css").read_text(encoding="utf-8"))


def fit_table(fits: Fits, table: Element, *, nested: bool) -> Element:
    """Give a written table what it needs to fit pages of any width.

    Args:
        fits: the classes of the book.
        table: a ``table`` with all its cells.
        nested: True inside another table.

    Returns:
        the table, or the box whose width decides on the table's form.
    """
    grid = _grid_of(table)
    presentational = table.get("role") == "presentation"
    if not presentational:
        _mark_figures(grid)
        if _is_form(grid):
            add_class(table, "form")
    least = _least_widths(grid)
    _mark_columns(fits, grid, least)
    need = sum(least) + _PADDING * len(least)
    if need <= _ALWAYS_FITS:
        return table
    need = _stepped(need)
    add_class(table, fits.table_class(need, nested=nested))
    if grid.head and not presentational:
        add_class(table, "records")
        _label(grid)
        _keep_roles(grid)
    if nested:
        return table
    box = new("div", {"class": "fit"})
    parent = table.getparent()
    parent.replace(table, box)
    box.append(table)
    return box


# ---------------------------------------------------------------- places of cells


def _grid_of(table: Element) -> _Grid:
    grid = _Grid(table)
    taken: set[tuple[int, int]] = set()
    number = 0
    for group in table:
        name = local_name(group)
        if name not in ("thead", "tbody"):
            continue
        for row in group:
            grid.rows.append(row)
            column = 0
            for element in row:
                while (number, column) in taken:
                    column += 1
                columns = int(element.get("colspan", "1"))
                rows = int(element.get("rowspan", "1"))
                grid.cells.append(
                    _Cell(element, number, column, columns, rows, in_head=name == "thead")
                )
                if rows > 1:
                    taken.update(
                        (number + down, column + right)
                        for down in range(1, rows)
                        for right in range(columns)
                    )
                column += columns
                grid.columns = max(grid.columns, column)
            number += 1
        if name == "thead":
            grid.head = number
    return grid


# ---------------------------------------------------------------- widths


def _least_widths(grid: _Grid) -> list[float]:
    """Return the least width of each column in em, without the space around its text."""
    least = [_EMPTY] * grid.columns
    words = _WORDS if grid.head else _BARE_WORDS
    spanning = []
    for cell in grid.cells:
        width = _least_width(cell.element, _HEAD_WORDS if cell.in_head else words)
        if cell.columns == 1:
            least[cell.column] = max(least[cell.column], width)
        else:
            spanning.append((cell, width))
    for cell, width in spanning:
        inside = least[cell.column : cell.column + cell.columns]
        missing = width - sum(inside) - _PADDING * (len(inside) - 1)
        if missing > 0:
            for column in range(cell.column, cell.column + cell.columns):
                least[column] += missing / cell.columns
    return least


def _least_width(cell: Element, words: float) -> float:
    width = _EMPTY
    content = _content_of(cell)
    scale = max((_SIZES.get(n, 1.0) for e in cell.iter() for n in _classes(e)), default=1.0)
    if local_name(cell) == "th" or any(local_name(e) == "strong" for e in cell.iter()):
        scale *= _BOLD
    for line, indent in content.lines:
        own = text_width(line) * scale
        if _is_figure(line) or own <= _SHORT:
            width = max(width, own + indent)
            continue
        for word in line.split():
            own = text_width(word) * scale
            most = _LONGEST_FIGURE if _FIGURE.fullmatch(word) else words * scale
            inside = max((text_width(n) * scale for n in _DIGITS.findall(word)), default=0.0)
            width = max(width, min(own, max(most, min(inside, _LONGEST_FIGURE))) + indent)
    return max([width, *content.things])


def _is_figure(line: str) -> bool:
    """Whether the line is one figure, date or number that must stay in one piece."""
    return bool(_FIGURE.fullmatch(line)) and text_width(line) <= _LONGEST_FIGURE


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split() if isinstance(element.tag, str) else []


@dataclass(slots=True)
class _Content:
    """What a cell holds."""

    lines: list[tuple[str, float]] = field(default_factory=list)
    """The text, broken at blocks, each with its indent in em."""
    things: list[float] = field(default_factory=list)
    """The widths in em of tables, equations and pictures."""

    def is_empty(self) -> bool:
        return not self.lines and not self.things

    def text(self) -> str:
        return " ".join(line for line, _ in self.lines)


def _content_of(cell: Element) -> _Content:
    content = _Content()
    pieces: list[str] = [cell.text or ""]

    def end_line(indent: float) -> None:
        text = " ".join("".join(pieces).split())
        if text:
            content.lines.append((text, indent))
        pieces.clear()

    def walk(element: Element, indent: float) -> None:
        for child in element:
            name = local_name(child)
            inner = indent + _indent_of(child, name)
            if name in _LINES:
                end_line(indent)
            if name == "table":
                content.things.append(_need_of(child) + indent)
            elif is_equation(child):
                content.things.append(least_width_of(child) + indent)
            elif name == "img":
                content.things.append(_PICTURE)
            else:
                pieces.append(child.text or "")
                walk(child, inner)
            if name in _LINES:
                end_line(inner)
            pieces.append(child.tail or "")

    walk(cell, 0.0)
    end_line(0.0)
    return content


def _indent_of(element: Element, name: str) -> float:
    if name == "li":
        return _LIST_INDENT
    return _INDENT if any(n.startswith(("hang", "in")) for n in _classes(element)) else 0.0


def _need_of(table: Element) -> float:
    """Return how wide a table inside a cell, already measured, asks to be."""
    for name in _classes(table):
        if name[0] == "i" and name[1:].isdecimal():
            return float(name[1:])
    widths = [
        int(name[1:]) / 10
        for column in table.iter("{*}col")
        for name in _classes(column)
        if name[0] == "w"
    ]
    return sum(widths) + _PADDING * max(len(widths), 1)


def _mark_columns(fits: Fits, grid: _Grid, least: list[float]) -> None:
    group = next((e for e in grid.table if local_name(e) == "colgroup"), None)
    if group is None:
        if grid.columns < 2:
            return
        group = new("colgroup")
        # A caption comes first (HTML, 4.9.1).
        first = len(grid.table) and local_name(grid.table[0]) == "caption"
        grid.table.insert(1 if first else 0, group)
    while len(group) < len(least):
        group.append(new("col"))
    for column, width in zip(group, least, strict=False):
        add_class(column, fits.column_class(width))


# ---------------------------------------------------------------- figures and forms


def _mark_figures(grid: _Grid) -> None:
    """Mark cells whose text must stay in one line, and those of columns of amounts."""
    body: dict[int, list[_Cell]] = {}
    texts: dict[int, str] = {}
    for cell in grid.cells:
        content = _content_of(cell.element)
        text = content.text() if len(content.lines) == 1 and not content.things else ""
        texts[id(cell)] = "-" if content.is_empty() else text
        if text and _is_figure(text):
            add_class(cell.element, "fig")
        if not cell.in_head and cell.columns == 1 and local_name(cell.element) == "td":
            body.setdefault(cell.column, []).append(cell)
    for cells in body.values():
        said = [texts[id(cell)] for cell in cells if texts[id(cell)] not in _NOTHING]
        amounts = [text for text in said if _AMOUNT.fullmatch(text)]
        if len(amounts) < 2 or len(amounts) < 0.8 * len(said):
            continue
        if not any(map(_TELLING_AMOUNT.search, amounts)):
            continue
        for cell in cells:
            if texts[id(cell)] in _NOTHING or _AMOUNT.fullmatch(texts[id(cell)]):
                add_class(cell.element, "amount")


def _is_form(grid: _Grid) -> bool:
    """Whether the table has cells to be filled in: their frames are all there is to see."""
    body = [cell.element for cell in grid.cells if not cell.in_head]
    empty = sum(_content_of(element).is_empty() for element in body)
    return empty * (3 if grid.head else 8) >= len(body) and empty > 0


# ---------------------------------------------------------------- the stacked form


def _label(grid: _Grid) -> None:
    """Give each cell of the body the words of its column's head, each row those that span it."""
    heads = _words_of_heads(grid)
    spanned: dict[int, list[str]] = {}
    leading: dict[int, int] = {}
    for cell in grid.cells:
        if cell.in_head:
            continue
        name = local_name(cell.element)
        text = _text(cell.element)
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
        if label and len(label) <= _LABEL_LENGTH:
            cell.element.set("data-label", label)
            if len(text) > _LONG_TEXT or any(local_name(e) == "table" for e in cell.element.iter()):
                add_class(cell.element, "long")
    for number, texts in spanned.items():
        if number < len(grid.rows):
            grid.rows[number].set("data-head", " · ".join(texts)[:_LABEL_LENGTH])


def _words_of_heads(grid: _Grid) -> list[list[str]]:
    heads: list[list[str]] = [[] for _ in range(grid.columns)]
    for cell in grid.cells:
        text = _text(cell.element) if cell.in_head else ""
        if not text:
            continue
        for column in range(cell.column, cell.column + cell.columns):
            # What spans the whole table names no column.
            if cell.columns < grid.columns and text not in heads[column]:
                heads[column].append(text)
    return heads


def _text(cell: Element) -> str:
    return one_line(_content_of(cell).text())


_CELL_ROLES = {"col": "columnheader", "row": "rowheader"}


def _keep_roles(grid: _Grid) -> None:
    """Say what each element is: some browsers forget it of what is not shown as a table."""
    grid.table.set("role", "table")
    for row in grid.rows:
        row.getparent().set("role", "rowgroup")
        row.set("role", "row")
        for cell in row:
            cell.set("role", _CELL_ROLES.get(cell.get("scope", ""), "cell"))
