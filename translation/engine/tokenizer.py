# SPDX-License-Identifier: AGPL-3.0-or-later
"""Subword tokenization: text as the pieces that a model reads and back, both with their spans.

Places are what the usual way throws away: without them nobody can say which word of the
translation comes of which word of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

_SPACE = "▁"
_WORD = re.compile(r"\S+")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a text, ``start`` to before ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """A text as subword pieces, with their spans."""

    tokens: tuple[str, ...]
    spans: tuple[Span, ...]
    """The characters of the text that each piece stands for, whitespace before it not counted."""


class Tokenizer:
    """A tokenizer: the SentencePiece model of a package.

    Args:
        model: its file.
    """

    def __init__(self, model: Path) -> None:
        self._model = sentencepiece.SentencePieceProcessor(model_file=str(model))

    def cut(self, text: str) -> TokenizedText:
        """Return ``text`` in pieces."""
        spans: list[Span] = []
        for begin, end in self._model.encode(text, out_type="offset_mapping")["offsets"]:
            start = begin
            while start < end and text[start].isspace():
                start += 1
            spans.append(Span(start, end))
        return TokenizedText(tuple(self._model.encode(text, out_type=str)), tuple(spans))

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """Return many texts in pieces, without places."""
        found: list[list[str]] = self._model.encode(list(texts), out_type=str)
        return found


class WordTokenizer:
    """A tokenizer without a model: words between spaces, where an engine needs no pieces of its own."""

    def cut(self, text: str) -> TokenizedText:
        """Return ``text`` in words."""
        words = list(_WORD.finditer(text))
        return TokenizedText(
            tuple(_SPACE + word[0] for word in words),
            tuple(Span(word.start(), word.end()) for word in words),
        )

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """Return many texts in words, without places."""
        return [[_SPACE + word for word in _WORD.findall(text)] for text in texts]


def joined(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of a model's tokens, and the characters that each of them became.

    Nothing but the mark of spaces is replaced: underscores of addresses stay.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    held = b""  # bytes of a character that is not whole yet
    for token in tokens:
        byte = _BYTE.fullmatch(token) if token.startswith("<") else None
        if byte:
            held += bytes((int(byte[1], 16),))
            text = _decoded(held)
            held = b"" if text else held
        else:
            held = b""
            text = token.replace(_SPACE, " ")
            if length == 0:
                text = text.lstrip(" ")
            elif text.startswith(" ") and parts[-1].endswith(" "):
                text = text[1:]
        start = length + (len(text) - len(text.lstrip(" ")))
        length += len(text)
        parts.append(text or "")
        spans.append(Span(min(start, length), length))
    return "".join(parts).rstrip(" "), tuple(spans)


def _decoded(held: bytes) -> str:
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return ""
