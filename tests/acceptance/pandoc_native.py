# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads pandoc's native notation: Haskell values as their ``Show`` instances print them.

Constructors become Nodes; lists, tuples, texts and numbers are Python's own. Records
(``Meta {unMeta = fromList []}``) are Nodes whose arguments are the values of the fields.
The notation is that of the Haskell 2010 report, chapters 2.6 (texts) and 11.4 (Show).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Value = Any
"""A Node, str, int, float, list of Values or tuple of Values."""

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"(?:[^"\\]|\\(?:[^\s]|\s+\\))*")
      | (?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_'.]*)
      | (?P<sign>[\[\](){},=])
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:(\d+)|x([0-9a-fA-F]+)|o([0-7]+)|\s+\\|([A-Z]{2,3}\d?)|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "b": "\b", "a": "\a", "&": ""}
_CONTROLS = {"NUL": "\0", "DEL": "\x7f", "SP": " ", "ESC": "\x1b"}
_CLOSING = {"[": "]", "(": ")", "{": "}"}


class NativeSyntaxError(ValueError):
    """The text is not in pandoc's native notation; the message tells where."""


@dataclass(frozen=True, slots=True)
class Node:
    """A constructor with its arguments."""

    name: str
    args: tuple[Value, ...] = ()


def parse(text: str) -> Value:
    """Return the value that ``text`` writes.

    Raises:
        NativeSyntaxError: it writes none, or more than one.
    """
    reader = _Reader(text)
    value = reader.application()
    reader.end()
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = 0

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise NativeSyntaxError(f"more after the value: {self._tokens[self._at][1]!r}")

    def application(self) -> Value:
        """Read a constructor with its arguments, or one plain value."""
        kind, word = self._peek()
        if kind != "name":
            return self._plain()
        self._at += 1
        args: list[Value] = []
        while self._begins_a_value():
            args.append(self._plain())
        return Node(word, tuple(args))

    def _begins_a_value(self) -> bool:
        kind, word = self._peek()
        return kind in ("text", "number", "name") or (kind == "sign" and word in _CLOSING)

    def _plain(self) -> Value:
        kind, word = self._peek()
        self._at += 1
        if kind == "text":
            return _unescaped(word[1:-1])
        if kind == "number":
            return float(word) if re.search(r"[.eE]", word) else int(word)
        if kind == "name":
            return Node(word)
        if word == "[":
            return self._several("]")
        if word == "(":
            found = self._several(")")
            return found[0] if len(found) == 1 else tuple(found)
        if word == "{":
            return self._fields()
        raise NativeSyntaxError(f"no value begins with {word!r}")

    def _several(self, closing: str) -> list[Value]:
        found: list[Value] = []
        while self._peek()[1] != closing:
            if found:
                self._expect(",")
            found.append(self.application())
        self._expect(closing)
        return found

    def _fields(self) -> list[Value]:
        found: list[Value] = []
        while self._peek()[1] != "}":
            if found:
                self._expect(",")
            self._at += 1  # the field's name
            self._expect("=")
            found.append(self.application())
        self._expect("}")
        return found

    def _expect(self, word: str) -> None:
        found = self._peek()
        if found != ("sign", word):
            raise NativeSyntaxError(f"{word!r} is missing before {found[1]!r}")
        self._at += 1

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "the end")


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise NativeSyntaxError(f"cannot be read: {text[at : at + 20]!r}")
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        at = match.end()
    return found


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, octal, control, letter = match.groups()
    if decimal:
        return chr(int(decimal))
    if hexadecimal:
        return chr(int(hexadecimal, 16))
    if octal:
        return chr(int(octal, 8))
    if control:
        return _CONTROLS.get(control, "\ufffd")
    # Nothing at all for a gap, which breaks a long text over lines.
    return _SIMPLE.get(letter, letter) if letter else ""
