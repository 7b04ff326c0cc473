# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts that an equation is made of, between its script and its MathML."""

from __future__ import annotations

from dataclasses import dataclass


class EquationError(ValueError):
    """The script nests deeper, or is longer, than we read."""


ACCENTS = {
    "hat": "^", "check": "ˇ", "tilde": "~", "acute": "´", "grave": "`", "dot": "˙", "ddot": "¨",
    "bar": "¯", "vec": "→", "dyad": "↔", "under": "_", "arch": "⌒", "underline": "_",
    "overline": "¯",
}  # fmt: skip
"""Marks above or below a base, by the names that ``Accent`` uses, and what they print."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A letter or an upright name."""

    text: str
    upright: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """Digits, with a decimal point perhaps."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Running text: Hangul, or what stood in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign. ``large`` is the script's BIGG; ``slashed`` its NOT."""

    text: str
    large: bool = False
    slashed: bool = False


@dataclass(frozen=True, slots=True)
class BigOperator:
    """A sum or an integral; ``limits`` says that its scripts stand above and below."""

    text: str
    limits: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A name such as sin or lim; ``limits`` as with BigOperator."""

    name: str
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A space of ``em`` font sizes."""

    em: float


@dataclass(frozen=True, slots=True)
class Primes:
    """One or more prime marks."""

    count: int


@dataclass(frozen=True, slots=True)
class MathRow:
    """Parts side by side."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """Numerator above denominator; without a bar for ATOP and CHOOSE."""

    above: Node
    below: Node
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; the index is None for a square root."""

    radicand: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with scripts behind it and, rarely, in front of it."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    before_sub: Node | None = None
    before_sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark above its base, or below it for UNDER; ``name`` is the script's word."""

    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Fence:
    """LEFT ... RIGHT: delimiters that grow with their content; empty ones print nothing."""

    opening: str
    body: Node
    closing: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells; ``aligns`` holds left, center or right per column, the last repeats.

    ``style`` is "matrix", "cases", "pile", "aligned", "ladder", "sladder" or "division".
    """

    rows: tuple[tuple[Node, ...], ...]
    aligns: tuple[str, ...] = ("center",)
    style: str = "matrix"
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """An arrow with text above and below (REL, BUILDREL)."""

    arrow: str
    above: Node
    below: Node | None = None


@dataclass(frozen=True, slots=True)
class Colored:
    """A part in a colour, ``#rrggbb``."""

    body: Node
    color: str


Node = (
    Identifier
    | Number
    | Words
    | Operator
    | BigOperator
    | Function
    | Space
    | Primes
    | MathRow
    | Fraction
    | Root
    | Scripts
    | Accent
    | Fence
    | Grid
    | Relation
    | Colored
)
EMPTY = MathRow(())


def row_of(items: list[Node]) -> Node:
    """Return ``items`` as one node."""
    return items[0] if len(items) == 1 else MathRow(tuple(items))
