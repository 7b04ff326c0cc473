# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands of the equation script that take operands (annex I.5)."""

from __future__ import annotations

from collections.abc import Callable

from converters.source.hangul.equation.grammar import MAX_SCRIPT, Parser
from converters.source.hangul.equation.items import trimmed
from converters.source.hangul.equation.lexer import TokenType, tokens_of
from converters.source.mathematics.syntax import (
    EMPTY,
    Colored,
    EquationError,
    Fence,
    Fraction,
    Grid,
    Identifier,
    MathRow,
    Node,
    Number,
    Operator,
    Relation,
    Root,
    Words,
    row_of,
)

_FIGURE_SPACE = "\u2007"

Command = Callable[[Parser], Node]


def _root(parser: Parser) -> Node:
    """``sqrt x``, and ``root 3 of x`` (either word, I.5.9)."""
    first = parser.term(relations=False)
    if parser.next_command() != "of":
        return Root(first)
    parser.take()
    return Root(parser.term(relations=False), first)


def _binomial(parser: Parser) -> Node:
    return Fence("(", Fraction(parser.term(), parser.term(), bar=False), ")")


def _matrix(opening: str, closing: str) -> Command:
    def read(parser: Parser) -> Node:
        aligns: tuple[str, ...] = ("center",)
        token = parser.peek()
        rows = parser.group()
        if token is not None and token.type is TokenType.OPEN and len(rows) == 1:
            cells = rows[0][0]
            columns = cells.items if isinstance(cells, MathRow) else (cells,)
            if columns and all(
                isinstance(cell, Grid) and cell.style == "column" for cell in columns
            ):
                return _of_columns(columns, opening, closing)
        return Grid(_rectangle(rows), aligns, "matrix", opening, closing)

    return read


def _of_columns(columns: tuple[Node, ...], opening: str, closing: str) -> Node:
    """Turn ``matrix { col {..} col {..} }`` into rows."""
    grids = [column for column in columns if isinstance(column, Grid)]
    height = max(len(grid.rows) for grid in grids)
    rows = tuple(
        tuple(grid.rows[at][0] if at < len(grid.rows) else EMPTY for grid in grids)
        for at in range(height)
    )
    return Grid(rows, tuple(grid.aligns[0] for grid in grids), "matrix", opening, closing)


def _column(align: str) -> Command:
    def read(parser: Parser) -> Node:
        rows = parser.group()
        return Grid(tuple((row_of(list(row)),) for row in rows), (align,), "column")

    return read


def _pile(align: str) -> Command:
    def read(parser: Parser) -> Node:
        rows = trimmed(parser.group())
        if len(rows) == 1:
            return row_of(list(rows[0]))
        return Grid(_rectangle(rows), (align,), "pile")

    return read


def _cases(parser: Parser) -> Node:
    rows = trimmed(parser.group())
    return Grid(_without_empty_columns(_rectangle(rows)), ("left",), "cases", "{", "")


def _aligned(parser: Parser) -> Node:
    rows = trimmed(parser.group())
    if len(rows) == 1:
        return row_of(list(rows[0]))
    return Grid(_rectangle(rows), ("right", "left"), "aligned")


def _relation(parser: Parser) -> Node:
    return Relation(_arrow(parser), parser.term(), parser.term())


def _build_relation(parser: Parser) -> Node:
    return Relation(_arrow(parser), parser.term())


def _arrow(parser: Parser) -> str:
    token = parser.peek()
    if token is None or token.type not in (TokenType.WORD, TokenType.SIGN):
        return "→"
    parser.take()
    return token.word.text if token.word else token.text


def _not(parser: Parser) -> Node:
    parts = parser.atom() if parser.peek() is not None else []
    if not parts:
        return EMPTY
    node = parts[0].node
    rest = [part.node for part in parts[1:]]
    if isinstance(node, Operator | Identifier):
        node = Operator(node.text, slashed=True)
    return row_of([node, *rest])


def _big(parser: Parser) -> Node:
    parts = [part.node for part in parser.atom()] if parser.peek() is not None else []
    if parts and isinstance(parts[0], Operator):
        parts[0] = Operator(parts[0].text, large=True)
    return row_of(parts)


def _color(parser: Parser) -> Node:
    """``color {r,g,b} {x}`` with 0 to 255 each."""
    digits = [0, 0, 0]
    at = 0
    for token in parser.raw_group():
        if token.type is TokenType.NUMBER and at < 3:
            digits[at] = min(int(float(token.text)), 255) if len(token.text) < 8 else 255
            at += 1
    body = parser.term()
    return Colored(body, "#{:02x}{:02x}{:02x}".format(*digits))


def _scale(parser: Parser) -> Node:
    """``scale 70``: the size of what follows; a book sets its own sizes."""
    token = parser.peek()
    if token is not None and token.type is TokenType.NUMBER:
        parser.take()
    return EMPTY


def _ladder(style: str) -> Command:
    def read(parser: Parser) -> Node:
        return Grid(_rectangle(parser.group()), ("right",), style)

    return read


def _long_division(parser: Parser) -> Node:
    """``longdiv {6}{422}{2532#24#13#...}``: divisor, quotient, then the written steps."""
    divisor = parser.term()
    quotient = parser.term()
    steps = [[row_of(list(row))] for row in parser.group()]
    lines = [step[0] for step in steps]
    rows: list[list[Node]] = [[EMPTY, quotient]]
    rows.extend([EMPTY, line] for line in _under_their_digits(lines, quotient))
    if len(rows) > 1:
        rows[1][0] = divisor
    return Grid(tuple(map(tuple, rows)), ("right",), "division")


def _under_their_digits(lines: list[Node], quotient: Node) -> list[Node]:
    """Move the steps of a division of numbers under the digits that they divide (I.5.27).

    The first product ends under the first digit of the quotient; each remainder
    reaches one digit further and its product ends where it does.
    """
    if not lines or not isinstance(quotient, Number):
        return lines
    if not all(isinstance(line, Number) and line.text.isdigit() for line in lines):
        return lines
    behind = len(quotient.text) - 1
    placed = [lines[0]]
    for at, line in enumerate(lines[1:]):
        digits = max(behind - (at + 1) // 2, 0)
        placed.append(MathRow((line, Words(_FIGURE_SPACE * min(digits, 40)))) if digits else line)
    return placed


def _rectangle(rows: list[list[Node]]) -> tuple[tuple[Node, ...], ...]:
    width = max(map(len, rows), default=0)
    # Rows of one cell in a very wide table would cost their square.
    if width * len(rows) > 100_000:
        return tuple(map(tuple, rows))
    return tuple(tuple(row) + (EMPTY,) * (width - len(row)) for row in rows)


def _without_empty_columns(rows: tuple[tuple[Node, ...], ...]) -> tuple[tuple[Node, ...], ...]:
    """Authors write ``&&`` for a wider gap."""
    if not rows:
        return rows
    kept = [
        at for at, cells in enumerate(zip(*rows, strict=False)) if any(c != EMPTY for c in cells)
    ]
    return tuple(tuple(row[at] for at in kept) for row in rows)


COMMANDS: dict[str, Command] = {
    "sqrt": _root,
    "root": _root,
    "binom": _binomial,
    "matrix": _matrix("", ""),
    "pmatrix": _matrix("(", ")"),
    "bmatrix": _matrix("[", "]"),
    "dmatrix": _matrix("|", "|"),
    "col": _column("center"),
    "lcol": _column("left"),
    "rcol": _column("right"),
    "cases": _cases,
    "pile": _pile("center"),
    "lpile": _pile("left"),
    "rpile": _pile("right"),
    "eqalign": _aligned,
    "rel": _relation,
    "buildrel": _build_relation,
    "not": _not,
    "bigg": _big,
    "color": _color,
    "scale": _scale,
    "ladder": _ladder("ladder"),
    "sladder": _ladder("sladder"),
    "longdiv": _long_division,
}
"""Commands that begin a part; over, from, of and the like belong to the grammar."""


def parse(script: str) -> Node:
    """Return the parts of ``script``.

    Raises:
        EquationError: it is too long or nests too deeply.
    """
    if len(script) > MAX_SCRIPT:
        raise EquationError("too long")
    return Parser(tokens_of(script), COMMANDS).document()
