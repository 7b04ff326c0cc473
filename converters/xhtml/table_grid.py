# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cells of a written table by their places, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.xhtml.equations import is_equation, least_width_of
from converters.xhtml.fits import need_of
from converters.xhtml.markup import Element, classes_of, local_name

# What the style sheet leaves of indents inside cells, in em.
_INDENT = 1.0
_HANGS = {"hm1": 1.3, "hm2": 1.7, "hm3": 2.2, "hm4": 3.2}
_LIST_INDENT = 1.7
_PICTURE = 2.0
_WIDTH = re.compile(r"(?:^|;)width:([\d.]+)em")
_BOLD = 1.1
_SIZES = {"s-large": 1.3, "s-larger": 1.6, "s-huge": 1.6}
_PLAIN = frozenset({"a", "span", "mark", "strong", "em", "u", "s", "sub", "sup"})
_LINES = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "br", "figure"})


@dataclass(slots=True)
class CellContent:
    """What a cell holds."""

    lines: list[tuple[str, float]] = field(default_factory=list)
    """The text, broken at blocks, each with its indent in em."""
    things: list[float] = field(default_factory=list)
    """The widths in em of tables, equations and pictures."""
    scale: float = 1.0
    """How much wider its letters are than those of plain text."""
    nested: bool = False
    """Whether it holds a table."""

    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.lines and not self.things

    def text(self) -> str:
        """Return all the text in one line."""
        return " ".join(line for line, _ in self.lines)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A written cell and where it stands."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int
    in_head: bool
    content: CellContent


@dataclass(slots=True)
class WrittenGrid:
    """The written cells of a table by their places."""

    table: Element
    cells: list[GridCell] = field(default_factory=list)
    rows: list[Element] = field(default_factory=list)
    columns: int = 0
    head: int = 0
    """Rows of the head."""


def grid_of(table: Element) -> WrittenGrid:
    """Return the cells of a written ``table``, each at its place."""
    grid = WrittenGrid(table)
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
                    GridCell(
                        element,
                        number,
                        column,
                        columns,
                        rows,
                        name == "thead",
                        _content_of(element),
                    )
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


def _content_of(cell: Element) -> CellContent:
    """Return what a written cell holds; tables inside it are measured already."""
    content = CellContent()
    if local_name(cell) == "th":
        content.scale = _BOLD
    only = cell[0] if len(cell) == 1 and not cell.text else None
    if only is not None and local_name(only) == "p" and _PLAIN.issuperset(_names_in(only)):
        # Nearly all cells hold one plain paragraph.
        text = " ".join("".join(map(str, only.itertext())).split())
        if text:
            content.lines.append((text, _indent_of("p", classes_of(only))))
        content.scale = max(content.scale, *map(_scale_of, only.iter()))
        return content
    pieces: list[str] = [cell.text or ""]

    def end_line(indent: float) -> None:
        text = " ".join("".join(pieces).split())
        if text:
            content.lines.append((text, indent))
        pieces.clear()

    def walk(element: Element, indent: float) -> None:
        for child in element:
            name = local_name(child)
            classes = classes_of(child)
            content.scale = max(content.scale, _scale_of(child))
            inner = indent + _indent_of(name, classes)
            if name in _LINES:
                end_line(indent)
            if name == "table":
                content.nested = True
                content.things.append(need_of(child) + indent)
            elif is_equation(child):
                content.things.append(least_width_of(child) + indent)
            elif name == "img":
                said = _WIDTH.search(child.get("style", ""))
                content.things.append((float(said[1]) if said else _PICTURE) + indent)
            else:
                pieces.append(child.text or "")
                walk(child, inner)
            if name in _LINES:
                end_line(inner)
            pieces.append(child.tail or "")

    walk(cell, 0.0)
    end_line(0.0)
    return content


def _names_in(element: Element) -> Iterator[str]:
    return map(local_name, element.iterdescendants())


def _scale_of(element: Element) -> float:
    """Return how much wider letters an element has than plain text."""
    scale = _BOLD if local_name(element) == "strong" else 1.0
    names = element.get("class")
    return scale * max(_SIZES.get(name, 1.0) for name in names.split()) if names else scale


def _indent_of(name: str, classes: list[str]) -> float:
    if name == "li":
        return _LIST_INDENT
    for known in classes:
        if known in _HANGS:
            return _HANGS[known]
        if known.startswith(("hang", "in")):
            return _INDENT
    return 0.0
