# SPDX-License-Identifier: AGPL-3.0-or-later
"""Classes of width for tables, columns and equations, and the style rules of those in use."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from string import Template

from converters.xhtml.equations import least_width_of, width_of
from converters.xhtml.markup import Element, classes_of

CELL_PADDING = 0.7
"""The space beside the text of a cell of a table that has a class of width, in em."""

# How small the text of a table may get, in em of the text around it. Inside another
# table, which may be stacked with its text as large as that, there is no such choice.
_SMALLEST = 0.7
_LARGEST = 0.92
_NESTED = _LARGEST
_SMALLEST_EQUATION = 0.4
# Math fonts differ: one in twenty sets an equation this much wider than it is taken to be.
_EQUATION_ROOM = 1.07
_STEP = 2
# In em: beside longer labels stacked cells have no room there (``stacking``).
_NARROW = 17


class Fits:
    """Gives tables and columns their classes of width and collects the rules of those in use."""

    def __init__(self) -> None:
        self._tables: set[tuple[int, bool]] = set()
        self._columns: set[int] = set()
        self._equations: set[tuple[int, int]] = set()
        self._inline_equations: set[int] = set()

    def table_class(self, need: float, *, nested: bool) -> str:
        """Return the class of a table that asks for ``need`` em of its own text."""
        rounded = _stepped(need)
        self._tables.add((rounded, nested))
        return f"{'i' if nested else 'n'}{rounded}"

    def equation_class(self, equation: Element) -> str:
        """Return the class of an equation in a box of its own."""
        need = self._need_of(equation)
        least = math.ceil(least_width_of(equation) * _EQUATION_ROOM)
        self._equations.add((need, least))
        return f"e{need}-{least}"

    def inline_equation_class(self, equation: Element, *, measured: bool) -> str:
        """Return the class of an equation in a line of text.

        Args:
            equation: the written equation.
            measured: True where the block around it can be asked for its width; elsewhere
                the equation is set in parts on wide pages as well.
        """
        need = self._need_of(equation) if measured else 0
        self._inline_equations.add(need)
        return f"q{need}"

    def column_class(self, least: float) -> str:
        """Return the class of a column that must have ``least`` em, rounded up to half an em."""
        halves = round(column_width(least) * 2)
        self._columns.add(halves)
        return f"w{halves * 5}"

    def _need_of(self, equation: Element) -> int:
        return _stepped(width_of(equation) * _EQUATION_ROOM)

    def rules(self) -> str:
        """Return style rules for the classes given so far."""
        rules = []
        if self._columns:
            inner = "".join(
                f".w{halves * 5}{{min-width:calc({halves / 2:g}em + var(--beside))}}\n"
                for halves in sorted(self._columns)
            )
            rules.append(f"@supports (container-type: inline-size) {{\n{inner}}}\n")
        for need, nested in sorted(self._tables):
            name = self.table_class(need, nested=nested)
            limit = need * (_NESTED if nested else _SMALLEST)
            if not nested:
                size = f"clamp({_SMALLEST}em, 100cqw / {need}, {_LARGEST}em)"
                rules.append(f".{name} {{ font-size: {_LARGEST}em; font-size: {size}; }}\n")
            narrow = min(limit, _NARROW)
            rules.append(
                _stacked_rules().substitute(
                    table=f".{name}", width=f"{limit:g}em", narrow=f"{narrow:g}em"
                )
            )
        for need, least in sorted(self._equations):
            name = f".e{need}-{least}"
            small = f"clamp({_SMALLEST_EQUATION}em, 100cqw / {least}, {_LARGEST}em)"
            rules.append(
                f"{name} {{ font-size: clamp({_SMALLEST}em, 100cqw / {need}, 1em); }}\n"
                f"@container (max-width: {need * _SMALLEST:g}em) {{\n"
                f"{name} {{ font-size: {small}; }}\n{_opened(name)}}}\n"
            )
        for need in sorted(self._inline_equations):
            opened = _opened(f".q{need}")
            if not need:
                rules.append(opened)
                continue
            rules.append(
                f"@container (max-width: {need}em) {{\n{opened}}}\n"
                f"@supports not (container-type: inline-size) {{\n{opened}}}\n"
            )
        return "".join(rules)


def column_width(least: float) -> float:
    """Return how wide a column is made that asks for ``least`` em: rounded up to half an em."""
    return max(1, math.ceil(least * 2 - 0.05)) / 2


def _opened(name: str) -> str:
    """Return the rules that let an equation break between its parts."""
    return (
        f"{name}, {name} .open {{ display: inline; }}\n"
        f"{name} mtable.open, {name} mtr.open {{ display: block; }}\n"
        f"{name}.open > :not(.open), {name} .open > :not(.open) {{ display: inline math; }}\n"
        f"{name}.open > mtable:not(.open), {name} .open > mtable:not(.open) "
        "{ display: inline-table; }\n"
        # A brace does not grow with lines that went below it.
        f'{name} mo[fence="true"] + mtable.open '
        "{ padding-inline-start: 0.4em; border-inline-start: 1px solid; }\n"
        f"{name}.open > mo, {name} .open > mo {{ margin-inline: 0.15em; }}\n"
    )


def _stepped(need: float) -> int:
    return math.ceil(need / _STEP) * _STEP


@cache
def _stacked_rules() -> Template:
    return Template((files("assets") / "css" / "stacked.css").read_text(encoding="utf-8"))


def need_of(table: Element) -> float:
    """Return how wide a table inside a cell, already measured, asks to be."""
    for name in classes_of(table):
        if name[0] == "i" and name[1:].isdecimal():
            return float(name[1:])
    widths = [
        int(name[1:]) / 10
        for column in table.iter("{*}col")
        for name in classes_of(column)
        if name[0] == "w"
    ]
    return sum(widths) + CELL_PADDING * max(len(widths), 1)
