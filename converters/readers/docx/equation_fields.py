# SPDX-License-Identifier: AGPL-3.0-or-later
"""EQ fields (ECMA-376 part 1, 17.16.5.17): fractions, roots, overstruck characters, in a line of text.

What is text on paper stays text (①, a list); the rest becomes nodes of an equation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from converters.document.nodes import Math
from converters.source.mathematics.mathml import serialise
from converters.source.mathematics.spoken import reading_of
from converters.source.mathematics.syntax import (
    EMPTY,
    BigOperator,
    EquationError,
    Fence,
    Fraction,
    Grid,
    Identifier,
    MathRow,
    Node,
    Number,
    Operator,
    Root,
    Scripts,
    Words,
    row_of,
)
from converters.source.numbers import enclosed

NOTATION = "eq-field"
Piece = str | Node
_NAME = re.compile(r"\s*EQ\b", re.IGNORECASE)
_GENERAL = re.compile(r'\s*\\\*\s*(?:"[^"]*"|\S+)')
_SWITCH = re.compile(r"\\([abdfilorsx])(?=\s*[\\(])", re.IGNORECASE)
_SIGN_OPTION = re.compile(r"\s*\\([blrfv])c\s*\\(.)", re.IGNORECASE | re.DOTALL)
_OPTION = re.compile(r"\s*\\([a-z]{2,3}?)\s*(-?\d+)?(?=\s*[\\(\d])", re.IGNORECASE)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|.", re.DOTALL)
_MIRRORED = {"(": ")", "[": "]", "{": "}", "<": ">", "⟨": "⟩"}
_FRAMES = {
    **dict.fromkeys("○◯〇⃝O", "○"), **dict.fromkeys("□◻▢⃞", "□"),
    **dict.fromkeys("◇⃟", "◇"), **dict.fromkeys("△⃤", "△"),
}  # fmt: skip
_STRUCK = {
    "/": "\u0338", "¯": "\u0304", "‾": "\u0305", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303",
    "˜": "\u0303", "¨": "\u0308", "˙": "\u0307", "´": "\u0301", "`": "\u0300", "_": "\u0332",
    "→": "\u20d7", "⃗": "\u20d7",
}  # fmt: skip
_DEEPEST = 30
_LONGEST = 4_000
_ALIGNS = {"al": "left", "ac": "center", "ar": "right"}


class EquationFieldError(ValueError):
    """The field does not follow the grammar."""


def equation_field(instruction: str) -> list[Piece]:
    """Return what an EQ field prints: texts, and nodes of an equation.

    Raises:
        EquationFieldError: it does not follow the grammar.
    """
    match = _NAME.match(instruction)
    if match is None or len(instruction) > _LONGEST:
        raise EquationFieldError(instruction[:40])
    rest = instruction[match.end() :]
    while general := _GENERAL.match(rest):
        rest = rest[general.end() :]
    found = _Parser(rest.strip()).whole()
    if not found:
        raise EquationFieldError("empty")
    return found


def math_of(pieces: list[Piece], instruction: str) -> Math | None:
    """Return the pieces of an EQ field as an equation; None where they are text alone."""
    if all(isinstance(piece, str) for piece in pieces):
        return None
    node = _node(pieces)
    try:
        alt = reading_of(node)
        return Math(serialise(node, alt), instruction.strip(), NOTATION, alt)
    except EquationError:
        return None


@dataclass(slots=True)
class _Call:
    """A switch with its options and the arguments in its brackets."""

    name: str
    options: dict[str, int | None] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    arguments: list[list[Piece]] = field(default_factory=list)
    scripts: list[tuple[str, list[Piece]]] = field(default_factory=list)
    """Arguments of scripts with the option before each."""


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        # The separator is that of the author's lists: a semicolon where the comma is decimal.
        self._separator = ";" if ";" in text and not _divides(text, ",") else ","

    def whole(self) -> list[Piece]:
        """Return everything."""
        found = self._content(inside=False)
        if self._at < len(self._text):
            raise EquationFieldError("bracket")
        return found

    def _content(self, *, inside: bool) -> list[Piece]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise EquationFieldError("too deep")
        found: list[Piece] = []
        text, brackets = "", 0
        while self._at < len(self._text):
            char = self._text[self._at]
            switch = _SWITCH.match(self._text, self._at) if char == "\\" else None
            if switch is not None:
                found += [text] if text else []
                text = ""
                self._switch(found)
                continue
            if char == "\\" and self._at + 1 < len(self._text):
                self._at += 1
                char = self._text[self._at]
                if char.isascii() and char.isalpha():
                    raise EquationFieldError(char)
            elif inside and not brackets and char in (self._separator, ")"):
                break
            elif char in "()":
                brackets += 1 if char == "(" else -1
            text += char
            self._at += 1
        self._depth -= 1
        return found + ([text] if text else [])

    def _switch(self, found: list[Piece]) -> None:
        """Read a switch and append what it prints; a script takes what stands before it as its base."""
        call = _Call(self._text[self._at + 1].lower())
        self._at += 2
        while True:
            self._options(call)
            if not self._text.startswith("(", self._at):
                break
            self._at += 1
            arguments = [self._content(inside=True)]
            while self._text.startswith(self._separator, self._at):
                self._at += 1
                arguments.append(self._content(inside=True))
            if not self._text.startswith(")", self._at):
                raise EquationFieldError("bracket")
            self._at += 1
            if call.name != "s":
                call.arguments = arguments
                break
            kind = next((name for name in ("up", "do") if name in call.options), "")
            call.scripts += [(kind, argument) for argument in arguments]
            call.options.clear()
            if not _OPTION.match(self._text, self._at):
                break
        if not call.arguments and not call.scripts:
            raise EquationFieldError(call.name)
        found += _PRINTERS[call.name](call, found)

    def _options(self, call: _Call) -> None:
        while True:
            sign = _SIGN_OPTION.match(self._text, self._at)
            option = _OPTION.match(self._text, self._at) if sign is None else None
            if sign is not None:
                call.signs[sign[1].lower()] = sign[2]
            elif option is not None:
                call.options[option[1].lower()] = int(option[2]) if option[2] else None
            match = sign or option
            if match is None:
                break
            self._at = match.end()
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1


def _divides(text: str, separator: str) -> bool:
    """Whether ``separator`` stands in ``text`` other than between digits."""
    return re.search(rf"(?<!\d){separator}|{separator}(?!\d)", text) is not None


# ---------------------------------------------------------------- nodes


def _node(pieces: list[Piece]) -> Node:
    items: list[Node] = []
    for piece in pieces:
        items += _leaves(piece) if isinstance(piece, str) else [piece]
    return row_of(items) if items else EMPTY


def _leaves(text: str) -> list[Node]:
    bare = text.strip()
    if not bare:
        return []
    if re.search(r"[^\W\d_]{2}|\w\s+\w", bare):
        return [Words(bare)]
    return [_leaf(token) for token in _TOKEN.findall(bare) if not token.isspace()]


def _leaf(sign: str) -> Node:
    if sign[0].isdigit():
        return Number(sign)
    if sign.isalpha():
        return Identifier(sign) if sign.isascii() else Words(sign)
    return Operator("−" if sign == "-" else sign)


def _plain(pieces: list[Piece]) -> str | None:
    """Return pieces that are text alone as that; None for others."""
    texts = [piece for piece in pieces if isinstance(piece, str)]
    return "".join(texts) if len(texts) == len(pieces) else None


def _array(call: _Call, _before: list[Piece]) -> list[Piece]:
    columns = max(1, call.options.get("co") or 1)
    cells = [_node(argument) for argument in call.arguments]
    cells += [EMPTY] * (-len(cells) % columns)
    rows = tuple(tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))
    align = next((_ALIGNS[name] for name in call.options if name in _ALIGNS), "left")
    return [Grid(rows, (align,))]


def _bracket(call: _Call, _before: list[Piece]) -> list[Piece]:
    both = call.signs.get("b", "")
    one_sided = "l" in call.signs or "r" in call.signs
    opening = call.signs.get("l", both or ("" if one_sided else "("))
    closing = call.signs.get("r", _MIRRORED.get(both, both) or ("" if one_sided else ")"))
    return [Fence(opening, _listed(call), closing)]


def _listed(call: _Call) -> Node:
    items: list[Piece] = []
    for argument in call.arguments:
        items += ([Operator(",")] if items else []) + argument
    return _node(items)


def _displaced(_call: _Call, _before: list[Piece]) -> list[Piece]:
    return []


def _fraction(call: _Call, _before: list[Piece]) -> list[Piece]:
    above, *below = call.arguments
    return [Fraction(_node(above), _node(below[0] if below else []))]


def _integral(call: _Call, _before: list[Piece]) -> list[Piece]:
    sign = "∑" if "su" in call.options else "∏" if "pr" in call.options else "∫"
    sign = call.signs.get("f", call.signs.get("v", sign))
    low, high, operand = [*map(_node, call.arguments), EMPTY, EMPTY, EMPTY][:3]
    base: Node = BigOperator(sign, limits="in" not in call.options and sign != "∫")
    if (low, high) != (EMPTY, EMPTY):
        base = Scripts(base, sub=None if low == EMPTY else low, sup=None if high == EMPTY else high)
    return [MathRow((base, operand))]


def _list(call: _Call, _before: list[Piece]) -> list[Piece]:
    texts = [_plain(argument) for argument in call.arguments]
    if None not in texts:
        return [",".join(text or "" for text in texts)]
    return [_listed(call)]


def _overstruck(call: _Call, _before: list[Piece]) -> list[Piece]:
    """Return characters over each other as one, where Unicode has it; else one after the other."""
    texts = [_plain(argument) for argument in call.arguments]
    if None in texts:
        return [_node([piece for argument in call.arguments for piece in argument])]
    bare = [text.strip() for text in texts if text and text.strip()]
    frames = [text for text in bare if text in _FRAMES]
    inner = [text for text in bare if text not in _FRAMES]
    if frames and inner:
        return [enclosed("".join(inner), _FRAMES[frames[0]])]
    done = ""
    for text in sorted(bare, key=lambda text: text in _STRUCK):
        struck = _STRUCK.get(text) if len(done) == 1 else None
        done = unicodedata.normalize("NFC", done + struck) if struck else done + text
    return [done]


def _root(call: _Call, _before: list[Piece]) -> list[Piece]:
    *degree, radicand = map(_node, call.arguments)
    index = degree[0] if degree and degree[0] != EMPTY else None
    return [Root(radicand, index)]


def _scripts(call: _Call, before: list[Piece]) -> list[Piece]:
    raised = [_node(argument) for kind, argument in call.scripts if kind == "up"]
    lowered = [_node(argument) for kind, argument in call.scripts if kind == "do"]
    plain = [_node(argument) for kind, argument in call.scripts if not kind]
    if plain and not raised and not lowered:
        return [Grid(tuple((node,) for node in plain), ("left",)) if plain[1:] else plain[0]]
    base: Node = EMPTY
    if before:
        last = before.pop()
        if isinstance(last, str) and last.strip():
            *rest, base = _leaves(last)
            before += rest
        elif not isinstance(last, str):
            base = last
    sup = row_of(raised) if raised else None
    sub = row_of([*lowered, *plain]) if lowered or plain else None
    return [Scripts(base, sub=sub, sup=sup)]


def _boxed(call: _Call, _before: list[Piece]) -> list[Piece]:
    return [piece for argument in call.arguments for piece in argument]


_PRINTERS = {
    "a": _array, "b": _bracket, "d": _displaced, "f": _fraction, "i": _integral, "l": _list,
    "o": _overstruck, "r": _root, "s": _scripts, "x": _boxed,
}  # fmt: skip
