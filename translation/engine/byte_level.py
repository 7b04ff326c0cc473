# SPDX-License-Identifier: AGPL-3.0-or-later
"""Byte-level subword tokenization (BPE, Sennrich et al. 2016), as Qwen, Llama 3 and EXAONE have it.

Reads tokenizer.json as the library "tokenizers" writes it, in the one form that these families share:
text is cut by regular expressions, its bytes are written as letters and pairs of them are merged in the
order that was learned. Anything else is refused, for wrong pieces would make nonsense of every sentence.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from converters.files import open_ordinary
from translation.errors import PackageRefused, TranslationCode

FILE = "tokenizer.json"
_MOST_BYTES = 64 << 20
_LONGEST_WORD = 1024
"""Characters: merging takes time that grows with their square, and no word has so many."""
_SECONDS = 5.0
"""For cutting one sentence: the expressions come with the model."""
_WORDS = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
"""Of GPT-2, which a ByteLevel step uses where it is told no other."""
_NORMALIZERS = ("NFC", "NFD", "NFKC", "NFKD")


class ByteLevelTokenizer:
    """A tokenizer: the tokenizer.json of a model.

    Args:
        path: its file.

    Raises:
        PackageRefused: it is none of this form.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._read(_parsed(path))
        except (KeyError, TypeError, ValueError, AttributeError, regex.error) as error:
            raise _refused(f"{type(error).__name__}: {error}") from error
        self._merged = lru_cache(65536)(self._merge)

    def _read(self, tree: Mapping[str, Any]) -> None:
        model = tree["model"]
        if model.get("type", "BPE") != "BPE" or model.get("byte_fallback"):
            raise _refused("model")
        if model.get("continuing_subword_prefix") or model.get("end_of_word_suffix"):
            raise _refused("model")
        self._whole = frozenset(model["vocab"]) if model.get("ignore_merges") else frozenset()
        pairs = (one.split(" ") if isinstance(one, str) else one for one in model["merges"])
        self._ranks = {(left, right): rank for rank, (left, right) in enumerate(pairs)}
        self._form = _normalizer(tree.get("normalizer"))
        self._first_space = False
        self._cutters: list[regex.Pattern[str]] = []
        for step in _steps(tree["pre_tokenizer"]):
            self._add_step(step)

    def _add_step(self, step: Mapping[str, Any]) -> None:
        kind = step["type"]
        if kind == "ByteLevel":
            self._first_space = self._first_space or bool(step.get("add_prefix_space"))
            if step.get("use_regex", True):
                self._cutters.append(regex.compile(_WORDS))
        elif kind == "Digits":
            self._cutters.append(
                regex.compile(r"\p{N}" if step.get("individual_digits") else r"\p{N}+")
            )
        elif kind == "Split" and step["behavior"] == "Isolated" and not step.get("invert"):
            self._cutters.append(regex.compile(step["pattern"]["Regex"]))
        else:
            raise _refused(kind)

    def pieces(self, text: str) -> list[str]:
        """Return ``text`` in pieces.

        Raises:
            TimeoutError: the model's expressions get lost in it.
        """
        text = unicodedata.normalize(self._form, text) if self._form else text
        if self._first_space and not text.startswith(" "):
            text = f" {text}"
        words = [text]
        for cutter in self._cutters:
            words = [part for word in words for part in _cut(cutter, word)]
        return [
            piece
            for word in words
            for at in range(0, len(word), _LONGEST_WORD)
            for piece in self._merged(_letters(word[at : at + _LONGEST_WORD]))
        ]

    def _merge(self, word: str) -> tuple[str, ...]:
        if word in self._whole:
            return (word,)
        parts = list(word)
        while len(parts) > 1:
            ranked = (
                (self._ranks.get((left, right)), at)
                for at, (left, right) in enumerate(pairwise(parts))
            )
            best = min(((rank, at) for rank, at in ranked if rank is not None), default=None)
            if best is None:
                break
            at = best[1]
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        return tuple(parts)


def text_of(pieces: list[str]) -> str:
    """Return the text of byte-level pieces; bytes that make no character are left out."""
    return bytes(_BYTES[letter] for piece in pieces for letter in piece if letter in _BYTES).decode(
        "utf-8", "ignore"
    )


def _parsed(path: Path) -> Mapping[str, Any]:
    with open_ordinary(path) as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise PackageRefused(TranslationCode.PACKAGE_TOO_LARGE, part=FILE)
    try:
        tree = json.loads(content)
    # A text of brackets alone exhausts the parser's stack.
    except RecursionError as error:
        raise _refused("JSON") from error
    if not isinstance(tree, dict):
        raise _refused("JSON")
    return tree


def _normalizer(step: Mapping[str, Any] | None) -> Any:
    if step is None or (step["type"] == "Sequence" and not step["normalizers"]):
        return ""
    if step["type"] == "Sequence" and len(step["normalizers"]) == 1:
        return _normalizer(step["normalizers"][0])
    if step["type"] not in _NORMALIZERS:
        raise _refused(str(step["type"]))
    return step["type"]


def _steps(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if step["type"] == "Sequence":
        yield from step["pretokenizers"]
    else:
        yield step


def _cut(cutter: regex.Pattern[str], text: str) -> Iterator[str]:
    """Yield what the expression finds and what is between."""
    end = 0
    for found in cutter.finditer(text, timeout=_SECONDS):
        if found.start() > end:
            yield text[end : found.start()]
        if found[0]:
            yield found[0]
        end = found.end()
    if end < len(text):
        yield text[end:]


def _alphabet() -> dict[int, str]:
    """Return the letter of each byte: itself where it is printed, else one beyond Latin-1."""
    printed = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printed]
    return {byte: chr(byte) for byte in printed} | {
        byte: chr(256 + number) for number, byte in enumerate(others)
    }


_LETTERS = _alphabet()
_BYTES = {letter: byte for byte, letter in _LETTERS.items()}


def _letters(text: str) -> str:
    return "".join(_LETTERS[byte] for byte in text.encode("utf-8", "replace"))


def _refused(detail: str) -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=f"{FILE}: {detail}"[:200])
