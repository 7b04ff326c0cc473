# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a row while it is read, and how scripts and primes hang themselves on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from converters.source.mathematics.syntax import (
    EMPTY,
    BigOperator,
    Function,
    MathRow,
    Node,
    Operator,
    Primes,
    Scripts,
    Space,
)


@dataclass(slots=True)
class Term:
    """A part of a row while it is read.

    ``plain`` parts join their glued neighbours to one term; ``glued`` as with tokens.
    """

    node: Node
    plain: bool
    glued: bool


def trimmed(rows: list[list[Node]]) -> list[list[Node]]:
    """Drop empty rows at both ends: authors push lines down with them."""

    def empty(row: list[Node]) -> bool:
        return all(cell == EMPTY or isinstance(cell, Space) for cell in row)

    start, end = 0, len(rows)
    while start < end and empty(rows[start]):
        start += 1
    while end > start and empty(rows[end - 1]):
        end -= 1
    return rows[start:end]


def ends_in_sign(items: list[Term]) -> bool:
    """Tell whether the last part is a sign."""
    return isinstance(items[-1].node, Operator)


def has_base(items: list[Term]) -> bool:
    """Tell whether a script would find a part to hang on."""
    return bool(items) and not isinstance(items[-1].node, Space)


def base_of(items: list[Term]) -> Term:
    """Take the part that a script belongs to: the last, or a function before spaces."""
    if has_base(items):
        return items.pop()
    end = len(items)
    while end and isinstance(items[end - 1].node, Space):
        end -= 1
    if end:
        node = items[end - 1].node
        core = node.base if isinstance(node, Scripts) else node
        if isinstance(core, Function | BigOperator):
            del items[end:]
            return items.pop()
    return Term(EMPTY, plain=False, glued=False)


def with_script(base: Node, argument: Node, below: bool) -> Node:
    """Hang ``argument`` on ``base``; a second script of a kind belongs to the first (x_C_1)."""
    if not isinstance(base, Scripts):
        return Scripts(base, sub=argument) if below else Scripts(base, sup=argument)
    present = base.sub if below else base.sup
    if present is None:
        return replace(base, sub=argument) if below else replace(base, sup=argument)
    joined: Node
    if isinstance(present, Primes):
        joined = MathRow((present, argument))
    else:
        joined = Scripts(present, sub=argument) if below else Scripts(present, sup=argument)
    return replace(base, sub=joined) if below else replace(base, sup=joined)


def add_prime(items: list[Term]) -> None:
    """Hang a prime on the last part; spaces between are the author's kerning."""
    while items and isinstance(items[-1].node, Space):
        items.pop()
    base = items.pop() if items else Term(EMPTY, plain=False, glued=False)
    node = base.node
    if isinstance(node, Scripts) and isinstance(node.sup, Primes):
        base.node = replace(node, sup=Primes(node.sup.count + 1))
    elif isinstance(node, Scripts) and node.sup is None:
        base.node = replace(node, sup=Primes(1))
    else:
        base.node = Scripts(node, sup=Primes(1))
    items.append(base)
