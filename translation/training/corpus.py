# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentence pairs for training, and those held out to measure with.

The file has one pair a line: source, Korean, English, parted by tabs. Two in a hundred
pairs of every source are held out, chosen by a hash of the Korean side: always the same
ones, whatever else the file holds. What is held out is in no pair of the training, on
neither side.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HELD_OUT_IN_10000 = 200
NOT_TRAINED = frozenset({"jungyeul-nk-news", "picard"})
"""Other spelling than the South's; a licence that asks more of a model's user than ours."""
_LONGEST = 400  # characters of a side: longer ones are several sentences
_MARKUP = re.compile(r"\{\{|\}\}|<[a-zA-Z/][^>]*>|:[a-z]+:`|``|\]\(|^\s*\|")


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence and its translation by people."""

    origin: str
    source: str
    target: str


def pairs(path: Path) -> Iterator[SentencePair]:
    """Yield the pairs of a gzip file of tab separated lines, NFC, runs of whitespace made one space."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3:
                yield SentencePair(fields[0], _plain(fields[1]), _plain(fields[2]))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_held_out(pair: SentencePair) -> bool:
    """Say whether a pair is for measuring only."""
    digest = hashlib.sha256(pair.source.encode()).digest()
    return int.from_bytes(digest[:4], "big") % 10_000 < HELD_OUT_IN_10000


def divided(found: Iterator[SentencePair]) -> tuple[list[SentencePair], list[SentencePair]]:
    """Return the pairs to train with and those held out."""
    training: list[SentencePair] = []
    held_out: list[SentencePair] = []
    for pair in found:
        (held_out if is_held_out(pair) else training).append(pair)
    sources = {_key(pair.source) for pair in held_out}
    targets = {_key(pair.target) for pair in held_out}
    seen: set[tuple[str, str]] = set()
    kept: list[SentencePair] = []
    for pair in training:
        key = (_key(pair.source), _key(pair.target))
        if key in seen or key[0] in sources or key[1] in targets or not _is_clean(pair):
            continue
        seen.add(key)
        kept.append(pair)
    return kept, held_out


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def is_trained(pair: SentencePair) -> bool:
    """Say whether pairs of its source are trained with."""
    return pair.origin not in NOT_TRAINED


def _is_clean(pair: SentencePair) -> bool:
    """Say whether a pair teaches translation: of sane length, in its languages, no markup."""
    if not is_trained(pair) or not pair.source or not pair.target:
        return False
    if max(len(pair.source), len(pair.target)) > _LONGEST:
        return False
    if not 0.6 <= len(pair.target) / len(pair.source) <= 6:
        return False
    if _MARKUP.search(pair.source) or _MARKUP.search(pair.target):
        return False
    has_hangul = any("가" <= character <= "힣" for character in pair.source)
    return has_hangul and not any("가" <= character <= "힣" for character in pair.target)
