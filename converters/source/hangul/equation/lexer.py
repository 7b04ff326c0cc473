# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the characters of an equation script to its tokens.

Spaces print nothing but end a term (annex I.2), so each token says whether a
space stood before it. Words that authors run together are taken apart as the
editor does it: ``rmH`` is ``rm H``, ``logx`` is ``log x``, ``timesm`` is ``times m``
(equation rev 1.3, 1.1.3; the rest seen in real documents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from converters.source.hangul.equation.symbols import (
    DELIMITERS,
    LONGEST_WORD,
    SIGNS,
    Kind,
    Word,
    word_of,
)


class TokenType(StrEnum):
    """Shape of a token."""

    WORD = "word"
    """A known word; ``word`` says which."""
    LETTERS = "letters"
    NUMBER = "number"
    TEXT = "text"
    """Hangul and other words that are set as text."""
    SIGN = "sign"
    OPEN = "open"
    CLOSE = "close"
    ROW = "row"
    COLUMN = "column"
    SPACE = "space"
    SUB = "sub"
    SUP = "sup"
    LEFT = "left"
    RIGHT = "right"


@dataclass(slots=True)
class Token:
    """One token; ``glued`` is False where a space stood before it."""

    type: TokenType
    text: str
    glued: bool
    word: Word | None = None
    partner: int = -1
    """Index of the bracket that closes this one in the same group; -1 if none does."""


_PATTERN = re.compile(
    r"""(?P<space>[\s\u200b\ufeff]+)
    |"(?P<quoted>[^"]*)"?
    |(?P<letters>[A-Za-z]+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<text>[^\x00-\x7f\W][^\x00-\x7f\W0-9a-zA-Z]*(?:[0-9.%]*[^\x00-\x7f\W])*)
    |(?P<sign><<<|>>>|<=>|<->|<-|->|=>|<=|>=|<<|>>|!=|==|\+-|-\+|[^{}\#&~`_^])
    |(?P<special>[{}\#&~`_^])""",
    re.VERBOSE,
)
_SPECIAL = {
    "{": TokenType.OPEN,
    "}": TokenType.CLOSE,
    "#": TokenType.ROW,
    "&": TokenType.COLUMN,
    "~": TokenType.SPACE,
    "`": TokenType.SPACE,
    "_": TokenType.SUB,
    "^": TokenType.SUP,
}
# Non-ASCII characters that Python counts as letters but that stand for quantities.
_LETTERLIKE = re.compile(r"[\u0370-\u03ff\u2100-\u214f\U0001d400-\U0001d7ff]+")
_FONT_WORDS = ("rmbold", "bold", "rm", "it")
_WHOLE = (Kind.FONT, Kind.COMMAND, Kind.ACCENT)
_SPLITTABLE = ("sqrt", "lsub", "lsup", "over")
_BRACKETS = {"(": ")", "[": "]"}


def tokens_of(script: str) -> list[Token]:
    """Return the tokens of ``script``, fences joined and brackets paired."""
    found: list[Token] = []
    glued = False
    for match in _PATTERN.finditer(script):
        kind = match.lastgroup
        text = match.group(kind) if kind else ""
        if kind == "space":
            glued = False
            continue
        found.extend(_tokens_of_piece(kind or "", text, glued))
        glued = True
    fenced = _join_fences(found)
    _pair_brackets(fenced)
    return fenced


def _tokens_of_piece(kind: str, text: str, glued: bool) -> Iterator[Token]:
    if kind == "letters":
        for part, word in _split(text):
            if word is None:
                yield Token(TokenType.LETTERS, part, glued)
            elif word.kind is Kind.COMMAND and word.text in ("sub", "from", "sup", "to"):
                down = word.text in ("sub", "from")
                yield Token(TokenType.SUB if down else TokenType.SUP, part, glued)
            else:
                yield Token(TokenType.WORD, part, glued, word)
            glued = True
    elif kind == "quoted":
        yield Token(TokenType.TEXT, text.replace("~", " ").replace("`", "\u2009"), glued)
    elif kind == "number":
        yield Token(TokenType.NUMBER, text, glued)
    elif kind == "text":
        letters = _LETTERLIKE.fullmatch(text)
        yield Token(TokenType.LETTERS if letters else TokenType.TEXT, text, glued)
    elif kind == "sign":
        yield Token(TokenType.SIGN, SIGNS.get(text, text), glued)
    else:
        yield Token(_SPECIAL[text], text, glued)


def _split(letters: str) -> Iterator[tuple[str, Word | None]]:
    """Take a run of letters apart into known words and identifiers."""
    rest = letters
    while rest:
        word = word_of(rest) if len(rest) <= LONGEST_WORD else None
        if word is not None:
            yield rest, word
            return
        end = _font_end(rest) or _prefix_end(rest)
        if end:
            yield rest[:end], word_of(rest[:end])
            rest = rest[end:]
            continue
        # "NLEFT(" of the specification's last example.
        tail = re.search(r"(?i)(?<=.)(?:left|right)$", rest[-6:])
        if tail:
            cut = len(rest) - len(tail.group())
            yield from _split(rest[:cut])
            rest = rest[cut:]
            continue
        yield rest, None
        return


def _font_end(letters: str) -> int:
    """Return the length of a font word that begins ``letters``, 0 for none.

    ``it`` needs a short rest: "item" is a word, "itaq" is an italic "aq".
    """
    for name in _FONT_WORDS:
        if letters.startswith(name) and (name != "it" or len(letters) <= 4):
            return len(name)
    return 0


def _prefix_end(letters: str) -> int:
    """Return the length of the longest known word that begins ``letters``, 0 for none.

    Only where what follows is one or two letters or a known word itself, so that
    names such as "profit" or "interest" stay whole.
    """
    for end in range(min(len(letters) - 1, LONGEST_WORD), 1, -1):
        word = word_of(letters[:end])
        if word is None or (word.kind in _WHOLE and word.text not in _SPLITTABLE):
            continue
        rest = letters[end:]
        known = len(rest) <= LONGEST_WORD and word_of(rest) is not None
        # Two-letter words begin too many names; Greek letters begin quite a few.
        allowed = 0 if end == 2 and word.text not in ("ln", "lg", "π") else 2
        if word.kind is Kind.LETTER and letters[:end].lower() != "inf":
            allowed = min(allowed, 1)
        if len(rest) <= allowed or (known and end > 2):
            return end
    return 0


def _join_fences(tokens: list[Token]) -> list[Token]:
    """Make one token of ``left (`` and of ``right )``."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        word = token.word
        if word is None or word.kind is not Kind.COMMAND or word.text not in ("left", "right"):
            joined.append(token)
            continue
        kind = TokenType.LEFT if word.text == "left" else TokenType.RIGHT
        delimiter = ""
        if index < len(tokens):
            following = tokens[index]
            sign = following.word.text if following.word else following.text
            if len(sign) == 1 and sign in DELIMITERS and following.type is not TokenType.TEXT:
                delimiter = DELIMITERS[sign]
                index += 1
        joined.append(Token(kind, delimiter, token.glued))
    return joined


def _pair_brackets(tokens: list[Token]) -> None:
    """Let each round or square bracket know its partner within the same cell of a group."""
    stacks: list[list[tuple[str, int]]] = [[]]
    for index, token in enumerate(tokens):
        if token.type in (TokenType.OPEN, TokenType.LEFT):
            stacks.append([])
        elif token.type in (TokenType.CLOSE, TokenType.RIGHT):
            if len(stacks) > 1:
                stacks.pop()
        elif token.type in (TokenType.ROW, TokenType.COLUMN):
            stacks[-1].clear()
        elif token.type is TokenType.SIGN:
            if token.text in _BRACKETS:
                stacks[-1].append((token.text, index))
            elif token.text in ")]" and stacks[-1]:
                opening, at = stacks[-1][-1]
                if _BRACKETS[opening] == token.text:
                    stacks[-1].pop()
                    tokens[at].partner = index
