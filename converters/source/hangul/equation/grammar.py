# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the tokens of an equation script to its parts.

A term is what stands between two spaces, or a group in braces (annex I.2): in
``a+b over x+y`` the fraction takes both sums, in ``x^n+1 y`` the exponent is n+1. We
stop a numerator and an exponent at a relation sign, because nobody divides an equation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from converters.source.hangul.equation.items import (
    Term,
    add_prime,
    base_of,
    ends_in_sign,
    has_base,
    trimmed,
    with_script,
)
from converters.source.hangul.equation.lexer import Token, TokenType
from converters.source.hangul.equation.symbols import Kind
from converters.source.mathematics.syntax import (
    EMPTY,
    Accent,
    BigOperator,
    EquationError,
    Fence,
    Fraction,
    Function,
    Grid,
    Identifier,
    MathRow,
    Node,
    Number,
    Operator,
    Root,
    Scripts,
    Space,
    Words,
    row_of,
)

MAX_SCRIPT = 65_536
"""Characters; the script's length field has 16 bits."""
MAX_NESTING = 40
"""Groups inside each other; real equations stay below ten."""

_FULL_BLANK_EM = 0.5
_QUARTER_BLANK_EM = 0.125
_RELATIONS = frozenset("=<>≤≥≠≡≈∼≃≅→←↔⇒⇐⇔⇌,;:")
_FRACTIONS = {"over": True, "atop": False, "choose": False}


@dataclass(frozen=True, slots=True)
class Font:
    """What ``rm``, ``it`` and ``bold`` have set."""

    upright: bool = False
    bold: bool = False


class Parser:
    """Reads one script. Never fails on wrong syntax: what makes no sense prints itself."""

    def __init__(self, tokens: list[Token], commands: dict[str, Callable[[Parser], Node]]) -> None:
        self._tokens = tokens
        self._commands = commands
        self._at = 0
        self._depth = 0
        self._fences = 0
        self._groups = 0
        self.font = Font()

    # ------------------------------------------------------------ tokens

    def peek(self) -> Token | None:
        """Return the next token without taking it."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def take(self) -> Token:
        """Take the next token; the caller has looked that there is one."""
        self._at += 1
        return self._tokens[self._at - 1]

    def next_command(self) -> str:
        """Return the name of the command that comes next, "" if none does."""
        token = self.peek()
        if token is None or token.word is None or token.word.kind is not Kind.COMMAND:
            return ""
        return token.word.text

    # ------------------------------------------------------------ rows

    def document(self) -> Node:
        """Read the whole script."""
        return self.lines(self.rows())

    @staticmethod
    def lines(rows: list[list[Node]]) -> Node:
        """Return rows of cells as one node; several rows stand on aligned lines."""
        rows = trimmed(rows)
        if not rows:
            return EMPTY
        if len(rows) == 1:
            return row_of([cell for cell in rows[0] if cell != EMPTY])
        aligns = ("left",) if max(map(len, rows)) == 1 else ("right", "left")
        return Grid(tuple(map(tuple, rows)), aligns, "aligned")

    def rows(self) -> list[list[Node]]:
        """Read cells and rows up to what ends the group."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row())
            token = self.peek()
            if token is None or token.type not in (TokenType.ROW, TokenType.COLUMN):
                return rows
            self.take()
            if token.type is TokenType.ROW:
                rows.append([])

    def row(self, until: int = -1) -> Node:
        """Read parts up to a separator, the end of the group, or token number ``until``."""
        items: list[Term] = []
        while (token := self.peek()) is not None and self._at != until:
            if token.type in (TokenType.ROW, TokenType.COLUMN):
                break
            if token.type is TokenType.CLOSE:
                # An author's way to end a script: "rmH_3}O" has no brace to close.
                if self._groups:
                    break
                self.take()
                continue
            if token.type is TokenType.RIGHT and self._fences:
                break
            self._part(items)
        return row_of([item.node for item in items])

    def _part(self, items: list[Term]) -> None:
        token = self.peek()
        assert token is not None
        command = self.next_command()
        if token.type in (TokenType.SUB, TokenType.SUP):
            self._script(items)
        elif command in _FRACTIONS:
            self.take()
            above = self._operand_before(items)
            below = self.term(relations=False, scripted=True)
            fraction: Node = Fraction(above, below, _FRACTIONS[command])
            if command == "choose":
                fraction = Fence("(", fraction, ")")
            items.append(Term(fraction, plain=False, glued=False))
        elif command in ("lsub", "lsup"):
            self.take()
            base = items.pop().node if items else EMPTY
            script = self.term()
            node = Scripts(base, **{f"before_{command[1:]}": script})
            items.append(Term(node, plain=False, glued=False))
        elif (token.word.text if token.word else token.text) == "′":
            self.take()
            add_prime(items)
        else:
            items.extend(self.atom())

    # ------------------------------------------------------------ terms

    def term(self, *, relations: bool = True, scripted: bool = False, script: bool = False) -> Node:
        """Read the operand of a command: a group, a structure, or what no space interrupts.

        Args:
            relations: whether signs such as = may be part of it.
            scripted: whether scripts that follow belong to it, or to what it is part of.
            script: whether it is a script itself: then a number ends before a sign or a
                bracket, because nobody who writes x^2+1 means the third power.
        """
        items: list[Term] = []
        while (token := self.peek()) is not None:
            if items and not (
                token.glued and (items[-1].plain or (relations and ends_in_sign(items)))
            ):
                break
            if token.type in (TokenType.SUB, TokenType.SUP):
                if not (scripted and items):
                    break
                self._script(items)
                continue
            if not self._continues_term(token, relations, bool(items)):
                break
            if script and items and isinstance(items[-1].node, Number) and _is_sign_token(token):
                break
            items.extend(self.atom())
        # A script on a group or a structure, "over {b}^2".
        while scripted and items and (token := self.peek()) is not None:
            if token.type not in (TokenType.SUB, TokenType.SUP):
                break
            self._script(items)
        return row_of([item.node for item in items])

    def _continues_term(self, token: Token, relations: bool, started: bool) -> bool:
        kind = token.type
        if kind in (TokenType.OPEN, TokenType.LEFT):
            return not started
        if kind is TokenType.SIGN:
            if started and token.text in ")]" and token.partner < 0:
                return False
            return relations or not started or token.text not in _RELATIONS
        if kind is TokenType.WORD and token.word is not None:
            if token.word.kind is Kind.FONT:
                return True
            if token.word.kind is Kind.COMMAND:
                known = token.word.text in self._commands
                return known and not started
            return relations or not started or token.word.text not in _RELATIONS
        return kind in (TokenType.LETTERS, TokenType.NUMBER, TokenType.TEXT)

    def _operand_before(self, items: list[Term]) -> Node:
        """Take the term that ends ``items``."""
        while items and isinstance(items[-1].node, Space):
            items.pop()
        if not items:
            return EMPTY
        taken = [items.pop()]
        while items and taken[-1].plain and taken[-1].glued and items[-1].plain:
            taken.append(items.pop())
        taken.reverse()
        return row_of([item.node for item in taken])

    def _script(self, items: list[Term]) -> None:
        """Read a script and hang it on the part before it."""
        token = self.take()
        below = token.type is TokenType.SUB
        argument = self.term(relations=below, script=True)
        if not (below or has_base(items)) and self.next_command() in ("sqrt", "root"):
            # "^3sqrt{x}": the exponent of nothing is the index of a root.
            self.take()
            items.append(Term(Root(self.term(), argument), plain=False, glued=False))
            return
        base = base_of(items)
        base.node = with_script(base.node, argument, below)
        items.append(base)

    # ------------------------------------------------------------ atoms

    def atom(self) -> list[Term]:
        """Read one token, or one group or structure: usually one part, none for a font word."""
        self._depth += 1
        if self._depth > MAX_NESTING:
            raise EquationError("too deep")
        try:
            return self._atom(self.take())
        finally:
            self._depth -= 1

    def _atom(self, token: Token) -> list[Term]:
        if token.type is TokenType.OPEN:
            return [Term(self.lines(self._group_rows()), plain=False, glued=token.glued)]
        if token.type is TokenType.LEFT:
            return [Term(self._fence(token), plain=False, glued=token.glued)]
        if token.type is TokenType.SPACE:
            em = _FULL_BLANK_EM if token.text == "~" else _QUARTER_BLANK_EM
            return [Term(Space(em), plain=False, glued=token.glued)]
        if token.type is TokenType.LETTERS:
            return self._letters(token)
        if token.type is TokenType.WORD:
            return self._word(token)
        if token.type is TokenType.SIGN and token.partner >= 0:
            return [self._bracket(token)]
        node: Node
        if token.type is TokenType.NUMBER:
            node = Number(token.text, self.font.bold)
        elif token.type is TokenType.TEXT:
            node = Words(token.text)
        else:
            node = Operator(token.text)
        return [Term(node, token.text not in _RELATIONS, token.glued)]

    def _letters(self, token: Token) -> list[Term]:
        """An upright name stays whole; italic letters are one quantity each."""
        if self.font.upright:
            name = Identifier(token.text, upright=True, bold=self.font.bold)
            return [Term(name, plain=True, glued=token.glued)]
        items = [Term(Identifier(c, bold=self.font.bold), True, True) for c in token.text]
        items[0].glued = token.glued
        return items

    def _word(self, token: Token) -> list[Term]:
        word = token.word
        assert word is not None
        node: Node
        if word.kind is Kind.FONT:
            self._set_font(word.text)
            return []
        if word.kind is Kind.COMMAND:
            command = self._commands.get(word.text)
            # "of" or "right" may stand where nothing waits for it.
            node = command(self) if command else Identifier(token.text, upright=True)
            return [Term(node, plain=False, glued=token.glued)]
        if word.kind is Kind.ACCENT:
            node = Accent(self.term(relations=False), word.text)
            return [Term(node, plain=True, glued=token.glued)]
        if word.kind is Kind.LETTER:
            node = Identifier(word.text, upright=self.font.upright, bold=self.font.bold)
        elif word.kind in (Kind.BIG, Kind.INTEGRAL):
            node = BigOperator(word.text, limits=word.kind is Kind.BIG)
        elif word.kind in (Kind.FUNCTION, Kind.LIMIT):
            node = Function(word.text, limits=word.kind is Kind.LIMIT)
        else:
            node = Operator(word.text)
        plain = word.kind is Kind.LETTER or (
            word.kind is Kind.OPERATOR and word.text not in _RELATIONS
        )
        return [Term(node, plain, token.glued)]

    def _set_font(self, name: str) -> None:
        if name == "rm":
            self.font = Font(upright=True)
        elif name == "it":
            self.font = Font()
        else:
            self.font = Font(upright=self.font.upright or name == "rmbold", bold=True)

    def group(self) -> list[list[Node]]:
        """Read the rows of a group that should come next; a bare term counts as one cell."""
        token = self.peek()
        if token is None or token.type is not TokenType.OPEN:
            return [[self.term()]]
        self.take()
        return self._group_rows()

    def raw_group(self) -> list[Token]:
        """Take the tokens of a flat group that should come next."""
        token = self.peek()
        if token is None or token.type is not TokenType.OPEN:
            return []
        self.take()
        inside: list[Token] = []
        while (token := self.peek()) is not None and token.type is not TokenType.OPEN:
            self.take()
            if token.type is TokenType.CLOSE:
                break
            inside.append(token)
        return inside

    def _group_rows(self) -> list[list[Node]]:
        font, fences = self.font, self._fences
        self._fences = 0
        self._groups += 1
        rows = self.rows()
        self._groups -= 1
        self._fences = fences
        self.font = font
        token = self.peek()
        if token is not None and token.type is TokenType.CLOSE:
            self.take()
        return rows

    def _fence(self, token: Token) -> Node:
        self._fences += 1
        body = self.lines(self.rows())
        self._fences -= 1
        closing = ""
        following = self.peek()
        if following is not None and following.type is TokenType.RIGHT:
            closing = self.take().text
        return Fence(token.text, body, closing)

    def _bracket(self, token: Token) -> Term:
        """Read a pair of plain brackets: one part, so that a script takes the whole of it."""
        body = self.row(until=token.partner)
        parts: list[Node] = [Operator(token.text)]
        parts.extend(body.items if isinstance(body, MathRow) else (body,))
        if self._at == token.partner:
            parts.append(Operator(self.take().text))
        return Term(MathRow(tuple(parts)), plain=True, glued=token.glued)


def _is_sign_token(token: Token) -> bool:
    if token.word is not None:
        return token.word.kind is Kind.OPERATOR
    return token.type is TokenType.SIGN
